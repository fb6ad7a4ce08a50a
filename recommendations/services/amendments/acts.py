"""What a reader may do with an amendment now, and what these acts depend on: supporters, minutes, objections."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy.orm import Session

from recommendations.domain.amendments import AmendmentState, Consent, LinkKind, Procedure
from recommendations.domain.editions import RuleSet, SupportUnit, rule_set
from recommendations.domain.people import Actor
from recommendations.domain.permissions import Action, Subject, ensure_permitted, permits
from recommendations.services.amendments.own import acts_for_proposer, known_amendment
from recommendations.services.amendments.views import Other, named
from recommendations.services.filing.grounds import AMENDABLE
from recommendations.services.filing.moving import NOT_CARRIED, was_withdrawn_by
from recommendations.services.filing.orally import OPEN_TO_OBJECTIONS
from recommendations.services.filing.supporting import (
    WAITING_FOR_SUPPORT,
    Supporter,
    supporters,
    supporters_counted,
    supporters_needed,
)
from recommendations.storage.amendment_index import movers_of
from recommendations.storage.amendments import Amendment, amendments_by_id
from recommendations.storage.database import db, now
from recommendations.storage.editions import Edition
from recommendations.storage.links import AmendmentLink, links_of
from recommendations.storage.support import objection_of, objections_to


@dataclass(frozen=True, slots=True)
class SupportView:
    """Who supports the amendment; ``needed`` is 0 where it waits for nobody, ``counted`` as the rules count."""

    supporters: tuple[Supporter, ...]
    counted: int
    needed: int
    by_countries: bool
    is_own: bool
    may_support: bool
    may_end: bool
    may_refuse: bool


@dataclass(frozen=True, slots=True)
class TakeoverView:
    """Until when the withdrawn or unmoved amendment can be taken over, and whether the reader may."""

    until: datetime
    is_over: bool
    may_take_over: bool


@dataclass(frozen=True, slots=True)
class OralView:
    """Objections to an oral amendment: with ``threshold`` of them it is not taken."""

    objections: int
    threshold: int | None
    has_objected: bool
    may_object: bool
    may_settle: bool


@dataclass(frozen=True, slots=True)
class ConsentAsked:
    """What one author says of the compromise that would replace the own amendment."""

    compromise: Other
    amendment: Other
    member: str
    consent: Consent
    may_answer: bool


@dataclass(frozen=True, slots=True)
class Acts:
    """Everything that can be done with one amendment, for one reader."""

    id: UUID
    label: str
    theme_id: UUID
    state: AmendmentState
    procedure: Procedure
    support: SupportView | None
    takeover: TakeoverView | None
    oral: OralView | None
    consents: tuple[ConsentAsked, ...]
    is_officers: bool
    may_withdraw: bool
    may_mark_not_moved: bool
    may_rebase: bool
    may_amend: bool


def acts_on(actor: Actor, amendment_id: UUID) -> Acts:
    """What the reader may do with the amendment.

    Raises:
        NotPermitted, NotFound.
    """
    ensure_permitted(actor, Action.READ_EDITION, Subject(actor.edition_id))
    session = db.session()
    row = known_amendment(session, actor, amendment_id)
    rules = rule_set(session.get_one(Edition, row.edition_id).rules)
    is_own = acts_for_proposer(actor, Action.WITHDRAW_AMENDMENT, row)
    return Acts(
        id=row.id,
        label=row.label,
        theme_id=row.theme_id,
        state=row.state,
        procedure=row.procedure,
        support=_support(session, actor, row, rules),
        takeover=_takeover(actor, row, rules),
        oral=_oral(session, actor, row, rules),
        consents=_consents(session, actor, row),
        is_officers=row.member_id is None,
        may_withdraw=row.state.is_withdrawable and is_own,
        may_mark_not_moved=row.state is AmendmentState.ADMISSIBLE and _may(actor, Action.JUDGE_AMENDMENT, row),
        may_rebase=row.state is AmendmentState.NEEDS_REBASE and is_own,
        may_amend=row.state in AMENDABLE and row.amends_id is None and _may(actor, Action.FILE_AMENDMENT, row),
    )


def _may(actor: Actor, action: Action, row: Amendment) -> bool:
    return permits(actor, action, Subject(row.edition_id, row.theme_id))


def _support(session: Session, actor: Actor, row: Amendment, rules: RuleSet) -> SupportView | None:
    waits = row.state in WAITING_FOR_SUPPORT
    known = supporters(session, row.id)
    if not (waits or known or row.state.is_pending):
        return None
    is_own = actor.member_id is not None and row.member_id == actor.member_id
    supports = any(one.member_id == actor.member_id for one in known)
    may = (waits or row.state.is_pending) and _may(actor, Action.SUPPORT_AMENDMENT, row) and not is_own
    return SupportView(
        supporters=known,
        counted=supporters_counted(session, row),
        needed=supporters_needed(rules, row.state),
        by_countries=rules.supporters_unit is SupportUnit.COUNTRIES,
        is_own=is_own,
        may_support=may and not supports,
        may_end=may and supports and waits,
        may_refuse=waits and _may(actor, Action.JUDGE_AMENDMENT, row),
    )


def _takeover(actor: Actor, row: Amendment, rules: RuleSet) -> TakeoverView | None:
    if row.state not in NOT_CARRIED or row.withdrawn_at is None:
        return None
    until = row.withdrawn_at + timedelta(minutes=rules.takeover_minutes)
    is_over = now() > until
    may = _may(actor, Action.TAKE_OVER_AMENDMENT, row) and not was_withdrawn_by(row, actor)
    return TakeoverView(until, is_over, may and not is_over)


def _oral(session: Session, actor: Actor, row: Amendment, rules: RuleSet) -> OralView | None:
    if row.procedure is not Procedure.ORAL:
        return None
    is_open = row.state in OPEN_TO_OBJECTIONS
    member_id = actor.member_id
    has_objected = member_id is not None and objection_of(session, row.id, member_id) is not None
    may_object = is_open and not has_objected and row.member_id != member_id
    return OralView(
        objections=objections_to(session, row.id),
        threshold=rules.oral_amendment_objection_threshold,
        has_objected=has_objected,
        may_object=may_object and _may(actor, Action.OBJECT_TO_AMENDMENT, row),
        may_settle=is_open and _may(actor, Action.JUDGE_AMENDMENT, row),
    )


def _consents(session: Session, actor: Actor, row: Amendment) -> tuple[ConsentAsked, ...]:
    links = [link for link in links_of(session, row.id) if link.kind is LinkKind.REPLACES]
    ends = {end for link in links for end in (link.one_id, link.other_id)}
    rows = amendments_by_id(session, ends)
    movers = movers_of(session, [link.other_id for link in links])
    return tuple(_consent(actor, rows, link, movers[link.other_id][0]) for link in links)


def _consent(actor: Actor, rows: dict[UUID, Amendment], link: AmendmentLink, member: str) -> ConsentAsked:
    compromise, replaced = rows[link.one_id], rows[link.other_id]
    consent = link.consent or Consent.ASKED
    is_open = consent is Consent.ASKED and compromise.state.is_withdrawable and replaced.state.is_withdrawable
    may = is_open and acts_for_proposer(actor, Action.ANSWER_COMPROMISE, replaced)
    return ConsentAsked(named(compromise), named(replaced), member, consent, may)
