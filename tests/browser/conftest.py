"""A browser, a server of its own, and people who come in through their real sign-in links."""

import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Error, Page, Playwright, sync_playwright

from recommendations.application import create_app
from recommendations.assets import ensure_assets
from recommendations.config import ROOT
from recommendations.services import demonstration
from recommendations.services.people.signing_in import issue_link
from recommendations.storage.database import db
from recommendations.storage.people import Person
from tests.browser.drafts import Draft, make_draft, open_draft
from tests.conftest import missing, settings_for
from tests.kept import release

STARTS_WITHIN = 120.0
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "microsoft-edge")
REMEDY = "run .venv/bin/playwright install chromium, or set E2E_CHROMIUM to the path of a Chromium"
HERE = Path(__file__).parent


def _chromium(playwright: Playwright) -> str | None:
    candidates = (os.environ.get("E2E_CHROMIUM"), playwright.chromium.executable_path, *map(shutil.which, NAMES))
    return next((path for path in candidates if path and Path(path).exists()), None)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for the whole session; each person gets a context of their own."""
    with sync_playwright() as playwright:
        path = _chromium(playwright)
        if path is None:
            missing("Chromium", REMEDY)
        # Chromium's own sandbox does not work for root, as which CI runs.
        is_root = hasattr(os, "geteuid") and os.geteuid() == 0
        chromium = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"] if is_root else [])
        yield chromium
        chromium.close()


@dataclass(frozen=True)
class LiveServer:
    """The running server, and an application on the same database for making scenes through services."""

    origin: str
    app: Flask
    database: Path


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _answers(origin: str) -> bool:
    try:
        with urllib.request.urlopen(f"{origin}/sign-in", timeout=5) as answer:
            return bool(answer.status == 200)
    except (urllib.error.URLError, ConnectionError, TimeoutError):
        return False


def wait_until_up(origin: str, process: subprocess.Popen[bytes], log: Path) -> None:
    """Return when the server answers; fail with what it wrote when it does not."""
    deadline = time.monotonic() + STARTS_WITHIN
    while not _answers(origin):
        if process.poll() is not None or time.monotonic() > deadline:
            pytest.fail(f"the server did not start:\n{log.read_text()[-3000:]}")


@contextmanager
def serving(source: Path, folder: Path, prepare: Callable[[], None] | None = None) -> Iterator[LiveServer]:
    """The real server in a process of its own, on a copy of a SQLite file that ``prepare`` may change before."""
    ensure_assets(ROOT)
    database, log = folder / "hemicycle.db", folder / "server.log"
    shutil.copy(source, database)
    port = _free_port()
    origin, url = f"http://localhost:{port}", f"sqlite:///{database}"
    app = create_app(settings_for(url))
    if prepare:
        with app.app_context():
            prepare()
    command = [sys.executable, str(HERE / "server.py"), url, str(port)]
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    with log.open("wb") as output:
        process = subprocess.Popen(command, stdout=output, stderr=output, cwd=ROOT, env=environment)
    try:
        wait_until_up(origin, process, log)
        yield LiveServer(origin, app, database)
    finally:
        process.terminate()
        process.wait(timeout=20)
        release(app)


@pytest.fixture(scope="session")
def live_server(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[LiveServer]:
    """The real server on an empty database."""
    with serving(sqlite_template, tmp_path_factory.mktemp("live")) as server:
        yield server


@pytest.fixture(scope="session")
def demonstration_file(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite file with the demonstration edition, loaded once and then only copied."""
    path = tmp_path_factory.mktemp("demonstration") / "demonstration.db"
    shutil.copy(sqlite_template, path)
    app = create_app(settings_for(f"sqlite:///{path}"))
    with app.app_context():
        demonstration.load()
        db.session.execute(sa.text("PRAGMA wal_checkpoint(TRUNCATE)"))
    release(app)
    return path


@pytest.fixture(scope="session")
def demonstration_server(demonstration_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[LiveServer]:
    """The real server in the middle of the demonstration's assembly."""
    with serving(demonstration_file, tmp_path_factory.mktemp("middle")) as server:
        yield server


@dataclass
class Visitors:
    """Everybody who has a browser open in this test, and what went wrong in any of them."""

    browser: Browser
    server: LiveServer
    faults: list[str] = field(default_factory=list)
    expected: list[str] = field(default_factory=list)
    contexts: list[BrowserContext] = field(default_factory=list)

    def context(self, **options: Any) -> BrowserContext:  # noqa: ANN401 - Playwright's own options
        """A browser of somebody who is not signed in."""
        settings = {"viewport": {"width": 1280, "height": 900}, "locale": "en-GB", "base_url": self.server.origin}
        context = self.browser.new_context(**(settings | options))
        context.set_default_timeout(15_000)
        context.on("console", self._listen)
        context.on("weberror", lambda error: self.faults.append(f"page error: {error.error}"))
        self.contexts.append(context)
        return context

    def _listen(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self.faults.append(f"{message.text} ({message.location.get('url', '')})")

    def signed_in(self, person: Person, **options: Any) -> Page:  # noqa: ANN401 - Playwright's own options
        """A page of this person, who came in through a personal link as everybody does."""
        return signed_in(self.context(**options), person, self.server)

    def unexpected(self) -> list[str]:
        """What the browsers complained about, without what the test announced."""
        return [fault for fault in self.faults if not any(re.search(part, fault) for part in self.expected)]


def signed_in(context: BrowserContext, person: Person, server: LiveServer) -> Page:
    """A page in this context, after the person's link was opened and confirmed."""
    with server.app.app_context():
        token = issue_link(person.id, None)
    page = context.new_page()
    page.goto(f"/enter/{token}")
    page.locator("main form button").click()
    page.wait_for_url(lambda url: "/enter/" not in url)
    return page


@pytest.fixture
def visitors(browser: Browser, live_server: LiveServer) -> Iterator[Visitors]:
    """People with browsers; the test fails on any error in a console or on a page that it did not announce."""
    people = Visitors(browser, live_server)
    yield people
    for context in people.contexts:
        context.close()
    assert people.unexpected() == []


@contextmanager
def connection_lost(context: BrowserContext, visitors: Visitors) -> Iterator[None]:
    """No network for this browser; what it complains about meanwhile is expected."""
    visitors.expected.append("ERR_INTERNET_DISCONNECTED|WebSocket connection|Failed to fetch")
    context.set_offline(True)
    yield
    context.set_offline(False)


@pytest.fixture
def scene(live_server: LiveServer) -> Callable[..., Any]:
    """Run a function of a session in a transaction on the server's database, and return what it made."""
    from recommendations.storage.database import transaction  # noqa: PLC0415 - only scenes write directly

    def make(build: Callable[..., Any]) -> Any:  # noqa: ANN401 - whatever the scene is
        with live_server.app.app_context(), transaction() as session:
            return build(session)

    return make


@pytest.fixture
def draft(scene: Callable[..., Any]) -> Draft:
    """A theme with a text in two languages."""
    made: Draft = scene(make_draft)
    return made


@pytest.fixture
def pair(visitors: Visitors, draft: Draft) -> tuple[Page, Page]:
    """Two rapporteurs with the same text open."""
    first, second = visitors.signed_in(draft.rapporteur), visitors.signed_in(draft.colleague)
    open_draft(first, draft)
    open_draft(second, draft)
    return first, second


__all__ = ["Error", "LiveServer", "Visitors", "connection_lost", "signed_in"]
