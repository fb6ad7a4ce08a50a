"""Drafts from outside become themes and live texts once their sender has confirmed, all that was chosen or nothing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy.orm import Session

from recommendations.domain.canonical import Json
from recommendations.domain.drafting import DraftTooLong
from recommendations.domain.editions import ThemeKind
from recommendations.domain.imported import ImportedTheme
from recommendations.domain.importing import (
    NothingToImport,
    ThemeChosenTwice,
    ThemeCodeTaken,
    ThemeNumberTaken,
    ThemeUnnamed,
    aligned,
)
from recommendations.domain.people import Actor
from recommendations.domain.proposals import LONGEST_TITLE
from recommendations.domain.refusals import NotFound, Refused
from recommendations.domain.text import Unit
from recommendations.live.document import MOST_CHARACTERS, MOST_UNITS
from recommendations.services.facts import Fact, TextFilled, ThemesChanged, tell_all
from recommendations.services.recording import record
from recommendations.services.texts.draft_uploads import own_upload, parts_of
from recommendations.services.texts.drafting import fill_text, read_units, seed_text
from recommendations.services.texts.fillable import ensure_fillable
from recommendations.services.texts.themes import own_theme
from recommendations.storage.database import transaction
from recommendations.storage.deliveries import DraftUpload
from recommendations.storage.drafting import texts_of
from recommendations.storage.editions import Edition, Theme, themes_of
from recommendations.storage.record import lock_chain


@dataclass(frozen=True, slots=True)
class Placement:
    """What becomes of a part of the file: the text of a theme there is, or with ``theme_id`` None of a new one.

    A new theme with the number 0 is the preamble.
    """

    part: int
    theme_id: UUID | None = None
    number: int | None = None
    code: str = ""
    title: str = ""


@dataclass(frozen=True, slots=True)
class Imported:
    """The themes that have the text now; or, where nothing was written, what stood against it by part."""

    themes: tuple[UUID, ...] = ()
    refused: Mapping[int, Refused] | None = None


def confirm(actor: Actor, upload_id: UUID, placements: Sequence[Placement]) -> Imported:
    """The chosen parts are the texts of their themes, all or none, and the file is forgotten but for its hash.

    To confirm twice makes nothing twice: the second time names the same themes.

    Raises:
        NotPermitted, NotFound.
        NothingToImport: nothing was chosen.
    """
    with transaction() as session:
        lock_chain(session, actor.edition_id)
        row = own_upload(session, actor, upload_id, lock=True)
        if row.content is None:
            return Imported(tuple(UUID(theme) for theme in row.made))
        if not placements:
            raise NothingToImport
        parts = parts_of(session, row)
        refused = _refusals(session, actor, row, placements, parts)
        if refused:
            return Imported(refused=refused)
        facts: list[Fact] = []
        made = [_placed(session, row, one, parts[one.part], facts) for one in placements]
        _record(session, row, made, actor)
        row.made, row.content, row.found = [str(theme.id) for theme in made], None, {}
    tell_all([*facts, ThemesChanged(actor.edition_id)])
    return Imported(tuple(theme.id for theme in made))


def _refusals(
    session: Session,
    actor: Actor,
    row: DraftUpload,
    placements: Sequence[Placement],
    parts: Sequence[ImportedTheme],
) -> dict[int, Refused]:
    found: dict[int, Refused] = {}
    for place, one in enumerate(placements):
        if one.part not in range(len(parts)):
            raise NotFound
        try:
            _ensure_short_enough(parts[one.part].units)
            _ensure_apart(one, placements[:place])
            _ensure_possible(session, actor, row, one)
        except NotFound:
            raise
        except Refused as refusal:
            found[one.part] = refusal
    return found


def _ensure_short_enough(units: Sequence[Unit]) -> None:
    characters = sum(
        len(span.text) + len(span.footnote or "") for unit in units for one in unit.paragraphs for span in one.spans
    )
    if sum(max(1, len(unit.paragraphs)) for unit in units) > MOST_UNITS or characters > MOST_CHARACTERS:
        raise DraftTooLong


def _ensure_apart(one: Placement, others: Sequence[Placement]) -> None:
    for other in others:
        if one.part == other.part or _is_same(one, other):
            raise ThemeChosenTwice


def _is_same(one: Placement, other: Placement) -> bool:
    if one.theme_id is not None or other.theme_id is not None:
        return one.theme_id == other.theme_id
    return one.number == other.number or one.code.casefold() == other.code.casefold()


def _ensure_possible(session: Session, actor: Actor, row: DraftUpload, one: Placement) -> None:
    if one.theme_id is not None:
        if row.theme_id not in {None, one.theme_id}:
            raise NotFound
        ensure_fillable(session, own_theme(session, actor, one.theme_id), row.language, lock=True)
        return
    if row.theme_id is not None:
        raise NotFound
    _ensure_new(session, row.edition_id, one)


def _ensure_new(session: Session, edition_id: UUID, one: Placement) -> None:
    if one.number is None or not one.code or not one.title or len(one.title) > LONGEST_TITLE:
        raise ThemeUnnamed(most=LONGEST_TITLE)
    themes = themes_of(session, edition_id)
    if one.number in {theme.number for theme in themes}:
        raise ThemeNumberTaken(number=one.number)
    if one.code.casefold() in {theme.code.casefold() for theme in themes}:
        raise ThemeCodeTaken(code=one.code)


def _placed(session: Session, row: DraftUpload, one: Placement, part: ImportedTheme, facts: list[Fact]) -> Theme:
    if one.theme_id is None:
        return _new_theme(session, row, one, part.units)
    theme = session.get_one(Theme, one.theme_id)
    if part.title and not theme.title.get(row.language):
        theme.title = {**theme.title, row.language: part.title}
    texts = {text.language: text.id for text in texts_of(session, theme.id)}
    units = part.units
    for language, text_id in texts.items():
        if language != row.language:
            units = aligned(units, read_units(session, text_id))
    if row.language in texts:
        update = fill_text(session, texts[row.language], units)
        facts.append(TextFilled(row.edition_id, theme.id, texts[row.language], update))
    else:
        seed_text(session, theme.id, row.language, units)
    return theme


def _new_theme(session: Session, row: DraftUpload, one: Placement, units: Sequence[Unit]) -> Theme:
    kind = ThemeKind.THEME if one.number else ThemeKind.PREAMBLE
    title = {row.language: one.title}
    theme = Theme(edition_id=row.edition_id, kind=kind, code=one.code, number=one.number, title=title, workshop={})
    session.add(theme)
    session.flush()
    for language in session.get_one(Edition, row.edition_id).languages:
        seed_text(session, theme.id, language, units if language == row.language else ())
    return theme


def _record(session: Session, row: DraftUpload, made: Sequence[Theme], actor: Actor) -> None:
    payload: dict[str, Json] = {
        "file": row.name,
        "sha256": row.sha256,
        "language": row.language,
        "codes": ", ".join(theme.code for theme in made),
        "themes": [str(theme.id) for theme in made],
    }
    record(session, row.edition_id, "draft-imported", payload, actor)
