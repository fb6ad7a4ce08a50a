"""The WebSocket driver against a real TCP connection, in greenlets of this process."""

import struct
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import SimpleNamespace
from typing import Any

import gevent
import gevent.socket
import pytest
from engineio import Server as EngineServer
from gevent.pywsgi import WSGIServer
from wsproto import ConnectionType, WSConnection
from wsproto.events import AcceptConnection, BytesMessage, CloseConnection, Event, Ping, Pong, Request, TextMessage

from recommendations.sockets.driver import MOST_WAITING, Handler, Outbox, WebSocket, driver_in_use, install

LIMIT = 100_000


class Client:
    """A WebSocket client that reads only when told to."""

    def __init__(self, port: int) -> None:
        self.socket = gevent.socket.create_connection(("127.0.0.1", port), timeout=10)
        self.protocol = WSConnection(ConnectionType.CLIENT)
        self.send(Request(host="127.0.0.1", target="/"))
        assert isinstance(self.next(), AcceptConnection)

    def send(self, event: Event) -> None:
        """Send one event."""
        self.socket.sendall(self.protocol.send(event))

    def next(self, pause: float = 0) -> Event:
        """The next event; ``pause`` in seconds makes a slow reader."""
        while True:
            for event in self.protocol.events():
                return event
            gevent.sleep(pause)
            self.protocol.receive_data(self.socket.recv(65_536) or None)

    def message(self, pause: float = 0) -> str | bytes:
        """The next whole message."""
        parts: list[Any] = []
        while True:
            event = self.next(pause)
            assert isinstance(event, (TextMessage, BytesMessage)), event
            parts.append(event.data)
            if event.message_finished:
                return "".join(parts) if isinstance(event, TextMessage) else b"".join(parts)


@contextmanager
def serving(serve: Callable[[WebSocket], Any]) -> Iterator[int]:
    """A server on a free port that gives each connection to ``serve``."""

    def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> list[bytes]:
        answer: list[bytes] = WebSocket(serve, SimpleNamespace(max_http_buffer_size=LIMIT))(environ, start_response)
        return answer

    server = WSGIServer(("127.0.0.1", 0), application, handler_class=Handler, log=None)
    server.start()
    try:
        yield int(server.server_port or 0)
    finally:
        server.stop(timeout=1)


@contextmanager
def talking_to(serve: Callable[[WebSocket], Any]) -> Iterator[Client]:
    """A client connected to such a server."""
    with serving(serve) as port:
        client = Client(port)
        try:
            yield client
        finally:
            client.socket.close()


def echo(connection: WebSocket) -> list[bytes]:
    while (message := connection.wait()) is not None:
        connection.send(message)
    return []


def test_text_and_bytes_come_back_as_they_were() -> None:
    with talking_to(echo) as client:
        client.send(TextMessage(data="Été 😀"))
        client.send(BytesMessage(data=b"\x00\xff"))

        assert client.message() == "Été 😀"
        assert client.message() == b"\x00\xff"


def test_a_slow_reader_receives_six_million_bytes_completely() -> None:
    sent = bytes(range(256)) * 24_000

    def shout(connection: WebSocket) -> list[bytes]:
        connection.send(sent)
        connection.wait()
        return []

    with talking_to(shout) as client:
        received = client.message(pause=0.001)

    assert received == sent


def test_a_message_in_fragments_is_one_message() -> None:
    with talking_to(echo) as client:
        client.send(TextMessage(data="half and ", message_finished=False))
        client.send(Ping(payload=b"between"))
        client.send(TextMessage(data="half"))

        assert isinstance(client.next(), Pong)
        assert client.message() == "half and half"


def test_two_messages_in_one_packet_are_two_messages() -> None:
    with talking_to(echo) as client:
        first, second = client.protocol.send(TextMessage(data="one")), client.protocol.send(TextMessage(data="two"))
        client.socket.sendall(first + second)

        assert [client.message(), client.message()] == ["one", "two"]


@pytest.mark.parametrize("pieces", [1, 4])
def test_an_oversized_message_ends_the_connection_with_its_code(pieces: int) -> None:
    part = b"x" * (LIMIT // pieces + 1)
    with talking_to(echo) as client:
        for piece in range(pieces):
            client.send(BytesMessage(data=part, message_finished=piece == pieces - 1))
        ended = client.next()

    assert isinstance(ended, CloseConnection)
    assert ended.code == 1009


@pytest.mark.parametrize(
    ("frame", "code"),
    [
        pytest.param(b"\x83\x80abcd", 1002, id="an opcode that does not exist"),
        pytest.param(b"\x81\x02hi", 1002, id="a client's frame without a mask"),
        pytest.param(b"\xc1\x80abcd", 1002, id="a reserved bit, as compression would set"),
        pytest.param(b"\x80\x80abcd", 1002, id="a continuation of nothing"),
        pytest.param(b"\x89\xfe" + struct.pack("!H", 200) + b"abcd", 1002, id="a ping that is too long"),
        pytest.param(b"\x81\x81\x00\x00\x00\x00\xff", 1007, id="text that is not UTF-8"),
    ],
)
def test_a_malformed_frame_ends_the_connection_with_its_code(frame: bytes, code: int) -> None:
    with talking_to(echo) as client:
        client.socket.sendall(frame)
        ended = client.next()

    assert isinstance(ended, CloseConnection)
    assert ended.code == code


def test_a_goodbye_is_answered() -> None:
    with talking_to(echo) as client:
        client.send(CloseConnection(code=1000))

        assert isinstance(client.next(), CloseConnection)
        assert client.socket.recv(1) == b""


def test_a_request_that_is_no_handshake_is_refused() -> None:
    with serving(echo) as port, gevent.socket.create_connection(("127.0.0.1", port), timeout=10) as connection:
        connection.sendall(b"GET / HTTP/1.1\r\nHost: here\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n")
        answer = connection.recv(65_536)

    assert answer.startswith(b"HTTP/1.1 400 ")


def test_a_message_after_the_end_is_an_error() -> None:
    errors: list[OSError] = []

    def speak_after_the_end(connection: WebSocket) -> list[bytes]:
        connection.close()
        try:
            connection.send("too late")
        except OSError as error:
            errors.append(error)
        return []

    with talking_to(speak_after_the_end) as client:
        assert isinstance(client.next(), CloseConnection)

    assert len(errors) == 1


def test_a_client_that_falls_too_far_behind_is_cut_off() -> None:
    cuts: list[str] = []
    outbox = Outbox()
    outbox.cut_off = lambda: cuts.append("cut")

    for _ in range(MOST_WAITING + 2):
        outbox.put(SimpleNamespace(data="x"))
    outbox.put(None)

    assert cuts == ["cut"]
    assert outbox.qsize() == MOST_WAITING + 1


def test_an_outbox_is_bounded_in_bytes_and_frees_what_was_sent() -> None:
    cuts: list[str] = []
    outbox = Outbox()
    outbox.cut_off = lambda: cuts.append("cut")
    for _ in range(3):
        outbox.put(SimpleNamespace(data=b"x" * 5_000_000))
        outbox.get()

    outbox.put(SimpleNamespace(data=b"x" * 5_000_000))
    before = list(cuts)
    outbox.put(SimpleNamespace(data=b"x" * 5_000_000))

    assert (before, cuts) == ([], ["cut"])


def test_a_cut_off_ends_the_connection_of_the_client_behind() -> None:
    class Engine:
        """As python-engineio's socket: it serves, and has the queue of what waits."""

        def __init__(self) -> None:
            self.queue = Outbox()

        def serve(self, connection: WebSocket) -> list[bytes]:
            for _ in range(MOST_WAITING + 1):
                self.queue.put(SimpleNamespace(data="x"))
            assert connection.wait() is None
            return []

    with talking_to(Engine().serve) as client:
        ended = client.next()

    assert isinstance(ended, CloseConnection)
    assert ended.code == 1006


def test_the_driver_in_use_is_ours() -> None:
    engine = EngineServer(async_mode="gevent")

    install(engine)

    assert driver_in_use(engine) == "recommendations.sockets.driver.WebSocket"


def test_another_mode_is_refused_at_the_start() -> None:
    with pytest.raises(RuntimeError, match="gevent mode"):
        install(EngineServer(async_mode="threading"))
