"""Members, persons, their offices, and the ways they sign in."""

from collections.abc import Collection, Sequence
from datetime import datetime
from fractions import Fraction
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship, selectinload

from recommendations.domain.people import Role
from recommendations.domain.signing_in import CredentialKind
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
    """A personal link or a short code, hashed at rest and spent at its first use.

    ``public_half`` is the part of a code by which it is found; wrong other halves are counted in ``attempts``.
    """

    __tablename__ = "credentials"

    person_id: Mapped[UUID] = mapped_column(sa.ForeignKey("persons.id"), index=True)
    kind: Mapped[CredentialKind] = mapped_column(enum_of(CredentialKind))
    digest: Mapped[str] = mapped_column(unique=True)
    public_half: Mapped[str] = mapped_column(default="", index=True)
    attempts: Mapped[int] = mapped_column(default=0)
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


def person_in(session: Session, edition_id: UUID | None, person_id: UUID) -> Person | None:
    """The person, if of this edition; any edition where None is given."""
    person = session.get(Person, person_id)
    return person if person is not None and edition_id in {None, person.edition_id} else None


def persons_of(session: Session, edition_id: UUID) -> Sequence[Person]:
    """Everybody of an edition with member and offices, by address."""
    everybody = sa.select(Person).where(Person.edition_id == edition_id).order_by(Person.email)
    return session.scalars(everybody.options(selectinload(Person.offices), selectinload(Person.member))).all()


def names_of(session: Session, person_ids: Collection[UUID]) -> dict[UUID, str]:
    """The names of these people, by their ids."""
    named = sa.select(Person.id, Person.name).where(Person.id.in_(person_ids))
    return {row.id: row.name for row in session.execute(named)}


def credential_by_digest(session: Session, digest: str) -> Credential | None:
    """The link or code whose hash this is."""
    return session.scalars(sa.select(Credential).where(Credential.digest == digest)).first()


def withdraw_credentials(session: Session, person_id: UUID, kind: CredentialKind) -> None:
    """Forget the person's unspent credentials of a kind: a new one replaces them."""
    unspent = (Credential.person_id == person_id, Credential.kind == kind, Credential.used_at.is_(None))
    session.execute(sa.delete(Credential).where(*unspent))


def spend_credential(session: Session, credential_id: UUID, at: datetime) -> bool:
    """Mark the credential used; False if somebody was faster."""
    unspent = (Credential.id == credential_id, Credential.used_at.is_(None))
    spent = session.execute(sa.update(Credential).where(*unspent).values(used_at=at).returning(Credential.id))
    return spent.first() is not None


def count_attempt(session: Session, public_half: str) -> None:
    """Count a wrong second half against every code that begins like this."""
    begins = (Credential.kind == CredentialKind.CODE, Credential.public_half == public_half)
    session.execute(sa.update(Credential).where(*begins).values(attempts=Credential.attempts + 1))


SignedInRow = sa.Row[SignIn, Person, Role, UUID | None]


# Built once: this is asked with every request, and building the statement cost more than executing it.
_SIGNED_IN = (
    sa.select(SignIn, Person, OfficeRow.role, OfficeRow.theme_id)
    .join(Person, Person.id == SignIn.person_id)
    .outerjoin(OfficeRow, OfficeRow.person_id == Person.id)
    .where(SignIn.digest == sa.bindparam("digest"))
)


def signed_in_person(session: Session, digest: str) -> Sequence[SignedInRow]:
    """The session with its person, once for each office: everything a request needs, in one query."""
    return session.execute(_SIGNED_IN, {"digest": digest}).all()


def sign_ins_of(session: Session, person_id: UUID) -> Sequence[SignIn]:
    """The person's sessions, last used first."""
    return session.scalars(
        sa.select(SignIn).where(SignIn.person_id == person_id).order_by(SignIn.seen_at.desc(), SignIn.id)
    ).all()


def mark_seen(session: Session, sign_in_id: UUID, at: datetime) -> None:
    """Let the session live on from this moment."""
    session.execute(sa.update(SignIn).where(SignIn.id == sign_in_id).values(seen_at=at))


def end_sign_in(session: Session, digest: str) -> None:
    """End one session."""
    session.execute(sa.delete(SignIn).where(SignIn.digest == digest))


def end_sign_ins(session: Session, person_id: UUID) -> None:
    """End every session of the person."""
    session.execute(sa.delete(SignIn).where(SignIn.person_id == person_id))
