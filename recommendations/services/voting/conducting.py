"""What every act on a poll has in common: who conducts it, what the record keeps of it, and what is told after it."""

from uuid import UUID

from sqlalchemy.orm import Session

from recommendations.domain.canonical import Json
from recommendations.domain.people import Actor
from recommendations.domain.permissions import Action, Subject, ensure_permitted
from recommendations.domain.polls import PollPending, PollState, PollSubject
from recommendations.domain.refusals import NotFound
from recommendations.services.facts import AmendmentChanged, Fact, ManifestoChanged, PollChanged
from recommendations.services.recording import record
from recommendations.services.voting.subjects import amendments_of_poll
from recommendations.services.voting.targets import Target
from recommendations.storage.polls import Poll, lock_poll, polls_like, polls_of
from recommendations.storage.voting_lists import poll_items_of

EVENTS = {
    PollState.PREPARED: "poll-prepared",
    PollState.OPEN: "poll-opened",
    PollState.CLOSED: "poll-closed",
    PollState.ANNOUNCED: "poll-announced",
    PollState.ANNULLED: "poll-annulled",
}


def conducted(session: Session, poll_id: UUID, actor: Actor) -> Poll:
    """The poll, locked, if the actor conducts it.

    Raises:
        NotPermitted, NotFound.
    """
    poll = lock_poll(session, actor.edition_id, poll_id)
    if poll is None:
        raise NotFound
    ensure_permitted(actor, Action.CONDUCT_POLL, Subject(actor.edition_id, poll.theme_id))
    return poll


def record_poll(session: Session, poll: Poll, act: dict[str, Json], actor: Actor | None, kind: str = "") -> None:
    """The record keeps the act that has brought the poll into its state, or one of this kind."""
    payload: dict[str, Json] = {"poll": str(poll.id), "number": poll.number, **act}
    record(session, poll.edition_id, kind or EVENTS[poll.state], payload, actor)


def facts_of(session: Session, poll: Poll) -> list[Fact]:
    """What is to be told after any act on this poll: the poll, and its subject's new state."""
    facts: list[Fact] = [PollChanged(poll.edition_id, poll.id)]
    rows = amendments_of_poll(session, poll)
    facts += [AmendmentChanged(poll.edition_id, row.theme_id, row.id) for row in rows]
    if poll.manifesto_id is not None:
        facts.append(ManifestoChanged(poll.edition_id, poll.manifesto_id))
    return facts


def repeated_poll(session: Session, poll: Poll, target: Target) -> UUID | None:
    """The annulled poll on the same subject that the new one, not yet stored, repeats.

    Raises:
        PollPending: an undecided poll decides on the same thing already.
    """
    asked = set(target.amendment_ids)
    earlier = polls_like(session, poll)
    if poll.subject is PollSubject.BLOCK:
        earlier = [other for other in earlier if set(poll_items_of(session, other.id)) == asked]
    undecided = [other for other in polls_of(session, poll.edition_id) if other.state.is_undecided]
    if any(other in earlier or _shares_amendments(session, other, target) for other in undecided):
        raise PollPending
    return earlier[-1].id if earlier and earlier[-1].state is PollState.ANNULLED else None


def _shares_amendments(session: Session, other: Poll, target: Target) -> bool:
    """Whether one of the two is a block that decides on an amendment of the other."""
    if other.subject is PollSubject.BLOCK:
        return bool(set(poll_items_of(session, other.id)) & {*target.amendment_ids, target.amendment_id})
    return other.amendment_id in target.amendment_ids
