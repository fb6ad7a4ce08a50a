"""When a text is frozen again, amendments stand on it if their words do; otherwise they go back to their authors."""

import pytest

from recommendations.domain.amendments import AmendmentState, VersionCause
from recommendations.domain.encoding import unit_from_json
from recommendations.domain.proposals import NEW_UNIT, THEME_TITLE
from recommendations.domain.text import Unit, UnitKind
from recommendations.services.filing.amending import file_amendment
from recommendations.services.filing.rebasing import carry_over
from recommendations.services.texts.revisions import store_revision
from recommendations.storage.database import db, transaction
from recommendations.storage.editions import Theme
from recommendations.storage.record import events_of
from tests.chains import kinds_of
from tests.services.assembly import ENGLISH, FRENCH, OTHER, admitted, changed, filed, make_assembly, proposal, row_of
from tests.services.refrozen import QUIETER, RETOLD, SLEEP, TWICE, causes, frozen_again, lost, sub

pytestmark = pytest.mark.usefixtures("context")


def test_an_amendment_whose_words_stand_is_carried_over_in_its_state() -> None:
    assembly = make_assembly()
    amendment_id = admitted(assembly, "once", "twice")

    newer = frozen_again(assembly, QUIETER, OTHER)

    row = row_of(amendment_id)
    assert (row.state, row.revision_id, row.version) == (AmendmentState.ADMISSIBLE, newer.revision_id, 2)
    assert unit_from_json(row.amended["en"]) == changed(QUIETER, "once", "twice")
    assert causes(amendment_id) == [VersionCause.FILED, VersionCause.CARRIED_OVER]
    assert kinds_of(assembly.edition_id)[-1] == "amendment-carried-over"


def test_an_amendment_whose_words_are_others_needs_its_author_and_says_which() -> None:
    assembly, amendment_id = lost()

    row = row_of(amendment_id)
    assert (row.state, row.returns_to, row.version) == (AmendmentState.NEEDS_REBASE, AmendmentState.TABLED, 1)
    assert "once" in row.state_reason
    event = events_of(db.session(), assembly.edition_id)[-1]
    assert (event.kind, event.payload["words"]) == ("amendment-needs-rebase", row.state_reason)


def test_an_amendment_comes_back_by_itself_when_its_words_do() -> None:
    assembly, amendment_id = lost()
    still = frozen_again(assembly, changed(RETOLD, "2 am", "3 am"), OTHER)
    waiting = row_of(amendment_id)

    newer = frozen_again(still, ENGLISH, OTHER)

    row = row_of(amendment_id)
    assert (waiting.state, waiting.returns_to) == (AmendmentState.NEEDS_REBASE, AmendmentState.TABLED)
    assert (row.state, row.returns_to, row.state_reason) == (AmendmentState.TABLED, None, "")
    assert row.revision_id == newer.revision_id


def test_a_unit_that_is_gone_sends_its_amendments_to_their_authors() -> None:
    assembly = make_assembly()
    amendment_id = filed(assembly, "once", "twice")

    frozen_again(assembly, OTHER, french=(OTHER,))

    assert row_of(amendment_id).state is AmendmentState.NEEDS_REBASE


def test_before_the_first_text_there_is_nothing_to_carry() -> None:
    assembly = make_assembly()
    amendment_id = filed(assembly, "once", "twice")

    with transaction() as session:
        theme = session.get_one(Theme, assembly.theme_id)
        revision = store_revision(session, theme.id, {"en": (ENGLISH,)})
        assert carry_over(session, theme, None, revision, assembly.chair) == []
    assert row_of(amendment_id).version == 1


def test_sub_amendments_go_with_their_amendment() -> None:
    assembly = make_assembly()
    parent = filed(assembly, "once", "twice")
    kept = sub(assembly, parent, changed(TWICE, "noise figures", "all noise figures"))
    touched = sub(assembly, parent, changed(TWICE, "four years", "six years"))

    newer = frozen_again(assembly, QUIETER, OTHER)

    row = row_of(kept)
    assert (row.state, row.amends_version, row.revision_id) == (AmendmentState.TABLED, 2, newer.revision_id)
    assert "all noise figures twice a year" in unit_from_json(row.amended["en"]).paragraphs[0].plain
    assert row_of(touched).state is AmendmentState.NEEDS_REBASE


def test_sub_amendments_wait_with_an_amendment_that_needs_its_author() -> None:
    assembly = make_assembly()
    parent = filed(assembly, "once", "twice")
    second = sub(assembly, parent, changed(TWICE, "2 am", "4 am"))

    frozen_again(assembly, RETOLD, OTHER)

    assert row_of(second).state is AmendmentState.NEEDS_REBASE
    assert row_of(second).state_reason == row_of(parent).state_reason


def test_a_new_recommendation_follows_the_one_behind_which_it_stands() -> None:
    assembly = make_assembly()
    first, second, third = (
        file_amendment(
            assembly.delegate,
            assembly.theme_id,
            proposal(assembly, SLEEP, unit_uid=NEW_UNIT, placed_after=after),
        )
        for after in (None, "r1", "r2")
    )

    frozen_again(assembly, RETOLD, french=(FRENCH,))

    states = [row_of(known).state for known in (first, second, third)]
    assert states == [AmendmentState.TABLED, AmendmentState.TABLED, AmendmentState.NEEDS_REBASE]
    assert row_of(first).amended["en"]["title"] == "Sleep"


def test_the_title_of_a_theme_is_carried_over_as_long_as_it_is_the_same() -> None:
    assembly = make_assembly()
    unit = Unit(THEME_TITLE, UnitKind.PASSAGE, (), "Quiet nights")
    wish = proposal(assembly, unit, unit_uid=THEME_TITLE)
    amendment_id = file_amendment(assembly.delegate, assembly.theme_id, wish)

    newer = frozen_again(assembly, RETOLD, OTHER)
    carried = row_of(amendment_id)
    frozen_again(newer, RETOLD, OTHER, title="Night life")

    assert (carried.state, carried.revision_id) == (AmendmentState.TABLED, newer.revision_id)
    assert row_of(amendment_id).state is AmendmentState.NEEDS_REBASE
