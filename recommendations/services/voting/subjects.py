"""What a poll is about, and what its opening, its decision and its annulment do to it."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy.orm import Session

from recommendations.domain.amendments import AmendmentState, StateReason
from recommendations.domain.canonical import Json
from recommendations.domain.outcomes import outcome_from_json
from recommendations.domain.people import Actor
from recommendations.domain.polls import DecisionIncorporated, PollState, PollSubject
from recommendations.domain.settling import SeparateVoteAsked
from recommendations.services.amendments.standings import exclusive_with
from recommendations.services.deciding.effects import settle_amendment, settle_block
from recommendations.services.deciding.parts import part_of
from recommendations.services.deciding.taking_back import take_back_block, take_back_decision
from recommendations.services.facts import Fact
from recommendations.services.manifesto.adopting import put_to_vote, settle_manifesto, take_back_manifesto
from recommendations.services.recording import record
from recommendations.services.voting.readiness import ensure_compatible, items_left
from recommendations.services.voting.wordings import labels
from recommendations.storage.amendments import Amendment, amendments_by_id, settled_with
from recommendations.storage.corrections import Contradiction
from recommendations.storage.manifestos import manifestos_of
from recommendations.storage.polls import Poll, polls_of
from recommendations.storage.voting_lists import PollItem, poll_items_of, separately_asked, take_item_out

_PUT = frozenset({PollState.OPEN, PollState.CLOSED, PollState.ANNOUNCED})


def amendments_of_poll(session: Session, poll: Poll) -> list[Amendment]:
    """The amendments that the poll decides, in their order; none if it is about something else."""
    ids = poll_items_of(session, poll.id) if poll.subject is PollSubject.BLOCK else [poll.amendment_id]
    rows = amendments_by_id(session, [one for one in ids if one is not None])
    return [rows[one] for one in ids if one is not None]


def choose_items(session: Session, poll: Poll, amendment_ids: Sequence[UUID]) -> None:
    """The stored poll decides on these amendments, all or none.

    Raises:
        Conflict: two of them exclude each other.
        SeparateVoteAsked: somebody wants a vote of its own on one of them (case 72).
    """
    rows = amendments_by_id(session, amendment_ids)
    apart = separately_asked(session, amendment_ids)
    if apart:
        raise SeparateVoteAsked(labels=labels([rows[one] for one in amendment_ids if one in apart]))
    ensure_compatible(session, list(rows.values()))
    for position, one in enumerate(dict.fromkeys(amendment_ids)):
        session.add(PollItem(poll_id=poll.id, amendment_id=one, position=position))
    session.flush()


def drop_items(session: Session, poll: Poll, actor: Actor) -> None:
    """What can no longer be voted in the block, or is wanted apart by now, is out of it before it opens (case 71)."""
    if poll.subject is not PollSubject.BLOCK:
        return
    left = {row.id for row in items_left(session, poll)}
    for row in amendments_of_poll(session, poll):
        if row.id not in left:
            take_item_out(session, poll.id, row.id)
            payload: dict[str, Json] = {"poll": str(poll.id), "number": poll.number, "label": row.label}
            record(session, poll.edition_id, "poll-item-taken-out", payload, actor)


def put(session: Session, poll: Poll, actor: Actor) -> None:
    """The question is before the assembly: its subject is in the vote."""
    for row in amendments_of_poll(session, poll):
        row.state, row.state_code, row.state_reason = AmendmentState.IN_VOTE, StateReason.NONE, ""
        if poll.part is not None:
            part_of(session, row, poll.part).state = AmendmentState.IN_VOTE
    if poll.manifesto_id is not None:
        put_to_vote(session, poll.manifesto_id, actor)


def postpone(session: Session, poll: Poll, figures: dict[str, Json], actor: Actor) -> None:
    """The poll's amendments wait for a quorum; everything else stands as it stood."""
    for row in amendments_of_poll(session, poll):
        if row.state is AmendmentState.ADMISSIBLE:
            row.state, row.state_code = AmendmentState.POSTPONED, StateReason.NO_QUORUM
            known: dict[str, Json] = {"amendment": str(row.id), "label": row.label}
            record(session, row.edition_id, "amendment-postponed", known | figures, actor)


def settle(session: Session, poll: Poll, *, adopted: bool, actor: Actor) -> list[Fact]:
    """The announced decision takes effect on its subject; what is to be told after the commit."""
    if poll.amendment_id is not None:
        return settle_amendment(session, poll.amendment_id, adopted=adopted, actor=actor, part=poll.part)
    if poll.subject is PollSubject.BLOCK:
        return settle_block(session, poll_items_of(session, poll.id), adopted=adopted, actor=actor)
    if poll.contradiction_id is not None:
        _choose(session, poll, actor)
    if poll.manifesto_id is not None:
        settle_manifesto(session, poll.manifesto_id, adopted=adopted, actor=actor)
    return []


def _choose(session: Session, poll: Poll, actor: Actor) -> None:
    """More votes for: the first stands; more against: the second; as many: the assembly has not chosen."""
    row = session.get_one(Contradiction, poll.contradiction_id)
    row.kept = outcome_from_json(poll.outcome or {}).chosen
    _record_choice(session, row, "contradiction-decided" if row.kept else "contradiction-undecided", actor)


def _record_choice(session: Session, row: Contradiction, kind: str, actor: Actor) -> None:
    payload: dict[str, Json] = {"contradiction": str(row.id), "kept": row.kept}
    record(session, row.edition_id, kind, payload, actor)


def take_back(session: Session, poll: Poll, actor: Actor) -> list[Fact]:
    """The poll is annulled before or after its announcement: its subject waits for a new poll.

    Raises:
        DecisionIncorporated: the adopted amendment is in the text, or the manifesto's text builds on the decision.
        AlreadySigned: the manifesto voted on has been signed.
    """
    if poll.state is PollState.ANNOUNCED and poll.subject is not PollSubject.MANIFESTO:
        _ensure_nothing_builds_on(session, poll)
    return [] if poll.state is PollState.PREPARED else _taken_back(session, poll, actor)


def _taken_back(session: Session, poll: Poll, actor: Actor) -> list[Fact]:
    if poll.amendment_id is not None:
        return take_back_decision(session, poll.amendment_id, actor=actor, part=poll.part)
    if poll.subject is PollSubject.BLOCK:
        return take_back_block(session, poll_items_of(session, poll.id), actor=actor)
    if poll.contradiction_id is not None:
        row = session.get_one(Contradiction, poll.contradiction_id)
        row.kept = ""
        _record_choice(session, row, "contradiction-reopened", actor)
    if poll.manifesto_id is not None:
        take_back_manifesto(session, poll.manifesto_id, actor)
    return []


def _ensure_nothing_builds_on(session: Session, poll: Poll) -> None:
    rows = amendments_of_poll(session, poll)
    rivals = [rival for row in rows for rival in exclusive_with(session, row.id)]
    is_built_on = (
        any(row.state.is_built_on for row in manifestos_of(session, poll.edition_id))
        or any(rival.state.is_in_text for rival in rivals)
        or _is_text_put(session, poll, rows)
    )
    if is_built_on:
        raise DecisionIncorporated


def _is_text_put(session: Session, poll: Poll, rows: Sequence[Amendment]) -> bool:
    """Whether a text that one of the decided amendments is, or is not, part of was put to the vote."""
    decided = [*rows, *(other for row in rows for other in settled_with(session, row.id))]
    units = {(row.theme_id, row.unit_uid) for row in decided}
    others = [other for other in polls_of(session, poll.edition_id) if other.state in _PUT]
    is_voted = any(o.subject is PollSubject.RECOMMENDATION and (o.theme_id, o.unit_uid) in units for o in others)
    return is_voted or any(_votes_later_part(other, poll) for other in others)


def _votes_later_part(other: Poll, poll: Poll) -> bool:
    if poll.part is None or other.part is None or other.amendment_id != poll.amendment_id:
        return False
    return other.part > poll.part
