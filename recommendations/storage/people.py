"""Members, persons, their offices, and the ways they sign in."""

from datetime import datetime
from fractions import Fraction
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from recommendations.domain.people import Role
from recommendations.storage.database import Base, Identified, enum_of


class Member(Identified, Base):
    """A city or region: the member, not the person, has the vote."""

    __tablename__ = "members"
    __table_args__ = (sa.UniqueConstraint("edition_id", "code"),)

    edition_id: Mapped[UUID] = mapped_column(sa.ForeignKey("editions.id"), index=True)
    code: Mapped[str]
    name: Mapped[str]
    country: Mapped[str]
    weight: Mapped[Fraction] = mapped_column(default=Fraction(1))
    fee_paid: Mapped[bool] = mapped_column(default=True)


class Person(Identified, Base):
    """Somebody who may sign in to one edition; a delegate carries the vote of ``member``."""

    __tablename__ = "persons"
    __table_args__ = (sa.UniqueConstraint("edition_id", "email"),)

    edition_id: Mapped[UUID] = mapped_column(sa.ForeignKey("editions.id"), index=True)
    member_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("members.id"), index=True)
    name: Mapped[str]
    email: Mapped[str]
    locale: Mapped[str] = mapped_column(default="en")
    accredited: Mapped[bool] = mapped_column(default=True)
    present: Mapped[bool] = mapped_column(default=False)
    member: Mapped[Member | None] = relationship()
    offices: Mapped[list["OfficeRow"]] = relationship(cascade="all, delete-orphan")


class OfficeRow(Identified, Base):
    """One role of a person, in the edition or in one theme."""

    __tablename__ = "offices"
    __table_args__ = (sa.UniqueConstraint("person_id", "role", "theme_id"),)

    person_id: Mapped[UUID] = mapped_column(sa.ForeignKey("persons.id"), index=True)
    role: Mapped[Role] = mapped_column(enum_of(Role))
    theme_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("themes.id"))


class Credential(Identified, Base):
    """A personal link or a short code, hashed at rest; a link is spent at its first use."""

    __tablename__ = "credentials"

    person_id: Mapped[UUID] = mapped_column(sa.ForeignKey("persons.id"), index=True)
    kind: Mapped[str]
    digest: Mapped[str] = mapped_column(unique=True)
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]


class SignIn(Identified, Base):
    """A session on the server; the cookie holds a token whose hash is here."""

    __tablename__ = "sign_ins"

    person_id: Mapped[UUID] = mapped_column(sa.ForeignKey("persons.id"), index=True)
    digest: Mapped[str] = mapped_column(unique=True)
    created_at: Mapped[datetime]
    seen_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    device: Mapped[str] = mapped_column(default="")
