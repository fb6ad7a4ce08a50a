"""Amendments are withdrawn, taken over at once by others, or moved by nobody."""

from datetime import timedelta
from uuid import UUID

import pytest

from recommendations.domain.amendments import (
    AmendmentDecided,
    AmendmentState,
    Conflict,
    PollAlreadyOpen,
    Procedure,
    StateReason,
)
from recommendations.domain.filing import NotWithdrawn, OwnWithdrawal, TakeoverTooLate
from recommendations.domain.refusals import NotFound, NotPermitted
from recommendations.services.amendments.acts import acts_on
from recommendations.services.deciding.compromising import answer_compromise
from recommendations.services.filing.amending import file_amendment, judge_amendment
from recommendations.services.filing.moving import mark_not_moved, take_over_amendment, withdraw_amendment
from recommendations.services.filing.rebasing import carry_over
from recommendations.services.texts.revisions import store_revision
from recommendations.storage.amendments import Amendment
from recommendations.storage.database import db, now, transaction
from recommendations.storage.editions import Theme
from recommendations.storage.record import events_of
from tests.chains import kinds_of
from tests.services.assembly import (
    ENGLISH,
    FRENCH,
    OTHER,
    RECITAL,
    Assembly,
    admitted,
    changed,
    filed,
    joined_by,
    make_assembly,
    proposal,
    row_of,
    settle,
)
from tests.services.kinds import rapporteurs_compromise, sub_amendment

pytestmark = pytest.mark.usefixtures("context")
TWICE = changed(ENGLISH, "once", "twice")


def set_state(amendment_id: UUID, state: AmendmentState, **fields: object) -> None:
    with transaction() as session:
        row = session.get_one(Amendment, amendment_id)
        row.state = state
        for name, value in fields.items():
            setattr(row, name, value)


def sub(assembly: Assembly, parent: UUID) -> UUID:
    wish = proposal(assembly, changed(TWICE, "a year", "a month"), procedure=Procedure.SUB_AMENDMENT, amends_id=parent)
    return file_amendment(assembly.other_delegate, assembly.theme_id, wish)


def test_a_withdrawn_amendment_is_taken_over_under_a_new_proposer_of_record() -> None:
    assembly = make_assembly()
    amendment_id = admitted(assembly, "once", "twice")
    withdraw_amendment(assembly.delegate, amendment_id)

    take_over_amendment(assembly.other_delegate, amendment_id)

    row = row_of(amendment_id)
    assert (row.state, row.returns_to, row.withdrawn_at) == (AmendmentState.ADMISSIBLE, None, None)
    assert (row.member_id, row.person_id) == (assembly.other_delegate.member_id, assembly.other_delegate.person_id)
    payload = events_of(db.session(), assembly.edition_id)[-1].payload
    assert payload["from_member"] == str(assembly.delegate.member_id)
    assert payload["from_person"] == str(assembly.delegate.person_id)
    assert payload["person"] == str(assembly.other_delegate.person_id)


def test_only_another_member_takes_over_what_one_has_withdrawn_and_then_the_first_one_may() -> None:
    assembly = make_assembly()
    amendment_id = filed(assembly, "once", "twice")
    withdraw_amendment(assembly.delegate, amendment_id)

    with pytest.raises(OwnWithdrawal) as refusal:
        take_over_amendment(assembly.delegate, amendment_id)
    assert refusal.value.details == {"label": "A01"}
    views = [acts_on(actor, amendment_id).takeover for actor in (assembly.delegate, assembly.other_delegate)]
    assert [view and view.may_take_over for view in views] == [False, True]

    take_over_amendment(assembly.other_delegate, amendment_id)
    withdraw_amendment(assembly.other_delegate, amendment_id)
    take_over_amendment(assembly.delegate, amendment_id)
    assert row_of(amendment_id).member_id == assembly.delegate.member_id


def test_after_the_rules_minutes_a_withdrawal_is_final() -> None:
    assembly = make_assembly(rules={"takeover_minutes": 3})
    amendment_id = filed(assembly, "once", "twice")
    withdraw_amendment(assembly.delegate, amendment_id)
    set_state(amendment_id, AmendmentState.WITHDRAWN, withdrawn_at=now() - timedelta(minutes=3, seconds=1))

    with pytest.raises(TakeoverTooLate) as refusal:
        take_over_amendment(assembly.other_delegate, amendment_id)
    assert refusal.value.details == {"minutes": 3}


def test_what_was_withdrawn_before_moments_were_kept_is_final() -> None:
    assembly = make_assembly()
    amendment_id = filed(assembly, "once", "twice")
    set_state(amendment_id, AmendmentState.WITHDRAWN)

    with pytest.raises(TakeoverTooLate):
        take_over_amendment(assembly.other_delegate, amendment_id)


def test_nothing_is_taken_over_that_has_a_proposer() -> None:
    assembly = make_assembly()

    with pytest.raises(NotWithdrawn) as refusal:
        take_over_amendment(assembly.other_delegate, filed(assembly, "once", "twice"))
    assert refusal.value.details == {"label": "A01"}


def test_nothing_is_taken_over_whose_words_have_been_settled() -> None:
    assembly = make_assembly()
    gone = filed(assembly, "once", "thrice")
    withdraw_amendment(assembly.delegate, gone)
    settle(assembly, admitted(assembly, "2 am", "4 am"), adopted=True)
    settle(assembly, admitted(assembly, "once", "twice"), adopted=True)

    with pytest.raises(Conflict):
        take_over_amendment(assembly.other_delegate, gone)


@pytest.mark.parametrize("before", [AmendmentState.TABLED, AmendmentState.NEEDS_REBASE])
def test_what_is_taken_over_on_an_older_text_needs_a_rebase(before: AmendmentState) -> None:
    assembly = make_assembly()
    amendment_id = filed(assembly, "once", "twice")
    set_state(amendment_id, before)
    withdraw_amendment(assembly.delegate, amendment_id)
    with transaction() as session:
        store_revision(session, assembly.theme_id, {"en": (ENGLISH, OTHER)})

    take_over_amendment(assembly.other_delegate, amendment_id)

    row = row_of(amendment_id)
    assert row.state is AmendmentState.NEEDS_REBASE
    assert row.returns_to is (AmendmentState.TABLED if before is AmendmentState.TABLED else None)


def test_sub_amendments_fall_with_a_withdrawal_and_come_back_with_a_takeover() -> None:
    assembly = make_assembly()
    parent = filed(assembly, "once", "twice")
    waiting, gone = sub(assembly, parent), sub_of_another(assembly, parent)

    withdraw_amendment(assembly.delegate, parent)
    fallen = row_of(waiting)
    take_over_amendment(assembly.other_delegate, parent)

    assert (fallen.state, fallen.state_code, fallen.felled_by_id) == (
        AmendmentState.FALLEN,
        StateReason.AMENDMENT_GONE,
        parent,
    )
    row = row_of(waiting)
    assert (row.state, row.state_code, row.felled_by_id) == (AmendmentState.TABLED, StateReason.NONE, None)
    assert row_of(gone).state is AmendmentState.WITHDRAWN
    assert kinds_of(assembly.edition_id)[-2:] == ["amendment-taken-over", "amendment-reopened"]


def sub_of_another(assembly: Assembly, parent: UUID) -> UUID:
    actor = joined_by(assembly)
    unit = changed(TWICE, "a year", "a week")
    wish = proposal(assembly, unit, procedure=Procedure.SUB_AMENDMENT, amends_id=parent)
    withdrawn = file_amendment(actor, assembly.theme_id, wish)
    withdraw_amendment(actor, withdrawn)
    return withdrawn


def test_nothing_is_withdrawn_in_the_vote_or_once_it_is_decided() -> None:
    assembly = make_assembly()
    in_vote, decided = admitted(assembly, "once", "twice"), admitted(assembly, "2 am", "4 am")
    set_state(in_vote, AmendmentState.IN_VOTE)
    settle(assembly, decided, adopted=True)

    with pytest.raises(PollAlreadyOpen):
        withdraw_amendment(assembly.delegate, in_vote)
    with pytest.raises(AmendmentDecided):
        withdraw_amendment(assembly.delegate, decided)


def test_a_withdrawn_compromise_lets_what_it_replaced_go_on() -> None:
    assembly = make_assembly()
    amendment_id = admitted(assembly, "once", "twice")
    rapporteur, middle = rapporteurs_compromise(assembly, amendment_id)
    answer_compromise(assembly.delegate, middle, amendment_id, gives=True)
    merged = row_of(amendment_id).state

    withdraw_amendment(rapporteur, middle)

    assert merged is AmendmentState.MERGED
    assert row_of(amendment_id).state is AmendmentState.ADMISSIBLE


def test_a_compromise_that_is_not_admitted_lets_what_it_replaced_go_on() -> None:
    assembly = make_assembly()
    amendment_id = admitted(assembly, "once", "twice")
    _, middle = rapporteurs_compromise(assembly, amendment_id)
    answer_compromise(assembly.delegate, middle, amendment_id, gives=True)

    judge_amendment(assembly.chair, middle, is_admissible=False, reason="Not what was agreed.")

    assert row_of(amendment_id).state is AmendmentState.ADMISSIBLE


def test_an_amendment_merged_into_a_compromise_may_be_withdrawn_and_taken_over() -> None:
    assembly = make_assembly()
    amendment_id = admitted(assembly, "once", "twice")
    _, middle = rapporteurs_compromise(assembly, amendment_id)
    answer_compromise(assembly.delegate, middle, amendment_id, gives=True)

    withdraw_amendment(assembly.delegate, amendment_id)
    withdrawn = row_of(amendment_id)
    take_over_amendment(assembly.other_delegate, amendment_id)

    assert (withdrawn.state, withdrawn.returns_to) == (AmendmentState.WITHDRAWN, AmendmentState.ADMISSIBLE)
    assert row_of(amendment_id).state is AmendmentState.ADMISSIBLE


def test_what_officers_propose_is_withdrawn_by_officers_and_by_no_delegate() -> None:
    assembly = make_assembly()
    _, middle = rapporteurs_compromise(assembly, filed(assembly, "once", "twice"))

    with pytest.raises(NotPermitted):
        withdraw_amendment(assembly.delegate, middle)
    withdraw_amendment(assembly.secretariat, middle)

    assert row_of(middle).state is AmendmentState.WITHDRAWN


@pytest.mark.parametrize("who", ["chair", "secretariat", "observer"])
def test_only_voting_delegates_take_over(who: str) -> None:
    assembly = make_assembly()
    amendment_id = filed(assembly, "once", "twice")
    withdraw_amendment(assembly.delegate, amendment_id)

    with pytest.raises(NotPermitted):
        take_over_amendment(getattr(assembly, who), amendment_id)


def test_another_editions_amendment_is_not_found() -> None:
    assembly, foreign = make_assembly(), make_assembly()
    amendment_id = filed(assembly, "once", "twice")

    with pytest.raises(NotFound):
        take_over_amendment(foreign.delegate, amendment_id)
    with pytest.raises(NotFound):
        mark_not_moved(foreign.chair, amendment_id)


def test_sub_amendments_taken_over_onto_a_newer_text_need_their_author() -> None:
    assembly = make_assembly()
    parent = admitted(assembly, "2 am", "4 am")
    sub = sub_amendment(assembly, parent, "4 am", "5 am")
    withdraw_amendment(assembly.delegate, parent)
    with transaction() as session:
        theme = session.get_one(Theme, assembly.theme_id)
        frozen = store_revision(session, theme.id, {"en": (RECITAL, ENGLISH, OTHER), "fr": (FRENCH, OTHER)})
        carry_over(session, theme, assembly.revision_id, frozen, assembly.chair)

    take_over_amendment(assembly.other_delegate, parent)

    for amendment_id in (parent, sub):
        row = row_of(amendment_id)
        assert (row.state, row.returns_to) == (AmendmentState.NEEDS_REBASE, AmendmentState.ADMISSIBLE)
