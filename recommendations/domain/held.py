"""Two texts held against each other, paragraph by paragraph: what a reader has to see of how they differ."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from recommendations.domain.comparison import Mark
from recommendations.domain.differences import edits
from recommendations.domain.text import Span
from recommendations.domain.words import Token

_CONTEXT = 90
_ALIKE = 0.4
_NEAR = 12
# Matching without anchors takes the product of both lengths, and worse where many paragraphs are the same.
_MOST_MATCHED = 40_000
_MOST_COMPARED = 600
"""Words of a paragraph that are compared one by one, if the signed one is not longer: in our texts none has as many."""
_MOST_LOOKED_AT = 10_000
"""Characters by which two paragraphs are found to be nearly the same."""


@dataclass(frozen=True, slots=True)
class ChangedParagraph:
    """A paragraph that differs: as signed, and as the other file has it; one of them is empty where one side lacks it.

    ``after`` is what stands before it in both, empty at the beginning.
    """

    signed: str
    found: str
    after: str = ""

    @property
    def segments(self) -> tuple[tuple[Mark, str], ...]:
        """The words with their marks; of what both say only as much as is needed to find the place."""
        signed, found = self.signed.split(), self.found.split()
        most = max(_MOST_COMPARED, 2 * len(signed))
        cut = [*found[:most], "…"] if len(found) > most else found
        old, new = ([Token((), Span(word)) for word in words] for words in (signed, cut))
        told: list[tuple[Mark, str]] = []
        at = 0
        for edit in edits(old, new):
            told.append((Mark.KEPT, _said(old[at : edit.start])))
            told.append((Mark.DELETED, _said(old[edit.start : edit.end])))
            told.append((Mark.INSERTED, _said(new[edit.new_start : edit.new_end])))
            at = edit.end
        told.append((Mark.KEPT, _said(old[at:])))
        last = len(told) - 1
        return tuple((mark, _shortened(mark, text, place, last)) for place, (mark, text) in enumerate(told) if text)


def differing(signed: Sequence[str], found: Sequence[str]) -> Iterator[ChangedParagraph]:
    """The paragraphs that differ, in the order of the text; the time is bounded, whatever somebody has written."""
    for start, end, new_start, new_end in _gaps(signed, found):
        after = signed[start - 1] if start else ""
        for left, right in _pairs(signed[start:end], found[new_start:new_end]):
            if left != right:
                yield ChangedParagraph(left, right, after)


def _said(tokens: Sequence[Token]) -> str:
    return " ".join(token.word.text for token in tokens)


def _shortened(mark: Mark, text: str, place: int, last: int) -> str:
    if mark is not Mark.KEPT or len(text) <= 2 * _CONTEXT:
        return text
    begins = "" if place == 0 else text[:_CONTEXT].rpartition(" ")[0]
    ends = "" if place == last else text[-_CONTEXT:].partition(" ")[2]
    return f"{begins} … {ends}".strip()


def _gaps(signed: Sequence[str], found: Sequence[str]) -> Iterator[tuple[int, int, int, int]]:
    """What lies between paragraphs that stand once in both texts, in the same order; then between equal ones."""
    at = new_at = 0
    for place, new_place in [*_anchors(signed, found), (len(signed), len(found))]:
        yield from _between(signed, found, (at, place), (new_at, new_place))
        at, new_at = place + 1, new_place + 1


def _between(
    signed: Sequence[str], found: Sequence[str], old: tuple[int, int], new: tuple[int, int]
) -> Iterator[tuple[int, int, int, int]]:
    left, right = signed[slice(*old)], found[slice(*new)]
    if len(left) * len(right) > _MOST_MATCHED:
        yield (*old, *new)
        return
    for kind, first, last, start, end in SequenceMatcher(None, left, right, autojunk=False).get_opcodes():
        if kind != "equal":
            yield old[0] + first, old[0] + last, new[0] + start, new[0] + end


def _anchors(signed: Sequence[str], found: Sequence[str]) -> list[tuple[int, int]]:
    """The longest row of paragraphs that stand once in each text and in the same order in both."""
    counted, recounted = Counter(signed), Counter(found)
    places = {text: place for place, text in enumerate(found)}
    once = [(place, places[text]) for place, text in enumerate(signed) if counted[text] == 1 and recounted[text] == 1]
    ends: list[int] = []
    rows: list[int] = []
    before: list[int | None] = []
    for number, (_, place) in enumerate(once):
        length = bisect_left(ends, place)
        ends[length : length + 1] = [place]
        rows[length : length + 1] = [number]
        before.append(rows[length - 1] if length else None)
    chain: list[tuple[int, int]] = []
    last = rows[-1] if rows else None
    while last is not None:
        chain.append(once[last])
        last = before[last]
    return chain[::-1]


def _pairs(left: Sequence[str], right: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Paragraphs that say nearly the same side by side, all others alone."""
    at = 0
    for text in left:
        words = _looked_at(text)
        near = range(at, min(at + _NEAR, len(right)))
        twin = next((place for place in near if _are_alike(words, _looked_at(right[place]))), None)
        if twin is None:
            yield text, ""
            continue
        yield from (("", other) for other in right[at:twin])
        yield text, right[twin]
        at = twin + 1
    yield from (("", other) for other in right[at:])


def _looked_at(text: str) -> set[str]:
    return set(text[:_MOST_LOOKED_AT].split())


def _are_alike(one: set[str], other: set[str]) -> bool:
    return len(one & other) >= _ALIKE * max(len(one), len(other))
