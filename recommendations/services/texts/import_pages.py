"""A draft from outside as its pages show it: where it may go, and what was found in it."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import count
from uuid import UUID

from sqlalchemy.orm import Session

from recommendations.domain.editions import ThemeKind
from recommendations.domain.imported import ImportedDraft, ImportedTheme
from recommendations.domain.importing import Reading, is_preamble
from recommendations.domain.people import Actor
from recommendations.domain.permissions import Action, Subject, ensure_permitted
from recommendations.domain.refusals import Refused
from recommendations.domain.text import UnitKind
from recommendations.services.amendments.views import ThemeLabel, theme_label
from recommendations.services.texts.draft_uploads import draft_of, own_upload, parts_of, reading_of
from recommendations.services.texts.fillable import ensure_fillable
from recommendations.services.texts.themes import own_theme
from recommendations.storage.database import db
from recommendations.storage.deliveries import DraftUpload, waiting_drafts
from recommendations.storage.editions import Edition, Theme, theme_in, themes_of


@dataclass(frozen=True, slots=True)
class Waiting:
    """A file that waits for its confirmation."""

    id: UUID
    name: str
    at: datetime


@dataclass(frozen=True, slots=True)
class ImportDesk:
    """Where a file is sent; ``theme`` is the only one it may fill, None for the whole edition.

    ``refusal`` says why that theme takes no text in any language.
    """

    theme: ThemeLabel | None
    languages: tuple[str, ...]
    waiting: tuple[Waiting, ...]
    refusal: Refused | None


@dataclass(frozen=True, slots=True)
class Offer:
    """What is proposed for a part: a theme that it may fill, or the number and code of a new one; or neither."""

    theme_id: UUID | None = None
    number: int | None = None
    code: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the file; ``is_before`` is what stands before the first theme. Figures are by kind of unit."""

    number: int
    theme: ImportedTheme
    is_before: bool
    kinds: dict[UnitKind, int]
    footnotes: int
    untitled: int
    offer: Offer


@dataclass(frozen=True, slots=True)
class ImportPreview:
    """What was found in a file, and the themes that it may fill; ``made`` are those that it has become."""

    id: UUID
    name: str
    sha256: str
    theme: ThemeLabel | None
    language: str
    languages: tuple[str, ...]
    addressees: dict[str, dict[str, str]]
    reading: Reading
    draft: ImportedDraft | None
    parts: tuple[Part, ...]
    fillable: tuple[ThemeLabel, ...]
    made: tuple[ThemeLabel, ...]


def import_desk(actor: Actor, theme_id: UUID | None) -> ImportDesk:
    """Where a file is sent.

    Raises:
        NotPermitted, NotFound.
    """
    ensure_permitted(actor, Action.IMPORT_DRAFT, Subject(actor.edition_id, theme_id))
    session = db.session()
    languages = tuple(session.get_one(Edition, actor.edition_id).languages)
    theme = own_theme(session, actor, theme_id) if theme_id else None
    refusals = [_refusal(session, theme, language) for language in languages] if theme else [None]
    waiting = [row for row in waiting_drafts(session, actor.person_id) if row.theme_id == theme_id]
    return ImportDesk(
        theme=theme_label(theme) if theme else None,
        languages=languages,
        waiting=tuple(Waiting(row.id, row.name, row.at) for row in waiting),
        refusal=None if None in refusals else refusals[0],
    )


def import_preview(actor: Actor, upload_id: UUID) -> ImportPreview:
    """What was found in the actor's file.

    Raises:
        NotPermitted, NotFound.
    """
    session = db.session()
    row = own_upload(session, actor, upload_id)
    edition = session.get_one(Edition, row.edition_id)
    only = session.get_one(Theme, row.theme_id) if row.theme_id else None
    themes = themes_of(session, row.edition_id)
    fillable = [one for one in ([only] if only else themes) if _refusal(session, one, row.language) is None]
    waits = row.content is not None
    return ImportPreview(
        id=row.id,
        name=row.name,
        sha256=row.sha256,
        theme=theme_label(only) if only else None,
        language=row.language,
        languages=tuple(edition.languages),
        addressees=edition.addressees,
        reading=reading_of(row),
        draft=draft_of(row) if waits else None,
        parts=_parts(parts_of(session, row), fillable, themes, is_new=only is None) if waits else (),
        fillable=tuple(theme_label(one) for one in fillable),
        made=_made(session, row),
    )


def _refusal(session: Session, theme: Theme, language: str) -> Refused | None:
    try:
        ensure_fillable(session, theme, language)
    except Refused as refusal:
        return refusal
    return None


def _made(session: Session, row: DraftUpload) -> tuple[ThemeLabel, ...]:
    found = (theme_in(session, row.edition_id, UUID(theme)) for theme in row.made)
    return tuple(theme_label(theme) for theme in found if theme is not None)


def _parts(
    found: Sequence[ImportedTheme], fillable: Sequence[Theme], themes: Sequence[Theme], *, is_new: bool
) -> tuple[Part, ...]:
    numbers = {theme.number for theme in themes}
    codes = {theme.code.casefold() for theme in themes}
    open_themes = list(fillable)
    parts = []
    for place, one in enumerate(found):
        kinds = Counter(unit.kind for unit in one.units)
        is_text = is_preamble(one) or any(kind.is_operative for kind in kinds)
        offer = _offer(one, open_themes, numbers, codes, is_new=is_new) if is_text else Offer()
        parts.append(_part(place, one, dict(kinds), offer))
    return tuple(parts)


def _offer(part: ImportedTheme, fillable: list[Theme], numbers: set[int], codes: set[str], *, is_new: bool) -> Offer:
    """The empty theme of the same name, else a new one; a single theme takes the first part like it."""
    named = [one for one in fillable if (_is_named(part, one) if is_new else _is_alike(part, one))]
    if named:
        fillable.remove(named[0])
        return Offer(named[0].id)
    if not is_new:
        return Offer()
    first = 0 if is_preamble(part) else 1
    number = next(one for one in count(first) if one not in numbers)
    code = next(code for code in (f"T{one:02d}" for one in count(number)) if code.casefold() not in codes)
    numbers.add(number)
    codes.add(code.casefold())
    return Offer(None, number, code)


def _is_named(part: ImportedTheme, theme: Theme) -> bool:
    return part.title.casefold() in {title.casefold() for title in theme.title.values()}


def _is_alike(part: ImportedTheme, theme: Theme) -> bool:
    return is_preamble(part) == (theme.kind is ThemeKind.PREAMBLE)


def _part(place: int, one: ImportedTheme, kinds: dict[UnitKind, int], offer: Offer) -> Part:
    spans = [span for unit in one.units for paragraph in unit.paragraphs for span in paragraph.spans]
    return Part(
        number=place,
        theme=one,
        is_before=place == 0 and not one.title,
        kinds=kinds,
        footnotes=sum(span.footnote is not None for span in spans),
        untitled=sum(unit.kind.is_operative and not unit.title for unit in one.units),
        offer=offer,
    )
