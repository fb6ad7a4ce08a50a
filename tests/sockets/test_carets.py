"""Carets of the other writers: under the right name, gone when their author has gone."""

import json
from collections.abc import Callable

import pytest
from pycrdt import Decoder, Encoder

from recommendations.domain.people import Actor
from tests.sockets.conftest import Hall, Tab

OpenTab = Callable[[Actor], Tab]


def caret(client: int, state: object, *, count: int = 1, clock: int = 1) -> bytes:
    encoder = Encoder()
    for number in (count, client, clock):
        encoder.write_var_uint(number)
    encoder.write_var_string(json.dumps(state))
    return encoder.to_bytes()


def state_in(update: bytes) -> object:
    decoder = Decoder(update)
    for _ in range(3):
        decoder.read_var_uint()
    return json.loads(decoder.read_var_string())


def test_a_caret_appears_under_the_name_of_the_person(hall: Hall, open_tab: OpenTab) -> None:
    writer, other = open_tab(hall.rapporteur), open_tab(hall.rapporteur)
    writer.join()
    other.join()

    update = caret(7, {"user": {"name": "The President", "color": "#123456"}, "cursor": None})
    writer.socket.emit("text-awareness", {"text": hall.text, "update": update})

    (shown,) = other.heard("text-awareness")
    assert state_in(shown["update"]) == {
        "user": {"name": hall.rapporteur.name, "color": "#123456"},
        "cursor": None,
    }


def test_whoever_comes_later_sees_the_carets_and_sees_them_go(hall: Hall, open_tab: OpenTab) -> None:
    writer, late = open_tab(hall.rapporteur), open_tab(hall.rapporteur)
    writer.join()
    writer.socket.emit("text-awareness", {"text": hall.text, "update": caret(7, {"cursor": None})})

    late.join()
    seen = late.heard("text-awareness")
    writer.socket.disconnect()
    gone = late.heard("text-awareness")

    assert [state_in(message["update"]) for message in seen + gone] == [{"cursor": None}, None]


@pytest.mark.parametrize(
    "update",
    [
        pytest.param(b"", id="nothing"),
        pytest.param(b"\xff" * 20, id="noise"),
        pytest.param(caret(7, {}, count=2), id="two carets"),
        pytest.param(caret(7, "text"), id="a state that is no state"),
        pytest.param(caret(7, {"x": "y" * 9000}), id="oversized"),
        pytest.param("text", id="no bytes"),
        pytest.param(caret(9, {}), id="the caret of somebody else"),
    ],
)
def test_a_bad_caret_is_not_relayed(hall: Hall, open_tab: OpenTab, update: object) -> None:
    writer, other = open_tab(hall.rapporteur), open_tab(hall.rapporteur)
    writer.join()
    other.join()
    other.socket.emit("text-awareness", {"text": hall.text, "update": caret(9, {})})
    other.heard("text-awareness")

    answer = writer.socket.emit("text-awareness", {"text": hall.text, "update": update}, callback=True)

    assert answer["refused"] == "update-malformed"
    assert other.heard("text-awareness") == []


def test_a_follower_has_no_caret(hall: Hall, open_tab: OpenTab) -> None:
    reader = open_tab(hall.observer)
    reader.join()

    answer = reader.socket.emit("text-awareness", {"text": hall.text, "update": caret(7, {})}, callback=True)

    assert answer["refused"] == "not-permitted"
