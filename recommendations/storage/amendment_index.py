"""Queries of pages that show many amendments at once: every question is asked once for all of them."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased, defer

from recommendations.domain.amendments import (
    ADVISED,
    WITHDRAWABLE,
    AmendmentKind,
    AmendmentState,
    Consent,
    LinkKind,
    Procedure,
)
from recommendations.domain.text import UnitKind
from recommendations.storage.amendments import Amendment
from recommendations.storage.editions import Theme
from recommendations.storage.links import AmendmentLink
from recommendations.storage.opinions import Opinion
from recommendations.storage.people import Member, Person
from recommendations.storage.polls import Poll
from recommendations.storage.record import EventRow
from recommendations.storage.texts import RevisionUnit
from recommendations.storage.voting_lists import PollItem

# What the author of an amendment that a compromise would replace has answered.
ANSWERS = ("amendment-merged", "amendment-consent-given", "amendment-consent-refused", "amendment-revived")


@dataclass(frozen=True, slots=True)
class Chosen:
    """What the columns of an amendment are asked for; None and empty ask for nothing."""

    theme_id: UUID | None = None
    states: Collection[AmendmentState] = ()
    kind: AmendmentKind | None = None
    procedure: Procedure | None = None
    member_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """An amendment as a list of thousands needs it, without its words."""

    id: UUID
    number: int
    theme_id: UUID
    theme_number: int
    revision_id: UUID
    unit_uid: str
    title: str
    reason: str
    state: AmendmentState
    member_id: UUID | None
    member: str
    person: str
    version: int
    filed_at: datetime


def entries(session: Session, edition_id: UUID, chosen: Chosen) -> list[Entry]:
    """The edition's amendments that were asked for, by theme and number."""
    listed = (
        sa.select(
            Amendment.id,
            Amendment.number,
            Amendment.theme_id,
            Theme.number,
            Amendment.revision_id,
            Amendment.unit_uid,
            Amendment.title,
            Amendment.reason,
            Amendment.state,
            Amendment.member_id,
            sa.func.coalesce(Member.name, ""),
            Person.name,
            Amendment.version,
            Amendment.filed_at,
        )
        .join(Theme, Theme.id == Amendment.theme_id)
        .join(Person, Person.id == Amendment.person_id)
        .outerjoin(Member, Member.id == Amendment.member_id)
        .where(Amendment.edition_id == edition_id, *_conditions(chosen))
        .order_by(Theme.number, Amendment.number)
    )
    return [Entry(*values) for values in map(tuple, session.execute(listed))]


def _conditions(chosen: Chosen) -> list[sa.ColumnElement[bool]]:
    asked = (
        (Amendment.theme_id, chosen.theme_id),
        (Amendment.kind, chosen.kind),
        (Amendment.procedure, chosen.procedure),
        (Amendment.member_id, chosen.member_id),
    )
    conditions = [column == value for column, value in asked if value is not None]
    return [*conditions, Amendment.state.in_(chosen.states)] if chosen.states else conditions


def counts_by_state(session: Session, edition_id: UUID) -> dict[AmendmentState, int]:
    """How many of the edition's amendments are in each state."""
    counted = sa.select(Amendment.state, sa.func.count()).where(Amendment.edition_id == edition_id)
    return dict(session.execute(counted.group_by(Amendment.state)).all())


def proposing_members(session: Session, edition_id: UUID) -> Sequence[tuple[UUID, str]]:
    """The members that have proposed something, by name."""
    named = sa.select(Member.id, Member.name).join(Amendment, Amendment.member_id == Member.id)
    found = named.where(Amendment.edition_id == edition_id).distinct().order_by(Member.name)
    return [(member_id, name) for member_id, name in session.execute(found)]


def movers_of(session: Session, amendment_ids: Collection[UUID]) -> dict[UUID, tuple[str, str]]:
    """Member, if any, and person behind each of these amendments, by name."""
    named = (
        sa.select(Amendment.id, sa.func.coalesce(Member.name, ""), Person.name)
        .join(Person, Person.id == Amendment.person_id)
        .outerjoin(Member, Member.id == Amendment.member_id)
        .where(Amendment.id.in_(amendment_ids))
    )
    return {amendment_id: (member, person) for amendment_id, member, person in session.execute(named)}


def printed_units(session: Session, revision_ids: Collection[UUID]) -> dict[tuple[UUID, str], tuple[UnitKind, str]]:
    """Kind and printed number of every unit of these revisions, by revision and uid."""
    listed = sa.select(RevisionUnit.revision_id, RevisionUnit.uid, RevisionUnit.kind, RevisionUnit.number)
    rows = session.execute(listed.where(RevisionUnit.revision_id.in_(revision_ids)))
    return {(revision_id, uid): (kind, number) for revision_id, uid, kind, number in rows}


def wordless(session: Session, revision_id: UUID, uid: str) -> Sequence[Amendment]:
    """All amendments of one unit of a revision in filing order, without the units as they would read."""
    listed = sa.select(Amendment).where(Amendment.revision_id == revision_id, Amendment.unit_uid == uid)
    return session.scalars(listed.options(defer(Amendment.amended)).order_by(Amendment.number)).all()


def of_revision(session: Session, revision_id: UUID) -> Sequence[Amendment]:
    """All amendments of a revision in filing order."""
    listed = sa.select(Amendment).where(Amendment.revision_id == revision_id).order_by(Amendment.number)
    return session.scalars(listed).all()


def standing_wordless(session: Session, edition_id: UUID) -> Sequence[Amendment]:
    """The edition's amendments that can still stand in each other's way, without the units as they would read."""
    standing = [state for state in AmendmentState if state.is_standing]
    listed = sa.select(Amendment).where(Amendment.edition_id == edition_id, Amendment.state.in_(standing))
    return session.scalars(listed.options(defer(Amendment.amended)).order_by(Amendment.number)).all()


def asked_for_consent(session: Session, edition_id: UUID) -> set[UUID]:
    """The amendments whose authors have not yet said whether a compromise may replace them."""
    compromise, replaced = aliased(Amendment), aliased(Amendment)
    asked = (
        sa.select(AmendmentLink.other_id)
        .join(compromise, compromise.id == AmendmentLink.one_id)
        .join(replaced, replaced.id == AmendmentLink.other_id)
        .where(
            AmendmentLink.edition_id == edition_id,
            AmendmentLink.kind == LinkKind.REPLACES,
            AmendmentLink.consent == Consent.ASKED,
            AmendmentLink.ended_at.is_(None),
            compromise.state.in_(WITHDRAWABLE),
            replaced.state.in_(WITHDRAWABLE),
        )
    )
    return set(session.scalars(asked))


def count_unadvised(session: Session, edition_id: UUID, theme_ids: Collection[UUID | None]) -> int:
    """How many amendments of these themes wait for the rapporteur's advice; None stands for all themes."""
    unadvised = ~sa.select(Opinion.id).where(Opinion.amendment_id == Amendment.id).exists()
    waiting = sa.select(sa.func.count()).where(
        Amendment.edition_id == edition_id, Amendment.state.in_(ADVISED), unadvised
    )
    of_themes = waiting if None in theme_ids else waiting.where(Amendment.theme_id.in_(theme_ids))
    return session.scalar(of_themes) or 0


def count_of_author(session: Session, edition_id: UUID, member_id: UUID) -> int:
    """How many of the member's amendments wait for its author: to be adapted, or for a consent."""
    own = sa.select(Amendment.id, Amendment.state).where(
        Amendment.edition_id == edition_id, Amendment.member_id == member_id
    )
    asked = asked_for_consent(session, edition_id)
    return sum(state is AmendmentState.NEEDS_REBASE or own_id in asked for own_id, state in session.execute(own))


def polls_on(session: Session, amendment_id: UUID) -> list[Poll]:
    """Every poll on the amendment, on a part of it or on a block with it, by number."""
    of_block = sa.select(PollItem.poll_id).where(PollItem.amendment_id == amendment_id)
    found = sa.select(Poll).where(sa.or_(Poll.amendment_id == amendment_id, Poll.id.in_(of_block)))
    return list(session.scalars(found.order_by(Poll.number)))


def acts_on(session: Session, amendment: Amendment) -> list[tuple[EventRow, str | None]]:
    """What the record says about the amendment, oldest first, each act with the name of who did it.

    A compromise is told the answers of those whom it would replace as well.
    """
    concerns = [EventRow.payload["amendment"].as_string() == str(amendment.id)]
    if amendment.procedure is Procedure.COMPROMISE:
        answers = EventRow.payload["lead"].as_string() == str(amendment.id)
        concerns.append(sa.and_(EventRow.kind.in_(ANSWERS), answers))
    acts = (
        sa.select(EventRow, Person.name)
        .outerjoin(Person, Person.id == EventRow.person_id)
        .where(
            EventRow.edition_id == amendment.edition_id,
            sa.or_(*concerns),
        )
        .order_by(EventRow.seq)
    )
    return [(event, name) for event, name in session.execute(acts)]


def newest_act(session: Session, edition_id: UUID, kind: str, unit: tuple[UUID, str]) -> EventRow | None:
    """The newest act of this kind on one unit of a theme."""
    theme_id, uid = unit
    found = sa.select(EventRow).where(
        EventRow.edition_id == edition_id,
        EventRow.kind == kind,
        EventRow.payload["theme"].as_string() == str(theme_id),
        EventRow.payload["unit"].as_string() == uid,
    )
    return session.scalars(found.order_by(EventRow.seq.desc()).limit(1)).first()
