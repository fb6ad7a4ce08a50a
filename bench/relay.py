"""The floor in Python: our driver, and every message goes to the other sockets; no Yjs, no Socket.IO, no disk."""

import sys
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from gevent.pywsgi import WSGIServer

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from recommendations.sockets.driver import Handler, WebSocket

LIMITS = SimpleNamespace(max_http_buffer_size=1_000_000)
everybody: set[WebSocket] = set()


def relay(connection: WebSocket) -> list[bytes]:
    """Send what one says to all others, until it ends."""
    everybody.add(connection)
    while (message := connection.wait()) is not None:
        for other in everybody - {connection}:
            other.send(message)
    everybody.discard(connection)
    return []


def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Any:  # noqa: ANN401 - WSGI
    """Every request is a WebSocket."""
    return WebSocket(relay, LIMITS)(environ, start_response)


if __name__ == "__main__":
    WSGIServer(("127.0.0.1", int(sys.argv[1])), application, handler_class=Handler, log=None).serve_forever()
