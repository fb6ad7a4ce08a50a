"""The questions of a theme that are due, in the order that the house proposes."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import chain

from sqlalchemy.orm import Session

from recommendations.domain.amendments import AmendmentKind
from recommendations.domain.encoding import units_by_language
from recommendations.domain.hunks import UnitChange
from recommendations.domain.proposals import THEME_TITLE
from recommendations.domain.text import Unit
from recommendations.domain.voting_list import Flag, ItemKind, ListItem
from recommendations.domain.voting_order import Entry, Placed, proposed_order
from recommendations.services.amendments.standings import changes_of
from recommendations.services.amendments.wordings import base_units, title_units
from recommendations.services.voting.material import Material
from recommendations.storage.amendments import Amendment

NOTHING = UnitChange()


def due_items(session: Session, material: Material) -> tuple[ListItem, ...]:
    """Everything to be voted in the theme, operative text first and the theme's title last (R10)."""
    by_unit: dict[str, list[Amendment]] = {}
    for row in material.rows:
        by_unit.setdefault(row.unit_uid, []).append(row)
    questions = chain.from_iterable(_of_target(session, material, uid, by_unit) for uid in _targets(material, by_unit))
    put: dict[str, ListItem] = {}
    for item in questions:
        put.setdefault(item.key, item)
    return tuple(put.values())


def _targets(material: Material, by_unit: Mapping[str, Sequence[Amendment]]) -> list[str]:
    """The uids of what is voted on, in their order; units that are only proposed stand behind those that are there."""
    uids = list(dict.fromkeys(unit.uid for unit in _units(material)))
    kinds = {unit.uid: unit.kind for unit in _units(material)}
    there = sorted(uids, key=lambda uid: not kinds[uid].is_operative)
    proposed = [uid for uid in by_unit if uid not in kinds and uid != THEME_TITLE]
    return [*there, *proposed, THEME_TITLE]


def _units(material: Material) -> Iterator[Unit]:
    versions = material.newest.units.values() if material.newest else ()
    return (numbered.unit for version in versions for numbered in version)


def _of_target(
    session: Session, material: Material, uid: str, by_unit: Mapping[str, Sequence[Amendment]]
) -> Iterator[ListItem]:
    rows = by_unit.get(uid, ())
    entries = [_entry(session, material, row) for row in rows]
    known = {row.id for row in rows}
    excluded = {one: frozenset(material.standings.conflicts_of(one)) & known for one in known}
    for placed in proposed_order(entries, excluded, material.rules):
        yield _question(material, uid, placed)
    yield from _unit_question(material, uid)


def _unit_question(material: Material, uid: str) -> Iterator[ListItem]:
    texts = material.newest.unit_texts(uid) if material.newest else {}
    is_voted = any(unit.kind.is_operative for unit in texts.values())
    if material.newest and is_voted and uid not in material.decided_units:
        flags = frozenset({Flag.SEPARATE_VOTE} if uid in material.asked.separate_units else ())
        yield ListItem(ItemKind.UNIT, material.newest.number_of(uid), uid, flags=flags)


def _question(material: Material, uid: str, placed: Placed) -> ListItem:
    together = (material.by_id[one] for one in material.together_with(placed.ids[0]))
    rows = sorted(together, key=lambda row: row.number)
    label = "+".join(row.label for row in rows)
    ids = tuple(row.id for row in rows)
    item = ListItem(_kind(placed), label, uid, ids, placed.part, frozenset(_flags(material, placed)))
    return replace(item, label=f"{label}/{placed.part}") if placed.part is not None else item


def _kind(placed: Placed) -> ItemKind:
    if placed.part is not None:
        return ItemKind.PART
    return ItemKind.ORAL if placed.is_oral else ItemKind.AMENDMENT


def _flags(material: Material, placed: Placed) -> Iterator[Flag]:
    if placed.is_equal:
        yield Flag.CHAIR_DECIDES
    if material.asked.separate & set(placed.ids):
        yield Flag.SEPARATE_VOTE
    if placed.part is None and material.asked.split & set(placed.ids):
        yield Flag.SPLIT_ASKED


def _entry(session: Session, material: Material, row: Amendment) -> Entry:
    changes = changes_of(row)
    language = _language(material.languages, changes)
    return Entry(
        row.id,
        row.number,
        row.procedure,
        language,
        _base(session, material, row).get(language),
        units_by_language(row.amended).get(language),
        changes.get(language, NOTHING),
        row.amends_id if row.amends_id in material.due_ids else None,
        material.together_with(row.id),
        material.parts.get(row.id, ()),
    )


def _language(languages: Sequence[str], changes: Mapping[str, UnitChange]) -> str:
    """The first of the edition's languages in which something changes; the authoritative one counts first."""
    return next((one for one in languages if changes.get(one, NOTHING) != NOTHING), languages[0])


def _base(session: Session, material: Material, row: Amendment) -> Mapping[str, Unit]:
    if row.amends_id is not None:
        return base_units(session, row)
    if row.kind is AmendmentKind.THEME_TITLE:
        return title_units(material.titles[row.revision_id])
    return material.revisions[row.revision_id].unit_texts(row.unit_uid)
