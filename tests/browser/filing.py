"""A delegate who files in the demonstration: who it is, where they go, what they type, and how the page looks."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from playwright.sync_api import Browser, Page

from recommendations.services.demonstration import CODE
from recommendations.storage.database import transaction
from recommendations.storage.editions import edition_by_code
from recommendations.storage.people import Person
from tests.browser import demonstrated
from tests.browser.axe import barriers, scrolls_sideways, small_targets
from tests.browser.conftest import LiveServer, Visitors, serving
from tests.browser.places import FROZEN

PHONE = {"width": 390, "height": 844}
CALM = {"viewport": PHONE, "reduced_motion": "reduce"}
UNIT = "t04-r2"
OLD, NEW = "six months", "nine months"
REFUSED = "status of 4(09|22) "


def filing(browser: Browser, source: Path, folder: Path) -> Iterator[Visitors]:
    """People with browsers and a server of their own; its pages may complain of a form that is refused."""
    with serving(source, folder, lambda: set_deadline(None)) as server:
        people = Visitors(browser, server, expected=[REFUSED])
        yield people
        for context in people.contexts:
            context.close()
        assert people.unexpected() == []


def set_deadline(at: datetime | None) -> None:
    """Amendments are due at this moment, or at none."""
    with transaction() as session:
        edition = edition_by_code(session, CODE)
        assert edition is not None
        edition.amendment_deadline = at


def delegates(server: LiveServer) -> list[Person]:
    with server.app.app_context():
        return [person for person in demonstrated.waiting_voters() if person.locale == "en"]


def unit(server: LiveServer) -> str:
    with server.app.app_context():
        return f"/themes/{demonstrated.theme(FROZEN)}/units/{UNIT}"


def change(page: Page, new: str = NEW) -> None:
    """Type other words instead of those that stand there."""
    text = page.locator("main textarea.input-text").first
    text.fill(text.input_value().replace(OLD, new))


def tell(page: Page, title: str = "Nine months") -> None:
    page.get_by_label("Short title of your amendment").fill(title)
    page.get_by_label("Reason").fill("A child needs time.")


def look(page: Page) -> None:
    """No barrier by day or by night, nothing too small for a thumb, nothing wider than the phone."""
    assert list(barriers(page)) == []
    page.emulate_media(color_scheme="dark")
    assert list(barriers(page, ["color-contrast"])) == []
    page.emulate_media(color_scheme="light")
    assert list(small_targets(page)) == []
    assert not scrolls_sideways(page, PHONE["width"])
