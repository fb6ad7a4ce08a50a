"""The deadline: set by the secretariat, told to all, decided by the server's clock; and what comes after it."""

from datetime import UTC, datetime, timedelta

import pytest

from recommendations.domain.amendments import AmendmentState, Procedure
from recommendations.domain.filing import DeadlinePassed, LateNotAllowed
from recommendations.domain.people import Role
from recommendations.domain.refusals import NotPermitted
from recommendations.services import facts
from recommendations.services.amendments.pages import amendment_list
from recommendations.services.filing.amending import file_amendment, preview_amendment
from recommendations.services.filing.deadlines import deadline_of, set_deadline
from recommendations.storage.database import db, now
from recommendations.storage.record import events_of
from tests.services.assembly import (
    ENGLISH,
    FRENCH,
    Assembly,
    changed,
    filed,
    joined_by,
    make_assembly,
    proposal,
    row_of,
)

pytestmark = pytest.mark.usefixtures("context")
TWICE = changed(ENGLISH, "once", "twice")


def after_the_deadline(seconds: float = 1, **rules: object) -> Assembly:
    assembly = make_assembly(rules=rules)
    set_deadline(assembly.secretariat, now() - timedelta(seconds=seconds))
    return assembly


def test_the_deadline_is_recorded_and_told_once() -> None:
    assembly = make_assembly()
    at = datetime(2030, 3, 20, 11, tzinfo=UTC)
    heard: list[object] = []

    def hear(fact: object) -> None:
        heard.append(fact)

    with facts.told.connected_to(hear):
        set_deadline(assembly.secretariat, at)
        set_deadline(assembly.secretariat, at)

    events = [event for event in events_of(db.session(), assembly.edition_id) if event.kind == "deadline-set"]
    assert [event.payload for event in events] == [{"deadline": "2030-03-20T11:00:00+00:00", "before": None}]
    assert heard == [facts.DeadlineChanged(assembly.edition_id)]


def test_the_deadline_is_read_in_conference_time_and_the_readers_language() -> None:
    assembly = make_assembly()
    before = deadline_of(assembly.observer)
    set_deadline(assembly.secretariat, datetime(2030, 3, 20, 11, tzinfo=UTC))

    deadline = deadline_of(assembly.observer)

    assert (before.at, before.text, before.is_past) == (None, "", False)
    assert (deadline.text, deadline.is_past, deadline.late_supporters) == ("20 March 2030, 12:00 (CET)", False, 20)
    assert deadline_of(assembly.observer, locale="fr").text == "20 mars 2030 à 12:00 (CET)"


def test_only_the_secretariat_sets_the_deadline() -> None:
    assembly = make_assembly()

    for actor in (assembly.delegate, assembly.chair, assembly.observer):
        with pytest.raises(NotPermitted):
            set_deadline(actor, None)


def test_before_the_deadline_and_without_one_an_amendment_is_tabled() -> None:
    assembly = make_assembly()
    set_deadline(assembly.secretariat, now() + timedelta(hours=1))
    in_time = filed(assembly, "once", "twice")
    set_deadline(assembly.secretariat, None)
    whenever = filed(assembly, "2 am", "4 am")

    assert [(row_of(one).state, row_of(one).is_late) for one in (in_time, whenever)] == [
        (AmendmentState.TABLED, False)
    ] * 2


def test_one_second_late_is_refused_with_the_deadline_and_nothing_is_filed() -> None:
    assembly = after_the_deadline()
    text = deadline_of(assembly.delegate).text

    with pytest.raises(DeadlinePassed) as refusal:
        filed(assembly, "once", "twice")

    assert refusal.value.details == {"deadline": text}
    assert amendment_list(assembly.delegate).lines == ()


def test_grace_is_given_where_the_rules_give_it() -> None:
    assembly = after_the_deadline(grace_seconds=60)

    assert row_of(filed(assembly, "once", "twice")).state is AmendmentState.TABLED
    assert not deadline_of(assembly.delegate).is_past


def test_who_knows_that_it_is_late_files_it_to_look_for_supporters() -> None:
    assembly = after_the_deadline()
    wish = proposal(assembly, TWICE)

    preview = preview_amendment(assembly.delegate, assembly.theme_id, wish)
    row = row_of(filed(assembly, "once", "twice", accepts_late=True))

    assert (preview.is_late, preview.supporters_needed) == (True, 20)
    assert (row.state, row.is_late) == (AmendmentState.LATE, True)


def test_a_late_amendment_that_needs_no_supporters_is_tabled() -> None:
    assembly = after_the_deadline(late_amendment_supporters=0)

    row = row_of(filed(assembly, "once", "twice", accepts_late=True))

    assert (row.state, row.is_late) == (AmendmentState.TABLED, True)


@pytest.mark.parametrize("accepts", [False, True])
def test_rules_without_late_amendments_take_none(*, accepts: bool) -> None:
    assembly = after_the_deadline(late_amendment_supporters=None)
    wish = proposal(assembly, TWICE, accepts_late=accepts)

    with pytest.raises(LateNotAllowed):
        preview_amendment(assembly.delegate, assembly.theme_id, wish)
    with pytest.raises(LateNotAllowed):
        file_amendment(assembly.delegate, assembly.theme_id, wish)


def test_the_form_that_was_received_in_time_is_answered_after_the_deadline_too() -> None:
    assembly = make_assembly()
    wish = proposal(assembly, TWICE)
    first = file_amendment(assembly.delegate, assembly.theme_id, wish)
    set_deadline(assembly.secretariat, now() - timedelta(seconds=1))

    assert file_amendment(assembly.delegate, assembly.theme_id, wish) == first


def test_the_deadline_does_not_bind_compromises_oral_amendments_and_remedies_of_language() -> None:
    assembly = make_assembly()
    target = filed(assembly, "once", "twice")
    set_deadline(assembly.secretariat, now() - timedelta(seconds=1))
    rapporteur = joined_by(assembly, Role.RAPPORTEUR)
    wishes = [
        (rapporteur, proposal(assembly, TWICE, procedure=Procedure.COMPROMISE, replaces=(target,))),
        (rapporteur, proposal(assembly, changed(ENGLISH, "once", "thrice"), procedure=Procedure.ALTERNATIVE)),
        (assembly.delegate, proposal(assembly, changed(ENGLISH, "2 am", "4 am"), procedure=Procedure.ORAL)),
        (
            assembly.delegate,
            proposal(assembly, ENGLISH, changed(FRENCH, "une fois", "deux fois"), language="fr"),
        ),
    ]

    states = [row_of(file_amendment(actor, assembly.theme_id, wish)).state for actor, wish in wishes]

    assert states == [AmendmentState.TABLED] * 3 + [AmendmentState.EDITORIAL]
