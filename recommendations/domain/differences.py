"""Word-level differences; the only module that knows diff-match-patch, and never its fuzzy ``patch_apply``."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, chain

from diff_match_patch import diff_match_patch

from recommendations.domain.alignment import common_ends, common_runs
from recommendations.domain.text import Span
from recommendations.domain.words import Token

# Words are mapped to private-use characters: no surrogate, no letter, no space among them, so that nothing
# in the library takes one for what it is not. There are 65,534 of them from here.
_FIRST_LETTER = 0xF0000
# The time to compare grows with the square of what differs; beyond some five pages it is one change.
MOST_COMPARED = 2_000


@dataclass(frozen=True, slots=True)
class Edit:
    """Tokens ``[start, end)`` of the old text give way to tokens ``[new_start, new_end)`` of the new one."""

    start: int
    end: int
    new_start: int
    new_end: int


class _Engine(diff_match_patch):  # type: ignore[misc]  # the library has no types
    """The library with another core, which takes a sixth of the time and is as exact."""

    def __init__(self) -> None:
        super().__init__()
        self.Diff_Timeout = 0  # the same answer on a slow machine

    def diff_bisect(self, text1: str, text2: str, _deadline: float) -> list[tuple[int, str]]:
        """What gives way to what, between the runs of letters that stay."""
        found = []
        at = new_at = 0
        for start, new_start, length in (*common_runs(text1, text2), (len(text1), len(text2), 0)):
            found += [(self.DIFF_DELETE, text1[at:start]), (self.DIFF_INSERT, text2[new_at:new_start])]
            at, new_at = start + length, new_start + length
            found.append((self.DIFF_EQUAL, text1[start:at]))
        return [one for one in found if one[1]]


_ENGINE = _Engine()


def _encoded(old: Sequence[str | Span], new: Sequence[str | Span]) -> tuple[str, str]:
    letters = {key: chr(letter) for letter, key in enumerate(dict.fromkeys(chain(old, new)), _FIRST_LETTER)}
    return "".join(map(letters.__getitem__, old)), "".join(map(letters.__getitem__, new))


def _key(word: Span) -> str | Span:
    """Most words have no marks, and a string is found faster than a span."""
    return word if word.strong or word.emphasis or word.link or word.footnote is not None else word.text


def edits(old: Sequence[Token], new: Sequence[Token]) -> tuple[Edit, ...]:
    """The changed stretches in order, each between words that stay; white space is not compared.

    A few common words between two large changes do not hold them apart: a rewritten sentence is one change.
    """
    found = list(_raw_edits(old, new))
    if len(found) > 1:
        found = _joined(found, _sizes(old), _sizes(new))
    return tuple(_settled(edit, old, new, found[place - 1] if place else None) for place, edit in enumerate(found))


def _raw_edits(old: Sequence[Token], new: Sequence[Token]) -> Iterator[Edit]:
    same, ending = common_ends(old, new, _say_the_same)
    old, new = old[same : len(old) - ending], new[same : len(new) - ending]
    if not old or not new or len(old) + len(new) > MOST_COMPARED:
        if old or new:
            yield Edit(same, same + len(old), same, same + len(new))
        return
    before, after = ([_key(token.word) for token in side] for side in (old, new))
    if set(before).isdisjoint(after):
        yield Edit(same, same + len(old), same, same + len(new))
        return
    at = new_at = same
    for operation, letters in _ENGINE.diff_main(*_encoded(before, after), checklines=False):
        start, new_start = at, new_at
        at += 0 if operation == _ENGINE.DIFF_INSERT else len(letters)
        new_at += 0 if operation == _ENGINE.DIFF_DELETE else len(letters)
        if operation != _ENGINE.DIFF_EQUAL:
            yield Edit(start, at, new_start, new_at)


def _say_the_same(one: Token, other: Token) -> bool:
    return one.word == other.word


def _sizes(tokens: Sequence[Token]) -> Sequence[int]:
    """How many letters stand before each token, and before the end."""
    return list(accumulate((len(token.word.text) for token in tokens), initial=0))


def _joined(found: Sequence[Edit], old: Sequence[int], new: Sequence[int]) -> list[Edit]:
    """The same with neighbours joined where what stays between them is less than either."""

    def weight(edit: Edit) -> int:
        return max(old[edit.end] - old[edit.start], new[edit.new_end] - new[edit.new_start])

    joined: list[Edit] = []
    for edit in found:
        latest = edit
        while joined and (
            joined[-1].end == latest.start
            or old[latest.start] - old[joined[-1].end] < min(weight(joined[-1]), weight(latest))
        ):
            before = joined.pop()
            latest = Edit(before.start, latest.end, before.new_start, latest.new_end)
        joined.append(latest)
    return joined


def _settled(edit: Edit, old: Sequence[Token], new: Sequence[Token], previous: Edit | None) -> Edit:
    """The same insertion or deletion as a whole sentence, where it may as well be read as one."""
    text, start, end = (new, edit.new_start, edit.new_end) if edit.start == edit.end else (old, edit.start, edit.end)
    if edit.start != edit.end and edit.new_start != edit.new_end:
        return edit
    room = edit.start - (previous.end + 1 if previous else 0)  # a word stays between two changes
    for shift in range(room + 1):
        if shift and text[start - shift].word != text[end - shift].word:
            break
        if _is_sentence(text, start - shift, end - shift):
            return Edit(edit.start - shift, edit.end - shift, edit.new_start - shift, edit.new_end - shift)
    return edit


def _is_sentence(text: Sequence[Token], start: int, end: int) -> bool:
    return text[end - 1].ends_sentence and (start == 0 or text[start - 1].ends_sentence)
