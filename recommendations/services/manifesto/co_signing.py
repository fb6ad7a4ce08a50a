"""Co-signatures: members that join a signed manifesto afterwards, each for itself (case 104)."""

from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from uuid import UUID

from sqlalchemy.orm import Session

from recommendations.domain.adoption import ManifestoState
from recommendations.domain.canonical import Json
from recommendations.domain.people import Actor
from recommendations.domain.permissions import Action, Subject, ensure_permitted, permits
from recommendations.domain.proposals import ensure_short
from recommendations.domain.refusals import NotFound
from recommendations.domain.signatures import (
    LONGEST_MANDATE,
    AlreadyCoSigned,
    FunctionMissing,
    MandateOfOtherKind,
    MandateTooLarge,
    NotYetSigned,
)
from recommendations.services.facts import ManifestoChanged, tell
from recommendations.services.manifesto.corrected import ensure_newest
from recommendations.services.manifesto.manifestos import own_manifesto
from recommendations.services.recording import record
from recommendations.storage.database import db, now, transaction
from recommendations.storage.manifestos import ManifestoRow
from recommendations.storage.people import Member
from recommendations.storage.record import lock_chain
from recommendations.storage.signing import CoSignature, co_signature_of, co_signatures_under

_BEGINNINGS = (b"%PDF-", b"\x89PNG", b"\xff\xd8\xff")


@dataclass(frozen=True, slots=True)
class CoSigned:
    """A member that has joined; ``mandate`` is the name of the document that shows who may sign for it."""

    id: UUID
    member: str
    country: str
    name: str
    function: str
    at: datetime
    mandate: str


@dataclass(frozen=True, slots=True)
class Mandate:
    """The document that shows that somebody may sign for a member."""

    name: str
    content: bytes


def co_signatures(session: Session, manifesto_id: UUID) -> tuple[CoSigned, ...]:
    """The members that have joined, in the order in which they did."""
    return tuple(
        CoSigned(row.id, member.name, member.country, row.name, row.function, row.at, row.mandate_name)
        for row, member in co_signatures_under(session, manifesto_id)
    )


def may_co_sign(session: Session, row: ManifestoRow, actor: Actor) -> bool:
    """Whether the actor's member can join this manifesto now."""
    if row.state is not ManifestoState.SIGNED or actor.member_id is None:
        return False
    is_new = co_signature_of(session, row.id, actor.member_id) is None
    return is_new and permits(actor, Action.CO_SIGN_MANIFESTO, Subject(actor.edition_id))


def co_sign(number: int, function: str, mandate: Mandate | None, actor: Actor) -> None:
    """The actor's member has joined the signed manifesto.

    Raises:
        NotPermitted, NotFound, NotYetSigned, AlreadyCoSigned, FunctionMissing, TextTooLong.
        MandateTooLarge, MandateOfOtherKind.
        CorrectedSince: a corrigendum is in force; who joins now joins the corrected text.
    """
    ensure_permitted(actor, Action.CO_SIGN_MANIFESTO, Subject(actor.edition_id))
    ensure_short(function)
    if not function.strip():
        raise FunctionMissing
    if mandate is not None:
        _ensure_readable(mandate)
    with transaction() as session:
        lock_chain(session, actor.edition_id)
        row = _signed(session, number, actor)
        if actor.member_id is None:  # pragma: no cover - the permission asks for a member
            raise NotFound
        if co_signature_of(session, row.id, actor.member_id) is not None:
            raise AlreadyCoSigned
        session.add(_row(row, function.strip(), mandate, actor))
        payload: dict[str, Json] = {
            "number": row.number,
            "sha256": row.sha256,
            "member": session.get_one(Member, actor.member_id).name,
            "name": actor.name,
            "function": function.strip(),
            "mandate_sha256": sha256(mandate.content).hexdigest() if mandate else "",
        }
        record(session, row.edition_id, "manifesto-co-signed", payload, actor)
    tell(ManifestoChanged(actor.edition_id, row.id))


def mandate_of(co_signature_id: UUID, actor: Actor) -> Mandate:
    """The document that was handed in with a co-signature.

    Raises:
        NotPermitted, NotFound.
    """
    ensure_permitted(actor, Action.MANAGE_PARTICIPANTS, Subject(actor.edition_id))
    row = db.session.get(CoSignature, co_signature_id)
    if row is None or row.mandate is None:
        raise NotFound
    if db.session.get_one(ManifestoRow, row.manifesto_id).edition_id != actor.edition_id:
        raise NotFound
    return Mandate(row.mandate_name, row.mandate)


def _row(manifesto: ManifestoRow, function: str, mandate: Mandate | None, actor: Actor) -> CoSignature:
    return CoSignature(
        manifesto_id=manifesto.id,
        member_id=actor.member_id,
        person_id=actor.person_id,
        name=actor.name,
        function=function,
        sha256=manifesto.sha256,
        at=now(),
        mandate_name=mandate.name if mandate else "",
        mandate=mandate.content if mandate else None,
    )


def _signed(session: Session, number: int, actor: Actor) -> ManifestoRow:
    row = own_manifesto(session, actor, number)
    if row.state is not ManifestoState.SIGNED:
        raise NotYetSigned
    ensure_newest(session, row)
    return row


def _ensure_readable(mandate: Mandate) -> None:
    ensure_short(mandate.name)
    if len(mandate.content) > LONGEST_MANDATE:
        raise MandateTooLarge
    if not mandate.content.startswith(_BEGINNINGS):
        raise MandateOfOtherKind
