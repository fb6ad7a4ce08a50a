"""Live texts: seeded once, and read as units of the domain."""

from collections.abc import Iterable
from uuid import UUID

from sqlalchemy.orm import Session

from recommendations.domain.text import Unit
from recommendations.live.document import LiveDocument, seed, units_of
from recommendations.live.retyping import retyped
from recommendations.storage.drafting import append_updates, log_of
from recommendations.storage.texts import Text


def seed_text(session: Session, theme_id: UUID, language: str, units: Iterable[Unit], *, is_open: bool = True) -> UUID:
    """The id of a new live text with these units; a theme has one in each language.

    It is the only place where words become a Yjs document: doing so again for the same text would double
    every word for whoever holds the older document.
    """
    text = Text(theme_id=theme_id, language=language, epoch=1, drafting=is_open)
    session.add(text)
    session.flush()
    append_updates(session, [(text.id, None, seed(units))])
    return text.id


def fill_text(session: Session, text_id: UUID, units: Iterable[Unit]) -> bytes:
    """The update with which a text that somebody may have open has these units at its end; it is in the log."""
    update = LiveDocument(log_of(session, text_id).payloads).add(units)
    append_updates(session, [(text_id, None, update)])
    return update


def retype(session: Session, text_id: UUID, find: str, words: str) -> None:
    """These words of the live text stand typed anew, as an update like any other; nobody has the text open.

    Raises:
        LookupError: the text does not say ``find`` anywhere.
    """
    append_updates(session, [(text_id, None, retyped(log_of(session, text_id).payloads, find, words))])


def read_units(session: Session, text_id: UUID) -> tuple[Unit, ...]:
    """The units of the live text as the disk has it: every word whose author was told that it is saved."""
    return units_of(log_of(session, text_id).payloads)
