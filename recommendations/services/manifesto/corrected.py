"""What may be signed: the adopted text, also with its listed corrections, or that of a corrigendum (R31)."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from recommendations.domain.adoption import CorrectedSince, ManifestoState
from recommendations.domain.canonical import Json
from recommendations.domain.corrections import CorrigendumState, rewritten, texts_by_uid
from recommendations.domain.encoding import units_by_language
from recommendations.domain.manifesto import Manifesto
from recommendations.domain.manuscript import manuscript, manuscript_hash, read_manuscript
from recommendations.domain.people import Actor
from recommendations.domain.polls import PollState
from recommendations.domain.rebasing import WordsChanged
from recommendations.domain.text import Unit
from recommendations.services.recording import record
from recommendations.services.texts.corrections_in_text import corrected
from recommendations.storage.corrections import (
    Correction,
    Corrigendum,
    corrections_since,
    corrigenda_about,
    corrigendum_behind,
)
from recommendations.storage.database import now
from recommendations.storage.manifestos import ManifestoRow, is_intact, manifestos_of, newest_poll_on
from recommendations.storage.polls import Poll


@dataclass(frozen=True, slots=True)
class CorrigendumNote:
    """The corrigendum that made a manifesto: its number, that of the manifesto it corrects, and why."""

    number: int
    wrong: int
    reason: str


def note_behind(session: Session, row: ManifestoRow) -> CorrigendumNote | None:
    """The corrigendum of which this manifesto is the result; None for one that was composed."""
    behind = corrigendum_behind(session, row.id)
    if behind is None:
        return None
    return CorrigendumNote(behind.number, session.get_one(ManifestoRow, behind.manifesto_id).number, behind.reason)


def objections_until(session: Session, row: ManifestoRow) -> datetime | None:
    """Until when the newest open corrigendum of this manifesto can be objected to; None if there is none."""
    found = corrigenda_about(session, row.id, CorrigendumState.OPEN)
    return found[-1].objections_until if found else None


def poll_behind(session: Session, row: ManifestoRow) -> Poll | None:
    """The poll in which the assembly adopted this text, or the one that it corrects; None if there is none."""
    base = adopted_base(session, row)
    return newest_poll_on(session, base.id) if base else None


def adopted_base(session: Session, row: ManifestoRow) -> ManifestoRow | None:
    """The manifesto on which the assembly voted: this one, or the one of which this is a corrected version."""
    corrigendum = corrigendum_behind(session, row.id)
    if corrigendum is not None:
        return adopted_base(session, session.get_one(ManifestoRow, corrigendum.manifesto_id))
    earlier = [other for other in manifestos_of(session, row.edition_id) if other.number <= row.number]
    for other in earlier:
        if newest_poll_on(session, other.id) is not None:
            return other
        if not other.state.is_open_to_signature:
            break
    return None


def sha256_to_sign(session: Session, row: ManifestoRow) -> str | None:
    """The hash that this manifesto must have to be signed; None where nothing the assembly decided is behind it."""
    manifesto = text_to_sign(session, row)
    return manuscript_hash(manifesto) if manifesto else None


def text_to_sign(session: Session, row: ManifestoRow) -> Manifesto | None:
    """What the assembly has adopted, with the corrections or the corrigendum that it is told of, and nothing else."""
    corrigendum = corrigendum_behind(session, row.id)
    if corrigendum is not None:
        return corrigendum_text(session, corrigendum)
    base = adopted_base(session, row)
    poll = newest_poll_on(session, base.id) if base else None
    if base is None or poll is None or poll.state is not PollState.ANNOUNCED:
        return None
    if poll.text.get("sha256") != base.sha256 or not is_intact(base):
        return None
    return _with_corrections(session, base)


def corrigendum_text(session: Session, corrigendum: Corrigendum) -> Manifesto | None:
    """The signed text with what the corrigendum changes; None if the signed text is not what was signed."""
    wrong = session.get_one(ManifestoRow, corrigendum.manifesto_id)
    texts = {uid: units_by_language(forms) for uid, forms in corrigendum.amended.items()}
    return rewritten(read_manuscript(wrong.canonical), texts) if is_intact(wrong) else None


def _with_corrections(session: Session, base: ManifestoRow) -> Manifesto:
    manifesto = read_manuscript(base.canonical)
    if base.adopted_at is None:
        return manifesto
    texts = texts_by_uid(manifesto)
    for correction in corrections_since(session, base.edition_id, base.composed_at):
        if correction.unit_uid in texts:
            texts[correction.unit_uid] = _corrected(texts[correction.unit_uid], correction)
    return rewritten(manifesto, texts)


def _corrected(texts: dict[str, Unit], correction: Correction) -> dict[str, Unit]:
    try:
        units = corrected({language: (unit,) for language, unit in texts.items()}, correction)
    except WordsChanged:
        return texts
    return {language: version[0] for language, version in units.items()}


def corrected_by(session: Session, row: ManifestoRow) -> int | None:
    """The number under which this manifesto was issued anew, corrected or by a corrigendum; None if it was not."""
    if row.state is ManifestoState.SIGNED:
        found = corrigenda_about(session, row.id, CorrigendumState.IN_FORCE)
        return session.get_one(ManifestoRow, found[-1].result_id).number if found else None
    if row.state is not ManifestoState.ADOPTED:
        return None
    base = adopted_base(session, row)
    later = [other for other in manifestos_of(session, row.edition_id) if other.number > row.number]
    return next((other.number for other in later if base and adopted_base(session, other) is base), None)


def ensure_newest(session: Session, row: ManifestoRow) -> None:
    """The manifesto has not been issued anew.

    Raises:
        CorrectedSince: it has, under the number that the refusal tells.
    """
    newer = corrected_by(session, row)
    if newer is not None:
        raise CorrectedSince(number=newer)


def issue_corrected(session: Session, edition_id: UUID, actor: Actor | None) -> ManifestoRow | None:
    """An adopted, unsigned manifesto is issued anew with the corrections confirmed since it was composed.

    The earlier one stays.
    """
    rows = manifestos_of(session, edition_id)
    if not rows or rows[0].state is not ManifestoState.ADOPTED:
        return None
    base, manifesto = adopted_base(session, rows[0]), text_to_sign(session, rows[0])
    if base is None or manifesto is None or manuscript(manifesto) == rows[0].canonical:
        return None
    row = store_adopted(session, base, manifesto, rows[0].number + 1)
    payload: dict[str, Json] = {"number": row.number, "corrects": base.number, "sha256": row.sha256}
    record(session, edition_id, "manifesto-corrected", payload, actor)
    return row


def store_adopted(session: Session, base: ManifestoRow, manifesto: Manifesto, number: int) -> ManifestoRow:
    """A corrected version of an adopted manifesto, open to signature."""
    poll = newest_poll_on(session, base.id)
    moments = [at for at in (base.adopted_at, poll.announced_at if poll else None) if at is not None]
    row = ManifestoRow(
        edition_id=base.edition_id,
        number=number,
        state=ManifestoState.ADOPTED,
        canonical=manuscript(manifesto),
        sha256=manuscript_hash(manifesto),
        composed_at=now(),
        adopted_at=max(moments, default=None),
    )
    session.add(row)
    session.flush()
    return row
