"""The pages around Word files, for the list of all places: taken away, sent in, verified, read by everybody."""

from collections.abc import Callable, Iterator
from typing import Any

from playwright.sync_api import Page

from recommendations.services.demonstration import CODE
from tests.browser import demonstrated
from tests.drafts_from_outside import STREETS
from tests.exports.templates import make_letterhead

STRANGER = "stranger"
Entry = tuple[Any, ...]


def _choose_nothing(page: Page) -> None:
    for box in page.locator("main input[type=checkbox]").all():
        box.uncheck()
    page.get_by_role("button", name="File the chosen changes").click()


def _send_nothing(page: Page) -> None:
    page.get_by_role("button", name="Show me the changes").click()


def _unfold(page: Page) -> None:
    page.evaluate("() => document.querySelectorAll('main details').forEach((part) => { part.open = true; })")


def _verify(content: bytes) -> Callable[[Page], None]:
    def ask(page: Page) -> None:
        file = {"name": "manifesto.docx", "mimeType": "application/octet-stream", "buffer": content}
        page.get_by_label("The Word file").set_input_files(file)  # type: ignore[arg-type]  # Playwright's own dictionary
        page.get_by_role("button", name="Check this file").click()

    return ask


def _send_no_template(page: Page) -> None:
    page.get_by_role("button", name="Look into it").click()


def _hand_in_a_template(page: Page) -> None:
    """Hand one in, and open everything that is said of it."""
    file = {"name": "template.docx", "mimeType": "application/octet-stream", "buffer": make_letterhead()}
    page.get_by_label("The Word template").set_input_files(file)  # type: ignore[arg-type]  # Playwright's own dictionary
    page.get_by_role("button", name="Look into it").click()
    page.locator("article").first.wait_for()
    _unfold(page)


def word_files(frozen: str, drafted: str) -> Iterator[Entry]:
    """The Word files of a frozen theme, and what comes back."""
    theme = {"theme_id": demonstrated.theme(frozen)}
    returned = {"upload_id": demonstrated.returned_file(frozen)}
    yield "word files", "delegate", "word_files.show", theme
    yield "word files of a reader", "observer", "word_files.show", theme
    yield "word files before the freeze", "delegate", "word_files.show", {"theme_id": demonstrated.theme(drafted)}
    yield "word files with an error", "delegate", "word_files.show", theme, 422, _send_nothing
    yield "returned file", "delegate", "returned.show", returned, 200, _unfold
    yield "returned file with an error", "delegate", "returned.show", returned, 422, _choose_nothing
    yield "file to verify", STRANGER, "verifying.show", {}
    yield from _drafts(drafted)
    yield "Word templates", "secretariat", "word_templates.index", {}
    yield "Word templates with an error", "secretariat", "word_templates.index", {}, 422, _send_no_template
    yield "Word template handed in", "secretariat", "word_templates.index", {}, 200, _hand_in_a_template


def _send_no_draft(page: Page) -> None:
    page.get_by_role("button", name="Show me what is in it").click()


def _confirm_without_a_code(page: Page) -> None:
    for unfolded in page.locator("main details").all():
        unfolded.evaluate("(part) => { part.open = true; }")
    page.get_by_label("Number").last.fill("1")
    page.get_by_label("What becomes of it").last.select_option("new")
    page.get_by_role("button", name="Confirm: write these texts").click()


def _drafts(drafted: str) -> Iterator[Entry]:
    """The pages on which a draft from outside is sent and looked at."""
    theme = {"theme_id": demonstrated.theme(drafted)}
    upload = {"upload_id": demonstrated.draft_from_outside(STREETS)}
    own = theme | {"upload_id": demonstrated.draft_from_outside(STREETS, theme_code=drafted)}
    yield "sending a draft", "secretariat", "importing.write", {}
    yield "sending no draft", "secretariat", "importing.write", {}, 422, _send_no_draft
    yield "draft for a theme with words", "rapporteur", "importing.write", theme
    yield "draft from outside", "secretariat", "importing.show", upload, 200, _unfold
    yield "draft from outside with an error", "secretariat", "importing.show", upload, 422, _confirm_without_a_code
    yield "draft from outside for a theme with words", "rapporteur", "importing.show", own, 200, _unfold


def published() -> Iterator[Entry]:
    """The adopted manifesto for everybody, and a file for each verdict."""
    public = {"code": CODE, "number": 1}
    yield "manifesto for everybody", STRANGER, "published.show", public
    yield "manifesto for everybody in French", STRANGER, "published.show", public | {"language": "fr"}
    for verdict, content in demonstrated.files_to_verify():
        yield f"{verdict} file", STRANGER, "verifying.show", {}, 200, _verify(content)
