"""Passkeys of signatories: entered once, kept as public keys, and asked to sign one text with the person verified."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from secrets import token_bytes
from urllib.parse import urlsplit
from uuid import UUID

import webauthn
from flask import current_app
from sqlalchemy.orm import Session
from webauthn.helpers import base64url_to_bytes, bytes_to_base64url, parse_authentication_credential_json
from webauthn.helpers.exceptions import WebAuthnException
from webauthn.helpers.structs import (
    AuthenticatorSelectionCriteria,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from recommendations.config import Settings
from recommendations.domain.canonical import Json
from recommendations.domain.people import Actor
from recommendations.domain.permissions import Action, Subject, ensure_permitted
from recommendations.domain.proposals import ensure_short
from recommendations.domain.refusals import NotFound
from recommendations.domain.signatures import (
    ChallengeOver,
    PasskeyInUse,
    PasskeyRefused,
    PasskeyUnknown,
    Proof,
)
from recommendations.services.recording import record
from recommendations.storage.database import db, now, transaction
from recommendations.storage.record import lock_chain
from recommendations.storage.signing import (
    KeyChallenge,
    Passkey,
    passkey_by_credential,
    passkeys_of,
    take_challenge,
)

TIME_TO_ANSWER = timedelta(minutes=5)
# What a browser can answer that the library does not accept; all but the first come from text that is no answer.
_UNREADABLE = (WebAuthnException, ValueError, KeyError, TypeError, RecursionError)


@dataclass(frozen=True, slots=True)
class PasskeyView:
    """One of the signatory's own passkeys."""

    id: UUID
    label: str
    created_at: datetime


def passkeys_work() -> bool:
    """Whether people reach this server by a name: a passkey belongs to a name, never to a number."""
    name = _name()
    return bool(name) and not name.replace(".", "").isdigit() and ":" not in name


def own_passkeys(actor: Actor) -> tuple[PasskeyView, ...]:
    """The actor's passkeys, oldest first.

    Raises:
        NotPermitted.
    """
    ensure_permitted(actor, Action.SIGN_MANIFESTO, Subject(actor.edition_id))
    return tuple(PasskeyView(row.id, row.label, row.created_at) for row in passkeys_of(db.session(), actor.person_id))


def offer_passkey(actor: Actor) -> str:
    """What the browser is asked in order to make a new passkey, as JSON.

    Raises:
        NotPermitted.
    """
    ensure_permitted(actor, Action.SIGN_MANIFESTO, Subject(actor.edition_id))
    with transaction() as session:
        known = [row.credential for row in passkeys_of(session, actor.person_id)]
        nonce = give_challenge(session, actor, None)
    options = webauthn.generate_registration_options(
        rp_id=_name(),
        rp_name="Hemicycle",
        user_id=actor.person_id.bytes,
        user_name=actor.name,
        challenge=nonce,
        exclude_credentials=_described(known),
        authenticator_selection=AuthenticatorSelectionCriteria(
            resident_key=ResidentKeyRequirement.PREFERRED, user_verification=UserVerificationRequirement.REQUIRED
        ),
    )
    return webauthn.options_to_json(options)


def enter_passkey(actor: Actor, answer: str, label: str) -> None:
    """The passkey that the browser has made is the actor's from now on.

    Raises:
        NotPermitted, TextTooLong, PasskeyInUse, PasskeyRefused, ChallengeOver.
    """
    ensure_permitted(actor, Action.SIGN_MANIFESTO, Subject(actor.edition_id))
    ensure_short(label)
    with transaction() as session:
        lock_chain(session, actor.edition_id)
        challenge = spent_challenge(session, actor, None)
        try:
            made = webauthn.verify_registration_response(
                credential=answer,
                expected_challenge=challenge.nonce,
                expected_rp_id=_name(),
                expected_origin=_origin(),
                require_user_verification=True,
            )
        except _UNREADABLE as fault:
            raise PasskeyRefused from fault
        credential = bytes_to_base64url(made.credential_id)
        if passkey_by_credential(session, credential) is not None:
            raise PasskeyInUse
        key = Passkey(
            person_id=actor.person_id,
            credential=credential,
            public_key=made.credential_public_key,
            uses=made.sign_count,
            label=label.strip(),
            created_at=now(),
        )
        session.add(key)
        record(session, actor.edition_id, "passkey-entered", {"label": key.label, "credential": credential}, actor)


def forget_passkey(actor: Actor, passkey_id: UUID) -> None:
    """The passkey can no longer sign; what it has signed stays signed.

    Raises:
        NotPermitted, NotFound.
    """
    ensure_permitted(actor, Action.SIGN_MANIFESTO, Subject(actor.edition_id))
    with transaction() as session:
        lock_chain(session, actor.edition_id)
        key = session.get(Passkey, passkey_id)
        if key is None or key.person_id != actor.person_id:
            raise NotFound
        session.delete(key)
        details: dict[str, Json] = {"label": key.label, "credential": key.credential}
        record(session, actor.edition_id, "passkey-forgotten", details, actor)


def question_for(session: Session, actor: Actor, challenge: bytes) -> str:
    """What the browser is asked in order to have ``challenge`` signed by one of the actor's passkeys, as JSON.

    Raises:
        PasskeyUnknown: there is none.
    """
    known = [row.credential for row in passkeys_of(session, actor.person_id)]
    if not known:
        raise PasskeyUnknown
    options = webauthn.generate_authentication_options(
        rp_id=_name(),
        challenge=challenge,
        allow_credentials=_described(known),
        user_verification=UserVerificationRequirement.REQUIRED,
    )
    return webauthn.options_to_json(options)


def proof_from(session: Session, actor: Actor, answer: str, challenge: bytes, nonce: bytes) -> Proof:
    """The answer of one of the actor's passkeys, checked against what it was asked to sign.

    Raises:
        PasskeyUnknown, PasskeyRefused.
    """
    try:
        given = parse_authentication_credential_json(answer)
    except _UNREADABLE as fault:
        raise PasskeyRefused from fault
    key = passkey_by_credential(session, bytes_to_base64url(given.raw_id))
    if key is None or key.person_id != actor.person_id:
        raise PasskeyUnknown
    try:
        checked = webauthn.verify_authentication_response(
            credential=given,
            expected_challenge=challenge,
            expected_rp_id=_name(),
            expected_origin=_origin(),
            credential_public_key=key.public_key,
            credential_current_sign_count=key.uses,
            require_user_verification=True,
        )
    except _UNREADABLE as fault:
        raise PasskeyRefused from fault
    key.uses = checked.new_sign_count
    return Proof(
        credential=key.credential,
        public_key=bytes_to_base64url(key.public_key),
        nonce=bytes_to_base64url(nonce),
        authenticator_data=bytes_to_base64url(given.response.authenticator_data),
        client_data=bytes_to_base64url(given.response.client_data_json),
        signature=bytes_to_base64url(given.response.signature),
    )


def give_challenge(session: Session, actor: Actor, manifesto_id: UUID | None) -> bytes:
    """A new nonce for this person and purpose, good for a few minutes."""
    nonce = token_bytes(32)
    session.add(
        KeyChallenge(
            person_id=actor.person_id, manifesto_id=manifesto_id, nonce=nonce, expires_at=now() + TIME_TO_ANSWER
        )
    )
    return nonce


def spent_challenge(session: Session, actor: Actor, manifesto_id: UUID | None) -> KeyChallenge:
    """The newest challenge for this person and purpose, which cannot be used again.

    Raises:
        ChallengeOver: there is none, or its time is over.
    """
    challenge = take_challenge(session, actor.person_id, manifesto_id)
    if challenge is None or challenge.expires_at < now():
        raise ChallengeOver
    return challenge


def _described(credentials: list[str]) -> list[PublicKeyCredentialDescriptor]:
    return [PublicKeyCredentialDescriptor(id=base64url_to_bytes(one)) for one in credentials]


def _origin() -> str:
    settings: Settings = current_app.config["SETTINGS"]
    return settings.public_origin


def _name() -> str:
    return urlsplit(_origin()).hostname or ""
