"""Real Yjs clients type while the server is killed: what was acknowledged is there, once, for everybody."""

import json
import queue
import random
import re
import subprocess
import threading
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from recommendations.application import create_app
from recommendations.services.people.signing_in import actor_of
from recommendations.services.texts.freezing import set_drafting
from recommendations.storage.database import db
from recommendations.storage.people import Person
from tests.conftest import missing
from tests.faults.live import ROOT, Server, node, read_disk, settings

pytestmark = pytest.mark.faults

KILLS = 6
PATIENCE = 30


class Typists:
    """The Node process with four writers; what they say is read as it comes."""

    def __init__(self, program: str, arguments: list[str]) -> None:
        command = [program, str(ROOT / "tests/node/type.mjs"), *arguments]
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.saved: list[str] = []
        self._said: queue.Queue[dict[str, Any]] = queue.Queue()
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def _read(self) -> None:
        assert self._process.stdout is not None
        for line in self._process.stdout:
            message = json.loads(line)
            if "saved" in message:
                self.saved.extend(message["saved"])
            else:
                self._said.put(message)

    def hear(self) -> dict[str, Any]:
        """The next thing they say, beside what was saved."""
        return self._said.get(timeout=PATIENCE)

    def order(self, what: str) -> dict[str, Any]:
        """Tell them what to do next, and hear what came of it."""
        assert self._process.stdin is not None
        self._process.stdin.write(f"{what}\n")
        self._process.stdin.flush()
        return self.hear()

    def close(self) -> None:
        """End the process and its pipes."""
        self._process.kill()
        self._process.wait()
        self._reader.join(5)
        for pipe in (self._process.stdin, self._process.stdout):
            assert pipe is not None
            pipe.close()


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    """A server that is stopped whatever happens."""
    server = Server(tmp_path)
    yield server
    server.stop()


def node_or_skip() -> str:
    program = node()
    if program is None or not (ROOT / "node_modules/yjs").exists():
        missing("Node with its packages", "run make setup")
    assert program is not None
    return program


def tokens_in(text: str) -> Counter[str]:
    """How often each token stands in the text."""
    return Counter(re.findall(r"\{([a-z]+(?:\.\d+)?)\}", text))


def on_disk(server: Server, text: str) -> Counter[str]:
    units = read_disk(server.database, text).units()
    return tokens_in("".join(paragraph.plain for unit in units for paragraph in unit.paragraphs))


def close_drafting(server: Server, people: dict[str, Any]) -> None:
    """Close it in the database, so that the running server hears of it from nobody."""
    app = create_app(settings(server.database, server.port, is_testing=True))
    with app.app_context():
        actor = actor_of(db.session.get_one(Person, UUID(people["writer_id"])))
        set_drafting(UUID(people["themes"][0]), actor, is_open=False)
        db.session.remove()
        db.engine.dispose()
        app.extensions["writer"].close()


def test_a_killed_server_loses_nothing_that_it_acknowledged(server: Server) -> None:
    program, people, chance = node_or_skip(), server.start(), random.Random()
    text = people["texts"][0]
    typists = Typists(program, [server.origin, text, people["writer"], people["follower"]])
    try:
        assert typists.hear() == {"ready": True}
        pause = threading.Event()
        for _ in range(KILLS):
            pause.wait(0.3 + chance.random() * 0.7)
            server.kill()
            acknowledged, written = list(typists.saved), on_disk(server, text)
            assert [token for token in acknowledged if written[token] != 1] == []
            server.start()
        pause.wait(0.5)
        ended = typists.order("stop")
        _ensure_everybody_has_everything(server, text, ended)
        assert len(typists.saved) == len(ended["typed"])
        assert len(ended["typed"]) > 200

        followed = typists.order("follow")
        assert followed["role"] == "follower"
        assert Counter(followed["refusals"]) == {"text-not-joined": 5, "not-permitted": 5}
        assert followed["texts"] == ended["texts"]

        close_drafting(server, people)
        late = typists.order("late")
        assert [(refusal["code"], bool(refusal["sentence"])) for refusal in late["late"]] == [("drafting-closed", True)]
        assert late["others"] == ended["texts"][1:]
        assert "late" not in on_disk(server, text)
    finally:
        typists.close()


def _ensure_everybody_has_everything(server: Server, text: str, ended: dict[str, Any]) -> None:
    assert len(set(ended["texts"])) == 1
    assert ended["refused"] == []
    assert tokens_in(ended["texts"][0]) == Counter(ended["typed"])
    assert on_disk(server, text) == Counter(ended["typed"])
