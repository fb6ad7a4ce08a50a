"""Amendments follow the text: carried over where their words stand as before, back to their authors where not."""

from dataclasses import replace
from uuid import UUID

from sqlalchemy.orm import Session

from recommendations.domain.amendments import (
    AmendmentKind,
    AmendmentState,
    Procedure,
    StateReason,
    VersionCause,
    WholeTextDeleted,
)
from recommendations.domain.canonical import Json
from recommendations.domain.filing import NotToRebase
from recommendations.domain.people import Actor
from recommendations.domain.permissions import Action
from recommendations.domain.proposals import NEW_UNIT, Proposal
from recommendations.services.amendments.own import ensure_own, known_amendment, own_amendment, record_on
from recommendations.services.amendments.wordings import NewVersion, take_version
from recommendations.services.facts import AmendmentChanged, tell
from recommendations.services.filing.amending import Preview, preview_of
from recommendations.services.filing.carrying import Carried, Lost, NewText, fates_of, to_be_carried
from recommendations.services.filing.proposals import Checked, checked_proposal, ensure_unsettled
from recommendations.services.filing.proposers import Proposer
from recommendations.services.filing.storing import Start, ensure_late_accepted, start_of
from recommendations.services.filing.supporting import WAITING_FOR_SUPPORT
from recommendations.services.texts.revisions import read_revision, title_of
from recommendations.storage.amendments import Amendment
from recommendations.storage.database import db, transaction
from recommendations.storage.editions import Theme
from recommendations.storage.kept_forms import forget_form
from recommendations.storage.texts import Revision


def carry_over(session: Session, theme: Theme, old_id: UUID | None, new_revision: Revision, actor: Actor) -> list[UUID]:
    """Every waiting amendment of the theme stands on the new revision, or needs its author (cases 5, 6, 35).

    It answers with those that have changed; ``old_id`` is the revision that was tabled before, None if none was.
    """
    if old_id is None:
        return []
    text = NewText(read_revision(session, new_revision.id).plain_units(), title_of(session, new_revision))
    rows = to_be_carried(session, theme.id)
    for row_id, fate in fates_of(session, rows, text).items():
        row = session.get_one(Amendment, row_id)
        if isinstance(fate, Carried):
            _carry(session, row, fate, new_revision, actor)
        else:
            _lose(session, row, fate, new_revision, actor)
    return [row.id for row in rows]


def _carry(session: Session, row: Amendment, fate: Carried, revision: Revision, actor: Actor) -> None:
    version = NewVersion(VersionCause.CARRIED_OVER, fate.amended, fate.changes, revision_id=revision.id)
    take_version(session, row, version)
    if row.amends_id is not None:
        row.amends_version = session.get_one(Amendment, row.amends_id).version
    if row.state is AmendmentState.NEEDS_REBASE:
        row.state, row.returns_to = row.returns_to or AmendmentState.TABLED, None
        row.state_reason = ""
    record_on(session, row, "amendment-carried-over", {"revision": revision.number}, actor)


def _lose(session: Session, row: Amendment, fate: Lost, revision: Revision, actor: Actor) -> None:
    if row.state is not AmendmentState.NEEDS_REBASE:
        row.returns_to, row.state = row.returns_to or row.state, AmendmentState.NEEDS_REBASE
    row.state_reason, row.state_code = fate.words, StateReason.NONE
    payload: dict[str, Json] = {"number": row.label, "revision": revision.number, "words": fate.words}
    record_on(session, row, "amendment-needs-rebase", payload, actor)


def preview_rebase(actor: Actor, amendment_id: UUID, proposal: Proposal) -> Preview:
    """The amendment as it would stand on the newest text; nothing is stored.

    Raises:
        Everything for which ``rebase_amendment`` refuses it, but ``DeadlinePassed`` and ``Conflict``.
    """
    session = db.session()
    row = known_amendment(session, actor, amendment_id)
    theme, checked = _checked(session, row, proposal, actor)
    return preview_of(checked, _start(session, theme, row, checked, actor))


def rebase_amendment(actor: Actor, amendment_id: UUID, proposal: Proposal) -> None:
    """The amendment stands on the newest text, reworded by its proposer or the secretariat, under its own number.

    The chair judges it again; what still needs supporters goes on looking for them.

    Raises:
        NotPermitted, NotFound.
        NotToRebase: it needs no rebase.
        RevisionSuperseded, and everything else for which a new amendment is refused; the deadline only where a
        language remedy has become a change of meaning.
    """
    with transaction() as session:
        row = own_amendment(session, actor, amendment_id)
        theme, checked = _checked(session, row, proposal, actor)
        ensure_unsettled(checked, row.label)
        start = _start(session, theme, row, checked, actor)
        ensure_late_accepted(session, theme, start, proposal, locale=actor.locale)
        _reword(session, row, checked, proposal, actor)
        row.state, row.state_code, row.state_reason, row.returns_to = start.state, start.code, "", None
        row.is_late = row.is_late or start.is_late
        record_on(session, row, "amendment-rebased", {"revision": str(row.revision_id), "title": row.title}, actor)
        forget_form(session, actor.person_id, proposal.key)
    tell(AmendmentChanged(row.edition_id, row.theme_id, row.id))


def _checked(session: Session, row: Amendment, proposal: Proposal, actor: Actor) -> tuple[Theme, Checked]:
    ensure_own(row, actor, Action.WITHDRAW_AMENDMENT)
    if row.state is not AmendmentState.NEEDS_REBASE:
        raise NotToRebase(label=row.label)
    is_new = row.kind is AmendmentKind.NEW_UNIT and row.amends_id is None
    uid = NEW_UNIT if is_new else proposal.unit_uid
    wish = replace(proposal, procedure=row.procedure, amends_id=row.amends_id, unit_uid=uid)
    theme = session.get_one(Theme, row.theme_id)
    checked = checked_proposal(session, theme, wish)
    if checked.deletes_whole:
        raise WholeTextDeleted
    return theme, checked


def _start(session: Session, theme: Theme, row: Amendment, checked: Checked, actor: Actor) -> Start:
    if checked.is_language_only:
        return Start(AmendmentState.EDITORIAL, StateReason.LANGUAGE_ONLY)
    if row.procedure is Procedure.LANGUAGE:
        return start_of(session, theme, checked, Proposer(row.member_id, row.person_id), locale=actor.locale)
    waited = row.returns_to if row.returns_to in WAITING_FOR_SUPPORT else None
    return Start(waited or AmendmentState.TABLED)


def _reword(session: Session, row: Amendment, checked: Checked, proposal: Proposal, actor: Actor) -> None:
    units, ground = checked.amended, checked.ground
    if ground.uid == NEW_UNIT:
        units = {language: replace(unit, uid=row.unit_uid) for language, unit in units.items()}
        row.placed_after = proposal.placed_after
    else:
        row.unit_uid = ground.uid
    if ground.parent is not None:
        row.amends_version = ground.parent.version
    row.kind, row.procedure, row.language = checked.kind, checked.procedure, proposal.language
    row.title, row.reason = proposal.title.strip(), proposal.reason.strip()
    new = NewVersion(
        VersionCause.REBASED, units, checked.changes, revision_id=ground.revision_id, person_id=actor.person_id
    )
    take_version(session, row, new)
