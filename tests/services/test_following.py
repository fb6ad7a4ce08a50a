"""What follows from a decision has consequences of its own, and they come to pass in the same act."""

from dataclasses import replace

import pytest

from recommendations.domain.amendments import AmendmentDecided, AmendmentState, Conflict, Procedure, StateReason
from recommendations.domain.polls import DecisionIncorporated
from recommendations.services.deciding.compromising import answer_compromise
from recommendations.services.deciding.taking_back import take_back_decision
from recommendations.services.filing.amending import file_amendment
from recommendations.services.filing.moving import take_over_amendment, withdraw_amendment
from recommendations.services.voting.acts import open_poll, prepare_poll
from recommendations.services.voting.targets import on_amendment
from recommendations.storage.amendments import Amendment
from recommendations.storage.database import transaction
from tests.services.assembly import ENGLISH, OTHER, admitted, changed, make_assembly, proposal, settle
from tests.services.kinds import admit, compromise, in_series, state_of, sub_amendment, why

pytestmark = pytest.mark.usefixtures("context")
S = AmendmentState


def test_with_a_fallen_rival_fall_its_sub_amendments() -> None:
    assembly = make_assembly()
    one, rival = admitted(assembly, "once", "twice"), admitted(assembly, "once", "never")
    sub = sub_amendment(assembly, rival, "never", "hardly ever")

    settle(assembly, one, adopted=True)

    assert (state_of(rival), state_of(sub)) == (S.FALLEN, S.FALLEN)
    assert why(sub) == (StateReason.AMENDMENT_GONE, "A02")


def test_what_rests_in_a_fallen_compromise_goes_on() -> None:
    assembly = make_assembly()
    resting = admitted(assembly, "2 am", "4 am")
    middle = compromise(assembly, "once a year", "each quarter", resting)
    rival = admitted(assembly, "once", "twice")

    settle(assembly, rival, adopted=True)

    assert (state_of(middle), state_of(resting)) == (S.FALLEN, S.ADMISSIBLE)


def test_what_says_the_same_as_one_of_a_series_is_decided_with_all_of_it() -> None:
    assembly = make_assembly()
    one = admitted(assembly, "once", "twice")
    early = changed(OTHER, "early", "late")
    second, third = (
        admit(assembly, file_amendment(who, assembly.theme_id, proposal(assembly, early)))
        for who in (assembly.delegate, assembly.other_delegate)
    )
    in_series(one, second)

    settle(assembly, one, adopted=True)

    assert [state_of(each) for each in (one, second, third)] == [S.ADOPTED] * 3
    assert (why(second), why(third)) == ((StateReason.SERIES, "A01"), (StateReason.IDENTICAL, "A01"))


def test_what_would_leave_nothing_of_the_text_does_not_come_to_the_vote() -> None:
    assembly = make_assembly()
    halves = [replace(ENGLISH, paragraphs=(paragraph,)) for paragraph in ENGLISH.paragraphs]
    one, other, filed = (
        file_amendment(assembly.delegate, assembly.theme_id, proposal(assembly, half))
        for half in (*halves, replace(halves[1], title="Calm"))
    )
    admit(assembly, one)
    poll_id = prepare_poll(on_amendment(admit(assembly, other)), assembly.chair)
    withdraw_amendment(assembly.delegate, other)
    withdraw_amendment(assembly.delegate, filed)
    settle(assembly, one, adopted=True)

    with pytest.raises(Conflict):
        take_over_amendment(assembly.other_delegate, other)
    with transaction() as session:
        for each in (other, filed):
            session.get_one(Amendment, each).state = S.ADMISSIBLE if each == other else S.TABLED
    with pytest.raises(Conflict):
        admit(assembly, filed)
    with pytest.raises(Conflict) as refusal:
        open_poll(poll_id, assembly.chair)
    assert refusal.value.details == {"one": "A02", "other": "A01"}


def test_what_is_undone_gives_back_nothing_that_another_decision_excludes() -> None:
    assembly = make_assembly()
    one, other = admitted(assembly, "once", "twice"), admitted(assembly, "four years", "six years")
    both = changed(changed(ENGLISH, "once", "never"), "four years", "ten years")
    rival = admit(assembly, file_amendment(assembly.delegate, assembly.theme_id, proposal(assembly, both)))
    settle(assembly, one, adopted=True)
    settle(assembly, other, adopted=True)
    assert why(rival) == (StateReason.SAME_WORDS, "A01")

    with transaction() as session:
        take_back_decision(session, one, actor=assembly.chair)

    assert (state_of(one), state_of(rival)) == (S.ADMISSIBLE, S.FALLEN)
    assert why(rival) == (StateReason.SAME_WORDS, "A02")


def test_a_sub_amendment_is_not_taken_back_from_under_a_later_one() -> None:
    assembly = make_assembly()
    parent = admitted(assembly, "once a year", "each and every quarter")
    first = sub_amendment(assembly, parent, "quarter", "month")
    second = sub_amendment(assembly, parent, "each", "any")
    settle(assembly, first, adopted=True)
    settle(assembly, second, adopted=True)

    with transaction() as session, pytest.raises(DecisionIncorporated):
        take_back_decision(session, first, actor=assembly.chair)
    with transaction() as session:
        take_back_decision(session, second, actor=assembly.chair)
        take_back_decision(session, first, actor=assembly.chair)


def test_what_is_in_the_text_rests_in_no_compromise_any_more() -> None:
    assembly = make_assembly()
    one = admitted(assembly, "once", "twice")
    wish = proposal(assembly, changed(ENGLISH, "2 am", "4 am"), procedure=Procedure.COMPROMISE, replaces=(one,))
    middle = admit(assembly, file_amendment(assembly.chair, assembly.theme_id, wish))
    with transaction() as session:
        session.get_one(Amendment, one).state = S.ADOPTED

    with pytest.raises(AmendmentDecided):
        answer_compromise(assembly.delegate, middle, one, gives=True)
    assert state_of(one) is S.ADOPTED
