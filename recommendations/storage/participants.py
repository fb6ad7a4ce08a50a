"""The secretariat's list: people with their cities and offices."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload, selectinload

from recommendations.domain.people import Role
from recommendations.storage.people import Member, OfficeRow, Person

PAGE = 50


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the list is narrowed to: words in a name, city, country or address; a role; who is here and who is not."""

    words: str = ""
    role: Role | None = None
    is_present: bool | None = None


def _conditions(edition_id: UUID, wanted: Wanted) -> list[sa.ColumnElement[bool]]:
    conditions: list[sa.ColumnElement[bool]] = [Person.edition_id == edition_id]
    fields = (Person.name, Person.email, Member.name, Member.country)
    conditions += [
        sa.or_(*(field.icontains(word, autoescape=True) for field in fields)) for word in wanted.words.split()
    ]
    if wanted.role is not None:
        holds = sa.select(OfficeRow.id).where(OfficeRow.person_id == Person.id, OfficeRow.role == wanted.role)
        conditions.append(holds.exists())
    if wanted.is_present is not None:
        conditions.append(Person.present.is_(wanted.is_present))
    return conditions


def people_wanted(session: Session, edition_id: UUID, wanted: Wanted, page: int) -> Sequence[Person]:
    """One page of the people wanted, by name, with their cities and offices; pages count from 1."""
    people = (
        sa.select(Person)
        .outerjoin(Member, Member.id == Person.member_id)
        .where(*_conditions(edition_id, wanted))
        .options(joinedload(Person.member), selectinload(Person.offices))
        .order_by(Person.name, Person.id)
        .limit(PAGE)
        .offset((page - 1) * PAGE)
    )
    return session.scalars(people).unique().all()


def count_wanted(session: Session, edition_id: UUID, wanted: Wanted) -> int:
    """How many people are wanted."""
    people = sa.select(sa.func.count()).select_from(Person).outerjoin(Member, Member.id == Person.member_id)
    return session.scalar(people.where(*_conditions(edition_id, wanted))) or 0


def member_in(session: Session, edition_id: UUID, member_id: UUID) -> Member | None:
    """The member, if of this edition."""
    return session.scalars(sa.select(Member).where(Member.id == member_id, Member.edition_id == edition_id)).first()


def attendance_of_members(session: Session, edition_id: UUID) -> tuple[int, int]:
    """How many members have somebody present, and how many members there are."""
    here = sa.select(sa.func.count(sa.distinct(Person.member_id))).where(Person.edition_id == edition_id)
    everybody = sa.select(sa.func.count()).select_from(Member).where(Member.edition_id == edition_id)
    return session.scalar(here.where(Person.present)) or 0, session.scalar(everybody) or 0


def present_of_member(session: Session, member_id: UUID) -> Person | None:
    """Somebody accredited of this member who is in the room, the first by name."""
    here = sa.select(Person).where(Person.member_id == member_id, Person.present, Person.accredited)
    return session.scalars(here.order_by(Person.name, Person.id).limit(1)).first()
