"""What each paragraph of a foreign file is: a heading of some level, an item of a list, or text."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from recommendations.domain.imported import HeadingsBy
from recommendations.domain.text import Span
from recommendations.domain.words import plain_text
from recommendations.intake.word.blocks import Line, blocks_of, lines_of
from recommendations.intake.word.package import Package
from recommendations.intake.word.pieces import UNGROUPED, Contents, spans_with
from recommendations.intake.word.styles import Styles
from recommendations.intake.word.trees import W, elements, value
from recommendations.intake.word.weaving import trimmed

_MARKER = re.compile(r"^\s*(?:(?P<number>\(?\d+(?:\.\d+)*[.)]|\(?[a-z][.)]|[ivx]+[.)])|(?P<bullet>[-–•*◦▪·]))\s+")
_NUMBERED = re.compile(r"^\s*(?P<number>\d+(?:\.\d+)*)[.)]?\s+|^\s*[IVXLC]+[.)]\s+")
_TOPIC = re.compile(
    r"^\s*(?:theme|thème|topic|chapter|chapitre|part|partie|section)\s+(?:\d+|[IVXLC]+)\b", re.IGNORECASE
)
_DEMAND = re.compile(r"^\s*(?:recommendation|recommandation|article)\s+\d", re.IGNORECASE)
_LONGEST_HEADING = 140
_FEWEST_CAPITALS = 6
_NO_LIST = "0"
# In a foreign file no change is numbered: who accepts what belongs to none accepts all.
_EVERYTHING = frozenset({UNGROUPED})
_ADDRESSEES = "addressees"
"""The style in which our own documents say to whom a recommendation speaks."""


class Kind(StrEnum):
    """What a paragraph is."""

    TITLE = "title"
    HEADING = "heading"
    NUMBERED = "numbered"
    BULLET = "bullet"
    TEXT = "text"
    ADDRESSEES = "addressees"


@dataclass(frozen=True, slots=True)
class Row:
    """A paragraph of the file; ``level`` is that of a heading or of a list, from 0."""

    kind: Kind
    level: int
    spans: tuple[Span, ...]
    position: int

    @property
    def plain(self) -> str:
        """Its words."""
        return " ".join(plain_text(self.spans).split())


def rows_of(package: Package, contents: Contents, styles: Styles) -> tuple[list[Row], HeadingsBy]:
    """All paragraphs that can be read, with every tracked change accepted, and by what headings were told."""
    bullets = _bullets(package)
    rows = []
    computed = computed_lists(contents, styles)
    for line in _lines(contents):
        spans = trimmed(spans_with(line.pieces, _EVERYTHING, contents.notes))
        # A deleted paragraph mark may tie a line of the contents to one of the text, whose words must not go with it.
        if spans and not all(one.position in computed for one in line.members if one.text):
            rows.append(_row(line, spans, styles, bullets))
    if any(row.kind is Kind.HEADING for row in rows):
        return rows, HeadingsBy.STYLES
    rows = _guessed(rows)
    return rows, HeadingsBy.LINES if any(row.kind is Kind.HEADING for row in rows) else HeadingsBy.NOTHING


def computed_lists(contents: Contents, styles: Styles) -> frozenset[int]:
    """The positions of the paragraphs of a table of contents or of figures, by their styles."""
    lists = ("toc ", "contents ", "table of ")
    return frozenset(one.position for one in contents.paragraphs if styles.name_of(one.style).startswith(lists))


def _lines(contents: Contents) -> list[Line]:
    """The lines with everything accepted."""
    return [line for block in blocks_of(contents.paragraphs) for line in lines_of(block.members, _EVERYTHING)]


def _row(line: Line, spans: tuple[Span, ...], styles: Styles, bullets: frozenset[tuple[str, int]]) -> Row:
    home = line.home
    level = home.outline if home.outline is not None else styles.levels.get(home.style)
    if styles.name_of(home.style) in {"title", "subtitle"}:
        return Row(Kind.TITLE, 0, spans, home.position)
    if styles.name_of(home.style) == _ADDRESSEES:
        return Row(Kind.ADDRESSEES, 0, spans, home.position)
    if level is not None and level < 9:  # noqa: PLR2004 - the tenth level is what is no heading
        return Row(Kind.HEADING, level, spans, home.position)
    listed = home.listed or styles.lists.get(home.style)
    if listed is not None and listed[0] not in {"", _NO_LIST}:
        return Row(Kind.BULLET if listed in bullets else Kind.NUMBERED, listed[1], spans, home.position)
    return _typed(Row(Kind.TEXT, 0, spans, home.position))


def _typed(row: Row) -> Row:
    """An item of a list whose number or bullet was typed."""
    found = _MARKER.match(row.spans[0].text)
    if found is None:
        return row
    kind = Kind.BULLET if found["bullet"] else Kind.NUMBERED
    depth = (found["number"] or "").strip("().").count(".")
    return Row(kind, depth, without_marker(row.spans), row.position)


def without_marker(spans: tuple[Span, ...]) -> tuple[Span, ...]:
    """The text behind a typed number or bullet."""
    first = spans[0]
    found = _MARKER.match(first.text) or _NUMBERED.match(first.text)
    if found is None or (len(first.text) == found.end() and len(spans) == 1):
        return spans
    rest = Span(first.text[found.end() :], first.strong, first.emphasis, first.link)
    return trimmed((rest, *spans[1:]))


def _guessed(rows: Sequence[Row]) -> list[Row]:
    """The rows with the headings that no style says to be one; a first line alone is the title of the whole."""
    found = [_guess(row) for row in rows]
    headings = [row for row in found if row.kind is Kind.HEADING]
    is_title = len(headings) == 1 and headings[0] is found[0] and not is_counted(headings[0])
    return [Row(Kind.TITLE, 0, found[0].spans, found[0].position), *found[1:]] if is_title else found


def _guess(row: Row) -> Row:
    """A heading if it is short, and bold or in capitals, or called a theme or a recommendation."""
    text = row.plain
    if row.kind in {Kind.TITLE, Kind.ADDRESSEES} or len(text) > _LONGEST_HEADING:
        return row
    if _TOPIC.match(text):
        return Row(Kind.HEADING, 0, row.spans, row.position)
    is_bold = all(span.strong or not span.text.strip() for span in row.spans)
    if not (is_bold or _is_loud(text)) or text.endswith((".", ";", ",", ":")):
        return row
    number = _NUMBERED.match(text)
    depth = number["number"].count(".") if number is not None and number["number"] else row.level
    return Row(Kind.HEADING, 1 if _DEMAND.match(text) else depth, row.spans, row.position)


def _is_loud(text: str) -> bool:
    """Whether the line is in capitals; initials and abbreviations are not enough."""
    return text.isupper() and sum(letter.isalpha() for letter in text) >= _FEWEST_CAPITALS


def is_counted(row: Row) -> bool:
    """Whether a heading is one of several, by its number or its name; a title of the whole is not."""
    return bool(_TOPIC.match(row.plain) or _NUMBERED.match(row.plain))


def _bullets(package: Package) -> frozenset[tuple[str, int]]:
    """The lists and levels that have bullets, not numbers."""
    roots = [package.tree(name) for name in package.related("numbering")]
    nodes = [node for root in roots if root is not None for node in elements(root)]
    marked: dict[str, set[int]] = {}
    for node in nodes:
        if node.tag == W + "abstractNum":
            levels = [one for one in elements(node) if one.tag == W + "lvl"]
            own = {place for place, one in enumerate(levels) if value(one.find(W + "numFmt")) in {"bullet", "none"}}
            marked[value(node, "abstractNumId")] = own
    found: list[tuple[str, int]] = []
    for node in nodes:
        if node.tag == W + "num":
            own = marked.get(value(node.find(W + "abstractNumId")), set())
            found += [(value(node, "numId"), level) for level in own]
    return frozenset(found)


def levels_in(rows: Sequence[Row]) -> list[int]:
    """The levels of headings that occur, from the highest."""
    return sorted({row.level for row in rows if row.kind is Kind.HEADING})
