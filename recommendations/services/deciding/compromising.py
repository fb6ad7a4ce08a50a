"""What the authors say of the compromise that would replace their amendments (R9)."""

from uuid import UUID

from sqlalchemy.orm import Session

from recommendations.domain.amendments import (
    AmendmentDecided,
    AmendmentState,
    Consent,
    LinkKind,
    PollAlreadyOpen,
    StateReason,
)
from recommendations.domain.people import Actor
from recommendations.domain.permissions import Action
from recommendations.domain.settling import NotAsked
from recommendations.services.amendments.own import ensure_own, own_amendment
from recommendations.services.deciding.decisions import Decision, standing_of
from recommendations.services.deciding.falling import is_free_again, keep_out, raise_merged
from recommendations.services.facts import Fact, tell_all
from recommendations.storage.amendments import Amendment
from recommendations.storage.database import now, transaction
from recommendations.storage.links import AmendmentLink, links_of


def answer_compromise(actor: Actor, compromise_id: UUID, amendment_id: UUID, *, gives: bool) -> None:
    """The author of the amendment consents to its being replaced, or does not; it is written down either way.

    With consent it is part of the compromise and waits; without, it stays on the list (case 13). The answer may
    be changed until the compromise is in the vote.

    Raises:
        NotPermitted, NotFound.
        NotAsked: the compromise does not replace this amendment.
        PollAlreadyOpen: the assembly votes on one of the two.
        AmendmentDecided: one of the two is decided, withdrawn or has fallen.
    """
    with transaction() as session:
        compromise, row = own_rows(session, actor, compromise_id, amendment_id)
        ensure_own(row, actor, Action.ANSWER_COMPROMISE)
        link = _link_between(session, compromise, row)
        for one in (compromise, row):
            _ensure_undecided(one)
        link.consent, link.consent_by, link.consent_at = _said(gives=gives), actor.person_id, now()
        decision = Decision(session, compromise, actor)
        _answered(decision, row, gives=gives)
        facts = decision.finish()
    tell_all(facts)


def own_rows(session: Session, actor: Actor, one_id: UUID, other_id: UUID) -> tuple[Amendment, Amendment]:
    """Two amendments of the actor's edition, as they stand once no other act can change them.

    Raises:
        NotFound.
    """
    return own_amendment(session, actor, one_id), own_amendment(session, actor, other_id)


def _said(*, gives: bool) -> Consent:
    return Consent.GIVEN if gives else Consent.REFUSED


def _link_between(session: Session, compromise: Amendment, row: Amendment) -> AmendmentLink:
    for link in links_of(session, compromise.id):
        if (link.kind, link.one_id, link.other_id) == (LinkKind.REPLACES, compromise.id, row.id):
            return link
    raise NotAsked


def _ensure_undecided(row: Amendment) -> None:
    if row.state is AmendmentState.IN_VOTE:
        raise PollAlreadyOpen(label=row.label)
    if not row.state.is_standing or row.state.is_in_text:
        raise AmendmentDecided(label=row.label)


def _answered(decision: Decision, row: Amendment, *, gives: bool) -> None:
    before = standing_of(row)
    if gives and row.state is not AmendmentState.MERGED:
        row.returns_to, row.state = row.state, AmendmentState.MERGED
        row.state_code, row.state_reason = StateReason.REPLACED, decision.lead.label
        decision.note(row, "merged", before, decision.lead)
    elif not gives and is_free_again(decision.session, row):
        decision.raise_again(row, decision.lead)
        keep_out(decision, row)
    else:
        decision.note(row, "consent-given" if gives else "consent-refused", before, decision.lead)


def revive(session: Session, compromise: Amendment, actor: Actor) -> list[Fact]:
    """The compromise is gone (withdrawn, not admissible): what waited in it goes on where it was.

    Call it after the compromise has its new state, in the same transaction; tell the facts after the commit.
    """
    session.flush()
    decision = Decision(session, compromise, actor)
    raise_merged(decision, compromise)
    return decision.finish()
