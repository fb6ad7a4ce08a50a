"""The list of the questions of a theme in the order in which they are put, and how a published one stays true."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any
from uuid import UUID

from recommendations.domain.refusals import Refused


class ItemKind(StrEnum):
    """What one question of the list is about."""

    AMENDMENT = "amendment"
    PART = "part"
    ORAL = "oral"
    BLOCK = "block"
    UNIT = "unit"


class Flag(StrEnum):
    """What the chair and the room have to know about a question."""

    CHAIR_DECIDES = "chair_decides"
    SEPARATE_VOTE = "separate_vote"
    SPLIT_ASKED = "split_asked"
    NEW = "new"


@dataclass(frozen=True, slots=True)
class ListItem:
    """One question: amendments decided together by one poll, one part of an amendment, or the unit ``unit_uid``.

    ``label`` is as spoken: "A14+A15", "A16/1", "2.3". ``amendment_ids`` are in filing order.
    """

    kind: ItemKind
    label: str
    unit_uid: str
    amendment_ids: tuple[UUID, ...] = ()
    part: int | None = None
    flags: frozenset[Flag] = frozenset()

    @property
    def key(self) -> str:
        """What names the question in forms: "unit:r1", "amendment:ID", "part:ID/2", "block:ID,ID"."""
        if not self.amendment_ids:
            return f"{self.kind}:{self.unit_uid}"
        if self.kind is ItemKind.BLOCK:
            return f"{self.kind}:{','.join(map(str, self.amendment_ids))}"
        return f"{self.kind}:{self.amendment_ids[0]}" + (f"/{self.part}" if self.part is not None else "")

    @property
    def marks(self) -> tuple[tuple[object, ...], ...]:
        """What it has in common with the same question of another version, where one more or less says the same."""
        if not self.amendment_ids:
            return ((self.unit_uid,),)
        return tuple((one, self.part) for one in self.amendment_ids)


class ListIncomplete(Refused):
    """The list must put every question that is due, once each."""


class ListReasonNeeded(Refused):
    """A published list is changed for a reason, which stands in the minutes (R11)."""


class BlockNotPossible(Refused):
    """A block holds only compatible amendments, none of them asked for separately."""


class ListNotPublished(Refused):
    """The list has to be published some time before the first poll (R11)."""


class RequestsClosed(Refused):
    """The first poll of the theme has been opened: nothing more can be asked for."""


class AlreadyRequested(Refused):
    """The member has asked for this already."""


class NotRequested(Refused):
    """The member has not asked for this, so there is nothing to take back."""


def block_of(items: Sequence[ListItem]) -> ListItem:
    """One question on all of these amendments."""
    ids = tuple(one for item in items for one in item.amendment_ids)
    return ListItem(ItemKind.BLOCK, ", ".join(item.label for item in items), items[0].unit_uid, ids)


def items_named(keys: Sequence[str], due: Sequence[ListItem]) -> list[ListItem]:
    """The questions that these keys name, in their order.

    Raises:
        ListIncomplete: a key names nothing that is due.
    """
    known = {item.key: item for item in due}
    by_id = {str(one): item for item in due if item.part is None for one in item.amendment_ids}
    try:
        named = [_named(key, known, by_id) for key in keys]
    except KeyError as error:
        raise ListIncomplete from error
    # Two that say the same may have come out of one block; they are one question.
    return list({item.key: item for item in named}.values())


def _named(key: str, known: Mapping[str, ListItem], by_id: Mapping[str, ListItem]) -> ListItem:
    kind, _, ids = key.partition(":")
    if kind not in {ItemKind.BLOCK, ItemKind.AMENDMENT}:
        return known[key]
    members = list({by_id[one].key: by_id[one] for one in ids.split(",")}.values())
    return block_of(members) if len(members) > 1 else members[0]


def decided_before(items: Sequence[ListItem], steps: Sequence[int]) -> dict[str, frozenset[UUID]]:
    """By each question's key the amendments that are decided before it: they neither fall nor go on because of it.

    ``steps`` say how far each question is on its way. One that is further than a question listed earlier was put
    forward, and comes before that one.
    """
    return {
        item.key: frozenset(
            one
            for earlier, step in zip(items[:place], steps, strict=False)
            if step >= steps[place]
            for one in earlier.amendment_ids
        ).difference(item.amendment_ids)
        for place, item in enumerate(items)
    }


def found_in(item: ListItem, due: Iterable[ListItem]) -> tuple[ListItem, ...]:
    """The due questions that this one puts: of a block all its members, else at most one."""
    by_mark = {mark: one for one in due for mark in one.marks}
    found = {by_mark[mark].key: by_mark[mark] for mark in item.marks if mark in by_mark}
    return tuple(found.values())


def ensure_complete(items: Sequence[ListItem], due: Sequence[ListItem]) -> None:
    """The items put every due question exactly once, alone or in a block.

    Raises:
        ListIncomplete.
    """
    put = sorted(one.key for item in items for one in found_in(item, due) or (item,))
    if put != sorted(item.key for item in due):
        raise ListIncomplete


def brought_up_to_date(published: Sequence[ListItem], due: Sequence[ListItem]) -> tuple[ListItem, ...]:
    """The published order of what is still due; what became due since stands behind what it follows by itself."""
    behind = _newly_due(published, due)
    listed: list[ListItem] = list(behind.get(None, ()))
    for item in published:
        left = found_in(item, due)
        listed.extend(_still_together(left) if item.kind is ItemKind.BLOCK else left)
        listed.extend(new for one in left for new in behind.get(one.key, ()))
    return tuple({item.key: item for item in listed}.values())


def _still_together(left: Sequence[ListItem]) -> list[ListItem]:
    """What is left of a block, and behind it what somebody wants to be voted apart (case 71)."""
    apart = [item for item in left if Flag.SEPARATE_VOTE in item.flags]
    together = [item for item in left if item not in apart]
    return [block_of(together) if len(together) > 1 else one for one in together[:1]] + apart


def _newly_due(published: Sequence[ListItem], due: Sequence[ListItem]) -> dict[str | None, list[ListItem]]:
    """What no published question puts, by the published one behind which it stands; None is the beginning."""
    known = {mark for item in published for mark in item.marks}
    behind: dict[str | None, list[ListItem]] = {}
    before = None
    for item in due:
        if known & set(item.marks):
            before = item.key
        else:
            behind.setdefault(before, []).append(replace(item, flags=item.flags | {Flag.NEW}))
    return behind


def item_to_json(item: ListItem) -> dict[str, Any]:
    """The item as it is kept in a published version."""
    return {
        "kind": item.kind.value,
        "label": item.label,
        "unit": item.unit_uid,
        "amendments": [str(one) for one in item.amendment_ids],
        "part": item.part,
        "flags": sorted(flag.value for flag in item.flags),
    }


def item_from_json(stored: Mapping[str, Any]) -> ListItem:
    """The item that :func:`item_to_json` kept."""
    return ListItem(
        ItemKind(stored["kind"]),
        str(stored["label"]),
        str(stored["unit"]),
        tuple(UUID(one) for one in stored["amendments"]),
        stored["part"],
        frozenset(Flag(flag) for flag in stored["flags"]),
    )
