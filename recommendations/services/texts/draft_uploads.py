"""Drafts from outside: read for a preview and kept for their sender, until they are confirmed or forgotten."""

from datetime import timedelta
from hashlib import sha256
from uuid import UUID

from sqlalchemy.orm import Session

from recommendations.domain.canonical import Json
from recommendations.domain.imported import (
    HeadingsBy,
    ImportedDraft,
    ImportedTheme,
    draft_from_json,
    draft_to_json,
    wanted_from_json,
    wanted_to_json,
)
from recommendations.domain.importing import House, Reading, UploadForgotten, in_the_house, is_flat
from recommendations.domain.intake import NamedFile
from recommendations.domain.people import Actor
from recommendations.domain.permissions import Action, Subject, ensure_permitted
from recommendations.domain.proposals import ensure_short
from recommendations.domain.refusals import NotFound
from recommendations.intake.word.child import imported_draft
from recommendations.services.texts.themes import own_theme
from recommendations.storage.database import db, now, transaction
from recommendations.storage.deliveries import DraftUpload, forget_old_drafts, waiting_drafts
from recommendations.storage.editions import Edition

MOST_WAITING = 3
KEPT = timedelta(days=7)


def take_in(actor: Actor, theme_id: UUID | None, language: str, file: NamedFile) -> UUID:
    """The file is read and kept for its preview; the text of no theme has changed.

    Raises:
        NotPermitted, NotFound, TextTooLong.
        FileRefused, ReadersBusy: the file is not read.
    """
    ensure_permitted(actor, Action.IMPORT_DRAFT, Subject(actor.edition_id, theme_id))
    ensure_short(file.name)
    _ensure_language(db.session(), actor, language)
    if theme_id is not None:
        own_theme(db.session(), actor, theme_id)
    # Reading takes a while: nothing may be locked meanwhile.
    db.session.rollback()
    reading, found = _first_reading(file.content, is_whole_edition=theme_id is None)
    with transaction() as session:
        forget_old_drafts(session, now() - KEPT)
        row = DraftUpload(
            edition_id=actor.edition_id,
            theme_id=theme_id,
            person_id=actor.person_id,
            language=language,
            name=file.name,
            sha256=sha256(file.content).hexdigest(),
            at=now(),
            reading=_stored(reading),
            found=draft_to_json(found),
            content=file.content,
        )
        session.add(row)
        session.flush()
        for old in waiting_drafts(session, actor.person_id)[MOST_WAITING:]:
            session.delete(old)
        return row.id


def _first_reading(content: bytes, *, is_whole_edition: bool) -> tuple[Reading, ImportedDraft]:
    found = imported_draft(content, Reading().asked)
    # Lines that only look like headings are rather recommendations than themes with nothing in them.
    is_guessed = found.headings_by is HeadingsBy.LINES
    if not is_flat(found) or (is_whole_edition and not is_guessed):
        return Reading(), found
    reading = Reading(is_whole=True)
    return reading, imported_draft(content, reading.asked)


def read_again(actor: Actor, upload_id: UUID, language: str, reading: Reading) -> None:
    """The kept file is read anew, by other headings or in another language.

    Raises:
        NotPermitted, NotFound, UploadForgotten, FileRefused, ReadersBusy.
    """
    row = own_upload(db.session(), actor, upload_id)
    _ensure_language(db.session(), actor, language)
    content = _kept(row)
    db.session.rollback()
    found = draft_to_json(imported_draft(content, reading.asked))
    with transaction() as session:
        row = own_upload(session, actor, upload_id, lock=True)
        _kept(row)
        row.language, row.reading, row.found = language, _stored(reading), found


def forget(actor: Actor, upload_id: UUID) -> None:
    """The file is kept no longer; what it has become stays.

    Raises:
        NotPermitted, NotFound.
    """
    with transaction() as session:
        row = own_upload(session, actor, upload_id, lock=True)
        if row.content is not None:
            session.delete(row)


def own_upload(session: Session, actor: Actor, upload_id: UUID, *, lock: bool = False) -> DraftUpload:
    """The actor's own file.

    Raises:
        NotPermitted, NotFound.
    """
    row = session.get(DraftUpload, upload_id, with_for_update=True if lock else None)
    if row is None or row.person_id != actor.person_id:
        raise NotFound
    ensure_permitted(actor, Action.IMPORT_DRAFT, Subject(row.edition_id, row.theme_id))
    return row


def draft_of(row: DraftUpload) -> ImportedDraft:
    """What was found in the file."""
    return draft_from_json(row.found)


def reading_of(row: DraftUpload) -> Reading:
    """How the file was read."""
    return Reading(wanted_from_json(row.reading), is_whole=bool(row.reading["is_whole"]))


def parts_of(session: Session, row: DraftUpload) -> tuple[ImportedTheme, ...]:
    """The parts of the file as they would stand in the house."""
    edition = session.get_one(Edition, row.edition_id)
    return in_the_house(draft_of(row), reading_of(row), House(edition.addressees, row.id, row.name))


def _kept(row: DraftUpload) -> bytes:
    if row.content is None:
        raise UploadForgotten
    return row.content


def _stored(reading: Reading) -> dict[str, Json]:
    return wanted_to_json(reading.wanted) | {"is_whole": reading.is_whole}


def _ensure_language(session: Session, actor: Actor, language: str) -> None:
    if language not in session.get_one(Edition, actor.edition_id).languages:
        raise NotFound
