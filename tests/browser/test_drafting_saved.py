"""What became of words that were typed: saved, kept while offline, or too late."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Visitors, connection_lost
from tests.browser.drafts import (
    LIGHT,
    NIGHT,
    STATUS,
    Draft,
    Gate,
    editor,
    expect_same_text,
    expect_saved,
    open_draft,
    paragraph,
    put_cursor,
    text_of,
)

pytestmark = pytest.mark.browser
NOTICE = "#draft-notice"
OFFLINE = "Offline: your text is kept here and will be sent"
LOSS_NOTICED_WITHIN = 60_000


def _close_drafting(page: Page, draft: Draft) -> None:
    page.goto(f"/themes/{draft.theme.id}/drafting")
    page.get_by_role("button", name="Close drafting").click()
    expect(page.get_by_text("Drafting is closed.").first).to_be_visible()


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
