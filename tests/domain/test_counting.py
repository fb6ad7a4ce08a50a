from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recommendations.domain.counting import (
    Base,
    Reason,
    TieRule,
    awaits_casting_vote,
    tally_of,
    verdict,
    with_casting_vote,
)
from recommendations.domain.figures import exact_text, spoken
from recommendations.domain.polls import Choice, Majority, QuorumRule, Tally
from recommendations.domain.quorum import Attendance, quorum

M = Majority


def count(
    yes: int | str, no: int | str, abstain: int | str = 0, *, present: int | None = None, members: int | None = None
) -> Tally:
    """A tally in whole votes or exact decimals."""
    bases = [None if base is None else Fraction(base) for base in (present, members)]
    return Tally(Fraction(yes), Fraction(no), Fraction(abstain), present=bases[0], members=bases[1])


@pytest.mark.parametrize(
    ("majority", "tally", "adopted"),
    [
        pytest.param(M.SIMPLE, count(1, 0, 83), True, id="one for and none against adopts, whatever the abstentions"),
        pytest.param(M.SIMPLE, count(40, 40, 4), False, id="a tie is not adopted"),
        pytest.param(M.SIMPLE, count(0, 0, 84), False, id="abstentions alone adopt nothing"),
        pytest.param(M.SIMPLE, count("2.5", "1.5", 1), True, id="decimal weights are compared exactly"),
        pytest.param(M.SIMPLE, count(30, 30), False, id="a tie is not adopted until the chair has spoken"),
        pytest.param(M.ABSOLUTE_VOTES_CAST, count(9, 8), True, id="nine of seventeen is more than half"),
        pytest.param(M.ABSOLUTE_VOTES_CAST, count(8, 8, 1), False, id="half of the votes cast is not a majority"),
        pytest.param(M.ABSOLUTE_INCL_ABSTENTIONS, count(41, 40, 3), False, id="abstentions weigh like votes against"),
        pytest.param(M.ABSOLUTE_INCL_ABSTENTIONS, count(43, 40, 1), True, id="more than half with abstentions"),
        pytest.param(M.ABSOLUTE_PRESENT, count(42, 20, 10, present=84), False, id="half of those present is not more"),
        pytest.param(M.ABSOLUTE_PRESENT, count(43, 20, 10, present=84), True, id="one more than half of those present"),
        pytest.param(M.ABSOLUTE_MEMBERS, count(60, 2, members=120), False, id="half of all members is not a majority"),
        pytest.param(
            M.ABSOLUTE_MEMBERS, count(61, 2, members=120), True, id="sixty-one of a hundred and twenty members"
        ),
        pytest.param(M.TWO_THIRDS_CAST, count(448, 197, 48), True, id="two thirds leave abstentions out"),
        pytest.param(
            M.TWO_THIRDS_INCL_ABSTENTIONS, count(448, 197, 48), False, id="two thirds with abstentions are more"
        ),
        pytest.param(M.TWO_THIRDS_CAST, count(56, 28), True, id="exactly two thirds are enough"),
        pytest.param(M.TWO_THIRDS_CAST, count(55, 28), False, id="a third of a vote short of two thirds"),
        pytest.param(M.TWO_THIRDS_CAST, count(0, 0, 84), False, id="none against none is never two thirds"),
        pytest.param(M.TWO_THIRDS_PRESENT, count(56, 10, 18, present=84), True, id="two thirds of those present"),
        pytest.param(M.TWO_THIRDS_PRESENT, count(55, 0, present=84), False, id="silence counts against"),
        pytest.param(M.TWO_THIRDS_MEMBERS, count(80, 0, members=120), True, id="two thirds of all members"),
        pytest.param(M.TWO_THIRDS_MEMBERS, count(79, 0, members=120), False, id="one short of two thirds of members"),
        pytest.param(M.THREE_QUARTERS_CAST, count(63, 21), True, id="exactly three quarters are enough"),
        pytest.param(M.THREE_QUARTERS_CAST, count(62, 21), False, id="just short of three quarters"),
        pytest.param(M.THREE_QUARTERS_MEMBERS, count(94, 0, members=125), True, id="94 of 125 allocated votes"),
        pytest.param(M.THREE_QUARTERS_MEMBERS, count(93, 0, members=125), False, id="93 of 125 allocated votes"),
        pytest.param(M.UNANIMITY_CAST, count(80, 0, 4), True, id="abstentions do not break unanimity"),
        pytest.param(M.UNANIMITY_CAST, count(80, 1), False, id="one vote against breaks unanimity"),
        pytest.param(M.CONSENSUS, count(0, 0), True, id="silence is consent"),
        pytest.param(M.CONSENSUS, count(80, 1), False, id="one objection ends the consensus"),
    ],
)
def test_the_assembly_decides(majority: Majority, tally: Tally, *, adopted: bool) -> None:
    assert verdict(tally, majority).is_adopted is adopted


@pytest.mark.parametrize("majority", [m for m in Majority if m is not Majority.CONSENSUS])
@pytest.mark.parametrize("abstain", [0, 84])
@pytest.mark.parametrize("base", [0, 84])
def test_nothing_cast_adopts_nothing(majority: Majority, abstain: int, base: int) -> None:
    decided = verdict(count(0, 0, abstain, present=base, members=base), majority)

    assert not decided.is_adopted
    assert decided.reason is Reason.NO_VOTES_CAST


@pytest.mark.parametrize("majority", [M.ABSOLUTE_MEMBERS, M.TWO_THIRDS_MEMBERS, M.THREE_QUARTERS_MEMBERS])
def test_votes_of_an_assembly_without_members_adopt_nothing(majority: Majority) -> None:
    decided = verdict(count(1, 0, members=0), majority)

    assert not decided.is_adopted
    assert decided.reason is Reason.EMPTY_BASE


def test_a_majority_of_members_cannot_be_judged_without_their_number() -> None:
    with pytest.raises(ValueError, match="members"):
        verdict(count(60, 2), Majority.ABSOLUTE_MEMBERS)


def test_the_verdict_names_its_base_and_its_threshold() -> None:
    decided = verdict(count(54, 26, 4), Majority.TWO_THIRDS_CAST)

    assert (decided.base, decided.base_votes, decided.required) == (Base.VOTES_CAST, Fraction(80), Fraction(160, 3))
    assert decided.reason is Reason.AT_LEAST


@pytest.mark.parametrize(
    ("rule", "is_secret", "chair_is_for", "adopted"),
    [
        pytest.param(TieRule.CASTING_VOTE_IF_OPEN, False, True, True, id="the chair adopts a tie in an open vote"),
        pytest.param(TieRule.CASTING_VOTE_IF_OPEN, False, False, False, id="the chair may also reject it"),
        pytest.param(TieRule.CASTING_VOTE_IF_OPEN, True, True, False, id="no casting vote in a secret poll"),
        pytest.param(TieRule.NOT_ADOPTED, False, True, False, id="no casting vote where none is configured"),
    ],
)
def test_a_tie_and_the_casting_vote(rule: TieRule, *, is_secret: bool, chair_is_for: bool, adopted: bool) -> None:
    tied = verdict(count(30, 30), Majority.SIMPLE)

    assert with_casting_vote(tied, rule, is_secret=is_secret, chair_is_for=chair_is_for).is_adopted is adopted


def test_there_is_no_casting_vote_without_a_tie() -> None:
    rejected = verdict(count(29, 30), Majority.SIMPLE)

    assert not awaits_casting_vote(rejected, TieRule.CASTING_VOTE_IF_OPEN, is_secret=False)


def test_nobody_voting_is_not_a_tie_for_the_chair_to_break() -> None:
    assert not verdict(count(0, 0, 84), Majority.SIMPLE).is_tied


def test_weights_are_summed_exactly() -> None:
    ballots = [(Choice.FOR, Fraction("0.1"))] * 3 + [(Choice.AGAINST, Fraction("0.3"))]

    assert verdict(tally_of(ballots), Majority.SIMPLE).reason is Reason.TIE


figures = st.fractions(min_value=0, max_value=50, max_denominator=12)


@given(figures, figures, figures, figures, figures)
def test_every_majority_agrees_with_its_formula(
    yes: Fraction, no: Fraction, abstain: Fraction, silent: Fraction, absent: Fraction
) -> None:
    present = yes + no + abstain + silent
    members = present + absent
    tally = Tally(yes, no, abstain, present=present, members=members)
    some = yes > 0 or no > 0
    cast, all_in = yes + no, yes + no + abstain
    expected = {
        M.SIMPLE: yes > no,
        M.ABSOLUTE_VOTES_CAST: 2 * yes > cast,
        M.ABSOLUTE_INCL_ABSTENTIONS: 2 * yes > all_in,
        M.ABSOLUTE_PRESENT: 2 * yes > present,
        M.ABSOLUTE_MEMBERS: 2 * yes > members,
        M.TWO_THIRDS_CAST: some and 3 * yes >= 2 * cast,
        M.TWO_THIRDS_INCL_ABSTENTIONS: some and 3 * yes >= 2 * all_in,
        M.TWO_THIRDS_PRESENT: some and 3 * yes >= 2 * present,
        M.TWO_THIRDS_MEMBERS: some and 3 * yes >= 2 * members,
        M.THREE_QUARTERS_CAST: some and 4 * yes >= 3 * cast,
        M.THREE_QUARTERS_MEMBERS: some and 4 * yes >= 3 * members,
        M.UNANIMITY_CAST: yes > 0 and no == 0,
        M.CONSENSUS: no == 0,
    }

    assert {majority: verdict(tally, majority).is_adopted for majority in Majority} == expected


@given(st.lists(st.tuples(st.sampled_from(Choice), figures)), st.randoms(use_true_random=False))
def test_the_order_of_the_ballots_does_not_matter(ballots: list[tuple[Choice, Fraction]], random: object) -> None:
    shuffled = sorted(ballots, key=lambda _ballot: random.random())  # type: ignore[attr-defined]  # hypothesis' random

    assert tally_of(shuffled) == tally_of(ballots)


@pytest.mark.parametrize(
    ("rule", "attendance", "reached"),
    [
        pytest.param(QuorumRule.ONE_THIRD_PRESENT, (120, 40, 0), True, id="exactly one third is enough"),
        pytest.param(QuorumRule.ONE_THIRD_PRESENT, (120, 39, 81), False, id="proxies do not help the third present"),
        pytest.param(QuorumRule.MORE_THAN_HALF_PRESENT_OR_REPRESENTED, (120, 45, 15), False, id="half is not more"),
        pytest.param(QuorumRule.MORE_THAN_HALF_PRESENT_OR_REPRESENTED, (120, 45, 16), True, id="half and one more"),
        pytest.param(QuorumRule.HALF_PRESENT_OR_REPRESENTED, (120, 45, 15), True, id="exactly half is at least half"),
        pytest.param(QuorumRule.HALF_PRESENT_OR_REPRESENTED, (121, 45, 15), False, id="half of an odd number is more"),
        pytest.param(QuorumRule.MORE_THAN_HALF_PRESENT, (120, 50, 30), False, id="proxies do not count here"),
        pytest.param(QuorumRule.MORE_THAN_HALF_PRESENT, (120, 61, 0), True, id="more than half in the room"),
        pytest.param(QuorumRule.NONE, (120, 1, 0), True, id="without a quorum one is enough"),
        pytest.param(QuorumRule.ONE_THIRD_PRESENT, (0, 0, 0), False, id="no members, no third of them"),
        pytest.param(QuorumRule.HALF_PRESENT_OR_REPRESENTED, (0, 0, 0), False, id="no members, no half of them"),
    ],
)
def test_a_quorum_is_there(rule: QuorumRule, attendance: tuple[int, int, int], *, reached: bool) -> None:
    assert quorum(Attendance(*map(Fraction, attendance)), rule).is_reached is reached


@pytest.mark.parametrize(
    ("value", "stored", "said"),
    [
        pytest.param(Fraction(54), "54", "54", id="whole"),
        pytest.param(Fraction(5, 2), "2.5", "2.5", id="decimal"),
        pytest.param(Fraction(1, 8), "0.125", "0.125", id="below one"),
        pytest.param(Fraction(-1, 4), "-0.25", "-0.25", id="negative"),
        pytest.param(Fraction(160, 3), "160/3", "53 1/3", id="mixed"),
        pytest.param(Fraction(1, 3), "1/3", "1/3", id="a third"),
    ],
)
def test_a_figure_is_told_exactly(value: Fraction, stored: str, said: str) -> None:
    assert (exact_text(value), spoken(value)) == (stored, said)


def test_a_figure_is_spoken_with_the_sign_of_the_language() -> None:
    assert spoken(Fraction(5, 2), decimal_sign=",") == "2,5"


@given(st.fractions(max_denominator=4000))
def test_a_stored_figure_is_read_back_unchanged(value: Fraction) -> None:
    assert Fraction(exact_text(value)) == value
