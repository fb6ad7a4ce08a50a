"""Editorial corrections of adopted texts: proposed by the rapporteur, confirmed by the chair, reversible (R30)."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID, uuid4

from sqlalchemy.orm import Session

from recommendations.domain.adoption import AlreadySigned, ManifestoState
from recommendations.domain.canonical import Json
from recommendations.domain.corrections import (
    CorrectionNotOpen,
    CorrectionOutdated,
    CorrectionState,
    MeaningChanged,
    NothingToCorrect,
    OwnCorrection,
    meaning_changed,
)
from recommendations.domain.encoding import unit_to_json
from recommendations.domain.language_check import findings
from recommendations.domain.people import Actor
from recommendations.domain.permissions import Action, Subject, ensure_permitted
from recommendations.domain.polls import ReasonMissing
from recommendations.domain.proposals import checked_unit, ensure_short
from recommendations.domain.refusals import NotFound
from recommendations.domain.revisions import RevisionText
from recommendations.domain.text import Unit
from recommendations.services.facts import CorrectionsChanged, Fact, ManifestoChanged, TextFrozen, tell, tell_all
from recommendations.services.manifesto.corrected import issue_corrected
from recommendations.services.manifesto.language_checks import unit_check
from recommendations.services.recording import record
from recommendations.services.texts.consolidating import consolidate
from recommendations.services.texts.revisions import newest_revision
from recommendations.services.texts.themes import own_theme
from recommendations.storage.corrections import Correction, correction_row, last_correction_number
from recommendations.storage.database import now, transaction
from recommendations.storage.editions import Theme
from recommendations.storage.manifestos import manifestos_of
from recommendations.storage.revisions import lock_theme, tabled_revision_row


@dataclass(frozen=True, slots=True)
class CorrectionProposal:
    """What should be put right: the unit as it should read, by language, on the revision that was shown."""

    revision_id: UUID
    amended: Mapping[str, Unit]
    reason: str


def propose_correction(actor: Actor, theme_id: UUID, uid: str, proposal: CorrectionProposal) -> UUID:
    """The correction waits for the chair.

    Raises:
        NotPermitted, NotFound, ReasonMissing, TextTooLong, WholeTextDeleted, LinkNotAllowed.
        AlreadySigned: the manifesto is signed; what is wrong now needs a corrigendum.
        CorrectionOutdated: the text has changed since it was shown.
        NothingToCorrect: nothing would change.
        MeaningChanged: it is not editorial; ``words`` are what makes it more (case 40).
    """
    with transaction() as session:
        theme = own_theme(session, actor, theme_id)
        ensure_permitted(actor, Action.PROPOSE_CORRECTION, Subject(theme.edition_id, theme_id))
        lock_theme(session, theme_id)
        _ensure_unsigned(session, theme.edition_id)
        if not proposal.reason.strip():
            raise ReasonMissing
        ensure_short(proposal.reason)
        texts, amended = _checked(session, theme, uid, proposal)
        row = _store(session, actor, theme, proposal, (texts, amended))
        _record(session, row, "correction-proposed", actor)
    tell(CorrectionsChanged(theme.edition_id))
    return row.id


def _checked(
    session: Session, theme: Theme, uid: str, proposal: CorrectionProposal
) -> tuple[dict[str, Unit], dict[str, Unit]]:
    """The unit as it stands in every language, and as it should read in those that change."""
    texts = _texts(newest_revision(session, theme.id), uid, proposal)
    wanted = {
        language: checked_unit(texts[language], unit, unit.addressees) for language, unit in proposal.amended.items()
    }
    amended = {language: unit for language, unit in wanted.items() if unit != texts[language]}
    if not amended:
        raise NothingToCorrect
    if not _follows(session, theme, texts, amended):
        _ensure_editorial(texts, amended)
    return texts, amended


def _texts(revision: RevisionText | None, uid: str, proposal: CorrectionProposal) -> dict[str, Unit]:
    texts = revision.unit_texts(uid) if revision else {}
    if revision is None or not texts or not texts.keys() >= proposal.amended.keys():
        raise NotFound
    if revision.id != proposal.revision_id:
        raise CorrectionOutdated
    return texts


def _follows(session: Session, theme: Theme, texts: Mapping[str, Unit], amended: Mapping[str, Unit]) -> bool:
    """Whether versions that had not followed the authoritative one now do: the decided words decide (R5)."""
    check = unit_check(session, theme, texts)
    behind = {finding.other for finding in check.findings}
    if not amended.keys() <= behind:
        return False
    remaining = findings({**texts, **amended}, check.names)
    return not any(finding.other in amended for finding in remaining)


def _ensure_editorial(texts: Mapping[str, Unit], amended: Mapping[str, Unit]) -> None:
    for language, unit in amended.items():
        words = meaning_changed(texts[language], unit, language)
        if words:
            raise MeaningChanged(words=", ".join(words))


def _store(
    session: Session,
    actor: Actor,
    theme: Theme,
    proposal: CorrectionProposal,
    units: tuple[Mapping[str, Unit], Mapping[str, Unit]],
) -> Correction:
    base, amended = ({language: unit_to_json(unit) for language, unit in texts.items()} for texts in units)
    row = Correction(
        id=uuid4(),
        edition_id=theme.edition_id,
        theme_id=theme.id,
        unit_uid=next(iter(units[0].values())).uid,
        number=last_correction_number(session, theme.edition_id) + 1,
        revision_id=proposal.revision_id,
        base=base,
        amended=amended,
        reason=proposal.reason.strip(),
        state=CorrectionState.PROPOSED,
        proposed_by=actor.person_id,
        proposed_at=now(),
    )
    session.add(row)
    session.flush()
    return row


def confirm_correction(actor: Actor, correction_id: UUID) -> None:
    """The corrected text is the theme's newest; rapporteur and chair both stand behind it.

    Raises:
        NotPermitted, NotFound, AlreadySigned.
        OwnCorrection: nobody confirms what they have proposed themselves.
        CorrectionNotOpen: it has been confirmed or refused before.
        CorrectionOutdated: its words have changed since it was proposed.
    """
    with transaction() as session:
        row = _waiting(session, actor, correction_id)
        if row.proposed_by == actor.person_id:
            raise OwnCorrection
        row.state, row.confirmed_by, row.confirmed_at = CorrectionState.APPLIED, actor.person_id, now()
        session.flush()
        _record(session, row, "correction-applied", actor)
        facts = _stored_anew(session, row, actor)
        session.refresh(row)
        if row.state is not CorrectionState.APPLIED:
            raise CorrectionOutdated
    tell_all(facts)


def refuse_correction(actor: Actor, correction_id: UUID) -> None:
    """The text stays as it is; the proposal is kept in the list.

    Raises:
        NotPermitted, NotFound, AlreadySigned, CorrectionNotOpen.
    """
    with transaction() as session:
        row = _waiting(session, actor, correction_id)
        row.state = CorrectionState.REFUSED
        _record(session, row, "correction-refused", actor)
    tell(CorrectionsChanged(row.edition_id))


def revert_correction(actor: Actor, correction_id: UUID) -> None:
    """The text reads again as if the correction had not been made; both acts stay in the list.

    Raises:
        NotPermitted, NotFound, AlreadySigned.
        CorrectionNotOpen: it is not in the text.
    """
    with transaction() as session:
        row = _own(session, actor, correction_id)
        if row.state is not CorrectionState.APPLIED:
            raise CorrectionNotOpen
        row.state, row.reverted_by, row.reverted_at = CorrectionState.REVERTED, actor.person_id, now()
        session.flush()
        _record(session, row, "correction-reverted", actor)
        facts = _stored_anew(session, row, actor)
    tell_all(facts)


def _waiting(session: Session, actor: Actor, correction_id: UUID) -> Correction:
    row = _own(session, actor, correction_id)
    if row.state is not CorrectionState.PROPOSED:
        raise CorrectionNotOpen
    return row


def _own(session: Session, actor: Actor, correction_id: UUID) -> Correction:
    """The correction, as it stands once no other act can change its theme."""
    row = correction_row(session, correction_id)
    if row is None or row.edition_id != actor.edition_id:
        raise NotFound
    ensure_permitted(actor, Action.CONFIRM_CORRECTION, Subject(row.edition_id, row.theme_id))
    lock_theme(session, row.theme_id)
    session.refresh(row)
    _ensure_unsigned(session, row.edition_id)
    return row


def _ensure_unsigned(session: Session, edition_id: UUID) -> None:
    if any(row.state is ManifestoState.SIGNED for row in manifestos_of(session, edition_id)):
        raise AlreadySigned


def _stored_anew(session: Session, row: Correction, actor: Actor) -> list[Fact]:
    tabled = tabled_revision_row(session, row.theme_id)
    if tabled is None:
        raise NotFound
    revision = consolidate(session, tabled.id, actor)
    issued = issue_corrected(session, row.edition_id, actor)
    told: list[Fact] = [CorrectionsChanged(row.edition_id), TextFrozen(row.edition_id, row.theme_id, revision.id)]
    return told + ([ManifestoChanged(row.edition_id, issued.id)] if issued else [])


def _record(session: Session, row: Correction, kind: str, actor: Actor) -> None:
    payload: dict[str, Json] = {
        "correction": str(row.id),
        "number": row.number,
        "theme": str(row.theme_id),
        "unit": row.unit_uid,
        "languages": sorted(row.amended),
        "reason": row.reason,
    }
    record(session, row.edition_id, kind, payload, actor)
