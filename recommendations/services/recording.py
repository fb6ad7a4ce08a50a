"""Entries of the append-only record, written in the transaction of the act itself."""

from uuid import UUID

from sqlalchemy.orm import Session

from recommendations.domain.canonical import Json
from recommendations.domain.people import Actor
from recommendations.domain.record import FIRST, event_digest
from recommendations.storage.database import now
from recommendations.storage.record import EventRow, last_event, lock_chain


def record(session: Session, edition_id: UUID, kind: str, payload: dict[str, Json], actor: Actor | None) -> EventRow:
    """Append an act to the edition's chain; it holds if and only if the surrounding transaction commits."""
    lock_chain(session, edition_id)
    last = last_event(session, edition_id)
    seq = last.seq + 1 if last else 1
    previous = last.digest if last else FIRST
    at = now().isoformat(timespec="microseconds")
    person_id = actor.person_id if actor else None
    content = (kind, str(person_id) if person_id else None, payload)
    row = EventRow(
        edition_id=edition_id,
        seq=seq,
        at=at,
        kind=kind,
        person_id=person_id,
        payload=payload,
        previous=previous,
        digest=event_digest(previous, seq, at, content),
    )
    session.add(row)
    session.flush()
    return row
