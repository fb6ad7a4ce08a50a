"""What becomes of what a compromise replaces, and of alternatives."""

import pytest

from recommendations.domain.amendments import AmendmentState, StateReason
from recommendations.domain.polls import DecisionIncorporated
from recommendations.services.deciding.compromising import answer_compromise
from recommendations.services.filing.amending import file_amendment
from recommendations.services.filing.moving import withdraw_amendment
from recommendations.storage.amendments import Amendment
from recommendations.storage.database import transaction
from recommendations.storage.links import links_of
from tests.services.assembly import ENGLISH, admitted, changed, make_assembly, proposal, row_of, settle
from tests.services.kinds import admit, alternative, compromise, state_of, take_back, why

pytestmark = pytest.mark.usefixtures("context")
S = AmendmentState


def test_an_adopted_compromise_ends_what_it_replaces() -> None:
    assembly = make_assembly()
    one, other = admitted(assembly, "once", "twice"), admitted(assembly, "2 am", "4 am")
    middle = compromise(assembly, "figures once a year", "figures often", one, other)
    assert {state_of(one), state_of(other)} == {S.MERGED}

    settle(assembly, middle, adopted=True)

    assert {why(one), why(other)} == {(StateReason.REPLACED, "A03")}
    take_back(assembly, middle)
    assert {state_of(one), state_of(other)} == {S.MERGED}
    assert row_of(one).returns_to is S.ADMISSIBLE


def test_a_rejected_compromise_gives_back_what_it_would_have_replaced() -> None:
    assembly = make_assembly()
    one, other = admitted(assembly, "once", "twice"), admitted(assembly, "2 am", "4 am")
    middle = compromise(assembly, "figures once a year", "figures often", one, other)

    settle(assembly, middle, adopted=False)

    assert {state_of(one), state_of(other)} == {S.ADMISSIBLE}
    settle(assembly, one, adopted=True)
    with pytest.raises(DecisionIncorporated):
        take_back(assembly, middle)
    take_back(assembly, one)
    take_back(assembly, middle)
    assert {state_of(one), state_of(other)} == {S.MERGED}


def test_what_was_merged_stays_merged_while_another_compromise_replaces_it() -> None:
    assembly = make_assembly()
    one = admitted(assembly, "once", "twice")
    first = compromise(assembly, "figures once a year", "figures often", one)
    wish = proposal(assembly, changed(ENGLISH, "2 am", "3 am"))
    other = admit(assembly, file_amendment(assembly.delegate, assembly.theme_id, wish))
    second = compromise(assembly, "once a year", "now and then", other)
    with transaction() as session:
        links_of(session, second)[0].other_id = one

    settle(assembly, first, adopted=False)
    assert state_of(one) is S.MERGED
    settle(assembly, second, adopted=False)
    assert state_of(one) is S.ADMISSIBLE


def test_what_comes_back_from_a_compromise_falls_if_the_text_excludes_it() -> None:
    assembly = make_assembly()
    one, beside = admitted(assembly, "once", "twice"), admitted(assembly, "once a year", "every month")
    middle = compromise(assembly, "figures", "all figures", one)
    with transaction() as session:
        session.get_one(Amendment, one).state = S.WITHDRAWN
    settle(assembly, beside, adopted=True)
    with transaction() as session:
        session.get_one(Amendment, one).state = S.MERGED

    settle(assembly, middle, adopted=False)

    assert (state_of(one), why(one)) == (S.FALLEN, (StateReason.SAME_WORDS, "A02"))
    take_back(assembly, beside)
    assert state_of(one) is S.ADMISSIBLE


def test_without_consent_an_amendment_stays_and_falls_only_by_its_words() -> None:
    assembly = make_assembly()
    apart, touched = admitted(assembly, "2 am", "4 am"), admitted(assembly, "once", "twice")
    middle = compromise(assembly, "once a year", "every month", apart, touched)
    for one in (apart, touched):
        answer_compromise(assembly.chair, middle, one, gives=False)
    assert {state_of(apart), state_of(touched)} == {S.ADMISSIBLE}

    settle(assembly, middle, adopted=True)

    assert (state_of(apart), state_of(touched)) == (S.ADMISSIBLE, S.FALLEN)


def test_a_withdrawn_compromise_gives_back_what_it_would_have_replaced() -> None:
    assembly = make_assembly()
    one = admitted(assembly, "once", "twice")
    middle = compromise(assembly, "figures", "all figures", one)

    withdraw_amendment(assembly.chair, middle)

    assert state_of(one) is S.ADMISSIBLE


def test_the_first_adopted_alternative_ends_the_others() -> None:
    assembly = make_assembly()
    one, other = alternative(assembly, "once", "twice"), alternative(assembly, "2 am", "4 am")

    settle(assembly, one, adopted=True)

    assert (state_of(other), why(other)) == (S.FALLEN, (StateReason.ALTERNATIVE, "A01"))
