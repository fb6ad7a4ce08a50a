"""The acts of a poll: prepared, opened, voted, closed, announced, annulled.

Every act on a poll goes through the one writer, like every ballot: what is recorded first comes first.
"""

from datetime import timedelta
from functools import partial
from uuid import UUID

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from recommendations.domain.canonical import Json
from recommendations.domain.editions import rule_set
from recommendations.domain.figures import exact_text, spoken
from recommendations.domain.outcomes import outcome_to_json
from recommendations.domain.people import Actor
from recommendations.domain.permissions import Action, Subject, ensure_permitted
from recommendations.domain.polls import (
    Choice,
    Majority,
    NobodyEntitled,
    NotOnTheRoll,
    PollAnnulled,
    PollNotClosed,
    PollNotOpen,
    PollNotPrepared,
    PollState,
    QuorumMissing,
    ReasonMissing,
    takes_ballots,
)
from recommendations.domain.proposals import ensure_short
from recommendations.domain.quorum import quorum
from recommendations.domain.settling import QuorumThere
from recommendations.services.facts import BallotCast, Fact, tell, tell_all
from recommendations.services.voting.conducting import conducted, facts_of, record_poll, repeated_poll
from recommendations.services.voting.electorate import attendance, freeze_roll, mandates
from recommendations.services.voting.list_notice import ensure_notice
from recommendations.services.voting.readiness import ensure_ready
from recommendations.services.voting.subjects import choose_items, drop_items, postpone, put, settle, take_back
from recommendations.services.voting.tallying import Paper, Receipt, ballots_digest, count, take_ballot
from recommendations.services.voting.targets import Target, target_of
from recommendations.services.voting.wordings import Wording, wording
from recommendations.storage.ballots import count_ballots
from recommendations.storage.database import db, now, transaction
from recommendations.storage.editions import Edition
from recommendations.storage.polls import Poll, due_polls, last_poll_number, lock_poll
from recommendations.storage.record import lock_chain
from recommendations.storage.writer import submit


def prepare_poll(target: Target, actor: Actor, *, majority: Majority | None = None) -> UUID:
    """The id of a new prepared poll on the target, under the next number and the edition's rules.

    ``majority`` is what the statutes ask for this one question, if it is not the rule set's; the record says so.
    It repeats the annulled poll on the same subject, if there is one.

    Raises:
        NotPermitted, NotFound, PollPending.
        Conflict, SeparateVoteAsked: of a block, if not all of it can be decided as one.
    """
    with transaction() as session:
        lock_chain(session, actor.edition_id)
        edition = session.get_one(Edition, actor.edition_id)
        words = wording(session, edition, target)
        ensure_permitted(actor, Action.PREPARE_POLL, Subject(actor.edition_id, words.theme_id))
        poll = _new_poll(session, edition, target, words)
        poll.majority = majority or poll.majority
        poll.repeats_id = repeated_poll(session, poll, target)
        session.add(poll)
        session.flush()
        choose_items(session, poll, target.amendment_ids)
        act: dict[str, Json] = {"question": poll.question, "majority": poll.majority.value, "quorum": poll.quorum.value}
        record_poll(session, poll, act | {"subject": poll.subject.value, "text": poll.text}, actor)
        facts = facts_of(session, poll)
    tell_all(facts)
    return poll.id


def _new_poll(session: Session, edition: Edition, target: Target, words: Wording) -> Poll:
    rules = rule_set(edition.rules)
    return Poll(
        edition_id=edition.id,
        number=last_poll_number(session, edition.id) + 1,
        subject=target.subject,
        theme_id=words.theme_id,
        revision_id=words.revision_id,
        unit_uid=words.unit_uid,
        amendment_id=target.amendment_id,
        part=target.part,
        manifesto_id=target.manifesto_id,
        contradiction_id=target.contradiction_id,
        question=dict(words.question),
        text=dict(words.text),
        state=PollState.PREPARED,
        majority=rules.majority(target.subject),
        quorum=rules.quorum,
        ballot_change=rules.ballot_change_until_close,
        prepared_at=now(),
    )


def open_poll(poll_id: UUID, actor: Actor, *, seconds: int | None = None) -> None:
    """The poll takes ballots; text and roll are frozen. It closes by itself after ``seconds``, if given.

    Raises:
        NotPermitted, NotFound, PollNotPrepared, SubjectNotReady, RivalInVote, AmendmentsPending, ListNotPublished.
        QuorumMissing: the poll stays prepared and may be opened when more are there (case 59).
        NobodyEntitled.
    """
    tell_all(submit(partial(_open, poll_id=poll_id, actor=actor, seconds=seconds), is_act=True))


def _open(session: Session, *, poll_id: UUID, actor: Actor, seconds: int | None) -> list[Fact]:
    poll = conducted(session, poll_id, actor)
    if poll.state is not PollState.PREPARED:
        raise PollNotPrepared
    ensure_notice(session, poll)
    ensure_ready(session, poll)
    act = _freeze_electorate(session, poll)
    drop_items(session, poll, actor)
    edition = session.get_one(Edition, poll.edition_id)
    words = wording(session, edition, target_of(session, poll))
    poll.question, poll.text, poll.revision_id = dict(words.question), dict(words.text), words.revision_id
    poll.state, poll.opened_at = PollState.OPEN, now()
    poll.closes_at = poll.opened_at + timedelta(seconds=seconds) if seconds else None
    put(session, poll, actor)
    closes_at = poll.closes_at.isoformat() if poll.closes_at else None
    record_poll(session, poll, act | {"question": poll.question, "text": poll.text, "closes_at": closes_at}, actor)
    return facts_of(session, poll)


def _freeze_electorate(session: Session, poll: Poll) -> dict[str, Json]:
    roll = mandates(session, poll.edition_id)
    if not roll:
        raise NobodyEntitled
    there = attendance(session, poll.edition_id, roll)
    reached = quorum(there, poll.quorum)
    if not reached.is_reached:
        raise QuorumMissing(counted=spoken(reached.counted), required=spoken(reached.required))
    poll.members, poll.present, poll.represented = there.members, there.present, there.represented
    freeze_roll(session, poll.id, roll)
    return {
        "members": exact_text(there.members),
        "present": exact_text(there.present),
        "represented": exact_text(there.represented),
        "roll": [[str(m.member_id), str(m.person_id), exact_text(m.weight)] for m in roll],
    }


def cast_ballot(poll_id: UUID, actor: Actor, choice: Choice, *, key: str) -> Receipt:
    """The receipt of the member's ballot, which is on disk; the same key and choice have the same receipt.

    Raises:
        NotPermitted, NotFound, PollClosed, NotOnTheRoll, NotPresent, BallotFinal, BallotKeyReused.
    """
    ensure_permitted(actor, Action.CAST_BALLOT, Subject(actor.edition_id, member_id=actor.member_id))
    if actor.member_id is None:  # pragma: no cover - the permission asks for a member
        raise NotOnTheRoll
    job = partial(take_ballot, paper=Paper(poll_id, actor.member_id, choice, key), actor=actor)
    try:
        receipt = submit(job)
    except IntegrityError:
        # Another process recorded this member's ballot between our look and our insert: look again.
        receipt = submit(job)
    tell(BallotCast(actor.edition_id, poll_id, receipt.cast))
    return receipt


def close_poll(poll_id: UUID, actor: Actor) -> None:
    """The poll is closed and counted: a ballot is in the count if and only if it was recorded before.

    Raises:
        NotPermitted, NotFound, PollNotOpen.
    """
    tell_all(submit(partial(_close, poll_id=poll_id, actor=actor), is_act=True))


def _close(session: Session, *, poll_id: UUID, actor: Actor) -> list[Fact]:
    poll = conducted(session, poll_id, actor)
    if poll.state is not PollState.OPEN:
        raise PollNotOpen
    return _count_and_close(session, poll, actor)


def close_due_polls(edition_id: UUID) -> None:
    """Every poll of the edition whose time is over is closed, at that time and by the clock alone."""
    for poll_id in due_polls(db.session(), edition_id, now()):
        tell_all(submit(partial(_close_by_clock, edition_id=edition_id, poll_id=poll_id), is_act=True))


def _close_by_clock(session: Session, *, edition_id: UUID, poll_id: UUID) -> list[Fact]:
    poll = lock_poll(session, edition_id, poll_id)
    if poll is None or poll.state is not PollState.OPEN:
        return []
    return _count_and_close(session, poll, None)


def _count_and_close(session: Session, poll: Poll, actor: Actor | None) -> list[Fact]:
    at = now()
    is_over = not takes_ballots(poll.state, poll.closes_at, at)
    poll.state, poll.closed_at = PollState.CLOSED, poll.closes_at if is_over else at
    poll.outcome = dict(outcome_to_json(count(session, poll)))
    ballots = count_ballots(session, poll.id)
    record_poll(session, poll, {"ballots": ballots, "sha256": ballots_digest(session, poll.id)}, actor)
    return facts_of(session, poll)


def announce_poll(poll_id: UUID, actor: Actor) -> None:
    """The result is public and has taken effect on its amendment, recommendation or manifesto.

    Raises:
        NotPermitted, NotFound, PollNotClosed.
    """
    tell_all(submit(partial(_announce, poll_id=poll_id, actor=actor), is_act=True))


def _announce(session: Session, *, poll_id: UUID, actor: Actor) -> list[Fact]:
    poll = conducted(session, poll_id, actor)
    if poll.state is not PollState.CLOSED or poll.outcome is None:
        raise PollNotClosed
    poll.state, poll.announced_at = PollState.ANNOUNCED, now()
    adopted = bool(poll.outcome["adopted"])
    record_poll(session, poll, {"outcome": poll.outcome}, actor)
    return facts_of(session, poll) + settle(session, poll, adopted=adopted, actor=actor)


def annul_poll(poll_id: UUID, actor: Actor, *, reason: str) -> None:
    """The poll does not count, whatever it said; its subject waits for a new poll. The minutes keep both (R21).

    Raises:
        NotPermitted, NotFound, ReasonMissing, TextTooLong, PollAnnulled.
        DecisionIncorporated, AlreadySigned: what builds on the announced decision cannot be undone this way.
    """
    tell_all(submit(partial(_annul, poll_id=poll_id, actor=actor, reason=reason.strip()), is_act=True))


def _annul(session: Session, *, poll_id: UUID, actor: Actor, reason: str) -> list[Fact]:
    poll = conducted(session, poll_id, actor)
    if poll.state is PollState.ANNULLED:
        raise PollAnnulled
    if not reason:
        raise ReasonMissing
    ensure_short(reason)
    before = poll.state
    reopened = take_back(session, poll, actor)
    poll.state, poll.annulled_at, poll.annulled_reason = PollState.ANNULLED, now(), reason
    record_poll(session, poll, {"reason": reason, "was": before.value}, actor)
    return facts_of(session, poll) + reopened


def postpone_poll(poll_id: UUID, actor: Actor) -> None:
    """Too few are there: the question waits for a quorum, and the poll stays prepared (cases 59, 61).

    Raises:
        NotPermitted, NotFound, PollNotPrepared.
        QuorumThere: enough are there for a valid decision.
    """
    tell_all(submit(partial(_postpone, poll_id=poll_id, actor=actor), is_act=True))


def _postpone(session: Session, *, poll_id: UUID, actor: Actor) -> list[Fact]:
    poll = conducted(session, poll_id, actor)
    if poll.state is not PollState.PREPARED:
        raise PollNotPrepared
    there = attendance(session, poll.edition_id, mandates(session, poll.edition_id))
    reached = quorum(there, poll.quorum)
    if reached.is_reached:
        raise QuorumThere
    figures: dict[str, Json] = {"counted": exact_text(reached.counted), "required": exact_text(reached.required)}
    poll.postponed_at = now()
    postpone(session, poll, figures, actor)
    record_poll(session, poll, figures, actor, "poll-postponed")
    return facts_of(session, poll)
