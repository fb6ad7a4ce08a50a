"""The chair's hand on the list: the order as it is being made, before it is published."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from recommendations.domain.people import Actor
from recommendations.domain.permissions import Action, Subject, ensure_permitted
from recommendations.domain.voting_list import ItemKind, ListItem, found_in, items_named
from recommendations.services.voting.blocks import recommended_block
from recommendations.services.voting.due_questions import due_items
from recommendations.services.voting.list_pages import ListLine, lines_of, own_material
from recommendations.services.voting.lists import ListVersion, list_history, list_of, publish_list
from recommendations.storage.database import db

_LONGEST_PLACE = 9


@dataclass(frozen=True, slots=True)
class OrderPage:
    """The order in the making; ``version`` is the published one, 0 before the first.

    ``members`` are the questions of each block, by its key.
    """

    theme_id: UUID
    theme: dict[str, str]
    version: int
    lines: tuple[ListLine, ...]
    block: ListItem | None
    members: Mapping[str, tuple[ListItem, ...]]
    history: tuple[ListVersion, ...]


def order_page(actor: Actor, theme_id: UUID, keys: Sequence[str] = (), *, is_proposed: bool = False) -> OrderPage:
    """The list in the order of these keys; without any in the order in force, or in the proposed one.

    Raises:
        NotPermitted, NotFound.
        ListIncomplete: a key names nothing that is due.
    """
    session = db.session()
    material = own_material(session, actor, theme_id)
    ensure_permitted(actor, Action.ORDER_VOTES, Subject(actor.edition_id, theme_id))
    current = list_of(session, material)
    due = due_items(session, material)
    items: Sequence[ListItem] = due if is_proposed else current.items
    if keys:
        items = items_named(keys, due)
    return OrderPage(
        theme_id,
        material.theme.title,
        current.version,
        lines_of(session, material, items),
        recommended_block(session, material, items),
        {item.key: found_in(item, due) for item in items if item.kind is ItemKind.BLOCK},
        list_history(session, theme_id),
    )


def publish_order(actor: Actor, theme_id: UUID, keys: Sequence[str], reason: str) -> int:
    """The questions in the order of these keys are the published list, whose version it is.

    Raises:
        NotPermitted, NotFound, TextTooLong, ListReasonNeeded, ListIncomplete, BlockNotPossible.
    """
    session = db.session()
    due = due_items(session, own_material(session, actor, theme_id))
    return publish_list(actor, theme_id, items_named(keys, due), reason)


def by_place(keys: Sequence[str], places: Sequence[str]) -> list[str]:
    """The keys by the places that were typed beside them; who was moved up goes before who has the place already.

    What is no number leaves its key where it was.
    """
    wanted = [_place(places[at] if at < len(places) else "", at + 1) for at in range(len(keys))]
    order = sorted(range(len(keys)), key=lambda at: (wanted[at], _side(wanted[at], at + 1), at))
    return [keys[at] for at in order]


def _place(typed: str, place: int) -> int:
    return int(typed) if typed.strip().isdecimal() and len(typed) <= _LONGEST_PLACE else place


def _side(wanted: int, place: int) -> int:
    return (wanted > place) - (wanted < place)


def stepped(keys: Sequence[str], step: str, ticked: frozenset[str]) -> list[str]:
    """The order after one step.

    A step is "up:KEY", "down:KEY", "apart:KEY" of a block, "out:KEY" of what leaves its block, "block" of the ticked.
    """
    what, _, key = step.partition(":")
    if what == "block":
        return _blocked(keys, ticked)
    if what == "out":
        return [left for one in keys for left in _without(one, key)]
    if key not in keys:
        return list(keys)
    at = keys.index(key)
    if what == "apart":
        return [*keys[:at], *_members(key), *keys[at + 1 :]]
    to = max(at - 1, 0) if what == "up" else at + 1
    rest = [*keys[:at], *keys[at + 1 :]]
    return [*rest[:to], key, *rest[to:]]


def _blocked(keys: Sequence[str], ticked: frozenset[str]) -> list[str]:
    """The ticked questions as one block, at the place of the first of them."""
    chosen = [key for key in keys if key in ticked and _ids(key)]
    ids = [one for key in chosen for one in _ids(key)]
    if len(chosen) <= 1:
        return list(keys)
    block = f"{ItemKind.BLOCK}:{','.join(ids)}"
    return [block if key == chosen[0] else key for key in keys if key not in chosen[1:]]


def _without(key: str, out: str) -> list[str]:
    """The question as it was, or what is left of the block and behind it what leaves it."""
    leaving = _ids(out)
    if not leaving or not set(leaving) < set(_ids(key)):
        return [key]
    return [f"{ItemKind.BLOCK}:{','.join(one for one in _ids(key) if one not in leaving)}", out]


def _ids(key: str) -> list[str]:
    kind, _, ids = key.partition(":")
    return ids.split(",") if kind in {ItemKind.AMENDMENT, ItemKind.BLOCK} else []


def _members(block: str) -> list[str]:
    return [f"{ItemKind.AMENDMENT}:{one}" for one in _ids(block)]
