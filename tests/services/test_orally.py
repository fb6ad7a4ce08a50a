"""An oral amendment is in the text unless too many members object."""

from uuid import UUID

import pytest

from recommendations.domain.amendments import AmendmentState, Conflict, Procedure, StateReason
from recommendations.domain.filing import NotOral, OralNotAllowed, OwnAmendment
from recommendations.domain.refusals import NotFound, NotPermitted
from recommendations.services import facts
from recommendations.services.filing.amending import file_amendment
from recommendations.services.filing.orally import object_to, settle_oral
from recommendations.storage.database import db, transaction
from recommendations.storage.editions import Edition
from recommendations.storage.record import events_of
from tests.chains import kinds_of
from tests.services.assembly import (
    ENGLISH,
    Assembly,
    admitted,
    changed,
    filed,
    joined_by,
    make_assembly,
    newest_text,
    proposal,
    row_of,
    settle,
)

pytestmark = pytest.mark.usefixtures("context")
TWICE = changed(ENGLISH, "once", "twice")


def moved(threshold: int | None = 2) -> tuple[Assembly, UUID]:
    assembly = make_assembly(rules={"oral_amendment_objection_threshold": threshold})
    wish = proposal(assembly, TWICE, procedure=Procedure.ORAL)
    return assembly, file_amendment(assembly.delegate, assembly.theme_id, wish)


def test_with_fewer_objections_than_the_rules_ask_for_it_is_adopted_without_a_poll() -> None:
    assembly, amendment_id = moved()
    object_to(assembly.other_delegate, amendment_id)
    heard: list[object] = []

    def hear(fact: object) -> None:
        heard.append(fact)

    with facts.told.connected_to(hear):
        assert settle_oral(assembly.chair, amendment_id)

    assert row_of(amendment_id).state is AmendmentState.ADOPTED
    assert newest_text(assembly) == TWICE
    assert {type(fact) for fact in heard} >= {facts.AmendmentChanged, facts.TextFrozen}


def test_with_enough_objections_it_is_not_taken() -> None:
    assembly, amendment_id = moved()
    object_to(assembly.other_delegate, amendment_id)
    object_to(assembly.other_delegate, amendment_id)
    object_to(joined_by(assembly), amendment_id)

    assert not settle_oral(assembly.chair, amendment_id)

    row = row_of(amendment_id)
    assert (row.state, row.state_code) == (AmendmentState.NOT_ADMITTED, StateReason.OBJECTED)
    payload = events_of(db.session(), assembly.edition_id)[-1].payload
    assert (payload["objections"], payload["threshold"]) == (2, 2)
    assert kinds_of(assembly.edition_id)[-2:] == ["amendment-objections-counted", "amendment-not-admitted"]


@pytest.mark.parametrize(("counted", "taken"), [(0, True), (1, True), (2, False), (9, False)])
def test_the_chair_counts_the_objections_in_the_room(counted: int, *, taken: bool) -> None:
    assembly, amendment_id = moved()

    assert settle_oral(assembly.chair, amendment_id, objections=counted) is taken


def test_the_chair_does_not_count_fewer_than_have_been_sent() -> None:
    assembly, amendment_id = moved(1)
    object_to(assembly.other_delegate, amendment_id)

    assert not settle_oral(assembly.chair, amendment_id, objections=0)


def test_the_mover_does_not_object() -> None:
    assembly, amendment_id = moved()

    with pytest.raises(OwnAmendment):
        object_to(assembly.delegate, amendment_id)


def test_only_oral_amendments_that_wait_are_objected_to_and_settled_so() -> None:
    assembly, amendment_id = moved()
    settle_oral(assembly.chair, amendment_id)
    plain = filed(assembly, "2 am", "4 am")

    for known in (amendment_id, plain):
        with pytest.raises(NotOral):
            object_to(assembly.other_delegate, known)
        with pytest.raises(NotOral):
            settle_oral(assembly.chair, known)


def test_rules_that_have_no_oral_amendments_any_more_settle_none() -> None:
    assembly, amendment_id = moved()
    with transaction() as session:
        session.get_one(Edition, assembly.edition_id).rules = {"oral_amendment_objection_threshold": None}

    with pytest.raises(OralNotAllowed):
        settle_oral(assembly.chair, amendment_id)


def test_an_oral_amendment_stands_beside_what_is_in_the_text_and_not_in_its_place() -> None:
    assembly, amendment_id = moved()
    settle(assembly, admitted(assembly, "2 am", "4 am"), adopted=True)

    assert settle_oral(assembly.chair, amendment_id)
    with pytest.raises(Conflict):
        file_amendment(
            assembly.other_delegate,
            assembly.theme_id,
            proposal(assembly, changed(ENGLISH, "once", "thrice"), procedure=Procedure.ORAL),
        )


@pytest.mark.parametrize("who", ["chair", "secretariat", "observer"])
def test_only_voting_delegates_object(who: str) -> None:
    assembly, amendment_id = moved()

    with pytest.raises(NotPermitted):
        object_to(getattr(assembly, who), amendment_id)


def test_delegates_and_strangers_do_not_settle() -> None:
    assembly, amendment_id = moved()
    foreign = make_assembly()

    with pytest.raises(NotPermitted):
        settle_oral(assembly.other_delegate, amendment_id)
    with pytest.raises(NotFound):
        settle_oral(foreign.chair, amendment_id)
    with pytest.raises(NotFound):
        object_to(foreign.delegate, amendment_id)
