"""The pages around Word files, for the list of all places: taken away, returned, verified, read by everybody."""

from collections.abc import Callable, Iterator
from typing import Any

from playwright.sync_api import Page

from recommendations.services.demonstration import CODE
from tests.browser import demonstrated

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


def published() -> Iterator[Entry]:
    """The adopted manifesto for everybody, and a file for each verdict."""
    public = {"code": CODE, "number": 1}
    yield "manifesto for everybody", STRANGER, "published.show", public
    yield "manifesto for everybody in French", STRANGER, "published.show", public | {"language": "fr"}
    for verdict, content in demonstrated.files_to_verify():
        yield f"{verdict} file", STRANGER, "verifying.show", {}, 200, _verify(content)
