"""Private notes and stars: what somebody thinks about an amendment, readable to nobody else.

Nothing here is recorded or told: not even that there is a note.
"""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy.orm import Session

from recommendations.domain.people import Actor
from recommendations.domain.permissions import Action, Subject, ensure_permitted
from recommendations.domain.proposals import ensure_short
from recommendations.services.amendments.own import own_amendment
from recommendations.storage.database import now, transaction
from recommendations.storage.opinions import PrivateNote, own_notes


@dataclass(frozen=True, slots=True)
class OwnNote:
    """The reader's own note and star."""

    text: str = ""
    is_starred: bool = False


def note_of(session: Session, actor: Actor, amendment_id: UUID) -> OwnNote:
    """What this person has noted about the amendment."""
    found = own_notes(session, actor.person_id, [amendment_id]).get(amendment_id)
    return OwnNote(found.text, found.is_starred) if found else OwnNote()


def keep_note(actor: Actor, amendment_id: UUID, text: str) -> None:
    """The person's note on the amendment reads so; an empty one is gone.

    Raises:
        NotPermitted, NotFound, TextTooLong.
    """
    ensure_short(text)

    def write(row: PrivateNote) -> None:
        row.text = text.strip()

    _change(actor, amendment_id, write)


def set_star(actor: Actor, amendment_id: UUID, *, is_starred: bool) -> None:
    """The person has starred the amendment, or not.

    Raises:
        NotPermitted, NotFound.
    """

    def mark(row: PrivateNote) -> None:
        row.is_starred = is_starred

    _change(actor, amendment_id, mark)


def _change(actor: Actor, amendment_id: UUID, change: Callable[[PrivateNote], None]) -> None:
    ensure_permitted(actor, Action.KEEP_NOTES, Subject(actor.edition_id))
    with transaction() as session:
        own_amendment(session, actor, amendment_id)
        found = own_notes(session, actor.person_id, [amendment_id]).get(amendment_id)
        row = found or PrivateNote(amendment_id=amendment_id, person_id=actor.person_id, text="", is_starred=False)
        change(row)
        row.at = now()
        session.add(row)
        session.flush()
        if not row.text and not row.is_starred:
            session.delete(row)
