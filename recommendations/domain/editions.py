"""An edition's themes and its rule set."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from recommendations.domain.polls import Majority, PollSubject, QuorumRule


class ThemeKind(StrEnum):
    """A chapter with recommendations, or the preamble."""

    PREAMBLE = "preamble"
    THEME = "theme"


class SupportUnit(StrEnum):
    """What supporters are counted by."""

    MEMBERS = "members"
    COUNTRIES = "countries"


class Order(StrEnum):
    """How the house proposes the order of the questions."""

    FURTHEST_FIRST = "furthest_first"
    CHRONOLOGICAL = "chronological"


@dataclass(frozen=True, slots=True)
class RuleSet:
    """The rules of procedure of one edition; defaults are the house's.

    Thresholds count members, or countries where ``supporters_unit`` says so; None means that the way is closed
    (late and oral amendments) or that nothing is asked (notice of the voting list). Times are in the unit of
    their names. ``split_requests`` is the number of members that may ask for a separate or a split vote.
    ``passkey_required`` asks every signatory to confirm the hash with a passkey.
    """

    amendment_majority: Majority = Majority.SIMPLE
    recommendation_majority: Majority = Majority.SIMPLE
    manifesto_majority: Majority = Majority.TWO_THIRDS_CAST
    quorum: QuorumRule = QuorumRule.NONE
    ballot_change_until_close: bool = True
    order: Order = Order.FURTHEST_FIRST
    compromise_first: bool = True
    supporters_required: int = 0
    supporters_unit: SupportUnit = SupportUnit.MEMBERS
    late_amendment_supporters: int | None = 20
    grace_seconds: int = 0
    oral_amendment_objection_threshold: int | None = 10
    split_requests: int = 3
    takeover_minutes: int = 2
    list_notice_minutes: int | None = None
    corrigendum_objection_hours: int = 24
    passkey_required: bool = True

    def majority(self, subject: PollSubject) -> Majority:
        """The majority that decides on this kind of question."""
        match subject:
            case PollSubject.AMENDMENT | PollSubject.BLOCK:
                return self.amendment_majority
            case PollSubject.RECOMMENDATION | PollSubject.CONTRADICTION:
                return self.recommendation_majority
            case PollSubject.MANIFESTO:
                return self.manifesto_majority


def rule_set(stored: Mapping[str, object]) -> RuleSet:
    """The rule set from its stored form; what is not stored has the house's default."""
    given = {name: read(stored[name]) for name, read in _READERS.items() if name in stored}
    return replace(RuleSet(), **given)


def _number(value: object) -> int:
    return int(str(value))


def _optional(value: object) -> int | None:
    return None if value is None else _number(value)


_READERS: Mapping[str, Callable[[Any], Any]] = {
    "amendment_majority": Majority,
    "recommendation_majority": Majority,
    "manifesto_majority": Majority,
    "quorum": QuorumRule,
    "ballot_change_until_close": bool,
    "order": Order,
    "compromise_first": bool,
    "supporters_required": _number,
    "supporters_unit": SupportUnit,
    "late_amendment_supporters": _optional,
    "grace_seconds": _number,
    "oral_amendment_objection_threshold": _optional,
    "split_requests": _number,
    "takeover_minutes": _number,
    "list_notice_minutes": _optional,
    "corrigendum_objection_hours": _number,
    "passkey_required": bool,
}
