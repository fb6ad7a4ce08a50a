"""Amendments as their proposers wrote them."""

from datetime import datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from recommendations.domain.amendments import AmendmentKind, AmendmentState
from recommendations.storage.database import Base, Identified, enum_of


class Amendment(Identified, Base):
    """A change of one unit of a frozen revision.

    ``amended`` holds the unit as the proposer wrote it, {language: unit as JSON}; ``hunks`` are derived from it
    once, {language: [...]}, in word coordinates of the base. ``felled_by_id`` names the decision behind a fall.
    """

    __tablename__ = "amendments"
    __table_args__ = (sa.UniqueConstraint("edition_id", "number"), sa.UniqueConstraint("edition_id", "filing_key"))

    edition_id: Mapped[UUID] = mapped_column(sa.ForeignKey("editions.id"), index=True)
    revision_id: Mapped[UUID] = mapped_column(sa.ForeignKey("revisions.id"), index=True)
    theme_id: Mapped[UUID] = mapped_column(sa.ForeignKey("themes.id"), index=True)
    unit_uid: Mapped[str]
    number: Mapped[int]
    kind: Mapped[AmendmentKind] = mapped_column(enum_of(AmendmentKind))
    state: Mapped[AmendmentState] = mapped_column(enum_of(AmendmentState))
    state_reason: Mapped[str] = mapped_column(default="")
    felled_by_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("amendments.id"))
    member_id: Mapped[UUID] = mapped_column(sa.ForeignKey("members.id"))
    person_id: Mapped[UUID] = mapped_column(sa.ForeignKey("persons.id"))
    title: Mapped[str]
    reason: Mapped[str] = mapped_column(default="")
    language: Mapped[str]
    amended: Mapped[dict[str, Any]] = mapped_column(sa.JSON())
    hunks: Mapped[dict[str, Any]] = mapped_column(sa.JSON())
    filed_at: Mapped[datetime]
    filing_key: Mapped[str]

    @property
    def label(self) -> str:
        """The number as spoken: A12 stays A12 (R2)."""
        return f"A{self.number:02d}"
