"""Queries of rolls and ballots: who may vote, who has voted, and what."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from typing import cast
from uuid import UUID, uuid4

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased

from recommendations.domain.people import Role
from recommendations.domain.polls import Choice, PollState
from recommendations.storage.people import Member, OfficeRow, Person
from recommendations.storage.polls import Ballot, Poll, RollEntry


@dataclass(frozen=True, slots=True)
class RecordedBallot:
    """The ballot of a member as it stands, with the name of who cast it."""

    choice: Choice
    key: str
    received_at: datetime
    cast_by: str


@dataclass(frozen=True, slots=True)
class VotingRight:
    """Everything that decides whether a person may cast a member's ballot now."""

    state: PollState
    closes_at: datetime | None
    ballot_change: bool
    weight: Fraction | None
    is_there: bool
    ballot: RecordedBallot | None


@dataclass(frozen=True, slots=True)
class NamedBallot:
    """One line of a roll: the member, its weight, and its ballot if it has cast one."""

    member_id: UUID
    member: str
    weight: Fraction
    choice: Choice | None
    cast_by: str | None


def entitled_delegates(session: Session, edition_id: UUID) -> list[tuple[Person, Member]]:
    """The accredited delegates in the room whose member has paid, by member code, then by name and id."""
    found = (
        sa.select(Person, Member)
        .join(Member, Member.id == Person.member_id)
        .join(OfficeRow, OfficeRow.person_id == Person.id)
        .where(Person.edition_id == edition_id, Person.accredited, Person.present, Member.fee_paid)
        .where(OfficeRow.role == Role.DELEGATE, OfficeRow.theme_id.is_(None))
        .order_by(Member.code, Person.name, Person.id)
    )
    return [(person, member) for person, member in session.execute(found)]


def paid_weights(session: Session, edition_id: UUID) -> list[Fraction]:
    """The weights of all members that have a vote."""
    return list(session.scalars(sa.select(Member.weight).where(Member.edition_id == edition_id, Member.fee_paid)))


def store_roll(session: Session, entries: Sequence[dict[str, object]]) -> None:
    """Freeze a poll's roll."""
    session.execute(sa.insert(RollEntry), list(entries))


def _right_statement() -> sa.Select[PollState, datetime | None, bool, Fraction, bool, Choice, str, datetime, str]:
    voter, caster = aliased(Person), aliased(Person)
    member_id = sa.bindparam("member_id", type_=sa.Uuid())
    return (
        sa.select(
            Poll.state,
            Poll.closes_at,
            Poll.ballot_change,
            RollEntry.weight,
            sa.and_(voter.accredited, voter.present),
            Ballot.choice,
            Ballot.key,
            Ballot.received_at,
            caster.name,
        )
        .select_from(Poll)
        .join(voter, voter.id == sa.bindparam("person_id"))
        .outerjoin(RollEntry, sa.and_(RollEntry.poll_id == Poll.id, RollEntry.member_id == member_id))
        .outerjoin(Ballot, sa.and_(Ballot.poll_id == Poll.id, Ballot.member_id == member_id))
        .outerjoin(caster, caster.id == Ballot.person_id)
        .where(Poll.id == sa.bindparam("poll_id"), Poll.edition_id == sa.bindparam("edition_id"))
    )


# Built once: with a room voting in one second, building the statements cost more than executing them.
_RIGHT = _right_statement()
_RIGHT_HOLDING_THE_POLL = _RIGHT.with_for_update(read=True, of=Poll)
_COUNT = sa.select(sa.func.count()).select_from(Ballot).where(Ballot.poll_id == sa.bindparam("poll_id"))
_INSERT = sa.insert(Ballot)


def voting_right(
    session: Session, poll: tuple[UUID, UUID], voter: tuple[UUID, UUID], *, holds_poll: bool = False
) -> VotingRight | None:
    """What decides on a ballot, in one query; ``poll`` is (edition, poll), ``voter`` (person, member).

    With ``holds_poll`` the closing waits until the transaction ends, other ballots do not. None: no such poll.
    """
    values = {"edition_id": poll[0], "poll_id": poll[1], "person_id": voter[0], "member_id": voter[1]}
    row = session.execute(_RIGHT_HOLDING_THE_POLL if holds_poll else _RIGHT, values).first()
    if row is None:
        return None
    recorded = RecordedBallot(*row[5:]) if row[5] is not None else None
    return VotingRight(row[0], row[1], row[2], row[3], bool(row[4]), recorded)


def insert_ballot(session: Session, values: dict[str, object]) -> None:
    """Record a ballot; the database refuses a second one of the same member (IntegrityError)."""
    session.connection().execute(_INSERT, {"id": uuid4(), **values})


def replace_ballot(session: Session, poll_id: UUID, member_id: UUID, values: dict[str, object]) -> None:
    """Put a member's new choice in the place of the old one."""
    session.execute(sa.update(Ballot).where(Ballot.poll_id == poll_id, Ballot.member_id == member_id).values(**values))


def count_ballots(session: Session, poll_id: UUID) -> int:
    """How many members have voted."""
    return session.scalar(_COUNT, {"poll_id": poll_id}) or 0


def count_roll(session: Session, poll_id: UUID) -> int:
    """How many members are entitled."""
    return session.scalar(sa.select(sa.func.count()).select_from(RollEntry).where(RollEntry.poll_id == poll_id)) or 0


def named_ballots(session: Session, poll_id: UUID) -> list[NamedBallot]:
    """The whole roll with every ballot, by member code."""
    found = (
        sa.select(Member.id, Member.name, RollEntry.weight, Ballot.choice, Person.name)
        .select_from(RollEntry)
        .join(Member, Member.id == RollEntry.member_id)
        .outerjoin(Ballot, sa.and_(Ballot.poll_id == RollEntry.poll_id, Ballot.member_id == RollEntry.member_id))
        .outerjoin(Person, Person.id == Ballot.person_id)
        .where(RollEntry.poll_id == poll_id)
        .order_by(Member.code)
    )
    return [NamedBallot(*row) for row in session.execute(found)]


def ballots_to_hash(session: Session, poll_id: UUID) -> list[tuple[str, str, str, str]]:
    """Every ballot as (member id, weight, choice, time received), in the order of the member ids."""
    found = (
        sa.select(Ballot.member_id, RollEntry.weight, Ballot.choice, Ballot.received_at)
        .join(RollEntry, sa.and_(RollEntry.poll_id == Ballot.poll_id, RollEntry.member_id == Ballot.member_id))
        .where(Ballot.poll_id == poll_id)
    )
    rows = cast("Sequence[tuple[UUID, Fraction, Choice, datetime]]", session.execute(found).all())
    return sorted((str(m), str(weight), choice.value, at.isoformat()) for m, weight, choice, at in rows)
