"""What is said about amendments: the rapporteur's advice, tags for all, notes and stars for oneself."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, Session, mapped_column

from recommendations.domain.amendments import Advice
from recommendations.storage.amendments import Amendment
from recommendations.storage.database import Base, Identified, enum_of


class Opinion(Identified, Base):
    """The rapporteur's advice; a newer version stands beside the older ones, nobody sees it before ``visible_from``.

    ``wording`` says how it should be modified, as plain text; ``answer`` is the proposer's.
    """

    __tablename__ = "opinions"
    __table_args__ = (sa.UniqueConstraint("amendment_id", "version"),)

    amendment_id: Mapped[UUID] = mapped_column(sa.ForeignKey("amendments.id"), index=True)
    version: Mapped[int]
    advice: Mapped[Advice] = mapped_column(enum_of(Advice))
    wording: Mapped[str] = mapped_column(default="")
    reason: Mapped[str] = mapped_column(default="")
    visible_from: Mapped[datetime]
    person_id: Mapped[UUID] = mapped_column(sa.ForeignKey("persons.id"))
    at: Mapped[datetime]
    answer: Mapped[str] = mapped_column(default="")
    answered_by: Mapped[UUID | None] = mapped_column(sa.ForeignKey("persons.id"))
    answered_at: Mapped[datetime | None]


class AmendmentTag(Base):
    """A word under which the secretariat, the chair or the rapporteur find an amendment again."""

    __tablename__ = "amendment_tags"

    amendment_id: Mapped[UUID] = mapped_column(sa.ForeignKey("amendments.id"), primary_key=True)
    tag: Mapped[str] = mapped_column(primary_key=True)


class PrivateNote(Base):
    """What one person notes about an amendment, for nobody else."""

    __tablename__ = "private_notes"

    amendment_id: Mapped[UUID] = mapped_column(sa.ForeignKey("amendments.id"), primary_key=True)
    person_id: Mapped[UUID] = mapped_column(sa.ForeignKey("persons.id"), primary_key=True)
    text: Mapped[str] = mapped_column(default="")
    is_starred: Mapped[bool] = mapped_column(default=False)
    at: Mapped[datetime]


def opinions_of(session: Session, amendment_ids: Collection[UUID]) -> Sequence[Opinion]:
    """Every version of the advice on these amendments, oldest first; who may see which, the caller decides."""
    found = sa.select(Opinion).where(Opinion.amendment_id.in_(amendment_ids))
    return session.scalars(found.order_by(Opinion.version).execution_options(populate_existing=True)).all()


def tags_of(session: Session, amendment_ids: Collection[UUID]) -> dict[UUID, list[str]]:
    """The tags of these amendments, in the order of the alphabet."""
    found: dict[UUID, list[str]] = defaultdict(list)
    tagged = sa.select(AmendmentTag).where(AmendmentTag.amendment_id.in_(amendment_ids)).order_by(AmendmentTag.tag)
    for row in session.scalars(tagged):
        found[row.amendment_id].append(row.tag)
    return found


def tags_in(session: Session, edition_id: UUID) -> Sequence[str]:
    """Every tag in use in the edition."""
    used = sa.select(AmendmentTag.tag).join(Amendment, Amendment.id == AmendmentTag.amendment_id)
    return session.scalars(used.where(Amendment.edition_id == edition_id).distinct().order_by(AmendmentTag.tag)).all()


def add_tag(session: Session, amendment_ids: Collection[UUID], tag: str) -> None:
    """All these amendments have the tag."""
    has = sa.select(AmendmentTag.amendment_id).where(AmendmentTag.tag == tag)
    known = set(session.scalars(has.where(AmendmentTag.amendment_id.in_(amendment_ids))))
    session.add_all(
        AmendmentTag(amendment_id=found, tag=tag) for found in dict.fromkeys(amendment_ids) if found not in known
    )
    session.flush()


def remove_tag(session: Session, amendment_ids: Collection[UUID], tag: str) -> None:
    """None of these amendments has the tag."""
    tagged = (AmendmentTag.amendment_id.in_(amendment_ids), AmendmentTag.tag == tag)
    session.execute(sa.delete(AmendmentTag).where(*tagged))


def own_notes(session: Session, person_id: UUID, amendment_ids: Collection[UUID]) -> dict[UUID, PrivateNote]:
    """This person's notes and stars; there is no query for those of another one."""
    found = sa.select(PrivateNote).where(
        PrivateNote.person_id == person_id, PrivateNote.amendment_id.in_(amendment_ids)
    )
    return {row.amendment_id: row for row in session.scalars(found.execution_options(populate_existing=True))}


def starred_by(session: Session, person_id: UUID) -> set[UUID]:
    """The amendments that this person has starred."""
    stars = sa.select(PrivateNote.amendment_id).where(PrivateNote.person_id == person_id, PrivateNote.is_starred)
    return set(session.scalars(stars))
