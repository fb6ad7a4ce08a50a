import pytest

from recommendations.domain.adoption import (
    ManifestoState,
    NothingAdopted,
    NotOpenToVote,
)
from recommendations.domain.refusals import NotPermitted
from recommendations.domain.text import UnitKind
from recommendations.services.facts import ManifestoChanged, told
from recommendations.services.manifesto.adopting import (
    compose_manifesto,
    put_to_vote,
    settle_manifesto,
)
from recommendations.services.manifesto.publishing import overview, read_manifesto
from recommendations.services.texts.revisions import store_revision
from recommendations.services.voting.acts import annul_poll
from recommendations.storage.database import db, transaction
from recommendations.storage.manifestos import ManifestoRow, manifesto_by_number
from recommendations.storage.record import events_of
from tests.chains import (
    Assembly,
    adopt_units,
    adopted_assembly,
    in_both,
    kinds_of,
    make_assembly,
    sha256_of,
    vote_on_manifesto,
)

pytestmark = pytest.mark.usefixtures("context")


def _row(assembly: Assembly) -> ManifestoRow:
    row = manifesto_by_number(db.session(), assembly.edition_id, 1)
    assert row is not None
    return row


def test_nothing_is_composed_before_a_recommendation_is_adopted() -> None:
    assembly = make_assembly()

    with pytest.raises(NothingAdopted):
        compose_manifesto(assembly.secretariat)


def test_a_manifesto_holds_what_was_adopted_under_the_numbers_of_the_themes() -> None:
    assembly = make_assembly()
    adopt_units(assembly, 0, "r2b")

    compose_manifesto(assembly.secretariat)

    manifesto = read_manifesto(1, assembly.chair).manifesto
    assert [(chapter.number, [unit.number for unit in chapter.units]) for chapter in manifesto.chapters] == [
        (2, ["", "2.1"])
    ]
    assert manifesto.preamble[0].texts[0][1].kind is UnitKind.CITATION


def test_a_manifesto_has_a_new_number_each_time_and_the_earlier_one_stays() -> None:
    assembly = make_assembly()
    adopt_units(assembly, 0, "r2b")
    compose_manifesto(assembly.secretariat)
    adopt_units(assembly, 1, "r7a")

    number = compose_manifesto(assembly.chair)

    assert number == 2
    view = overview(assembly.chair)
    assert view.newest is not None
    assert [chapter.number for chapter in view.newest.manifesto.chapters] == [2, 7]
    assert [line.number for line in view.earlier] == [1]
    assert (view.adopted, view.can_compose) == (2, True)
    assert len(read_manifesto(1, assembly.chair).manifesto.chapters) == 1


def test_a_delegate_does_not_compose() -> None:
    assembly = make_assembly()

    with pytest.raises(NotPermitted):
        compose_manifesto(assembly.delegates[0])


def test_composing_is_recorded_and_told() -> None:
    assembly = make_assembly()
    adopt_units(assembly, 0, "r2a")
    heard: list[object] = []

    with told.connected_to(heard.append):
        compose_manifesto(assembly.secretariat)

    assert [type(fact) for fact in heard] == [ManifestoChanged]
    event = events_of(db.session(), assembly.edition_id)[-1]
    assert event.kind == "manifesto-composed"
    assert event.payload == {"number": 1, "sha256": sha256_of(assembly), "recommendations": 1}


def test_a_recommendation_reworded_after_its_vote_is_shown() -> None:
    assembly = make_assembly()
    adopt_units(assembly, 0, "r2a")
    with transaction() as session:
        words = in_both(("r2a", "Darken the streets.", UnitKind.RECOMMENDATION))
        store_revision(session, assembly.theme_ids[0], words)

    compose_manifesto(assembly.secretariat)

    changed = read_manifesto(1, assembly.chair).changed
    assert [(one.place, one.language) for one in changed] == [("2.1", "en"), ("2.1", "fr")]
    assert "Light" in changed[0].voted
    assert "Darken" in changed[0].signed


def test_an_annulled_vote_leaves_the_manifesto_as_composed() -> None:
    assembly = make_assembly()
    adopt_units(assembly, 0, "r2a")
    compose_manifesto(assembly.secretariat)
    poll_id = vote_on_manifesto(assembly, 1)

    annul_poll(poll_id, assembly.chair, reason="The wrong text was projected.")

    page = read_manifesto(1, assembly.chair)
    assert page.line.state is ManifestoState.COMPILED
    assert page.poll_id is None
    assert "manifesto-taken-back" in kinds_of(assembly.edition_id)


def test_a_decided_manifesto_is_neither_put_to_the_vote_nor_decided_again() -> None:
    assembly = adopted_assembly()
    row = _row(assembly)

    with pytest.raises(NotOpenToVote), transaction() as session:
        put_to_vote(session, row.id, assembly.chair)
    with pytest.raises(NotOpenToVote), transaction() as session:
        settle_manifesto(session, row.id, adopted=False, actor=assembly.chair)


def test_before_the_first_manifesto_there_is_none_to_show() -> None:
    assembly = make_assembly()

    view = overview(assembly.delegates[0])

    assert (view.newest, view.earlier, view.adopted, view.can_compose) == (None, (), 0, False)
