"""The secretariat hands a template in, reads what is in it, and takes the manifesto away in it."""

import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from docx import Document
from playwright.sync_api import Browser, Page, expect

from recommendations.domain.people import Role
from tests.browser import demonstrated
from tests.browser.axe import barriers, scrolls_sideways
from tests.browser.conftest import LiveServer, Visitors, serving
from tests.exports.templates import make_letterhead

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("demonstration")]
FILE = {"name": "letterhead.dotx", "mimeType": "application/octet-stream", "buffer": make_letterhead()}
PATIENCE = 60_000


@pytest.fixture
def server(demonstration_file: Path, tmp_path: Path) -> Iterator[LiveServer]:
    """A server of this test's own, on which a manifesto is composed."""
    with serving(demonstration_file, tmp_path) as running:
        yield running


def taken(page: Page, link: str) -> bytes:
    with page.expect_download(timeout=PATIENCE) as download:
        page.get_by_role("link", name=link).click()
    return Path(download.value.path()).read_bytes()


def header_of(content: bytes) -> list[str]:
    return [paragraph.text for paragraph in Document(io.BytesIO(content)).sections[0].header.paragraphs]


def test_a_template_is_handed_in_read_and_worn_on_a_phone(browser: Browser, server: LiveServer) -> None:
    visitors = Visitors(browser, server)
    with server.app.app_context():
        person = demonstrated.person(Role.SECRETARIAT)
    page = visitors.signed_in(person, viewport={"width": 390, "height": 844})
    page.goto("/packages")
    page.get_by_role("link", name="Word template").click()
    assert list(barriers(page)) == []

    page.get_by_label("The Word template").set_input_files(FILE)  # type: ignore[arg-type]  # Playwright's own dictionary
    page.get_by_role("button", name="Look into it").click()
    expect(page.get_by_text("The template is kept.")).to_be_visible(timeout=PATIENCE)
    page.get_by_text("Which style becomes which").click()

    expect(page.get_by_role("cell", name="Stadt-Überschrift 1")).to_be_visible()
    assert list(barriers(page)) == []
    assert not scrolls_sideways(page, 390)
    assert "Réseau de villes" in header_of(taken(page, "Manifesto 1 in this look, English"))
    page.get_by_role("button", name="Use it from now on").click()
    expect(page.get_by_role("button", name="Use no template")).to_be_visible()
    assert list(barriers(page)) == []
    page.goto("/manifesto/1")
    assert visitors.unexpected() == []
