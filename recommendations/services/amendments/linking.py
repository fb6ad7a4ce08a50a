"""Amendments that exclude each other by their meaning: people see it, and the chair says so."""

from uuid import UUID, uuid4

from sqlalchemy.orm import Session

from recommendations.domain.amendments import (
    AmendmentDecided,
    AmendmentState,
    Conflict,
    LinkKind,
    PollAlreadyOpen,
    ReasonNeeded,
    StateReason,
)
from recommendations.domain.canonical import Json
from recommendations.domain.people import Actor
from recommendations.domain.permissions import Action, Subject, ensure_permitted
from recommendations.domain.proposals import ensure_short
from recommendations.domain.refusals import NotFound
from recommendations.domain.settling import LinkedAlready
from recommendations.services.deciding.compromising import own_rows
from recommendations.services.deciding.decisions import Decision
from recommendations.services.deciding.falling import is_free_again, keep_out
from recommendations.services.deciding.taking_back import reopen_felled
from recommendations.services.facts import AmendmentChanged, Fact, tell_all
from recommendations.services.recording import record
from recommendations.storage.amendments import Amendment
from recommendations.storage.database import now, transaction
from recommendations.storage.links import AmendmentLink, links_of


def exclude(actor: Actor, one: UUID, other: UUID, reason: str) -> UUID:
    """The id of the link that says that the two cannot both stand, wherever they are in the text.

    If one of them is adopted already, the other falls at once (case 26).

    Raises:
        NotPermitted, NotFound, ReasonNeeded, TextTooLong.
        LinkedAlready: the link is there, or they are one and the same.
        PollAlreadyOpen: the assembly votes on one of the two.
        AmendmentDecided: one of them can no longer come into the text.
        Conflict: both are in the text.
    """
    if not reason.strip():
        raise ReasonNeeded
    ensure_short(reason)
    with transaction() as session:
        rows = own_rows(session, actor, one, other)
        _ensure_may_link(actor, *rows)
        _ensure_linkable(session, *rows)
        link = _store(session, actor, rows, reason.strip())
        facts = _made(session, actor, link, rows)
    tell_all(facts)
    return link.id


def _ensure_may_link(actor: Actor, *rows: Amendment) -> None:
    for row in rows:
        ensure_permitted(actor, Action.LINK_AMENDMENTS, Subject(row.edition_id, row.theme_id))


def _ensure_linkable(session: Session, one: Amendment, other: Amendment) -> None:
    for row in (one, other):
        if row.state is AmendmentState.IN_VOTE:
            raise PollAlreadyOpen(label=row.label)
        if not row.state.is_standing:
            raise AmendmentDecided(label=row.label)
    ends = [{link.one_id, link.other_id} for link in links_of(session, one.id) if link.kind is LinkKind.EXCLUDES]
    if one.id == other.id or {one.id, other.id} in ends:
        raise LinkedAlready
    if one.state.is_in_text and other.state.is_in_text:
        raise Conflict(one=one.label, other=other.label)


def _store(session: Session, actor: Actor, rows: tuple[Amendment, Amendment], reason: str) -> AmendmentLink:
    link = AmendmentLink(
        id=uuid4(),
        edition_id=actor.edition_id,
        kind=LinkKind.EXCLUDES,
        one_id=rows[0].id,
        other_id=rows[1].id,
        reason=reason,
        person_id=actor.person_id,
        at=now(),
    )
    session.add(link)
    session.flush()
    return link


def _made(session: Session, actor: Actor, link: AmendmentLink, rows: tuple[Amendment, Amendment]) -> list[Fact]:
    _record(session, actor, link, rows)
    facts: list[Fact] = [AmendmentChanged(row.edition_id, row.theme_id, row.id) for row in rows]
    for row in rows:
        decision = Decision(session, row, actor)
        keep_out(decision, row)
        facts += decision.finish()
    return facts


def _record(session: Session, actor: Actor, link: AmendmentLink, rows: tuple[Amendment, Amendment]) -> None:
    kind = "amendments-linked" if link.ended_at is None else "amendments-unlinked"
    payload: dict[str, Json] = {"link": str(link.id), "kind": link.kind.value, "reason": link.reason}
    record(session, link.edition_id, kind, payload | {"label": rows[0].label, "other": rows[1].label}, actor)


def end_link(actor: Actor, link_id: UUID) -> None:
    """The link holds no longer; what fell or waited because of it alone stands where it stood.

    Raises:
        NotPermitted.
        NotFound: there is no such link, or it has ended.
        PollAlreadyOpen: the assembly votes on one of the two.
        AmendmentDecided: the compromise has been decided with it.
    """
    with transaction() as session:
        link = session.get(AmendmentLink, link_id)
        if link is None:
            raise NotFound
        rows = own_rows(session, actor, link.one_id, link.other_id)
        session.refresh(link)
        if link.ended_at is not None:
            raise NotFound
        _ensure_may_link(actor, *rows)
        _ensure_endable(link, *rows)
        link.ended_at = now()
        session.flush()
        _record(session, actor, link, rows)
        facts = _ended(session, actor, link, rows)
    tell_all(facts)


def _ensure_endable(link: AmendmentLink, one: Amendment, other: Amendment) -> None:
    for row in (one, other):
        if row.state is AmendmentState.IN_VOTE:
            raise PollAlreadyOpen(label=row.label)
    if link.kind is LinkKind.REPLACES and one.state.is_in_text:
        raise AmendmentDecided(label=one.label)


def _ended(session: Session, actor: Actor, link: AmendmentLink, rows: tuple[Amendment, Amendment]) -> list[Fact]:
    one, other = rows
    decision = Decision(session, one, actor)
    decision.changed |= {one.id: one, other.id: other}
    if link.kind is LinkKind.REPLACES and is_free_again(session, other):
        decision.raise_again(other, one)
        keep_out(decision, other)
    for row, because in ((one, other), (other, one)):
        if row.state_code is StateReason.EXCLUDED and row.felled_by_id == because.id:
            reopen_felled(decision, row)
    return decision.finish()
