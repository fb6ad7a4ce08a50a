"""The people and the text of the drafting tests, and how a person writes in it."""

import json
import re
from dataclasses import dataclass, field

from playwright.sync_api import Locator, Page, TimeoutError, WebSocketRoute, expect  # noqa: A004 - Playwright's own name
from sqlalchemy.orm import Session

from recommendations.domain.people import Role
from recommendations.services.texts.drafting import seed_text
from recommendations.storage.editions import Theme
from recommendations.storage.people import Person
from tests.factories import make_edition, make_person, make_theme, make_unit

SAVED = "All changes saved"
STATUS = "#draft-status"
NIGHT = "We call on cities to fund night buses, lighting and staffed stops."
LIGHT = "Light is not a luxury: it is what lets people go home."
NUIT = "Nous demandons aux villes de financer des bus de nuit."


@dataclass(frozen=True)
class Draft:
    """A theme with a text in English and French, and the people around it."""

    theme: Theme
    rapporteur: Person
    colleague: Person
    observer: Person

    def path(self, language: str = "en") -> str:
        return f"/themes/{self.theme.id}/draft/{language}"


def make_draft(session: Session) -> Draft:
    """A theme whose English text has two recommendations and whose French one has the first of them."""
    edition = make_edition(session)
    theme = make_theme(session, edition, number=2)
    english = (
        make_unit("night", NIGHT, title="Night buses"),
        make_unit("light", LIGHT, title="Light on the way home"),
    )
    seed_text(session, theme.id, "en", english)
    seed_text(session, theme.id, "fr", (make_unit("night", NUIT, title="Bus de nuit"),))
    rapporteur, colleague = (make_person(session, edition, Role.RAPPORTEUR, theme_id=theme.id) for _ in range(2))
    return Draft(theme, rapporteur, colleague, make_person(session, edition, Role.OBSERVER))


def open_draft(page: Page, draft: Draft, language: str = "en") -> Locator:
    """The editor, once it holds the server's text."""
    page.goto(draft.path(language))
    page.locator("[data-drafting][data-ready]").wait_for()
    return editor(page)


def editor(page: Page) -> Locator:
    return page.get_by_role("textbox", name=re.compile("Text of"))


def paragraph(page: Page, text: str) -> Locator:
    return editor(page).locator("p[data-uid]").filter(has_text=text)


def put_cursor(page: Page, place: Locator, offset: int) -> None:
    """Set the cursor inside a paragraph, as a click between two letters does."""
    place.click()
    place.evaluate(
        """(element, offset) => {
            const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
            let node = walker.nextNode(), left = offset;
            while (node && (left > node.length || node.parentElement.closest('.caret'))) {
                if (!node.parentElement.closest('.caret')) left -= node.length;
                node = walker.nextNode();
            }
            getSelection().collapse(node, left);
        }""",
        offset,
    )
    page.wait_for_function("() => new Promise((done) => requestAnimationFrame(() => done(true)))")


TEXT_OF = """(root) => [...root.querySelectorAll('h2, p[data-uid]')].map((block) => {
    const copy = block.cloneNode(true);
    copy.querySelectorAll('.caret').forEach((caret) => caret.remove());
    return copy.textContent.replaceAll('\\u2060', '');
})"""


def text_of(page: Page) -> list[str]:
    """Titles and paragraphs as they stand, without carets and heads."""
    found: list[str] = editor(page).evaluate(TEXT_OF)
    return found


def expect_text(page: Page, expected: list[str]) -> None:
    """Wait until the page shows these titles and paragraphs, and nothing else."""
    is_there = f"(expected) => JSON.stringify(({TEXT_OF})(document.querySelector('.draft-editor'))) === expected"
    try:
        page.wait_for_function(is_there, arg=json.dumps(expected, ensure_ascii=False, separators=(",", ":")))
    except TimeoutError:
        assert text_of(page) == expected


def expect_saved(*pages: Page) -> None:
    for page in pages:
        expect(page.locator(STATUS)).to_have_text(SAVED)


def expect_same_text(first: Page, second: Page) -> None:
    """Both read the same once everything has arrived; the waiting is done in the browser."""
    expect_saved(first, second)
    expect_text(second, text_of(first))
    expect_text(first, text_of(second))


@dataclass
class Gate:
    """Stands between a page and the server; closed, it keeps what the server says and passes what the page says."""

    page: Page
    kept: list[tuple[WebSocketRoute, str | bytes]] = field(default_factory=list)
    is_closed: bool = False

    @classmethod
    def before(cls, page: Page) -> "Gate":
        """The gate of a page that has yet to be opened."""
        gate = cls(page)
        page.route_web_socket(re.compile("/socket.io/"), gate._connect)
        return gate

    def _connect(self, route: WebSocketRoute) -> None:
        server = route.connect_to_server()
        route.on_message(server.send)
        server.on_message(lambda message: self._hear(route, message))

    def _hear(self, route: WebSocketRoute, message: str | bytes) -> None:
        if self.is_closed:
            self.kept.append((route, message))
        else:
            route.send(message)

    def close(self) -> None:
        self.is_closed = True

    def open(self) -> None:
        self.is_closed = False
        kept, self.kept = self.kept, []
        for route, message in kept:
            route.send(message)
