"""To whom the package goes: the secretariat's list of named addressees."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from uuid import UUID

from sqlalchemy.orm import Session

from recommendations.domain.amendments import TextTooLong
from recommendations.domain.canonical import Json
from recommendations.domain.deliveries import (
    LONGEST_ADDRESS,
    LONGEST_LINE,
    LONGEST_REGISTER_NUMBER,
    RecipientIncomplete,
    RecipientLine,
)
from recommendations.domain.papers import Addressees
from recommendations.domain.people import Actor
from recommendations.domain.permissions import Action, Subject, ensure_permitted
from recommendations.domain.refusals import NotFound
from recommendations.services.papers.working_papers import addressees_of
from recommendations.services.recording import record
from recommendations.storage.database import db, transaction
from recommendations.storage.deliveries import Recipient, recipients_of
from recommendations.storage.editions import Edition
from recommendations.storage.record import lock_chain


@dataclass(frozen=True, slots=True)
class RecipientFields:
    """A recipient as the secretariat writes it; the address has one line for each of its lines."""

    addressee: str = ""
    name: str = ""
    office: str = ""
    address: str = ""
    salutation: str = ""
    language: str = ""


@dataclass(frozen=True, slots=True)
class ListedRecipient:
    """A recipient with its id."""

    id: UUID
    fields: RecipientFields


@dataclass(frozen=True, slots=True)
class RecipientsPage:
    """The list in its order, and what may be chosen: the edition's institutions and languages.

    ``register_number`` is the sender's in the Transparency Register.
    """

    recipients: tuple[ListedRecipient, ...]
    addressees: Addressees
    languages: tuple[str, ...]
    register_number: str = ""


def recipients_page(actor: Actor) -> RecipientsPage:
    """The list of recipients.

    Raises:
        NotPermitted.
    """
    ensure_permitted(actor, Action.MANAGE_RECIPIENTS, Subject(actor.edition_id))
    session = db.session()
    edition = session.get_one(Edition, actor.edition_id)
    listed = tuple(ListedRecipient(row.id, _fields(row)) for row in recipients_of(session, edition.id))
    return RecipientsPage(listed, addressees_of(edition), tuple(edition.languages), edition.register_number)


def recipient_lines(session: Session, edition_id: UUID) -> tuple[RecipientLine, ...]:
    """The recipients as letters need them, in the order of the list."""
    return tuple(
        RecipientLine(
            row.addressee, row.name, row.office, tuple(row.address.splitlines()), row.salutation, row.language
        )
        for row in recipients_of(session, edition_id)
    )


def add_recipient(actor: Actor, fields: RecipientFields) -> UUID:
    """The recipient is the last one of the list.

    Raises:
        NotPermitted, RecipientIncomplete, TextTooLong.
    """
    _ensure_desk(actor)
    with transaction() as session:
        lock_chain(session, actor.edition_id)
        written = _checked(session, actor, fields)
        rows = recipients_of(session, actor.edition_id)
        position = max((row.position for row in rows), default=0) + 1
        row = Recipient(edition_id=actor.edition_id, position=position, **asdict(written))
        session.add(row)
        session.flush()
        _record(session, actor, "recipient-added", row)
    return row.id


def change_recipient(actor: Actor, recipient_id: UUID, fields: RecipientFields) -> None:
    """The recipient is written so from now on; packages that are made stay as they are.

    Raises:
        NotPermitted, NotFound, RecipientIncomplete, TextTooLong.
    """
    _ensure_desk(actor)
    with transaction() as session:
        lock_chain(session, actor.edition_id)
        row = _own(session, actor, recipient_id)
        for name, value in asdict(_checked(session, actor, fields)).items():
            setattr(row, name, value)
        _record(session, actor, "recipient-changed", row)


def remove_recipient(actor: Actor, recipient_id: UUID) -> None:
    """No later package goes to this recipient.

    Raises:
        NotPermitted, NotFound.
    """
    _ensure_desk(actor)
    with transaction() as session:
        lock_chain(session, actor.edition_id)
        row = _own(session, actor, recipient_id)
        _record(session, actor, "recipient-removed", row)
        session.delete(row)


def write_register_number(actor: Actor, number: str) -> None:
    """Later letters and summaries bear this number of the sender, or none.

    Raises:
        NotPermitted, TextTooLong.
    """
    _ensure_desk(actor)
    written = " ".join(number.split())
    if len(written) > LONGEST_REGISTER_NUMBER:
        raise TextTooLong(most=LONGEST_REGISTER_NUMBER)
    with transaction() as session:
        lock_chain(session, actor.edition_id)
        edition = session.get_one(Edition, actor.edition_id)
        if written != edition.register_number:
            edition.register_number = written
            record(session, edition.id, "register-number-written", {"number": written or "–"}, actor)


def move_recipient(actor: Actor, recipient_id: UUID, *, up: bool) -> None:
    """The recipient changes places with the one before or behind it, if there is one.

    Raises:
        NotPermitted, NotFound.
    """
    _ensure_desk(actor)
    with transaction() as session:
        lock_chain(session, actor.edition_id)
        row = _own(session, actor, recipient_id)
        rows = list(recipients_of(session, actor.edition_id))
        place = rows.index(row)
        other = place - 1 if up else place + 1
        if 0 <= other < len(rows):
            rows[place], rows[other] = rows[other], rows[place]
        _renumber(rows)


def _renumber(rows: Sequence[Recipient]) -> None:
    for position, row in enumerate(rows, start=1):
        row.position = position


def _ensure_desk(actor: Actor) -> None:
    ensure_permitted(actor, Action.MANAGE_RECIPIENTS, Subject(actor.edition_id))


def _own(session: Session, actor: Actor, recipient_id: UUID) -> Recipient:
    row = session.get(Recipient, recipient_id)
    if row is None or row.edition_id != actor.edition_id:
        raise NotFound
    return row


def _checked(session: Session, actor: Actor, fields: RecipientFields) -> RecipientFields:
    edition = session.get_one(Edition, actor.edition_id)
    lines = "\n".join(filter(None, (" ".join(line.split()) for line in fields.address.splitlines())))
    written = replace(
        fields,
        name=" ".join(fields.name.split()),
        office=" ".join(fields.office.split()),
        address=lines,
        salutation=" ".join(fields.salutation.split()),
    )
    if max(map(len, (written.name, written.office, written.salutation))) > LONGEST_LINE:
        raise TextTooLong(most=LONGEST_LINE)
    if len(written.address) > LONGEST_ADDRESS:
        raise TextTooLong(most=LONGEST_ADDRESS)
    is_known = written.addressee in edition.addressees and written.language in edition.languages
    if not (is_known and written.name and written.address):
        raise RecipientIncomplete
    return written


def _fields(row: Recipient) -> RecipientFields:
    return RecipientFields(row.addressee, row.name, row.office, row.address, row.salutation, row.language)


def _record(session: Session, actor: Actor, kind: str, row: Recipient) -> None:
    payload: dict[str, Json] = {"name": row.name, "addressee": row.addressee}
    record(session, actor.edition_id, kind, payload, actor)
