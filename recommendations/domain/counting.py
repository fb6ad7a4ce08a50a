"""Counting: every majority of the rules of procedure, exact, with its reason as data."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum
from fractions import Fraction

from recommendations.domain.polls import Choice, Majority, Tally

ZERO = Fraction(0)


class Base(StrEnum):
    """What a majority is measured against."""

    AGAINST = "against"
    VOTES_CAST = "votes_cast"
    INCLUDING_ABSTENTIONS = "including_abstentions"
    PRESENT = "present"
    MEMBERS = "members"
    OBJECTIONS = "objections"


class Reason(StrEnum):
    """Why a question is adopted or not; each edge has one sentence for each."""

    MORE_FOR = "more_for"
    NOT_MORE_FOR = "not_more_for"
    TIE = "tie"
    NO_VOTES_CAST = "no_votes_cast"
    MORE_THAN = "more_than"
    NOT_MORE_THAN = "not_more_than"
    AT_LEAST = "at_least"
    LESS_THAN = "less_than"
    UNANIMOUS = "unanimous"
    NOT_UNANIMOUS = "not_unanimous"
    NO_OBJECTION = "no_objection"
    OBJECTION = "objection"
    EMPTY_BASE = "empty_base"
    CASTING_VOTE_FOR = "casting_vote_for"
    CASTING_VOTE_AGAINST = "casting_vote_against"


class TieRule(StrEnum):
    """What a tie means, by the rule sets' names (R22)."""

    NOT_ADOPTED = "not_adopted"
    CASTING_VOTE_IF_OPEN = "casting_vote_if_open"


@dataclass(frozen=True, slots=True)
class Formula:
    """A majority in figures: ``share`` of ``base``, to be exceeded (``is_strict``) or reached."""

    base: Base
    share: Fraction
    is_strict: bool


@dataclass(frozen=True, slots=True)
class Verdict:
    """The decision with all that proves it; ``required`` is the exact threshold in votes, None where there is none."""

    is_adopted: bool
    reason: Reason
    majority: Majority
    tally: Tally
    base: Base
    base_votes: Fraction
    required: Fraction | None = None

    @property
    def is_tied(self) -> bool:
        """Whether for and against weigh the same, and weigh something."""
        return self.reason is Reason.TIE


HALF = Fraction(1, 2)
TWO_THIRDS = Fraction(2, 3)
THREE_QUARTERS = Fraction(3, 4)

FORMULAS: dict[Majority, Formula] = {
    Majority.ABSOLUTE_VOTES_CAST: Formula(Base.VOTES_CAST, HALF, is_strict=True),
    Majority.ABSOLUTE_INCL_ABSTENTIONS: Formula(Base.INCLUDING_ABSTENTIONS, HALF, is_strict=True),
    Majority.ABSOLUTE_PRESENT: Formula(Base.PRESENT, HALF, is_strict=True),
    Majority.ABSOLUTE_MEMBERS: Formula(Base.MEMBERS, HALF, is_strict=True),
    Majority.TWO_THIRDS_CAST: Formula(Base.VOTES_CAST, TWO_THIRDS, is_strict=False),
    Majority.TWO_THIRDS_INCL_ABSTENTIONS: Formula(Base.INCLUDING_ABSTENTIONS, TWO_THIRDS, is_strict=False),
    Majority.TWO_THIRDS_PRESENT: Formula(Base.PRESENT, TWO_THIRDS, is_strict=False),
    Majority.TWO_THIRDS_MEMBERS: Formula(Base.MEMBERS, TWO_THIRDS, is_strict=False),
    Majority.THREE_QUARTERS_CAST: Formula(Base.VOTES_CAST, THREE_QUARTERS, is_strict=False),
    Majority.THREE_QUARTERS_MEMBERS: Formula(Base.MEMBERS, THREE_QUARTERS, is_strict=False),
}


def tally_of(
    ballots: Iterable[tuple[Choice, Fraction]], *, present: Fraction | None = None, members: Fraction | None = None
) -> Tally:
    """The exact sums of the weights of the ballots, beside the bases of their poll."""
    sums = dict.fromkeys(Choice, ZERO)
    for choice, weight in ballots:
        sums[choice] += weight
    return Tally(sums[Choice.FOR], sums[Choice.AGAINST], sums[Choice.ABSTAIN], ZERO, present, members)


def verdict(tally: Tally, majority: Majority) -> Verdict:
    """Whether the question is adopted under ``majority``, and why; nothing cast adopts nothing but a consensus.

    Source: rules of procedure, "Counting: exact formulas".

    Raises:
        ValueError: the majority needs the weight of those present or of all members, and the tally lacks it.
    """
    match majority:
        case Majority.SIMPLE:
            return _simple(tally)
        case Majority.UNANIMITY_CAST:
            return _unanimity(tally)
        case Majority.CONSENSUS:
            return _consensus(tally)
        case _:
            return _share(tally, majority, FORMULAS[majority])


def base_votes(tally: Tally, base: Base) -> Fraction:
    """The weight of a base, in votes.

    Raises:
        ValueError: the tally does not know this base.
    """
    cast = tally.yes + tally.no
    known: dict[Base, Fraction | None] = {
        Base.AGAINST: tally.no,
        Base.OBJECTIONS: tally.no,
        Base.VOTES_CAST: cast,
        Base.INCLUDING_ABSTENTIONS: cast + tally.abstain,
        Base.PRESENT: tally.present,
        Base.MEMBERS: tally.members,
    }
    votes = known[base]
    if votes is None:
        message = f"the tally does not know its base: {base.value}"
        raise ValueError(message)
    return votes


def _simple(tally: Tally) -> Verdict:
    if tally.yes == tally.no:
        reason = Reason.NO_VOTES_CAST if tally.yes == 0 else Reason.TIE
    else:
        reason = Reason.MORE_FOR if tally.yes > tally.no else Reason.NOT_MORE_FOR
    return Verdict(reason is Reason.MORE_FOR, reason, Majority.SIMPLE, tally, Base.AGAINST, tally.no)


def _unanimity(tally: Tally) -> Verdict:
    cast = tally.yes + tally.no
    expressed = Reason.UNANIMOUS if tally.no == 0 else Reason.NOT_UNANIMOUS
    reason = expressed if cast > 0 else Reason.NO_VOTES_CAST
    adopted = reason is Reason.UNANIMOUS
    return Verdict(adopted, reason, Majority.UNANIMITY_CAST, tally, Base.VOTES_CAST, cast, cast)


def _consensus(tally: Tally) -> Verdict:
    # Not a vote: silence is consent, so that zero adopts here and nowhere else.
    reason = Reason.NO_OBJECTION if tally.no == 0 else Reason.OBJECTION
    return Verdict(tally.no == 0, reason, Majority.CONSENSUS, tally, Base.OBJECTIONS, tally.no)


def _share(tally: Tally, majority: Majority, formula: Formula) -> Verdict:
    votes = base_votes(tally, formula.base)
    required = formula.share * votes
    reason = _reason(tally, formula, votes, required)
    adopted = reason in {Reason.MORE_THAN, Reason.AT_LEAST}
    return Verdict(adopted, reason, majority, tally, formula.base, votes, required)


def _reason(tally: Tally, formula: Formula, votes: Fraction, required: Fraction) -> Reason:
    if tally.yes + tally.no == 0:
        return Reason.NO_VOTES_CAST
    if votes == 0:
        return Reason.EMPTY_BASE
    if not formula.is_strict:
        return Reason.AT_LEAST if tally.yes >= required else Reason.LESS_THAN
    if tally.yes == tally.no and formula.base is Base.VOTES_CAST:
        return Reason.TIE
    return Reason.MORE_THAN if tally.yes > required else Reason.NOT_MORE_THAN


def awaits_casting_vote(decided: Verdict, rule: TieRule, *, is_secret: bool) -> bool:
    """Whether the chair may break the tie: only where the rule set says so, and never in a secret poll (R23)."""
    return decided.is_tied and rule is TieRule.CASTING_VOTE_IF_OPEN and not is_secret


def with_casting_vote(decided: Verdict, rule: TieRule, *, is_secret: bool, chair_is_for: bool) -> Verdict:
    """The verdict after the chair's casting vote, which is an act of its own; unchanged where none is allowed."""
    if not awaits_casting_vote(decided, rule, is_secret=is_secret):
        return decided
    reason = Reason.CASTING_VOTE_FOR if chair_is_for else Reason.CASTING_VOTE_AGAINST
    return replace(decided, is_adopted=chair_is_for, reason=reason)
