"""An edition with a live text, and connections to it as browsers make them."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

import pytest
from flask import Flask
from flask_socketio import SocketIOTestClient
from pycrdt import Doc, XmlElement, XmlFragment, XmlText

from recommendations.domain.people import Actor, Role
from recommendations.domain.text import Paragraph, Span, Unit, UnitKind
from recommendations.services.people.signing_in import actor_of, enter_by_link, issue_link
from recommendations.services.texts.drafting import seed_text
from recommendations.sockets import socketio
from recommendations.storage.database import transaction
from tests.factories import make_edition, make_person, make_theme

ORIGIN = "http://localhost"
UNITS = (Unit("r1", UnitKind.RECOMMENDATION, (Paragraph("p1", (Span("We ask for buses."),)),), "Buses"),)


@dataclass
class Hall:
    """What the tests of the socket stand on."""

    app: Flask
    edition_id: UUID
    theme_id: UUID
    text_id: UUID
    rapporteur: Actor
    observer: Actor

    @property
    def text(self) -> str:
        """The text's name in messages."""
        return str(self.text_id)


@dataclass
class Tab:
    """One browser tab: its connection, and its copy of the document."""

    socket: SocketIOTestClient
    text: str
    doc: Doc[Any] = field(default_factory=Doc)
    number: int = 0

    def join(self, **fields: object) -> dict[str, Any]:
        """Join the text and take over what is missing."""
        message: dict[str, object] = {"text": self.text, "state": self.doc.get_state(), "epoch": None}
        answer: dict[str, Any] = self.socket.emit("text-join", message | fields, callback=True)
        if answer.get("missing"):
            self.doc.apply_update(answer["missing"])
        return answer

    def type(self, words: str) -> None:
        """Type at the beginning of the first paragraph, and send it."""
        self.send(self.change(words))

    def change(self, words: str) -> bytes:
        """The update of such typing."""
        before = self.doc.get_state()
        unit = self.doc.get("prosemirror", type=XmlFragment).children[0]
        assert isinstance(unit, XmlElement)
        paragraph = unit.children[1]
        assert isinstance(paragraph, XmlElement)
        run = paragraph.children[0]
        assert isinstance(run, XmlText)
        run.insert(0, words)
        return self.doc.get_update(before)

    def send(self, update: object, **fields: object) -> None:
        """Send a change under the next number."""
        self.number += 1
        self.socket.emit("text-update", {"text": self.text, "number": self.number, "update": update} | fields)

    def heard(self, name: str) -> list[dict[str, Any]]:
        """The messages of this name since the last time anything was heard; the others are dropped."""
        return [message["args"][0] for message in self.socket.get_received() if message["name"] == name]


@pytest.fixture
def hall(app: Flask) -> Hall:
    """An edition with one text, a rapporteur of its theme and an observer."""
    with app.app_context(), transaction() as session:
        edition = make_edition(session)
        theme = make_theme(session, edition)
        rapporteur = make_person(session, edition, Role.RAPPORTEUR, theme_id=theme.id)
        observer = make_person(session, edition, Role.OBSERVER)
        text_id = seed_text(session, theme.id, "en", UNITS)
        return Hall(app, edition.id, theme.id, text_id, actor_of(rapporteur), actor_of(observer))


def sign_in(app: Flask, person_id: UUID) -> str:
    """A session of the person."""
    with app.app_context():
        return enter_by_link(issue_link(person_id, None), "test")


def connect(app: Flask, token: str | None, **headers: str) -> SocketIOTestClient:
    """A connection with this session; the origin is our own unless another is given."""
    browser = app.test_client()
    if token is not None:
        with browser.session_transaction() as session:
            session["sign_in"] = token
    return socketio.test_client(app, headers={"Origin": ORIGIN} | headers, flask_test_client=browser)


@pytest.fixture
def open_tab(hall: Hall) -> Callable[[Actor], Tab]:
    """Opens a tab for somebody, signed in and connected."""

    def opened(actor: Actor) -> Tab:
        return Tab(connect(hall.app, sign_in(hall.app, actor.person_id)), hall.text)

    return opened
