"""Voting lists in all their versions, what voters asked for, and which amendments a block poll decides."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, Session, mapped_column

from recommendations.domain.amendments import RequestKind
from recommendations.storage.database import Base, Identified, enum_of
from recommendations.storage.guards import make_immutable
from recommendations.storage.people import Member, Person


class VotingListRow(Identified, Base):
    """One version of a theme's voting list, published when it is written, with who changed it and why (R11)."""

    __tablename__ = "voting_lists"
    __table_args__ = (sa.UniqueConstraint("theme_id", "version"),)

    edition_id: Mapped[UUID] = mapped_column(sa.ForeignKey("editions.id"), index=True)
    theme_id: Mapped[UUID] = mapped_column(sa.ForeignKey("themes.id"), index=True)
    version: Mapped[int]
    items: Mapped[list[Any]] = mapped_column(sa.JSON())
    reason: Mapped[str]
    person_id: Mapped[UUID] = mapped_column(sa.ForeignKey("persons.id"))
    published_at: Mapped[datetime]


class VoteRequest(Identified, Base):
    """A member asks that a unit or an amendment be voted apart, or an amendment in parts."""

    __tablename__ = "vote_requests"

    edition_id: Mapped[UUID] = mapped_column(sa.ForeignKey("editions.id"), index=True)
    theme_id: Mapped[UUID] = mapped_column(sa.ForeignKey("themes.id"), index=True)
    unit_uid: Mapped[str]
    amendment_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("amendments.id"), index=True)
    kind: Mapped[RequestKind] = mapped_column(enum_of(RequestKind))
    member_id: Mapped[UUID] = mapped_column(sa.ForeignKey("members.id"))
    person_id: Mapped[UUID] = mapped_column(sa.ForeignKey("persons.id"))
    reason: Mapped[str] = mapped_column(default="")
    at: Mapped[datetime]


class PollItem(Base):
    """One amendment of a block that one poll decides."""

    __tablename__ = "poll_items"

    poll_id: Mapped[UUID] = mapped_column(sa.ForeignKey("polls.id"), primary_key=True)
    amendment_id: Mapped[UUID] = mapped_column(sa.ForeignKey("amendments.id"), primary_key=True)
    position: Mapped[int]


make_immutable(VotingListRow)


def list_versions(session: Session, theme_id: UUID) -> Sequence[VotingListRow]:
    """Every version of the theme's list, oldest first."""
    found = sa.select(VotingListRow).where(VotingListRow.theme_id == theme_id)
    return session.scalars(found.order_by(VotingListRow.version)).all()


def newest_list(session: Session, theme_id: UUID) -> VotingListRow | None:
    """The version of the theme's list in force; None before the first."""
    found = sa.select(VotingListRow).where(VotingListRow.theme_id == theme_id)
    return session.scalars(found.order_by(VotingListRow.version.desc()).limit(1)).first()


def list_authors(session: Session, theme_id: UUID) -> dict[int, str]:
    """Who published each version of the theme's list, by version."""
    named = sa.select(VotingListRow.version, Person.name).join(Person, Person.id == VotingListRow.person_id)
    return dict(session.execute(named.where(VotingListRow.theme_id == theme_id)).all())


def requests_in(session: Session, theme_id: UUID) -> Sequence[tuple[VoteRequest, str]]:
    """What members have asked for in the theme, oldest first, each with the member's name."""
    found = sa.select(VoteRequest, Member.name).join(Member, Member.id == VoteRequest.member_id)
    listed = found.where(VoteRequest.theme_id == theme_id).order_by(VoteRequest.at, Member.name)
    return [(request, name) for request, name in session.execute(listed)]


def request_of(session: Session, wanted: VoteRequest) -> VoteRequest | None:
    """The request that the same member has made already; ``wanted`` need not be stored."""
    same = sa.select(VoteRequest).where(
        VoteRequest.theme_id == wanted.theme_id,
        VoteRequest.unit_uid == wanted.unit_uid,
        VoteRequest.amendment_id == wanted.amendment_id,
        VoteRequest.kind == wanted.kind,
        VoteRequest.member_id == wanted.member_id,
    )
    return session.scalars(same).first()


def poll_items_of(session: Session, poll_id: UUID) -> Sequence[UUID]:
    """The amendments that a block poll decides, in their order."""
    found = sa.select(PollItem.amendment_id).where(PollItem.poll_id == poll_id)
    return session.scalars(found.order_by(PollItem.position)).all()


def separately_asked(session: Session, amendment_ids: Sequence[UUID]) -> set[UUID]:
    """Those of the amendments on which a member has asked for a vote of its own."""
    found = sa.select(VoteRequest.amendment_id).where(
        VoteRequest.kind == RequestKind.SEPARATE, VoteRequest.amendment_id.in_(amendment_ids)
    )
    return {one for one in session.scalars(found) if one is not None}


def take_item_out(session: Session, poll_id: UUID, amendment_id: UUID) -> None:
    """The block no longer decides on this amendment."""
    session.execute(sa.delete(PollItem).where(PollItem.poll_id == poll_id, PollItem.amendment_id == amendment_id))
