"""The consolidated text: applied corrections in it, displaced ones told, origins and titles kept."""

from uuid import UUID

import pytest

from recommendations.domain.corrections import CorrectionState
from recommendations.domain.encoding import unit_to_json
from recommendations.domain.text import Unit
from recommendations.services.amendments.standings import UnitStandings
from recommendations.services.texts.corrections_in_text import with_corrections
from recommendations.services.texts.revisions import Frame, newest_revision, store_revision
from recommendations.storage.corrections import Correction
from recommendations.storage.database import db, now, transaction
from recommendations.storage.record import events_of
from tests.services.assembly import (
    ENGLISH,
    FRENCH,
    OTHER,
    Assembly,
    admitted,
    changed,
    make_assembly,
    newest_text,
    settle,
)

pytestmark = pytest.mark.usefixtures("context")


def corrected(assembly: Assembly, old: str, new: str, *, base: Unit = ENGLISH, uid: str = "r1") -> UUID:
    """An applied correction of the English text."""
    with transaction() as session:
        row = Correction(
            edition_id=assembly.edition_id,
            theme_id=assembly.theme_id,
            unit_uid=uid,
            number=1,
            revision_id=assembly.revision_id,
            base={"en": unit_to_json(base)},
            amended={"en": unit_to_json(changed(base, old, new))},
            reason="A slip of the pen.",
            state=CorrectionState.APPLIED,
            proposed_by=assembly.secretariat.person_id,
            proposed_at=now(),
        )
        session.add(row)
        session.flush()
        return row.id


def test_an_applied_correction_stays_in_the_text_beside_what_is_adopted() -> None:
    assembly = make_assembly()
    corrected(assembly, "Night buses", "All night buses")

    settle(assembly, admitted(assembly, "once", "twice"), adopted=True)

    assert newest_text(assembly) == changed(changed(ENGLISH, "once", "twice"), "Night buses", "All night buses")
    assert newest_text(assembly, "fr") == FRENCH


def test_a_correction_that_no_longer_fits_is_displaced_and_told() -> None:
    assembly = make_assembly()
    row_id = corrected(assembly, "once", "one time")

    settle(assembly, admitted(assembly, "once", "twice"), adopted=True)

    assert newest_text(assembly) == changed(ENGLISH, "once", "twice")
    assert db.session.get_one(Correction, row_id, populate_existing=True).state is CorrectionState.DISPLACED
    assert "correction-displaced" in [event.kind for event in events_of(db.session(), assembly.edition_id)]


def test_a_correction_of_a_unit_that_is_gone_is_displaced() -> None:
    assembly = make_assembly()
    corrected(assembly, "early", "earlier", base=OTHER, uid="r2")

    units, displaced = with_corrections(db.session(), assembly.theme_id, {"en": (ENGLISH,)})

    assert (units, len(displaced)) == ({"en": (ENGLISH,)}, 1)


def test_where_units_came_from_and_the_title_survive_consolidation() -> None:
    assembly = make_assembly()
    with transaction() as session:
        frame = Frame({"en": "Night and day"}, {"r1": "T09"})
        store_revision(session, assembly.theme_id, {"en": (ENGLISH,)}, frame=frame)
        store_revision(session, assembly.theme_id, {"en": (ENGLISH, OTHER)})

    revision = newest_revision(db.session(), assembly.theme_id)

    assert revision is not None
    assert (revision.title, revision.origins) == ({"en": "Night and day"}, {"r1": "T09"})


def test_nothing_is_known_of_what_was_not_given() -> None:
    assembly = make_assembly()
    one, standings = assembly.theme_id, UnitStandings()

    assert (standings.conflicts_of(one), standings.same_place_of(one), standings.identical_to(one)) == ((), (), ())
    assert standings.why(one, one).value == ""
