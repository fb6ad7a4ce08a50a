"""Packages, recipients, the organisation's template, and Word files that came back."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, Session, deferred, mapped_column

from recommendations.domain.deliveries import PackageState
from recommendations.storage.database import Base, Identified, enum_of


class Recipient(Identified, Base):
    """Somebody to whom the package is addressed; ``addressee`` is the edition's code of the institution."""

    __tablename__ = "recipients"

    edition_id: Mapped[UUID] = mapped_column(sa.ForeignKey("editions.id"), index=True)
    position: Mapped[int]
    addressee: Mapped[str]
    name: Mapped[str]
    office: Mapped[str]
    address: Mapped[str]
    salutation: Mapped[str] = mapped_column(default="")
    language: Mapped[str]


class Package(Identified, Base):
    """A submission package of a manifesto; ``step`` says what is being written while it is in work.

    ``left_out`` are the languages that are not in it, ``has_pdf`` says whether it holds the manifesto as PDF.
    ``template_id`` is the Word template that its documents wear, None for the house's own.
    """

    __tablename__ = "packages"
    __table_args__ = (sa.UniqueConstraint("edition_id", "number"),)

    edition_id: Mapped[UUID] = mapped_column(sa.ForeignKey("editions.id"), index=True)
    manifesto_id: Mapped[UUID] = mapped_column(sa.ForeignKey("manifestos.id"))
    number: Mapped[int]
    state: Mapped[PackageState] = mapped_column(enum_of(PackageState), default=PackageState.WAITING)
    step: Mapped[str] = mapped_column(default="")
    done: Mapped[int] = mapped_column(default=0)
    total: Mapped[int] = mapped_column(default=0)
    fault: Mapped[str] = mapped_column(default="")
    left_out: Mapped[list[str]] = mapped_column(sa.JSON(), default=list)
    has_pdf: Mapped[bool] = mapped_column(default=False)
    template_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("word_templates.id"))
    sha256: Mapped[str] = mapped_column(default="")
    size: Mapped[int] = mapped_column(default=0)
    person_id: Mapped[UUID] = mapped_column(sa.ForeignKey("persons.id"))
    created_at: Mapped[datetime]
    finished_at: Mapped[datetime | None]
    content: Mapped[bytes | None] = deferred(mapped_column(sa.LargeBinary()))


class WordTemplate(Identified, Base):
    """A Word template of the organisation; at most one of an edition ``is_used``.

    ``used_at`` is when it was last put in force, None for one that never was; ``report`` is what was found in it.
    """

    __tablename__ = "word_templates"
    __table_args__ = (
        sa.Index(
            "uq_word_templates_used",
            "edition_id",
            unique=True,
            sqlite_where=sa.text("is_used"),
            postgresql_where=sa.text("is_used"),
        ),
    )

    edition_id: Mapped[UUID] = mapped_column(sa.ForeignKey("editions.id"), index=True)
    name: Mapped[str]
    sha256: Mapped[str]
    person_id: Mapped[UUID] = mapped_column(sa.ForeignKey("persons.id"))
    at: Mapped[datetime]
    is_used: Mapped[bool] = mapped_column(default=False)
    used_at: Mapped[datetime | None]
    report: Mapped[dict[str, Any]] = mapped_column(sa.JSON())
    content: Mapped[bytes] = deferred(mapped_column(sa.LargeBinary(), nullable=False))


class WordUpload(Identified, Base):
    """A Word file that came back, kept as it came, with what was found in it and which of it was filed."""

    __tablename__ = "word_uploads"

    edition_id: Mapped[UUID] = mapped_column(sa.ForeignKey("editions.id"), index=True)
    theme_id: Mapped[UUID] = mapped_column(sa.ForeignKey("themes.id"))
    revision_id: Mapped[UUID] = mapped_column(sa.ForeignKey("revisions.id"))
    person_id: Mapped[UUID] = mapped_column(sa.ForeignKey("persons.id"), index=True)
    language: Mapped[str]
    name: Mapped[str]
    sha256: Mapped[str]
    at: Mapped[datetime]
    found: Mapped[dict[str, Any]] = mapped_column(sa.JSON())
    filed: Mapped[dict[str, Any]] = mapped_column(sa.JSON(), default=dict)
    content: Mapped[bytes] = deferred(mapped_column(sa.LargeBinary(), nullable=False))


class DraftUpload(Identified, Base):
    """A draft from outside between its preview and its confirmation; afterwards only its name and hash are kept.

    ``theme_id`` is the only theme that it may fill, None for the whole edition; ``made`` are the themes it became.
    """

    __tablename__ = "draft_uploads"

    edition_id: Mapped[UUID] = mapped_column(sa.ForeignKey("editions.id"), index=True)
    theme_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("themes.id"))
    person_id: Mapped[UUID] = mapped_column(sa.ForeignKey("persons.id"), index=True)
    language: Mapped[str]
    name: Mapped[str]
    sha256: Mapped[str]
    at: Mapped[datetime]
    reading: Mapped[dict[str, Any]] = mapped_column(sa.JSON())
    found: Mapped[dict[str, Any]] = mapped_column(sa.JSON())
    made: Mapped[list[str]] = mapped_column(sa.JSON(), default=list)
    content: Mapped[bytes | None] = deferred(mapped_column(sa.LargeBinary()))


def recipients_of(session: Session, edition_id: UUID) -> Sequence[Recipient]:
    """Everybody to whom the edition writes, in the order of the list."""
    found = sa.select(Recipient).where(Recipient.edition_id == edition_id)
    return session.scalars(found.order_by(Recipient.position, Recipient.id)).all()


def packages_of(session: Session, edition_id: UUID) -> Sequence[Package]:
    """The edition's packages without their content, newest first."""
    found = sa.select(Package).where(Package.edition_id == edition_id)
    return session.scalars(found.order_by(Package.number.desc())).all()


def unfinished_packages(session: Session, edition_id: UUID | None = None) -> Sequence[Package]:
    """The packages that wait or are in work, of one edition or of all."""
    found = sa.select(Package).where(Package.state.in_([PackageState.WAITING, PackageState.IN_WORK]))
    return session.scalars(found if edition_id is None else found.where(Package.edition_id == edition_id)).all()


def last_package_number(session: Session, edition_id: UUID) -> int:
    """The number of the newest package, 0 before the first."""
    return session.scalar(sa.select(sa.func.max(Package.number)).where(Package.edition_id == edition_id)) or 0


def package_by_number(session: Session, edition_id: UUID, number: int) -> Package | None:
    """The edition's package with this number."""
    found = sa.select(Package).where(Package.edition_id == edition_id, Package.number == number)
    return session.scalars(found).one_or_none()


def template_of(session: Session, edition_id: UUID) -> WordTemplate | None:
    """The template that the edition's documents are written with; None for the house's own."""
    found = sa.select(WordTemplate).where(WordTemplate.edition_id == edition_id, WordTemplate.is_used)
    return session.scalars(found).one_or_none()


def template_by_hash(session: Session, edition_id: UUID, sha256: str) -> WordTemplate | None:
    """The edition's template with this hash, in force or not."""
    found = sa.select(WordTemplate).where(WordTemplate.edition_id == edition_id, WordTemplate.sha256 == sha256)
    return session.scalars(found.limit(1)).first()


def templates_of(session: Session, edition_id: UUID) -> Sequence[WordTemplate]:
    """The edition's templates without their content, newest first."""
    found = sa.select(WordTemplate).where(WordTemplate.edition_id == edition_id)
    return session.scalars(found.order_by(WordTemplate.at.desc(), WordTemplate.id)).all()


def forget_oldest_uploads(session: Session, person_id: UUID, *, keep: int) -> None:
    """Of the person's files only the newest are kept, and those of which something was filed."""
    found = sa.select(WordUpload).where(WordUpload.person_id == person_id).order_by(WordUpload.at.desc())
    for row in session.scalars(found.offset(keep)):
        if not row.filed:
            session.delete(row)


def forget_old_uploads(session: Session, before: datetime) -> None:
    """Nobody's file of which nothing was filed is kept for longer."""
    found = sa.select(WordUpload).where(WordUpload.at < before)
    for row in session.scalars(found):
        if not row.filed:
            session.delete(row)


def waiting_drafts(session: Session, person_id: UUID) -> Sequence[DraftUpload]:
    """The person's drafts that wait for their confirmation, newest first."""
    found = sa.select(DraftUpload).where(DraftUpload.person_id == person_id, DraftUpload.content.is_not(None))
    return session.scalars(found.order_by(DraftUpload.at.desc(), DraftUpload.id)).all()


def forget_old_drafts(session: Session, before: datetime) -> None:
    """Nobody's unconfirmed draft is kept for longer."""
    session.execute(sa.delete(DraftUpload).where(DraftUpload.at < before, DraftUpload.content.is_not(None)))
