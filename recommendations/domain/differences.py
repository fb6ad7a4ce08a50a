"""Word-level differences; the only module that knows diff-match-patch, and never its fuzzy ``patch_apply``."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

from diff_match_patch import diff_match_patch

from recommendations.domain.text import Span
from recommendations.domain.words import Token

# Words are mapped to private-use characters: no surrogate, no letter, no space among them, so that nothing
# in the library takes one for what it is not. Two planes hold more words than a paragraph can have.
_PLANES = ((0xF0000, 0xFFFFD), (0x100000, 0x10FFFD))
# The time to compare grows with the square of what differs; beyond some five pages it is one change.
MOST_COMPARED = 2_000


@dataclass(frozen=True, slots=True)
class Edit:
    """Tokens ``[start, end)`` of the old text give way to tokens ``[new_start, new_end)`` of the new one."""

    start: int
    end: int
    new_start: int
    new_end: int


def _encoder() -> diff_match_patch:
    engine = diff_match_patch()
    engine.Diff_Timeout = 0  # the same answer on a slow machine
    return engine


def _letter(index: int) -> str:
    first, last = _PLANES[0]
    size = last - first + 1
    return chr(first + index) if index < size else chr(_PLANES[1][0] + index - size)


def _encoded(old: Sequence[Token], new: Sequence[Token]) -> tuple[str, str]:
    keys = [[_key(token.word) for token in side] for side in (old, new)]
    letters = {key: _letter(index) for index, key in enumerate(dict.fromkeys(chain(*keys)))}
    return "".join(map(letters.__getitem__, keys[0])), "".join(map(letters.__getitem__, keys[1]))


def _key(word: Span) -> str | Span:
    """Most words have no marks, and a string is found faster than a span."""
    return word if word.strong or word.emphasis or word.link or word.footnote is not None else word.text


def edits(old: Sequence[Token], new: Sequence[Token]) -> tuple[Edit, ...]:
    """The changed stretches in order, each between words that stay; white space is not compared.

    A few common words between two large changes do not hold them apart: a rewritten sentence is one change.
    """
    found: list[Edit] = []
    for edit in _raw_edits(old, new):
        latest = edit
        while found and _belong_together(found[-1], latest, old, new):
            latest = _joined(found.pop(), latest)
        found.append(latest)
    return tuple(_settled(edit, old, new, found[place - 1] if place else None) for place, edit in enumerate(found))


def _raw_edits(old: Sequence[Token], new: Sequence[Token]) -> Iterator[Edit]:
    same, ending = _common_ends(old, new)
    old, new = old[same : len(old) - ending], new[same : len(new) - ending]
    if not old or not new or len(old) + len(new) > MOST_COMPARED:
        if old or new:
            yield Edit(same, same + len(old), same, same + len(new))
        return
    before, after = _encoded(old, new)
    if not set(before) & set(after):
        yield Edit(same, same + len(old), same, same + len(new))
        return
    engine = _encoder()
    at = new_at = same
    for operation, letters in engine.diff_main(before, after, checklines=False):
        start, new_start = at, new_at
        at += 0 if operation == engine.DIFF_INSERT else len(letters)
        new_at += 0 if operation == engine.DIFF_DELETE else len(letters)
        if operation != engine.DIFF_EQUAL:
            yield Edit(start, at, new_start, new_at)


def _common_ends(old: Sequence[Token], new: Sequence[Token]) -> tuple[int, int]:
    """How many words are the same at the beginning, and of the others at the end."""
    most = min(len(old), len(new))
    same = 0
    while same < most and (old[same] is new[same] or old[same].word == new[same].word):
        same += 1
    ending = 0
    while ending < most - same and (
        old[-1 - ending] is new[-1 - ending] or old[-1 - ending].word == new[-1 - ending].word
    ):
        ending += 1
    return same, ending


def _belong_together(edit: Edit, following: Edit, old: Sequence[Token], new: Sequence[Token]) -> bool:
    """Whether what stays between two changes is less than either of them."""
    if edit.end == following.start:
        return True
    between = _size(old[edit.end : following.start])
    return between < min(_weight(edit, old, new), _weight(following, old, new))


def _weight(edit: Edit, old: Sequence[Token], new: Sequence[Token]) -> int:
    return max(_size(old[edit.start : edit.end]), _size(new[edit.new_start : edit.new_end]))


def _size(tokens: Sequence[Token]) -> int:
    return sum(len(token.word.text) for token in tokens)


def _joined(edit: Edit, following: Edit) -> Edit:
    return Edit(edit.start, following.end, edit.new_start, following.new_end)


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
