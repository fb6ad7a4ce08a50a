"""A delegate files on a phone: by touch, by keyboard, without JavaScript."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from recommendations.domain.people import Role
from tests.browser import demonstrated
from tests.browser.conftest import Visitors
from tests.browser.filing import CALM, NEW, PHONE, change, delegates, filing, look, tell, unit
from tests.browser.places import FROZEN

# One worker, so that the demonstration is loaded once.
pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("demonstration")]


@pytest.fixture
def visitors(browser: Browser, demonstration_file: Path, tmp_path: Path) -> Iterator[Visitors]:
    """What is filed here is seen by nobody else."""
    yield from filing(browser, demonstration_file, tmp_path)


def test_a_delegate_files_in_three_steps_by_touch(visitors: Visitors) -> None:
    delegate = delegates(visitors.server)[0]
    page = visitors.signed_in(delegate, **CALM, has_touch=True)
    page.goto(unit(visitors.server))

    page.get_by_role("link", name="Amend this paragraph").first.tap()
    expect(page.locator("[aria-current=step]")).to_contain_text("Write")
    expect(page.locator("main textarea.input-text").first).to_be_focused()
    change(page)
    tell(page)
    look(page)
    page.get_by_role("button", name="Check it").tap()
    expect(page.locator("[aria-current=step]")).to_contain_text("Check")
    expect(page.locator("ins").first).to_contain_text("nine")
    look(page)
    page.get_by_role("button", name="File this amendment").tap()

    expect(page.get_by_text("Your amendment is filed.")).to_be_visible()
    look(page)


def test_a_delegate_files_without_javascript(visitors: Visitors) -> None:
    delegate = delegates(visitors.server)[0]
    page = visitors.signed_in(delegate, viewport=PHONE, java_script_enabled=False)
    page.goto(unit(visitors.server))

    page.get_by_role("link", name="Amend this paragraph").first.click()
    page.get_by_role("button", name="Check it").click()
    expect(page.locator("#error-summary li")).to_have_count(2)
    change(page)
    tell(page)
    page.get_by_role("button", name="Check it").click()
    page.get_by_role("button", name="Go on editing").click()
    expect(page.locator("main textarea.input-text").first).to_have_value(re.compile(NEW))
    page.get_by_role("button", name="Check it").click()
    page.get_by_role("button", name="File this amendment").click()

    expect(page.get_by_text("Your amendment is filed.")).to_be_visible()


def test_the_keyboard_alone_files(visitors: Visitors) -> None:
    delegate = delegates(visitors.server)[0]
    page = visitors.signed_in(delegate, **CALM)
    page.goto(unit(visitors.server))

    page.get_by_role("link", name="Amend this paragraph").first.press("Enter")
    text = page.locator("main textarea.input-text").first
    expect(text).to_be_focused()
    page.keyboard.press("Control+End")
    page.keyboard.type(" It is free of charge.")
    title = page.get_by_label("Short title of your amendment")
    title.focus()
    page.keyboard.type("Free of charge")
    page.keyboard.press("Enter")
    expect(page.locator("[aria-current=step]")).to_contain_text("Check")
    page.get_by_role("button", name="File this amendment").press("Enter")

    expect(page.get_by_text("Your amendment is filed.")).to_be_visible()


def test_the_difference_appears_while_one_types(visitors: Visitors) -> None:
    delegate = delegates(visitors.server)[0]
    page = visitors.signed_in(delegate, **CALM)
    page.goto(unit(visitors.server) + "/amend")
    difference = page.locator("#live-difference")
    expect(difference).to_be_hidden()

    change(page)

    expect(difference.locator("ins")).to_contain_text("nine")
    expect(difference).to_contain_text("A26")
    look(page)
    page.get_by_label("After", exact=True).check()
    change(page, "six months")
    page.locator("main textarea.input-text").first.press_sequentially(" Really.")
    expect(difference.get_by_label("After", exact=True)).to_be_checked()


def test_what_is_refused_is_said_beside_its_field(visitors: Visitors) -> None:
    delegate = delegates(visitors.server)[0]
    page = visitors.signed_in(delegate, **CALM)
    page.goto(unit(visitors.server) + "/amend")

    page.get_by_role("button", name="Check it").click()

    expect(page.locator("#error-summary")).to_be_focused()
    expect(page.locator(".error-message")).to_have_count(2)
    look(page)


def test_every_other_form_has_no_barrier(visitors: Visitors) -> None:
    server = visitors.server
    with server.app.app_context():
        theme = f"/themes/{demonstrated.theme(FROZEN)}"
        chair, secretariat = demonstrated.person(Role.CHAIR), demonstrated.person(Role.SECRETARIAT)
    delegate = visitors.signed_in(delegates(server)[0], **CALM)

    for path in ("/new-recommendation", "/title/amend", "/throughout"):
        delegate.goto(theme + path)
        delegate.evaluate("() => document.querySelectorAll('main details').forEach((part) => { part.open = true; })")
        look(delegate)
    officer = visitors.signed_in(chair, **CALM)
    for path in ("/compromise", "/oral"):
        officer.goto(unit(server) + path)
        look(officer)
    office = visitors.signed_in(secretariat, **CALM)
    office.goto("/amendments/deadline")
    look(office)
    office.get_by_role("button", name="Set the deadline").click()
    expect(office.locator("#error-summary li")).to_have_count(2)
    look(office)


def test_a_wording_is_replaced_throughout_on_a_phone(visitors: Visitors) -> None:
    delegate = visitors.signed_in(delegates(visitors.server)[0], **CALM)
    with visitors.server.app.app_context():
        delegate.goto(f"/themes/{demonstrated.theme(FROZEN)}/throughout")
    delegate.get_by_label("Words as they stand").first.fill("should")
    delegate.get_by_label("Words instead of them").first.fill("must")
    delegate.get_by_label("Short title of your amendment").fill("Must")
    delegate.get_by_role("button", name="Check it").click()
    expect(delegate.locator("ins").first).to_contain_text("must")
    look(delegate)
    delegate.get_by_role("button", name="File these amendments").click()

    expect(delegate.get_by_text("one vote decides on all")).to_be_visible()
