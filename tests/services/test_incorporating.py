"""Adopted amendments are in the text by themselves; what they exclude falls, and says why."""

from uuid import UUID, uuid4

import pytest

from recommendations.domain.amendments import AmendmentDecided, AmendmentState, Conflict, RevisionSuperseded
from recommendations.domain.record import Event, first_fault
from recommendations.domain.refusals import NotFound
from recommendations.domain.text import Paragraph, Span
from recommendations.services.amendments.pages import amendment_page
from recommendations.services.amendments.standings import exclusive_with, identical_with
from recommendations.services.deciding.effects import settle_amendment
from recommendations.services.deciding.taking_back import take_back_decision
from recommendations.services.filing.amending import file_amendment
from recommendations.services.filing.moving import withdraw_amendment
from recommendations.services.texts.revisions import newest_revision, store_revision
from recommendations.storage.amendments import Amendment
from recommendations.storage.database import db, transaction
from recommendations.storage.record import events_of
from tests.services.assembly import (
    ENGLISH,
    FRENCH,
    OTHER,
    RECITAL,
    Assembly,
    admitted,
    changed,
    filed,
    make_assembly,
    newest_text,
    proposal,
    settle,
)

pytestmark = pytest.mark.usefixtures("context")
LAST = " They should pay for quiet streets for four years."


def twin_of(assembly: Assembly) -> UUID:
    return admitted(assembly, "once", "twice", by=assembly.other_delegate)


def standing(assembly: Assembly, amendment_id: UUID) -> tuple[AmendmentState, str]:
    line = amendment_page(assembly.chair, amendment_id).line
    return line.state, line.felled_by.label if line.felled_by else ""


def test_two_amendments_of_different_words_are_both_in_the_text() -> None:
    assembly = make_assembly()
    one, other = admitted(assembly, "once", "twice"), admitted(assembly, "figures", "figures, street by street,")

    settle(assembly, other, adopted=True)
    settle(assembly, one, adopted=True)

    text = newest_text(assembly).paragraphs[0].plain
    assert text.startswith("Town halls should publish noise figures, street by street, twice a year.")


def test_the_rest_of_the_revision_stays_as_it_was() -> None:
    assembly = make_assembly()

    settle(assembly, admitted(assembly, "once", "twice"), adopted=True)

    revision = newest_revision(db.session(), assembly.theme_id)
    assert revision is not None
    assert (revision.number, revision.base_id) == (2, assembly.revision_id)
    assert revision.plain_units() == {
        "en": (RECITAL, changed(ENGLISH, "once", "twice"), OTHER),
        "fr": (FRENCH, OTHER),
    }


def test_an_amendment_of_the_same_words_falls_without_a_vote() -> None:
    assembly = make_assembly()
    one, other = admitted(assembly, "once a year", "every quarter"), admitted(assembly, "once", "twice")

    settle(assembly, one, adopted=True)

    assert standing(assembly, other) == (AmendmentState.FALLEN, "A01")
    assert db.session.get_one(Amendment, other).state_reason == "A01"


def test_an_edit_falls_with_its_deleted_sentence_and_lives_when_the_deletion_is_rejected() -> None:
    for adopted, state in ((True, AmendmentState.FALLEN), (False, AmendmentState.ADMISSIBLE)):
        assembly = make_assembly()
        deletion, edit = admitted(assembly, LAST, ""), admitted(assembly, "four years", "five years")

        settle(assembly, deletion, adopted=adopted)

        assert standing(assembly, edit)[0] is state


def test_a_rejected_amendment_leaves_the_text() -> None:
    assembly = make_assembly()
    amendment_id = admitted(assembly, "once", "twice")

    settle(assembly, amendment_id, adopted=False)

    assert standing(assembly, amendment_id) == (AmendmentState.REJECTED, "")
    assert newest_text(assembly) == ENGLISH


@pytest.mark.parametrize("adopted", [True, False])
def test_identical_amendments_are_decided_by_one_poll(*, adopted: bool) -> None:
    assembly = make_assembly()
    one, twin = admitted(assembly, "once", "twice"), twin_of(assembly)

    settle(assembly, one, adopted=adopted)

    state = AmendmentState.ADOPTED if adopted else AmendmentState.REJECTED
    assert standing(assembly, twin) == (state, "A01")
    assert newest_text(assembly) == (changed(ENGLISH, "once", "twice") if adopted else ENGLISH)


def test_the_withdrawal_of_one_does_not_end_its_twin() -> None:
    assembly = make_assembly()
    one, twin = filed(assembly, "once", "twice"), twin_of(assembly)
    withdraw_amendment(assembly.delegate, one)

    settle(assembly, twin, adopted=True)

    assert standing(assembly, one)[0] is AmendmentState.WITHDRAWN
    assert standing(assembly, twin)[0] is AmendmentState.ADOPTED


def test_two_insertions_at_one_place_stand_in_filing_order() -> None:
    assembly = make_assembly()
    first = admitted(assembly, "until 2 am.", "until 2 am. Trams too.")
    second = admitted(assembly, "until 2 am.", "until 2 am. Taxis too.")

    settle(assembly, second, adopted=True)
    settle(assembly, first, adopted=True)

    assert newest_text(assembly).paragraphs[1].plain == "Night buses should run until 2 am. Trams too. Taxis too."


def test_all_changed_languages_are_consolidated() -> None:
    assembly = make_assembly()
    new = Paragraph("n1", (Span("Trams too."),))
    english = changed(ENGLISH, "once", "twice")
    wish = proposal(assembly, english, changed(FRENCH, "une fois", "deux fois"), addressees=("local", "eu"))
    amendment_id = file_amendment(assembly.delegate, assembly.theme_id, wish)

    settle(assembly, amendment_id, adopted=True)

    assert "deux fois par an" in newest_text(assembly, "fr").paragraphs[0].plain
    assert newest_text(assembly, "fr").addressees == newest_text(assembly).addressees == ("local", "eu")
    assert new not in newest_text(assembly).paragraphs


def test_nothing_is_decided_twice() -> None:
    assembly = make_assembly()
    one, other = admitted(assembly, "once", "twice"), admitted(assembly, "once a year", "every quarter")
    settle(assembly, one, adopted=True)

    for amendment_id in (one, other):
        with pytest.raises(AmendmentDecided):
            settle(assembly, amendment_id, adopted=True)


def test_two_exclusive_amendments_are_never_both_adopted() -> None:
    assembly = make_assembly()
    one, other = admitted(assembly, "once", "twice"), admitted(assembly, "once a year", "every quarter")
    settle(assembly, one, adopted=True)
    with transaction() as session:
        session.get_one(Amendment, other).state = AmendmentState.IN_VOTE

    with pytest.raises(Conflict):
        settle(assembly, other, adopted=True)
    settle(assembly, other, adopted=False)
    assert standing(assembly, other)[0] is AmendmentState.REJECTED


def test_an_older_text_never_takes_the_place_of_a_newer_one() -> None:
    assembly = make_assembly()
    amendment_id = admitted(assembly, "once", "twice")
    with transaction() as session:
        store_revision(session, assembly.theme_id, {"en": (OTHER,)})

    with pytest.raises(RevisionSuperseded):
        settle(assembly, amendment_id, adopted=True)
    assert newest_text(assembly, uid="r2") == OTHER


def test_the_chair_sees_beforehand_what_would_fall() -> None:
    assembly = make_assembly()
    one, other = admitted(assembly, "once", "twice"), filed(assembly, "once a year", "every quarter")
    twin = filed(assembly, "once", "twice", by=assembly.other_delegate)
    withdraw_amendment(assembly.delegate, filed(assembly, "once a year", "each month"))

    assert [row.id for row in exclusive_with(db.session(), one)] == [other]
    assert [row.id for row in identical_with(db.session(), one)] == [twin]


def test_a_taken_back_decision_leaves_the_text_and_revives_what_fell() -> None:
    assembly = make_assembly()
    kept, one = admitted(assembly, "2 am", "4 am"), admitted(assembly, "once", "twice")
    other, twin = admitted(assembly, "once a year", "every quarter"), twin_of(assembly)
    settle(assembly, kept, adopted=True)
    settle(assembly, one, adopted=True)

    with transaction() as session:
        take_back_decision(session, one, actor=assembly.chair)

    assert {standing(assembly, row) for row in (one, other, twin)} == {(AmendmentState.ADMISSIBLE, "")}
    assert newest_text(assembly) == changed(ENGLISH, "2 am", "4 am")


def test_a_taken_back_rejection_changes_no_text() -> None:
    assembly = make_assembly()
    amendment_id = admitted(assembly, "once", "twice")
    settle(assembly, amendment_id, adopted=False)

    with transaction() as session:
        take_back_decision(session, amendment_id, actor=assembly.chair)

    revision = newest_revision(db.session(), assembly.theme_id)
    assert revision is not None
    assert revision.number == 1
    assert standing(assembly, amendment_id)[0] is AmendmentState.ADMISSIBLE


def test_what_does_not_exist_cannot_be_settled() -> None:
    assembly = make_assembly()

    with transaction() as session, pytest.raises(NotFound):
        settle_amendment(session, uuid4(), adopted=True, actor=assembly.chair)


def test_every_decision_stands_in_the_record() -> None:
    assembly = make_assembly()
    one = admitted(assembly, "once", "twice")
    admitted(assembly, "once a year", "every quarter")
    settle(assembly, one, adopted=True)

    rows = events_of(db.session(), assembly.edition_id)

    assert [row.kind for row in rows[-3:]] == ["amendment-adopted", "amendment-fallen", "revision-consolidated"]
    assert rows[-1].payload["amendments"] == ["A01"]
    events = [
        Event(r.seq, r.at, r.kind, str(r.person_id) if r.person_id else None, r.payload, r.previous, r.digest)
        for r in rows
    ]
    assert first_fault(events) is None
