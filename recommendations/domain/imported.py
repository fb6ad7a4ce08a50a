"""A partner's draft or an older manifesto, read into themes and recommendations for a preview."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from recommendations.domain.encoding import span_to_json, spans_from_json, unit_from_json, unit_to_json
from recommendations.domain.text import Paragraph, Unit

Form = dict[str, Any]


class ItemsBy(StrEnum):
    """By what the recommendations of a draft were told from the text around them."""

    HEADINGS = "headings"
    LISTS = "lists"
    PARAGRAPHS = "paragraphs"
    NOTHING = "nothing"


class HeadingsBy(StrEnum):
    """By what the headings of a draft were told: their styles, how their lines look, or there are none."""

    STYLES = "styles"
    LINES = "lines"
    NOTHING = "nothing"


class Why(StrEnum):
    """Why something of a file is in none of its themes."""

    TABLE = "table"
    BOX = "box"
    HEADER = "header"
    FIELD = "field"
    BLANK = "blank"
    RUBY = "ruby"
    HEADING = "heading"
    NOTE = "note"
    DELETED = "deleted"
    COMMENT = "comment"
    PICTURE = "picture"


@dataclass(frozen=True, slots=True)
class SetAside:
    """Something of the file that becomes no text, why, and where it stood.

    ``under`` is the heading above it, ``after`` what stood last before it there; both are empty for what has no place.
    ``by`` is whom the file names for it.
    """

    why: Why
    words: str
    under: str = ""
    after: str = ""
    by: str = ""


@dataclass(frozen=True, slots=True)
class Level:
    """A level of headings, from 1: how many there are, and the first of them."""

    level: int
    count: int
    example: str


@dataclass(frozen=True, slots=True)
class Wanted:
    """What somebody has chosen in the preview; what is None is found by the reader."""

    theme_level: int | None = None
    item_level: int | None = None
    items_by: ItemsBy | None = None


@dataclass(frozen=True, slots=True)
class ImportedTheme:
    """A theme with its passages and recommendations in order.

    ``lines`` are the identifiers of paragraphs that say to whom a recommendation speaks, or that it is a commitment,
    by their style; ``unknown`` are names among them that the house does not know, by the identifier of their unit.
    """

    title: str
    units: tuple[Unit, ...]
    items_by: ItemsBy
    lines: frozenset[str] = frozenset()
    unknown: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Counted:
    """What else stood in the file; ``tracked`` are words' changes that were taken as accepted.

    ``links`` are those that were left out, because they lead to no web or mail address.
    """

    footnotes: int = 0
    tracked: int = 0
    links: int = 0


@dataclass(frozen=True, slots=True)
class ImportedDraft:
    """A file as themes; ``before`` is what stands before the first of them, ``aside`` all that becomes no text.

    ``theme_level`` and ``item_level`` are the levels of headings that were used, None where there is none. A file
    without any heading is one theme without a title.
    """

    sha256: str
    title: str
    before: tuple[Paragraph, ...] = ()
    themes: tuple[ImportedTheme, ...] = ()
    levels: tuple[Level, ...] = ()
    theme_level: int | None = None
    item_level: int | None = None
    headings_by: HeadingsBy = HeadingsBy.STYLES
    aside: tuple[SetAside, ...] = ()
    counted: Counted = field(default_factory=Counted)


def wanted_to_json(wanted: Wanted) -> Form:
    """The choice's JSON form."""
    items_by = None if wanted.items_by is None else wanted.items_by.value
    return {"theme_level": wanted.theme_level, "item_level": wanted.item_level, "items_by": items_by}


def wanted_from_json(form: Mapping[str, Any]) -> Wanted:
    """The choice that has this JSON form."""
    items_by = None if form["items_by"] is None else ItemsBy(form["items_by"])
    return Wanted(form["theme_level"], form["item_level"], items_by)


def draft_to_json(draft: ImportedDraft) -> Form:
    """The draft's JSON form."""
    counted = draft.counted
    return {
        "sha256": draft.sha256,
        "title": draft.title,
        "before": [{"uid": one.uid, "spans": [span_to_json(span) for span in one.spans]} for one in draft.before],
        "themes": [_theme_to_json(one) for one in draft.themes],
        "levels": [[one.level, one.count, one.example] for one in draft.levels],
        "theme_level": draft.theme_level,
        "item_level": draft.item_level,
        "headings_by": draft.headings_by.value,
        "aside": [[one.why.value, one.words, one.under, one.after, one.by] for one in draft.aside],
        "counted": [counted.footnotes, counted.tracked, counted.links],
    }


def draft_from_json(form: Mapping[str, Any]) -> ImportedDraft:
    """The draft that has this JSON form.

    Raises:
        KeyError, TypeError, ValueError: the form is not one that :func:`draft_to_json` writes.
    """
    return ImportedDraft(
        form["sha256"],
        form["title"],
        tuple(Paragraph(one["uid"], spans_from_json(one["spans"])) for one in form["before"]),
        tuple(_theme_from_json(one) for one in form["themes"]),
        tuple(Level(*one) for one in form["levels"]),
        form["theme_level"],
        form["item_level"],
        HeadingsBy(form["headings_by"]),
        tuple(SetAside(Why(why), *rest) for why, *rest in form["aside"]),
        Counted(*form["counted"]),
    )


def _theme_to_json(theme: ImportedTheme) -> Form:
    return {
        "title": theme.title,
        "units": [unit_to_json(unit) for unit in theme.units],
        "items_by": theme.items_by.value,
        "lines": sorted(theme.lines),
    }


def _theme_from_json(form: Mapping[str, Any]) -> ImportedTheme:
    units = tuple(unit_from_json(unit) for unit in form["units"])
    return ImportedTheme(form["title"], units, ItemsBy(form["items_by"]), frozenset(form["lines"]))
