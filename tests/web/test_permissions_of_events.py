"""Sends every event of the live channel as everybody, and as nobody."""

from typing import Any
from uuid import UUID

import pytest
from flask import Flask

from recommendations.domain.people import Role
from recommendations.domain.permissions import Subject, permits
from recommendations.services.texts.drafting import seed_text
from recommendations.sockets import ACTIONS, socketio
from recommendations.storage.database import transaction
from recommendations.storage.editions import Edition
from recommendations.storage.texts import Text
from tests.factories import make_theme, make_unit
from tests.web.conftest import Browser, SignedIn


@pytest.fixture
def text(app: Flask, edition: Edition) -> Text:
    with app.app_context(), transaction() as session:
        theme = make_theme(session, edition)
        return session.get_one(Text, seed_text(session, theme.id, "en", (make_unit("r1", "We ask for buses."),)))


def _emit(app: Flask, browser: Browser, event: str, text_id: UUID) -> dict[str, Any] | None:
    socket = socketio.test_client(app, flask_test_client=browser, headers={"Origin": "http://localhost"})
    assert socket.is_connected()
    if event != "text-join":
        socket.emit("text-join", {"text": str(text_id), "state": b"\x00", "epoch": None}, callback=True)
    message = {"text": str(text_id), "state": b"\x00", "epoch": None, "number": 1, "update": b"\x00\x00"}
    answer: dict[str, Any] | None = socket.emit(event, message, callback=True)
    socket.disconnect()
    return answer


@pytest.mark.parametrize("role", list(Role))
def test_every_event_is_open_to_those_whom_the_table_names(
    app: Flask, edition: Edition, text: Text, signed_in: SignedIn, role: Role
) -> None:
    browser = signed_in(role)
    subject = Subject(edition.id, text.theme_id)

    for event, action in ACTIONS.items():
        if event in {"connect", "disconnect"}:
            continue
        answer = _emit(app, browser, event, text.id)

        is_refused = isinstance(answer, dict) and answer.get("refused") == "not-permitted"
        assert is_refused is not permits(browser.actor, action, subject), f"{event} as {role}: {answer}"


def test_a_stranger_and_a_foreign_page_cannot_connect(app: Flask, client: Browser, signed_in: SignedIn) -> None:
    nobody = socketio.test_client(app, flask_test_client=client, headers={"Origin": "http://localhost"})
    foreign = socketio.test_client(app, flask_test_client=signed_in(), headers={"Origin": "https://evil.example"})

    assert not nobody.is_connected()
    assert not foreign.is_connected()
