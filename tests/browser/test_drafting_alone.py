"""One rapporteur and the means of writing: keys, buttons, dialogs, a phone."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Visitors
from tests.browser.drafts import (
    LIGHT,
    NIGHT,
    NUIT,
    STATUS,
    Draft,
    editor,
    expect_saved,
    open_draft,
    paragraph,
    put_cursor,
    text_of,
)

pytestmark = pytest.mark.browser


def test_a_missing_counterpart_is_added_under_the_same_uid(draft: Draft, visitors: Visitors) -> None:
    page = visitors.signed_in(draft.rapporteur)
    open_draft(page, draft, "fr")
    expect(page.locator("#draft-parallel .missing-here")).to_have_count(1)

    page.get_by_role("button", name="Add it here, to be translated").click()
    page.keyboard.type("La lumière sur le chemin")

    expect(page.locator("#draft-parallel .missing-here")).to_have_count(0)
    expect_saved(page)
    assert text_of(page) == ["Bus de nuit", NUIT, "La lumière sur le chemin", ""]
    uids = editor(page).locator("[data-uid]").evaluate_all("(all) => all.map((one) => one.dataset.uid)")
    assert uids == ["night", "night-p1", "light", "light-p1"]


def test_a_recommendation_is_written_by_keyboard_alone(draft: Draft, visitors: Visitors) -> None:
    page = visitors.signed_in(draft.rapporteur)
    open_draft(page, draft).focus()

    page.keyboard.press("Alt+F10")
    page.keyboard.press("Enter")
    page.keyboard.type("Staffed stops")
    page.keyboard.press("Enter")
    page.keyboard.type("Cities staff their stops ")
    page.keyboard.press("Control+b")
    page.keyboard.type("at night")
    page.keyboard.press("Alt+F10")
    expect(page.get_by_role("button", name="Add: Recommendation")).to_be_focused()
    page.keyboard.press("ArrowRight")
    expect(page.get_by_role("button", name="Add: Commitment")).to_be_focused()
    page.keyboard.press("Escape")
    expect(editor(page)).to_be_focused()

    expect_saved(page)
    assert text_of(page)[2:4] == ["Staffed stops", "Cities staff their stops at night"]
    expect(editor(page).locator("strong")).to_have_text("at night")
    expect(editor(page).locator(".unit-number")).to_have_text(["2.1", "2.2", "2.3"])


def test_no_keystroke_swallows_a_recommendation(draft: Draft, visitors: Visitors) -> None:
    page = visitors.signed_in(draft.rapporteur)
    open_draft(page, draft)
    before = text_of(page)
    put_cursor(page, paragraph(page, NIGHT), 3)
    page.evaluate(
        """() => {
            const blocks = document.querySelectorAll('.draft-editor p[data-uid]');
            getSelection().setBaseAndExtent(blocks[0].lastChild, 3, blocks[1].lastChild, 3);
        }"""
    )

    page.keyboard.press("Delete")

    expect(page.locator(STATUS)).to_contain_text("Nothing was deleted")
    assert text_of(page) == before


def test_a_recommendation_moves_addresses_and_goes_by_its_buttons(draft: Draft, visitors: Visitors) -> None:
    page = visitors.signed_in(draft.rapporteur)
    open_draft(page, draft)
    put_cursor(page, paragraph(page, LIGHT), 3)

    page.get_by_label("European Union").check()
    page.get_by_role("button", name="Move up").click()
    expect(editor(page).locator("h2").first).to_have_text("Light on the way home")
    expect(editor(page).locator(".unit-addressees").first).to_have_text("To: Cities, European Union")
    page.get_by_role("button", name="Delete this part…").click()
    page.get_by_role("dialog").get_by_role("button", name="Delete").click()

    expect_saved(page)
    assert text_of(page) == ["Night buses", NIGHT]


def test_a_link_and_a_footnote_are_set_in_small_dialogs(draft: Draft, visitors: Visitors) -> None:
    page = visitors.signed_in(draft.rapporteur)
    open_draft(page, draft)
    put_cursor(page, paragraph(page, NIGHT), 0)
    page.keyboard.press("Shift+End")

    page.get_by_role("button", name="Link").click()
    page.get_by_label("Address").fill("javascript:alert(1)")
    page.get_by_role("button", name="Set the link").click()
    expect(page.get_by_role("dialog")).to_contain_text("This is not an address on the web.")
    page.get_by_label("Address").fill("example.org/night")
    page.get_by_role("button", name="Set the link").click()
    page.keyboard.press("End")
    page.get_by_role("button", name="Footnote").click()
    page.get_by_label("Text of the footnote").fill("Survey of 2029.")
    page.get_by_role("button", name="Keep the footnote").click()

    expect(editor(page).locator("a")).to_have_attribute("href", "https://example.org/night")
    expect(editor(page).get_by_label("Footnote 1: Survey of 2029.")).to_be_visible()
    expect_saved(page)
    open_draft(page, draft)
    expect(editor(page).get_by_label("Footnote 1: Survey of 2029.")).to_be_visible()


def test_pasting_keeps_paragraphs_and_drops_colours(draft: Draft, visitors: Visitors) -> None:
    page = visitors.signed_in(draft.rapporteur)
    open_draft(page, draft)
    put_cursor(page, paragraph(page, LIGHT), len(LIGHT))

    editor(page).evaluate(
        """(element) => {
            const data = new DataTransfer();
            data.setData('text/html', '<h2 class="c"> One</h2><p><b>Two</b> <u>and</u> <i>three</i></p>');
            const options = { clipboardData: data, bubbles: true, cancelable: true };
            element.dispatchEvent(new ClipboardEvent('paste', options));
        }"""
    )

    expect_saved(page)
    assert text_of(page)[3:] == [LIGHT, "One", "Two and three"]
    html = editor(page).inner_html()
    assert 'class="c"' not in html
    assert "<u>" not in html
    assert "<strong>Two</strong>" in html
    assert "<em>three</em>" in html


def test_the_text_is_written_on_a_phone(draft: Draft, visitors: Visitors) -> None:
    page = visitors.signed_in(draft.rapporteur, viewport={"width": 390, "height": 844}, has_touch=True)
    open_draft(page, draft)

    paragraph(page, LIGHT).tap()
    page.keyboard.press("Control+End")
    page.keyboard.type(" On a phone.")

    expect_saved(page)
    assert text_of(page)[3] == f"{LIGHT} On a phone."
    assert page.evaluate("() => document.documentElement.scrollWidth") <= 390
