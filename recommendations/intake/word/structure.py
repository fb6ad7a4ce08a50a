"""A foreign file read into themes and recommendations, by headings, numbers and lists."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from uuid import NAMESPACE_OID, uuid5

from recommendations.domain.imported import (
    Counted,
    HeadingsBy,
    ImportedDraft,
    ImportedTheme,
    ItemsBy,
    Level,
    Wanted,
)
from recommendations.domain.text import Paragraph, Unit, UnitKind
from recommendations.intake.word.notes import comments_of, contents_of, styles_in
from recommendations.intake.word.outline import (
    Kind,
    Row,
    computed_lists,
    is_counted,
    levels_in,
    rows_of,
    without_marker,
)
from recommendations.intake.word.package import open_package
from recommendations.intake.word.pieces import Contents
from recommendations.intake.word.set_aside import Asides

_LISTED = frozenset({Kind.NUMBERED, Kind.BULLET})


def read_draft(content: bytes, wanted: Wanted) -> ImportedDraft:
    """The file as themes and recommendations; what is not chosen in ``wanted`` is found by its headings and lists.

    Raises:
        FileRefused: it is not read, and its kind says why.
    """
    package = open_package(content)
    contents, styles = contents_of(package), styles_in(package)
    rows, headings_by = rows_of(package, contents, styles)
    comments = comments_of(package, contents.quotes)
    sorter = _Sorter(rows, wanted, hashlib.sha256(content).hexdigest())
    draft = sorter.sorted(headings_by)
    asides = Asides(contents, comments, computed_lists(contents, styles))
    return replace(draft, aside=asides.found(rows, sorter.titles), counted=_counted(contents))


@dataclass(slots=True)
class _Theme:
    title: str
    rows: list[Row] = field(default_factory=list)


class _Sorter:
    """Sorts the rows of one file into themes; ``titles`` are those that became titles of something."""

    def __init__(self, rows: Sequence[Row], wanted: Wanted, key: str) -> None:
        self._rows, self._wanted, self._key = rows, wanted, key
        self._levels = levels_in(rows)
        self._title = self._title_of_file()
        self._theme_level, self._item_level = self._chosen_levels()
        self.titles: list[Row] = [self._title] if self._title is not None else []

    def sorted(self, headings_by: HeadingsBy) -> ImportedDraft:
        """The draft, without what is set aside."""
        before: list[Row] = []
        themes: list[_Theme] = []
        for row in self._rows:
            if row is self._title:
                continue
            if row.kind is Kind.HEADING and self._is_theme(row):
                themes.append(_Theme(self._heading(row)))
            else:
                (themes[-1].rows if themes else before).append(row)
        if headings_by is HeadingsBy.NOTHING and before:
            before, themes = [], [_Theme("", before)]
        return ImportedDraft(
            self._key,
            self._title.plain if self._title is not None else "",
            tuple(self._paragraph(row) for row in before),
            tuple(self._theme(theme, headings_by) for theme in themes),
            tuple(self._level(level) for level in self._levels),
            _from_one(self._theme_level),
            _from_one(self._item_level),
            headings_by,
        )

    def _title_of_file(self) -> Row | None:
        """What is styled as the title, or the only heading of the highest level where others stand below it."""
        titles = [row for row in self._rows if row.kind is Kind.TITLE]
        if titles:
            return titles[0]
        headings = [row for row in self._rows if row.kind is Kind.HEADING]
        top = [row for row in headings if row.level == self._levels[0]] if headings else []
        below = [row for row in headings if row.level == self._levels[1]] if len(self._levels) > 1 else []
        is_title = len(top) == 1 and top[0] is headings[0] and len(below) > 1 and not is_counted(top[0])
        return top[0] if is_title and self._wanted.theme_level is None else None

    def _chosen_levels(self) -> tuple[int | None, int | None]:
        own = [row.level for row in self._rows if row.kind is Kind.HEADING and row is not self._title]
        levels = sorted(set(own))
        theme = _from_zero(self._wanted.theme_level)
        if theme is None:
            theme = levels[0] if levels else None
        item = _from_zero(self._wanted.item_level)
        if item is None and self._wanted.items_by in {None, ItemsBy.HEADINGS}:
            item = next((level for level in levels if theme is not None and level > theme), None)
        return theme, item

    def _is_theme(self, row: Row) -> bool:
        return self._theme_level is not None and row.level <= self._theme_level

    def _theme(self, theme: _Theme, headings_by: HeadingsBy) -> ImportedTheme:
        by = self._wanted.items_by or self._found_by(theme.rows, headings_by)
        units: list[Unit] = []
        numbered = any(row.kind is Kind.NUMBERED for row in theme.rows)
        is_open = False
        for row in theme.rows:
            begins = self._begins(row, by, numbered=numbered)
            if begins:
                units.append(self._item(row))
            elif is_open and self._continues(row, by):
                units[-1] = _with(units[-1], self._paragraph(row))
            else:
                units.append(Unit(self._uid(row, "unit"), UnitKind.PASSAGE, (self._paragraph(row),)))
            is_open = begins or (is_open and self._continues(row, by))
        lines = frozenset(self._uid(row, "paragraph") for row in theme.rows if row.kind is Kind.ADDRESSEES)
        return ImportedTheme(theme.title, tuple(units), by, lines)

    def _found_by(self, rows: Sequence[Row], headings_by: HeadingsBy) -> ItemsBy:
        if any(row.kind is Kind.HEADING and row.level == self._item_level for row in rows):
            return ItemsBy.HEADINGS
        # Where nothing says where a demand begins, each paragraph is one, which can be joined again in the editor.
        is_headless = headings_by is HeadingsBy.NOTHING
        if sum(row.kind in _LISTED for row in rows) > is_headless:
            return ItemsBy.LISTS
        return ItemsBy.PARAGRAPHS if is_headless else ItemsBy.NOTHING

    def _begins(self, row: Row, by: ItemsBy, *, numbered: bool) -> bool:
        match by:
            case ItemsBy.HEADINGS:
                return row.kind is Kind.HEADING and row.level == self._item_level
            case ItemsBy.LISTS:
                return row.level == 0 and row.kind is (Kind.NUMBERED if numbered else Kind.BULLET)
            case ItemsBy.PARAGRAPHS:
                return row.kind not in {Kind.TITLE, Kind.HEADING, Kind.ADDRESSEES}
            case ItemsBy.NOTHING:
                return False

    def _continues(self, row: Row, by: ItemsBy) -> bool:
        """Whether the text goes on in the recommendation before it."""
        if by is ItemsBy.HEADINGS:
            return row.kind is not Kind.HEADING or row.level > (self._item_level or 0)
        return row.kind in _LISTED or row.kind is Kind.ADDRESSEES

    def _item(self, row: Row) -> Unit:
        uid = self._uid(row, "unit")
        if row.kind is Kind.HEADING:
            return Unit(uid, UnitKind.RECOMMENDATION, (), self._heading(row))
        return Unit(uid, UnitKind.RECOMMENDATION, (self._paragraph(row),))

    def _heading(self, row: Row) -> str:
        self.titles.append(row)
        return " ".join("".join(span.text for span in without_marker(row.spans)).split())

    def _paragraph(self, row: Row) -> Paragraph:
        return Paragraph(self._uid(row, "paragraph"), row.spans)

    def _uid(self, row: Row, kind: str) -> str:
        return uuid5(NAMESPACE_OID, f"{self._key}:{kind}:{row.position}").hex

    def _level(self, level: int) -> Level:
        own = [row for row in self._rows if row.kind is Kind.HEADING and row.level == level]
        return Level(level + 1, len(own), own[0].plain)


def _with(unit: Unit, paragraph: Paragraph) -> Unit:
    return Unit(unit.uid, unit.kind, (*unit.paragraphs, paragraph), unit.title, unit.addressees)


def _from_one(level: int | None) -> int | None:
    return None if level is None else level + 1


def _from_zero(level: int | None) -> int | None:
    return None if level is None else level - 1


def _counted(contents: Contents) -> Counted:
    notes = {piece.note for one in contents.paragraphs for piece in one.text if piece.note in contents.notes}
    tracked = sum(not piece.is_kept for piece in contents.all_pieces)
    return Counted(len(notes), tracked, contents.dropped_links)
