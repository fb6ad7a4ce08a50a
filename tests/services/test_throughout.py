"""One wording is replaced wherever the text has it: an amendment for each unit, all of one series."""

from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest

from recommendations.domain.amendments import (
    AmendmentState,
    Conflict,
    Procedure,
    RevisionSuperseded,
    TextTooLong,
    TitleMissing,
)
from recommendations.domain.encoding import unit_from_json
from recommendations.domain.filing import AlreadyFiled, DeadlinePassed, LateNotAllowed, WordsNotFound
from recommendations.domain.people import Role
from recommendations.domain.refusals import NotFound, NotPermitted
from recommendations.services.amendments.pages import amendment_list
from recommendations.services.filing.deadlines import set_deadline
from recommendations.services.filing.kept_forms import FormToKeep, keep_form, kept_forms
from recommendations.services.filing.moving import withdraw_amendment
from recommendations.services.filing.throughout import Throughout, file_throughout, preview_throughout
from recommendations.services.texts.revisions import store_revision
from recommendations.storage.database import now, transaction
from tests.factories import make_actor, make_edition, make_theme
from tests.services.assembly import OTHER, admitted, filed, joined_by, make_assembly, row_of, settle

pytestmark = pytest.mark.usefixtures("context")


def wish(find: str = "should", put: str = "must", **fields: object) -> Throughout:
    values: dict[str, object] = {
        "find": {"en": find},
        "replace": {"en": put},
        "title": "Duties",
        "reason": "Clearer.",
        "key": uuid4().hex,
        "language": "en",
    }
    return Throughout(**(values | fields))  # type: ignore[arg-type]  # overrides of Throughout


def test_a_preview_names_every_unit_that_has_the_words() -> None:
    assembly = make_assembly()
    filed(assembly, "Night buses should", "Night buses may")

    touched = preview_throughout(assembly.delegate, assembly.theme_id, wish())

    assert [(unit.uid, unit.number, unit.title["en"]) for unit in touched] == [
        ("r1", "2.1", "Quiet nights"),
        ("r2", "2.2", "Schools"),
    ]
    assert [[rival.label for rival in unit.conflicts] for unit in touched] == [["A01"], []]
    assert list(touched[1].comparisons) == ["en"]
    assert len(amendment_list(assembly.delegate).lines) == 1


def test_one_amendment_is_filed_for_each_unit_in_one_series() -> None:
    assembly = make_assembly()

    ids = file_throughout(assembly.delegate, assembly.theme_id, wish())

    rows = [row_of(known) for known in ids]
    assert [(row.label, row.unit_uid, row.state) for row in rows] == [
        ("A01", "r1", AmendmentState.TABLED),
        ("A02", "r2", AmendmentState.TABLED),
    ]
    assert rows[0].series_id == rows[1].series_id is not None
    assert unit_from_json(rows[1].amended["en"]).paragraphs[0].plain == "Schools must open early."


def test_the_same_form_sent_twice_files_one_series() -> None:
    assembly = make_assembly()
    form = wish()
    keep_form(assembly.delegate, FormToKeep(assembly.theme_id, form.key, "/themes/x/throughout", "", (("a", "b"),)))

    first = file_throughout(assembly.delegate, assembly.theme_id, form)
    second = file_throughout(assembly.delegate, assembly.theme_id, form)

    assert set(first) == set(second)
    assert len(amendment_list(assembly.delegate).lines) == 2
    assert kept_forms(assembly.delegate) == ()
    with pytest.raises(NotPermitted):
        file_throughout(assembly.other_delegate, assembly.theme_id, form)


def test_a_wording_may_change_in_both_languages_and_each_unit_gets_what_it_has() -> None:
    assembly = make_assembly()
    found, put = {"en": "Schools", "fr": "bus"}, {"en": "Colleges", "fr": "trains"}
    form = replace(wish(key=""), find=found, replace=put)

    ids = file_throughout(assembly.delegate, assembly.theme_id, form)

    rows = [row_of(known) for known in ids]
    assert [(row.unit_uid, list(row.amended), row.language) for row in rows] == [
        ("r1", ["fr"], "fr"),
        ("r2", ["en"], "en"),
    ]
    assert {row.procedure for row in rows} == {Procedure.ORDINARY}


def test_a_wording_of_another_language_alone_is_a_remedy() -> None:
    assembly = make_assembly()

    form = replace(wish(language="fr"), find={"fr": "bus"}, replace={"fr": "trains"})
    (known,) = file_throughout(assembly.delegate, assembly.theme_id, form)

    assert row_of(known).state is AmendmentState.EDITORIAL


@pytest.mark.parametrize(
    ("form", "refusal"),
    [
        pytest.param(wish("submarines"), WordsNotFound, id="words that stand nowhere"),
        pytest.param(wish("shoul"), WordsNotFound, id="half a word"),
        pytest.param(wish(" "), WordsNotFound, id="no words"),
        pytest.param(wish("should", "should"), WordsNotFound, id="the same words"),
        pytest.param(wish("should", "x" * 201), TextTooLong, id="endless words"),
        pytest.param(wish(title=" "), TitleMissing, id="without a title"),
        pytest.param(wish(revision_id=uuid4()), NotFound, id="on a text that does not exist"),
    ],
)
def test_a_wording_that_cannot_stand_is_refused(form: Throughout, refusal: type[Exception]) -> None:
    assembly = make_assembly()

    for act in (preview_throughout, file_throughout):
        with pytest.raises(refusal):
            act(assembly.delegate, assembly.theme_id, form)


def test_a_wording_on_a_superseded_text_or_one_of_another_theme_is_refused() -> None:
    assembly, other = make_assembly(), make_assembly()
    form = wish(revision_id=assembly.revision_id)
    with transaction() as session:
        store_revision(session, assembly.theme_id, {"en": (OTHER,)})

    with pytest.raises(NotFound):
        file_throughout(assembly.delegate, assembly.theme_id, wish(revision_id=other.revision_id))
    with pytest.raises(RevisionSuperseded):
        file_throughout(assembly.delegate, assembly.theme_id, form)


def test_what_was_filed_already_or_is_settled_stops_the_whole_series() -> None:
    assembly = make_assembly()
    withdraw_amendment(assembly.delegate, filed(assembly, "2 am", "4 am"))
    ids = file_throughout(assembly.delegate, assembly.theme_id, wish())

    with pytest.raises(AlreadyFiled):
        preview_throughout(assembly.delegate, assembly.theme_id, wish())
    with pytest.raises(AlreadyFiled):
        file_throughout(assembly.delegate, assembly.theme_id, wish())
    settle(assembly, admitted(assembly, "Night buses should", "Night buses may"), adopted=True)
    with pytest.raises(Conflict):
        file_throughout(assembly.other_delegate, assembly.theme_id, wish("should", "shall"))
    assert len(ids) == 2


def test_a_late_series_looks_for_supporters_together() -> None:
    assembly = make_assembly()
    set_deadline(assembly.secretariat, now() - timedelta(seconds=1))

    preview_throughout(assembly.delegate, assembly.theme_id, wish())
    with pytest.raises(DeadlinePassed):
        file_throughout(assembly.delegate, assembly.theme_id, wish())
    ids = file_throughout(assembly.delegate, assembly.theme_id, wish(accepts_late=True))

    assert {row_of(known).state for known in ids} == {AmendmentState.LATE}


def test_a_late_series_has_no_way_where_the_rules_have_none() -> None:
    assembly = make_assembly(rules={"late_amendment_supporters": None})
    set_deadline(assembly.secretariat, now() - timedelta(seconds=1))

    with pytest.raises(LateNotAllowed):
        preview_throughout(assembly.delegate, assembly.theme_id, wish())


def test_only_voting_delegates_file_a_series_and_only_on_a_frozen_text() -> None:
    assembly = make_assembly()
    with transaction() as session:
        edition = make_edition(session)
        theme_id, delegate = make_theme(session, edition).id, make_actor(session, edition, Role.DELEGATE)

    for act in (preview_throughout, file_throughout):
        with pytest.raises(NotPermitted):
            act(joined_by(assembly, Role.RAPPORTEUR), assembly.theme_id, wish())
        with pytest.raises(NotFound):
            act(delegate, theme_id, wish())
