"""Quorum: what must be there for a valid decision, counted at the opening of the poll (R27)."""

from dataclasses import dataclass
from fractions import Fraction

from recommendations.domain.polls import QuorumRule


@dataclass(frozen=True, slots=True)
class Attendance:
    """Who is there, in weights: ``represented`` is carried by proxy and counts only where the rule says so."""

    members: Fraction
    present: Fraction
    represented: Fraction = Fraction(0)

    @property
    def present_or_represented(self) -> Fraction:
        """The weight that may vote."""
        return self.present + self.represented


@dataclass(frozen=True, slots=True)
class QuorumFormula:
    """The share of all members, to be exceeded (``is_strict``) or reached, with or without proxies."""

    share: Fraction
    is_strict: bool
    counts_proxies: bool


@dataclass(frozen=True, slots=True)
class QuorumVerdict:
    """Whether the quorum is there; ``counted`` against ``required``, both exact, of all ``members``."""

    is_reached: bool
    rule: QuorumRule
    counted: Fraction
    required: Fraction
    members: Fraction


QUORUMS: dict[QuorumRule, QuorumFormula] = {
    QuorumRule.ONE_THIRD_PRESENT: QuorumFormula(Fraction(1, 3), is_strict=False, counts_proxies=False),
    QuorumRule.HALF_PRESENT_OR_REPRESENTED: QuorumFormula(Fraction(1, 2), is_strict=False, counts_proxies=True),
    QuorumRule.MORE_THAN_HALF_PRESENT_OR_REPRESENTED: QuorumFormula(
        Fraction(1, 2), is_strict=True, counts_proxies=True
    ),
    QuorumRule.MORE_THAN_HALF_PRESENT: QuorumFormula(Fraction(1, 2), is_strict=True, counts_proxies=False),
}


def quorum(attendance: Attendance, rule: QuorumRule) -> QuorumVerdict:
    """Whether this attendance may decide; an assembly without members reaches no quorum but the absent one.

    Source: rules of procedure, "Counting", quorum (a) to (c).
    """
    formula = QUORUMS.get(rule)
    if formula is None:
        return QuorumVerdict(True, rule, attendance.present_or_represented, Fraction(0), attendance.members)
    counted = attendance.present_or_represented if formula.counts_proxies else attendance.present
    required = formula.share * attendance.members
    reached = counted > required if formula.is_strict else counted >= required
    return QuorumVerdict(reached and attendance.members > 0, rule, counted, required, attendance.members)
