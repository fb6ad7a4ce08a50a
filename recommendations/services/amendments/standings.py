"""How amendments stand to each other: by their words, by what people have tied together, and by their kind."""

import json
import marshal
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from uuid import UUID

from sqlalchemy.orm import Session

from recommendations.domain.amendments import AmendmentKind, Consent, LinkKind, Procedure, StateReason
from recommendations.domain.conflicts import Standings, standings
from recommendations.domain.hunk_encoding import changes_by_language
from recommendations.domain.hunks import Relation, UnitChange, relation
from recommendations.domain.refusals import NotFound
from recommendations.storage.amendments import (
    Amendment,
    amendment_row,
    amendments_by_id,
    amendments_of_unit,
    new_units_on,
)
from recommendations.storage.links import AmendmentLink, links_in, links_of

# Of the forms of marshal the last one in which equal values are always the same bytes.
_PLAIN_FORM = 2


@lru_cache(maxsize=4096)
def _decoded(hunks: bytes) -> Mapping[str, UnitChange]:
    return changes_by_language(marshal.loads(hunks))  # noqa: S302 - made by this process, right before


def changes_of(amendment: Amendment) -> Mapping[str, UnitChange]:
    """The amendment's changes in force, by language, as they were derived when it took its wording.

    A wording is decoded once. Its words, not its version, are the key: what a rolled back act wrote under a
    version number may never come to be read under the same number.
    """
    return _decoded(marshal.dumps(amendment.hunks, _PLAIN_FORM))


@dataclass(frozen=True, slots=True)
class UnitStandings:
    """How given amendments stand to each other; each answer is in filing order, and nothing about one not given.

    What people say goes before what words say: ``_links`` are reasons by both ends, ``_alternatives`` are all
    alternatives on the same level.
    """

    _order: Mapping[UUID, int] = field(default_factory=dict)
    _levels: Mapping[UUID, Standings[UUID]] = field(default_factory=dict)
    _links: Mapping[UUID, Mapping[UUID, StateReason]] = field(default_factory=dict)
    _alternatives: Mapping[UUID, frozenset[UUID]] = field(default_factory=dict)

    def conflicts_of(self, amendment_id: UUID) -> tuple[UUID, ...]:
        """Those that can never be adopted together with this one."""
        if amendment_id not in self._levels:
            return ()
        worded = self._levels[amendment_id].conflicts_of(amendment_id)
        said = {*self._links.get(amendment_id, ()), *self._other_alternatives(amendment_id)}
        return tuple(sorted(said.union(worded), key=self._order.__getitem__)) if said else worded

    def _other_alternatives(self, amendment_id: UUID) -> frozenset[UUID]:
        others = self._alternatives.get(amendment_id, frozenset())
        return others - {amendment_id, *self._levels[amendment_id].identical_to(amendment_id)} if others else others

    def same_place_of(self, amendment_id: UUID) -> tuple[UUID, ...]:
        """Those that add something at the same place: both can hold, in filing order."""
        if amendment_id not in self._levels:
            return ()
        near = self._levels[amendment_id].same_place_of(amendment_id)
        excluded = set(self.conflicts_of(amendment_id)) if near else ()
        return tuple(other for other in near if other not in excluded)

    def identical_to(self, amendment_id: UUID) -> tuple[UUID, ...]:
        """Those that say exactly the same: one poll decides on all of them."""
        if amendment_id not in self._levels:
            return ()
        linked = self._links.get(amendment_id, {})
        return tuple(one for one in self._levels[amendment_id].identical_to(amendment_id) if one not in linked)

    def why(self, one: UUID, other: UUID) -> StateReason:
        """What keeps the two apart; nothing where both can hold."""
        linked = self._links.get(one, {}).get(other, StateReason.NONE)
        if linked is StateReason.REPLACED or one not in self._levels:
            return linked
        if other in self._other_alternatives(one):
            return StateReason.ALTERNATIVE
        return StateReason.SAME_WORDS if self._share_words(one, other) else linked

    def _share_words(self, one: UUID, other: UUID) -> bool:
        level = self._levels[one]
        return other in level.node_of and level.node_of[other] in level.conflicts[level.node_of[one]]


def standings_of(session: Session, rows: Sequence[Amendment]) -> UnitStandings:
    """How these amendments of one edition, whatever their states, units and themes, stand to each other."""
    ordered = sorted(rows, key=lambda row: row.number)
    levels: dict[tuple[object, ...], list[Amendment]] = defaultdict(list)
    for row in ordered:
        levels[level_of(row)].append(row)
    links = links_in(session, ordered[0].edition_id) if ordered else ()
    return UnitStandings(
        {row.id: place for place, row in enumerate(ordered)},
        {row.id: found for level in levels.values() for found in [_on_level(level)] for row in level},
        _reasons(links, {row.id for row in ordered}),
        {
            row.id: others
            for level in levels.values()
            for others in [_alternatives(level)]
            for row in level
            if row.id in others
        },
    )


def _on_level(rows: Sequence[Amendment]) -> Standings[UUID]:
    return _of_new_units(rows) if _brings_unit(rows[0]) else standings({row.id: changes_of(row) for row in rows})


def _of_new_units(rows: Sequence[Amendment]) -> Standings[UUID]:
    """New units behind the same one all hold; those of the same words are one."""
    nodes: dict[str, list[int]] = defaultdict(list)
    for place, row in enumerate(rows):
        nodes[words_of_new(row)].append(place)
    node_of = {rows[place].id: node for node, places in enumerate(nodes.values()) for place in places}
    others = tuple(frozenset(range(len(nodes))) - {node} for node in range(len(nodes)))
    members = tuple(map(tuple, nodes.values()))
    return Standings(tuple(row.id for row in rows), node_of, members, (frozenset(),) * len(nodes), others)


def _alternatives(rows: Sequence[Amendment]) -> frozenset[UUID]:
    return frozenset(row.id for row in rows if row.procedure is Procedure.ALTERNATIVE)


def _reasons(links: Sequence[AmendmentLink], known: Collection[UUID]) -> dict[UUID, dict[UUID, StateReason]]:
    """What links say, by both ends; a replacement goes before an exclusion."""
    reasons: dict[UUID, dict[UUID, StateReason]] = defaultdict(dict)
    for link in links:
        _, reason = _with_links(APART, [link])
        if reason is not StateReason.NONE and {link.one_id, link.other_id} <= set(known):
            for one, other in ((link.one_id, link.other_id), (link.other_id, link.one_id)):
                if reasons[one].get(other) is not StateReason.REPLACED:
                    reasons[one][other] = reason
    return reasons


Stands = tuple[Relation, StateReason]
APART: Stands = (Relation.APART, StateReason.NONE)


def level_of(row: Amendment) -> tuple[object, ...]:
    """What the amendment is compared within: a unit, one version of an amendment, or the place of new units."""
    unit = ("new", row.placed_after) if row.kind is AmendmentKind.NEW_UNIT and not row.amends_id else row.unit_uid
    return row.revision_id, unit, row.amends_id, row.amends_version


def _worded(one: Amendment, other: Amendment) -> Stands:
    """How two amendments on one level stand by their words, and as alternatives to each other."""
    kind = relation_of_new(one, other) if _brings_unit(one) else relation(changes_of(one), changes_of(other))
    if kind is Relation.IDENTICAL:
        return kind, StateReason.NONE
    if one.procedure is other.procedure is Procedure.ALTERNATIVE:
        return Relation.CONFLICT, StateReason.ALTERNATIVE
    if kind is Relation.CONFLICT:
        return kind, StateReason.SAME_WORDS
    return APART if kind is Relation.APART else (kind, StateReason.NONE)


def _brings_unit(row: Amendment) -> bool:
    return row.kind is AmendmentKind.NEW_UNIT and row.amends_id is None


def relation_of_new(one: Amendment, other: Amendment) -> Relation:
    """New units behind the same one both hold; those of the same words are one."""
    return Relation.IDENTICAL if words_of_new(one) == words_of_new(other) else Relation.SAME_PLACE


def words_of_new(row: Amendment) -> str:
    """What a new unit says, without the names under which it is stored."""
    said = {
        language: [unit["kind"], unit["title"], unit["addressees"], [p["spans"] for p in unit["paragraphs"]]]
        for language, unit in row.amended.items()
    }
    return json.dumps(said, sort_keys=True)


def _with_links(stands: Stands, links: Sequence[AmendmentLink]) -> Stands:
    kinds = {link.kind for link in links if link.kind is LinkKind.EXCLUDES or link.consent is Consent.GIVEN}
    if LinkKind.REPLACES in kinds:
        return Relation.CONFLICT, StateReason.REPLACED
    if LinkKind.EXCLUDES in kinds and stands[0] is not Relation.CONFLICT:
        return Relation.CONFLICT, StateReason.EXCLUDED
    return stands


def stands_to(session: Session, amendment: Amendment) -> dict[UUID, tuple[Amendment, Stands]]:
    """Every standing amendment that is not simply apart from this one, by id, in filing order."""
    links: dict[UUID, list[AmendmentLink]] = defaultdict(list)
    for link in links_of(session, amendment.id):
        links[link.other_id if link.one_id == amendment.id else link.one_id].append(link)
    found: dict[UUID, tuple[Amendment, Stands]] = {}
    for other in _candidates(session, amendment, links.keys()):
        on_level = _worded(amendment, other) if level_of(other) == level_of(amendment) else APART
        stands = _with_links(on_level, links.get(other.id, ()))
        if stands is not APART:
            found[other.id] = (other, stands)
    return found


def _candidates(session: Session, amendment: Amendment, linked: Collection[UUID]) -> list[Amendment]:
    if _brings_unit(amendment):
        near = new_units_on(session, amendment.revision_id)
    else:
        near = amendments_of_unit(session, amendment.revision_id, amendment.unit_uid)
    rows = {row.id: row for row in near} | amendments_by_id(session, linked)
    standing = [row for row in rows.values() if row.id != amendment.id and row.state.is_standing]
    return sorted(standing, key=lambda row: row.number)


def related(session: Session, amendment: Amendment, kind: Relation) -> list[Amendment]:
    """The other pending or adopted amendments that stand so to this one, in filing order."""
    return [other for other, (found, _) in stands_to(session, amendment).values() if found is kind]


def exclusive_with(session: Session, amendment_id: UUID) -> list[Amendment]:
    """The pending and adopted amendments that cannot stand with it; the pending ones fall if it is adopted.

    Raises:
        NotFound: there is no such amendment.
    """
    return related(session, existing(session, amendment_id), Relation.CONFLICT)


def identical_with(session: Session, amendment_id: UUID) -> list[Amendment]:
    """The pending and adopted amendments that say exactly the same: one poll decides on all of them (case 7).

    Raises:
        NotFound: there is no such amendment.
    """
    return related(session, existing(session, amendment_id), Relation.IDENTICAL)


def existing(session: Session, amendment_id: UUID) -> Amendment:
    """The amendment with this id.

    Raises:
        NotFound: there is none.
    """
    row = amendment_row(session, amendment_id)
    if row is None:
        raise NotFound
    return row
