"""Signing: signatories certify the adopted text by its hash, confirmed with a passkey where they have one (R31)."""

from sqlalchemy.orm import Session

from recommendations.domain.adoption import (
    AlreadySigned,
    ManifestoState,
    NotAdopted,
    PlaceMissing,
    SignedTextDiffers,
)
from recommendations.domain.canonical import Json
from recommendations.domain.editions import rule_set
from recommendations.domain.manuscript import hash_of_text, read_manuscript
from recommendations.domain.people import Actor, Role
from recommendations.domain.permissions import Action, Subject, ensure_permitted
from recommendations.domain.proposals import ensure_short
from recommendations.domain.signatures import (
    DeputyReasonMissing,
    FunctionMissing,
    PasskeyMissing,
    Proof,
    SigningAct,
    challenge_of,
)
from recommendations.services.facts import ManifestoChanged, tell
from recommendations.services.manifesto.corrected import ensure_newest, sha256_to_sign
from recommendations.services.manifesto.language_checks import ensure_languages_agree, ensure_nothing_new
from recommendations.services.manifesto.manifestos import own_manifesto
from recommendations.services.people.passkeys import give_challenge, proof_from, question_for, spent_challenge
from recommendations.services.recording import record
from recommendations.storage.corrections import corrigendum_behind
from recommendations.storage.database import now, transaction
from recommendations.storage.editions import Edition
from recommendations.storage.manifestos import ManifestoRow, SignatureRow, signatures_under
from recommendations.storage.record import lock_chain


def ask_to_sign(number: int, actor: Actor) -> str:
    """What the signatory's browser is asked in order to have this manifesto's hash signed by a passkey, as JSON.

    Raises:
        NotPermitted, NotFound, NotAdopted, AlreadySigned, PasskeyUnknown.
    """
    ensure_permitted(actor, Action.SIGN_MANIFESTO, Subject(actor.edition_id))
    with transaction() as session:
        row = _signable(session, number, actor)
        nonce = give_challenge(session, actor, row.id)
        return question_for(session, actor, _challenge(session, row, nonce))


def sign_manifesto(number: int, act: SigningAct, actor: Actor, answer: str = "") -> None:
    """The actor has certified the adopted text by its hash; ``answer`` is what the passkey made of the question.

    Raises:
        NotPermitted, NotFound, NotAdopted, AlreadySigned, TextTooLong.
        CorrectedSince: the text has been issued anew with later corrections.
        PlaceMissing, FunctionMissing, DeputyReasonMissing: the statement is not complete.
        PasskeyMissing, PasskeyUnknown, PasskeyRefused, ChallengeOver: the passkey has not confirmed it.
        SignedTextDiffers: what was confirmed, what was voted (with the corrections listed since), what is stored
            and what the stored text really hashes to are not all the same (R31, case 105).
        LanguageStale, LanguagesDiverge: the versions do not say the same (cases 42, 43).
    """
    ensure_permitted(actor, Action.SIGN_MANIFESTO, Subject(actor.edition_id))
    _ensure_complete(act, actor)
    with transaction() as session:
        lock_chain(session, actor.edition_id)
        row = _signable(session, number, actor)
        if len({act.confirmed_sha256, sha256_to_sign(session, row), row.sha256, hash_of_text(row.canonical)}) != 1:
            raise SignedTextDiffers
        if row.state is not ManifestoState.SIGNED:
            _ensure_languages(session, row)
        proof = _proof(session, row, actor, answer)
        row.state = ManifestoState.SIGNED
        session.add(_signature(row, act, actor, proof))
        payload: dict[str, Json] = {
            "number": row.number,
            "sha256": row.sha256,
            "name": actor.name,
            "function": act.function.strip(),
            "place": act.place.strip(),
            "deputises_because": act.deputises_because.strip(),
            "passkey": proof.credential if proof else "",
        }
        kind = "manifesto-signed-by-deputy" if act.deputises_because.strip() else "manifesto-signed"
        record(session, row.edition_id, kind, payload, actor)
    tell(ManifestoChanged(actor.edition_id, row.id))


def _ensure_languages(session: Session, row: ManifestoRow) -> None:
    manifesto, corrigendum = read_manuscript(row.canonical), corrigendum_behind(session, row.id)
    if corrigendum is None:
        ensure_languages_agree(session, row.edition_id, manifesto)
        return
    # What somebody has confirmed in the signed words nobody can confirm again in those of a corrigendum.
    wrong = session.get_one(ManifestoRow, corrigendum.manifesto_id)
    ensure_nothing_new(session, row.edition_id, read_manuscript(wrong.canonical), manifesto)


def _ensure_complete(act: SigningAct, actor: Actor) -> None:
    for text in (act.place, act.function, act.deputises_because):
        ensure_short(text)
    if not act.place.strip():
        raise PlaceMissing
    if not act.function.strip():
        raise FunctionMissing
    # The president's function is the president's alone; anybody else has it for a reason (case 102).
    is_president = act.function.strip() == Role.PRESIDENT.value
    if is_president and not actor.holds(Role.PRESIDENT) and not act.deputises_because.strip():
        raise DeputyReasonMissing


def _signable(session: Session, number: int, actor: Actor) -> ManifestoRow:
    row = own_manifesto(session, actor, number)
    if not row.state.is_open_to_signature:
        raise NotAdopted
    if any(signature.person_id == actor.person_id for signature, _ in signatures_under(session, row.id)):
        raise AlreadySigned
    ensure_newest(session, row)
    return row


def _proof(session: Session, row: ManifestoRow, actor: Actor, answer: str) -> Proof | None:
    if answer:
        nonce = spent_challenge(session, actor, row.id).nonce
        return proof_from(session, actor, answer, _challenge(session, row, nonce), nonce)
    if rule_set(session.get_one(Edition, row.edition_id).rules).passkey_required:
        raise PasskeyMissing
    return None


def _challenge(session: Session, row: ManifestoRow, nonce: bytes) -> bytes:
    return challenge_of(row.sha256, session.get_one(Edition, row.edition_id).code, row.number, nonce)


def _signature(row: ManifestoRow, act: SigningAct, actor: Actor, proof: Proof | None) -> SignatureRow:
    return SignatureRow(
        manifesto_id=row.id,
        person_id=actor.person_id,
        function=act.function.strip(),
        place=act.place.strip(),
        sha256=row.sha256,
        deputises_because=act.deputises_because.strip(),
        proof=proof.to_json() if proof else None,
        signed_at=now(),
    )
