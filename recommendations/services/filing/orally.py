"""Oral amendments: members object, or the chair counts; with fewer objections than the rule's it is adopted."""

from typing import cast
from uuid import UUID

from recommendations.domain.amendments import AmendmentState, Procedure, StateReason
from recommendations.domain.canonical import Json
from recommendations.domain.editions import rule_set
from recommendations.domain.filing import NotOral, OralNotAllowed, OwnAmendment
from recommendations.domain.people import Actor
from recommendations.domain.permissions import Action, Subject, ensure_permitted
from recommendations.services.amendments.own import own_amendment, record_on
from recommendations.services.deciding.effects import adopt_without_vote
from recommendations.services.deciding.sub_amendments import fell_sub_amendments
from recommendations.services.facts import AmendmentChanged, Fact, tell, tell_all
from recommendations.storage.amendments import Amendment
from recommendations.storage.database import now, transaction
from recommendations.storage.editions import Edition
from recommendations.storage.support import Objection, objection_of, objections_to

OPEN_TO_OBJECTIONS = frozenset({AmendmentState.TABLED, AmendmentState.ADMISSIBLE})


def _ensure_oral(row: Amendment) -> None:
    if row.procedure is not Procedure.ORAL or row.state not in OPEN_TO_OBJECTIONS:
        raise NotOral(label=row.label)


def object_to(actor: Actor, amendment_id: UUID) -> None:
    """The actor's member objects to the oral amendment being taken; once, however often it is said.

    Raises:
        NotPermitted, NotFound.
        NotOral: it is no oral amendment, or it is settled.
        OwnAmendment: the actor's member has moved it.
    """
    with transaction() as session:
        row = own_amendment(session, actor, amendment_id)
        ensure_permitted(actor, Action.OBJECT_TO_AMENDMENT, Subject(row.edition_id, row.theme_id))
        _ensure_oral(row)
        member_id = cast(UUID, actor.member_id)  # whoever may object carries a member's vote
        if row.member_id == member_id:
            raise OwnAmendment
        if objection_of(session, row.id, member_id) is not None:
            return
        session.add(Objection(amendment_id=row.id, member_id=member_id, person_id=actor.person_id, at=now()))
        record_on(session, row, "amendment-objected", {"member": str(member_id)}, actor)
    tell(AmendmentChanged(row.edition_id, row.theme_id, row.id))


def settle_oral(actor: Actor, amendment_id: UUID, *, objections: int | None = None) -> bool:
    """Whether the oral amendment is adopted, without a poll: fewer members object than the rule asks for.

    ``objections`` are those that the chair counted in the room; without them those sent in count, and never fewer.

    Raises:
        NotPermitted, NotFound.
        NotOral: it is no oral amendment, or it is settled.
        OralNotAllowed: the rules have been changed since it was moved.
        Conflict: an adopted amendment has settled these words since.
    """
    with transaction() as session:
        row = own_amendment(session, actor, amendment_id)
        ensure_permitted(actor, Action.JUDGE_AMENDMENT, Subject(row.edition_id, row.theme_id))
        _ensure_oral(row)
        threshold = rule_set(session.get_one(Edition, row.edition_id).rules).oral_amendment_objection_threshold
        if threshold is None:
            raise OralNotAllowed
        counted = max(objections or 0, objections_to(session, row.id))
        is_taken = counted < threshold
        payload: dict[str, Json] = {"objections": counted, "threshold": threshold}
        record_on(session, row, "amendment-objections-counted", payload, actor)
        facts: list[Fact] = []
        if is_taken:
            facts = adopt_without_vote(session, row, actor)
        else:
            row.state, row.state_reason, row.state_code = AmendmentState.NOT_ADMITTED, "", StateReason.OBJECTED
            record_on(session, row, "amendment-not-admitted", payload, actor)
            fell_sub_amendments(session, row, actor)
    tell_all(facts or [AmendmentChanged(row.edition_id, row.theme_id, row.id)])
    return is_taken
