"""Composed manifestos and the signatures under them."""

from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from recommendations.domain.adoption import ManifestoState
from recommendations.storage.database import Base, Identified, enum_of


class ManifestoRow(Identified, Base):
    """The frozen value as canonical JSON, with its hash; never edited, only composed anew."""

    __tablename__ = "manifestos"
    __table_args__ = (sa.UniqueConstraint("edition_id", "number"),)

    edition_id: Mapped[UUID] = mapped_column(sa.ForeignKey("editions.id"), index=True)
    number: Mapped[int]
    state: Mapped[ManifestoState] = mapped_column(enum_of(ManifestoState), default=ManifestoState.COMPILED)
    canonical: Mapped[str]
    sha256: Mapped[str]
    composed_at: Mapped[datetime]
    adopted_at: Mapped[datetime | None]


class SignatureRow(Identified, Base):
    """Who certified which hash, in which function."""

    __tablename__ = "signatures"
    __table_args__ = (sa.UniqueConstraint("manifesto_id", "person_id"),)

    manifesto_id: Mapped[UUID] = mapped_column(sa.ForeignKey("manifestos.id"), index=True)
    person_id: Mapped[UUID] = mapped_column(sa.ForeignKey("persons.id"))
    function: Mapped[str]
    place: Mapped[str]
    sha256: Mapped[str]
    signed_at: Mapped[datetime]
