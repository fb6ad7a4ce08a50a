"""Amendments judged by the chair, and withdrawn by their proposers."""

import pytest

from recommendations.domain.amendments import (
    AmendmentDecided,
    AmendmentState,
    Conflict,
    NotTabled,
    PollAlreadyOpen,
    ReasonNeeded,
)
from recommendations.domain.refusals import NotPermitted
from recommendations.services.amendments.pages import amendment_page
from recommendations.services.filing.amending import judge_amendment
from recommendations.services.filing.moving import withdraw_amendment
from tests.services.assembly import admitted, filed, make_assembly, settle
from tests.services.ballot_box import state
from tests.services.kinds import state_of

pytestmark = pytest.mark.usefixtures("context")


def test_the_chair_judges_and_may_change_the_judgement() -> None:
    assembly = make_assembly()
    amendment_id = filed(assembly, "once", "twice")

    judge_amendment(assembly.chair, amendment_id, is_admissible=False, reason=" Not our matter. ")
    refused = amendment_page(assembly.chair, amendment_id).line
    judge_amendment(assembly.secretariat, amendment_id, is_admissible=True)

    assert (refused.state, refused.state_reason) == (AmendmentState.INADMISSIBLE, "Not our matter.")
    assert state_of(amendment_id) is AmendmentState.ADMISSIBLE


def test_inadmissible_needs_a_reason() -> None:
    assembly = make_assembly()
    amendment_id = filed(assembly, "once", "twice")

    with pytest.raises(ReasonNeeded):
        judge_amendment(assembly.chair, amendment_id, is_admissible=False, reason=" ")


def test_delegates_do_not_judge() -> None:
    assembly = make_assembly()
    amendment_id = filed(assembly, "once", "twice")

    with pytest.raises(NotPermitted):
        judge_amendment(assembly.delegate, amendment_id, is_admissible=True)


def test_nothing_is_judged_in_the_vote() -> None:
    assembly = make_assembly()
    amendment_id = admitted(assembly, "once", "twice")
    state(amendment_id, AmendmentState.IN_VOTE)

    with pytest.raises(NotTabled):
        judge_amendment(assembly.chair, amendment_id, is_admissible=False, reason="Too late.")


def test_an_inadmissible_amendment_cannot_return_once_its_words_are_settled() -> None:
    assembly = make_assembly()
    harmless, late = filed(assembly, "2 am", "4 am"), filed(assembly, "once", "thrice")
    for amendment_id in (harmless, late):
        judge_amendment(assembly.chair, amendment_id, is_admissible=False, reason="Not now.")
    settle(assembly, admitted(assembly, "once", "twice"), adopted=True)
    admitted(assembly, "2 am", "5 am")

    with pytest.raises(Conflict):
        judge_amendment(assembly.chair, late, is_admissible=True)
    judge_amendment(assembly.chair, harmless, is_admissible=True)


def test_the_proposing_city_and_the_secretariat_withdraw() -> None:
    assembly = make_assembly()
    own, other = filed(assembly, "once", "twice"), filed(assembly, "2 am", "4 am")

    withdraw_amendment(assembly.delegate, own)
    withdraw_amendment(assembly.secretariat, other)

    assert {state_of(own), state_of(other)} == {AmendmentState.WITHDRAWN}


def test_another_city_cannot_withdraw() -> None:
    assembly = make_assembly()
    amendment_id = filed(assembly, "once", "twice")

    with pytest.raises(NotPermitted):
        withdraw_amendment(assembly.other_delegate, amendment_id)


def test_nothing_is_withdrawn_once_in_the_vote_or_twice() -> None:
    assembly = make_assembly()
    amendment_id, gone = admitted(assembly, "once", "twice"), filed(assembly, "2 am", "4 am")
    state(amendment_id, AmendmentState.IN_VOTE)
    withdraw_amendment(assembly.delegate, gone)

    with pytest.raises(PollAlreadyOpen):
        withdraw_amendment(assembly.delegate, amendment_id)
    with pytest.raises(AmendmentDecided):
        withdraw_amendment(assembly.delegate, gone)
