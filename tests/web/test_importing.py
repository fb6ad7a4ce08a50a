"""A Word file is sent, looked at and confirmed; a manifesto of the house comes back as it went out."""

import io
import re
from collections.abc import Iterator
from uuid import UUID

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from exports.word import write_word
from recommendations.domain.manifesto import Manifesto, NumberedUnit
from recommendations.domain.people import Role
from recommendations.domain.text import Unit
from recommendations.services.texts.drafting import read_units, seed_text
from recommendations.services.texts.freezing import set_drafting
from recommendations.storage.database import db, transaction
from recommendations.storage.drafting import texts_of
from recommendations.storage.editions import Edition, themes_of
from tests.drafts_from_outside import RUES, STREETS, heading, text, written
from tests.exports.publications import make_manifesto, make_publication
from tests.factories import make_theme
from tests.web.conftest import Browser, SignedIn


@pytest.fixture
def secretariat(signed_in: SignedIn) -> Browser:
    return signed_in(Role.SECRETARIAT)


@pytest.fixture
def theme_id(app: Flask, edition: Edition) -> UUID:
    """A theme whose text is empty."""
    with app.app_context(), transaction() as session:
        theme = make_theme(session, edition, number=5)
        seed_text(session, theme.id, "en", ())
        return theme.id


def send(browser: Browser, content: bytes = STREETS, at: str = "/import", **fields: object) -> TestResponse:
    return browser.post(at, data={"file": (io.BytesIO(content), "draft.docx"), "language": "en"} | fields)


def as_offered(page: str) -> dict[str, str]:
    """What the page would send if its button was pressed."""
    chosen = {
        name: re.search(r'<option value="([^"]*)" selected', options)
        for name, options in re.findall(r'<select[^>]*name="(go-\d+)".*?>(.*?)</select>', page, re.DOTALL)
    }
    typed = re.findall(r'name="((?:number|code|title)-\d+)" type="text" value="([^"]*)"', page)
    return {name: found[1] for name, found in chosen.items() if found} | dict(typed)


def units_of(app: Flask, edition: Edition, number: int, language: str = "en") -> tuple[str, tuple[Unit, ...]]:
    """A theme's title and its live text."""
    with app.app_context():
        theme = next(one for one in themes_of(db.session(), edition.id) if one.number == number)
        text = next(one for one in texts_of(db.session(), theme.id) if one.language == language)
        found = theme.title[language], read_units(db.session(), text.id)
        db.session.remove()
        return found


def test_a_file_is_sent_looked_at_and_confirmed(app: Flask, edition: Edition, secretariat: Browser) -> None:
    page = secretariat.get(send(secretariat).location)
    answer = secretariat.post(page.request.path, data=as_offered(page.text), follow_redirects=True)

    for words in ("What stands before the first theme", "Citation: 1", "Recital: 1", "Light them", "Confirm"):
        assert words in page.text
    assert "3 themes have their texts." in answer.text
    assert "The file has become the text of these themes." in answer.text
    assert [unit.title for unit in units_of(app, edition, 1)[1]] == ["", "Light them", "Clean them"]
    record = secretariat.get("/record").text
    assert "The file draft.docx became the text of these themes: T00, T01, T02" in record
    home = secretariat.get("/").text
    assert "Squares" in home
    assert "/import" in home


def _words(unit: Unit) -> list[tuple[str, list[str | None]]]:
    return [(one.plain.strip(), [span.footnote for span in one.spans if span.footnote]) for one in unit.paragraphs]


def _chapters(manifesto: Manifesto) -> Iterator[tuple[str, tuple[NumberedUnit, ...]]]:
    yield "Preamble", manifesto.preamble
    for chapter in manifesto.chapters:
        yield dict(chapter.title)["en"], chapter.units


def test_a_manifesto_comes_back_as_it_went_out(app: Flask, edition: Edition, secretariat: Browser) -> None:
    manifesto = make_manifesto()
    with app.app_context(), transaction() as session:
        session.get_one(Edition, edition.id).addressees = {code: dict(names) for code, names in manifesto.addressees}

    page = secretariat.get(send(secretariat, write_word(make_publication(manifesto), "en")).location)
    secretariat.post(page.request.path, data=as_offered(page.text))

    for number, (title, units) in enumerate(_chapters(manifesto)):
        came, found = units_of(app, edition, number)
        assert came == title
        wanted = [unit.text("en") for unit in units]
        assert [unit.title for unit in found] == [unit.title for unit in wanted if unit]
        assert [unit.kind for unit in found] == [unit.kind for unit in wanted if unit]
        assert [_words(unit) for unit in found] == [_words(unit) for unit in wanted if unit]
        assert [unit.addressees for unit in found] == [unit.addressees for unit in wanted if unit]
        operative = [unit for unit in found if unit.kind.is_operative]
        assert all(any(span.link for span in unit.paragraphs[0].spans) for unit in operative)
        assert all(any(span.strong for span in unit.paragraphs[0].spans) for unit in operative)


def test_names_of_addressees_that_are_unknown_are_told_and_stay_in_the_text(
    app: Flask, edition: Edition, secretariat: Browser
) -> None:
    page = secretariat.get(send(secretariat, write_word(make_publication(), "en")).location)
    secretariat.post(page.request.path, data=as_offered(page.text))

    assert "Some names of addressees are not known here" in page.text
    assert '<bdi lang="en">Local authorities</bdi>' in page.text
    first = next(unit for unit in units_of(app, edition, 1)[1] if unit.kind.is_operative)
    assert first.addressees == ("eu",)
    assert first.paragraphs[0].plain == "Addressed to: European Union · Local authorities"


def test_what_is_left_aside_is_shown_with_its_place_and_its_reason(secretariat: Browser) -> None:
    table = f"<w:tbl><w:tr><w:tc>{text('City')}</w:tc><w:tc>{text('Votes')}</w:tc></w:tr></w:tbl>"
    content = written(heading("Streets"), text("Cities light them."), table, heading("Squares"))

    page = secretariat.get(send(secretariat, content).location)

    assert "City | Votes" in page.text
    assert "It stands in a table, and texts here have none." in page.text
    assert "It stood under “Streets”, after “Cities light them”." in page.text


def test_a_file_without_headings_is_offered_as_one_theme_named_after_it(
    app: Flask, edition: Edition, secretariat: Browser
) -> None:
    page = secretariat.get(send(secretariat, written(text("Light the streets."), text("Plant trees."))).location)
    secretariat.post(page.request.path, data=as_offered(page.text))

    assert "in which every paragraph is a recommendation" in page.text
    title, units = units_of(app, edition, 1)
    assert title == "draft"
    assert [unit.paragraphs[0].plain for unit in units] == ["Light the streets.", "Plant trees."]


def test_a_rapporteur_fills_their_theme(app: Flask, edition: Edition, theme_id: UUID, signed_in: SignedIn) -> None:
    rapporteur = signed_in(Role.RAPPORTEUR, theme_id=theme_id)
    at = f"/themes/{theme_id}/import"

    page = rapporteur.get(send(rapporteur, RUES, at).location)
    answer = rapporteur.post(page.request.path, data=as_offered(page.text), follow_redirects=True)

    assert at in rapporteur.get(f"/themes/{theme_id}").text
    assert "Make a new theme" not in page.text
    assert "1 theme has its text." in answer.text
    assert [unit.title for unit in units_of(app, edition, 5)[1]] == ["", "Les éclairer", "Les nettoyer"]
    assert rapporteur.get("/import").status_code == 403
    assert rapporteur.get(page.request.path.replace(f"/themes/{theme_id}", "")).status_code == 403


def test_a_file_is_read_again_by_other_headings(secretariat: Browser) -> None:
    address = send(secretariat).location

    answer = secretariat.post(
        f"{address}/reading", data={"themes": "1", "items": "paragraphs", "language": "fr"}, follow_redirects=True
    )
    whole = secretariat.post(f"{address}/reading", data={"themes": "whole", "language": "en"}, follow_redirects=True)

    assert "5 recommendations have no title yet" in answer.text
    assert '<option value="paragraphs" selected>' in answer.text
    assert '<option value="whole" selected>' in whole.text
    assert 'id="part-1"' not in whole.text


def test_what_stands_against_it_is_said_and_keeps_what_was_typed(
    app: Flask, edition: Edition, theme_id: UUID, secretariat: Browser
) -> None:
    address = send(secretariat).location
    form = {"go-2": "new", "number-2": "5", "code-2": "My code", "title-2": "My title", "go-3": str(theme_id)}

    answer = secretariat.post(address, data=form)
    nothing = secretariat.post(address, data={})
    foreign = secretariat.post(address, data={"go-2": "nonsense"})

    assert answer.status_code == 409
    assert "There is a theme with the number 5 already." in answer.text
    assert "My code" in answer.text
    assert units_of(app, edition, 5)[1] == ()
    assert nothing.status_code == 422
    assert "Choose at least one part of the file" in nothing.text
    assert foreign.status_code == 404


@pytest.mark.parametrize(
    ("content", "said"),
    [
        pytest.param(b"", "This is no Word file.", id="empty"),
        pytest.param(b"%PDF-1.7", "This is no Word file.", id="pdf"),
        pytest.param(b"PK\x03\x04garbage", "There is a problem", id="broken"),
    ],
)
def test_what_is_not_read_is_told_in_a_sentence(secretariat: Browser, content: bytes, said: str) -> None:
    answer = send(secretariat, content)

    assert 400 <= answer.status_code < 500
    assert said in answer.text


def test_without_a_file_the_page_asks_for_one(secretariat: Browser) -> None:
    answer = secretariat.post("/import", data={"language": "en"})

    assert answer.status_code == 422
    assert "Choose a Word file." in answer.text


def test_a_file_can_be_forgotten(secretariat: Browser) -> None:
    address = send(secretariat).location
    waits = secretariat.get("/import").text

    answer = secretariat.post(f"{address}/forget", follow_redirects=True)

    assert address in waits
    assert "The file is forgotten" in answer.text
    assert address not in answer.text
    assert secretariat.get(address).status_code == 404


def test_what_no_browser_sends_breaks_nothing(secretariat: Browser) -> None:
    address = send(secretariat).location

    for value in ("²", "-1", "99999999999999999999", "\x00", "heading-0", "heading-x", "new"):
        form = {f"{name}-2": value for name in ("go", "number", "code", "title")}
        assert secretariat.post(address, data=form).status_code in {404, 422}
        reading = {"themes": value, "items": value, "language": "en"}
        assert secretariat.post(f"{address}/reading", data=reading).status_code == 303


def test_a_closed_theme_asks_for_no_file(app: Flask, theme_id: UUID, secretariat: Browser) -> None:
    assert secretariat.actor is not None
    with app.app_context():
        set_drafting(theme_id, secretariat.actor, is_open=False)

    page = secretariat.get(f"/themes/{theme_id}/import").text

    assert "Drafting of this theme is closed. Open it first." in page
    assert 'type="file"' not in page
