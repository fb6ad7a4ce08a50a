"""The secretariat brings a partner's draft in on a phone, and a rapporteur's open editor fills by itself."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy.orm import Session

from recommendations.domain.people import Role
from recommendations.services.texts.drafting import seed_text
from recommendations.storage.editions import Theme
from recommendations.storage.people import Person
from tests.browser.axe import barriers, scrolls_sideways
from tests.browser.conftest import Visitors
from tests.browser.drafts import editor, expect_saved, expect_text, put_cursor, text_of
from tests.drafts_from_outside import STREETS
from tests.factories import make_edition, make_person, make_theme

pytestmark = pytest.mark.browser
FILE = {"name": "draft.docx", "mimeType": "application/octet-stream", "buffer": STREETS}


@dataclass(frozen=True)
class Scene:
    """An edition with one empty theme."""

    theme: Theme
    secretariat: Person
    rapporteur: Person


def make_scene(session: Session) -> Scene:
    edition = make_edition(session)
    theme = make_theme(session, edition, number=5)
    seed_text(session, theme.id, "en", ())
    rapporteur = make_person(session, edition, Role.RAPPORTEUR, theme_id=theme.id)
    return Scene(theme, make_person(session, edition, Role.SECRETARIAT), rapporteur)


@pytest.fixture
def place(scene: Callable[..., Any]) -> Scene:
    made: Scene = scene(make_scene)
    return made


def send(page: Page) -> None:
    page.get_by_label("The Word file").set_input_files(FILE)  # type: ignore[arg-type]  # Playwright's own dictionary
    page.get_by_role("button", name="Show me what is in it").click()


def test_a_draft_becomes_themes_on_a_phone(visitors: Visitors, place: Scene) -> None:
    page = visitors.signed_in(place.secretariat, viewport={"width": 390, "height": 844})
    page.goto("/")
    page.get_by_role("link", name="Begin themes with a Word file").click()
    assert list(barriers(page)) == []

    send(page)
    for summary in page.locator("main summary").all():
        summary.click()
    expect(page.locator("#part-2")).to_contain_text("Cities light their streets.")
    assert list(barriers(page)) == []
    assert not scrolls_sideways(page, 390)
    page.locator("#part-3").get_by_label("What becomes of it").select_option(label="Leave it out")
    page.get_by_role("button", name="Confirm: write these texts").click()

    expect(page.get_by_text("2 themes have their texts.")).to_be_visible()
    assert list(barriers(page)) == []
    page.get_by_role("link", name="1. Streets").click()
    page.locator("[data-drafting][data-ready]").wait_for()
    told = ["Light them", "Cities light their streets.", "Clean them", "Cities clean their streets."]
    assert text_of(page)[-4:] == told


def test_an_open_editor_fills_by_itself(visitors: Visitors, place: Scene) -> None:
    address = f"/themes/{place.theme.id}"
    writing = visitors.signed_in(place.rapporteur)
    writing.goto(f"{address}/draft/en")
    writing.locator("[data-drafting][data-ready]").wait_for()
    page = visitors.signed_in(place.rapporteur)
    page.goto(address)
    page.get_by_role("link", name="Begin the text with a Word file").click()

    send(page)
    page.get_by_role("button", name="Confirm: write these texts").click()

    expect(page.get_by_text("1 theme has its text.")).to_be_visible()
    words = editor(writing).locator("p[data-uid]").filter(has_text="Cities light their streets.")
    expect(words).to_be_visible()
    put_cursor(writing, words, 0)
    writing.keyboard.type("All ")
    expect_saved(writing)
    expect(editor(writing)).to_contain_text("All Cities light their streets.")
    before = text_of(writing)
    writing.reload()
    writing.locator("[data-drafting][data-ready]").wait_for()
    expect_text(writing, before)
