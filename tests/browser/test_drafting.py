"""Two rapporteurs in one text, and everybody who reads it."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Visitors, connection_lost
from tests.browser.drafts import (
    LIGHT,
    NIGHT,
    NUIT,
    Draft,
    Gate,
    editor,
    expect_same_text,
    expect_saved,
    make_draft,
    open_draft,
    paragraph,
    put_cursor,
    text_of,
)

pytestmark = pytest.mark.browser
STATUS = "#draft-status"
NOTICE = "#draft-notice"
OFFLINE = "Offline: your text is kept here and will be sent"
LOSS_NOTICED_WITHIN = 60_000


@pytest.fixture
def draft(scene: Callable[..., Any]) -> Draft:
    made: Draft = scene(make_draft)
    return made


@pytest.fixture
def pair(visitors: Visitors, draft: Draft) -> tuple[Page, Page]:
    """Two rapporteurs with the same text open."""
    first, second = visitors.signed_in(draft.rapporteur), visitors.signed_in(draft.colleague)
    open_draft(first, draft)
    open_draft(second, draft)
    return first, second


def _close_drafting(page: Page, draft: Draft) -> None:
    page.goto(f"/themes/{draft.theme.id}/drafting")
    page.get_by_role("button", name="Close drafting").click()
    expect(page.get_by_text("Drafting is closed.").first).to_be_visible()


def test_what_one_types_appears_with_the_other(pair: tuple[Page, Page]) -> None:
    first, second = pair

    put_cursor(first, paragraph(first, NIGHT), len(NIGHT))
    first.keyboard.type(" Every night.")

    expect(paragraph(second, f"{NIGHT} Every night.")).to_be_visible()
    expect_saved(first, second)


def test_two_who_type_in_one_paragraph_at_once_read_the_same_words(pair: tuple[Page, Page]) -> None:
    first, second = pair
    put_cursor(first, paragraph(first, NIGHT), len(NIGHT))
    put_cursor(second, paragraph(second, NIGHT), 0)

    for letters in ("abc", "def", "ghi"):
        first.keyboard.type(letters)
        second.keyboard.type(letters.upper())

    expect_same_text(first, second)
    assert text_of(first)[1] == f"ABCDEFGHI{NIGHT}abcdefghi"


def test_enter_begins_a_paragraph_and_every_letter_typed_after_it_is_there(pair: tuple[Page, Page]) -> None:
    first, second = pair
    sentence = "Because nobody should have to walk for forty minutes in the dark."
    put_cursor(first, paragraph(first, NIGHT), len(NIGHT))

    first.keyboard.press("Enter")
    first.keyboard.type(sentence)

    expect_same_text(first, second)
    assert text_of(first) == ["Night buses", NIGHT, sentence, "Light on the way home", LIGHT]


def test_ones_caret_stays_in_its_word_while_another_writes_before_it(pair: tuple[Page, Page]) -> None:
    first, second = pair
    put_cursor(first, paragraph(first, NIGHT), 10)
    put_cursor(second, paragraph(second, NIGHT), 0)

    second.keyboard.type("Before it: ")
    expect(paragraph(first, "Before it: ")).to_be_visible()
    first.keyboard.type("[here]")

    expect_same_text(first, second)
    assert text_of(first)[1] == f"Before it: {NIGHT[:10]}[here]{NIGHT[10:]}"


def test_the_others_caret_carries_their_name_while_they_move(pair: tuple[Page, Page], draft: Draft) -> None:
    first, second = pair

    put_cursor(second, paragraph(second, NIGHT), 5)
    second.keyboard.type("!")

    caret = editor(first).locator(".caret.is-moving")
    expect(caret).to_have_attribute("data-name", draft.colleague.name)
    expect(first.locator("#draft-others")).to_have_text(f"Also here: {draft.colleague.name}")
    expect(editor(first).locator(".caret.is-moving")).to_have_count(0)
    expect(editor(first).locator(".caret")).to_have_count(1)


def test_undo_takes_back_ones_own_words_and_not_the_others(pair: tuple[Page, Page]) -> None:
    first, second = pair
    put_cursor(first, paragraph(first, NIGHT), len(NIGHT))
    first.keyboard.type(" Mine.")
    expect(paragraph(second, "Mine.")).to_be_visible()
    put_cursor(second, paragraph(second, LIGHT), len(LIGHT))
    second.keyboard.type(" Theirs.")
    expect(paragraph(first, "Theirs.")).to_be_visible()

    first.get_by_role("button", name="Undo my last change").click()

    expect(paragraph(first, "Mine.")).to_have_count(0)
    expect_same_text(first, second)
    assert text_of(first)[1:] == [NIGHT, "Light on the way home", f"{LIGHT} Theirs."]


def test_undoing_a_new_recommendation_keeps_what_another_wrote_in_it(pair: tuple[Page, Page]) -> None:
    first, second = pair
    first.get_by_role("button", name="Add: Recommendation").click()
    expect(editor(second).locator(".unit-operative")).to_have_count(3)
    editor(second).locator(".unit-operative").nth(1).locator("p[data-uid]").click()
    second.keyboard.type("A sentence of the colleague.")
    expect(paragraph(first, "A sentence of the colleague.")).to_be_visible()

    first.get_by_role("button", name="Undo my last change").click()

    expect_same_text(first, second)
    assert "A sentence of the colleague." in text_of(first)


def test_what_is_typed_offline_is_kept_and_sent(pair: tuple[Page, Page], visitors: Visitors) -> None:
    first, second = pair
    put_cursor(first, paragraph(first, NIGHT), len(NIGHT))

    with connection_lost(first.context, visitors):
        expect(first.locator(STATUS)).to_have_text(OFFLINE, timeout=LOSS_NOTICED_WITHIN)
        first.keyboard.type(" Typed in the tunnel.")
        put_cursor(second, paragraph(second, LIGHT), 0)
        second.keyboard.type("Meanwhile. ")
        expect_saved(second)
        expect(paragraph(second, "tunnel")).to_have_count(0)

    expect_saved(first)
    expect_same_text(first, second)
    assert text_of(first)[1::2] == [f"{NIGHT} Typed in the tunnel.", f"Meanwhile. {LIGHT}"]


def test_paragraphs_are_not_split_offline(pair: tuple[Page, Page], visitors: Visitors) -> None:
    first, second = pair
    put_cursor(first, paragraph(first, NIGHT), 10)

    with connection_lost(first.context, visitors):
        expect(first.locator(STATUS)).to_have_text(OFFLINE, timeout=LOSS_NOTICED_WITHIN)
        first.keyboard.press("Enter")
        expect(first.locator(STATUS)).to_contain_text("Offline: paragraphs can be split")

    expect_saved(first)
    assert text_of(first) == text_of(second)


def test_two_splits_of_one_paragraph_at_once_lose_no_word_but_repeat_its_end(visitors: Visitors, draft: Draft) -> None:
    """The known nature of Yjs, pinned: whoever reads sees the same, and the words between the splits stand twice."""
    first, second = visitors.signed_in(draft.rapporteur), visitors.signed_in(draft.colleague)
    gates = Gate.before(first), Gate.before(second)
    open_draft(first, draft)
    open_draft(second, draft)
    put_cursor(first, paragraph(first, NIGHT), 12)
    put_cursor(second, paragraph(second, NIGHT), 27)
    expect_saved(first, second)

    for gate in gates:
        gate.close()
    first.keyboard.press("Enter")
    second.keyboard.press("Enter")
    expect(first.locator(STATUS)).to_have_text("Saving…")
    expect(second.locator(STATUS)).to_have_text("Saving…")
    for gate in gates:
        gate.open()

    expect_same_text(first, second)
    parts = text_of(first)[1:-2]
    assert parts[0] == NIGHT[:12]
    assert sorted(parts[1:]) == sorted([NIGHT[12:], NIGHT[27:]])


def test_saved_is_said_only_when_the_server_has_answered(visitors: Visitors, draft: Draft) -> None:
    page = visitors.signed_in(draft.rapporteur)
    gate = Gate.before(page)
    open_draft(page, draft)
    expect_saved(page)
    put_cursor(page, paragraph(page, NIGHT), 0)

    gate.close()
    page.keyboard.type("Now ")
    expect(page.locator(STATUS)).to_have_text("Saving…")
    assert page.locator(STATUS).inner_text() == "Saving…"
    gate.open()

    expect_saved(page)


def test_a_follower_reads_along_and_cannot_type(pair: tuple[Page, Page], draft: Draft, visitors: Visitors) -> None:
    first, _ = pair
    reader = visitors.signed_in(draft.observer, viewport={"width": 390, "height": 844})
    reader.goto(draft.path())
    reader.locator("[data-following][data-ready]").wait_for()

    put_cursor(first, paragraph(first, NIGHT), len(NIGHT))
    first.keyboard.type(" Read along.")

    expect(reader.locator("#draft-units")).to_contain_text(f"{NIGHT} Read along.")
    expect(reader.locator("#draft-units .unit-number").first).to_have_text("2.1")
    assert reader.locator("[contenteditable], textarea, input:not([type=hidden])").count() == 0


def test_drafting_closed_while_typing_leaves_the_text_on_the_screen(pair: tuple[Page, Page], draft: Draft) -> None:
    first, second = pair
    put_cursor(first, paragraph(first, NIGHT), len(NIGHT))
    first.keyboard.type(" The last word.")
    expect_saved(first)

    _close_drafting(second, draft)

    expect(first.locator(NOTICE)).to_contain_text("Drafting has been closed.")
    expect(first.locator(STATUS)).to_have_text("Drafting is closed")
    expect(editor(first)).to_have_attribute("contenteditable", "false")
    assert text_of(first)[1] == f"{NIGHT} The last word."
    second.goto(f"/themes/{draft.theme.id}/drafting")
    second.get_by_role("button", name="Open drafting").click()
    expect(editor(first)).to_have_attribute("contenteditable", "true")
    expect(first.locator(NOTICE)).to_be_hidden()


def test_what_came_too_late_stays_readable_and_can_be_copied(
    pair: tuple[Page, Page], draft: Draft, visitors: Visitors
) -> None:
    first, second = pair
    put_cursor(first, paragraph(first, NIGHT), len(NIGHT))
    with connection_lost(first.context, visitors):
        expect(first.locator(STATUS)).to_have_text(OFFLINE, timeout=LOSS_NOTICED_WITHIN)
        first.keyboard.type(" Too late.")
        _close_drafting(second, draft)

    expect(first.locator(NOTICE)).to_contain_text("Your last changes could not be saved.")
    expect(first.locator(NOTICE)).to_contain_text("Drafting was closed before they arrived.")
    expect(editor(first)).to_have_attribute("contenteditable", "false")
    assert text_of(first)[1] == f"{NIGHT} Too late."
    first.get_by_role("button", name="Copy my text").click()
    expect(first.locator(STATUS)).to_have_text(re.compile("copied|copy it"))
    open_draft(second, draft)
    assert text_of(second)[1] == NIGHT


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
