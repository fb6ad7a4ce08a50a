"""The order that the house proposes for the questions of one target: furthest from the text first (R10)."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import IntEnum
from fractions import Fraction
from functools import cached_property
from itertools import pairwise
from uuid import UUID

from recommendations.domain.amendments import Procedure
from recommendations.domain.distance import (
    FigureChanged,
    changed_share,
    deletes_what,
    figure_changed,
    only_takes,
    touches_figure,
    words_moved,
)
from recommendations.domain.editions import Order, RuleSet
from recommendations.domain.hunks import UnitChange
from recommendations.domain.text import Unit


@dataclass(frozen=True)
class Entry:
    """An amendment as far as its place on the list depends on it, in the language that counts.

    ``base`` is None for what changes no unit. ``amends`` names the amendment that a sub-amendment changes;
    ``together`` those decided by the same poll, this one among them; ``parts`` are the numbers of its parts.
    """

    id: UUID
    number: int
    procedure: Procedure = Procedure.ORDINARY
    language: str = "en"
    base: Unit | None = None
    amended: Unit | None = None
    change: UnitChange = field(default_factory=UnitChange)
    amends: UUID | None = None
    together: frozenset[UUID] = frozenset()
    parts: tuple[int, ...] = ()

    @cached_property
    def share(self) -> Fraction:
        """How much of the base it takes away."""
        return changed_share(self.base, self.change) if self.base else Fraction(0)

    @cached_property
    def figure(self) -> FigureChanged | None:
        """The one figure that it changes."""
        if self.base is None or self.amended is None or not touches_figure(self.base, self.change, self.language):
            return None
        return figure_changed(self.base, self.amended, self.language)


@dataclass(frozen=True, slots=True)
class Placed:
    """One question: these amendments, in filing order; ``is_equal`` where the chair decides between it and another."""

    ids: tuple[UUID, ...]
    part: int | None = None
    is_oral: bool = False
    is_equal: bool = False


class Rank(IntEnum):
    """What comes before what among amendments that exclude each other."""

    COMPROMISE = 0
    DELETION = 1
    REPLACEMENT = 2
    MOVE = 3
    INSERTION = 4


Excluded = Mapping[UUID, frozenset[UUID]]
Measure = tuple[int, Fraction, Fraction]


def proposed_order(entries: Sequence[Entry], excluded: Excluded, rules: RuleSet) -> tuple[Placed, ...]:
    """The questions of one target in the order that the rules propose.

    ``excluded`` says which amendments cannot stand beside which. Sub-amendments stand before their amendment.
    """
    by_parent: dict[UUID | None, list[Entry]] = defaultdict(list)
    for entry in sorted(entries, key=lambda one: one.number):
        by_parent[entry.amends].append(entry)
    return tuple(_level(None, by_parent, excluded, rules))


def _level(
    parent: UUID | None, by_parent: Mapping[UUID | None, Sequence[Entry]], excluded: Excluded, rules: RuleSet
) -> Iterator[Placed]:
    entries = {entry.id: entry for entry in by_parent.get(parent, ())}
    for heads, is_equal in _ordered(list(entries.values()), excluded, rules):
        for head in heads:
            yield from _level(head.id, by_parent, excluded, rules) if parent is None else ()
        yield from _questions(heads, is_equal=is_equal)


def _questions(heads: Sequence[Entry], *, is_equal: bool) -> Iterator[Placed]:
    first = heads[0]
    ids = tuple(head.id for head in heads)
    if first.parts:
        yield from (Placed(ids, part, is_equal=is_equal and part == first.parts[0]) for part in first.parts)
    else:
        yield Placed(ids, is_oral=first.procedure is Procedure.ORAL, is_equal=is_equal)


def _ordered(entries: Sequence[Entry], excluded: Excluded, rules: RuleSet) -> Iterator[tuple[Sequence[Entry], bool]]:
    """The questions of one level, each with whether the chair decides on its place."""
    written = [bundle for bundle in _bundles(entries) if bundle[0].procedure is not Procedure.ORAL]
    spoken = [bundle for bundle in _bundles(entries) if bundle[0].procedure is Procedure.ORAL]
    if rules.order is Order.CHRONOLOGICAL:
        yield from ((bundle, False) for bundle in (*written, *spoken))
        return
    groups = [_Group(tuple(group), excluded, rules) for group in _groups(written, excluded)]
    for group in sorted(groups, key=lambda one: one.place):
        yield from group.questions()
    yield from ((bundle, False) for bundle in spoken)


def _bundles(entries: Sequence[Entry]) -> list[list[Entry]]:
    """What one poll decides together, by its earliest number."""
    known = {entry.id: entry for entry in entries}
    bundles: list[list[Entry]] = []
    put: set[UUID] = set()
    for entry in entries:
        if entry.id not in put:
            together = {entry.id, *entry.together} & known.keys() - put
            bundles.append(sorted((known[one] for one in together), key=lambda one: one.number))
            put |= together
    return bundles


def _groups(bundles: Sequence[list[Entry]], excluded: Excluded) -> Iterator[list[list[Entry]]]:
    """The bundles that exclude each other, directly or through others."""
    of: dict[UUID, int] = {entry.id: place for place, bundle in enumerate(bundles) for entry in bundle}
    left = set(range(len(bundles)))
    while left:
        reached, border = set(), {min(left)}
        while border:
            reached |= border
            rivals = {rival for at in border for entry in bundles[at] for rival in excluded.get(entry.id, ())}
            border = {of[rival] for rival in rivals if rival in of} - reached
        left -= reached
        yield [bundles[at] for at in sorted(reached)]


@dataclass(frozen=True)
class _Group:
    """Bundles that exclude each other, in filing order."""

    bundles: tuple[list[Entry], ...]
    excluded: Excluded
    rules: RuleSet

    @property
    def place(self) -> tuple[bool, int]:
        """Compromises first, then by the earliest number."""
        has_compromise = self.rules.compromise_first and any(
            bundle[0].procedure is Procedure.COMPROMISE for bundle in self.bundles
        )
        return not has_compromise, self.bundles[0][0].number

    def questions(self) -> Iterator[tuple[Sequence[Entry], bool]]:
        """The group's bundles, furthest first; equally far ones in filing order, and marked."""
        measured = [(self._measure(bundle[0]), bundle) for bundle in self.bundles]
        measured.sort(key=lambda pair: (pair[0], pair[1][0].number))
        equal = {
            id(bundle)
            for (one, first), (two, second) in pairwise(measured)
            if one == two and self._excludes(first[0], second[0])
            for bundle in (first, second)
        }
        for _measure, bundle in measured:
            yield bundle, id(bundle) in equal

    def _excludes(self, one: Entry, other: Entry) -> bool:
        return other.id in self.excluded.get(one.id, ())

    def _measure(self, entry: Entry) -> Measure:
        rank = self._ranks[entry.id]
        far = self._amount(rank, entry)
        # Of two that change as many words, the greater change of the same figure is further.
        tie = entry.figure.distance if rank is Rank.REPLACEMENT and entry.figure else Fraction(0)
        return rank, -far, -tie

    @cached_property
    def _ranks(self) -> dict[UUID, Rank]:
        return {bundle[0].id: self._rank(bundle[0]) for bundle in self.bundles}

    def _rank(self, entry: Entry) -> Rank:
        if entry.procedure is Procedure.COMPROMISE and self.rules.compromise_first:
            return Rank.COMPROMISE
        if only_takes(entry.change) and self._takes_another_one(entry):
            return Rank.DELETION
        if entry.change.moves or entry.change.moved:
            return Rank.MOVE
        return Rank.REPLACEMENT if entry.share else Rank.INSERTION

    def _takes_another_one(self, entry: Entry) -> bool:
        rivals = (bundle[0] for bundle in self.bundles if bundle[0] is not entry)
        return any(deletes_what(entry.change, rival.change) for rival in rivals)

    def _amount(self, rank: Rank, entry: Entry) -> Fraction:
        if rank is Rank.REPLACEMENT and self._is_about_one_figure and entry.figure:
            return entry.figure.distance
        if rank is Rank.MOVE and entry.base:
            return Fraction(words_moved(entry.base, entry.change))
        return Fraction(0) if rank is Rank.COMPROMISE else entry.share

    @cached_property
    def _is_about_one_figure(self) -> bool:
        """Whether everything that replaces words in this group changes the same figure."""
        replacing = [bundle[0] for bundle in self.bundles if self._ranks[bundle[0].id] is Rank.REPLACEMENT]
        places = {entry.figure.place if entry.figure else None for entry in replacing}
        return len(places) == 1 and None not in places
