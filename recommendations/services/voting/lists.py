"""The voting list of a theme: proposed by the house, published by the chair, changed with a reason (R11)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from recommendations.domain.canonical import Json
from recommendations.domain.people import Actor
from recommendations.domain.permissions import Action, Subject, ensure_permitted
from recommendations.domain.proposals import ensure_short
from recommendations.domain.refusals import NotFound
from recommendations.domain.voting_list import (
    ItemKind,
    ListItem,
    ListReasonNeeded,
    brought_up_to_date,
    ensure_complete,
    item_from_json,
    item_to_json,
)
from recommendations.services.facts import VotingListChanged, tell
from recommendations.services.recording import record
from recommendations.services.voting.blocks import ensure_block
from recommendations.services.voting.due_questions import due_items
from recommendations.services.voting.material import Material, read_material
from recommendations.storage.database import now, transaction
from recommendations.storage.editions import Theme
from recommendations.storage.revisions import lock_theme
from recommendations.storage.voting_lists import VotingListRow, list_authors, list_versions, newest_list


@dataclass(frozen=True, slots=True)
class VotingList:
    """What is still to be voted in a theme, in order; ``version`` is 0 while nothing is published."""

    items: tuple[ListItem, ...]
    version: int = 0
    published_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class ListVersion:
    """One published version, as it was, with who published it and why."""

    number: int
    items: tuple[ListItem, ...]
    reason: str
    author: str
    published_at: datetime


def proposed_list(session: Session, theme_id: UUID) -> VotingList:
    """What is due in the theme, in the order that the rules propose.

    Raises:
        NotFound: there is no such theme.
    """
    return VotingList(due_items(session, read_material(session, theme_id)))


def current_list(session: Session, theme_id: UUID) -> VotingList:
    """What is still to be voted: in the chair's order where a list is published, else in the proposed one.

    Raises:
        NotFound: there is no such theme.
    """
    return list_of(session, read_material(session, theme_id))


def list_of(session: Session, material: Material) -> VotingList:
    """The list made of this material: the published order, without what is done and with what is new."""
    due = due_items(session, material)
    row = newest_list(session, material.theme.id)
    if row is None:
        return VotingList(due)
    published = [item_from_json(stored) for stored in row.items]
    return VotingList(brought_up_to_date(published, due), row.version, row.published_at)


def list_history(session: Session, theme_id: UUID) -> tuple[ListVersion, ...]:
    """Every version that was published, oldest first."""
    authors = list_authors(session, theme_id)
    return tuple(
        ListVersion(
            row.version,
            tuple(item_from_json(stored) for stored in row.items),
            row.reason,
            authors[row.version],
            row.published_at,
        )
        for row in list_versions(session, theme_id)
    )


def publish_list(actor: Actor, theme_id: UUID, items: Sequence[ListItem], reason: str = "") -> int:
    """The list in this order is published as the next version, whose number it is.

    Raises:
        NotPermitted, NotFound, TextTooLong.
        ListReasonNeeded: the list is published already, and a change has its reason.
        ListIncomplete: a question that is due is missing, or put twice.
        BlockNotPossible: a block holds what excludes each other, or what is to be voted apart.
    """
    with transaction() as session:
        theme = lock_theme(session, theme_id)
        if theme is None or theme.edition_id != actor.edition_id:
            raise NotFound
        ensure_permitted(actor, Action.ORDER_VOTES, Subject(theme.edition_id, theme.id))
        row = _next_version(session, theme, actor, reason.strip())
        material = read_material(session, theme_id)
        row.items = [item_to_json(item) for item in _checked(session, material, items)]
        session.add(row)
        payload: dict[str, Json] = {
            "theme": str(theme.id),
            "version": row.version,
            "order": [stored["label"] for stored in row.items],
            "reason": row.reason,
        }
        record(session, theme.edition_id, "voting-list-published", payload, actor)
    tell(VotingListChanged(theme.edition_id, theme.id))
    return row.version


def _next_version(session: Session, theme: Theme, actor: Actor, reason: str) -> VotingListRow:
    last = newest_list(session, theme.id)
    if last is not None and not reason:
        raise ListReasonNeeded
    ensure_short(reason)
    return VotingListRow(
        edition_id=theme.edition_id,
        theme_id=theme.id,
        version=last.version + 1 if last else 1,
        items=[],
        reason=reason,
        person_id=actor.person_id,
        published_at=now(),
    )


def _checked(session: Session, material: Material, items: Sequence[ListItem]) -> list[ListItem]:
    due = due_items(session, material)
    ensure_complete(items, due)
    for item in items:
        if item.kind is ItemKind.BLOCK:
            ensure_block(material, item)
    known: Mapping[str, ListItem] = {item.key: item for item in due}
    return [known.get(item.key, item) if item.kind is not ItemKind.BLOCK else item for item in items]
