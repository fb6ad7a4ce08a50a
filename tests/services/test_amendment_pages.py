"""What the pages of a unit and of its amendments say."""

from uuid import uuid4

import pytest

from recommendations.domain.amendments import AmendmentState, RevisionSuperseded
from recommendations.domain.comparison import Statement, Wording
from recommendations.domain.people import Role
from recommendations.domain.refusals import NotFound
from recommendations.services.amendments.pages import amendment_list, amendment_page
from recommendations.services.filing.amending import file_amendment, judge_amendment
from recommendations.services.filing.moving import withdraw_amendment
from recommendations.services.texts.revisions import store_revision
from recommendations.services.texts.unit_pages import unit_page
from recommendations.storage.amendments import Amendment
from recommendations.storage.database import db, transaction
from tests.factories import make_actor, make_edition, make_theme
from tests.services.assembly import (
    ENGLISH,
    FRENCH,
    OTHER,
    RECITAL,
    admitted,
    changed,
    filed,
    make_assembly,
    proposal,
    settle,
)
from tests.services.ballot_box import state
from tests.services.kinds import state_of

pytestmark = pytest.mark.usefixtures("context")
TWICE = changed(ENGLISH, "once", "twice")


def test_the_page_of_a_recommendation_shows_conflicts_both_ways() -> None:
    assembly = make_assembly()
    filed(assembly, "once a year", "every quarter")
    filed(assembly, "once", "twice")
    filed(assembly, "2 am", "4 am")
    withdraw_amendment(assembly.delegate, filed(assembly, "once a year", "each month"))

    page = unit_page(assembly.delegate, assembly.theme_id, "r1")

    assert [[other.label for other in line.conflicts] for line in page.amendments] == [["A02"], ["A01"], [], []]
    assert page.amendments[1].statements == (Statement(Wording.REPLACED, "once a year", "twice a year"),)
    assert (page.previous_uid, page.next_uid) == ("c1", "r2")
    assert page.may_file
    assert not unit_page(assembly.observer, assembly.theme_id, "r1").may_file
    assert page.consolidated == {}


def test_a_language_that_has_not_followed_is_stale() -> None:
    assembly = make_assembly()
    settle(assembly, admitted(assembly, "once", "twice"), adopted=True)

    page = unit_page(assembly.delegate, assembly.theme_id, "r1")

    assert page.stale == {"fr"}
    assert page.consolidated["en"].unit == TWICE
    assert page.consolidated["fr"].unit == FRENCH


def test_an_addressee_alone_makes_no_language_stale() -> None:
    assembly = make_assembly()
    wish = proposal(assembly, ENGLISH, addressees=())
    settle(assembly, file_amendment(assembly.delegate, assembly.theme_id, wish), adopted=True)

    page = unit_page(assembly.delegate, assembly.theme_id, "r1")

    assert page.stale == frozenset()
    assert page.consolidated["fr"].unit.addressees == ()


def test_first_and_last_units_have_one_neighbour() -> None:
    assembly = make_assembly()

    assert unit_page(assembly.chair, assembly.theme_id, "c1").previous_uid is None
    assert unit_page(assembly.chair, assembly.theme_id, "r2").next_uid is None


def test_a_theme_that_was_never_frozen_has_no_units() -> None:
    with transaction() as session:
        edition = make_edition(session)
        theme_id, chair = make_theme(session, edition).id, make_actor(session, edition, Role.CHAIR)

    with pytest.raises(NotFound):
        unit_page(chair, theme_id, "r1")


def test_the_history_of_an_amendment_is_read_from_the_record() -> None:
    assembly = make_assembly()
    rival, amendment_id = admitted(assembly, "once", "twice"), filed(assembly, "once a year", "every quarter")
    judge_amendment(assembly.chair, amendment_id, is_admissible=False, reason="Unclear.")
    judge_amendment(assembly.chair, amendment_id, is_admissible=True)
    settle(assembly, rival, adopted=True)

    page = amendment_page(assembly.delegate, amendment_id)

    assert [(act.kind, act.reason, act.because) for act in page.history] == [
        ("amendment-filed", "", ""),
        ("amendment-inadmissible", "Unclear.", ""),
        ("amendment-admissible", "", ""),
        ("amendment-fallen", "", "A01"),
    ]
    assert page.history[0].person == assembly.delegate.name
    assert page.line.felled_by is not None
    assert page.line.felled_by.label == "A01"
    assert not page.is_superseded


def test_the_page_of_an_amendment_offers_what_the_reader_may_do() -> None:
    assembly = make_assembly()
    amendment_id = filed(assembly, "once", "twice")

    pages = [amendment_page(actor, amendment_id) for actor in (assembly.delegate, assembly.chair, assembly.observer)]
    state(amendment_id, AmendmentState.IN_VOTE)
    late = amendment_page(assembly.secretariat, amendment_id)

    assert [(page.may.judge, page.may.withdraw) for page in pages] == [(False, True), (True, False), (False, False)]
    assert (late.may.judge, late.may.withdraw) == (False, False)


def test_the_list_is_filtered_by_theme_and_state() -> None:
    assembly = make_assembly()
    admissible = admitted(assembly, "once", "twice")
    filed(assembly, "2 am", "4 am")

    by_state = amendment_list(assembly.chair, states=[AmendmentState.ADMISSIBLE])
    elsewhere = amendment_list(assembly.chair, theme_id=uuid4())

    assert [line.id for line in by_state.lines] == [admissible]
    assert elsewhere.lines == ()
    assert [theme.number for theme in by_state.themes] == [2]


def test_recitals_can_be_amended_too() -> None:
    assembly = make_assembly()
    wish = proposal(assembly, changed(RECITAL, "matters", "is life"))

    page = amendment_page(assembly.chair, file_amendment(assembly.delegate, assembly.theme_id, wish))

    assert page.line.unit_number == ""
    assert page.unit_title == {"en": ""}
    assert db.session.get_one(Amendment, page.line.id).amended["en"]["kind"] == "recital"


def test_an_amendment_of_an_older_text_cannot_be_found_admissible_but_withdrawn() -> None:
    assembly = make_assembly()
    amendment_id = filed(assembly, "once", "twice")
    with transaction() as session:
        store_revision(session, assembly.theme_id, {"en": (ENGLISH,)})
        session.get_one(Amendment, amendment_id).state = AmendmentState.INADMISSIBLE

    with pytest.raises(RevisionSuperseded):
        judge_amendment(assembly.chair, amendment_id, is_admissible=True)
    with transaction() as session:
        session.get_one(Amendment, amendment_id).state = AmendmentState.NEEDS_REBASE
    assert amendment_page(assembly.delegate, amendment_id).may.withdraw
    withdraw_amendment(assembly.delegate, amendment_id)
    assert state_of(amendment_id) is AmendmentState.WITHDRAWN


def test_an_amendment_of_an_older_text_says_so() -> None:
    assembly = make_assembly()
    amendment_id = filed(assembly, "once", "twice")
    with transaction() as session:
        store_revision(session, assembly.theme_id, {"en": (OTHER,)})

    assert amendment_page(assembly.chair, amendment_id).is_superseded
