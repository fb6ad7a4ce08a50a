"""Live texts with their log of updates, and the immutable revisions frozen from them."""

from datetime import datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from recommendations.domain.text import UnitKind
from recommendations.storage.database import Base, Identified, enum_of
from recommendations.storage.guards import make_immutable


class Text(Identified, Base):
    """The live text of a theme in one language; ``drafting`` tells whether updates are taken."""

    __tablename__ = "texts"
    __table_args__ = (sa.UniqueConstraint("theme_id", "language"),)

    theme_id: Mapped[UUID] = mapped_column(sa.ForeignKey("themes.id"), index=True)
    language: Mapped[str]
    epoch: Mapped[int] = mapped_column(default=1)
    drafting: Mapped[bool] = mapped_column(default=True)


class TextUpdate(Base):
    """One Yjs update on disk; the log, not any rendering of it, is the source of the text."""

    __tablename__ = "text_updates"
    __table_args__ = (sa.Index(None, "text_id", "seq"), {"sqlite_autoincrement": True})

    seq: Mapped[int] = mapped_column(sa.BigInteger().with_variant(sa.Integer(), "sqlite"), primary_key=True)
    text_id: Mapped[UUID] = mapped_column(sa.ForeignKey("texts.id"))
    person_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("persons.id"))
    at: Mapped[datetime]
    payload: Mapped[bytes]


class TextSnapshot(Base):
    """The whole document up to and including update ``seq``; updates after it are kept."""

    __tablename__ = "text_snapshots"

    text_id: Mapped[UUID] = mapped_column(sa.ForeignKey("texts.id"), primary_key=True)
    seq: Mapped[int] = mapped_column(sa.BigInteger())
    at: Mapped[datetime]
    payload: Mapped[bytes]


class Revision(Identified, Base):
    """An immutable numbered state of a theme's text in all its languages.

    ``base_id`` is None for a frozen draft; a consolidated revision names the frozen one it derives from.
    ``title`` is the theme's, {language: text}; revisions of before it was kept have none.
    """

    __tablename__ = "revisions"
    __table_args__ = (sa.UniqueConstraint("theme_id", "number"),)

    theme_id: Mapped[UUID] = mapped_column(sa.ForeignKey("themes.id"), index=True)
    number: Mapped[int]
    base_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("revisions.id"))
    line_algorithm: Mapped[int]
    line_width: Mapped[int]
    title: Mapped[dict[str, str]] = mapped_column(default=dict, server_default="{}")
    sha256: Mapped[str]
    frozen_at: Mapped[datetime]
    frozen_by: Mapped[UUID | None] = mapped_column(sa.ForeignKey("persons.id"))


class RevisionUnit(Identified, Base):
    """A unit of a revision in one language; ``number`` is as printed ("2.3") or empty.

    ``origin`` is the code of the theme from which it came when two themes were merged, else empty.
    """

    __tablename__ = "revision_units"
    __table_args__ = (sa.UniqueConstraint("revision_id", "language", "uid"),)

    revision_id: Mapped[UUID] = mapped_column(sa.ForeignKey("revisions.id"), index=True)
    language: Mapped[str]
    uid: Mapped[str]
    position: Mapped[int]
    kind: Mapped[UnitKind] = mapped_column(enum_of(UnitKind))
    number: Mapped[str] = mapped_column(default="")
    title: Mapped[str] = mapped_column(default="")
    addressees: Mapped[list[str]] = mapped_column(sa.JSON(), default=list)
    origin: Mapped[str] = mapped_column(default="", server_default="")


class RevisionParagraph(Identified, Base):
    """A paragraph of a unit as rows of spans; ``lines`` are the offsets at which its numbered lines begin."""

    __tablename__ = "revision_paragraphs"
    __table_args__ = (sa.UniqueConstraint("unit_id", "uid"),)

    unit_id: Mapped[UUID] = mapped_column(sa.ForeignKey("revision_units.id"), index=True)
    uid: Mapped[str]
    position: Mapped[int]
    spans: Mapped[list[dict[str, Any]]] = mapped_column(sa.JSON())
    first_line: Mapped[int]
    lines: Mapped[list[int]] = mapped_column(sa.JSON())


for _row in (Revision, RevisionUnit, RevisionParagraph):
    make_immutable(_row)
