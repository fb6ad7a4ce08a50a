"""Signing in and out: links, codes, and sessions kept on the server."""

import hmac
import secrets
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from uuid import UUID

from flask import current_app
from sqlalchemy.orm import Session

from recommendations.config import Settings
from recommendations.domain import signing_in as rules
from recommendations.domain.canonical import Json
from recommendations.domain.people import Actor, Office
from recommendations.domain.permissions import Action, Subject, ensure_permitted
from recommendations.domain.refusals import NotConfirmed, NotFound
from recommendations.domain.signing_in import CredentialKind
from recommendations.services.facts import SignedOut, tell
from recommendations.services.people.attempts import attempts
from recommendations.services.recording import record
from recommendations.storage import people as rows
from recommendations.storage.database import db, now, transaction
from recommendations.storage.editions import Edition
from recommendations.storage.writer import submit


@dataclass(frozen=True, slots=True)
class LinkView:
    """Whom a link would sign in; ``member`` is the city or empty, ``edition`` its title by language."""

    name: str
    member: str
    edition: dict[str, str]
    is_own: bool


@dataclass(frozen=True, slots=True)
class SessionView:
    """One device on which a person is signed in; times are UTC."""

    device: str
    created_at: datetime
    seen_at: datetime
    is_this: bool


def _hash(token: str) -> str:
    return sha256(token.encode()).hexdigest()


def _hash_code(code: str) -> str:
    # A code has 39 bits only: without the server's key, a stolen database does not give the codes away.
    settings: Settings = current_app.config["SETTINGS"]
    return hmac.new(settings.secret_key.encode(), code.encode(), sha256).hexdigest()


def issue_link(person_id: UUID, actor: Actor | None) -> str:
    """The token of a new personal link, valid once and for 7 days; older unused links of the person end.

    ``actor`` is None for the operator at the machine itself.

    Raises:
        NotPermitted, NotFound.
    """
    token = secrets.token_urlsafe(16)
    _issue(person_id, rows.Credential(kind=CredentialKind.LINK, digest=_hash(token)), actor)
    return token


def issue_code(person_id: UUID, actor: Actor | None) -> str:
    """A new short code, valid once and for 24 hours; an older unused code of the person ends.

    Raises:
        NotPermitted, NotFound.
    """
    code = "".join(secrets.choice(rules.ALPHABET) for _ in range(rules.CODE_LENGTH))
    half = code[: rules.PUBLIC_HALF]
    credential = rows.Credential(kind=CredentialKind.CODE, digest=_hash_code(code), public_half=half)
    _issue(person_id, credential, actor)
    return rules.written_code(code)


def _issue(person_id: UUID, credential: rows.Credential, actor: Actor | None) -> None:
    if actor is not None:
        ensure_permitted(actor, Action.MANAGE_PARTICIPANTS, Subject(actor.edition_id))
    with transaction() as session:
        person = rows.person_in(session, actor.edition_id if actor else None, person_id)
        if person is None:
            raise NotFound
        lifetime = rules.LINK_LIFETIME if credential.kind is CredentialKind.LINK else rules.CODE_LIFETIME
        credential.person_id, credential.created_at = person_id, now()
        credential.expires_at = credential.created_at + lifetime
        rows.withdraw_credentials(session, person_id, credential.kind)
        session.add(credential)
        payload: dict[str, Json] = {"person": str(person_id), "kind": credential.kind.value}
        record(session, person.edition_id, "credential-issued", payload, actor)


def read_link(token: str, actor: Actor | None = None) -> LinkView:
    """Whom the link would sign in; nothing changes, mail scanners may look. A used link may be read by its owner.

    Raises:
        LinkUnknown, LinkExpired, LinkUsed, OtherEdition.
    """
    credential, person = _credential_of_link(db.session(), token)
    is_own = actor is not None and actor.person_id == person.id
    if not is_own:
        if credential.used_at is not None:
            raise rules.LinkUsed
        _ensure_link_good(credential, person, actor)
    edition = db.session.get_one(Edition, person.edition_id)
    return LinkView(person.name, person.member.name if person.member else "", edition.title, is_own)


def enter_by_link(token: str, device: str, actor: Actor | None = None) -> str:
    """The token of a new session; the link is spent.

    Raises:
        LinkUnknown, LinkExpired, LinkUsed, OtherEdition.
    """

    def job(session: Session) -> str:
        credential, person = _credential_of_link(session, token)
        _ensure_link_good(credential, person, actor)
        if not rows.spend_credential(session, credential.id, now()):
            raise rules.LinkUsed
        return _open_session(session, person.id, device)

    return submit(job)


def _credential_of_link(session: Session, token: str) -> tuple[rows.Credential, rows.Person]:
    credential = rows.credential_by_digest(session, _hash(token))
    if credential is None or credential.kind is not CredentialKind.LINK:
        raise rules.LinkUnknown
    return credential, session.get_one(rows.Person, credential.person_id)


def _ensure_link_good(credential: rows.Credential, person: rows.Person, actor: Actor | None) -> None:
    if credential.expires_at <= now():
        raise rules.LinkExpired
    _ensure_same_edition(person, actor)


def _ensure_same_edition(person: rows.Person, actor: Actor | None) -> None:
    if actor is not None and actor.edition_id != person.edition_id:
        raise rules.OtherEdition


def enter_by_code(typed: str, device: str, visitor: str, actor: Actor | None = None) -> str:
    """The token of a new session; the code is spent. ``visitor`` names the browser whose attempts are counted.

    Raises:
        CodeWrong, CodeExpired, CodeUsed, CodeBlocked, TooManyAttempts, OtherEdition.
    """
    attempts().ensure_left(visitor)
    code = rules.typed_code(typed)
    digest = _hash_code(code)  # here, for the writer's thread knows no application
    token = submit(lambda session: _try_code(session, code, digest, device, actor))
    if token is None:
        attempts().count_wrong(visitor)
        raise rules.CodeWrong
    return token


def _try_code(session: Session, code: str, digest: str, device: str, actor: Actor | None) -> str | None:
    # A wrong code returns None rather than refusing: the refusal would take back the counted attempt.
    credential = rows.credential_by_digest(session, digest)
    if credential is None:
        rows.count_attempt(session, code[: rules.PUBLIC_HALF])
        return None
    _ensure_code_good(credential)
    _ensure_same_edition(session.get_one(rows.Person, credential.person_id), actor)
    if not rows.spend_credential(session, credential.id, now()):
        raise rules.CodeUsed
    return _open_session(session, credential.person_id, device)


def _ensure_code_good(credential: rows.Credential) -> None:
    if credential.attempts >= rules.MOST_ATTEMPTS:
        raise rules.CodeBlocked
    if credential.expires_at <= now():
        raise rules.CodeExpired


def _open_session(session: Session, person_id: UUID, device: str) -> str:
    token, at = secrets.token_urlsafe(32), now()
    sign_in = rows.SignIn(person_id=person_id, digest=_hash(token), created_at=at, seen_at=at, device=device)
    sign_in.expires_at = at + rules.LONGEST_SESSION
    session.add(sign_in)
    return token


def actor_of(person: rows.Person) -> Actor:
    """The actor that this person is, with every office they hold."""
    offices = frozenset(Office(row.role, row.theme_id) for row in person.offices)
    return Actor(person.id, person.edition_id, person.name, offices, person.member_id, person.locale)


def actor_of_session(token: str | None) -> Actor | None:
    """The person signed in with this token; None if the session never was, was ended or has expired."""
    found = rows.signed_in_person(db.session(), _hash(token)) if token else ()
    if not found:
        return None
    sign_in, person, at = found[0][0], found[0][1], now()
    if not rules.session_holds(sign_in.created_at, sign_in.seen_at, at):
        return None
    offices = frozenset(Office(role, theme_id) for _, _, role, theme_id in found if role is not None)
    actor = Actor(person.id, person.edition_id, person.name, offices, person.member_id, person.locale)
    if at - sign_in.seen_at > rules.SEEN_EVERY:
        sign_in_id = sign_in.id
        with suppress(NotConfirmed):  # a full disk must not shut out those who only read
            submit(lambda session: rows.mark_seen(session, sign_in_id, at))
    return actor


def sessions_of(actor: Actor, token: str) -> tuple[SessionView, ...]:
    """The devices on which the actor is signed in, last used first; ``token`` marks this one."""
    ensure_permitted(actor, Action.MANAGE_OWN_SESSIONS, Subject(actor.edition_id))
    at, digest = now(), _hash(token)
    return tuple(
        SessionView(row.device, row.created_at, row.seen_at, row.digest == digest)
        for row in rows.sign_ins_of(db.session(), actor.person_id)
        if rules.session_holds(row.created_at, row.seen_at, at)
    )


def sign_out(actor: Actor, token: str) -> None:
    """End this session; the person's sockets close, those of other devices open again by themselves."""
    ensure_permitted(actor, Action.MANAGE_OWN_SESSIONS, Subject(actor.edition_id))
    with transaction() as session:
        rows.end_sign_in(session, _hash(token))
    tell(SignedOut(actor.edition_id, actor.person_id))


def sign_out_everywhere(actor: Actor) -> None:
    """End every session of the actor, this one too."""
    ensure_permitted(actor, Action.MANAGE_OWN_SESSIONS, Subject(actor.edition_id))
    with transaction() as session:
        rows.end_sign_ins(session, actor.person_id)
    tell(SignedOut(actor.edition_id, actor.person_id))


def choose_locale(actor: Actor, language: str) -> None:
    """Keep the language the actor reads the interface in."""
    ensure_permitted(actor, Action.MANAGE_OWN_SESSIONS, Subject(actor.edition_id))
    with transaction() as session:
        session.get_one(rows.Person, actor.person_id).locale = language
