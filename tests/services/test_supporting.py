"""Members support amendments once each; enough of them bring a waiting amendment to the table."""

from datetime import timedelta
from uuid import UUID

import pytest

from recommendations.domain.amendments import AmendmentDecided, AmendmentState, StateReason
from recommendations.domain.filing import NotWaiting, OwnAmendment, SupportCounted
from recommendations.domain.people import Actor
from recommendations.domain.refusals import NotFound, NotPermitted
from recommendations.services import facts
from recommendations.services.filing.deadlines import set_deadline
from recommendations.services.filing.moving import take_over_amendment, withdraw_amendment
from recommendations.services.filing.supporting import (
    refuse_late,
    support_amendment,
    supporters,
    supporters_counted,
    withdraw_support,
)
from recommendations.storage.amendments import Amendment
from recommendations.storage.database import db, now, transaction
from recommendations.storage.people import Member
from recommendations.storage.record import events_of
from tests.chains import kinds_of
from tests.services.assembly import Assembly, filed, joined_by, make_assembly, row_of

pytestmark = pytest.mark.usefixtures("context")


def seeking(needed: int = 2, **rules: object) -> tuple[Assembly, UUID]:
    assembly = make_assembly(rules={"supporters_required": needed} | rules)
    return assembly, filed(assembly, "once", "twice")


def late(needed: int = 2) -> tuple[Assembly, UUID]:
    assembly = make_assembly(rules={"late_amendment_supporters": needed})
    set_deadline(assembly.secretariat, now() - timedelta(seconds=1))
    return assembly, filed(assembly, "once", "twice", accepts_late=True)


def from_country(actor: Actor, country: str) -> Actor:
    with transaction() as session:
        session.get_one(Member, actor.member_id).country = country
    return actor


def supporting(amendment_id: UUID) -> list[UUID]:
    db.session.remove()
    return [one.member_id for one in supporters(db.session(), amendment_id)]


def test_enough_supporters_bring_an_amendment_to_the_table() -> None:
    assembly, amendment_id = seeking()

    support_amendment(assembly.other_delegate, amendment_id)
    waiting = row_of(amendment_id).state
    support_amendment(joined_by(assembly), amendment_id)

    assert waiting is AmendmentState.SEEKING_SUPPORT
    assert row_of(amendment_id).state is AmendmentState.TABLED
    assert kinds_of(assembly.edition_id)[-3:] == ["amendment-supported", "amendment-supported", "amendment-tabled"]


def test_a_late_amendment_with_enough_supporters_is_tabled_and_stays_a_late_one() -> None:
    assembly, amendment_id = late()

    for _ in range(2):
        support_amendment(joined_by(assembly), amendment_id)

    row = row_of(amendment_id)
    assert (row.state, row.is_late) == (AmendmentState.TABLED, True)


def test_a_member_supports_once_whoever_says_so_for_it() -> None:
    assembly, amendment_id = seeking()
    support_amendment(assembly.other_delegate, amendment_id)
    with transaction() as session:
        member = session.get_one(Member, assembly.other_delegate.member_id)
    heard: list[object] = []

    def hear(fact: object) -> None:
        heard.append(fact)

    with facts.told.connected_to(hear):
        support_amendment(joined_by(assembly, member=member), amendment_id)

    assert heard == []
    (one,) = supporters(db.session(), amendment_id)
    assert (one.member_id, one.member, one.country, one.person) == (
        member.id,
        member.name,
        "FR",
        assembly.other_delegate.name,
    )


def test_the_proposers_member_does_not_support_its_own_amendment() -> None:
    assembly, amendment_id = seeking()

    with pytest.raises(OwnAmendment):
        support_amendment(assembly.delegate, amendment_id)


def test_countries_are_counted_where_the_rules_say_so() -> None:
    assembly, amendment_id = seeking(supporters_unit="countries")
    for country in ("PT", "PT"):
        support_amendment(from_country(joined_by(assembly), country), amendment_id)
    waiting = row_of(amendment_id).state

    support_amendment(from_country(joined_by(assembly), "IT"), amendment_id)

    assert waiting is AmendmentState.SEEKING_SUPPORT
    row = row_of(amendment_id)
    assert row.state is AmendmentState.TABLED
    assert supporters_counted(db.session(), row) == 2


def test_support_after_tabling_is_shown_and_changes_nothing() -> None:
    assembly = make_assembly()
    amendment_id = filed(assembly, "once", "twice")

    support_amendment(assembly.other_delegate, amendment_id)

    assert supporting(amendment_id) == [assembly.other_delegate.member_id]
    assert row_of(amendment_id).state is AmendmentState.TABLED
    with pytest.raises(SupportCounted):
        withdraw_support(assembly.other_delegate, amendment_id)


def test_support_is_taken_back_as_long_as_the_amendment_waits() -> None:
    assembly, amendment_id = seeking()
    support_amendment(assembly.other_delegate, amendment_id)

    withdraw_support(assembly.other_delegate, amendment_id)
    withdraw_support(assembly.other_delegate, amendment_id)

    assert supporting(amendment_id) == []
    assert kinds_of(assembly.edition_id).count("amendment-support-withdrawn") == 1


def test_nobody_supports_what_was_withdrawn() -> None:
    assembly, amendment_id = seeking()
    withdraw_amendment(assembly.delegate, amendment_id)

    with pytest.raises(AmendmentDecided):
        support_amendment(assembly.other_delegate, amendment_id)


def test_one_wording_throughout_is_supported_as_one() -> None:
    assembly, first = seeking()
    second, gone = filed(assembly, "2 am", "4 am"), filed(assembly, "four years", "six years")
    with transaction() as session:
        for known in (first, second, gone):
            session.get_one(Amendment, known).series_id = assembly.theme_id
    withdraw_amendment(assembly.delegate, gone)

    support_amendment(assembly.other_delegate, first)
    support_amendment(joined_by(assembly), second)

    assert [len(supporting(known)) for known in (first, second, gone)] == [2, 2, 0]
    assert row_of(first).state is row_of(second).state is AmendmentState.TABLED


@pytest.mark.parametrize("who", ["chair", "secretariat", "observer"])
def test_only_voting_delegates_support(who: str) -> None:
    assembly, amendment_id = seeking()

    for act in (support_amendment, withdraw_support):
        with pytest.raises(NotPermitted):
            act(getattr(assembly, who), amendment_id)


def test_another_editions_amendment_is_not_found() -> None:
    _, amendment_id = seeking()
    foreign = make_assembly()

    for act in (support_amendment, withdraw_support):
        with pytest.raises(NotFound):
            act(foreign.delegate, amendment_id)
    with pytest.raises(NotFound):
        refuse_late(foreign.chair, amendment_id)


def test_the_chair_ends_the_waiting_of_a_late_amendment() -> None:
    assembly, amendment_id = late()
    support_amendment(assembly.other_delegate, amendment_id)

    refuse_late(assembly.chair, amendment_id)

    row = row_of(amendment_id)
    assert (row.state, row.state_code) == (AmendmentState.NOT_ADMITTED, StateReason.LATE)
    payload = events_of(db.session(), assembly.edition_id)[-1].payload
    assert (payload["supporters"], payload["needed"]) == (1, 2)


def test_an_amendment_with_too_few_supporters_is_not_admitted_either() -> None:
    assembly, amendment_id = seeking()

    refuse_late(assembly.secretariat, amendment_id)

    row = row_of(amendment_id)
    assert (row.state, row.state_code) == (AmendmentState.NOT_ADMITTED, StateReason.TOO_FEW_SUPPORTERS)
    with pytest.raises(NotWaiting):
        refuse_late(assembly.chair, amendment_id)


def test_delegates_do_not_end_the_waiting() -> None:
    assembly, amendment_id = late()

    with pytest.raises(NotPermitted):
        refuse_late(assembly.other_delegate, amendment_id)


def test_who_has_taken_it_over_is_no_supporter_any_more() -> None:
    assembly = make_assembly(rules={"supporters_required": 2})
    amendment_id = filed(assembly, "once", "twice")
    support_amendment(assembly.other_delegate, amendment_id)
    withdraw_amendment(assembly.delegate, amendment_id)
    take_over_amendment(assembly.other_delegate, amendment_id)

    support_amendment(joined_by(assembly), amendment_id)
    assert row_of(amendment_id).state is AmendmentState.SEEKING_SUPPORT
    support_amendment(joined_by(assembly), amendment_id)
    assert row_of(amendment_id).state is AmendmentState.TABLED
