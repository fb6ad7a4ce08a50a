"""Composed manifestos and the signatures under them."""

from datetime import datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, Session, mapped_column

from recommendations.domain.adoption import ManifestoState
from recommendations.domain.manuscript import hash_of_text
from recommendations.domain.polls import PollState
from recommendations.storage.database import Base, Identified, enum_of
from recommendations.storage.people import Person
from recommendations.storage.polls import Poll


class ManifestoRow(Identified, Base):
    """The frozen value as canonical JSON, with its hash; never edited, only composed anew."""

    __tablename__ = "manifestos"
    __table_args__ = (sa.UniqueConstraint("edition_id", "number"),)

    edition_id: Mapped[UUID] = mapped_column(sa.ForeignKey("editions.id"), index=True)
    number: Mapped[int]
    state: Mapped[ManifestoState] = mapped_column(enum_of(ManifestoState), default=ManifestoState.COMPILED)
    canonical: Mapped[str]
    sha256: Mapped[str]
    composed_at: Mapped[datetime]
    adopted_at: Mapped[datetime | None]


class SignatureRow(Identified, Base):
    """Who certified which hash, in which function; ``proof`` is what a passkey signed, None where none was used."""

    __tablename__ = "signatures"
    __table_args__ = (sa.UniqueConstraint("manifesto_id", "person_id"),)

    manifesto_id: Mapped[UUID] = mapped_column(sa.ForeignKey("manifestos.id"), index=True)
    person_id: Mapped[UUID] = mapped_column(sa.ForeignKey("persons.id"))
    function: Mapped[str]
    place: Mapped[str]
    sha256: Mapped[str]
    deputises_because: Mapped[str] = mapped_column(default="")
    proof: Mapped[dict[str, Any] | None] = mapped_column(sa.JSON(none_as_null=True))
    signed_at: Mapped[datetime]


def manifestos_of(session: Session, edition_id: UUID) -> list[ManifestoRow]:
    """Every manifesto of the edition, newest first."""
    rows = sa.select(ManifestoRow).where(ManifestoRow.edition_id == edition_id).order_by(ManifestoRow.number.desc())
    return list(session.scalars(rows))


def manifesto_by_number(session: Session, edition_id: UUID, number: int) -> ManifestoRow | None:
    """The edition's manifesto with this number."""
    row = sa.select(ManifestoRow).where(ManifestoRow.edition_id == edition_id, ManifestoRow.number == number)
    return session.scalars(row).one_or_none()


def is_intact(row: ManifestoRow) -> bool:
    """Whether the stored text still has the hash that was stored with it."""
    return hash_of_text(row.canonical) == row.sha256


def is_signed(session: Session, edition_id: UUID) -> bool:
    """Whether a manifesto of the edition bears a signature."""
    signed = sa.select(ManifestoRow.id).where(
        ManifestoRow.edition_id == edition_id, ManifestoRow.state == ManifestoState.SIGNED
    )
    return session.scalar(sa.select(signed.exists())) or False


def last_manifesto_number(session: Session, edition_id: UUID) -> int:
    """The number of the newest manifesto, 0 before the first."""
    newest = sa.select(sa.func.max(ManifestoRow.number)).where(ManifestoRow.edition_id == edition_id)
    return session.scalar(newest) or 0


def signatures_under(session: Session, manifesto_id: UUID) -> list[tuple[SignatureRow, str]]:
    """The signatures with their signatories' names, in the order in which they were given."""
    rows = (
        sa.select(SignatureRow, Person.name)
        .join(Person, Person.id == SignatureRow.person_id)
        .where(SignatureRow.manifesto_id == manifesto_id)
        .order_by(SignatureRow.signed_at, SignatureRow.id)
    )
    return [(row, name) for row, name in session.execute(rows)]


def newest_poll_on(session: Session, manifesto_id: UUID) -> Poll | None:
    """The newest poll on this manifesto that was not annulled."""
    polls = sa.select(Poll).where(Poll.manifesto_id == manifesto_id, Poll.state != PollState.ANNULLED)
    return session.scalars(polls.order_by(Poll.number.desc()).limit(1)).first()


def published_manifestos(session: Session) -> dict[str, UUID]:
    """The ids of the adopted and signed manifestos of all editions by their hashes; of the same hash, the newest."""
    open_states = [state for state in ManifestoState if state.is_open_to_signature]
    found = sa.select(ManifestoRow.sha256, ManifestoRow.id).where(ManifestoRow.state.in_(open_states))
    return {row.sha256: row.id for row in session.execute(found.order_by(ManifestoRow.number))}
