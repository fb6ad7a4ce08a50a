"""Changes of a language version alone: applied by the chair, without a vote (R5, case 18)."""

from uuid import UUID

from sqlalchemy.orm import Session

from recommendations.domain.amendments import AmendmentState, Conflict, CorrectionReasonNeeded, StateReason
from recommendations.domain.hunks import Relation
from recommendations.domain.people import Actor
from recommendations.domain.permissions import Action, Subject, ensure_permitted
from recommendations.domain.proposals import ensure_short
from recommendations.domain.settling import NotEditorial, TextAdopted
from recommendations.services.amendments.own import own_amendment
from recommendations.services.amendments.standings import related
from recommendations.services.deciding.decisions import Decision, standing_of
from recommendations.services.deciding.falling import ensure_free
from recommendations.services.facts import tell_all
from recommendations.storage.amendments import Amendment
from recommendations.storage.database import transaction
from recommendations.storage.manifestos import manifestos_of


def apply_editorial(actor: Actor, amendment_id: UUID) -> None:
    """The language version says what the authoritative one says; the change is in the text without a vote.

    Raises:
        NotPermitted, NotFound, NotEditorial, RevisionSuperseded.
        TextAdopted: from then on rapporteur and chair correct it together (R30).
        Conflict: an amendment of the same words is in the text, or still to be decided by the assembly.
    """
    with transaction() as session:
        row = _editorial(session, actor, amendment_id)
        if any(one.state.is_open_to_signature for one in manifestos_of(session, row.edition_id)):
            raise TextAdopted
        ensure_free(session, row)
        pending = [rival for rival in related(session, row, Relation.CONFLICT) if rival.state.is_pending]
        if pending:
            raise Conflict(one=row.label, other=pending[0].label)
        decision = Decision(session, row, actor)
        decision.move(row, AmendmentState.EDITORIAL_APPLIED, StateReason.LANGUAGE_ONLY)
        facts = decision.finish()
    tell_all(facts)


def refuse_editorial(actor: Actor, amendment_id: UUID, reason: str = "") -> None:
    """The change of the language version is not taken, and its proposer reads why.

    Raises:
        NotPermitted, NotFound, NotEditorial, CorrectionReasonNeeded, TextTooLong.
    """
    if not reason.strip():
        raise CorrectionReasonNeeded
    ensure_short(reason)
    with transaction() as session:
        row = _editorial(session, actor, amendment_id)
        decision, before = Decision(session, row, actor), standing_of(row)
        row.state, row.state_code, row.state_reason = (
            AmendmentState.NOT_ADMITTED,
            StateReason.LANGUAGE_ONLY,
            reason.strip(),
        )
        decision.note(row, "not-admitted", before)
        facts = decision.finish()
    tell_all(facts)


def _editorial(session: Session, actor: Actor, amendment_id: UUID) -> Amendment:
    row = own_amendment(session, actor, amendment_id)
    ensure_permitted(actor, Action.CONFIRM_CORRECTION, Subject(row.edition_id, row.theme_id))
    if row.state is not AmendmentState.EDITORIAL:
        raise NotEditorial
    return row
