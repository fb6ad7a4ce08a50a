"""Drafts from outside: nothing is written before the confirmation, and nothing twice."""

import threading
from hashlib import sha256

import pytest
from flask import Flask

from recommendations.domain.editions import ThemeKind
from recommendations.domain.imported import ItemsBy, Wanted
from recommendations.domain.importing import Reading
from recommendations.domain.intake import NamedFile
from recommendations.domain.text import UnitKind
from recommendations.services.texts.draft_uploads import read_again, take_in
from recommendations.services.texts.drafting import read_units
from recommendations.services.texts.freezing import freeze
from recommendations.services.texts.importing import Imported, Placement, confirm
from recommendations.storage.database import db, transaction
from recommendations.storage.deliveries import DraftUpload
from recommendations.storage.drafting import texts_of
from recommendations.storage.editions import Theme
from recommendations.storage.record import events_of
from tests.drafts_from_outside import RUES, STREETS, heading, text, written
from tests.services.imported import (
    SQUARE,
    STREET,
    House,
    filled,
    make_house,
    offered,
    preview,
    said,
    sent,
    themes,
)

pytestmark = pytest.mark.usefixtures("context")


@pytest.fixture
def house(context: object) -> House:  # noqa: ARG001 - the database has to be there
    return make_house()


def test_a_file_is_shown_and_nothing_is_written(house: House) -> None:
    page = preview(house, sent(house))

    assert [(part.theme.title, part.offer.number, part.offer.code) for part in page.parts] == [
        ("", None, ""),
        ("Preamble", 0, "T00"),
        ("Streets", 1, "T01"),
        ("Squares", 2, "T02"),
        ("Signatures", None, ""),
    ]
    assert [part.is_before for part in page.parts] == [True, False, False, False, False]
    assert page.parts[1].kinds == {UnitKind.CITATION: 1, UnitKind.RECITAL: 1}
    assert page.parts[2].kinds == {UnitKind.PASSAGE: 1, UnitKind.RECOMMENDATION: 1, UnitKind.COMMITMENT: 1}
    assert [theme.id for theme in page.fillable] == [house.theme_id]
    assert [theme.number for theme in themes(house)] == [5]
    assert said(house.theme_id) == []
    assert events_of(db.session(), house.edition_id) == []


def test_confirmed_the_parts_are_themes_with_their_texts(house: House) -> None:
    upload_id = sent(house)

    done = filled(house, upload_id, *offered(preview(house, upload_id)))

    preamble, streets, squares, _ = themes(house)
    assert done.themes == (preamble.id, streets.id, squares.id)
    assert (preamble.kind, preamble.number) == (ThemeKind.PREAMBLE, 0)
    assert (streets.kind, streets.code, streets.title) == (ThemeKind.THEME, "T01", {"en": "Streets"})
    assert said(streets.id) == [
        (UnitKind.PASSAGE, "", ["What we see."]),
        (UnitKind.RECOMMENDATION, "Light them", ["Cities light their streets."]),
        (UnitKind.COMMITMENT, "Clean them", ["Cities clean their streets."]),
    ]
    text_id = next(one.id for one in texts_of(db.session(), streets.id) if one.language == "en")
    assert read_units(db.session(), text_id)[1].addressees == ("eu", "local")
    assert said(streets.id, "fr") == []


def test_the_record_names_the_file_and_the_file_is_forgotten(house: House) -> None:
    upload_id = sent(house)

    done = filled(house, upload_id, *offered(preview(house, upload_id)))

    (event,) = events_of(db.session(), house.edition_id)
    assert event.kind == "draft-imported"
    assert event.person_id == house.secretariat.person_id
    assert event.payload == {
        "file": "draft.docx",
        "sha256": sha256(STREETS).hexdigest(),
        "language": "en",
        "codes": "T00, T01, T02",
        "themes": [str(theme) for theme in done.themes],
    }
    page = preview(house, upload_id)
    assert (page.draft, page.parts) == (None, ())
    assert [theme.id for theme in page.made] == list(done.themes)
    assert db.session.get_one(DraftUpload, upload_id).content is None


def test_to_confirm_twice_makes_nothing_twice(house: House) -> None:
    upload_id = sent(house)
    placements = offered(preview(house, upload_id))

    first, second = filled(house, upload_id, *placements), filled(house, upload_id, *placements)

    assert first == second
    assert len(themes(house)) == 4
    assert len(events_of(db.session(), house.edition_id)) == 1


def test_two_who_confirm_at_once_make_one_set_of_themes(house: House, app: Flask) -> None:
    upload_id = sent(house)
    placements = offered(preview(house, upload_id))
    db.session.remove()
    done: list[Imported] = []

    def work() -> None:
        with app.app_context():
            done.append(confirm(house.secretariat, upload_id, placements))

    threads = [threading.Thread(target=work) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(set(done[0].themes)) == 3
    assert all(one == done[0] for one in done)
    assert len(themes(house)) == 4


def test_an_empty_theme_is_filled_under_its_own_name(house: House) -> None:
    upload_id = sent(house)

    filled(house, upload_id, Placement(STREET, house.theme_id))

    assert [title for _, title, _ in said(house.theme_id)] == ["", "Light them", "Clean them"]
    assert themes(house)[0].title["en"] == "Theme 5"


def test_a_theme_of_the_same_name_is_proposed(house: House) -> None:
    with transaction() as session:
        session.get_one(Theme, house.theme_id).title = {"en": "streets", "fr": "Rues"}

    page = preview(house, sent(house))

    assert page.parts[STREET].offer.theme_id == house.theme_id
    assert page.parts[SQUARE].offer.number == 1


def test_the_other_language_takes_over_what_identifies_the_units(house: House) -> None:
    filled(house, sent(house), Placement(STREET, house.theme_id))

    own = take_in(house.secretariat, house.theme_id, "fr", NamedFile("rues.docx", RUES))
    filled(house, own, Placement(0, house.theme_id))

    texts = {one.language: read_units(db.session(), one.id) for one in texts_of(db.session(), house.theme_id)}
    assert [unit.uid for unit in texts["fr"]] == [unit.uid for unit in texts["en"]]
    assert [unit.kind for unit in texts["fr"]] == [unit.kind for unit in texts["en"]]
    assert [[one.uid for one in unit.paragraphs] for unit in texts["fr"]] == [
        [one.uid for one in unit.paragraphs] for unit in texts["en"]
    ]
    assert texts["fr"][1].addressees == ("eu", "local")
    freeze(house.theme_id, house.rapporteur)


def test_a_theme_without_a_title_in_a_language_takes_it_from_the_file(house: House) -> None:
    (theme_id,) = filled(house, sent(house), Placement(STREET, None, 1, "T01", "Streets")).themes

    filled(house, sent(house, written(heading("Rues"), text("Une phrase.")), "fr"), Placement(0, theme_id))

    assert themes(house)[0].title == {"en": "Streets", "fr": "Rues"}


def test_a_text_of_another_shape_keeps_its_own_identifiers(house: House) -> None:
    filled(house, sent(house), Placement(STREET, house.theme_id))

    filled(house, sent(house, written(heading("Rues"), text("Une phrase.")), "fr"), Placement(0, house.theme_id))

    assert said(house.theme_id, "fr") == [(UnitKind.PASSAGE, "", ["Une phrase."])]


def test_the_same_file_sent_again_makes_other_units(house: House) -> None:
    filled(house, sent(house), Placement(SQUARE, None, 1, "A", "One"))
    filled(house, sent(house), Placement(SQUARE, None, 2, "B", "Two"))

    one, two = (texts_of(db.session(), theme.id)[0].id for theme in themes(house)[:2])
    assert read_units(db.session(), one)[0].uid != read_units(db.session(), two)[0].uid


def test_the_headings_of_a_file_can_be_chosen(house: House) -> None:
    upload_id = sent(house)

    read_again(house.secretariat, upload_id, "fr", Reading(Wanted(1, None, ItemsBy.PARAGRAPHS)))

    page = preview(house, upload_id)
    assert page.language == "fr"
    assert page.parts[SQUARE].kinds[UnitKind.RECOMMENDATION] == 1
    assert page.parts[STREET].untitled == 5


def test_a_whole_file_can_be_one_theme(house: House) -> None:
    upload_id = sent(
        house, written(text("Before."), heading("Light"), text("One."), text("Two."), heading("Trees"), text("Three."))
    )

    read_again(house.secretariat, upload_id, "en", Reading(is_whole=True))
    filled(house, upload_id, Placement(0, house.theme_id))

    assert said(house.theme_id) == [
        (UnitKind.PASSAGE, "", ["Before."]),
        (UnitKind.RECOMMENDATION, "Light", ["One.", "Two."]),
        (UnitKind.RECOMMENDATION, "Trees", ["Three."]),
    ]
