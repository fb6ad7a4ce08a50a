"""The record read: page by page in words, or whole, to be recounted by anybody."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from recommendations.domain.canonical import Json
from recommendations.domain.people import Actor
from recommendations.domain.permissions import Action, Subject, ensure_permitted
from recommendations.domain.record import FIRST, Event, first_fault
from recommendations.storage.database import db
from recommendations.storage.editions import Edition
from recommendations.storage.record import EventRow, event_page, events_of, names_in

PAGE = 50
FORMAT = "hemicycle-record/1"


@dataclass(frozen=True, slots=True)
class Entry:
    """One act; ``details`` are its figures and names, with the ids of people, members and themes resolved."""

    seq: int
    at: datetime
    kind: str
    actor: str | None
    details: Mapping[str, str]
    digest: str


@dataclass(frozen=True, slots=True)
class Chronicle:
    """A page of the record, newest first; ``fault`` is the first broken place of the whole chain, None if it holds.

    ``older`` and ``newer`` are where the neighbouring pages begin: the ``before`` of their entries.
    """

    entries: tuple[Entry, ...]
    total: int
    head: str
    fault: int | None
    older: int | None
    newer: int | None


def chronicle(actor: Actor, before: int | None = None) -> Chronicle:
    """The newest acts, or those before a given one, and whether the whole chain holds.

    Raises:
        NotPermitted.
    """
    ensure_permitted(actor, Action.READ_RECORD, Subject(actor.edition_id))
    session = db.session()
    chain = [_event(row) for row in events_of(session, actor.edition_id)]
    names = names_in(session, actor.edition_id)
    rows = event_page(session, actor.edition_id, before=before, size=PAGE)
    following = rows[0].seq + PAGE + 1 if rows else 0
    return Chronicle(
        entries=tuple(_entry(row, names) for row in rows),
        total=len(chain),
        head=chain[-1].digest if chain else FIRST,
        fault=first_fault(chain),
        older=rows[-1].seq if rows and rows[-1].seq > 1 else None,
        newer=following if rows and rows[0].seq < len(chain) else None,
    )


def entries(session: Session, edition_id: UUID) -> tuple[Entry, ...]:
    """Every act of the edition, oldest first."""
    names = names_in(session, edition_id)
    return tuple(_entry(row, names) for row in events_of(session, edition_id))


def whole_record(actor: Actor) -> dict[str, Json]:
    """The whole chain as it is hashed, oldest first.

    Raises:
        NotPermitted.
    """
    ensure_permitted(actor, Action.READ_RECORD, Subject(actor.edition_id))
    events = [_event(row) for row in events_of(db.session(), actor.edition_id)]
    code = db.session.get_one(Edition, actor.edition_id).code
    return {
        "format": FORMAT,
        "edition": code,
        "head": events[-1].digest if events else FIRST,
        "events": [
            {
                "seq": event.seq,
                "at": event.at,
                "kind": event.kind,
                "actor": event.actor,
                "payload": event.payload,
                "previous": event.previous,
                "digest": event.digest,
            }
            for event in events
        ],
    }


def _event(row: EventRow) -> Event:
    actor = str(row.person_id) if row.person_id else None
    return Event(row.seq, row.at, row.kind, actor, row.payload, row.previous, row.digest)


def _entry(row: EventRow, names: Mapping[str, str]) -> Entry:
    actor = names.get(str(row.person_id)) if row.person_id else None
    details = dict(_details(row.payload, names))
    return Entry(row.seq, datetime.fromisoformat(row.at), row.kind, actor, details, row.digest)


def _details(payload: Mapping[str, Json], names: Mapping[str, str], prefix: str = "") -> Iterator[tuple[str, str]]:
    """Figures, names, words and lists of them; those of an object within carry its name ("outcome_yes")."""
    for key, value in payload.items():
        if isinstance(value, Mapping):
            yield from _details(value, names, f"{prefix}{key}_")
        elif isinstance(value, Sequence | int):
            values = [value] if isinstance(value, str | int) else value
            yield prefix + key, ", ".join(names.get(str(one), str(one)) for one in values)
