"""The secretariat makes a package, watches it, and takes it away; the president's page follows by itself."""

import io
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from recommendations.domain.people import Role
from tests.browser import demonstrated
from tests.browser.conftest import LiveServer, Visitors, serving

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("demonstration")]
PATIENCE = 60_000


@pytest.fixture
def server(demonstration_file: Path, tmp_path: Path) -> Iterator[LiveServer]:
    """A server of this test's own, on which a manifesto is composed."""
    with serving(demonstration_file, tmp_path) as running:
        yield running


def page_of(visitors: Visitors, role: Role, **options: object) -> Page:
    with visitors.server.app.app_context():
        person = demonstrated.person(role, locale="fr" if role is Role.PRESIDENT else "en")
    return visitors.signed_in(person, **options)


def test_a_package_is_watched_while_it_is_made_and_taken_away(browser: Browser, server: LiveServer) -> None:
    visitors = Visitors(browser, server)
    president = page_of(visitors, Role.PRESIDENT)
    president.goto("/packages")
    expect(president.get_by_role("heading", level=1)).to_have_text("Dossiers de remise")
    page = page_of(visitors, Role.SECRETARIAT)
    page.goto("/packages")

    page.get_by_role("button", name="Make a package").click()

    expect(president.locator("progress").first).to_be_visible()
    link = page.get_by_role("link", name=re.compile("Take away"))
    expect(link).to_be_visible(timeout=PATIENCE)
    expect(president.get_by_role("link", name=re.compile("Télécharger"))).to_be_visible(timeout=PATIENCE)
    with page.expect_download() as download:
        link.click()
    content = Path(download.value.path()).read_bytes()
    assert download.value.suggested_filename == "manifesto-1-package-1.zip"
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert archive.testzip() is None
        assert {"README.txt", "SHA256SUMS", "letters/01-eu-en.docx"} <= set(archive.namelist())
    assert visitors.unexpected() == []


def test_without_javascript_the_page_says_how_to_look_again(browser: Browser, server: LiveServer) -> None:
    visitors = Visitors(browser, server)
    page = page_of(visitors, Role.SECRETARIAT, java_script_enabled=False)
    page.goto("/packages")

    page.get_by_role("button", name="Make a package").click()

    link = page.get_by_role("link", name=re.compile("Take away"))
    for _ in range(120):
        if link.count():
            break
        page.get_by_role("link", name="Look again").click()
    expect(link).to_be_visible()
