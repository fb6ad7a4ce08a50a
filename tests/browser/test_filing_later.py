"""What a delegate has typed is kept, gone on with elsewhere, filed late, or joined to what another has filed."""

import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Dialog, expect

from recommendations.storage.database import now
from tests.browser.conftest import LiveServer, Visitors
from tests.browser.filing import CALM, NEW, change, delegates, filing, look, set_deadline, tell, unit

# One worker, so that the demonstration is loaded once.
pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("demonstration")]


@pytest.fixture
def visitors(browser: Browser, demonstration_file: Path, tmp_path: Path) -> Iterator[Visitors]:
    """What is filed here is seen by nobody else."""
    yield from filing(browser, demonstration_file, tmp_path)


def test_what_is_typed_is_kept_when_the_page_is_left(visitors: Visitors) -> None:
    page = visitors.signed_in(delegates(visitors.server)[0], **CALM, has_touch=True)
    page.goto(unit(visitors.server))
    page.get_by_role("link", name="Amend this paragraph").first.tap()
    change(page)

    page.get_by_role("link", name="Now", exact=True).first.tap()
    page.wait_for_url("**/now")
    draft = page.get_by_role("link", name="Go on writing")
    # What was typed travels while the next page is already there.
    for _ in range(40):
        page.goto("/amendments/mine")
        if draft.count():
            break
        page.wait_for_timeout(250)
    draft.tap()

    expect(page.locator("main textarea.input-text").first).to_have_value(re.compile(NEW))


def test_whoever_leaves_a_form_that_is_not_sent_is_asked_first(visitors: Visitors) -> None:
    page = visitors.signed_in(delegates(visitors.server)[0])
    asked: list[str] = []

    def go(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.accept()

    page.on("dialog", go)
    page.goto("/amendments")
    page.locator("main a.item-title").first.click()
    page.get_by_label("My note").fill("Ask the mayor")

    page.get_by_role("button", name="Keep the note").click()
    expect(page.get_by_text("Your note is kept.")).to_be_visible()
    assert asked == []
    page.get_by_label("My note").fill("Ask the mayor tonight")
    page.get_by_role("link", name="Now", exact=True).first.click()
    page.wait_for_url("**/now")

    assert asked == ["beforeunload"]


def _end_the_deadline(server: LiveServer) -> None:
    with server.app.app_context():
        set_deadline(now() - timedelta(seconds=1))


def test_one_second_late_keeps_the_text_and_asks_first(visitors: Visitors) -> None:
    delegate = delegates(visitors.server)[0]
    page = visitors.signed_in(delegate, **CALM)
    page.goto(unit(visitors.server) + "/amend")
    change(page)
    tell(page)
    page.get_by_role("button", name="Check it").click()
    _end_the_deadline(visitors.server)

    page.get_by_role("button", name="File this amendment").click()
    expect(page.locator("#error-summary")).to_contain_text("Amendments were due until")
    expect(page.locator("ins").first).to_contain_text("nine")
    look(page)
    page.get_by_label("I file it late").check()
    page.get_by_role("button", name="File it as late").click()

    expect(page.get_by_text("waits for its supporters")).to_be_visible()
    page.goto(unit(visitors.server) + "/amend")
    expect(page.get_by_text("The deadline has passed")).to_be_visible()
    look(page)


def test_a_draft_is_gone_on_with_on_another_device(visitors: Visitors) -> None:
    delegate = delegates(visitors.server)[0]
    phone = visitors.signed_in(delegate, **CALM)
    phone.goto(unit(visitors.server) + "/amend")
    change(phone)
    tell(phone, "Begun on a phone")
    phone.get_by_role("button", name="Keep as draft").click()
    expect(phone.get_by_text("Your draft is kept.")).to_be_visible()
    look(phone)

    laptop = visitors.signed_in(delegate)
    laptop.goto("/amendments/mine")
    laptop.get_by_role("link", name="Go on writing").first.click()
    expect(laptop.get_by_label("Short title of your amendment")).to_have_value("Begun on a phone")
    laptop.get_by_role("button", name="Check it").click()
    laptop.get_by_role("button", name="File this amendment").click()

    expect(laptop.get_by_text("Your amendment is filed.")).to_be_visible()
    phone.goto("/amendments/mine")
    expect(phone.get_by_text("Begun on a phone")).to_have_count(1)
    expect(phone.get_by_role("button", name="Throw it away")).to_have_count(0)


def test_what_somebody_has_filed_already_is_joined(visitors: Visitors) -> None:
    first, second = delegates(visitors.server)[:2]
    author = visitors.signed_in(first, **CALM)
    author.goto(unit(visitors.server) + "/amend")
    change(author)
    tell(author)
    author.get_by_role("button", name="Check it").click()
    author.get_by_role("button", name="File this amendment").click()

    page = visitors.signed_in(second, **CALM)
    page.goto(unit(visitors.server) + "/amend")
    change(page)
    tell(page, "The same again")
    page.get_by_role("button", name="Check it").click()
    look(page)
    page.get_by_role("button", name="Join this one").first.click()

    expect(page.get_by_text("Your city supports this amendment now.")).to_be_visible()
    page.goto("/amendments/mine")
    expect(page.get_by_text("The same again")).to_be_visible()
