"""What is put right after the vote, and what stands against it: corrections, corrigenda, checks, contradictions."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, Session, mapped_column

from recommendations.domain.corrections import CorrectionState, CorrigendumState
from recommendations.storage.database import Base, Identified, enum_of
from recommendations.storage.people import Member


class Correction(Identified, Base):
    """An editorial correction of a consolidated unit; ``base`` and ``amended`` are {language: unit as JSON}."""

    __tablename__ = "corrections"
    __table_args__ = (sa.UniqueConstraint("edition_id", "number"),)

    edition_id: Mapped[UUID] = mapped_column(sa.ForeignKey("editions.id"), index=True)
    theme_id: Mapped[UUID] = mapped_column(sa.ForeignKey("themes.id"), index=True)
    unit_uid: Mapped[str]
    number: Mapped[int]
    revision_id: Mapped[UUID] = mapped_column(sa.ForeignKey("revisions.id"))
    base: Mapped[dict[str, Any]] = mapped_column(sa.JSON())
    amended: Mapped[dict[str, Any]] = mapped_column(sa.JSON())
    reason: Mapped[str]
    state: Mapped[CorrectionState] = mapped_column(enum_of(CorrectionState))
    proposed_by: Mapped[UUID] = mapped_column(sa.ForeignKey("persons.id"))
    proposed_at: Mapped[datetime]
    confirmed_by: Mapped[UUID | None] = mapped_column(sa.ForeignKey("persons.id"))
    confirmed_at: Mapped[datetime | None]
    reverted_by: Mapped[UUID | None] = mapped_column(sa.ForeignKey("persons.id"))
    reverted_at: Mapped[datetime | None]


class Corrigendum(Identified, Base):
    """A correction of a signed manifesto; both versions are kept, ``result_id`` is the corrected one."""

    __tablename__ = "corrigenda"
    __table_args__ = (sa.UniqueConstraint("edition_id", "number"),)

    edition_id: Mapped[UUID] = mapped_column(sa.ForeignKey("editions.id"), index=True)
    number: Mapped[int]
    manifesto_id: Mapped[UUID] = mapped_column(sa.ForeignKey("manifestos.id"))
    result_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("manifestos.id"))
    amended: Mapped[dict[str, Any]] = mapped_column(sa.JSON())
    reason: Mapped[str]
    state: Mapped[CorrigendumState] = mapped_column(enum_of(CorrigendumState))
    person_id: Mapped[UUID] = mapped_column(sa.ForeignKey("persons.id"))
    at: Mapped[datetime]
    objections_until: Mapped[datetime]
    objection: Mapped[str] = mapped_column(default="")
    objected_by: Mapped[UUID | None] = mapped_column(sa.ForeignKey("persons.id"))


class LanguageConfirmation(Identified, Base):
    """Somebody has read both versions and confirms that a finding is none; ``fingerprint`` is that of the words."""

    __tablename__ = "language_confirmations"
    __table_args__ = (sa.UniqueConstraint("edition_id", "fingerprint"),)

    edition_id: Mapped[UUID] = mapped_column(sa.ForeignKey("editions.id"), index=True)
    fingerprint: Mapped[str]
    reason: Mapped[str]
    person_id: Mapped[UUID] = mapped_column(sa.ForeignKey("persons.id"))
    at: Mapped[datetime]


class Contradiction(Identified, Base):
    """Two recommendations that cannot both stand, flagged by people; the assembly chooses between them (case 38).

    ``kept`` is "one" or "other" once it has, and empty before.
    """

    __tablename__ = "contradictions"

    edition_id: Mapped[UUID] = mapped_column(sa.ForeignKey("editions.id"), index=True)
    one_theme_id: Mapped[UUID] = mapped_column(sa.ForeignKey("themes.id"))
    one_uid: Mapped[str]
    other_theme_id: Mapped[UUID] = mapped_column(sa.ForeignKey("themes.id"))
    other_uid: Mapped[str]
    reason: Mapped[str]
    person_id: Mapped[UUID] = mapped_column(sa.ForeignKey("persons.id"))
    at: Mapped[datetime]
    kept: Mapped[str] = mapped_column(default="")


def applied_corrections(session: Session, theme_id: UUID) -> Sequence[Correction]:
    """The theme's corrections that are part of its text, in the order in which they were proposed."""
    applied = sa.select(Correction).where(Correction.theme_id == theme_id, Correction.state == CorrectionState.APPLIED)
    return session.scalars(applied.order_by(Correction.number).execution_options(populate_existing=True)).all()


def correction_row(session: Session, correction_id: UUID) -> Correction | None:
    """The correction with this id, as the database has it now."""
    session.flush()
    return session.get(Correction, correction_id, populate_existing=True)


def last_correction_number(session: Session, edition_id: UUID) -> int:
    """The highest number given so far, 0 before the first."""
    return session.scalar(sa.select(sa.func.max(Correction.number)).where(Correction.edition_id == edition_id)) or 0


def corrections_of(session: Session, edition_id: UUID, theme_id: UUID | None = None) -> Sequence[Correction]:
    """Every correction of the edition, or of one theme, by number."""
    found = sa.select(Correction).where(Correction.edition_id == edition_id)
    if theme_id is not None:
        found = found.where(Correction.theme_id == theme_id)
    return session.scalars(found.order_by(Correction.number)).all()


def corrections_since(session: Session, edition_id: UUID, at: datetime) -> Sequence[Correction]:
    """The applied corrections of the edition that were confirmed after this moment, by number."""
    found = sa.select(Correction).where(
        Correction.edition_id == edition_id,
        Correction.state == CorrectionState.APPLIED,
        Correction.confirmed_at > at,
    )
    return session.scalars(found.order_by(Correction.number)).all()


def corrigendum_row(session: Session, corrigendum_id: UUID) -> Corrigendum | None:
    """The corrigendum with this id, as the database has it now."""
    session.flush()
    return session.get(Corrigendum, corrigendum_id, populate_existing=True)


def last_corrigendum_number(session: Session, edition_id: UUID) -> int:
    """The highest number given so far, 0 before the first."""
    return session.scalar(sa.select(sa.func.max(Corrigendum.number)).where(Corrigendum.edition_id == edition_id)) or 0


def corrigenda_of(session: Session, edition_id: UUID) -> Sequence[Corrigendum]:
    """Every corrigendum of the edition, by number."""
    found = sa.select(Corrigendum).where(Corrigendum.edition_id == edition_id)
    return session.scalars(found.order_by(Corrigendum.number)).all()


def corrigenda_about(session: Session, manifesto_id: UUID, state: CorrigendumState) -> Sequence[Corrigendum]:
    """The corrigenda in this state that correct this manifesto, by number."""
    found = sa.select(Corrigendum).where(Corrigendum.manifesto_id == manifesto_id, Corrigendum.state == state)
    return session.scalars(found.order_by(Corrigendum.number)).all()


def corrigendum_behind(session: Session, manifesto_id: UUID) -> Corrigendum | None:
    """The corrigendum of which this manifesto is the result; None for one that was composed."""
    return session.scalars(sa.select(Corrigendum).where(Corrigendum.result_id == manifesto_id)).first()


def confirmations_of(session: Session, edition_id: UUID) -> dict[str, LanguageConfirmation]:
    """What people have confirmed as right in the edition's languages, by fingerprint."""
    found = sa.select(LanguageConfirmation).where(LanguageConfirmation.edition_id == edition_id)
    return {row.fingerprint: row for row in session.scalars(found)}


def member_names(session: Session, edition_id: UUID) -> tuple[str, ...]:
    """The names of the edition's members, which every language version has to spell alike."""
    return tuple(session.scalars(sa.select(Member.name).where(Member.edition_id == edition_id).order_by(Member.name)))


def contradictions_of(session: Session, edition_id: UUID) -> Sequence[Contradiction]:
    """Every flagged contradiction of the edition, oldest first."""
    found = sa.select(Contradiction).where(Contradiction.edition_id == edition_id)
    return session.scalars(found.order_by(Contradiction.at, Contradiction.id)).all()


def contradiction_in(session: Session, edition_id: UUID, contradiction_id: UUID) -> Contradiction | None:
    """The contradiction, if it belongs to the edition."""
    found = sa.select(Contradiction).where(Contradiction.id == contradiction_id, Contradiction.edition_id == edition_id)
    return session.scalars(found).first()
