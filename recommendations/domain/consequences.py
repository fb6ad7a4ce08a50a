"""What follows if a question is adopted, or rejected: what falls, what revives, what can be decided then."""

from collections.abc import Collection, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from typing import Self
from uuid import UUID

from recommendations.domain.amendments import StateReason


@dataclass(frozen=True, slots=True)
class Fall:
    """An amendment that is not voted any more, with the reason and the one whose decision fells it."""

    id: UUID
    reason: StateReason
    because: UUID


@dataclass(frozen=True, slots=True)
class Consequence:
    """What one answer to a question brings about."""

    falls: tuple[Fall, ...] = ()
    revives: tuple[UUID, ...] = ()
    possible: tuple[UUID, ...] = ()

    def without(self, settled: AbstractSet[UUID]) -> Self:
        """What is left to bring about once these have been decided before, one way or the other."""
        return type(self)(
            tuple(fall for fall in self.falls if settled.isdisjoint({fall.id, fall.because})),
            tuple(one for one in self.revives if one not in settled),
            tuple(one for one in self.possible if one not in settled),
        )


@dataclass(frozen=True, slots=True)
class Ties:
    """How the undecided amendments of a target hang together; every tuple is in filing order.

    ``excluded`` names for each amendment those it excludes, with the reason; ``replaced`` for each compromise those
    that rest in it; ``subs`` for each amendment its sub-amendments.
    """

    excluded: Mapping[UUID, Mapping[UUID, StateReason]] = field(default_factory=dict)
    replaced: Mapping[UUID, tuple[UUID, ...]] = field(default_factory=dict)
    subs: Mapping[UUID, tuple[UUID, ...]] = field(default_factory=dict)
    pending: Collection[UUID] = frozenset()


def if_adopted(ids: Collection[UUID], ties: Ties) -> Consequence:
    """What falls with the adoption: what is excluded, what rested in the compromise, and what would change those."""
    falls: dict[UUID, Fall] = {}
    for one in ids:
        for other, reason in ties.excluded.get(one, {}).items():
            if other in ties.pending and other not in ids:
                falls.setdefault(other, Fall(other, reason, one))
        for other in ties.replaced.get(one, ()):
            falls.setdefault(other, Fall(other, StateReason.REPLACED, one))
    return Consequence(tuple(falls.values()) + _subs_of(falls, ties))


def if_rejected(ids: Collection[UUID], ties: Ties) -> Consequence:
    """What the rejection frees: what rested in a compromise, and what the question would have felled."""
    falls = {one: Fall(one, StateReason.NONE, one) for one in ids}
    revives = tuple(other for one in ids for other in ties.replaced.get(one, ()))
    rivals = dict.fromkeys(other for one in ids for other in ties.excluded.get(one, {}) if other in ties.pending)
    possible = tuple(other for other in rivals if other not in ids)
    return Consequence(_subs_of(falls, ties), revives, possible)


def _subs_of(falls: Mapping[UUID, Fall], ties: Ties) -> tuple[Fall, ...]:
    """The undecided sub-amendments of what is gone."""
    return tuple(
        Fall(sub, StateReason.AMENDMENT_GONE, one)
        for one in falls
        for sub in ties.subs.get(one, ())
        if sub in ties.pending and sub not in falls
    )
