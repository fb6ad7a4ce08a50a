"""The append-only record: one chain of events for each edition."""

from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, Session, mapped_column

from recommendations.storage.database import Base, Identified
from recommendations.storage.editions import Edition, Theme
from recommendations.storage.guards import make_immutable
from recommendations.storage.people import Member, Person


class EventRow(Identified, Base):
    """A procedural act; a trigger refuses any update or deletion."""

    __tablename__ = "events"
    __table_args__ = (sa.UniqueConstraint("edition_id", "seq"),)

    edition_id: Mapped[UUID] = mapped_column(sa.ForeignKey("editions.id"))
    seq: Mapped[int]
    at: Mapped[str]
    kind: Mapped[str]
    person_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("persons.id"))
    payload: Mapped[dict[str, Any]] = mapped_column(sa.JSON())
    previous: Mapped[str]
    digest: Mapped[str]


make_immutable(EventRow)


def lock_chain(session: Session, edition_id: UUID) -> None:
    """Let one transaction at a time append to an edition's chain (SQLite's writers are alone anyway).

    Rows that only refer to the edition may still be inserted beside it.
    """
    # The row is fetched: an unread one would keep SQLite's view of the file beyond the end of the transaction.
    session.scalar(sa.select(Edition.id).where(Edition.id == edition_id).with_for_update(key_share=True))


def last_event(session: Session, edition_id: UUID) -> EventRow | None:
    """The newest event of the chain."""
    newest = sa.select(EventRow).where(EventRow.edition_id == edition_id).order_by(EventRow.seq.desc()).limit(1)
    return session.scalars(newest).first()


def events_of(session: Session, edition_id: UUID) -> list[EventRow]:
    """The whole chain, oldest first."""
    chain = sa.select(EventRow).where(EventRow.edition_id == edition_id).order_by(EventRow.seq)
    return list(session.scalars(chain))


def acts_on_amendments(session: Session, edition_id: UUID) -> list[EventRow]:
    """What the record says of the edition's amendments, oldest first."""
    acts = sa.select(EventRow).where(EventRow.edition_id == edition_id, EventRow.kind.startswith("amendment-"))
    return list(session.scalars(acts.order_by(EventRow.seq)))


def event_page(session: Session, edition_id: UUID, *, before: int | None, size: int) -> list[EventRow]:
    """At most ``size`` events, newest first, those with a ``seq`` below ``before`` if one is given."""
    chain = sa.select(EventRow).where(EventRow.edition_id == edition_id).order_by(EventRow.seq.desc()).limit(size)
    return list(session.scalars(chain if before is None else chain.where(EventRow.seq < before)))


def names_in(session: Session, edition_id: UUID) -> dict[str, str]:
    """Names of the edition's people and members, and codes of its themes, by their ids as the record writes them."""
    named = (
        sa.select(Person.id, Person.name).where(Person.edition_id == edition_id),
        sa.select(Member.id, Member.name).where(Member.edition_id == edition_id),
        sa.select(Theme.id, Theme.code).where(Theme.edition_id == edition_id),
    )
    return {str(identifier): name for query in named for identifier, name in session.execute(query)}
