from uuid import UUID, uuid4

import pytest

from recommendations.domain.amendments import AmendmentState
from recommendations.domain.editions import ThemeKind
from recommendations.domain.freezing import TextDecidedOn
from recommendations.domain.merged_themes import NotFrozen, NotMergeable, SameTheme, ThemeMerged, UnitsClash
from recommendations.domain.progress import Step, StepKind, next_steps
from recommendations.domain.proposals import NEW_UNIT, THEME_TITLE, Proposal
from recommendations.domain.refusals import NotFound, NotPermitted
from recommendations.domain.text import Unit
from recommendations.services.amendments.wordings import title_units
from recommendations.services.facts import DraftingChanged, TextFrozen, told
from recommendations.services.filing.amending import file_amendment, judge_amendment
from recommendations.services.manifesto.correcting import CorrectionProposal, confirm_correction, propose_correction
from recommendations.services.texts.editions import situation
from recommendations.services.texts.freezing import freeze, set_drafting
from recommendations.services.texts.merging import merge_themes, mergeable_themes, moved_to, whereabouts
from recommendations.services.texts.revisions import newest_revision, store_revision, tabled_revision
from recommendations.services.voting.acts import open_poll, prepare_poll
from recommendations.services.voting.desk import read_desk
from recommendations.services.voting.targets import on_unit
from recommendations.storage.database import db, transaction
from recommendations.storage.editions import Edition, Theme, themes_of
from tests.chains import Assembly, adopt_units, kinds_of, make_assembly
from tests.factories import make_theme, make_unit
from tests.services.assembly import row_of

pytestmark = pytest.mark.usefixtures("context")


@pytest.fixture
def assembly() -> Assembly:
    return make_assembly()


def merge(assembly: Assembly) -> UUID:
    """The second theme becomes part of the first one."""
    into, source = assembly.theme_ids
    return merge_themes(assembly.secretariat, source, into)


def unit_of(theme_id: UUID, uid: str, language: str = "en") -> Unit:
    revision = newest_revision(db.session(), theme_id)
    assert revision is not None
    return revision.unit_texts(uid)[language]


def reworded(unit: Unit, words: str) -> Unit:
    return make_unit(unit.uid, words, kind=unit.kind, title=unit.title, addressees=unit.addressees)


def filed(assembly: Assembly, theme_id: UUID, uid: str, amended: dict[str, Unit]) -> UUID:
    tabled = tabled_revision(db.session(), theme_id)
    assert tabled is not None
    wish = Proposal(tabled.id, uid, "en", amended, "Better", key=uuid4().hex)
    return file_amendment(assembly.delegates[0], theme_id, wish)


def test_the_units_stand_behind_those_of_the_other_theme_and_say_where_they_come_from(assembly: Assembly) -> None:
    into, source = assembly.theme_ids
    heard: list[object] = []

    with told.connected_to(heard.append):
        revision_id = merge(assembly)

    revision = newest_revision(db.session(), into)
    assert revision is not None
    assert (revision.id, revision.base_id) == (revision_id, None)
    numbers = [(one.unit.uid, one.number) for one in revision.units["fr"]]
    assert numbers == [("x2", ""), ("r2a", "2.1"), ("r2b", "2.2"), ("x7", ""), ("r7a", "2.3"), ("r7b", "2.4")]
    found = whereabouts(assembly.delegates[0], into)
    assert (found.merged_into, found.origins) == (None, {"x7": "T07", "r7a": "T07", "r7b": "T07"})
    gone = whereabouts(assembly.delegates[0], source).merged_into
    assert gone is not None
    assert gone.id == into
    assert (moved_to(assembly.chair, source), moved_to(assembly.chair, into)) == (into, None)
    assert "themes-merged" in kinds_of(assembly.edition_id)
    assert [type(fact) for fact in heard] == [DraftingChanged, DraftingChanged, TextFrozen]
    assert [theme.number for theme in mergeable_themes(assembly.secretariat)] == [2]


def test_a_merged_theme_is_nothing_to_work_on_any_more(assembly: Assembly) -> None:
    into, source = assembly.theme_ids
    merge(assembly)

    found = situation(assembly.delegates[0])

    assert {line.id: line.merged_into for line in found.themes if line.merged_into} == {source: 2}
    assert Step(StepKind.AMEND, 2) in next_steps(assembly.delegates[0], found), "the preamble and the other theme"
    assert {group.theme_id for group in read_desk(assembly.chair).groups} == {into}
    stale = prepare_poll(on_unit(source, "r7a"), assembly.chair)
    with pytest.raises(ThemeMerged):
        open_poll(stale, assembly.chair)


def test_only_frozen_and_undecided_themes_are_offered_for_merging(assembly: Assembly) -> None:
    into, source = assembly.theme_ids
    prepare_poll(on_unit(source, "r7a"), assembly.chair)
    with transaction() as session:
        make_theme(session, session.get_one(Edition, assembly.edition_id), number=9)

    assert [theme.id for theme in mergeable_themes(assembly.secretariat)] == [into]


def test_amendments_follow_under_their_numbers(assembly: Assembly) -> None:
    into, source = assembly.theme_ids
    unit = unit_of(source, "r7a")
    moved = filed(assembly, source, "r7a", {"en": reworded(unit, "Light all the streets. [en]")})
    judge_amendment(assembly.chair, moved, is_admissible=True)
    stayed = filed(assembly, into, "r2a", {"en": reworded(unit_of(into, "r2a"), "Light all the streets. [en]")})
    label = row_of(moved).label

    revision_id = merge(assembly)

    row = row_of(moved)
    assert (row.theme_id, row.revision_id, row.label, row.version) == (into, revision_id, label, 2)
    assert row.state is AmendmentState.ADMISSIBLE
    assert (row_of(stayed).revision_id, row_of(stayed).state) == (revision_id, AmendmentState.TABLED)


def test_what_was_to_stand_first_stands_before_the_units_that_came(assembly: Assembly) -> None:
    into, source = assembly.theme_ids
    first = filed(assembly, source, NEW_UNIT, {"en": make_unit("new", "Sweep the squares.")})

    merge(assembly)

    row = row_of(first)
    assert (row.theme_id, row.placed_after, row.state) == (into, "r2b", AmendmentState.TABLED)


def test_a_theme_without_a_title_of_its_own_is_not_renamed(assembly: Assembly) -> None:
    into, source = assembly.theme_ids
    title = title_units({"en": "Squares"})
    renaming = filed(assembly, source, THEME_TITLE, title)

    merge(assembly)

    row = row_of(renaming)
    assert (row.theme_id, row.state, row.state_reason) == (into, AmendmentState.FALLEN, "T02")


def test_corrections_follow_too(assembly: Assembly) -> None:
    into, source = assembly.theme_ids
    revision = newest_revision(db.session(), source)
    assert revision is not None
    wish = CorrectionProposal(
        revision.id, {"en": reworded(unit_of(source, "r7a"), "Light, the streets. [en]")}, "Comma."
    )
    confirm_correction(assembly.chair, propose_correction(assembly.secretariat, source, "r7a", wish))

    merge(assembly)

    assert unit_of(into, "r7a").paragraphs[0].plain == "Light, the streets. [en]"


def test_a_merged_theme_is_neither_drafted_nor_frozen_nor_amended(assembly: Assembly) -> None:
    into, source = assembly.theme_ids
    merge(assembly)

    for theme_id in (into, source):
        with pytest.raises(ThemeMerged):
            set_drafting(theme_id, assembly.secretariat, is_open=True)
        with pytest.raises(ThemeMerged):
            freeze(theme_id, assembly.secretariat)
    with pytest.raises(ThemeMerged):
        filed(assembly, source, "r7a", {"en": reworded(unit_of(source, "r7a"), "Light all.")})
    assert filed(assembly, into, "r7a", {"en": reworded(unit_of(into, "r7a"), "Light all the streets. [en]")})


def test_a_theme_is_merged_once_and_with_another_one(assembly: Assembly) -> None:
    into = assembly.theme_ids[0]
    with pytest.raises(SameTheme):
        merge_themes(assembly.secretariat, into, into)
    merge(assembly)

    with pytest.raises(NotMergeable):
        merge(assembly)
    preamble = next(theme for theme in themes_of(db.session(), assembly.edition_id) if theme.kind is ThemeKind.PREAMBLE)
    with pytest.raises(NotMergeable):
        merge_themes(assembly.secretariat, preamble.id, into)


def test_only_the_secretariat_merges_themes_of_its_edition(assembly: Assembly) -> None:
    into, source = assembly.theme_ids
    with pytest.raises(NotPermitted):
        merge_themes(assembly.chair, source, into)
    with pytest.raises(NotFound):
        merge_themes(assembly.secretariat, uuid4(), into)


def test_what_the_assembly_has_begun_to_decide_stays_apart(assembly: Assembly) -> None:
    adopt_units(assembly, 0, "r2a")
    with pytest.raises(TextDecidedOn):
        merge(assembly)


def test_a_prepared_poll_keeps_themes_apart(assembly: Assembly) -> None:
    prepare_poll(on_unit(assembly.theme_ids[1], "r7a"), assembly.chair)
    with pytest.raises(TextDecidedOn):
        merge(assembly)


def test_only_frozen_texts_are_merged(assembly: Assembly) -> None:
    with transaction() as session:
        drafted = make_theme(session, session.get_one(Edition, assembly.edition_id), number=9)
    with pytest.raises(NotFrozen):
        merge_themes(assembly.secretariat, drafted.id, assembly.theme_ids[0])


def test_two_units_of_one_identifier_stay_apart(assembly: Assembly) -> None:
    with transaction() as session:
        store_revision(session, assembly.theme_ids[1], {"en": (make_unit("r2a", "Twice."),)})
    with pytest.raises(UnitsClash):
        merge(assembly)
    assert db.session().get_one(Theme, assembly.theme_ids[1]).merged_into_id is None
