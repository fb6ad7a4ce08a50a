"""Who carries an amendment through the debate: withdrawn, taken over by others, or moved by nobody."""

from datetime import timedelta
from uuid import UUID

from sqlalchemy.orm import Session

from recommendations.domain.amendments import (
    AmendmentDecided,
    AmendmentState,
    NotTabled,
    PollAlreadyOpen,
    Procedure,
    StateReason,
)
from recommendations.domain.canonical import Json
from recommendations.domain.editions import rule_set
from recommendations.domain.filing import AuthorPresent, NotWithdrawn, OwnWithdrawal, TakeoverTooLate
from recommendations.domain.people import Actor
from recommendations.domain.permissions import Action, Subject, ensure_permitted
from recommendations.services.amendments.own import ensure_own, own_amendment, record_on
from recommendations.services.deciding import compromising
from recommendations.services.deciding.falling import ensure_fits
from recommendations.services.deciding.sub_amendments import fell_sub_amendments, go_on, raise_sub_amendments
from recommendations.services.facts import AmendmentChanged, Fact, tell, tell_all
from recommendations.storage.amendments import Amendment
from recommendations.storage.database import now, transaction
from recommendations.storage.editions import Edition
from recommendations.storage.participants import present_of_member
from recommendations.storage.people import Person

NOT_CARRIED = frozenset({AmendmentState.WITHDRAWN, AmendmentState.NOT_MOVED})


def withdraw_amendment(actor: Actor, amendment_id: UUID) -> None:
    """The amendment is withdrawn by its proposer's member or the secretariat.

    Its sub-amendments fall; what a withdrawn compromise would have replaced goes on (case 12).

    Raises:
        NotPermitted, NotFound.
        PollAlreadyOpen: the question belongs to the assembly (case 28).
        AmendmentDecided: it was decided, withdrawn before, or has fallen.
    """
    with transaction() as session:
        row = own_amendment(session, actor, amendment_id)
        ensure_own(row, actor, Action.WITHDRAW_AMENDMENT)
        if row.state is AmendmentState.IN_VOTE:
            raise PollAlreadyOpen(label=row.label)
        if not row.state.is_withdrawable:
            raise AmendmentDecided(label=row.label)
        _put_down(session, row, AmendmentState.WITHDRAWN)
        record_on(session, row, "amendment-withdrawn", {}, actor)
        facts = let_go(session, row, actor)
    tell_all([AmendmentChanged(row.edition_id, row.theme_id, row.id), *facts])


def _put_down(session: Session, row: Amendment, state: AmendmentState) -> None:
    # A merged amendment keeps the state that it had before the compromise.
    row.returns_to = row.returns_to if row.state is AmendmentState.MERGED else row.state
    row.state, row.state_reason, row.state_code = state, "", StateReason.NONE
    row.withdrawn_at = now()
    session.flush()


def let_go(session: Session, row: Amendment, actor: Actor) -> list[Fact]:
    """What depended on an amendment that does not go on: its sub-amendments fall, what it replaced goes on."""
    fell_sub_amendments(session, row, actor)
    return compromising.revive(session, row, actor) if row.procedure is Procedure.COMPROMISE else []


def mark_not_moved(actor: Actor, amendment_id: UUID) -> None:
    """Nobody in the room moves the amendment; any voting delegate may still take it over at once (case 30).

    Raises:
        NotPermitted, NotFound.
        NotTabled: it does not wait for its vote.
        AuthorPresent: somebody of the proposing member is in the room.
    """
    with transaction() as session:
        row = own_amendment(session, actor, amendment_id)
        ensure_permitted(actor, Action.JUDGE_AMENDMENT, Subject(row.edition_id, row.theme_id))
        if row.state is not AmendmentState.ADMISSIBLE:
            raise NotTabled(label=row.label)
        author = _author_in_the_room(session, row)
        if author is not None:
            raise AuthorPresent(name=author.name)
        _put_down(session, row, AmendmentState.NOT_MOVED)
        record_on(session, row, "amendment-not-moved", {}, actor)
        facts = let_go(session, row, actor)
    tell_all([AmendmentChanged(row.edition_id, row.theme_id, row.id), *facts])


def _author_in_the_room(session: Session, row: Amendment) -> Person | None:
    if row.member_id is not None:
        return present_of_member(session, row.member_id)
    person = session.get_one(Person, row.person_id)
    return person if person.present else None


def take_over_amendment(actor: Actor, amendment_id: UUID) -> None:
    """The withdrawn or unmoved amendment goes on under a new proposer of record; the record keeps both (case 27).

    Raises:
        NotPermitted, NotFound.
        NotWithdrawn: it has a proposer, or was decided.
        OwnWithdrawal: the actor's own member has withdrawn it.
        TakeoverTooLate: nobody took it over at once (case 29).
        Conflict: an adopted amendment has settled these words since.
    """
    with transaction() as session:
        row = own_amendment(session, actor, amendment_id)
        ensure_permitted(actor, Action.TAKE_OVER_AMENDMENT, Subject(row.edition_id, row.theme_id))
        if row.state not in NOT_CARRIED:
            raise NotWithdrawn(label=row.label)
        if was_withdrawn_by(row, actor):
            raise OwnWithdrawal(label=row.label)
        _ensure_at_once(session, row)
        ensure_fits(session, row)
        payload = _change_of_hands(row, actor)
        _take_up(session, row)
        record_on(session, row, "amendment-taken-over", payload, actor)
        raise_sub_amendments(session, row, actor)
    tell(AmendmentChanged(row.edition_id, row.theme_id, row.id))


def was_withdrawn_by(row: Amendment, actor: Actor) -> bool:
    """Whether the actor's own member has withdrawn it; what nobody moved, its own member may move after all."""
    return row.state is AmendmentState.WITHDRAWN and row.member_id is not None and row.member_id == actor.member_id


def _ensure_at_once(session: Session, row: Amendment) -> None:
    minutes = rule_set(session.get_one(Edition, row.edition_id).rules).takeover_minutes
    if row.withdrawn_at is None or now() > row.withdrawn_at + timedelta(minutes=minutes):
        raise TakeoverTooLate(minutes=minutes)


def _change_of_hands(row: Amendment, actor: Actor) -> dict[str, Json]:
    known: dict[str, Json] = {
        "from_member": str(row.member_id) if row.member_id else None,
        "from_person": str(row.person_id),
        "member": str(actor.member_id),
        "person": str(actor.person_id),
    }
    row.member_id, row.person_id = actor.member_id, actor.person_id
    return known


def _take_up(session: Session, row: Amendment) -> None:
    go_on(session, row)
    row.withdrawn_at = None
    session.flush()
