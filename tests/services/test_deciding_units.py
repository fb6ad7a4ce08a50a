"""Decisions on new units, on titles, on the whole text, and on what leaves nothing of it."""

from dataclasses import replace
from uuid import UUID

import pytest

from recommendations.domain.amendments import AmendmentState, Conflict, StateReason
from recommendations.services.amendments.standings import existing, standings_of
from recommendations.services.filing.amending import file_amendment
from recommendations.services.texts.revisions import newest_revision
from recommendations.storage.amendments import Amendment
from recommendations.storage.database import db, transaction
from recommendations.storage.editions import Theme
from recommendations.storage.texts import Revision
from tests.services.assembly import (
    ENGLISH,
    OTHER,
    Assembly,
    admitted,
    changed,
    make_assembly,
    newest_text,
    proposal,
    row_of,
    settle,
)
from tests.services.kinds import admit, in_series, new_unit, state_of, sub_amendment, take_back, theme_title, why

pytestmark = pytest.mark.usefixtures("context")
S = AmendmentState


def uids(assembly: Assembly, language: str = "en") -> list[str]:
    revision = newest_revision(db.session(), assembly.theme_id)
    assert revision is not None
    return [numbered.unit.uid for numbered in revision.units[language]]


@pytest.mark.parametrize("adopted", [True, False])
def test_one_wording_throughout_the_text_is_decided_at_once(*, adopted: bool) -> None:
    assembly = make_assembly()
    one = admitted(assembly, "once", "twice")
    wish = proposal(assembly, changed(OTHER, "early", "late"))
    other = admit(assembly, file_amendment(assembly.delegate, assembly.theme_id, wish))
    in_series(one, other)

    settle(assembly, one, adopted=adopted)

    assert state_of(other) is (S.ADOPTED if adopted else S.REJECTED)
    assert why(other) == (StateReason.SERIES, "A01")
    take_back(assembly, one)
    assert {state_of(one), state_of(other)} == {S.ADMISSIBLE}
    assert newest_text(assembly) == ENGLISH


def test_new_recommendations_stand_at_their_place_in_filing_order() -> None:
    assembly = make_assembly()
    first, second = new_unit(assembly, "Plant trees."), new_unit(assembly, "Dig ponds.")
    top = new_unit(assembly, "Begin here.", after=None)
    for one in (second, top, first):
        settle(assembly, one, adopted=True)

    expected = [row_of(top).unit_uid, "c1", "r1", row_of(first).unit_uid, row_of(second).unit_uid, "r2"]
    assert uids(assembly) == expected
    assert uids(assembly, "fr") == [uid for uid in expected if uid != "c1"]
    revision = newest_revision(db.session(), assembly.theme_id)
    assert revision is not None
    assert [revision.number_of(uid) for uid in expected] == ["2.1", "", "2.2", "2.3", "2.4", "2.5"]


def test_a_new_recommendation_filed_twice_enters_the_text_once() -> None:
    assembly = make_assembly()
    one = new_unit(assembly, "Plant trees.")
    twin = new_unit(assembly, "Plant trees.", by=assembly.other_delegate)
    beside = new_unit(assembly, "Dig ponds.")

    settle(assembly, one, adopted=True)

    assert state_of(twin) is S.ADOPTED
    assert uids(assembly) == ["c1", "r1", row_of(one).unit_uid, "r2"]
    standings = standings_of(db.session(), [existing(db.session(), row) for row in (one, twin, beside)])
    assert (standings.identical_to(one), standings.same_place_of(one)) == ((twin,), (beside,))


def test_a_new_recommendation_can_be_amended_before_it_is_decided() -> None:
    assembly = make_assembly()
    new = new_unit(assembly, "Plant trees.")
    settle(assembly, sub_amendment(assembly, new, "trees", "oaks"), adopted=True)

    settle(assembly, new, adopted=True)

    assert newest_text(assembly, uid=row_of(new).unit_uid).paragraphs[0].plain == "Plant oaks."
    take_back(assembly, new)
    assert uids(assembly) == ["c1", "r1", "r2"]


def test_the_title_of_the_theme_is_that_of_its_newest_revision() -> None:
    assembly = make_assembly()
    title = theme_title(assembly, "Theme of the night")

    settle(assembly, title, adopted=True)

    revision = newest_revision(db.session(), assembly.theme_id)
    assert revision is not None
    assert revision.title == {"en": "Theme of the night", "fr": "Thème 2"}
    assert db.session.get_one(Theme, assembly.theme_id).title == revision.title  # as every page names it
    assert revision.sha256 != db.session.get_one(Revision, assembly.revision_id).sha256
    take_back(assembly, title)
    after = newest_revision(db.session(), assembly.theme_id)
    assert after is not None
    assert after.title == {"en": "Theme 2", "fr": "Thème 2"}
    assert db.session.get_one(Theme, assembly.theme_id).title == after.title
    assert after.sha256 == db.session.get_one(Revision, assembly.revision_id).sha256


def deletions(assembly: Assembly) -> tuple[UUID, UUID]:
    """Two amendments, each of which takes one of the recommendation's two paragraphs away."""
    halves = [replace(ENGLISH, paragraphs=(paragraph,)) for paragraph in ENGLISH.paragraphs]
    one, other = (
        admit(assembly, file_amendment(assembly.delegate, assembly.theme_id, proposal(assembly, half)))
        for half in halves
    )
    return one, other


def test_two_deletions_that_leave_nothing_are_never_both_adopted() -> None:
    assembly = make_assembly()
    one, other = deletions(assembly)

    settle(assembly, one, adopted=True)

    assert (state_of(other), why(other)) == (S.FALLEN, (StateReason.EXCLUDED, "A01"))
    take_back(assembly, one)
    assert state_of(other) is S.ADMISSIBLE


def test_a_deletion_of_what_is_left_is_refused() -> None:
    assembly = make_assembly()
    one, other = deletions(assembly)
    settle(assembly, one, adopted=True)
    with transaction() as session:
        session.get_one(Amendment, other).state = S.ADMISSIBLE

    with pytest.raises(Conflict):
        settle(assembly, other, adopted=True)
    with transaction() as session:
        session.get_one(Amendment, other).state = S.ADOPTED
    with pytest.raises(Conflict):
        settle(assembly, titled(assembly), adopted=True)


def titled(assembly: Assembly) -> UUID:
    """An amendment of the title, which makes the text be put together again."""
    wish = proposal(assembly, replace(ENGLISH, title="Nights"))
    return admit(assembly, file_amendment(assembly.delegate, assembly.theme_id, wish))
