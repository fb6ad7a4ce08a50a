"""What people have tied together: compromises with what they replace, and meanings that exclude each other."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, Session, mapped_column

from recommendations.domain.amendments import Consent, LinkKind
from recommendations.storage.database import Base, Identified, enum_of


class AmendmentLink(Identified, Base):
    """A compromise (``one_id``) with one amendment it would replace, or two that exclude each other by meaning.

    Of a compromise, ``consent`` is what the replaced amendment's author says. A link that has ended stays.
    """

    __tablename__ = "amendment_links"

    edition_id: Mapped[UUID] = mapped_column(sa.ForeignKey("editions.id"), index=True)
    kind: Mapped[LinkKind] = mapped_column(enum_of(LinkKind))
    one_id: Mapped[UUID] = mapped_column(sa.ForeignKey("amendments.id"), index=True)
    other_id: Mapped[UUID] = mapped_column(sa.ForeignKey("amendments.id"), index=True)
    consent: Mapped[Consent | None] = mapped_column(enum_of(Consent))
    consent_by: Mapped[UUID | None] = mapped_column(sa.ForeignKey("persons.id"))
    consent_at: Mapped[datetime | None]
    reason: Mapped[str] = mapped_column(default="")
    person_id: Mapped[UUID] = mapped_column(sa.ForeignKey("persons.id"))
    at: Mapped[datetime]
    ended_at: Mapped[datetime | None]


def links_of(session: Session, amendment_id: UUID) -> Sequence[AmendmentLink]:
    """The links in force that the amendment is an end of, oldest first."""
    found = sa.select(AmendmentLink).where(
        sa.or_(AmendmentLink.one_id == amendment_id, AmendmentLink.other_id == amendment_id),
        AmendmentLink.ended_at.is_(None),
    )
    return session.scalars(found.order_by(AmendmentLink.at).execution_options(populate_existing=True)).all()


def links_in(session: Session, edition_id: UUID) -> Sequence[AmendmentLink]:
    """All links in force in the edition, oldest first."""
    found = sa.select(AmendmentLink).where(AmendmentLink.edition_id == edition_id, AmendmentLink.ended_at.is_(None))
    return session.scalars(found.order_by(AmendmentLink.at).execution_options(populate_existing=True)).all()
