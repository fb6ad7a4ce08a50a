"""Majorities, quorums and verdicts in words; the figures come exact from the domain."""

from fractions import Fraction

from babel.numbers import get_decimal_symbol
from flask import Flask
from flask_babel import get_locale
from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

from recommendations.domain.counting import FORMULAS, Base, Reason, Verdict
from recommendations.domain.figures import spoken
from recommendations.domain.outcomes import Outcome
from recommendations.domain.polls import Majority, QuorumRule
from recommendations.domain.quorum import QuorumVerdict

MAJORITIES: dict[Majority, LazyString] = {
    Majority.SIMPLE: _l("Simple majority: more votes for than against. Abstentions do not count."),
    Majority.ABSOLUTE_VOTES_CAST: _l("Absolute majority: more than half of the votes for and against."),
    Majority.ABSOLUTE_INCL_ABSTENTIONS: _l("More than half of the votes for and against and of the abstentions."),
    Majority.ABSOLUTE_PRESENT: _l("More than half of the votes present or represented; silence counts against."),
    Majority.ABSOLUTE_MEMBERS: _l("More than half of the votes of all members; absence counts against."),
    Majority.TWO_THIRDS_CAST: _l("At least two thirds of the votes for and against. Abstentions do not count."),
    Majority.TWO_THIRDS_INCL_ABSTENTIONS: _l("At least two thirds of the votes for, against and abstaining."),
    Majority.TWO_THIRDS_PRESENT: _l("At least two thirds of the votes present or represented."),
    Majority.TWO_THIRDS_MEMBERS: _l("At least two thirds of the votes of all members."),
    Majority.THREE_QUARTERS_CAST: _l("At least three quarters of the votes for and against."),
    Majority.THREE_QUARTERS_MEMBERS: _l("At least three quarters of the votes of all members."),
    Majority.UNANIMITY_CAST: _l("Unanimity: at least one vote for and none against. Abstentions do no harm."),
    Majority.CONSENSUS: _l("Consensus: adopted if nobody objects."),
}

BASES: dict[Base, LazyString] = {
    Base.VOTES_CAST: _l("the %(base)s votes cast"),
    Base.INCLUDING_ABSTENTIONS: _l("the %(base)s votes and abstentions"),
    Base.PRESENT: _l("the %(base)s votes present or represented"),
    Base.MEMBERS: _l("the %(base)s votes of all members"),
}

SHARES: dict[Fraction, LazyString] = {
    Fraction(1, 2): _l("half of %(base)s"),
    Fraction(2, 3): _l("two thirds of %(base)s"),
    Fraction(3, 4): _l("three quarters of %(base)s"),
}

REASONS: dict[Reason, LazyString] = {
    Reason.MORE_FOR: _l("%(yes)s for is more than %(no)s against."),
    Reason.NOT_MORE_FOR: _l("%(yes)s for is not more than %(no)s against."),
    Reason.TIE: _l("%(yes)s for and %(no)s against: a tie, and a tie adopts nothing."),
    Reason.NO_VOTES_CAST: _l("Nobody voted for or against, and that adopts nothing."),
    Reason.MORE_THAN: _l("%(yes)s for is more than %(share)s, which is %(required)s."),
    Reason.NOT_MORE_THAN: _l("%(yes)s for is not more than %(share)s, which is %(required)s."),
    Reason.AT_LEAST: _l("%(yes)s for reaches %(share)s, which is %(required)s."),
    Reason.LESS_THAN: _l("%(yes)s for does not reach %(share)s, which is %(required)s."),
    Reason.UNANIMOUS: _l("%(yes)s for and none against: unanimous."),
    Reason.NOT_UNANIMOUS: _l("%(no)s against: not unanimous."),
    Reason.NO_OBJECTION: _l("Nobody objected."),
    Reason.OBJECTION: _l("%(no)s objected."),
    Reason.EMPTY_BASE: _l("There is nobody to count a share of, and that adopts nothing."),
    Reason.CASTING_VOTE_FOR: _l("%(yes)s for and %(no)s against: the chair's casting vote is for."),
    Reason.CASTING_VOTE_AGAINST: _l("%(yes)s for and %(no)s against: the chair's casting vote is against."),
}

QUORUMS: dict[QuorumRule, LazyString] = {
    QuorumRule.NONE: _l("No quorum is required."),
    QuorumRule.ONE_THIRD_PRESENT: _l("one third of %(members)s votes, present"),
    QuorumRule.HALF_PRESENT_OR_REPRESENTED: _l("half of %(members)s votes, present or represented"),
    QuorumRule.MORE_THAN_HALF_PRESENT_OR_REPRESENTED: _l("more than half of %(members)s votes, present or represented"),
    QuorumRule.MORE_THAN_HALF_PRESENT: _l("more than half of %(members)s votes, present"),
}
REACHED = _l("The quorum is there: %(rule)s, is %(required)s; %(counted)s are there.")
NOT_REACHED = _l("The quorum is missing: %(rule)s, is %(required)s; %(counted)s are there.")

CHOSEN = _l("%(yes)s for the first, %(no)s for the second.")
TIED = _l("%(yes)s for the first and %(no)s for the second: a tie chooses neither.")


def figure(value: Fraction) -> str:
    """The exact figure with the decimal sign of the reader's language, kept on one line."""
    return spoken(value, decimal_sign=get_decimal_symbol(get_locale() or "en")).replace(" ", "\u00a0")


def majority_sentence(majority: Majority) -> str:
    """The rule in words."""
    return str(MAJORITIES[majority])


def verdict_sentence(decided: Verdict) -> str:
    """Why it is adopted or not, with base and threshold named."""
    values = {"yes": figure(decided.tally.yes), "no": figure(decided.tally.no)}
    formula = FORMULAS.get(decided.majority)
    if formula is not None and decided.required is not None:
        base = str(BASES[formula.base]) % {"base": figure(decided.base_votes)}
        values |= {"share": str(SHARES[formula.share]) % {"base": base}, "required": figure(decided.required)}
    return str(REASONS[decided.reason]) % values


def quorum_sentence(decided: QuorumVerdict) -> str:
    """Whether the quorum is there, with what counts and what is needed."""
    rule = str(QUORUMS[decided.rule])
    if decided.rule is QuorumRule.NONE:
        return rule
    values = {
        "rule": rule % {"members": figure(decided.members)},
        "required": figure(decided.required),
        "counted": figure(decided.counted),
    }
    return str(REACHED if decided.is_reached else NOT_REACHED) % values


def outcome_sentence(outcome: Outcome) -> str:
    """The verdict's reason, and the quorum's where that is what failed."""
    sentences = [verdict_sentence(outcome.verdict)]
    if not outcome.quorum.is_reached:
        sentences.append(quorum_sentence(outcome.quorum))
    return " ".join(sentences)


def choice_sentence(outcome: Outcome) -> str:
    """How many chose the first and the second of two, and the quorum where it was missing."""
    tally = outcome.verdict.tally
    sentence = TIED if tally.yes == tally.no else CHOSEN
    sentences = [str(sentence) % {"yes": figure(tally.yes), "no": figure(tally.no)}]
    if not outcome.quorum.is_reached:
        sentences.append(quorum_sentence(outcome.quorum))
    return " ".join(sentences)


def init_verdicts(app: Flask) -> None:
    """Let every template tell figures, rules and verdicts in words."""
    app.jinja_env.filters.update(
        figure=figure,
        choice_sentence=choice_sentence,
        majority_sentence=majority_sentence,
        quorum_sentence=quorum_sentence,
        outcome_sentence=outcome_sentence,
    )
