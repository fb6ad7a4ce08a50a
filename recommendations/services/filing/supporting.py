"""Members support amendments: once each, never their own; enough of them bring a waiting one to the table."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import cast
from uuid import UUID

from sqlalchemy.orm import Session

from recommendations.domain.amendments import AmendmentDecided, AmendmentState, StateReason
from recommendations.domain.canonical import Json
from recommendations.domain.editions import RuleSet, SupportUnit, rule_set
from recommendations.domain.filing import NotWaiting, OwnAmendment, SupportCounted
from recommendations.domain.people import Actor
from recommendations.domain.permissions import Action, Subject, ensure_permitted
from recommendations.services.amendments.own import own_amendment, record_on
from recommendations.services.facts import AmendmentChanged, tell
from recommendations.storage.amendments import Amendment, amendments_of_series
from recommendations.storage.database import now, transaction
from recommendations.storage.editions import Edition
from recommendations.storage.support import Support, support_of, supporters_of, supporting_members

WAITING_FOR_SUPPORT = frozenset({AmendmentState.SEEKING_SUPPORT, AmendmentState.LATE})


@dataclass(frozen=True, slots=True)
class Supporter:
    """A member that supports an amendment, and who said so for it."""

    member_id: UUID
    member: str
    country: str
    person: str
    at: datetime


def supporters(session: Session, amendment_id: UUID) -> tuple[Supporter, ...]:
    """Everybody who supports the amendment, oldest first."""
    return tuple(
        Supporter(member.id, member.name, member.country, person, support.at)
        for support, member, person in supporters_of(session, amendment_id)
    )


def supporters_needed(rules: RuleSet, state: AmendmentState) -> int:
    """How many an amendment in this state needs to be tabled; 0 where it waits for none."""
    if state is AmendmentState.LATE:
        return rules.late_amendment_supporters or 0
    return rules.supporters_required if state is AmendmentState.SEEKING_SUPPORT else 0


def supporters_counted(session: Session, row: Amendment) -> int:
    """How many support it as the rules count them, members or their countries; the proposer's member is not one."""
    return counts_of_supporters(session, [row])[row.id]


def counts_of_supporters(session: Session, rows: Sequence[Amendment]) -> dict[UUID, int]:
    """How many support each of these amendments of one edition, as ``supporters_counted`` counts them."""
    counted: dict[UUID, set[UUID | str]] = {row.id: set() for row in rows}
    if not rows:
        return {}
    unit = rule_set(session.get_one(Edition, rows[0].edition_id).rules).supporters_unit
    own = {row.id: row.member_id for row in rows}
    for amendment_id, member_id, country in supporting_members(session, counted):
        if member_id != own[amendment_id]:
            counted[amendment_id].add(country if unit is SupportUnit.COUNTRIES else member_id)
    return {amendment_id: len(others) for amendment_id, others in counted.items()}


def support_amendment(actor: Actor, amendment_id: UUID) -> None:
    """The actor's member supports the amendment, and everything filed with it as one wording. Idempotent.

    Raises:
        NotPermitted, NotFound.
        OwnAmendment: the actor's member has proposed it.
        AmendmentDecided: it can no longer come to a decision.
    """
    with transaction() as session:
        row = _supportable(session, actor, amendment_id)
        changed = [one for one in _series(session, row) if _support(session, one, actor)]
    for one in changed:
        tell(AmendmentChanged(one.edition_id, one.theme_id, one.id))


def _supportable(session: Session, actor: Actor, amendment_id: UUID) -> Amendment:
    row = own_amendment(session, actor, amendment_id)
    ensure_permitted(actor, Action.SUPPORT_AMENDMENT, Subject(row.edition_id, row.theme_id))
    if row.member_id == actor.member_id:
        raise OwnAmendment
    if not _may_gain(row):
        raise AmendmentDecided(label=row.label)
    return row


def _may_gain(row: Amendment) -> bool:
    return row.state.is_pending or row.state in WAITING_FOR_SUPPORT


def _series(session: Session, row: Amendment) -> Sequence[Amendment]:
    if row.series_id is None:
        return [row]
    return [one for one in amendments_of_series(session, row.series_id) if _may_gain(one)]


def _support(session: Session, row: Amendment, actor: Actor) -> bool:
    member_id = cast(UUID, actor.member_id)  # whoever may support carries a member's vote
    if support_of(session, row.id, member_id) is not None:
        return False
    session.add(Support(amendment_id=row.id, member_id=member_id, person_id=actor.person_id, at=now()))
    session.flush()
    record_on(session, row, "amendment-supported", {"member": str(member_id)}, actor)
    table_if_supported(session, row, actor)
    return True


def table_if_supported(session: Session, row: Amendment, actor: Actor) -> None:
    """A waiting amendment with enough supporters is tabled; any other one stays where it is."""
    rules = rule_set(session.get_one(Edition, row.edition_id).rules)
    counted = supporters_counted(session, row)
    if row.state in WAITING_FOR_SUPPORT and counted >= supporters_needed(rules, row.state):
        row.state, row.state_reason, row.state_code = AmendmentState.TABLED, "", StateReason.NONE
        record_on(session, row, "amendment-tabled", {"supporters": counted}, actor)


def withdraw_support(actor: Actor, amendment_id: UUID) -> None:
    """The actor's member no longer supports the waiting amendment. Idempotent.

    Raises:
        NotPermitted, NotFound.
        SupportCounted: it has been tabled, decided or withdrawn since.
    """
    with transaction() as session:
        row = own_amendment(session, actor, amendment_id)
        ensure_permitted(actor, Action.SUPPORT_AMENDMENT, Subject(row.edition_id, row.theme_id))
        if row.state not in WAITING_FOR_SUPPORT:
            raise SupportCounted(label=row.label)
        changed = [one for one in _series(session, row) if _take_back(session, one, actor)]
    for one in changed:
        tell(AmendmentChanged(one.edition_id, one.theme_id, one.id))


def _take_back(session: Session, row: Amendment, actor: Actor) -> bool:
    member_id = cast(UUID, actor.member_id)  # whoever may support carries a member's vote
    support = support_of(session, row.id, member_id)
    if support is None or row.state not in WAITING_FOR_SUPPORT:
        return False
    session.delete(support)
    session.flush()
    record_on(session, row, "amendment-support-withdrawn", {"member": str(member_id)}, actor)
    return True


def refuse_late(actor: Actor, amendment_id: UUID) -> None:
    """The chair ends the waiting: without enough supporters the amendment is not admitted (case 32).

    Raises:
        NotPermitted, NotFound.
        NotWaiting: it does not wait for supporters.
    """
    with transaction() as session:
        row = own_amendment(session, actor, amendment_id)
        ensure_permitted(actor, Action.JUDGE_AMENDMENT, Subject(row.edition_id, row.theme_id))
        if row.state not in WAITING_FOR_SUPPORT:
            raise NotWaiting(label=row.label)
        is_late = row.state is AmendmentState.LATE
        rules = rule_set(session.get_one(Edition, row.edition_id).rules)
        payload: dict[str, Json] = {
            "supporters": supporters_counted(session, row),
            "needed": supporters_needed(rules, row.state),
        }
        row.state, row.state_reason = AmendmentState.NOT_ADMITTED, ""
        row.state_code = StateReason.LATE if is_late else StateReason.TOO_FEW_SUPPORTERS
        record_on(session, row, "amendment-not-admitted", payload, actor)
    tell(AmendmentChanged(row.edition_id, row.theme_id, row.id))
