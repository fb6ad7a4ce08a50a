"""The outcome of a poll: verdict, quorum and figures as one value, and its stored form."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from recommendations.domain.canonical import Json
from recommendations.domain.counting import Base, Reason, Verdict
from recommendations.domain.figures import exact_text
from recommendations.domain.hemicycle import Side
from recommendations.domain.polls import Majority, QuorumRule, Tally
from recommendations.domain.quorum import QuorumVerdict


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the chair announces; ``entitled`` is a weight, ``seats`` count members."""

    verdict: Verdict
    quorum: QuorumVerdict
    entitled: Fraction
    seats: Mapping[Side, int]

    @property
    def is_adopted(self) -> bool:
        """Whether the question is adopted: by its majority, and with the quorum."""
        return self.verdict.is_adopted and self.quorum.is_reached

    @property
    def chosen(self) -> str:
        """Of a choice between two, which one stands: "one" by votes for, "other" by votes against, else empty."""
        tally = self.verdict.tally
        if tally.yes == tally.no or not self.quorum.is_reached:
            return ""
        return "one" if tally.yes > tally.no else "other"

    @property
    def cast(self) -> Fraction:
        """The weight of the votes for and against."""
        return self.verdict.tally.yes + self.verdict.tally.no

    @property
    def not_voted(self) -> Fraction:
        """The weight that was entitled and stayed silent."""
        tally = self.verdict.tally
        return self.entitled - tally.yes - tally.no - tally.abstain - tally.invalid


def outcome_to_json(outcome: Outcome) -> dict[str, Json]:
    """The stored form: every figure an exact string, so that anybody can recount."""
    decided, tally = outcome.verdict, outcome.verdict.tally
    return {
        "adopted": outcome.is_adopted,
        "quorum_reached": outcome.quorum.is_reached,
        "yes": exact_text(tally.yes),
        "no": exact_text(tally.no),
        "abstain": exact_text(tally.abstain),
        "invalid": exact_text(tally.invalid),
        "cast": exact_text(outcome.cast),
        "entitled": exact_text(outcome.entitled),
        "not_voted": exact_text(outcome.not_voted),
        "present": _optional(tally.present),
        "members": _optional(tally.members),
        "seats": {side.value: outcome.seats.get(side, 0) for side in Side},
        "formula": {
            "key": decided.reason.value,
            "is_adopted": decided.is_adopted,
            "majority": decided.majority.value,
            "base": decided.base.value,
            "base_votes": exact_text(decided.base_votes),
            "required": _optional(decided.required),
        },
        "quorum": {
            "rule": outcome.quorum.rule.value,
            "counted": exact_text(outcome.quorum.counted),
            "required": exact_text(outcome.quorum.required),
            "members": exact_text(outcome.quorum.members),
        },
    }


def outcome_from_json(form: Mapping[str, Any]) -> Outcome:
    """The outcome that has this stored form; nothing is decided again."""
    formula, quorum = form["formula"], form["quorum"]
    yes, no, abstain, invalid = (Fraction(form[name]) for name in ("yes", "no", "abstain", "invalid"))
    tally = Tally(yes, no, abstain, invalid, _fraction(form["present"]), _fraction(form["members"]))
    decided = Verdict(
        formula["is_adopted"],
        Reason(formula["key"]),
        Majority(formula["majority"]),
        tally,
        Base(formula["base"]),
        Fraction(formula["base_votes"]),
        _fraction(formula["required"]),
    )
    there = QuorumVerdict(
        form["quorum_reached"],
        QuorumRule(quorum["rule"]),
        Fraction(quorum["counted"]),
        Fraction(quorum["required"]),
        Fraction(quorum["members"]),
    )
    seats = {Side(side): int(count) for side, count in form["seats"].items()}
    return Outcome(decided, there, Fraction(form["entitled"]), seats)


def _optional(value: Fraction | None) -> str | None:
    return None if value is None else exact_text(value)


def _fraction(text: str | None) -> Fraction | None:
    return None if text is None else Fraction(text)
