"""A live server as a process of its own, which may be killed at any instant."""

import json
import os
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import threading
from contextlib import suppress
from pathlib import Path
from typing import Any
from uuid import UUID

from flask import Flask
from itsdangerous import URLSafeTimedSerializer

from recommendations.config import Settings
from recommendations.live.document import LiveDocument
from recommendations.services.people.signing_in import enter_by_link, issue_link

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 20
KEY = "a secret of at least thirty-two characters"
FORM_SEED = "0" * 40


def settings(database: Path | str, port: int, *, is_testing: bool = False, host: str = "127.0.0.1") -> Settings:
    """The settings of such a server, or of a test that looks into its database."""
    origin = f"http://127.0.0.1:{port}"
    url = f"sqlite:///{database}"
    return Settings(KEY, url, host=host, port=port, public_origin=origin, is_testing=is_testing)


def cookie_of(app: Flask, person_id: UUID) -> str:
    """The cookie of a browser in which the person has signed in."""
    token = enter_by_link(issue_link(person_id, None), "test")
    serializer = app.session_interface.get_signing_serializer(app)  # type: ignore[attr-defined]  # Flask's default one
    return f"{app.config['SESSION_COOKIE_NAME']}={serializer.dumps({'sign_in': token, 'csrf_token': FORM_SEED})}"


def form_token() -> str:
    """What the forms of such a browser hold."""
    token: str = URLSafeTimedSerializer(KEY, salt="wtf-csrf-token").dumps(FORM_SEED)
    return token


def free_port() -> int:
    """A port on which nobody listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def node() -> str | None:
    """The Node to run clients with: the machine's, or the one from PyPI."""
    beside = Path(sys.executable).with_name("node")
    return shutil.which("node") or (str(beside) if beside.exists() else None)


class Server:
    """One server on its own database and port."""

    def __init__(self, folder: Path, *, texts: int = 1) -> None:
        """Choose where it will live."""
        self.database = folder / "live.db"
        self.people = folder / "people.json"
        self.port = free_port()
        self.texts = texts
        self._log = (folder / "server.log").open("ab")
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def origin(self) -> str:
        """Where clients find it."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def pid(self) -> int:
        """Its process."""
        assert self._process is not None
        return self._process.pid

    def start(self) -> dict[str, Any]:
        """Serve; returns the assembly's ids and cookies once the server answers."""
        command = [sys.executable, str(ROOT / "tests/faults/serve.py")]
        arguments = [str(self.database), str(self.port), str(self.people), str(self.texts)]
        self._process = subprocess.Popen(command + arguments, cwd=ROOT, stdout=self._log, stderr=self._log)
        self._await()
        found: dict[str, Any] = json.loads(self.people.read_text())
        return found

    def _await(self) -> None:
        assert self._process is not None
        waiting = threading.Event()
        for _ in range(PATIENCE * 50):
            assert self._process.poll() is None, Path(self._log.name).read_text()
            with suppress(OSError), socket.create_connection(("127.0.0.1", self.port), timeout=1):
                return
            waiting.wait(0.02)
        raise AssertionError(Path(self._log.name).read_text())

    def kill(self) -> None:
        """Stop it in the middle of whatever it is doing."""
        assert self._process is not None
        os.kill(self._process.pid, signal.SIGKILL)
        self._process.wait()
        self._process = None

    def stop(self) -> None:
        """Stop it, however it is."""
        if self._process is not None:
            self._process.terminate()
            try:
                self._process.wait(5)
            except subprocess.TimeoutExpired:
                self.kill()
        self._log.close()


def read_disk(database: Path, text_id: str) -> LiveDocument:
    """The text as a fresh reader finds it in the file, without the product's own way of reading."""
    key = text_id.replace("-", "")
    connection = sqlite3.connect(database)
    try:
        rows = connection.execute("SELECT payload FROM text_snapshots WHERE text_id = ?", (key,)).fetchall()
        every = "SELECT payload FROM text_updates WHERE text_id = ? ORDER BY seq"
        rows += connection.execute(every, (key,)).fetchall()
    finally:
        connection.close()
    return LiveDocument(payload for (payload,) in rows)
