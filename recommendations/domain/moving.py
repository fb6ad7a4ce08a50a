"""Whole sentences and paragraphs that stand elsewhere in the amended text than in its base."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from operator import eq

from recommendations.domain.alignment import common_ends
from recommendations.domain.text import Span
from recommendations.domain.words import Token, Words, ends_sentence, sentence_ends


@dataclass(frozen=True, slots=True)
class Carried:
    """Tokens ``[start, end)`` of a base paragraph that are tokens ``[new_start, new_end)`` of an amended one."""

    paragraph: str
    start: int
    end: int
    new_paragraph: str
    new_start: int
    new_end: int

    def follows(self, other: "Carried") -> bool:
        """Whether it stands right behind the other, in both texts."""
        return (other.paragraph, other.end, other.new_paragraph, other.new_end) == (
            self.paragraph,
            self.start,
            self.new_paragraph,
            self.new_start,
        )


def moved_sentences(old: Mapping[str, Words], new: Mapping[str, Words]) -> tuple[Carried, ...]:
    """The smallest moves of sentences, in the order of the base.

    Both texts have the same paragraphs. Moved is what is there once before and once after, apart from what is
    unchanged at both ends of its paragraph; in each paragraph the heaviest run of sentences in their old order stays.
    """
    cuts = [_rewritten(uid, old[uid].tokens, new[uid].tokens) for uid in old]
    shapes = {one.shape for old_cut, _ in cuts for one in old_cut} & {
        one.shape for _, new_cut in cuts for one in new_cut
    }
    if not shapes:
        return ()
    before, after = (_once([one for cut in cuts for one in cut[side] if one.shape in shapes]) for side in (0, 1))
    carried = [one.carried_to(after[said]) for said, one in before.items() if one.is_said_by(after.get(said))]
    if all(a.new_paragraph == a.paragraph and _in_order(a, b) for a, b in pairwise((*carried, *carried[-1:]))):
        return ()
    staying = {one for paragraph in old for one in _staying([c for c in carried if c.paragraph == paragraph])}
    return tuple(_joined(one for one in carried if one not in staying))


def _in_order(one: Carried, following: Carried) -> bool:
    return one.paragraph != following.paragraph or one.new_start <= following.new_start


@dataclass(frozen=True, slots=True)
class _Sentence:
    """Tokens ``[start, end)`` of a paragraph."""

    paragraph: str
    start: int
    end: int
    first: Span
    rest: tuple[Token, ...]

    @property
    def shape(self) -> tuple[str, int]:
        """What is quickly compared: its first word, and how many follow."""
        return self.first.text, len(self.rest)

    def is_said_by(self, other: "_Sentence | None") -> bool:
        """Whether the other has the same words; the white space before a sentence is not its own."""
        return other is not None and self.first == other.first and self.rest == other.rest

    def carried_to(self, other: "_Sentence") -> Carried:
        """The move, if it is one, from here to where the other stands."""
        return Carried(self.paragraph, self.start, self.end, other.paragraph, other.start, other.end)


def _rewritten(uid: str, old: Sequence[Token], new: Sequence[Token]) -> tuple[Sequence[_Sentence], Sequence[_Sentence]]:
    """The paragraph's sentences before and after, without those that are the same at its beginning and its end."""
    start, staying = _around(old, new)
    before = list(_sentences(uid, old, start, len(old) - staying))
    after = list(_sentences(uid, new, start, len(new) - staying))
    for end in (0, -1):
        while before and after and before[end].is_said_by(after[end]):
            before.pop(end)
            after.pop(end)
    return before, after


def _around(old: Sequence[Token], new: Sequence[Token]) -> tuple[int, int]:
    """How many words before and behind what differs stay, as whole sentences."""
    same, ending = common_ends(old, new, eq)
    start, staying = max(same - 1, 0), max(ending - 1, 0)
    while start and not ends_sentence(old, start):
        start -= 1
    while staying and not (ends_sentence(old, len(old) - staying) and ends_sentence(new, len(new) - staying)):
        staying -= 1
    return start, staying


def _sentences(uid: str, tokens: Sequence[Token], start: int, end: int) -> Iterator[_Sentence]:
    if start < end:
        for at, stop in pairwise((start, *sentence_ends(tokens, start, end))):
            yield _Sentence(uid, at, stop, tokens[at].word, tuple(tokens[at + 1 : stop]))


def _once(sentences: Iterable[_Sentence]) -> dict[str, _Sentence]:
    """The sentences of some words of which there is only one, by what they say."""
    said = [("\0".join([one.first.text, *(token.word.text for token in one.rest)]), one) for one in sentences]
    times = Counter(text for text, _ in said)
    return {text: one for text, one in said if times[text] == 1 and any(map(str.isalnum, text))}


def _staying(carried: Sequence[Carried]) -> Iterator[Carried]:
    """Those that keep their order within their paragraph, as many words as possible."""
    own = [one for one in carried if one.new_paragraph == one.paragraph]
    best: list[tuple[int, int]] = []  # the weight of the heaviest run that ends here, and where it comes from
    for place, one in enumerate(own):
        runs = [(best[k][0], k) for k in range(place) if own[k].new_start < one.new_start]
        weight, origin = max(runs, default=(0, -1))
        best.append((weight + one.end - one.start, origin))
    at = max(range(len(own)), key=lambda place: best[place][0], default=-1)
    while at >= 0:
        yield own[at]
        at = best[at][1]


def _joined(carried: Iterable[Carried]) -> list[Carried]:
    """Neighbours that stay neighbours are one move."""
    joined: list[Carried] = []
    for one in carried:
        if joined and one.follows(joined[-1]):
            joined[-1] = replace(joined[-1], end=one.end, new_end=one.new_end)
        else:
            joined.append(one)
    return joined


def longest_run(places: Sequence[int]) -> frozenset[int]:
    """As many of these different numbers as possible that stand in increasing order."""
    tails: list[int] = []
    origins: dict[int, int | None] = {}
    for place in places:
        at = bisect_left(tails, place)
        origins[place] = tails[at - 1] if at else None
        tails[at : at + 1] = [place]
    run: set[int] = set()
    last = tails[-1] if tails else None
    while last is not None:
        run.add(last)
        last = origins[last]
    return frozenset(run)
