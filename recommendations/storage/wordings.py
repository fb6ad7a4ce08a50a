"""Every wording that an amendment has had, its parts, and the wording fixed for each combination of them."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, Session, mapped_column

from recommendations.domain.amendments import AmendmentState, VersionCause
from recommendations.storage.database import Base, enum_of
from recommendations.storage.guards import make_immutable


class AmendmentVersion(Base):
    """One wording of an amendment, on one revision, written for good; the first is what was filed.

    ``amended`` and ``hunks`` are as in the amendment; ``because_id`` names the sub-amendment that changed it.
    """

    __tablename__ = "amendment_versions"

    amendment_id: Mapped[UUID] = mapped_column(sa.ForeignKey("amendments.id"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    revision_id: Mapped[UUID] = mapped_column(sa.ForeignKey("revisions.id"))
    cause: Mapped[VersionCause] = mapped_column(enum_of(VersionCause))
    because_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("amendments.id"))
    amended: Mapped[dict[str, Any]] = mapped_column(sa.JSON())
    hunks: Mapped[dict[str, Any]] = mapped_column(sa.JSON())
    person_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("persons.id"))
    at: Mapped[datetime]


class AmendmentPart(Base):
    """One part of an amendment that is put to the vote in parts."""

    __tablename__ = "amendment_parts"

    amendment_id: Mapped[UUID] = mapped_column(sa.ForeignKey("amendments.id"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str]
    state: Mapped[AmendmentState] = mapped_column(enum_of(AmendmentState))


class PartWording(Base):
    """How the unit reads if exactly these parts are adopted ("1", "1,2"), fixed before the first of their polls."""

    __tablename__ = "part_wordings"

    amendment_id: Mapped[UUID] = mapped_column(sa.ForeignKey("amendments.id"), primary_key=True)
    parts: Mapped[str] = mapped_column(primary_key=True)
    amended: Mapped[dict[str, Any]] = mapped_column(sa.JSON())


make_immutable(AmendmentVersion)


def versions_of(session: Session, amendment_id: UUID) -> Sequence[AmendmentVersion]:
    """Everything the amendment has said, oldest first."""
    found = sa.select(AmendmentVersion).where(AmendmentVersion.amendment_id == amendment_id)
    return session.scalars(found.order_by(AmendmentVersion.number)).all()


def parts_of(session: Session, amendment_id: UUID) -> Sequence[AmendmentPart]:
    """The parts in which the amendment is put to the vote; none if it is voted as a whole."""
    found = sa.select(AmendmentPart).where(AmendmentPart.amendment_id == amendment_id)
    return session.scalars(found.order_by(AmendmentPart.number).execution_options(populate_existing=True)).all()


def parts_in(session: Session, amendment_ids: Collection[UUID]) -> Sequence[AmendmentPart]:
    """The parts of all these amendments, in their order."""
    found = sa.select(AmendmentPart).where(AmendmentPart.amendment_id.in_(amendment_ids))
    ordered = found.order_by(AmendmentPart.amendment_id, AmendmentPart.number)
    return session.scalars(ordered.execution_options(populate_existing=True)).all()


def wordings_of(session: Session, amendment_id: UUID) -> dict[frozenset[int], dict[str, Any]]:
    """The wording fixed for each combination of adopted parts, {language: unit as JSON}."""
    found = sa.select(PartWording).where(PartWording.amendment_id == amendment_id)
    return {frozenset(map(int, row.parts.split(","))): row.amended for row in session.scalars(found)}


def version_of(session: Session, amendment_id: UUID, number: int) -> AmendmentVersion:
    """What the amendment said at this version; every version there was is kept."""
    return session.get_one(AmendmentVersion, (amendment_id, number))


def drop_parts(session: Session, amendment_id: UUID) -> None:
    """The amendment is voted as a whole again: its parts and their fixed wordings are gone."""
    for table in (AmendmentPart, PartWording):
        session.execute(sa.delete(table).where(table.amendment_id == amendment_id))
