"""Taking one ballot and counting all of them, inside the writer's transaction."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from uuid import UUID

from sqlalchemy.orm import Session

from recommendations.domain.canonical import sha256
from recommendations.domain.counting import tally_of, verdict
from recommendations.domain.hemicycle import Side
from recommendations.domain.outcomes import Outcome
from recommendations.domain.people import Actor
from recommendations.domain.polls import (
    BallotFinal,
    BallotKeyReused,
    Choice,
    NotOnTheRoll,
    NotPresent,
    PollClosed,
    takes_ballots,
)
from recommendations.domain.quorum import Attendance, quorum
from recommendations.domain.refusals import NotFound
from recommendations.storage import ballots as rows
from recommendations.storage.database import now
from recommendations.storage.polls import Poll


@dataclass(frozen=True, slots=True)
class Receipt:
    """What is on disk: the choice, and the server's time (UTC) at which it was recorded; ``cast`` counts members."""

    poll_id: UUID
    choice: Choice
    received_at: datetime
    cast: int
    is_repeat: bool = False


@dataclass(frozen=True, slots=True)
class Paper:
    """One ballot on its way: whose, saying what, under which idempotency key."""

    poll_id: UUID
    member_id: UUID
    choice: Choice
    key: str


def take_ballot(session: Session, paper: Paper, actor: Actor) -> Receipt:
    """Record a ballot, once; sent again with the same key it has the same receipt, even after the closing (R16).

    Raises:
        NotFound, PollClosed, NotOnTheRoll, NotPresent, BallotFinal, BallotKeyReused.
        IntegrityError: another process has just recorded a ballot of this member.
    """
    poll, voter = (actor.edition_id, paper.poll_id), (actor.person_id, paper.member_id)
    right = rows.voting_right(session, poll, voter, holds_poll=True)
    if right is None:
        raise NotFound
    if right.ballot is not None and right.ballot.key == paper.key:
        return _repeated(session, paper, right.ballot)
    at = now()
    _ensure_entitled(right, at)
    _store(session, paper, right, {"person_id": actor.person_id, "received_at": at})
    return Receipt(paper.poll_id, paper.choice, at, rows.count_ballots(session, paper.poll_id))


def _repeated(session: Session, paper: Paper, recorded: rows.RecordedBallot) -> Receipt:
    if recorded.choice is not paper.choice:
        raise BallotKeyReused
    cast = rows.count_ballots(session, paper.poll_id)
    return Receipt(paper.poll_id, recorded.choice, recorded.received_at, cast, is_repeat=True)


def _ensure_entitled(right: rows.VotingRight, at: datetime) -> None:
    if not takes_ballots(right.state, right.closes_at, at):
        raise PollClosed
    if right.weight is None:
        raise NotOnTheRoll
    if not right.is_there:
        raise NotPresent
    if right.ballot is not None and not right.ballot_change:
        raise BallotFinal(name=right.ballot.cast_by)


def _store(session: Session, paper: Paper, right: rows.VotingRight, act: dict[str, object]) -> None:
    values = {"choice": paper.choice, "key": paper.key} | act
    if right.ballot is None:
        rows.insert_ballot(session, {"poll_id": paper.poll_id, "member_id": paper.member_id} | values)
    else:
        rows.replace_ballot(session, paper.poll_id, paper.member_id, values)


def count(session: Session, poll: Poll) -> Outcome:
    """The outcome of what is recorded now, under the poll's frozen rule, roll and bases."""
    roll = rows.named_ballots(session, poll.id)
    present, represented = poll.present or Fraction(0), poll.represented or Fraction(0)
    members = poll.members or Fraction(0)
    cast = [(line.choice, line.weight) for line in roll if line.choice is not None]
    seats = Counter(Side(line.choice.value) if line.choice else Side.NOT_VOTED for line in roll)
    return Outcome(
        verdict(tally_of(cast, present=present + represented, members=members), poll.majority),
        quorum(Attendance(members, present, represented), poll.quorum),
        sum((line.weight for line in roll), Fraction(0)),
        seats,
    )


def ballots_digest(session: Session, poll_id: UUID) -> str:
    """The SHA-256 of the canonical ballots: member, weight, choice and time of each, by member."""
    return sha256([list(line) for line in rows.ballots_to_hash(session, poll_id)])
