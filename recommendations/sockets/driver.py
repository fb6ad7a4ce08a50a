"""Our own WebSocket driver for python-engineio under gevent: wsproto parses and frames, we own the socket.

The library that python-engineio would pick by itself ignores short writes and so cuts long messages off.
"""

from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import lru_cache
from socket import IPPROTO_TCP, SHUT_RDWR, TCP_NODELAY
from typing import Any, Protocol

from gevent.lock import RLock
from gevent.pywsgi import WSGIHandler
from gevent.queue import JoinableQueue
from wsproto import ConnectionType, WSConnection
from wsproto.events import AcceptConnection, BytesMessage, CloseConnection, Event, Message, Ping, TextMessage
from wsproto.frame_protocol import CloseReason, FrameProtocol
from wsproto.utilities import LocalProtocolError, RemoteProtocolError

SOCKET = "hemicycle.socket"
UPGRADED = "hemicycle.upgraded"
HANDSHAKE = ("HOST", "CONNECTION", "UPGRADE", "SEC_WEBSOCKET_KEY", "SEC_WEBSOCKET_VERSION")
MOST_WAITING = 2_000
MOST_WAITING_BYTES = 8_000_000
LONGEST_SHARED = 16_384
RECEIVE = 65_536


class EngineServer(Protocol):
    """What the driver needs to know of python-engineio's server."""

    max_http_buffer_size: int


class Handler(WSGIHandler):
    """gevent's HTTP handler, which also lends the connection to the driver."""

    def get_environ(self) -> dict[str, Any]:
        """The request with the connection in it."""
        environ: dict[str, Any] = super().get_environ()
        environ[SOCKET] = self.socket
        return environ

    def run_application(self) -> None:
        """Answer one request; after a WebSocket there is no next one."""
        super().run_application()
        if self.environ and self.environ.get(UPGRADED):
            self.close_connection = True


class Outbox(JoinableQueue[Any]):
    """What waits to be sent to one client, bounded: whoever falls too far behind is cut off and joins again."""

    def __init__(self) -> None:
        super().__init__()
        self._waiting_bytes = 0
        self._is_over = False
        self.cut_off: Callable[[], None] | None = None

    def put(self, item: Any, block: bool = True, timeout: float | None = None) -> None:  # noqa: ANN401, FBT001, FBT002 - the signature is gevent's
        """Queue a packet; ``None`` tells the sender to stop, and always fits."""
        if item is not None and self._overflows(_size(item)):
            return
        super().put(item, block, timeout)

    def get(self, block: bool = True, timeout: float | None = None) -> Any:  # noqa: ANN401, FBT001, FBT002 - the signature is gevent's
        """The next packet."""
        item = super().get(block, timeout)
        self._waiting_bytes -= _size(item)
        return item

    def _overflows(self, size: int) -> bool:
        if self._is_over:
            return True
        # A single long message may wait in an empty outbox, however long it is.
        is_behind = self.qsize() > 0 and self._waiting_bytes + size > MOST_WAITING_BYTES
        if is_behind or self.qsize() >= MOST_WAITING:
            self._is_over = True
            if self.cut_off is not None:
                self.cut_off()
            return True
        self._waiting_bytes += size
        return False


def _size(packet: Any) -> int:  # noqa: ANN401 - engineio's packet is untyped
    data = getattr(packet, "data", None)
    return len(data) if isinstance(data, (str, bytes, bytearray)) else 0


class WebSocket:
    """One connection, with the three calls that python-engineio makes: ``wait``, ``send`` and ``close``."""

    socket: Any

    def __init__(self, serve: Callable[["WebSocket"], Any], server: EngineServer) -> None:
        self._serve = serve
        self._longest = server.max_http_buffer_size
        self._protocol = WSConnection(ConnectionType.SERVER)
        self._events: Iterator[Event] = iter(())
        self._parts: list[str | bytes | bytearray] = []
        self._size = 0
        self._sending = RLock()
        self._is_open = False

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Any:  # noqa: ANN401 - WSGI
        """Shake hands and serve the connection until it ends."""
        try:
            accepted = self._handshake(environ)
        except RemoteProtocolError:
            start_response("400 Bad Request", [("Content-Type", "text/plain")])
            return [b"Not a WebSocket handshake.\n"]
        self.socket = environ[SOCKET]
        environ[UPGRADED] = True
        # Two small frames in flight would wait for each other's acknowledgement: up to 40 ms a keystroke.
        self.socket.setsockopt(IPPROTO_TCP, TCP_NODELAY, 1)
        self._bound_outbox()
        self.socket.sendall(accepted)
        self._is_open = True
        return self._serve(self)

    def wait(self) -> str | bytes | None:
        """The next whole message; None once the connection has ended, whoever ended it."""
        while self._is_open:
            for event in self._events:
                message = self._take(event)
                if message is not None:
                    return message
            self._receive()
        return None

    def send(self, message: str | bytes) -> None:
        """Write one message completely.

        Raises:
            OSError: the connection has ended, or the client took nothing for too long.
        """
        self._write(_shared_frame(message) if len(message) <= LONGEST_SHARED else _frame(message))

    def close(self) -> None:
        """Say goodbye and end the connection; a second call does nothing."""
        self._end(CloseReason.NORMAL_CLOSURE)

    def cut_off(self) -> None:
        """End the connection at once, without a word: the client does not read what we say."""
        self._is_open = False
        with suppress(OSError):
            self.socket.shutdown(SHUT_RDWR)

    def _handshake(self, environ: dict[str, Any]) -> bytes:
        headers = [
            (name.replace("_", "-").encode(), str(environ[f"HTTP_{name}"]).encode("latin-1"))
            for name in HANDSHAKE
            if f"HTTP_{name}" in environ
        ]
        self._protocol.initiate_upgrade_connection(headers, "/")
        next(self._protocol.events())
        # No extension is accepted: compression would defeat the frame that a whole room shares.
        return self._protocol.send(AcceptConnection())

    def _bound_outbox(self) -> None:
        # python-engineio hands over a bound method of its socket, whose queue holds what waits to be sent.
        outbox = getattr(getattr(self._serve, "__self__", None), "queue", None)
        if isinstance(outbox, Outbox):
            outbox.cut_off = self.cut_off

    def _receive(self) -> None:
        try:
            data = self.socket.recv(RECEIVE)
        except OSError:
            data = b""
        if not data:
            self.cut_off()
            return
        try:
            self._protocol.receive_data(data)
            self._events = self._guarded()
        except RemoteProtocolError as error:
            self._end(_reason(error))

    def _guarded(self) -> Iterator[Event]:
        try:
            yield from self._protocol.events()
        except RemoteProtocolError as error:
            self._end(_reason(error))

    def _take(self, event: Event) -> str | bytes | None:
        match event:
            case TextMessage() | BytesMessage():
                return self._collect(event)
            case Ping():
                with suppress(OSError):
                    self._write(self._protocol.send(event.response()))
            case CloseConnection():
                self._end(event.code)
            case _:
                pass
        return None

    def _collect(self, event: Message[Any]) -> str | bytes | None:
        self._size += len(event.data)
        if self._size > self._longest:
            self._end(CloseReason.MESSAGE_TOO_BIG)
            return None
        self._parts.append(event.data)
        if not event.message_finished:
            return None
        parts, self._parts, self._size = self._parts, [], 0
        if isinstance(event, TextMessage):
            return "".join(str(part) for part in parts)
        return b"".join(bytes(part) for part in parts if not isinstance(part, str))

    def _write(self, frame: bytes) -> None:
        # Two greenlets write (messages, and answers to pings): a frame must not begin inside another.
        with self._sending:
            if not self._is_open:
                raise OSError("the connection has ended")
            try:
                self.socket.sendall(frame)
            except OSError:
                self.cut_off()
                raise

    def _end(self, code: int) -> None:
        if not self._is_open:
            return
        self._events, self._parts = iter(()), []
        with suppress(OSError, LocalProtocolError):
            self._write(self._protocol.send(CloseConnection(code=code)))
        self.cut_off()


def _reason(error: RemoteProtocolError) -> int:
    hint = error.event_hint
    return hint.code if isinstance(hint, CloseConnection) else CloseReason.PROTOCOL_ERROR


_framing = FrameProtocol(client=False, extensions=[])


def _frame(message: str | bytes) -> bytes:
    # A server's frame is not masked: it depends on the message alone, not on the connection.
    return bytes(_framing.send_data(message, fin=True))


_shared_frame = lru_cache(maxsize=512)(_frame)

OURS = f"{WebSocket.__module__}.{WebSocket.__qualname__}"


def install(engine: Any) -> None:  # noqa: ANN401 - engineio is untyped
    """Make this driver the one that ``engine`` uses, and make sure of it.

    Raises:
        RuntimeError: python-engineio no longer looks its driver up where this version does.
    """
    if engine.async_mode != "gevent" or not {"websocket", "queue"} <= engine._async.keys():  # noqa: SLF001 - its only seam
        raise RuntimeError("The live channel needs python-engineio's gevent mode, with its table of drivers.")
    engine._async = {**engine._async, "websocket": WebSocket, "queue": Outbox}  # noqa: SLF001 - its only seam
    if driver_in_use(engine) != OURS or type(engine.create_queue()) is not Outbox:
        raise RuntimeError("python-engineio does not use our driver.")


def driver_in_use(engine: Any) -> str:  # noqa: ANN401 - engineio is untyped
    """The full name of the WebSocket driver of ``engine``."""
    driver = engine._async["websocket"]  # noqa: SLF001 - its only seam
    return f"{driver.__module__}.{driver.__qualname__}"
