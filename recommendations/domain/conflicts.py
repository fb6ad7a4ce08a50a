"""Who stands in whose way, for all amendments of a unit at once.

The answer is that of :func:`recommendations.domain.relations.relation` for every pair. Word k of a paragraph is
the point 2k + 1 of a line and the place before it the point 2k, so that what touches the same words, or puts
something between them, overlaps on that line; a sweep finds what does.
"""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain
from typing import Generic, TypeVar

from recommendations.domain.changes import Hunk, UnitChange
from recommendations.domain.relations import is_empty
from recommendations.domain.sweeping import Range, overlaps
from recommendations.domain.text import Span

Key = TypeVar("Key", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Standings(Generic[Key]):
    """How amendments of one unit stand to each other; every answer is in the order in which they were given.

    Identical ones are one node of a graph: ``members`` are the places of each node's amendments in ``keys``.
    """

    keys: tuple[Key, ...]
    node_of: Mapping[Key, int]
    members: tuple[tuple[int, ...], ...]
    conflicts: tuple[frozenset[int], ...]
    same_places: tuple[frozenset[int], ...]

    def conflicts_of(self, key: Key) -> tuple[Key, ...]:
        """Those with which it can never be adopted together (R7)."""
        return self._named(self.conflicts[self.node_of[key]])

    def same_place_of(self, key: Key) -> tuple[Key, ...]:
        """Those that put something at the same place: all can be adopted, in filing order (case 21)."""
        return self._named(self.same_places[self.node_of[key]])

    def identical_to(self, key: Key) -> tuple[Key, ...]:
        """Those that change the very same: one poll for all (case 7)."""
        return tuple(other for other in self._named([self.node_of[key]]) if other != key)

    @property
    def groups(self) -> tuple[tuple[Key, ...], ...]:
        """Those that conflict with each other directly or through others, with those identical to them."""
        return tuple(self._named(nodes) for nodes in self._components())

    def _components(self) -> Iterator[set[int]]:
        seen: set[int] = set()
        for node, others in enumerate(self.conflicts):
            if node in seen or not others:
                continue
            group, waiting = {node}, [node]
            while waiting:
                found = self.conflicts[waiting.pop()] - group
                group |= found
                waiting.extend(found)
            seen |= group
            yield group

    def _named(self, nodes: Iterable[int]) -> tuple[Key, ...]:
        return tuple(self.keys[place] for place in sorted(chain.from_iterable(self.members[node] for node in nodes)))


def standings(changes: Mapping[Key, Mapping[str, UnitChange]]) -> Standings[Key]:
    """The relation of every pair, {key: {language: change}}, in time n log n and one step for each pair told."""
    keys = tuple(changes)
    nodes: dict[Hashable, list[int]] = {}
    for place, key in enumerate(keys):
        change = changes[key]
        identity = ("alone", key) if is_empty(change) else frozenset(change.items())
        nodes.setdefault(identity, []).append(place)
    members = tuple(tuple(places) for places in nodes.values())
    conflicts, same_places = _compared([changes[keys[places[0]]] for places in members])
    node_of = {keys[place]: node for node, places in enumerate(members) for place in places}
    return Standings(keys, node_of, members, conflicts, same_places)


@dataclass(slots=True)
class _Ground:
    """What changes want of one paragraph: each change is known by its number."""

    ranges: list[Range] = field(default_factory=list)
    insertions: list[Range] = field(default_factory=list)
    spaces: dict[tuple[int, tuple[Span, ...]], list[int]] = field(default_factory=dict)
    sources: list[Range] = field(default_factory=list)
    targets: list[Range] = field(default_factory=list)
    deleters: set[int] = field(default_factory=set)
    touching: set[int] = field(default_factory=set)
    movers: dict[str | None, list[int]] = field(default_factory=dict)

    def take_hunk(self, hunk: Hunk, owner: int) -> None:
        """Note what a hunk wants."""
        if hunk.start < hunk.end:
            self.ranges.append(_range(hunk, owner))
            return
        self.insertions.append(_point(hunk.start, owner))
        if hunk.is_space_only:
            self.spaces.setdefault((hunk.start, hunk.after), []).append(owner)


class _Pairs:
    """Which of n changes are paired, whichever way it was told."""

    def __init__(self, number: int) -> None:
        self._others: list[set[int]] = [set() for _ in range(number)]

    def add(self, one: Iterable[int], others: Iterable[int]) -> None:
        """Pair each of these with each of those."""
        those = list(others)
        for owner in one:
            self._others[owner].update(those)

    def sealed(self, without: Sequence[frozenset[int]] = ()) -> tuple[frozenset[int], ...]:
        """Every pair both ways, nobody with themselves, and none of those in ``without``."""
        for owner, others in enumerate(self._others):
            for other in tuple(others):
                self._others[other].add(owner)
        return tuple(
            frozenset(others - {owner} - (without[owner] if without else frozenset()))
            for owner, others in enumerate(self._others)
        )


def _range(hunk: Hunk, owner: int) -> Range:
    return Range(2 * hunk.start + 1, 2 * hunk.end - 1, owner)


def _point(place: int, owner: int) -> Range:
    return Range(2 * place, 2 * place, owner)


def _compared(
    changes: Sequence[Mapping[str, UnitChange]],
) -> tuple[tuple[frozenset[int], ...], tuple[frozenset[int], ...]]:
    conflicts, same_places = _Pairs(len(changes)), _Pairs(len(changes))
    for language in {language for change in changes for language in change}:
        own = [(owner, change[language]) for owner, change in enumerate(changes) if language in change]
        for ground in _grounds(own).values():
            _find_conflicts(ground, conflicts)
            _find_same_places(ground, same_places)
        for owners in _by_anchor(own).values():
            same_places.add(owners, owners)
    sealed = conflicts.sealed()
    return sealed, same_places.sealed(without=sealed)


def _by_anchor(changes: Iterable[tuple[int, UnitChange]]) -> defaultdict[str | None, list[int]]:
    anchors: defaultdict[str | None, list[int]] = defaultdict(list)
    for owner, change in changes:
        for after in change.anchors:
            anchors[after].append(owner)
    return anchors


def _grounds(changes: Iterable[tuple[int, UnitChange]]) -> defaultdict[str, _Ground]:
    grounds: defaultdict[str, _Ground] = defaultdict(_Ground)
    for owner, change in changes:
        _take(change, owner, grounds)
    return grounds


def _take(change: UnitChange, owner: int, grounds: defaultdict[str, _Ground]) -> None:
    for hunk in change.hunks:
        grounds[hunk.paragraph].take_hunk(hunk, owner)
    for move in change.moves:
        grounds[move.source.paragraph].sources.append(_range(move.source, owner))
        grounds[move.target.paragraph].targets.append(_point(move.target.start, owner))
    for moved in change.moved:
        grounds[moved.uid].movers.setdefault(moved.after, []).append(owner)
    for uid in change.deleted:
        grounds[uid].deleters.add(owner)
    for uid in change.touched:
        grounds[uid].touching.add(owner)


def _find_conflicts(ground: _Ground, found: _Pairs) -> None:
    # An edit strictly inside of moved words travels with them; one that reaches over their border does not.
    borders = [Range(at, at, s.owner) for s in ground.sources for at in (s.low - 1, s.high + 1)]
    swept = (
        overlaps(ground.ranges, [*ground.insertions, *ground.targets, *borders]),
        overlaps(ground.sources, ground.targets),
    )
    for owner, others in chain.from_iterable(swept):
        found.add([owner], others)
    _find_whole_sources(ground, found)
    if ground.deleters:
        found.add(ground.deleters, ground.touching)
    spaces: defaultdict[int, list[list[int]]] = defaultdict(list)
    for (place, _), owners in ground.spaces.items():
        spaces[place].append(owners)
    for groups in (*spaces.values(), list(ground.movers.values())):
        _add_across(groups, found)


def _find_whole_sources(ground: _Ground, found: _Pairs) -> None:
    """Exactly the words that one moves are changed by another."""
    changed: defaultdict[tuple[int, int], list[int]] = defaultdict(list)
    for claim in ground.ranges:
        changed[claim.low, claim.high].append(claim.owner)
    for source in ground.sources:
        found.add([source.owner], changed.get((source.low, source.high), []))


def _add_across(groups: Sequence[Sequence[int]], found: _Pairs) -> None:
    """Pair the owners of each group with those of the others."""
    for place, owners in enumerate(groups):
        for later in groups[place + 1 :]:
            found.add(owners, later)


def _find_same_places(ground: _Ground, found: _Pairs) -> None:
    places: defaultdict[int, list[int]] = defaultdict(list)
    for point in (*ground.insertions, *ground.targets):
        places[point.low].append(point.owner)
    for owners in places.values():
        found.add(owners, owners)
