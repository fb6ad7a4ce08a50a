"""Live texts: seeded once, read as units of the domain, aligned between their languages."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy.orm import Session

from recommendations.domain.drafting import Alignment, DraftingClosed, align, missing_units
from recommendations.domain.people import Actor
from recommendations.domain.permissions import Action, Subject, ensure_permitted
from recommendations.domain.refusals import NotFound
from recommendations.domain.text import Unit
from recommendations.live.document import LiveDocument, seed, units_of
from recommendations.services.facts import TextWritten, tell
from recommendations.storage import drafting as queries
from recommendations.storage.database import db, transaction
from recommendations.storage.editions import Edition, Theme
from recommendations.storage.texts import Text


@dataclass(frozen=True, slots=True)
class Completed:
    """What was added to a parallel version: the uids of the recommendations that wait for their words."""

    text_id: UUID
    added: tuple[str, ...]


def seed_text(session: Session, theme_id: UUID, language: str, units: Iterable[Unit], *, is_open: bool = True) -> UUID:
    """The id of a new live text with these units; a theme has one in each language.

    It is the only place where words become a Yjs document: doing so again for the same text would double
    every word for whoever holds the older document.
    """
    text = Text(theme_id=theme_id, language=language, epoch=1, drafting=is_open)
    session.add(text)
    session.flush()
    queries.append_updates(session, [(text.id, None, seed(units))])
    return text.id


def read_units(session: Session, text_id: UUID) -> tuple[Unit, ...]:
    """The units of the live text as the disk has it: every word whose author was told that it is saved."""
    return units_of(queries.log_of(session, text_id).payloads)


def align_theme(theme_id: UUID, actor: Actor) -> Alignment:
    """Which recommendations each language of the theme lacks.

    Raises:
        NotFound, NotPermitted.
    """
    session = db.session()
    theme = _theme(session, theme_id, actor)
    ensure_permitted(actor, Action.FOLLOW_DRAFT, Subject(theme.edition_id, theme.id))
    return align(_versions(session, theme))


def complete_version(theme_id: UUID, language: str, actor: Actor) -> Completed:
    """The version has every recommendation of the others, at its end and without words, under the same uids.

    Raises:
        NotFound, NotPermitted, DraftingClosed.
    """
    with transaction() as session:
        theme = _theme(session, theme_id, actor)
        ensure_permitted(actor, Action.EDIT_DRAFT, Subject(theme.edition_id, theme.id))
        texts = {text.language: text for text in queries.texts_of(session, theme_id, lock=True)}
        if language not in texts:
            raise NotFound
        if not texts[language].drafting:
            raise DraftingClosed
        lacking = missing_units(_versions(session, theme), language)
        update = _append(session, texts[language], lacking, actor) if lacking else None
    if update is not None:
        tell(TextWritten(theme.edition_id, theme_id, texts[language].id, update))
    return Completed(texts[language].id, tuple(unit.uid for unit in lacking))


def _append(session: Session, text: Text, units: tuple[Unit, ...], actor: Actor) -> bytes:
    update = LiveDocument(queries.log_of(session, text.id).payloads).add(units)
    queries.append_updates(session, [(text.id, actor.person_id, update)])
    return update


def _theme(session: Session, theme_id: UUID, actor: Actor) -> Theme:
    theme = session.get(Theme, theme_id)
    if theme is None or theme.edition_id != actor.edition_id:
        raise NotFound
    return theme


def _versions(session: Session, theme: Theme) -> dict[str, tuple[Unit, ...]]:
    order = session.get_one(Edition, theme.edition_id).languages
    texts = {text.language: text for text in queries.texts_of(session, theme.id)}
    return {language: read_units(session, texts[language].id) for language in order if language in texts}
