"""What a file that was read becomes in the house: one theme or many, with kinds, addressees and identifiers."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain
from uuid import UUID, uuid5

from recommendations.domain.addressing import Addressed, Names, addressed
from recommendations.domain.imported import HeadingsBy, ImportedDraft, ImportedTheme, ItemsBy, Wanted
from recommendations.domain.refusals import Refused
from recommendations.domain.text import Paragraph, Span, Unit, UnitKind

_CITATION = re.compile(
    r"\s*(?:having (?:regard|considered)|recalling|vue?s?\s+l(?:es?\b|a\b|[’'])|ayant à l[’']esprit|rappelant)",
    re.IGNORECASE,
)
_RECITAL = re.compile(
    r"\s*(?:\(?(?:[A-Z]{1,2}|\d{1,2})[.)]\s+)?(?:whereas|considering|considérant|attendu)\b", re.IGNORECASE
)
_PREAMBLE = frozenset({"preamble", "préambule"})
# Word files are printed with spaces at which no line ends; the house sets them itself when it prints.
_PLAIN_SPACES = {0xA0: " ", 0x202F: " "}


class NothingToImport(Refused):
    """Nothing was chosen."""


class ThemeHasText(Refused):
    """The theme has words in this language: nothing is written over them."""


class ThemeFrozenAlready(Refused):
    """The theme was frozen: its text is changed by amendments only."""


class ThemeClosed(Refused):
    """The drafting of the theme is closed."""


class ThemeChosenTwice(Refused):
    """Two parts of the file were to become the same theme, or to have the same number or code."""


class ThemeNumberTaken(Refused):
    """Another theme of the edition has the number."""


class ThemeCodeTaken(Refused):
    """Another theme of the edition has the code."""


class ThemeUnnamed(Refused):
    """A new theme has a title, a code and a number."""


class UploadForgotten(Refused):
    """The file is no longer kept."""


@dataclass(frozen=True, slots=True)
class Reading:
    """How a file is to be read; ``is_whole`` makes one theme of it, and each of its headings a recommendation."""

    wanted: Wanted = field(default_factory=Wanted)
    is_whole: bool = False

    @property
    def asked(self) -> Wanted:
        """What the reader of files is asked for."""
        return replace(self.wanted, item_level=None, items_by=ItemsBy.NOTHING) if self.is_whole else self.wanted


@dataclass(frozen=True, slots=True)
class House:
    """What the edition brings to a draft: names of addressees by code, and a namespace for its identifiers.

    ``file`` is the name of the file, after which a theme is called that has no other title.
    """

    addressees: Names
    namespace: UUID
    file: str = ""


def in_the_house(draft: ImportedDraft, reading: Reading, house: House) -> tuple[ImportedTheme, ...]:
    """The draft's themes with the kinds, addressees and identifiers that they have in the house.

    What stands before the first theme comes first, as a theme without a title; the reader of the page decides on it.
    """
    themes = draft.themes
    if draft.headings_by is HeadingsBy.NOTHING:
        themes = tuple(replace(one, title=draft.title or _named_after(house.file)) for one in themes)
    elif reading.is_whole:
        themes = (_as_one(draft, house),)
    elif draft.before:
        themes = (ImportedTheme("", _passages(draft.before), ItemsBy.NOTHING), *themes)
    return tuple(_in_the_house(one, house) for one in themes)


def is_flat(draft: ImportedDraft) -> bool:
    """Whether no part has a recommendation: what looks like themes are then the recommendations of one."""
    return not any(unit.kind.is_operative for theme in draft.themes for unit in theme.units)


def is_preamble(theme: ImportedTheme) -> bool:
    """Whether the part calls itself the preamble."""
    return theme.title.strip().casefold() in _PREAMBLE


def has_words(units: Iterable[Unit]) -> bool:
    """Whether anybody has written anything."""
    return any(
        unit.title.strip() or any(span.text.strip() or span.footnote for one in unit.paragraphs for span in one.spans)
        for unit in units
    )


def aligned(units: Sequence[Unit], other: Sequence[Unit]) -> tuple[Unit, ...]:
    """The units under the identifiers and addressees of another language, if both have the same shape."""
    if [_shape(unit) for unit in units] != [_shape(unit) for unit in other]:
        return tuple(units)
    return tuple(_alike(unit, twin) for unit, twin in zip(units, other, strict=True))


def _shape(unit: Unit) -> tuple[bool, int]:
    return unit.kind.is_operative, max(1, len(unit.paragraphs))


def _alike(unit: Unit, twin: Unit) -> Unit:
    paragraphs = zip(unit.paragraphs, twin.paragraphs, strict=False)
    same = tuple(Paragraph(other.uid, one.spans) for one, other in paragraphs)
    return replace(unit, uid=twin.uid, kind=twin.kind, paragraphs=same, addressees=twin.addressees)


def _named_after(file: str) -> str:
    """The file's name as a title: without its ending, with spaces between its words."""
    stem, dot, _ending = file.rpartition(".")
    return " ".join((stem if dot else file).replace("_", " ").split()) or file


def _as_one(draft: ImportedDraft, house: House) -> ImportedTheme:
    items = chain.from_iterable(_items(one) for one in draft.themes)
    lines = frozenset(chain.from_iterable(one.lines for one in draft.themes))
    title = draft.title or _named_after(house.file)
    return ImportedTheme(title, (*_passages(draft.before), *items), ItemsBy.HEADINGS, lines)


def _items(theme: ImportedTheme) -> tuple[Unit, ...]:
    """The recommendation that a heading begins."""
    paragraphs = tuple(one for unit in theme.units for one in unit.paragraphs)
    first = theme.units[0].uid if theme.units else theme.title
    return (Unit(f"{first}:item", UnitKind.RECOMMENDATION, paragraphs, theme.title),)


def _passages(paragraphs: Iterable[Paragraph]) -> tuple[Unit, ...]:
    return tuple(Unit(one.uid, UnitKind.PASSAGE, (one,)) for one in paragraphs)


def _in_the_house(theme: ImportedTheme, house: House) -> ImportedTheme:
    read = [
        addressed(unit, theme.lines, house.addressees) if unit.kind.is_operative else Addressed(unit)
        for unit in theme.units
    ]
    unknown = tuple((_fresh(house, one.unit.uid), name) for one in read for name in one.unknown)
    return replace(theme, units=tuple(_housed(one.unit, house) for one in read), lines=frozenset(), unknown=unknown)


def _housed(unit: Unit, house: House) -> Unit:
    if not unit.kind.is_operative:
        unit = replace(unit, kind=_kind_by_words(unit))
    paragraphs = tuple(
        Paragraph(_fresh(house, one.uid), tuple(_plain(span) for span in one.spans)) for one in unit.paragraphs
    )
    title = unit.title.translate(_PLAIN_SPACES)
    return replace(unit, uid=_fresh(house, unit.uid), paragraphs=paragraphs, title=title)


def _fresh(house: House, uid: str) -> str:
    # The same file sent twice must not give one identifier to two recommendations.
    return uuid5(house.namespace, uid).hex


def _plain(span: Span) -> Span:
    footnote = None if span.footnote is None else span.footnote.translate(_PLAIN_SPACES)
    return replace(span, text=span.text.translate(_PLAIN_SPACES), footnote=footnote)


def _kind_by_words(unit: Unit) -> UnitKind:
    words = unit.paragraphs[0].plain if unit.paragraphs else ""
    if _CITATION.match(words):
        return UnitKind.CITATION
    return UnitKind.RECITAL if _RECITAL.match(words) else unit.kind
