"""A delegate files on a phone: by touch, by keyboard, without JavaScript, late, joined, kept and gone on with."""

import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Dialog, Page, expect

from recommendations.domain.people import Role
from recommendations.services.demonstration import CODE
from recommendations.storage.database import now, transaction
from recommendations.storage.editions import edition_by_code
from recommendations.storage.people import Person
from tests.browser import demonstrated
from tests.browser.axe import barriers, scrolls_sideways, small_targets
from tests.browser.conftest import LiveServer, Visitors, serving
from tests.browser.places import FROZEN

# One worker, so that the demonstration is loaded once.
pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("demonstration")]
PHONE = {"width": 390, "height": 844}
CALM = {"viewport": PHONE, "reduced_motion": "reduce"}
UNIT = "t04-r2"
OLD, NEW = "six months", "nine months"
REFUSED = "status of 4(09|22) "


@pytest.fixture
def server(demonstration_file: Path, tmp_path: Path) -> Iterator[LiveServer]:
    """A server of its own: what is filed here is seen by nobody else."""
    with serving(demonstration_file, tmp_path, lambda: _set_deadline(None)) as own:
        yield own


def _set_deadline(at: datetime | None) -> None:
    with transaction() as session:
        edition = edition_by_code(session, CODE)
        assert edition is not None
        edition.amendment_deadline = at


@pytest.fixture
def visitors(browser: Browser, server: LiveServer) -> Iterator[Visitors]:
    """People with browsers; no console may complain but about a form that is refused."""
    people = Visitors(browser, server, expected=[REFUSED])
    yield people
    for context in people.contexts:
        context.close()
    assert people.unexpected() == []


def _delegates(server: LiveServer) -> list[Person]:
    with server.app.app_context():
        return [person for person in demonstrated.waiting_voters() if person.locale == "en"]


def _unit(server: LiveServer) -> str:
    with server.app.app_context():
        return f"/themes/{demonstrated.theme(FROZEN)}/units/{UNIT}"


def _change(page: Page, new: str = NEW) -> None:
    text = page.locator("main textarea.input-text").first
    text.fill(text.input_value().replace(OLD, new))


def _tell(page: Page, title: str = "Nine months") -> None:
    page.get_by_label("Short title of your amendment").fill(title)
    page.get_by_label("Reason").fill("A child needs time.")


def _look(page: Page) -> None:
    """No barrier by day or by night, nothing too small for a thumb, nothing wider than the phone."""
    assert list(barriers(page)) == []
    page.emulate_media(color_scheme="dark")
    assert list(barriers(page, ["color-contrast"])) == []
    page.emulate_media(color_scheme="light")
    assert list(small_targets(page)) == []
    assert not scrolls_sideways(page, PHONE["width"])


def test_a_delegate_files_in_three_steps_by_touch(visitors: Visitors) -> None:
    delegate = _delegates(visitors.server)[0]
    page = visitors.signed_in(delegate, **CALM, has_touch=True)
    page.goto(_unit(visitors.server))

    page.get_by_role("link", name="Amend this paragraph").first.tap()
    expect(page.locator("[aria-current=step]")).to_contain_text("Write")
    expect(page.locator("main textarea.input-text").first).to_be_focused()
    _change(page)
    _tell(page)
    _look(page)
    page.get_by_role("button", name="Check it").tap()
    expect(page.locator("[aria-current=step]")).to_contain_text("Check")
    expect(page.locator("ins").first).to_contain_text("nine")
    _look(page)
    page.get_by_role("button", name="File this amendment").tap()

    expect(page.get_by_text("Your amendment is filed.")).to_be_visible()
    _look(page)


def test_what_is_typed_is_kept_when_the_page_is_left(visitors: Visitors) -> None:
    page = visitors.signed_in(_delegates(visitors.server)[0], **CALM, has_touch=True)
    page.goto(_unit(visitors.server))
    page.get_by_role("link", name="Amend this paragraph").first.tap()
    _change(page)

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
    page = visitors.signed_in(_delegates(visitors.server)[0])
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


def test_a_delegate_files_without_javascript(visitors: Visitors) -> None:
    delegate = _delegates(visitors.server)[0]
    page = visitors.signed_in(delegate, viewport=PHONE, java_script_enabled=False)
    page.goto(_unit(visitors.server))

    page.get_by_role("link", name="Amend this paragraph").first.click()
    page.get_by_role("button", name="Check it").click()
    expect(page.locator("#error-summary li")).to_have_count(2)
    _change(page)
    _tell(page)
    page.get_by_role("button", name="Check it").click()
    page.get_by_role("button", name="Go on editing").click()
    expect(page.locator("main textarea.input-text").first).to_have_value(re.compile(NEW))
    page.get_by_role("button", name="Check it").click()
    page.get_by_role("button", name="File this amendment").click()

    expect(page.get_by_text("Your amendment is filed.")).to_be_visible()


def test_the_keyboard_alone_files(visitors: Visitors) -> None:
    delegate = _delegates(visitors.server)[0]
    page = visitors.signed_in(delegate, **CALM)
    page.goto(_unit(visitors.server))

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
    delegate = _delegates(visitors.server)[0]
    page = visitors.signed_in(delegate, **CALM)
    page.goto(_unit(visitors.server) + "/amend")
    difference = page.locator("#live-difference")
    expect(difference).to_be_hidden()

    _change(page)

    expect(difference.locator("ins")).to_contain_text("nine")
    expect(difference).to_contain_text("A26")
    _look(page)
    page.get_by_label("After", exact=True).check()
    _change(page, "six months")
    page.locator("main textarea.input-text").first.press_sequentially(" Really.")
    expect(difference.get_by_label("After", exact=True)).to_be_checked()


def test_what_is_refused_is_said_beside_its_field(visitors: Visitors) -> None:
    delegate = _delegates(visitors.server)[0]
    page = visitors.signed_in(delegate, **CALM)
    page.goto(_unit(visitors.server) + "/amend")

    page.get_by_role("button", name="Check it").click()

    expect(page.locator("#error-summary")).to_be_focused()
    expect(page.locator(".error-message")).to_have_count(2)
    _look(page)


def _end_the_deadline(server: LiveServer) -> None:
    with server.app.app_context():
        _set_deadline(now() - timedelta(seconds=1))


def test_one_second_late_keeps_the_text_and_asks_first(visitors: Visitors) -> None:
    delegate = _delegates(visitors.server)[0]
    page = visitors.signed_in(delegate, **CALM)
    page.goto(_unit(visitors.server) + "/amend")
    _change(page)
    _tell(page)
    page.get_by_role("button", name="Check it").click()
    _end_the_deadline(visitors.server)

    page.get_by_role("button", name="File this amendment").click()
    expect(page.locator("#error-summary")).to_contain_text("Amendments were due until")
    expect(page.locator("ins").first).to_contain_text("nine")
    _look(page)
    page.get_by_label("I file it late").check()
    page.get_by_role("button", name="File it as late").click()

    expect(page.get_by_text("waits for its supporters")).to_be_visible()
    page.goto(_unit(visitors.server) + "/amend")
    expect(page.get_by_text("The deadline has passed")).to_be_visible()
    _look(page)


def test_a_draft_is_gone_on_with_on_another_device(visitors: Visitors) -> None:
    delegate = _delegates(visitors.server)[0]
    phone = visitors.signed_in(delegate, **CALM)
    phone.goto(_unit(visitors.server) + "/amend")
    _change(phone)
    _tell(phone, "Begun on a phone")
    phone.get_by_role("button", name="Keep as draft").click()
    expect(phone.get_by_text("Your draft is kept.")).to_be_visible()
    _look(phone)

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
    first, second = _delegates(visitors.server)[:2]
    author = visitors.signed_in(first, **CALM)
    author.goto(_unit(visitors.server) + "/amend")
    _change(author)
    _tell(author)
    author.get_by_role("button", name="Check it").click()
    author.get_by_role("button", name="File this amendment").click()

    page = visitors.signed_in(second, **CALM)
    page.goto(_unit(visitors.server) + "/amend")
    _change(page)
    _tell(page, "The same again")
    page.get_by_role("button", name="Check it").click()
    _look(page)
    page.get_by_role("button", name="Join this one").first.click()

    expect(page.get_by_text("Your city supports this amendment now.")).to_be_visible()
    page.goto("/amendments/mine")
    expect(page.get_by_text("The same again")).to_be_visible()


def test_every_other_form_has_no_barrier(visitors: Visitors) -> None:
    server = visitors.server
    with server.app.app_context():
        theme = f"/themes/{demonstrated.theme(FROZEN)}"
        chair, secretariat = demonstrated.person(Role.CHAIR), demonstrated.person(Role.SECRETARIAT)
    delegate = visitors.signed_in(_delegates(server)[0], **CALM)

    for path in ("/new-recommendation", "/title/amend", "/throughout"):
        delegate.goto(theme + path)
        delegate.evaluate("() => document.querySelectorAll('main details').forEach((part) => { part.open = true; })")
        _look(delegate)
    officer = visitors.signed_in(chair, **CALM)
    for path in ("/compromise", "/oral"):
        officer.goto(_unit(server) + path)
        _look(officer)
    office = visitors.signed_in(secretariat, **CALM)
    office.goto("/amendments/deadline")
    _look(office)
    office.get_by_role("button", name="Set the deadline").click()
    expect(office.locator("#error-summary li")).to_have_count(2)
    _look(office)


def test_a_wording_is_replaced_throughout_on_a_phone(visitors: Visitors) -> None:
    delegate = visitors.signed_in(_delegates(visitors.server)[0], **CALM)
    with visitors.server.app.app_context():
        delegate.goto(f"/themes/{demonstrated.theme(FROZEN)}/throughout")
    delegate.get_by_label("Words as they stand").first.fill("should")
    delegate.get_by_label("Words instead of them").first.fill("must")
    delegate.get_by_label("Short title of your amendment").fill("Must")
    delegate.get_by_role("button", name="Check it").click()
    expect(delegate.locator("ins").first).to_contain_text("must")
    _look(delegate)
    delegate.get_by_role("button", name="File these amendments").click()

    expect(delegate.get_by_text("one vote decides on all")).to_be_visible()
