"""Who may connect, and how long a connection lasts."""

from collections.abc import Callable

import pytest

from recommendations.config import Settings
from recommendations.domain.people import Actor
from recommendations.services.people.signing_in import sign_out, sign_out_everywhere
from recommendations.sockets import socketio
from recommendations.sockets.admission import allowed_origins
from recommendations.sockets.connections import EVENTS_AT_ONCE
from tests.sockets.conftest import Hall, Tab, connect, sign_in


def test_a_signed_in_person_from_our_own_page_is_admitted(hall: Hall) -> None:
    assert connect(hall.app, sign_in(hall.app, hall.observer.person_id)).is_connected()


@pytest.mark.parametrize("origin", ["https://elsewhere.example", "http://localhost:8080", "null", ""])
def test_another_page_is_refused(hall: Hall, origin: str) -> None:
    assert not connect(hall.app, sign_in(hall.app, hall.observer.person_id), Origin=origin).is_connected()


def test_a_connection_without_origin_is_refused(hall: Hall) -> None:
    browser = hall.app.test_client()
    with browser.session_transaction() as session:
        session["sign_in"] = sign_in(hall.app, hall.observer.person_id)

    assert not socketio.test_client(hall.app, flask_test_client=browser).is_connected()


@pytest.mark.parametrize("token", [None, "", "a-session-that-never-was"])
def test_nobody_is_admitted_without_a_session(hall: Hall, token: str | None) -> None:
    assert not connect(hall.app, token).is_connected()


def test_a_connection_that_was_not_admitted_gets_no_answer(hall: Hall) -> None:
    stranger = connect(hall.app, None)

    with pytest.raises(RuntimeError, match="not connected"):
        stranger.emit("text-join", {"text": hall.text}, callback=True)


def test_signing_out_everywhere_closes_every_connection(hall: Hall) -> None:
    tabs = [connect(hall.app, sign_in(hall.app, hall.observer.person_id)) for _ in range(2)]
    other = connect(hall.app, sign_in(hall.app, hall.rapporteur.person_id))

    with hall.app.app_context():
        sign_out_everywhere(hall.observer)

    assert [tab.is_connected() for tab in tabs] == [False, False]
    assert other.is_connected()


def test_signing_out_on_one_device_leaves_the_others_connected(hall: Hall) -> None:
    tokens = [sign_in(hall.app, hall.observer.person_id) for _ in range(2)]
    tabs = [connect(hall.app, token) for token in tokens]

    with hall.app.app_context():
        sign_out(hall.observer, tokens[0])

    assert [tab.is_connected() for tab in tabs] == [False, True]


def test_a_flood_of_events_is_refused(hall: Hall, open_tab: Callable[[Actor], Tab]) -> None:
    tab = open_tab(hall.rapporteur)

    answers = [tab.socket.emit("text-leave", {}, callback=True)["refused"] for _ in range(600)]

    assert set(answers) == {"update-malformed", "too-many-updates"}
    assert answers.index("too-many-updates") >= EVENTS_AT_ONCE


def test_ones_own_machine_has_two_names() -> None:
    local = Settings("key", "sqlite://", public_origin="http://127.0.0.1:5000")
    public = Settings("key", "sqlite://", public_origin="https://assembly.example")

    assert allowed_origins(local) == ["http://127.0.0.1:5000", "http://localhost:5000"]
    assert allowed_origins(public) == ["https://assembly.example"]
