"""A delegate's day with the least of browsers: without JavaScript, and without a mouse."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from recommendations.domain.people import Role
from recommendations.domain.polls import PollState
from recommendations.services.people.signing_in import issue_code, issue_link
from recommendations.storage.people import Person
from tests.browser import demonstrated
from tests.browser.acts import propose
from tests.browser.conftest import LiveServer, Visitors, serving
from tests.browser.places import FROZEN

# One worker, so that the demonstration is loaded and every page visited once.
pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("demonstration")]
PHONE = {"width": 390, "height": 844}

# Whether one sees where one is: an outline (or, on fields, a shadow), on the screen and not below a fixed bar.
FOCUS = """() => {
    const element = document.activeElement;
    if (!element || element === document.body) return "nowhere";
    const style = getComputedStyle(element);
    const box = element.getBoundingClientRect();
    const name = `${element.tagName} ${element.textContent.trim().slice(0, 30)}`;
    const isOutlined = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
    if (!isOutlined && style.boxShadow === "none") return `${name} shows no focus`;
    if (box.bottom <= 0 || box.top >= innerHeight) return `${name} is off the screen`;
    const middle = Math.min(Math.max(box.top + box.height / 2, 1), innerHeight - 1);
    const at = document.elementFromPoint(box.left + box.width / 2, middle);
    return at && (element.contains(at) || at.contains(element)) ? "" : `${name} is covered`;
}"""
NAME = (
    """() => (document.activeElement?.textContent || document.activeElement?.name || "").trim().replace(/\\s+/g, " ")"""
)
MOST_STEPS = 60


@pytest.fixture
def visitors(browser: Browser, demonstration_server: LiveServer) -> Iterator[Visitors]:
    """People with browsers in the demonstration; no console may complain."""
    people = Visitors(browser, demonstration_server)
    yield people
    for context in people.contexts:
        context.close()
    assert people.unexpected() == []


@pytest.fixture
def voter(demonstration_server: LiveServer) -> Person:
    """Somebody who may still vote in the open poll."""
    with demonstration_server.app.app_context():
        return next(person for person in demonstrated.waiting_voters() if person.locale == "en")


def _enter_code(page: Page, server: LiveServer, voter: Person) -> None:
    with server.app.app_context():
        code = issue_code(voter.id, None)
    page.goto("/sign-in")
    page.get_by_label("Your code").fill(code.lower().replace("-", " "))
    page.locator("main form button").click()
    expect(page.get_by_role("heading", name="Welcome")).to_be_visible()


def test_a_delegate_reads_amends_and_votes_without_javascript(visitors: Visitors, voter: Person) -> None:
    server = visitors.server
    page = visitors.context(java_script_enabled=False, viewport=PHONE).new_page()
    _enter_code(page, server, voter)

    with server.app.app_context():
        page.goto(f"/themes/{demonstrated.theme(FROZEN)}")
    page.get_by_role("link", name="A budget that young people decide").click()
    expect(page.locator(".political-text").first).to_contain_text("juries")
    page.get_by_role("link", name="Propose an amendment").click()
    propose(page)
    expect(page.get_by_role("heading", name="Check your amendment")).to_be_visible()
    expect(page.locator("ins").first).to_contain_text("The council reports on it every year.")
    page.get_by_label("I file it late").check()
    page.get_by_role("button", name="File it as late").click()
    expect(page.get_by_text("Your amendment is filed.")).to_be_visible()

    page.goto("/now")
    page.get_by_role("button", name="For", exact=True).click()
    expect(page.get_by_text("Your vote is recorded: For")).to_be_visible()
    page.get_by_role("button", name="Against", exact=True).click()
    expect(page.get_by_text("Your vote is recorded: Against")).to_be_visible()

    page.goto("/polls")
    page.locator(".items li").filter(has=page.locator(".tag-positive")).first.get_by_role("link").click()
    expect(page.locator(".outcome")).to_have_text("Adopted")
    expect(page.get_by_role("table").first).to_be_visible()


def _walk_to(page: Page, name: str) -> None:
    """Press the tab key until this has the focus, which is visible at every step."""
    seen = []
    for _ in range(MOST_STEPS):
        page.keyboard.press("Tab")
        assert page.evaluate(FOCUS) == ""
        seen.append(page.evaluate(NAME))
        if seen[-1].startswith(name):
            return
    pytest.fail(f"{name} was not reached: {seen}")


@pytest.mark.parametrize("viewport", [PHONE, {"width": 1280, "height": 720}], ids=["phone", "laptop"])
def test_a_delegate_signs_in_and_votes_with_the_keyboard_alone(
    visitors: Visitors, voter: Person, viewport: dict[str, int]
) -> None:
    # Without motion the page has scrolled to the focus when the key has been pressed.
    page = visitors.context(viewport=viewport, reduced_motion="reduce").new_page()
    with visitors.server.app.app_context():
        token = issue_link(voter.id, None)
    page.goto(f"/enter/{token}")
    _walk_to(page, "Skip to the content")
    page.keyboard.press("Enter")
    _walk_to(page, "Sign in")
    page.keyboard.press("Enter")
    page.wait_for_url("**/")

    _walk_to(page, "Vote:")
    page.keyboard.press("Enter")
    page.wait_for_url("**/polls/*")
    _walk_to(page, "Skip to the content")
    page.keyboard.press("Enter")
    _walk_to(page, "Abstain")
    page.keyboard.press("Enter")

    expect(page.get_by_text("Your vote is recorded: Abstain")).to_be_visible()


@pytest.fixture
def own_server(demonstration_file: Path, tmp_path: Path) -> Iterator[LiveServer]:
    """A server for a test that moves the assembly on."""
    with serving(demonstration_file, tmp_path) as server:
        yield server


def test_the_hall_sees_what_the_chair_announces_and_opens(own_server: LiveServer, visitors: Visitors) -> None:
    server = visitors.server = own_server
    with server.app.app_context():
        chair = demonstrated.person(Role.CHAIR)
        open_poll = demonstrated.poll(PollState.OPEN)
    page, hall = visitors.signed_in(chair), visitors.signed_in(chair)
    hall.goto("/projector")
    page.goto("/chair")

    desk = page.locator(f"#desk-{open_poll}")
    desk.get_by_role("button", name="Close the poll").click()
    desk.get_by_role("button", name="Announce the result").click()
    expect(hall.locator(".outcome")).to_be_visible()

    page.get_by_role("button", name="Prepare").first.click()
    prepared = page.locator("article").filter(has=page.get_by_role("button", name="Open the poll")).last
    prepared.get_by_role("button", name="Open the poll").click()
    expect(hall.get_by_text("0 of 76 have voted")).to_be_visible()
