"""Passkeys of signatories, what they were asked to sign, and the members that co-sign later."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, Session, deferred, mapped_column

from recommendations.storage.database import Base, Identified
from recommendations.storage.people import Member


class Passkey(Identified, Base):
    """The public half of a key that never leaves the signatory's device; ``credential`` is base64url."""

    __tablename__ = "passkeys"

    person_id: Mapped[UUID] = mapped_column(sa.ForeignKey("persons.id"), index=True)
    credential: Mapped[str] = mapped_column(unique=True)
    public_key: Mapped[bytes]
    uses: Mapped[int] = mapped_column(default=0)
    label: Mapped[str]
    created_at: Mapped[datetime]


class KeyChallenge(Identified, Base):
    """What a passkey was asked to sign; it is taken away at its first use. ``manifesto_id`` is None for a new key."""

    __tablename__ = "key_challenges"

    person_id: Mapped[UUID] = mapped_column(sa.ForeignKey("persons.id"), index=True)
    manifesto_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("manifestos.id"))
    nonce: Mapped[bytes]
    expires_at: Mapped[datetime]


class CoSignature(Identified, Base):
    """A member that joined a signed manifesto, by whom and with which document that shows the mandate."""

    __tablename__ = "co_signatures"
    __table_args__ = (sa.UniqueConstraint("manifesto_id", "member_id"),)

    manifesto_id: Mapped[UUID] = mapped_column(sa.ForeignKey("manifestos.id"), index=True)
    member_id: Mapped[UUID] = mapped_column(sa.ForeignKey("members.id"))
    person_id: Mapped[UUID] = mapped_column(sa.ForeignKey("persons.id"))
    name: Mapped[str]
    function: Mapped[str]
    sha256: Mapped[str]
    at: Mapped[datetime]
    mandate_name: Mapped[str] = mapped_column(default="")
    mandate: Mapped[bytes | None] = deferred(mapped_column(sa.LargeBinary()))


def passkeys_of(session: Session, person_id: UUID) -> Sequence[Passkey]:
    """The person's passkeys, oldest first."""
    found = sa.select(Passkey).where(Passkey.person_id == person_id)
    return session.scalars(found.order_by(Passkey.created_at, Passkey.id)).all()


def passkey_by_credential(session: Session, credential: str) -> Passkey | None:
    """The passkey with this identifier, whosever it is."""
    return session.scalars(sa.select(Passkey).where(Passkey.credential == credential)).one_or_none()


def take_challenge(session: Session, person_id: UUID, manifesto_id: UUID | None) -> KeyChallenge | None:
    """The newest challenge given to this person for this purpose; all of them are spent with it."""
    given = sa.select(KeyChallenge).where(
        KeyChallenge.person_id == person_id, KeyChallenge.manifesto_id.is_not_distinct_from(manifesto_id)
    )
    found = session.scalars(given.order_by(KeyChallenge.expires_at)).all()
    for challenge in found:
        session.delete(challenge)
    session.flush()
    return found[-1] if found else None


def co_signatures_under(session: Session, manifesto_id: UUID) -> list[tuple[CoSignature, Member]]:
    """The members that have joined, in the order in which they did."""
    rows = (
        sa.select(CoSignature, Member)
        .join(Member, Member.id == CoSignature.member_id)
        .where(CoSignature.manifesto_id == manifesto_id)
        .order_by(CoSignature.at, CoSignature.id)
    )
    return [(row, member) for row, member in session.execute(rows)]


def co_signature_of(session: Session, manifesto_id: UUID, member_id: UUID) -> CoSignature | None:
    """The member's co-signature under this manifesto."""
    found = sa.select(CoSignature).where(CoSignature.manifesto_id == manifesto_id, CoSignature.member_id == member_id)
    return session.scalars(found).one_or_none()
