"""Editions and their themes."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, Session, mapped_column

from recommendations.domain.editions import ThemeKind
from recommendations.storage.database import Base, Identified, enum_of


class Edition(Identified, Base):
    """One conference with its rules; translations are {language: text}, the first of ``languages`` decides.

    ``register_number`` is the organisation's in the Transparency Register of the European Union.
    """

    __tablename__ = "editions"

    code: Mapped[str] = mapped_column(unique=True)
    title: Mapped[dict[str, str]]
    place: Mapped[str]
    days: Mapped[list[str]] = mapped_column(sa.JSON())
    time_zone: Mapped[str] = mapped_column(default="Europe/Brussels")
    languages: Mapped[list[str]] = mapped_column(sa.JSON())
    addressees: Mapped[dict[str, dict[str, str]]] = mapped_column(sa.JSON())
    rules: Mapped[dict[str, object]] = mapped_column(sa.JSON())
    members_total: Mapped[int | None]
    amendment_deadline: Mapped[datetime | None]
    notice: Mapped[dict[str, str]] = mapped_column(default=dict)
    is_demonstration: Mapped[bool] = mapped_column(default=False)
    register_number: Mapped[str] = mapped_column(sa.Text(), default="", server_default="")


class Theme(Identified, Base):
    """A chapter of the manifesto, or the preamble, which is a text like the others.

    ``merged_into_id`` is the theme that has taken over its units; what was said in it is kept.
    """

    __tablename__ = "themes"
    __table_args__ = (sa.UniqueConstraint("edition_id", "number"), sa.UniqueConstraint("edition_id", "code"))

    edition_id: Mapped[UUID] = mapped_column(sa.ForeignKey("editions.id"), index=True)
    kind: Mapped[ThemeKind] = mapped_column(enum_of(ThemeKind), default=ThemeKind.THEME)
    code: Mapped[str]
    number: Mapped[int]
    title: Mapped[dict[str, str]]
    workshop: Mapped[dict[str, str]] = mapped_column(default=dict)
    merged_into_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("themes.id"))


def themes_of(session: Session, edition_id: UUID) -> list[Theme]:
    """The edition's themes by number, the preamble first."""
    themes = sa.select(Theme).where(Theme.edition_id == edition_id).order_by(Theme.number)
    return list(session.scalars(themes))


def standing_themes(session: Session, edition_id: UUID) -> list[Theme]:
    """Those of the edition's themes whose text is their own, not that of another one by now."""
    return [theme for theme in themes_of(session, edition_id) if theme.merged_into_id is None]


def theme_in(session: Session, edition_id: UUID, theme_id: UUID) -> Theme | None:
    """The theme, if it belongs to the edition."""
    return session.scalars(sa.select(Theme).where(Theme.id == theme_id, Theme.edition_id == edition_id)).first()


def theme_by_code(session: Session, edition_id: UUID, code: str) -> Theme | None:
    """The edition's theme with this code; capitals do not matter."""
    found = sa.select(Theme).where(Theme.edition_id == edition_id, sa.func.lower(Theme.code) == code.lower())
    return session.scalars(found).one_or_none()


def themes_merged_into(session: Session, theme_id: UUID) -> Sequence[Theme]:
    """The themes that this one has taken over, by number."""
    return session.scalars(sa.select(Theme).where(Theme.merged_into_id == theme_id).order_by(Theme.number)).all()


def first_editions(session: Session, limit: int) -> Sequence[Edition]:
    """At most ``limit`` editions, by their codes."""
    return session.scalars(sa.select(Edition).order_by(Edition.code).limit(limit)).all()


def edition_by_code(session: Session, code: str) -> Edition | None:
    """The edition that commands call by this code; capitals do not matter."""
    return session.scalars(sa.select(Edition).where(sa.func.lower(Edition.code) == code.lower())).one_or_none()
