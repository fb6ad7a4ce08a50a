"""Polls as readers see them: what is asked, what I may do, what came out. Never a running tally."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy.orm import Session

from recommendations.domain.hemicycle import Side
from recommendations.domain.outcomes import Outcome, outcome_from_json
from recommendations.domain.people import Actor
from recommendations.domain.permissions import Action, Subject, ensure_permitted, permits
from recommendations.domain.polls import Majority, PollState, PollSubject, QuorumRule, takes_ballots
from recommendations.domain.refusals import NotFound
from recommendations.domain.text import Unit
from recommendations.services.voting.texts import AmendmentAsked, amendment_asked, choice_of, items_asked, text_of
from recommendations.services.voting.titles import chosen_title, poll_titles
from recommendations.storage import ballots as rows
from recommendations.storage.ballots import NamedBallot, RecordedBallot
from recommendations.storage.database import db, now
from recommendations.storage.editions import Edition, Theme
from recommendations.storage.manifestos import ManifestoRow
from recommendations.storage.polls import Poll, poll_in, polls_of, repetition_of

SHOWN_ON_NOW = 5


class Standing(StrEnum):
    """What a reader may do in a poll now, and if nothing, why not: no voting right disappears silently."""

    MAY_VOTE = "may_vote"
    MAY_CHANGE = "may_change"
    FINAL = "final"
    NOT_OPEN = "not_open"
    NOT_ON_ROLL = "not_on_roll"
    NOT_PRESENT = "not_present"
    NO_VOTE = "no_vote"


@dataclass(frozen=True, slots=True)
class PollLine:
    """A poll in a list; ``voted`` and ``entitled`` count members, ``is_adopted`` is known once announced.

    ``title`` is {language: short title of what is voted on}, empty for a manifesto. A choice between two is never
    adopted: once announced, ``stands`` is the title of what was chosen, empty if the assembly has not chosen.
    ``is_postponed`` if it waits for a quorum.
    """

    id: UUID
    number: int
    subject: PollSubject
    state: PollState
    question: Mapping[str, str]
    title: Mapping[str, str]
    closes_at: datetime | None
    closed_at: datetime | None
    is_over: bool
    voted: int
    entitled: int
    is_adopted: bool | None
    annulled_reason: str
    stands: Mapping[str, str] | None = None
    is_postponed: bool = False


@dataclass(frozen=True, slots=True)
class MyPart:
    """The reader's own part in a poll."""

    standing: Standing
    ballot: RecordedBallot | None = None


@dataclass(frozen=True, slots=True)
class PollView:
    """Everything a poll's page says; ``outcome`` and ``ballots`` only after the announcement.

    ``addressees`` are the names of their codes, by language. ``items`` are the amendments of a block, ``choice``
    the two recommendations of which one stands.
    """

    line: PollLine
    majority: Majority
    quorum: QuorumRule
    ballot_change: bool
    theme_id: UUID | None
    theme: Mapping[str, str]
    unit_uid: str | None
    text: Mapping[str, Unit]
    addressees: Mapping[str, Mapping[str, str]]
    amendment: AmendmentAsked | None
    items: tuple[AmendmentAsked, ...]
    choice: tuple[Mapping[str, Unit], ...]
    manifesto_sha256: str | None
    manifesto_number: int | None
    mine: MyPart
    outcome: Outcome | None
    ballots: tuple[NamedBallot, ...]
    repeats: PollLine | None
    repeated_by: PollLine | None
    may_annul: bool


@dataclass(frozen=True, slots=True)
class NowView:
    """What is on: open polls with the reader's part, what comes next, and the newest results."""

    open: tuple[PollView, ...]
    next: tuple[PollLine, ...]
    results: tuple[PollLine, ...]
    is_voter: bool


def poll_line(session: Session, poll: Poll) -> PollLine:
    """The poll as a line; what is not announced has no result."""
    return poll_lines(session, [poll])[0]


def poll_lines(session: Session, polls: Sequence[Poll]) -> tuple[PollLine, ...]:
    """These polls as lines, in the same order."""
    titles = poll_titles(session, polls)
    return tuple(_line(session, poll, titles[poll.id]) for poll in polls)


def _line(session: Session, poll: Poll, title: Mapping[str, str]) -> PollLine:
    announced = poll.state is PollState.ANNOUNCED and poll.outcome is not None
    is_choice = poll.subject is PollSubject.CONTRADICTION
    is_over = poll.state is PollState.OPEN and not takes_ballots(poll.state, poll.closes_at, now())
    return PollLine(
        poll.id,
        poll.number,
        poll.subject,
        poll.state,
        poll.question,
        title,
        poll.closes_at,
        poll.closed_at,
        is_over,
        *participation(session, poll),
        bool(poll.outcome["adopted"]) if announced and poll.outcome and not is_choice else None,
        poll.annulled_reason,
        chosen_title(poll) if announced else None,
        poll.is_postponed,
    )


def participation(session: Session, poll: Poll) -> tuple[int, int]:
    """How many members have voted, of how many entitled; a counted poll has it in its outcome."""
    if poll.outcome is not None:
        seats = poll.outcome["seats"]
        entitled = sum(seats.values())
        return entitled - seats[Side.NOT_VOTED.value], entitled
    if poll.opened_at is None:
        return 0, 0
    return rows.count_ballots(session, poll.id), rows.count_roll(session, poll.id)


def list_polls(actor: Actor) -> tuple[PollLine, ...]:
    """All polls of the edition, newest first."""
    ensure_permitted(actor, Action.FOLLOW_POLLS, Subject(actor.edition_id))
    session = db.session()
    return poll_lines(session, polls_of(session, actor.edition_id)[::-1])


def read_poll(poll_id: UUID, actor: Actor) -> PollView:
    """The poll as this reader may see it.

    Raises:
        NotPermitted, NotFound.
    """
    ensure_permitted(actor, Action.FOLLOW_POLLS, Subject(actor.edition_id))
    session = db.session()
    poll = poll_in(session, actor.edition_id, poll_id)
    if poll is None:
        raise NotFound
    return view(session, poll, actor)


def what_is_on(actor: Actor) -> NowView:
    """What the reader can do now, what comes next, and what was decided last."""
    ensure_permitted(actor, Action.FOLLOW_POLLS, Subject(actor.edition_id))
    session = db.session()
    polls = polls_of(session, actor.edition_id)
    prepared = [poll for poll in polls if poll.state is PollState.PREPARED]
    return NowView(
        tuple(view(session, poll, actor) for poll in polls if poll.state is PollState.OPEN),
        poll_lines(session, prepared[:SHOWN_ON_NOW]),
        newest_results(session, polls),
        permits(actor, Action.CAST_BALLOT, Subject(actor.edition_id)),
    )


def newest_results(session: Session, polls: Sequence[Poll]) -> tuple[PollLine, ...]:
    """Of these polls the few announced last, newest first."""
    decided = [poll for poll in polls if poll.state is PollState.ANNOUNCED]
    decided.sort(key=lambda poll: poll.announced_at or poll.prepared_at, reverse=True)
    return poll_lines(session, decided[:SHOWN_ON_NOW])


def newest_on_stage(actor: Actor) -> PollView | None:
    """The poll the room looks at: the one the chair has moved last; never one that was only prepared."""
    ensure_permitted(actor, Action.FOLLOW_POLLS, Subject(actor.edition_id))
    session = db.session()
    staged = [poll for poll in polls_of(session, actor.edition_id) if _moved_at(poll) is not None]
    newest = max(staged, key=lambda poll: _moved_at(poll) or poll.prepared_at, default=None)
    return view(session, newest, actor) if newest else None


def _moved_at(poll: Poll) -> datetime | None:
    if poll.opened_at is None:
        return None
    return poll.annulled_at or poll.announced_at or poll.closed_at or poll.opened_at


def view(session: Session, poll: Poll, actor: Actor) -> PollView:
    """The poll with everything its page says to this actor."""
    line = poll_line(session, poll)
    is_public = poll.state is PollState.ANNOUNCED
    theme = session.get(Theme, poll.theme_id) if poll.theme_id else None
    return PollView(
        line,
        poll.majority,
        poll.quorum,
        poll.ballot_change,
        poll.theme_id,
        theme.title if theme else {},
        poll.unit_uid,
        text_of(poll),
        session.get_one(Edition, poll.edition_id).addressees,
        amendment_asked(session, poll),
        items_asked(session, poll),
        choice_of(poll),
        str(poll.text["sha256"]) if poll.subject is PollSubject.MANIFESTO else None,
        session.get_one(ManifestoRow, poll.manifesto_id).number if poll.manifesto_id else None,
        my_part(session, poll, actor),
        outcome_from_json(poll.outcome) if is_public and poll.outcome else None,
        tuple(rows.named_ballots(session, poll.id)) if is_public else (),
        _line_of(session, session.get(Poll, poll.repeats_id) if poll.repeats_id else None),
        _line_of(session, repetition_of(session, poll.id)),
        poll.state is not PollState.ANNULLED and permits(actor, Action.CONDUCT_POLL, Subject(poll.edition_id)),
    )


def _line_of(session: Session, poll: Poll | None) -> PollLine | None:
    return poll_line(session, poll) if poll else None


def my_part(session: Session, poll: Poll, actor: Actor) -> MyPart:
    """What the actor may do in the poll, with the ballot of the member whose vote they carry."""
    if actor.member_id is None or not permits(actor, Action.CAST_BALLOT, Subject(actor.edition_id)):
        return MyPart(Standing.NO_VOTE)
    right = rows.voting_right(session, (actor.edition_id, poll.id), (actor.person_id, actor.member_id))
    return MyPart(_standing(right), right.ballot) if right else MyPart(Standing.NO_VOTE)


def _standing(right: rows.VotingRight) -> Standing:
    if not takes_ballots(right.state, right.closes_at, now()):
        return Standing.NOT_OPEN
    if right.weight is None:
        return Standing.NOT_ON_ROLL
    if not right.is_there:
        return Standing.NOT_PRESENT
    if right.ballot is None:
        return Standing.MAY_VOTE
    return Standing.MAY_CHANGE if right.ballot_change else Standing.FINAL
