"""The chair's desk: what can be put to the vote, what is prepared, open, closed, and what follows from it."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy.orm import Session

from recommendations.domain.editions import rule_set
from recommendations.domain.outcomes import Outcome, outcome_from_json
from recommendations.domain.people import Actor
from recommendations.domain.permissions import Action, Subject, ensure_permitted, permits
from recommendations.domain.polls import PollState
from recommendations.domain.quorum import Attendance, QuorumVerdict, quorum
from recommendations.domain.refusals import Refused
from recommendations.services.voting.candidates import CandidateGroup, candidate_groups, theme_lists
from recommendations.services.voting.electorate import attendance, mandates
from recommendations.services.voting.list_notice import ensure_notice
from recommendations.services.voting.list_pages import ListLine
from recommendations.services.voting.pages import PollLine, newest_results, poll_line
from recommendations.services.voting.readiness import ensure_ready
from recommendations.services.voting.titles import chosen_title
from recommendations.storage.database import db
from recommendations.storage.editions import Edition
from recommendations.storage.polls import Poll, polls_of


@dataclass(frozen=True, slots=True)
class DeskPoll:
    """An undecided poll on the desk; ``listed`` says what follows from it, ``obstacle`` why it cannot be opened.

    ``outcome`` is what the chair will announce, known to the chair alone once the poll is closed; of a choice
    between two, ``stands`` is the title of what was chosen.
    """

    line: PollLine
    listed: ListLine | None = None
    obstacle: Refused | None = None
    outcome: Outcome | None = None
    quorum: QuorumVerdict | None = None
    stands: Mapping[str, str] | None = None

    @property
    def is_thin(self) -> bool:
        """Whether less than half of the votes entitled were cast for or against: the chair is warned (case 49)."""
        return self.outcome is not None and 2 * self.outcome.cast < self.outcome.entitled


@dataclass(frozen=True, slots=True)
class DeskView:
    """The whole desk; ``mandates`` counts the members that may vote in a poll opened now.

    ``announced`` are the newest results; so many objections stop an oral amendment.
    """

    polls: tuple[DeskPoll, ...]
    groups: tuple[CandidateGroup, ...]
    announced: tuple[PollLine, ...]
    mandates: int
    attendance: Attendance
    may_conduct: bool
    stopping_objections: int | None = None


def read_desk(actor: Actor) -> DeskView:
    """The desk of this edition.

    Raises:
        NotPermitted.
    """
    ensure_permitted(actor, Action.PREPARE_POLL, Subject(actor.edition_id))
    session = db.session()
    roll = mandates(session, actor.edition_id)
    there = attendance(session, actor.edition_id, roll)
    polls = polls_of(session, actor.edition_id)
    may_conduct = permits(actor, Action.CONDUCT_POLL, Subject(actor.edition_id))
    # What is under way stands before what is only prepared: the chair's next act is on top.
    undecided = sorted(
        (poll for poll in polls if poll.state.is_undecided), key=lambda poll: poll.state is PollState.PREPARED
    )
    edition = session.get_one(Edition, actor.edition_id)
    lists = theme_lists(session, edition)
    listed = {line.poll_id: line for one in lists for line in one.lines}
    return DeskView(
        tuple(_desk_poll(session, poll, there, listed.get(poll.id), may_conduct=may_conduct) for poll in undecided),
        candidate_groups(session, edition, lists, polls),
        newest_results(session, polls),
        len(roll),
        there,
        may_conduct,
        rule_set(edition.rules).oral_amendment_objection_threshold,
    )


def _desk_poll(
    session: Session, poll: Poll, there: Attendance, listed: ListLine | None, *, may_conduct: bool
) -> DeskPoll:
    is_prepared = poll.state is PollState.PREPARED
    is_counted = may_conduct and poll.state is PollState.CLOSED and poll.outcome is not None
    return DeskPoll(
        poll_line(session, poll),
        listed,
        _obstacle(session, poll) if is_prepared else None,
        outcome_from_json(poll.outcome) if is_counted and poll.outcome else None,
        quorum(there, poll.quorum) if is_prepared else None,
        chosen_title(poll) if is_counted else None,
    )


def _obstacle(session: Session, poll: Poll) -> Refused | None:
    try:
        ensure_ready(session, poll)
        ensure_notice(session, poll)
    except Refused as refusal:
        return refusal
    return None
