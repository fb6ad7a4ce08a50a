"""Sub-amendments go with the amendment they change: gone with it, and back with it.

Everything here runs inside the caller's transaction, which locks, commits and tells.
"""

from sqlalchemy.orm import Session

from recommendations.domain.amendments import WAITING, WITHDRAWABLE, AmendmentState, StateReason
from recommendations.domain.people import Actor
from recommendations.services.amendments.own import record_on
from recommendations.storage.amendments import Amendment, sub_amendments_of
from recommendations.storage.revisions import tabled_revision_row


def fell_sub_amendments(session: Session, parent: Amendment, actor: Actor) -> None:
    """Nothing is left to amend: what waited for a decision on the amendment's words has fallen with it."""
    for row in sub_amendments_of(session, parent.id):
        if row.state in WAITING | WITHDRAWABLE:
            row.returns_to, row.state = row.returns_to or row.state, AmendmentState.FALLEN
            row.state_code, row.state_reason, row.felled_by_id = StateReason.AMENDMENT_GONE, parent.label, parent.id
            record_on(session, row, "amendment-fallen", {"because": parent.label}, actor)
    session.flush()


def go_on(session: Session, row: Amendment) -> None:
    """What was given up stands where it stood; if the text has been frozen again since, it needs its author."""
    tabled = tabled_revision_row(session, row.theme_id)
    before = row.returns_to or AmendmentState.TABLED
    if tabled is not None and tabled.id != row.revision_id and before is not AmendmentState.NEEDS_REBASE:
        row.state, row.returns_to = AmendmentState.NEEDS_REBASE, before
    else:
        row.state, row.returns_to = before, None


def raise_sub_amendments(session: Session, parent: Amendment, actor: Actor) -> None:
    """The amendment goes on, and so does what fell with it."""
    for row in sub_amendments_of(session, parent.id):
        if row.state_code is StateReason.AMENDMENT_GONE and row.felled_by_id == parent.id:
            go_on(session, row)
            row.state_code, row.state_reason, row.felled_by_id = StateReason.NONE, "", None
            record_on(session, row, "amendment-reopened", {"because": parent.label}, actor)
    session.flush()
