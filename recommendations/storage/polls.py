"""Polls, their frozen rolls and their ballots."""

from collections.abc import Iterator
from datetime import datetime
from fractions import Fraction
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, Session, mapped_column

from recommendations.domain.polls import Choice, Majority, PollState, PollSubject, QuorumRule
from recommendations.storage.corrections import contradictions_of
from recommendations.storage.database import Base, Identified, enum_of
from recommendations.storage.record import lock_chain


class Poll(Identified, Base):
    """One question put to the vote; rule and electorate are frozen when it opens (R12).

    ``part`` is the number of the amendment's part that it is about, None for the whole of it.
    ``question`` is {language: sentence}, ``text`` the exact text voted on, {language: unit as JSON}.
    ``members``, ``present`` and ``represented`` are the bases at the opening, in weights.
    ``postponed_at`` is when it was last put off for want of a quorum.
    ``outcome`` is the stored result: tally, formula, verdict. A closed poll is never reopened, only repeated.
    """

    __tablename__ = "polls"
    __table_args__ = (sa.UniqueConstraint("edition_id", "number"),)

    edition_id: Mapped[UUID] = mapped_column(sa.ForeignKey("editions.id"), index=True)
    number: Mapped[int]
    subject: Mapped[PollSubject] = mapped_column(enum_of(PollSubject))
    theme_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("themes.id"))
    revision_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("revisions.id"))
    unit_uid: Mapped[str | None]
    amendment_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("amendments.id"))
    part: Mapped[int | None]
    manifesto_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("manifestos.id"))
    contradiction_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("contradictions.id"))
    question: Mapped[dict[str, str]]
    text: Mapped[dict[str, Any]] = mapped_column(sa.JSON(), default=dict)
    state: Mapped[PollState] = mapped_column(enum_of(PollState), default=PollState.PREPARED)
    majority: Mapped[Majority] = mapped_column(enum_of(Majority))
    quorum: Mapped[QuorumRule] = mapped_column(enum_of(QuorumRule))
    ballot_change: Mapped[bool] = mapped_column(default=True)
    members: Mapped[Fraction | None]
    present: Mapped[Fraction | None]
    represented: Mapped[Fraction | None]
    prepared_at: Mapped[datetime]
    postponed_at: Mapped[datetime | None]
    opened_at: Mapped[datetime | None]
    closes_at: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]
    announced_at: Mapped[datetime | None]
    annulled_at: Mapped[datetime | None]
    outcome: Mapped[dict[str, Any] | None] = mapped_column(sa.JSON(none_as_null=True))
    annulled_reason: Mapped[str] = mapped_column(default="")
    repeats_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("polls.id"))

    @property
    def is_postponed(self) -> bool:
        """Whether the question waits for a quorum."""
        return self.state is PollState.PREPARED and self.postponed_at is not None


class RollEntry(Base):
    """One member's right to vote in one poll, with its weight and who carries it."""

    __tablename__ = "roll_entries"

    poll_id: Mapped[UUID] = mapped_column(sa.ForeignKey("polls.id"), primary_key=True)
    member_id: Mapped[UUID] = mapped_column(sa.ForeignKey("members.id"), primary_key=True)
    person_id: Mapped[UUID] = mapped_column(sa.ForeignKey("persons.id"))
    by_proxy: Mapped[bool] = mapped_column(default=False)
    weight: Mapped[Fraction]


class Ballot(Identified, Base):
    """One member's choice; UNIQUE(poll, member) is the promise of one ballot, the foreign key that of the roll."""

    __tablename__ = "ballots"
    __table_args__ = (
        sa.UniqueConstraint("poll_id", "member_id"),
        sa.ForeignKeyConstraint(["poll_id", "member_id"], ["roll_entries.poll_id", "roll_entries.member_id"]),
    )

    poll_id: Mapped[UUID] = mapped_column(sa.ForeignKey("polls.id"))
    member_id: Mapped[UUID] = mapped_column(sa.ForeignKey("members.id"))
    person_id: Mapped[UUID] = mapped_column(sa.ForeignKey("persons.id"))
    choice: Mapped[Choice] = mapped_column(enum_of(Choice))
    key: Mapped[str]
    received_at: Mapped[datetime]


def announced_polls(session: Session, edition_id: UUID) -> list[Poll]:
    """Every poll whose result the assembly has heard, by number; never an annulled one."""
    heard = sa.select(Poll).where(Poll.edition_id == edition_id, Poll.state == PollState.ANNOUNCED)
    return list(session.scalars(heard.order_by(Poll.number)))


def adopted_units(session: Session, edition_id: UUID) -> set[tuple[UUID, str]]:
    """The recommendations that stand adopted, as (theme, unit uid): the newest announced poll on each decides.

    Of two that contradict each other, only the one that the assembly has chosen stands (case 38).
    """
    newest = {
        (poll.theme_id, poll.unit_uid): bool(poll.outcome and poll.outcome["adopted"])
        for poll in announced_polls(session, edition_id)
        if poll.subject is PollSubject.RECOMMENDATION
    }
    adopted = {
        (theme, uid) for (theme, uid), adopted in newest.items() if adopted and theme is not None and uid is not None
    }
    return adopted - set(_not_chosen(session, edition_id))


def _not_chosen(session: Session, edition_id: UUID) -> Iterator[tuple[UUID, str]]:
    for row in contradictions_of(session, edition_id):
        if row.kept == "one":
            yield row.other_theme_id, row.other_uid
        elif row.kept:
            yield row.one_theme_id, row.one_uid


def poll_in(session: Session, edition_id: UUID, poll_id: UUID) -> Poll | None:
    """The poll, if it belongs to the edition."""
    return session.scalars(sa.select(Poll).where(Poll.id == poll_id, Poll.edition_id == edition_id)).first()


def lock_poll(session: Session, edition_id: UUID, poll_id: UUID) -> Poll | None:
    """The poll as it is now; until the transaction ends nobody votes in it or moves it.

    The record's lock comes first, as in every procedural act, so that no two acts wait for each other.
    """
    lock_chain(session, edition_id)
    found = sa.select(Poll).where(Poll.id == poll_id, Poll.edition_id == edition_id).with_for_update()
    return session.scalars(found.execution_options(populate_existing=True)).first()


def polls_of(session: Session, edition_id: UUID) -> list[Poll]:
    """Every poll of the edition, by number."""
    return list(session.scalars(sa.select(Poll).where(Poll.edition_id == edition_id).order_by(Poll.number)))


def last_poll_number(session: Session, edition_id: UUID) -> int:
    """The highest number given so far, 0 before the first."""
    return session.scalar(sa.select(sa.func.max(Poll.number)).where(Poll.edition_id == edition_id)) or 0


def polls_like(session: Session, poll: Poll) -> list[Poll]:
    """The edition's polls on the same subject, by number; ``poll`` need not be stored."""
    same = sa.select(Poll).where(
        Poll.edition_id == poll.edition_id,
        Poll.subject == poll.subject,
        Poll.theme_id == poll.theme_id,
        Poll.unit_uid == poll.unit_uid,
        Poll.amendment_id == poll.amendment_id,
        Poll.part == poll.part,
        Poll.contradiction_id == poll.contradiction_id,
        Poll.manifesto_id == poll.manifesto_id,
    )
    return list(session.scalars(same.order_by(Poll.number)))


def repetition_of(session: Session, poll_id: UUID) -> Poll | None:
    """The poll that repeats this annulled one."""
    return session.scalars(sa.select(Poll).where(Poll.repeats_id == poll_id).order_by(Poll.number.desc())).first()


def polls_on_amendment(session: Session, amendment_id: UUID) -> list[Poll]:
    """Every poll on the amendment or a part of it, by number; not those on blocks."""
    found = sa.select(Poll).where(Poll.amendment_id == amendment_id)
    return list(session.scalars(found.order_by(Poll.number)))


def due_polls(session: Session, edition_id: UUID, at: datetime) -> list[UUID]:
    """The open polls whose closing time has come."""
    due = sa.select(Poll.id).where(Poll.edition_id == edition_id, Poll.state == PollState.OPEN, Poll.closes_at <= at)
    return list(session.scalars(due.order_by(Poll.number)))


def has_begun(session: Session, theme_id: UUID) -> bool:
    """Whether a poll of the theme has ever been opened."""
    opened = sa.select(Poll.id).where(Poll.theme_id == theme_id, Poll.opened_at.is_not(None))
    return session.scalar(opened.limit(1)) is not None
