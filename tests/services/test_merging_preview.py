"""What merging two themes is said to bring about is what it brings about."""

import pytest

from recommendations.domain.merged_themes import NotFrozen, SameTheme
from recommendations.domain.people import Role
from recommendations.domain.proposals import THEME_TITLE, Proposal
from recommendations.domain.refusals import NotFound, NotPermitted
from recommendations.domain.text import Unit
from recommendations.services.amendments.wordings import title_units
from recommendations.services.filing.amending import file_amendment
from recommendations.services.filing.moving import withdraw_amendment
from recommendations.services.texts.merging import merge_themes
from recommendations.services.texts.merging_preview import MergePreview, preview_merging
from recommendations.services.texts.revisions import newest_revision, tabled_revision
from recommendations.storage.database import db, transaction
from recommendations.storage.editions import Edition
from tests.chains import Assembly, make_assembly
from tests.factories import make_actor, make_theme, make_unit
from tests.services.assembly import row_of

pytestmark = pytest.mark.usefixtures("context")


@pytest.fixture
def assembly() -> Assembly:
    return make_assembly()


def preview(assembly: Assembly) -> MergePreview:
    into, source = assembly.theme_ids
    return preview_merging(assembly.secretariat, source, into)


def filed(assembly: Assembly, uid: str, amended: dict[str, Unit]) -> str:
    """The label of an amendment to the theme that moves."""
    source = assembly.theme_ids[1]
    tabled = tabled_revision(db.session(), source)
    assert tabled is not None
    wish = Proposal(tabled.id, uid, "en", amended, "Better", key=f"{uid}{amended}")
    return row_of(file_amendment(assembly.delegates[0], source, wish)).label


def test_numbers_amendments_and_what_falls_are_told_as_they_then_are(assembly: Assembly) -> None:
    into, source = assembly.theme_ids
    unit = make_unit("r7a", "Light all the streets.", title="Light")
    moving = filed(assembly, "r7a", {"en": unit})
    renaming = filed(assembly, THEME_TITLE, title_units({"en": "Squares"}))

    told = preview(assembly)
    merge_themes(assembly.secretariat, source, into)

    revision = newest_revision(db.session(), into)
    assert revision is not None
    assert (told.source.number, told.into.number, told.number) == (7, 2, revision.number)
    assert [(one.number, one.new_number) for one in told.units] == [("7.1", "2.3"), ("7.2", "2.4")]
    assert all(revision.number_of(one.uid) == one.new_number for one in told.units)
    assert told.kept == 2
    assert [other.label for other in told.moving] == [moving]
    assert [(other.label, row_of(other.id).state.value) for other in told.falling] == [(renaming, "fallen")]
    assert told.needing_author == ()


def test_nothing_is_changed_by_telling(assembly: Assembly) -> None:
    into = assembly.theme_ids[0]
    before = newest_revision(db.session(), into)

    preview(assembly)

    after = newest_revision(db.session(), into)
    assert before is not None
    assert after is not None
    assert before.id == after.id
    assert not db.session().dirty


def test_a_withdrawn_title_moves_and_does_not_fall(assembly: Assembly) -> None:
    label = filed(assembly, THEME_TITLE, title_units({"en": "Squares"}))
    withdraw_amendment(assembly.delegates[0], preview(assembly).falling[0].id)

    told = preview(assembly)

    assert ([other.label for other in told.moving], told.falling) == ([label], ())


def test_what_cannot_be_merged_is_not_told_either(assembly: Assembly) -> None:
    into, source = assembly.theme_ids
    with transaction() as session:
        edition = session.get_one(Edition, assembly.edition_id)
        bare = make_theme(session, edition, number=9).id
        elsewhere = make_actor(session, edition, Role.OBSERVER)

    with pytest.raises(SameTheme):
        preview_merging(assembly.secretariat, into, into)
    with pytest.raises(NotFrozen):
        preview_merging(assembly.secretariat, bare, into)
    with pytest.raises(NotPermitted):
        preview_merging(elsewhere, source, into)
    with pytest.raises(NotFound):
        preview_merging(make_assembly().secretariat, source, into)
