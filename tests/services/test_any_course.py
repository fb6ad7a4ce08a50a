"""Whatever is done in whatever order, the text is what was adopted, and the record has every act."""

import pytest

from recommendations.domain.amendments import IN_TEXT, AmendmentState
from recommendations.services.amendments.standings import standings_of
from recommendations.services.chronicle import chronicle
from recommendations.services.texts.consolidating import consolidated_title, consolidated_units, in_text
from recommendations.services.texts.corrections_in_text import with_corrections
from recommendations.services.texts.revisions import newest_revision, tabled_revision
from recommendations.storage.amendments import Amendment, amendments_on
from recommendations.storage.database import db
from recommendations.storage.record import events_of
from tests.services.assembly import Assembly, make_assembly
from tests.services.wanderer import Wanderer

pytestmark = pytest.mark.usefixtures("context")
STEPS = 80


def ensure_text_is_what_was_adopted(assembly: Assembly) -> None:
    session = db.session()
    newest, tabled = newest_revision(session, assembly.theme_id), tabled_revision(session, assembly.theme_id)
    assert newest is not None
    assert tabled is not None
    adopted = in_text(amendments_on(session, tabled.id, IN_TEXT))
    units, displaced = with_corrections(session, assembly.theme_id, consolidated_units(tabled, adopted))
    assert not displaced
    assert newest.plain_units() == units
    assert newest.title == consolidated_title(tabled.title, adopted)


def ensure_nothing_excludes_itself(rows: list[Amendment]) -> None:
    adopted = [row for row in rows if row.state.is_in_text]
    standings = standings_of(db.session(), adopted)
    for row in adopted:
        assert not standings.conflicts_of(row.id), row.label


def ensure_the_fallen_know_why(rows: list[Amendment]) -> None:
    for row in rows:
        if row.state is AmendmentState.FALLEN:
            assert row.felled_by_id is not None, row.label
            assert row.state_code.value, row.label
        elif row.state.is_pending:
            assert row.felled_by_id is None, row.label


@pytest.mark.parametrize("seed", [1, 2])
def test_whatever_is_done_the_text_is_what_was_adopted(seed: int) -> None:
    assembly = make_assembly(rules={"oral_amendment_objection_threshold": 2})
    walk = Wanderer(assembly, seed)
    numbers: list[int] = []
    for _ in range(STEPS):
        length = len(events_of(db.session(), assembly.edition_id))
        done = walk.step()
        rows = walk.rows()
        assert [row.number for row in rows][: len(numbers)] == numbers, done
        numbers = [row.number for row in rows]
        assert numbers == list(range(1, len(rows) + 1))
        if done not in {None, "support"}:
            assert len(events_of(db.session(), assembly.edition_id)) > length, done
        ensure_text_is_what_was_adopted(assembly)
        ensure_nothing_excludes_itself(rows)
        ensure_the_fallen_know_why(rows)
    assert numbers
    assert chronicle(assembly.chair).fault is None
