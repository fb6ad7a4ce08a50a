"""Corrigenda: what is wrong in a signed manifesto is put right in the open; both versions are kept (case 41)."""

from collections.abc import Mapping
from datetime import timedelta
from uuid import UUID, uuid4

from sqlalchemy.orm import Session

from recommendations.domain.adoption import ManifestoState, ManuscriptDamaged
from recommendations.domain.canonical import Json
from recommendations.domain.corrections import (
    CorrigendumNotOpen,
    CorrigendumState,
    NothingToCorrect,
    NotSigned,
    ObjectionPeriodOver,
    ObjectionPeriodRuns,
    rewritten,
    texts_by_uid,
)
from recommendations.domain.editions import rule_set
from recommendations.domain.encoding import unit_to_json
from recommendations.domain.manuscript import read_manuscript
from recommendations.domain.people import Actor
from recommendations.domain.permissions import Action, Subject, ensure_permitted
from recommendations.domain.polls import ReasonMissing
from recommendations.domain.proposals import checked_unit, ensure_short
from recommendations.domain.refusals import NotFound
from recommendations.domain.text import Unit
from recommendations.services.facts import CorrectionsChanged, ManifestoChanged, tell
from recommendations.services.manifesto.corrected import corrigendum_text, ensure_newest, store_adopted
from recommendations.services.manifesto.language_checks import ensure_nothing_new
from recommendations.services.manifesto.manifestos import own_manifesto
from recommendations.services.recording import record
from recommendations.storage.corrections import Corrigendum, corrigendum_row, last_corrigendum_number
from recommendations.storage.database import now, transaction
from recommendations.storage.editions import Edition
from recommendations.storage.manifestos import ManifestoRow, is_intact, last_manifesto_number
from recommendations.storage.record import lock_chain

Changes = Mapping[str, Mapping[str, Unit]]
"""The units as they should read, {uid: {language: unit}}."""


def open_corrigendum(actor: Actor, number: int, changes: Changes, reason: str) -> UUID:
    """The corrigendum of this manifesto is before the assembly; the time for objections runs.

    Raises:
        NotPermitted, NotFound, ReasonMissing, TextTooLong, WholeTextDeleted, LinkNotAllowed, ManuscriptDamaged.
        NotSigned: before the signature there are editorial corrections.
        NothingToCorrect: nothing would change.
        LanguagesDiverge: the versions would no longer say the same.
        CorrectedSince: another corrigendum of this manifesto is in force; the corrected text is corrected.
    """
    ensure_permitted(actor, Action.ISSUE_CORRIGENDUM, Subject(actor.edition_id))
    if not reason.strip():
        raise ReasonMissing
    ensure_short(reason)
    with transaction() as session:
        lock_chain(session, actor.edition_id)
        signed = _signed(session, actor, number)
        checked, manifesto = _checked(signed, changes), read_manuscript(signed.canonical)
        ensure_nothing_new(session, actor.edition_id, manifesto, rewritten(manifesto, checked))
        row = _store(session, actor, signed, checked, reason)
        _record(session, row, "corrigendum-opened", actor)
    tell(CorrectionsChanged(actor.edition_id))
    return row.id


def _signed(session: Session, actor: Actor, number: int) -> ManifestoRow:
    row = own_manifesto(session, actor, number)
    if row.state is not ManifestoState.SIGNED:
        raise NotSigned
    if not is_intact(row):
        raise ManuscriptDamaged
    ensure_newest(session, row)
    return row


def _checked(signed: ManifestoRow, changes: Changes) -> dict[str, dict[str, Unit]]:
    """The changes in normal form, without what stays as it is."""
    known = texts_by_uid(read_manuscript(signed.canonical))
    changed: dict[str, dict[str, Unit]] = {}
    for uid, units in changes.items():
        if not known.get(uid, {}).keys() >= units.keys():
            raise NotFound
        for language, unit in units.items():
            wanted = checked_unit(known[uid][language], unit, unit.addressees)
            if wanted != known[uid][language]:
                changed.setdefault(uid, {})[language] = wanted
    if not changed:
        raise NothingToCorrect
    return changed


def _store(
    session: Session, actor: Actor, signed: ManifestoRow, changes: Mapping[str, Mapping[str, Unit]], reason: str
) -> Corrigendum:
    hours = rule_set(session.get_one(Edition, actor.edition_id).rules).corrigendum_objection_hours
    at = now()
    row = Corrigendum(
        id=uuid4(),
        edition_id=actor.edition_id,
        number=last_corrigendum_number(session, actor.edition_id) + 1,
        manifesto_id=signed.id,
        amended={uid: {one: unit_to_json(unit) for one, unit in units.items()} for uid, units in changes.items()},
        reason=reason.strip(),
        state=CorrigendumState.OPEN,
        person_id=actor.person_id,
        at=at,
        objections_until=at + timedelta(hours=hours),
        objection="",
    )
    session.add(row)
    session.flush()
    return row


def object_to_corrigendum(actor: Actor, corrigendum_id: UUID, reason: str) -> None:
    """The corrigendum is stopped: what a delegate objects to is no matter of course.

    Raises:
        NotPermitted, NotFound, ReasonMissing, TextTooLong, CorrigendumNotOpen.
        ObjectionPeriodOver: it could be objected to until its time; the server's clock decides.
    """
    ensure_permitted(actor, Action.OBJECT_TO_AMENDMENT, Subject(actor.edition_id))
    if not reason.strip():
        raise ReasonMissing
    ensure_short(reason)
    with transaction() as session:
        row = _open(session, actor, corrigendum_id)
        if now() > row.objections_until:
            raise ObjectionPeriodOver
        row.state, row.objection, row.objected_by = CorrigendumState.STOPPED, reason.strip(), actor.person_id
        _record(session, row, "corrigendum-stopped", actor)
    tell(CorrectionsChanged(actor.edition_id))


def enforce_corrigendum(actor: Actor, corrigendum_id: UUID) -> int:
    """The corrected manifesto stands under the next number, to be signed; the one it corrects is kept as it was.

    Raises:
        NotPermitted, NotFound, CorrigendumNotOpen, ManuscriptDamaged.
        ObjectionPeriodRuns: there is still time to object.
        CorrectedSince: another corrigendum of this manifesto is in force; it would be undone by this one.
    """
    ensure_permitted(actor, Action.ISSUE_CORRIGENDUM, Subject(actor.edition_id))
    with transaction() as session:
        row = _open(session, actor, corrigendum_id)
        if now() <= row.objections_until:
            raise ObjectionPeriodRuns
        result = _result(session, row)
        row.state, row.result_id = CorrigendumState.IN_FORCE, result.id
        _record(session, row, "corrigendum-in-force", actor, {"result": result.number, "sha256": result.sha256})
    tell(ManifestoChanged(actor.edition_id, result.id))
    tell(CorrectionsChanged(actor.edition_id))
    return result.number


def _result(session: Session, row: Corrigendum) -> ManifestoRow:
    wrong = session.get_one(ManifestoRow, row.manifesto_id)
    # Two corrigenda of one text would each leave the other's words out.
    ensure_newest(session, wrong)
    manifesto = corrigendum_text(session, row)
    if manifesto is None:
        raise ManuscriptDamaged
    return store_adopted(session, wrong, manifesto, last_manifesto_number(session, row.edition_id) + 1)


def _open(session: Session, actor: Actor, corrigendum_id: UUID) -> Corrigendum:
    """The corrigendum, as it stands once no other act can change it."""
    lock_chain(session, actor.edition_id)
    row = corrigendum_row(session, corrigendum_id)
    if row is None or row.edition_id != actor.edition_id:
        raise NotFound
    if row.state is not CorrigendumState.OPEN:
        raise CorrigendumNotOpen
    return row


def _record(
    session: Session, row: Corrigendum, kind: str, actor: Actor, more: Mapping[str, Json] | None = None
) -> None:
    payload: dict[str, Json] = {
        "corrigendum": row.number,
        "manifesto": session.get_one(ManifestoRow, row.manifesto_id).number,
        "units": sorted(row.amended),
        "reason": row.objection or row.reason,
    }
    record(session, row.edition_id, kind, payload | dict(more or {}), actor)
