"""How wide a line is: of the numbered ones, one that would not fit is written narrower, and never breaks by itself."""

import math

_ROOM = 415.0
"""Points between the indent of numbered lines and the margin, less what fonts differ by."""
_SIZE = 10.5
_NARROW, _PLAIN, _WIDE, _WIDEST, _SQUARE = 0.34, 0.51, 0.74, 0.98, 1.05
_LATIN_END = "\u0590"
_FULL_WIDTH = 100


def width_of(line: str) -> int:
    """The width of the characters in percent at which the line fits; at most as they are."""
    wide = points(line, _SIZE)
    return _FULL_WIDTH if wide <= _ROOM else max(1, math.floor(_FULL_WIDTH * _ROOM / wide))


def points(text: str, size: float) -> float:
    """About how wide the text is in letters of this size, both in points; rather too wide than too narrow."""
    return size * sum(map(_em, text))


def _em(character: str) -> float:
    """About how wide a character is, in parts of the font's size; rather too wide than too narrow."""
    if character in "iljtfrI.,;:'’!|()[]-/ \u00a0\u202f":
        return _NARROW
    if character in "mwMW@%—…œæŒÆ":
        return _WIDEST
    if character >= _LATIN_END:
        return _PLAIN if "\u2000" <= character <= "\u206f" else _SQUARE
    return _WIDE if character.isupper() else _PLAIN
