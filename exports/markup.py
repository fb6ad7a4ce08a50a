"""WordprocessingML in small pieces; the one place where text is escaped and forbidden characters are dropped."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple
from xml.sax.saxutils import escape

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
NAMESPACES = f'xmlns:w="{WORD}" xmlns:r="{OFFICE}"'
DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_RIGHT_TO_LEFT = re.compile(
    "([\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]+(?:\\s+[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]+)*)"
)
# Most texts have nothing to escape, to break, to turn round or to drop: for them one look is enough.
_NOT_PLAIN = re.compile("[^ !#-%'-;=?-~\u00a0-\u058f\u1e00-\u1fff\u2010-\u2027\u202f-\u205e\u20a0-\u214f]")
_FULL_WIDTH = 100
_BREAKS = re.compile("(\t|\r\n|\r|\n)")


class Look(NamedTuple):
    """How a run looks and which language it is in; ``style`` names a character style.

    ``width`` is the characters' width in percent; a run that ``is_deleted`` stands in a tracked deletion.
    """

    language: str
    strong: bool = False
    emphasis: bool = False
    style: str = ""
    width: int = 100
    is_deleted: bool = False


def clean(text: str) -> str:
    """The text without the characters that XML forbids, escaped for content and for attributes."""
    return escape(_FORBIDDEN.sub("", text), {'"': "&quot;"}) if _NOT_PLAIN.search(text) else text


def runs(text: str, look: Look) -> str:
    """The text as runs, each with its language; words written from right to left are runs of their own."""
    if not _NOT_PLAIN.search(text):
        return f"<w:r>{run_properties(look)}{_plain(text, look)}</w:r>" if text else ""
    pieces = _RIGHT_TO_LEFT.split(text)
    return "".join(
        f"<w:r>{run_properties(look, right_to_left=bool(position % 2))}{''.join(_pieces(piece, look))}</w:r>"
        for position, piece in enumerate(pieces)
        if piece
    )


def paragraph(style: str, content: str, *, extra: str = "") -> str:
    """A paragraph; ``extra`` are properties that follow the style, in the schema's order."""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{extra}</w:pPr>{content}</w:p>'


def field(instruction: str, result: str, look: Look) -> str:
    """A complex field with its cached result; Word asks nothing when it opens it."""
    properties = run_properties(look)
    return (
        f'<w:r>{properties}<w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r>{properties}<w:instrText xml:space="preserve"> {clean(instruction)} </w:instrText></w:r>'
        f'<w:r>{properties}<w:fldChar w:fldCharType="separate"/></w:r>'
        f"{runs(result, look)}"
        f'<w:r>{properties}<w:fldChar w:fldCharType="end"/></w:r>'
    )


def tabulator(look: Look) -> str:
    """A run that holds one tabulator."""
    return f"<w:r>{run_properties(look)}<w:tab/></w:r>"


def line_break(look: Look) -> str:
    """A run that holds the end of a line."""
    return f"<w:r>{run_properties(look)}<w:br/></w:r>"


def footnote_reference(number: int, look: Look) -> str:
    """The mark in the text that leads to a footnote."""
    properties = run_properties(Look(look.language, style="FootnoteReference"))
    return f'<w:r>{properties}<w:footnoteReference w:id="{number}"/></w:r>'


@lru_cache(maxsize=256)
def run_properties(look: Look, *, right_to_left: bool = False) -> str:
    """The properties of a run, in the schema's order."""
    style = f'<w:rStyle w:val="{look.style}"/>' if look.style else ""
    strong = "<w:b/><w:bCs/>" if look.strong else ""
    emphasis = "<w:i/><w:iCs/>" if look.emphasis else ""
    width = f'<w:w w:val="{look.width}"/>' if look.width != _FULL_WIDTH else ""
    direction = "<w:rtl/>" if right_to_left else ""
    return f'<w:rPr>{style}{strong}{emphasis}{width}{direction}<w:lang w:val="{clean(look.language)}"/></w:rPr>'


def _plain(text: str, look: Look) -> str:
    element = "delText" if look.is_deleted else "t"
    return f'<w:{element} xml:space="preserve">{text}</w:{element}>'


def _pieces(text: str, look: Look) -> Iterator[str]:
    for piece in _BREAKS.split(text):
        if piece == "\t":
            yield "<w:tab/>"
        elif piece in {"\r\n", "\r", "\n"}:
            yield "<w:br/>"
        elif piece:
            yield _plain(clean(piece), look)
