"""The text after results that nobody has cast."""

from dataclasses import replace
from uuid import UUID, uuid4

import pytest

from recommendations.domain.amendments import AmendmentState, Conflict, Procedure
from recommendations.domain.encoding import unit_to_json
from recommendations.domain.proposals import NEW_UNIT, THEME_TITLE
from recommendations.domain.refusals import NotFound
from recommendations.domain.settling import WordingMissing
from recommendations.domain.text import Unit, UnitKind
from recommendations.services.deciding.assuming import assume
from recommendations.services.texts.revisions import Frame, read_revision, store_revision
from recommendations.storage.amendments import Amendment
from recommendations.storage.database import db, transaction
from recommendations.storage.wordings import PartWording
from tests.factories import make_unit
from tests.services.assembly import ENGLISH, FRENCH, Assembly, changed, make_assembly, row_of, settle
from tests.services.ballot_box import cut, moved, replaces, state, tabled

pytestmark = pytest.mark.usefixtures("context")


@pytest.fixture
def assembly(context: object) -> Assembly:
    """A theme with two recommendations and a recital."""
    del context
    return make_assembly()


def said(assembly: Assembly, results: dict[UUID | tuple[UUID, int], bool], uid: str = "r1") -> str:
    db.session.remove()
    return " ".join(p.plain for p in assume(db.session(), assembly.theme_id, uid, results)["en"].paragraphs)


def test_what_is_assumed_to_be_adopted_is_in_the_text_and_the_rest_is_not(assembly: Assembly) -> None:
    night, often = moved(assembly, "2 am", "3 am"), moved(assembly, "once a year", "every month")

    text = said(assembly, {night: True, often: False})

    assert "until 3 am" in text
    assert "once a year" in text
    assert assume(db.session(), assembly.theme_id, "r1", {night: True})["fr"] == FRENCH


def test_it_does_not_matter_what_the_assembly_has_decided_in_truth(assembly: Assembly) -> None:
    night, often = moved(assembly, "2 am", "3 am"), moved(assembly, "once a year", "every month")
    settle(assembly, night, adopted=True)
    settle(assembly, often, adopted=False)

    text = said(assembly, {night: False, often: True})

    assert "until 2 am" in text
    assert "every month" in text


def test_two_that_exclude_each_other_are_never_both_adopted(assembly: Assembly) -> None:
    one, other = moved(assembly, "once a year", "twice a year"), moved(assembly, "once a year", "every month")

    with pytest.raises(Conflict) as refused:
        said(assembly, {one: True, other: True})

    assert refused.value.details == {"one": "A01", "other": "A02"}


def test_a_compromise_excludes_what_it_replaces_whatever_the_words_and_revives_it_when_rejected(
    assembly: Assembly,
) -> None:
    replaced, compromise = moved(assembly, "2 am", "3 am"), moved(assembly, "once a year", "every month")
    replaces(compromise, replaced, assembly.chair.person_id)

    assert "3 am" in said(assembly, {compromise: False, replaced: True})
    with pytest.raises(Conflict):
        said(assembly, {compromise: True, replaced: True})


def test_a_sub_amendment_is_in_the_text_only_with_its_amendment(assembly: Assembly) -> None:
    parent = moved(assembly, "once a year", "every month")
    wanted = changed(changed(ENGLISH, "once a year", "every month"), "every month", "every spring")
    sub = tabled(assembly, wanted, procedure=Procedure.SUB_AMENDMENT, amends_id=parent)

    assert "every spring" in said(assembly, {parent: True, sub: True})
    assert "every month" in said(assembly, {parent: True, sub: False})
    assert "once a year" in said(assembly, {parent: False, sub: True})


def test_parts_read_as_their_combination_was_fixed(assembly: Assembly) -> None:
    parts = moved(assembly, "four years", "ten long years")
    cut(parts, AmendmentState.ADMISSIBLE, AmendmentState.ADMISSIBLE)
    with transaction() as session:
        for combination, words in (("1", "ten years"), ("1,2", "ten long years")):
            unit = unit_to_json(changed(ENGLISH, "four years", words))
            session.add(PartWording(amendment_id=parts, parts=combination, amended={"en": unit}))

    assert "for ten years" in said(assembly, {(parts, 1): True, (parts, 2): False})
    assert "for ten long years" in said(assembly, {(parts, 1): True, (parts, 2): True})
    assert "for four years" in said(assembly, {(parts, 1): False})
    with pytest.raises(WordingMissing):
        said(assembly, {(parts, 1): False, (parts, 2): True})


def test_an_applied_remedy_is_in_the_text_whatever_is_voted(assembly: Assembly) -> None:
    remedy = moved(assembly, "2 am", "3 am")
    state(remedy, AmendmentState.EDITORIAL_APPLIED)

    assert "3 am" in said(assembly, {})
    assert "3 am" in said(assembly, {remedy: False})
    assert said(assembly, {}, uid="r2") == "Schools should open early."


def test_a_new_recommendation_is_there_only_if_adopted(assembly: Assembly) -> None:
    new = tabled(assembly, make_unit("new", "Bakers should open late."), unit_uid=NEW_UNIT, placed_after="r1")
    uid = row_of(new).unit_uid

    assert said(assembly, {new: True}, uid) == "Bakers should open late."
    assert assume(db.session(), assembly.theme_id, uid, {new: False}) == {}


def test_the_title_of_a_theme_is_assumed_like_a_unit(assembly: Assembly) -> None:
    new = tabled(assembly, Unit(THEME_TITLE, UnitKind.PASSAGE, (), "Nights"), unit_uid=THEME_TITLE)

    assert assume(db.session(), assembly.theme_id, THEME_TITLE, {new: True})["en"].title == "Nights"


def test_the_title_of_a_text_older_than_its_titles_can_be_amended(assembly: Assembly) -> None:
    with transaction() as session:
        units = read_revision(session, assembly.revision_id).plain_units()
        old = store_revision(session, assembly.theme_id, units, frame=Frame({}, {})).id
    assembly = replace(assembly, revision_id=old)

    new = tabled(assembly, Unit(THEME_TITLE, UnitKind.PASSAGE, (), "Nights"), unit_uid=THEME_TITLE)

    assert assume(db.session(), assembly.theme_id, THEME_TITLE, {new: True})["en"].title == "Nights"


def test_what_is_not_of_the_unit_is_not_found(assembly: Assembly) -> None:
    night = moved(assembly, "2 am", "3 am")

    wrong: list[tuple[UUID, str, dict[UUID | tuple[UUID, int], bool]]] = [
        (assembly.theme_id, "r2", {night: True}),
        (assembly.theme_id, "nowhere", {}),
        (assembly.theme_id, "r1", {uuid4(): True}),
        (uuid4(), "r1", {}),
    ]
    for theme_id, uid, results in wrong:
        with pytest.raises(NotFound):
            assume(db.session(), theme_id, uid, results)


def test_people_can_keep_two_apart_whose_words_do_not(assembly: Assembly) -> None:
    one, other = moved(assembly, "2 am", "3 am"), moved(assembly, "once a year", "every month")
    with transaction() as session:
        for row in (one, other):
            session.get_one(Amendment, row).procedure = Procedure.ALTERNATIVE

    with pytest.raises(Conflict):
        said(assembly, {one: True, other: True})
