"""Every verdict, majority and quorum as a sentence."""

from fractions import Fraction

import pytest
from flask import Flask

from recommendations.domain.counting import Reason, TieRule, verdict, with_casting_vote
from recommendations.domain.outcomes import Outcome
from recommendations.domain.polls import Majority, QuorumRule, Tally
from recommendations.domain.quorum import Attendance, quorum
from recommendations.web.verdicts import (
    REASONS,
    figure,
    majority_sentence,
    outcome_sentence,
    quorum_sentence,
    verdict_sentence,
)


def tally(yes: int, no: int, abstain: int = 0) -> Tally:
    return Tally(Fraction(yes), Fraction(no), Fraction(abstain), present=Fraction(84), members=Fraction(120))


@pytest.mark.parametrize(
    ("majority", "figures", "sentence"),
    [
        (Majority.SIMPLE, (51, 27, 6), "51 for is more than 27 against."),
        (Majority.SIMPLE, (27, 51), "27 for is not more than 51 against."),
        (Majority.SIMPLE, (40, 40), "40 for and 40 against: a tie, and a tie adopts nothing."),
        (Majority.SIMPLE, (0, 0, 84), "Nobody voted for or against, and that adopts nothing."),
        (Majority.TWO_THIRDS_CAST, (54, 26), "54 for reaches two thirds of the 80 votes cast, which is 53\u00a01/3."),
        (
            Majority.TWO_THIRDS_CAST,
            (53, 27),
            "53 for does not reach two thirds of the 80 votes cast, which is 53\u00a01/3.",
        ),
        (
            Majority.ABSOLUTE_PRESENT,
            (43, 1),
            "43 for is more than half of the 84 votes present or represented, which is 42.",
        ),
        (
            Majority.ABSOLUTE_MEMBERS,
            (60, 2),
            "60 for is not more than half of the 120 votes of all members, which is 60.",
        ),
        (
            Majority.ABSOLUTE_INCL_ABSTENTIONS,
            (41, 40, 3),
            "41 for is not more than half of the 84 votes and abstentions, which is 42.",
        ),
        (
            Majority.THREE_QUARTERS_MEMBERS,
            (90, 0),
            "90 for reaches three quarters of the 120 votes of all members, which is 90.",
        ),
        (Majority.UNANIMITY_CAST, (80, 0, 4), "80 for and none against: unanimous."),
        (Majority.UNANIMITY_CAST, (80, 1), "1 against: not unanimous."),
        (Majority.CONSENSUS, (0, 0), "Nobody objected."),
        (Majority.CONSENSUS, (0, 2), "2 objected."),
    ],
)
def test_a_verdict_names_figures_base_and_threshold(
    app: Flask, majority: Majority, figures: tuple[int, ...], sentence: str
) -> None:
    with app.test_request_context():
        assert verdict_sentence(verdict(tally(*figures), majority)) == sentence


def test_the_casting_vote_is_told(app: Flask) -> None:
    tied = verdict(tally(30, 30), Majority.SIMPLE)
    broken = with_casting_vote(tied, TieRule.CASTING_VOTE_IF_OPEN, is_secret=False, chair_is_for=True)

    with app.test_request_context():
        assert verdict_sentence(broken) == "30 for and 30 against: the chair's casting vote is for."


def test_every_reason_and_every_rule_has_a_sentence(app: Flask) -> None:
    assert set(REASONS) == set(Reason)
    with app.test_request_context():
        assert all(majority_sentence(majority) for majority in Majority)
        assert all(quorum_sentence(quorum(Attendance(Fraction(120), Fraction(84)), rule)) for rule in QuorumRule)


def test_a_missing_quorum_is_part_of_the_verdict(app: Flask) -> None:
    there = quorum(Attendance(Fraction(120), Fraction(28)), QuorumRule.ONE_THIRD_PRESENT)
    outcome = Outcome(verdict(tally(19, 8, 1), Majority.SIMPLE), there, Fraction(28), {})

    assert not outcome.is_adopted
    with app.test_request_context():
        assert outcome_sentence(outcome) == (
            "19 for is more than 8 against. "
            "The quorum is missing: one third of 120 votes, present, is 40; 28 are there."
        )


def test_figures_carry_the_decimal_sign_of_the_reader(app: Flask) -> None:
    with app.test_request_context(headers={"Accept-Language": "fr"}):
        assert figure(Fraction(5, 2)) == "2,5"
