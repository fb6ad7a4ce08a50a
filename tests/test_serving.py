"""Starting to serve, and the sentences of a start that fails."""

import socket
from pathlib import Path

import pytest

from recommendations.application import create_app
from recommendations.serving import serve
from tests.faults.live import settings


def test_a_taken_port_stops_the_start_with_what_to_do(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]

        with pytest.raises(SystemExit, match=rf"Port {port} is taken.*PORT={port + 1}"):
            serve(create_app(settings(tmp_path / "any.db", port)))


def test_a_foreign_websocket_driver_stops_the_start(tmp_path: Path) -> None:
    app = create_app(settings(tmp_path / "any.db", 0, is_testing=True))

    with pytest.raises(SystemExit, match=r"instead of recommendations\.sockets\.driver\.WebSocket"):
        serve(app)


def test_a_host_that_is_not_ours_stops_the_start(tmp_path: Path) -> None:
    app = create_app(settings(tmp_path / "any.db", 0, host="203.0.113.1"))

    with pytest.raises(SystemExit, match="Cannot listen on"):
        serve(app)
