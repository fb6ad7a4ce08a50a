"""Tables that can be read aloud: caption, description, and a header row that is repeated on every page."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from exports.markup import clean, field, paragraph, runs
from exports.writing import Writing

_DATA, _LAYOUT = "0420", "0000"


@dataclass(frozen=True, slots=True)
class Kind:
    """How a table looks and what is said of it; a table of data has a header row."""

    style: str
    caption: str
    description: str
    has_head: bool = True


def table(kind: Kind, widths: Sequence[int], rows: Iterable[str]) -> str:
    """A table with columns of these widths, in twentieths of a point."""
    look, first, bands = (_DATA, "1", "0") if kind.has_head else (_LAYOUT, "0", "1")
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="{kind.style}"/><w:tblW w:w="{sum(widths)}" w:type="dxa"/>'
        f'<w:tblLayout w:type="fixed"/><w:tblLook w:val="{look}" w:firstRow="{first}" w:lastRow="0" '
        f'w:firstColumn="0" w:lastColumn="0" w:noHBand="{bands}" w:noVBand="1"/>'
        f'<w:tblCaption w:val="{clean(kind.caption)}"/><w:tblDescription w:val="{clean(kind.description)}"/></w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"
    )


def row(widths: Sequence[int], contents: Sequence[str], *, is_head: bool = False, may_split: bool = False) -> str:
    """A row of cells, each holding these paragraphs; only one that ``may_split`` runs over the end of a page."""
    properties = ("" if may_split else "<w:cantSplit/>") + ("<w:tblHeader/>" if is_head else "")
    cells = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{content}</w:tc>'
        for width, content in zip(widths, contents, strict=True)
    )
    return f"<w:tr>{f'<w:trPr>{properties}</w:trPr>' if properties else ''}{cells}</w:tr>"


def head(document: Writing, widths: Sequence[int], columns: Sequence[tuple[str, str]]) -> str:
    """The header row: for each column its style and its words."""
    return row(widths, [paragraph(style, runs(words, document.look)) for style, words in columns], is_head=True)


def write_caption(document: Writing, words: str, name: str) -> None:
    """Words like "Table 1. Votes" above a table; the number is a field, and its bookmark can be referred to."""
    document.tables += 1
    start, end = document.bookmark(name)
    look = document.look
    number = start + runs(f"{document.word('table')}\u00a0", look)
    number += field("SEQ Table \\* ARABIC", str(document.tables), look) + end
    document.add("Caption", number + runs(f". {words}", look), length=len(words) + 10)
