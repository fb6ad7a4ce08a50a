"""Amendments that somebody has begun to write and not filed yet."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, Session, mapped_column

from recommendations.storage.database import Base, Identified


class KeptForm(Identified, Base):
    """Everything typed into a filing form; ``key`` is the filing key, ``path`` the form's own address."""

    __tablename__ = "kept_forms"
    __table_args__ = (sa.UniqueConstraint("person_id", "key"),)

    edition_id: Mapped[UUID] = mapped_column(sa.ForeignKey("editions.id"), index=True)
    person_id: Mapped[UUID] = mapped_column(sa.ForeignKey("persons.id"), index=True)
    theme_id: Mapped[UUID] = mapped_column(sa.ForeignKey("themes.id"))
    key: Mapped[str]
    path: Mapped[str]
    subject: Mapped[str]
    fields: Mapped[list[Any]] = mapped_column(sa.JSON())
    saved_at: Mapped[datetime]


def forms_of(session: Session, person_id: UUID) -> Sequence[KeptForm]:
    """The person's forms, newest first."""
    found = sa.select(KeptForm).where(KeptForm.person_id == person_id)
    return session.scalars(found.order_by(KeptForm.saved_at.desc(), KeptForm.id)).all()


def form_by_key(session: Session, person_id: UUID, key: str) -> KeptForm | None:
    """The person's form with this filing key."""
    return session.scalars(sa.select(KeptForm).where(KeptForm.person_id == person_id, KeptForm.key == key)).first()


def forget_form(session: Session, person_id: UUID, key: str) -> None:
    """The person's form with this filing key is gone, if there was one."""
    session.execute(sa.delete(KeptForm).where(KeptForm.person_id == person_id, KeptForm.key == key))
