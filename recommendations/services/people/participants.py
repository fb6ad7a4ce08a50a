"""The secretariat's desk: who is here, who is accredited, which city has paid."""

from dataclasses import dataclass
from uuid import UUID

from recommendations.domain.canonical import Json
from recommendations.domain.people import Actor, Office
from recommendations.domain.permissions import Action, Subject, ensure_permitted
from recommendations.domain.refusals import NotFound
from recommendations.services.facts import ParticipantsChanged, tell
from recommendations.services.recording import record
from recommendations.storage import participants as rows
from recommendations.storage.database import db, transaction
from recommendations.storage.people import Person, person_in

Wanted = rows.Wanted


@dataclass(frozen=True, slots=True)
class MemberView:
    """A city: its weight as exact text, and whether its fee is paid."""

    id: UUID
    name: str
    country: str
    weight: str
    fee_paid: bool


@dataclass(frozen=True, slots=True)
class PersonView:
    """A participant as the desk sees them."""

    id: UUID
    name: str
    email: str
    offices: tuple[Office, ...]
    member: MemberView | None
    is_accredited: bool
    is_present: bool


@dataclass(frozen=True, slots=True)
class ParticipantsView:
    """One page of the list; ``members_present`` counts cities that have somebody in the room."""

    people: tuple[PersonView, ...]
    found: int
    page: int
    pages: int
    members_present: int
    members: int


def _person(row: Person) -> PersonView:
    member = row.member
    return PersonView(
        id=row.id,
        name=row.name,
        email=row.email,
        offices=tuple(Office(office.role, office.theme_id) for office in row.offices),
        member=MemberView(member.id, member.name, member.country, str(member.weight), member.fee_paid)
        if member
        else None,
        is_accredited=row.accredited,
        is_present=row.present,
    )


def _ensure_desk(actor: Actor) -> None:
    ensure_permitted(actor, Action.MANAGE_PARTICIPANTS, Subject(actor.edition_id))


def participants(actor: Actor, wanted: Wanted, page: int = 1) -> ParticipantsView:
    """One page of the people wanted; a page beyond the end is the last one.

    Raises:
        NotPermitted.
    """
    _ensure_desk(actor)
    session = db.session()
    found = rows.count_wanted(session, actor.edition_id, wanted)
    pages = max(1, -(-found // rows.PAGE))
    page = min(max(page, 1), pages)
    people = tuple(_person(row) for row in rows.people_wanted(session, actor.edition_id, wanted, page))
    return ParticipantsView(people, found, page, pages, *rows.attendance_of_members(session, actor.edition_id))


def participant(actor: Actor, person_id: UUID) -> PersonView:
    """One person.

    Raises:
        NotPermitted, NotFound.
    """
    _ensure_desk(actor)
    row = person_in(db.session(), actor.edition_id, person_id)
    if row is None:
        raise NotFound
    return _person(row)


def set_presence(person_id: UUID, actor: Actor, *, present: bool) -> None:
    """Check the person in or out; polls opened from now on count them so. Idempotent.

    Raises:
        NotPermitted, NotFound.
    """
    _change(person_id, actor, "present", value=present)


def set_accreditation(person_id: UUID, actor: Actor, *, accredited: bool) -> None:
    """Accredit the person, or take the accreditation back (case 57); polls already open keep their roll. Idempotent.

    Raises:
        NotPermitted, NotFound.
    """
    _change(person_id, actor, "accredited", value=accredited)


def _change(person_id: UUID, actor: Actor, field: str, *, value: bool) -> None:
    _ensure_desk(actor)
    with transaction() as session:
        person = person_in(session, actor.edition_id, person_id)
        if person is None:
            raise NotFound
        if getattr(person, field) == value:
            return
        setattr(person, field, value)
        payload: dict[str, Json] = {"person": str(person_id), field: value}
        record(session, actor.edition_id, "participant-changed", payload, actor)
    tell(ParticipantsChanged(actor.edition_id))


def set_fee(member_id: UUID, actor: Actor, *, paid: bool) -> None:
    """Note that the member has paid, or not; it votes from the next poll on (case 93). Idempotent.

    Raises:
        NotPermitted, NotFound.
    """
    _ensure_desk(actor)
    with transaction() as session:
        member = rows.member_in(session, actor.edition_id, member_id)
        if member is None:
            raise NotFound
        if member.fee_paid == paid:
            return
        member.fee_paid = paid
        payload: dict[str, Json] = {"member": str(member_id), "fee_paid": paid}
        record(session, actor.edition_id, "member-changed", payload, actor)
    tell(ParticipantsChanged(actor.edition_id))
