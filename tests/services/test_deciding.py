"""Blocks and decisions without a vote, and how decisions are undone."""

import pytest

from recommendations.domain.amendments import AmendmentDecided, AmendmentState, StateReason
from recommendations.services.amendments.standings import existing
from recommendations.services.deciding.effects import adopt_without_vote, settle_amendment, settle_block
from recommendations.services.deciding.taking_back import take_back_block
from recommendations.services.facts import AmendmentChanged, TextFrozen
from recommendations.services.filing.moving import withdraw_amendment
from recommendations.storage.database import transaction
from tests.services.assembly import ENGLISH, FRENCH, RECITAL, admitted, make_assembly, newest_text, settle
from tests.services.kinds import compromise, state_of, take_back, why

pytestmark = pytest.mark.usefixtures("context")
S = AmendmentState


def test_a_block_is_adopted_or_rejected_as_one_and_taken_back_as_one() -> None:
    assembly = make_assembly()
    one, other = admitted(assembly, "once", "twice"), admitted(assembly, "2 am", "4 am")
    twin = admitted(assembly, "once", "twice", by=assembly.other_delegate)
    rival = admitted(assembly, "once a year", "every month")
    for adopted, state, rest in ((True, S.ADOPTED, S.FALLEN), (False, S.REJECTED, S.ADMISSIBLE)):
        with transaction() as session:
            settle_block(session, [one, twin, other], adopted=adopted, actor=assembly.chair)
        assert [state_of(row) for row in (one, twin, other, rival)] == [state, state, state, rest]
        with transaction() as session:
            take_back_block(session, [one, twin, other], actor=assembly.chair)
        assert [state_of(row) for row in (one, twin, other, rival)] == [S.ADMISSIBLE] * 4
    assert newest_text(assembly) == ENGLISH


def test_a_block_with_something_decided_is_refused() -> None:
    assembly = make_assembly()
    one, other = admitted(assembly, "once", "twice"), admitted(assembly, "2 am", "4 am")
    settle(assembly, other, adopted=False)

    with transaction() as session, pytest.raises(AmendmentDecided):
        settle_block(session, [one, other], adopted=True, actor=assembly.chair)


def test_what_is_adopted_without_a_vote_is_in_the_text() -> None:
    assembly = make_assembly()
    one = admitted(assembly, "once", "twice")

    with transaction() as session:
        facts = adopt_without_vote(session, existing(session, one), assembly.chair)

    assert state_of(one) is S.ADOPTED
    assert [type(fact) for fact in facts] == [AmendmentChanged, TextFrozen]


def test_everything_that_a_decision_changed_is_told() -> None:
    assembly = make_assembly()
    one, rival = admitted(assembly, "once", "twice"), admitted(assembly, "once a year", "every month")

    with transaction() as session:
        facts = settle_amendment(session, one, adopted=True, actor=assembly.chair)

    assert {fact.amendment_id for fact in facts if isinstance(fact, AmendmentChanged)} == {one, rival}


def test_two_decisions_are_undone_in_their_order() -> None:
    assembly = make_assembly()
    one, rival = admitted(assembly, "once", "twice"), admitted(assembly, "once a year", "every month")
    settle(assembly, one, adopted=True)
    take_back(assembly, one)
    settle(assembly, rival, adopted=True)
    assert why(one) == (StateReason.SAME_WORDS, "A02")

    take_back(assembly, rival)

    assert {state_of(one), state_of(rival)} == {S.ADMISSIBLE}
    assert newest_text(assembly) == ENGLISH
    assert newest_text(assembly, "fr") == FRENCH
    assert newest_text(assembly, uid="c1") == RECITAL


def test_a_decision_already_taken_back_changes_nothing_more() -> None:
    assembly = make_assembly()
    one = admitted(assembly, "once", "twice")
    settle(assembly, one, adopted=True)
    take_back(assembly, one)

    take_back(assembly, one)

    assert state_of(one) is S.ADMISSIBLE


def test_what_was_withdrawn_since_stays_withdrawn() -> None:
    assembly = make_assembly()
    one = admitted(assembly, "once", "twice")
    middle = compromise(assembly, "figures", "all figures", one)
    settle(assembly, middle, adopted=False)
    withdraw_amendment(assembly.delegate, one)

    take_back(assembly, middle)

    assert (state_of(middle), state_of(one)) == (S.ADMISSIBLE, S.WITHDRAWN)
