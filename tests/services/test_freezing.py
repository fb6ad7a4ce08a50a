"""A live text is closed, opened again, and frozen into versions that never change."""

from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID, uuid4

import pytest

from recommendations.domain.amendments import AmendmentState
from recommendations.domain.freezing import TextDecidedOn, TextEmpty, UnitIncomplete
from recommendations.domain.people import Actor, Role
from recommendations.domain.proposals import Proposal
from recommendations.domain.refusals import NotFound, NotPermitted
from recommendations.domain.text import Unit
from recommendations.services import facts
from recommendations.services.filing.amending import file_amendment
from recommendations.services.texts.draft_pages import draft_page, first_language
from recommendations.services.texts.drafting import seed_text
from recommendations.services.texts.freezing import freeze, preview_freeze, set_drafting
from recommendations.services.texts.revisions import read_revision
from recommendations.storage.amendments import Amendment
from recommendations.storage.database import db, transaction
from tests.chains import kinds_of
from tests.factories import make_actor, make_edition, make_theme, make_unit
from tests.services.assembly import ENGLISH, FRENCH, OTHER, RECITAL, changed

pytestmark = pytest.mark.usefixtures("context")


@dataclass(frozen=True)
class Drafted:
    """A theme with live texts, and who acts on it."""

    edition_id: UUID
    theme_id: UUID
    rapporteur: Actor
    delegate: Actor
    stranger: Actor


def drafted(**texts: tuple[Unit, ...]) -> Drafted:
    """A theme with these texts by language; English with two recommendations and a recital if none is given."""
    with transaction() as session:
        edition = make_edition(session)
        theme = make_theme(session, edition, number=2)
        for language, units in (texts or {"en": (RECITAL, ENGLISH, OTHER), "fr": (FRENCH,)}).items():
            seed_text(session, theme.id, language, units)
        return Drafted(
            edition.id,
            theme.id,
            make_actor(session, edition, Role.RAPPORTEUR, theme_id=theme.id),
            make_actor(session, edition, Role.DELEGATE),
            make_actor(session, make_edition(session), Role.SECRETARIAT),
        )


@pytest.fixture
def told() -> Iterator[list[object]]:
    """Every fact told during the test."""
    heard: list[object] = []

    def listen(fact: object) -> None:
        heard.append(fact)

    facts.told.connect(listen)
    yield heard
    facts.told.disconnect(listen)


def is_open(theme: Drafted) -> bool:
    db.session.remove()
    return draft_page(theme.theme_id, "en", theme.delegate).version.is_open


def amended(theme: Drafted, revision_id: UUID, state: AmendmentState) -> UUID:
    unit = changed(ENGLISH, "once", "twice")
    wish = Proposal(revision_id, "r1", "en", {"en": unit}, "A better rhythm", "Because.", key=uuid4().hex)
    amendment_id = file_amendment(theme.delegate, theme.theme_id, wish)
    with transaction() as session:
        session.get_one(Amendment, amendment_id).state = state
    return amendment_id


def test_freezing_stores_every_language_with_its_numbers_and_closes_drafting() -> None:
    theme = drafted()

    frozen = freeze(theme.theme_id, theme.rapporteur)

    revision = read_revision(db.session(), frozen.revision_id)
    assert revision.number == frozen.number == 1
    assert [unit.number for unit in revision.units["en"]] == ["", "2.1", "2.2"]
    assert [unit.unit.title for unit in revision.units["fr"]] == ["Nuits calmes"]
    assert not is_open(theme)
    assert kinds_of(theme.edition_id) == ["text-frozen"]


def test_freezing_is_told_after_the_commit(told: list[object]) -> None:
    theme = drafted()

    frozen = freeze(theme.theme_id, theme.rapporteur)

    assert told == [
        facts.DraftingChanged(theme.edition_id, theme.theme_id, is_open=False),
        facts.TextFrozen(theme.edition_id, theme.theme_id, frozen.revision_id),
    ]


def test_a_parallel_version_that_lacks_a_part_is_warned_about_and_frozen() -> None:
    theme = drafted()

    preview = preview_freeze(theme.theme_id, theme.rapporteur)
    frozen = freeze(theme.theme_id, theme.rapporteur)

    assert preview.is_possible
    assert frozen.number == preview.number
    assert preview.gaps[0].missing_units == ("c1", "r2")


def test_an_empty_parallel_version_is_left_out_of_the_revision() -> None:
    theme = drafted(en=(ENGLISH,), fr=())

    preview = preview_freeze(theme.theme_id, theme.rapporteur)
    frozen = freeze(theme.theme_id, theme.rapporteur)

    assert preview.empty_languages == ("fr",)
    assert read_revision(db.session(), frozen.revision_id).languages == ("en",)


def test_an_empty_text_is_not_frozen(told: list[object]) -> None:
    theme = drafted(en=(), fr=(FRENCH,))

    with pytest.raises(TextEmpty):
        freeze(theme.theme_id, theme.rapporteur)

    assert is_open(theme)
    assert kinds_of(theme.edition_id) == told == []


def test_a_theme_without_any_live_text_has_nothing_to_freeze() -> None:
    with transaction() as session:
        edition = make_edition(session)
        theme = make_theme(session, edition)
        secretariat = make_actor(session, edition, Role.SECRETARIAT)

    assert not preview_freeze(theme.id, secretariat).is_possible
    with pytest.raises(TextEmpty):
        freeze(theme.id, secretariat)
    with pytest.raises(NotFound):
        first_language(theme.id, secretariat, "en")


def test_a_recommendation_without_a_title_is_not_frozen() -> None:
    theme = drafted(en=(ENGLISH, make_unit("r9", "Words.", title="")))

    assert preview_freeze(theme.theme_id, theme.rapporteur).faults[0].place == 2
    with pytest.raises(UnitIncomplete):
        freeze(theme.theme_id, theme.rapporteur)


def test_a_text_opened_again_is_frozen_as_the_next_version_and_the_first_one_stays() -> None:
    theme = drafted()
    first = freeze(theme.theme_id, theme.rapporteur)
    before = read_revision(db.session(), first.revision_id)

    set_drafting(theme.theme_id, theme.rapporteur, is_open=True)
    second = freeze(theme.theme_id, theme.rapporteur)

    assert (first.number, second.number) == (1, 2)
    assert read_revision(db.session(), first.revision_id) == before
    assert kinds_of(theme.edition_id) == ["text-frozen", "drafting-opened", "text-frozen"]


def test_pending_amendments_stand_on_the_next_version_and_decided_ones_stay_where_they_are(told: list[object]) -> None:
    theme = drafted()
    first = freeze(theme.theme_id, theme.rapporteur)
    decided = amended(theme, first.revision_id, AmendmentState.REJECTED)
    pending = amended(theme, first.revision_id, AmendmentState.ADMISSIBLE)
    told.clear()

    preview = preview_freeze(theme.theme_id, theme.rapporteur)
    second = freeze(theme.theme_id, theme.rapporteur)

    db.session.remove()
    rows = [db.session.get_one(Amendment, known) for known in (pending, decided)]
    assert (preview.pending, preview.carried_over, preview.needing_author) == (1, 1, ())
    assert [row.state for row in rows] == [AmendmentState.ADMISSIBLE, AmendmentState.REJECTED]
    assert [row.revision_id for row in rows] == [second.revision_id, first.revision_id]
    assert kinds_of(theme.edition_id)[-1] == "amendment-carried-over"
    assert told[-1] == facts.AmendmentChanged(theme.edition_id, theme.theme_id, pending)


@pytest.mark.parametrize("state", [AmendmentState.IN_VOTE, AmendmentState.ADOPTED])
def test_a_text_the_assembly_decides_on_is_neither_frozen_nor_opened_again(state: AmendmentState) -> None:
    theme = drafted()
    first = freeze(theme.theme_id, theme.rapporteur)
    amended(theme, first.revision_id, state)

    assert not preview_freeze(theme.theme_id, theme.rapporteur).is_possible
    with pytest.raises(TextDecidedOn):
        freeze(theme.theme_id, theme.rapporteur)
    with pytest.raises(TextDecidedOn):
        set_drafting(theme.theme_id, theme.rapporteur, is_open=True)


def test_closing_twice_is_recorded_and_told_once(told: list[object]) -> None:
    theme = drafted()

    set_drafting(theme.theme_id, theme.rapporteur, is_open=False)
    set_drafting(theme.theme_id, theme.rapporteur, is_open=False)

    assert not is_open(theme)
    assert kinds_of(theme.edition_id) == ["drafting-closed"]
    assert len(told) == 1


def test_who_has_no_office_in_the_theme_neither_closes_nor_freezes() -> None:
    theme = drafted()

    for act in (freeze, preview_freeze):
        with pytest.raises(NotPermitted):
            act(theme.theme_id, theme.delegate)
    with pytest.raises(NotPermitted):
        set_drafting(theme.theme_id, theme.delegate, is_open=False)


def test_another_editions_theme_does_not_exist() -> None:
    theme = drafted()

    for act in (freeze, preview_freeze):
        with pytest.raises(NotFound):
            act(theme.theme_id, theme.stranger)
    with pytest.raises(NotFound):
        draft_page(theme.theme_id, "en", theme.stranger)
    with pytest.raises(NotFound):
        first_language(theme.theme_id, theme.stranger, "en")


def test_the_page_of_a_draft_names_both_versions_and_what_one_may_do() -> None:
    theme = drafted()

    writer = draft_page(theme.theme_id, "fr", theme.rapporteur)
    reader = draft_page(theme.theme_id, "en", theme.delegate)

    assert (writer.may_edit, writer.may_close, writer.may_freeze) == (True, True, True)
    assert (reader.may_edit, reader.may_close, reader.may_freeze) == (False, False, False)
    assert writer.parallel is not None
    assert (writer.parallel.language, writer.version.lacking) == ("en", 2)
    assert reader.parallel is not None
    assert reader.parallel.language == "fr"
    assert writer.numbers == {"r1": "2.1", "r2": "2.2"}
    with pytest.raises(NotFound):
        draft_page(theme.theme_id, "de", theme.delegate)


def test_a_text_in_one_language_has_none_beside_it() -> None:
    theme = drafted(en=(ENGLISH,))

    page = draft_page(theme.theme_id, "en", theme.delegate)

    assert page.parallel is None
    assert first_language(theme.theme_id, theme.delegate, "fr") == "en"
