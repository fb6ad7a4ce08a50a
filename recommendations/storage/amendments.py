"""Amendments as their proposers wrote them."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, Session, mapped_column

from recommendations.domain.amendments import AmendmentKind, AmendmentState, Procedure, StateReason
from recommendations.storage.database import Base, Identified, enum_of
from recommendations.storage.editions import Theme
from recommendations.storage.people import Member, Person


class Amendment(Identified, Base):
    """A change of one unit of a frozen revision, as it is in force now; ``storage.wordings`` keeps what it was.

    ``amended`` holds the unit as it would read, {language: unit as JSON}; ``hunks`` are derived from it once,
    {language: change as JSON}, in word coordinates of the base. The base is the unit of the revision; of a
    sub-amendment it is version ``amends_version`` of the amendment ``amends_id``; a new unit has none: it stands
    behind the unit ``placed_after``, or first. ``version`` is the one in force.
    ``series_id`` ties together what was filed as one wording throughout the text and is decided by one poll.
    ``felled_by_id`` names the amendment whose decision made this one fall, or decided an identical one with it.
    ``returns_to`` is the state to which a withdrawn, not moved or merged amendment returns when it goes on.
    """

    __tablename__ = "amendments"
    __table_args__ = (sa.UniqueConstraint("edition_id", "number"), sa.UniqueConstraint("edition_id", "filing_key"))

    edition_id: Mapped[UUID] = mapped_column(sa.ForeignKey("editions.id"), index=True)
    revision_id: Mapped[UUID] = mapped_column(sa.ForeignKey("revisions.id"), index=True)
    theme_id: Mapped[UUID] = mapped_column(sa.ForeignKey("themes.id"), index=True)
    unit_uid: Mapped[str]
    number: Mapped[int]
    kind: Mapped[AmendmentKind] = mapped_column(enum_of(AmendmentKind))
    procedure: Mapped[Procedure] = mapped_column(enum_of(Procedure), default=Procedure.ORDINARY)
    amends_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("amendments.id"), index=True)
    amends_version: Mapped[int | None]
    placed_after: Mapped[str | None]
    series_id: Mapped[UUID | None]
    state: Mapped[AmendmentState] = mapped_column(enum_of(AmendmentState))
    state_reason: Mapped[str] = mapped_column(default="")
    state_code: Mapped[StateReason] = mapped_column(enum_of(StateReason), default=StateReason.NONE)
    felled_by_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("amendments.id"))
    member_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("members.id"))
    person_id: Mapped[UUID] = mapped_column(sa.ForeignKey("persons.id"))
    title: Mapped[str]
    reason: Mapped[str] = mapped_column(default="")
    language: Mapped[str]
    version: Mapped[int] = mapped_column(default=1)
    amended: Mapped[dict[str, Any]] = mapped_column(sa.JSON())
    hunks: Mapped[dict[str, Any]] = mapped_column(sa.JSON())
    filed_at: Mapped[datetime]
    is_late: Mapped[bool] = mapped_column(default=False)
    withdrawn_at: Mapped[datetime | None]
    returns_to: Mapped[AmendmentState | None] = mapped_column(enum_of(AmendmentState, name="returns_to"))
    filing_key: Mapped[str]

    @property
    def label(self) -> str:
        """The number as spoken: A12 stays A12 (R2)."""
        return f"A{self.number:02d}"


def amendment_row(session: Session, amendment_id: UUID) -> Amendment | None:
    """The amendment with this id, as the database has it now."""
    session.flush()
    return session.get(Amendment, amendment_id, populate_existing=True)


def amendment_by_key(session: Session, edition_id: UUID, key: str) -> Amendment | None:
    """The amendment that was filed with this key."""
    found = sa.select(Amendment).where(Amendment.edition_id == edition_id, Amendment.filing_key == key)
    return session.scalars(found).first()


def last_amendment_number(session: Session, edition_id: UUID) -> int:
    """The highest number given in the edition, 0 before the first; numbers are never used again (R2)."""
    return session.scalar(sa.select(sa.func.max(Amendment.number)).where(Amendment.edition_id == edition_id)) or 0


def amendments_of_unit(session: Session, revision_id: UUID, uid: str) -> Sequence[Amendment]:
    """All amendments of one unit of a frozen revision, in filing order."""
    listed = sa.select(Amendment).where(Amendment.revision_id == revision_id, Amendment.unit_uid == uid)
    return _as_they_are(session, listed)


def new_units_on(session: Session, revision_id: UUID) -> Sequence[Amendment]:
    """All amendments that would bring a new unit into a frozen revision, in filing order."""
    brings = sa.and_(Amendment.kind == AmendmentKind.NEW_UNIT, Amendment.amends_id.is_(None))
    return _as_they_are(session, sa.select(Amendment).where(Amendment.revision_id == revision_id, brings))


def amendments_on(
    session: Session, revision_id: UUID, states: AmendmentState | Collection[AmendmentState]
) -> Sequence[Amendment]:
    """The revision's amendments in this state, or one of these, in filing order."""
    wanted = {states} if isinstance(states, AmendmentState) else states
    listed = sa.select(Amendment).where(Amendment.revision_id == revision_id, Amendment.state.in_(wanted))
    return _as_they_are(session, listed)


def _as_they_are(session: Session, listed: sa.Select[Amendment]) -> Sequence[Amendment]:
    # What this session read before it got the theme's lock may have been decided by another one since.
    fresh = listed.order_by(Amendment.number).execution_options(populate_existing=True)
    return session.scalars(fresh).all()


def amendments_in(session: Session, edition_id: UUID, states: Collection[AmendmentState]) -> Sequence[Amendment]:
    """The edition's amendments in these states, by number."""
    found = sa.select(Amendment).where(Amendment.edition_id == edition_id, Amendment.state.in_(states))
    return session.scalars(found.order_by(Amendment.number)).all()


def amendments_by_id(session: Session, amendment_ids: Collection[UUID]) -> dict[UUID, Amendment]:
    """These amendments by their ids."""
    found = sa.select(Amendment).where(Amendment.id.in_(amendment_ids))
    return {row.id: row for row in session.scalars(found)}


def amendments_on_theme(session: Session, theme_id: UUID, states: Collection[AmendmentState]) -> Sequence[Amendment]:
    """The theme's amendments in these states, on whatever revision, by number."""
    found = sa.select(Amendment).where(Amendment.theme_id == theme_id, Amendment.state.in_(states))
    return session.scalars(found.order_by(Amendment.number)).all()


def has_amendments(session: Session, theme_id: UUID, states: Collection[AmendmentState]) -> bool:
    """Whether the theme has an amendment in one of these states."""
    found = sa.select(Amendment.id).where(Amendment.theme_id == theme_id, Amendment.state.in_(states)).limit(1)
    return session.scalar(found) is not None


def settled_with(session: Session, amendment_id: UUID) -> Sequence[Amendment]:
    """The amendments that fell because of this one, or were decided together with it."""
    return session.scalars(sa.select(Amendment).where(Amendment.felled_by_id == amendment_id)).all()


def proposers(session: Session, amendment_ids: Sequence[UUID]) -> dict[UUID, tuple[str, str]]:
    """Member and person behind each of these amendments, by name."""
    named = (
        sa.select(Amendment.id, Member.name, Person.name)
        .join(Member, Member.id == Amendment.member_id)
        .join(Person, Person.id == Amendment.person_id)
        .where(Amendment.id.in_(amendment_ids))
    )
    return {amendment_id: (member, person) for amendment_id, member, person in session.execute(named)}


def amendments_of_edition(
    session: Session, edition_id: UUID, theme_id: UUID | None, states: Sequence[AmendmentState]
) -> Sequence[tuple[Amendment, Theme]]:
    """The edition's amendments with their themes, by theme and number; only this theme's and states' where given."""
    listed = sa.select(Amendment, Theme).join(Theme, Theme.id == Amendment.theme_id)
    listed = listed.where(Amendment.edition_id == edition_id)
    if theme_id is not None:
        listed = listed.where(Amendment.theme_id == theme_id)
    if states:
        listed = listed.where(Amendment.state.in_(states))
    return [(row, theme) for row, theme in session.execute(listed.order_by(Theme.number, Amendment.number))]


def amendments_of_series(session: Session, series_id: UUID) -> Sequence[Amendment]:
    """What was filed as one wording throughout the text, in filing order."""
    return _as_they_are(session, sa.select(Amendment).where(Amendment.series_id == series_id))


def sub_amendments_of(session: Session, amendment_id: UUID) -> Sequence[Amendment]:
    """All amendments of the amendment itself, in filing order."""
    return _as_they_are(session, sa.select(Amendment).where(Amendment.amends_id == amendment_id))


def amendments_of_proposer(
    session: Session, edition_id: UUID, member_id: UUID | None, person_id: UUID
) -> Sequence[Amendment]:
    """The edition's amendments of the member, and of the person where no member stands behind them, by number."""
    own = sa.and_(Amendment.member_id.is_(None), Amendment.person_id == person_id)
    found = own if member_id is None else sa.or_(Amendment.member_id == member_id, own)
    return _as_they_are(session, sa.select(Amendment).where(Amendment.edition_id == edition_id, found))
