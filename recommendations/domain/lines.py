"""Line numbers: lines of a fixed width in characters as people count them, the same on every page, screen and sheet."""

import unicodedata
from collections.abc import Iterator
from itertools import pairwise

LINE_ALGORITHM = 1
LINE_WIDTH = 80

_JOINER = "\u200d"
_HYPHENS = frozenset("-\u2010")
_EXTENDING = (
    (0x1160, 0x11FF),  # Hangul vowels and finals
    (0x200C, 0x200D),  # the two joiners
    (0x1F3FB, 0x1F3FF),  # skin tones
    (0xE0020, 0xE007F),  # tags of regional flags
)


def _extends(character: str) -> bool:
    if unicodedata.category(character) in {"Mn", "Me", "Mc"}:
        return True
    return any(first <= ord(character) <= last for first, last in _EXTENDING)


def _is_regional(character: str) -> bool:
    return "\U0001f1e6" <= character <= "\U0001f1ff"


def grapheme_starts(text: str) -> tuple[int, ...]:
    """The offsets, in code points, at which characters as people count them begin.

    Marks, joined emoji and pairs of regional letters belong to the character before them.
    """
    starts: list[int] = []
    flags = 0
    for offset, character in enumerate(text):
        flags = flags + 1 if _is_regional(character) else 0
        joined = text[offset - 1] == _JOINER and unicodedata.category(character) == "So" if offset else False
        if offset and (_extends(character) or joined or (flags and flags % 2 == 0)):
            continue
        starts.append(offset)
    return tuple(starts)


def line_starts(text: str, width: int = LINE_WIDTH) -> tuple[int, ...]:
    """The offsets, in code points, at which the lines of a paragraph begin; the first is always 0.

    A line breaks after a space, which may hang over the edge, or after a hyphen inside a word; a word longer
    than a line is cut. No-break spaces hold.
    """
    starts = [0]
    taken = 0
    for start, end in _pieces(text):
        visible = len(grapheme_starts(text[start:end].rstrip(" ")))
        if taken and taken + visible > width:
            starts.append(start)
            taken = 0
        cuts = grapheme_starts(text[start:end].rstrip(" "))[width::width] if not taken else ()
        starts.extend(start + cut for cut in cuts)
        taken += len(grapheme_starts(text[start + (cuts[-1] if cuts else 0) : end]))
    return tuple(starts)


def _pieces(text: str) -> Iterator[tuple[int, int]]:
    breaks = [0, *(offset for offset in range(1, len(text)) if _may_break(text, offset)), len(text)]
    return (piece for piece in pairwise(breaks) if piece[0] < piece[1])


def _may_break(text: str, offset: int) -> bool:
    before, after = text[offset - 1], text[offset]
    if before == " ":
        return after != " "
    return before in _HYPHENS and after.isalnum() and offset > 1 and text[offset - 2].isalnum()
