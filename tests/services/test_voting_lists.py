"""The voting list: proposed, published, changed with a reason, and true after every decision."""

from uuid import uuid4

import pytest

from recommendations.domain.amendments import Advice, AmendmentState, Procedure
from recommendations.domain.editions import Order
from recommendations.domain.people import Actor, Role
from recommendations.domain.proposals import NEW_UNIT, THEME_TITLE
from recommendations.domain.refusals import NotFound, NotPermitted
from recommendations.domain.text import Paragraph, Span, Unit, UnitKind
from recommendations.domain.voting_list import (
    BlockNotPossible,
    Flag,
    ItemKind,
    ListIncomplete,
    ListItem,
    ListReasonNeeded,
    block_of,
)
from recommendations.services.voting.blocks import recommended_block
from recommendations.services.voting.lists import (
    current_list,
    list_history,
    proposed_list,
    publish_list,
)
from recommendations.services.voting.material import read_material
from recommendations.storage.amendments import Amendment
from recommendations.storage.database import db, now, transaction
from recommendations.storage.editions import Edition
from recommendations.storage.opinions import Opinion
from recommendations.storage.record import events_of
from tests.factories import make_unit
from tests.services.assembly import (
    ENGLISH,
    RECITAL,
    Assembly,
    changed,
    filed,
    joined_by,
    make_assembly,
    settle,
)
from tests.services.ballot_box import cut, moved, order, replaces, state, tabled
from tests.services.kinds import sub_amendment

pytestmark = pytest.mark.usefixtures("context")


@pytest.fixture
def assembly(context: object) -> Assembly:
    """A theme with two recommendations and a recital."""
    del context
    return make_assembly()


def due(assembly: Assembly) -> tuple[ListItem, ...]:
    return proposed_list(db.session(), assembly.theme_id).items


def test_furthest_first_then_the_unit_itself_then_the_next_one(assembly: Assembly) -> None:
    moved(assembly, "once a year", "twice a year")
    moved(assembly, "once a year", "every month")

    assert order(assembly) == ["A02", "A01", "2.1", "2.2"]


def test_only_what_can_be_voted_is_on_the_list(assembly: Assembly) -> None:
    filed(assembly, "once a year", "twice a year")
    for number, value in enumerate(("withdrawn", "fallen", "inadmissible", "late", "merged", "rejected")):
        state(moved(assembly, "2 am", f"{number + 3} am"), AmendmentState(value))
    moved(assembly, "four years", "five years")

    assert order(assembly) == ["A08", "2.1", "2.2"]
    assert [row.label for row in read_material(db.session(), assembly.theme_id).held] == ["A01"]


def test_recitals_come_after_operative_text_and_the_theme_title_last(assembly: Assembly) -> None:
    recital = Unit("c1", UnitKind.RECITAL, (Paragraph("c1-p1", (Span("whereas sleep and work matter;"),)),))
    tabled(assembly, recital, unit_uid=RECITAL.uid)
    moved(assembly, "once", "twice")

    assert order(assembly) == ["A02", "2.1", "2.2", "A01"]


def test_a_new_recommendation_comes_after_the_units_that_are_there(assembly: Assembly) -> None:
    new = make_unit("new", "Bakers should open late.", title="Bread")
    tabled(assembly, new, unit_uid=NEW_UNIT, placed_after="r1")
    moved(assembly, "once", "twice")

    assert order(assembly) == ["A02", "2.1", "2.2", "A01"]


def test_a_theme_title_is_decided_last(assembly: Assembly) -> None:
    title = Unit(THEME_TITLE, UnitKind.PASSAGE, (), "Nights")
    tabled(assembly, title, unit_uid=THEME_TITLE)
    new = make_unit("new", "Bakers should open late.", title="Bread")
    tabled(assembly, new, unit_uid=NEW_UNIT, placed_after="r1")

    assert order(assembly) == ["2.1", "2.2", "A02", "A01"]


def test_identical_ones_are_one_question_with_all_their_names(assembly: Assembly) -> None:
    moved(assembly, "once", "twice")
    moved(assembly, "once", "twice", actor=assembly.other_delegate)

    assert order(assembly) == ["A01+A02", "2.1", "2.2"]


def test_a_series_is_one_question_before_the_first_unit_it_changes(assembly: Assembly) -> None:
    first = moved(assembly, "should publish", "must publish")
    second = tabled(assembly, make_unit("r2", "Schools must open early.", title="Schools"))
    with transaction() as session:
        series = uuid4()
        for one in (first, second):
            session.get_one(Amendment, one).series_id = series

    assert order(assembly) == ["A01+A02", "2.1", "2.2"]


def test_a_compromise_comes_first_and_what_it_replaces_is_not_on_the_list(assembly: Assembly) -> None:
    moved(assembly, "four years", "five years")
    replaced = moved(assembly, "once a year", "twice a year")
    compromise = moved(assembly, "once a year.", "often.")
    replaces(compromise, replaced, assembly.chair.person_id)

    assert order(assembly) == ["A03", "A01", "2.1", "2.2"]


def test_sub_amendments_parts_and_oral_amendments_have_their_places(assembly: Assembly) -> None:
    parent = moved(assembly, "once a year", "every month")
    sub = changed(changed(ENGLISH, "once a year", "every month"), "every month", "every spring")
    tabled(assembly, sub, procedure=Procedure.SUB_AMENDMENT, amends_id=parent)
    with transaction() as session:
        session.get_one(Edition, assembly.edition_id).rules = {"oral_amendment_objection_threshold": 10}
    tabled(assembly, changed(ENGLISH, "quiet streets", "calm streets"), procedure=Procedure.ORAL)
    parts = moved(assembly, "four years", "ten years")
    cut(parts, AmendmentState.ADMISSIBLE, AmendmentState.ADMISSIBLE)

    assert order(assembly) == ["A02", "A01", "A04/1", "A04/2", "A03", "2.1", "2.2"]
    assert [item.kind for item in due(assembly)][2:5] == [ItemKind.PART, ItemKind.PART, ItemKind.ORAL]


def test_a_decided_part_is_not_put_again(assembly: Assembly) -> None:
    parts = moved(assembly, "four years", "ten years")
    cut(parts, AmendmentState.REJECTED, AmendmentState.ADMISSIBLE)

    assert order(assembly) == ["A01/2", "2.1", "2.2"]


def test_the_chronological_rule_lists_by_filing() -> None:
    assembly = make_assembly(rules={"order": Order.CHRONOLOGICAL.value})
    moved(assembly, "once a year", "twice a year")
    moved(assembly, "once a year", "every month")

    assert order(assembly) == ["A01", "A02", "2.1", "2.2"]


def test_the_first_publication_needs_no_reason_and_a_change_does(assembly: Assembly) -> None:
    moved(assembly, "once a year", "twice a year")
    moved(assembly, "once a year", "every month")
    assert current_list(db.session(), assembly.theme_id).version == 0

    assert publish_list(assembly.chair, assembly.theme_id, due(assembly)) == 1
    with pytest.raises(ListReasonNeeded):
        publish_list(assembly.chair, assembly.theme_id, due(assembly), "  ")
    second, first, *rest = due(assembly)
    assert publish_list(assembly.secretariat, assembly.theme_id, [first, second, *rest], "Logic first.") == 2

    assert order(assembly) == ["A01", "A02", "2.1", "2.2"]
    assert current_list(db.session(), assembly.theme_id).version == 2
    history = list_history(db.session(), assembly.theme_id)
    assert [(one.number, one.reason, one.author) for one in history] == [
        (1, "", assembly.chair.name),
        (2, "Logic first.", assembly.secretariat.name),
    ]
    assert [item.label for item in history[0].items] == ["A02", "A01", "2.1", "2.2"]
    kinds = [event.kind for event in events_of(db.session(), assembly.edition_id)]
    assert kinds.count("voting-list-published") == 2


def test_a_list_with_something_missing_or_twice_is_refused(assembly: Assembly) -> None:
    moved(assembly, "once", "twice")

    for wrong in (due(assembly)[1:], (*due(assembly), due(assembly)[0])):
        with pytest.raises(ListIncomplete):
            publish_list(assembly.chair, assembly.theme_id, wrong)


def test_only_chair_and_secretariat_publish_and_only_in_their_edition(assembly: Assembly) -> None:
    for actor in (assembly.delegate, assembly.observer):
        with pytest.raises(NotPermitted):
            publish_list(actor, assembly.theme_id, due(assembly))
    stranger: Actor = make_assembly().chair
    with pytest.raises(NotFound):
        publish_list(stranger, assembly.theme_id, due(assembly))
    with pytest.raises(NotFound):
        proposed_list(db.session(), uuid4())


def test_after_a_decision_the_list_goes_on_without_what_is_done(assembly: Assembly) -> None:
    moved(assembly, "once a year", "twice a year")
    second = moved(assembly, "once a year", "every month")
    moved(assembly, "2 am", "3 am")
    publish_list(assembly.chair, assembly.theme_id, due(assembly))

    settle(assembly, second, adopted=True)

    assert order(assembly) == ["A03", "2.1", "2.2"]


def test_what_revives_stands_at_its_place_as_new(assembly: Assembly) -> None:
    replaced = moved(assembly, "once a year", "twice a year")
    compromise = moved(assembly, "once a year.", "often.")
    replaces(compromise, replaced, assembly.chair.person_id)
    publish_list(assembly.chair, assembly.theme_id, due(assembly))
    state(compromise, AmendmentState.REJECTED)
    state(replaced, AmendmentState.ADMISSIBLE)

    assert order(assembly) == ["A01", "2.1", "2.2"]
    assert Flag.NEW in current_list(db.session(), assembly.theme_id).items[0].flags


def advise(amendment_id: object, advice: Advice, person: Actor, *, version: int = 1) -> None:
    with transaction() as session:
        session.add(
            Opinion(
                amendment_id=amendment_id,
                version=version,
                advice=advice,
                visible_from=now(),
                person_id=person.person_id,
                at=now(),
            )
        )


def test_those_recommended_are_one_block_unless_they_exclude_each_other(assembly: Assembly) -> None:
    rivals = [moved(assembly, "once a year", f"{number} times a year") for number in ("two", "six")]
    free = [moved(assembly, "2 am", "3 am"), moved(assembly, "quiet", "calm"), moved(assembly, "four", "five")]
    rapporteur = joined_by(assembly, Role.RAPPORTEUR)
    for one in (*rivals, *free):
        advise(one, Advice.ADOPT, rapporteur)
    advise(free[2], Advice.REJECT, rapporteur, version=2)
    material = read_material(db.session(), assembly.theme_id)

    block = recommended_block(db.session(), material, due(assembly))

    assert block is not None
    assert block.label == "A03, A04"
    others = [item for item in due(assembly) if not set(item.amendment_ids) & set(block.amendment_ids)]
    publish_list(assembly.chair, assembly.theme_id, [block, *others])
    assert order(assembly)[0] == "A03, A04"
    assert current_list(db.session(), assembly.theme_id).items[0].kind is ItemKind.BLOCK


def test_one_alone_is_no_block(assembly: Assembly) -> None:
    advise(moved(assembly, "2 am", "3 am"), Advice.ADOPT, assembly.chair)
    material = read_material(db.session(), assembly.theme_id)

    assert recommended_block(db.session(), material, due(assembly)) is None


def test_what_excludes_each_other_or_is_voted_in_parts_makes_no_block(assembly: Assembly) -> None:
    moved(assembly, "once a year", "twice a year")
    moved(assembly, "once a year", "every month")
    moved(assembly, "2 am", "3 am")
    cut(moved(assembly, "four", "five"), AmendmentState.ADMISSIBLE)
    second, first, third, part, *units = due(assembly)

    with pytest.raises(BlockNotPossible):
        publish_list(assembly.chair, assembly.theme_id, [block_of([first, second]), third, part, *units])
    with pytest.raises((BlockNotPossible, ListIncomplete)):
        publish_list(assembly.chair, assembly.theme_id, [block_of([first, part]), second, third, *units])


def test_what_is_still_to_be_amended_itself_is_in_no_block(assembly: Assembly) -> None:
    one, other = moved(assembly, "2 am", "3 am"), moved(assembly, "four", "five")
    sub_amendment(assembly, one, "3 am", "5 am")
    for each in (one, other):
        advise(each, Advice.ADOPT, assembly.chair)
    material = read_material(db.session(), assembly.theme_id)
    by_label = {item.label: item for item in due(assembly)}
    block = block_of([by_label.pop("A01"), by_label.pop("A02")])

    assert recommended_block(db.session(), material, due(assembly)) is None
    with pytest.raises(BlockNotPossible):
        publish_list(assembly.chair, assembly.theme_id, [block, *by_label.values()])
