"""Who supports an amendment, and who objects to an oral one: members, once each."""

from collections.abc import Collection, Sequence
from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, Session, mapped_column

from recommendations.storage.database import Base
from recommendations.storage.people import Member, Person


class Support(Base):
    """A member supports an amendment; the proposer's own member is not counted."""

    __tablename__ = "supports"

    amendment_id: Mapped[UUID] = mapped_column(sa.ForeignKey("amendments.id"), primary_key=True)
    member_id: Mapped[UUID] = mapped_column(sa.ForeignKey("members.id"), primary_key=True)
    person_id: Mapped[UUID] = mapped_column(sa.ForeignKey("persons.id"))
    at: Mapped[datetime]


class Objection(Base):
    """A member objects to an oral amendment being taken."""

    __tablename__ = "objections"

    amendment_id: Mapped[UUID] = mapped_column(sa.ForeignKey("amendments.id"), primary_key=True)
    member_id: Mapped[UUID] = mapped_column(sa.ForeignKey("members.id"), primary_key=True)
    person_id: Mapped[UUID] = mapped_column(sa.ForeignKey("persons.id"))
    at: Mapped[datetime]


SupporterRow = sa.Row[Support, Member, str]


def supporters_of(session: Session, amendment_id: UUID) -> Sequence[SupporterRow]:
    """Everybody who supports the amendment, with the member and the person's name, oldest first."""
    found = (
        sa.select(Support, Member, Person.name)
        .join(Member, Member.id == Support.member_id)
        .join(Person, Person.id == Support.person_id)
        .where(Support.amendment_id == amendment_id)
        .order_by(Support.at, Member.name)
    )
    return session.execute(found).all()


def supporting_members(session: Session, amendment_ids: Collection[UUID]) -> Sequence[sa.Row[UUID, UUID, str]]:
    """Amendment, member and its country for everything that supports one of these amendments."""
    found = sa.select(Support.amendment_id, Member.id, Member.country).join(Member, Member.id == Support.member_id)
    return session.execute(found.where(Support.amendment_id.in_(amendment_ids))).all()


def support_of(session: Session, amendment_id: UUID, member_id: UUID) -> Support | None:
    """The member's support of the amendment."""
    return session.get(Support, (amendment_id, member_id))


def objection_of(session: Session, amendment_id: UUID, member_id: UUID) -> Objection | None:
    """The member's objection to the oral amendment."""
    return session.get(Objection, (amendment_id, member_id))


def objections_to(session: Session, amendment_id: UUID) -> int:
    """How many members object to the oral amendment."""
    counted = sa.select(sa.func.count()).where(Objection.amendment_id == amendment_id)
    return session.scalar(counted) or 0


def supported_by(session: Session, member_id: UUID) -> Collection[UUID]:
    """The amendments that the member supports."""
    return set(session.scalars(sa.select(Support.amendment_id).where(Support.member_id == member_id)))
