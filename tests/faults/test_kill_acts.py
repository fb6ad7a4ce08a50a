"""Acts of the assembly are sent while the server is killed: each answered one stands whole, and none stands half."""

import http.client
import random
import re
import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import NoReturn
from urllib.parse import urlencode
from uuid import UUID, uuid4

import pytest
from flask import Flask

from recommendations.application import create_app
from recommendations.domain.amendments import AmendmentState
from recommendations.domain.people import Actor
from recommendations.domain.polls import PollState
from recommendations.services.chronicle import chronicle
from recommendations.storage.amendments import Amendment, amendments_in
from recommendations.storage.database import Base, db
from recommendations.storage.polls import Poll, polls_of
from recommendations.storage.record import EventRow, events_of
from recommendations.storage.support import supporters_of
from tests.faults.live import Server, cookie_of, form_token, settings
from tests.services.assembly import Assembly, admitted, make_assembly, newest_text

pytestmark = pytest.mark.faults
KILLS = 3
S = AmendmentState
GONE = (OSError, http.client.HTTPException)
NEXT = {
    "prepared": ("open", "poll-opened"),
    "open": ("close", "poll-closed"),
    "closed": ("announce", "poll-announced"),
    "announced": ("annul", "poll-annulled"),
}
AFTER = {"amendment-filed": S.TABLED, "amendment-withdrawn": S.WITHDRAWN, "amendment-taken-over": S.TABLED}


@dataclass(frozen=True)
class Stage:
    """The assembly, and the amendments of its polls: two that go together, and one that the first excludes."""

    assembly: Assembly
    block: tuple[UUID, UUID]
    rival: UUID
    cookies: dict[UUID, str]


@dataclass
class Floor:
    """Browsers of the assembly, until the server is gone; what was ``answered``, as the record has to say it."""

    server: Server
    stage: Stage
    answered: list[tuple[str, str]] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)

    def send(self, actor: Actor, address: str, fields: dict[str, object] | None = None) -> tuple[str, str]:
        """The text and the new address that the server answers with; a refusal is a fault of this test."""
        line = http.client.HTTPConnection("127.0.0.1", self.server.port, timeout=20)
        headers = {"Cookie": self.stage.cookies[actor.person_id], "X-CSRFToken": form_token()}
        with closing(line):
            if fields is None:
                line.request("GET", address, headers=headers)
            else:
                headers["Content-Type"] = "application/x-www-form-urlencoded"
                line.request("POST", address, urlencode(fields, doseq=True), headers)
            answer = line.getresponse()
            text = answer.read().decode()
        if answer.status != (200 if fields is None else 303):
            self.faults.append(f"{answer.status} {address} {text[:2000]}")
            raise http.client.HTTPException
        return text, answer.getheader("Location") or ""

    def act(self, actor: Actor, address: str, kind: str, of: str, fields: dict[str, object]) -> None:
        """Send an act on something; once it is answered, the record has it."""
        self.send(actor, address, fields)
        self.answered.append((kind, of))

    def debate(self) -> NoReturn:
        """Amendments are filed, supported, withdrawn and taken over, one after the other."""
        assembly = self.stage.assembly
        proposer, other = assembly.delegate, assembly.other_delegate
        form = f"/themes/{assembly.theme_id}/units/r1/amend"
        fields = _fields(self.send(proposer, form)[0])
        while True:
            unit = str(fields["en:p:r1-p2"]).replace("2 am", f"2 {uuid4().hex[:6]} am")
            wish = fields | {
                "en:p:r1-p2": unit,
                "key": uuid4().hex,
                "subject": "Later",
                "reason": "So.",
                "step": "file",
            }
            address = self.send(proposer, form, wish)[1]
            one = address.rsplit("/", 1)[1]
            self.answered.append(("amendment-filed", one))
            self.act(other, f"{address}/support", "amendment-supported", one, {})
            self.act(proposer, f"{address}/withdraw", "amendment-withdrawn", one, {})
            self.act(other, f"{address}/take-over", "amendment-taken-over", one, {})

    def vote(self) -> NoReturn:
        """The block is adopted and the poll annulled, again and again; each act goes on from what the last one left."""
        chair, block = self.stage.assembly.chair, [str(one) for one in self.stage.block]
        while True:
            poll_id, state = _newest_poll(self.server.database)
            if state == "annulled":
                self.send(chair, "/polls", {"subject": "block", "amendment_id": block})
                continue
            if state == "open":
                self.cast(poll_id)
            verb, kind = NEXT[state]
            fields: dict[str, object] = {"seconds": "0", "reason": "The count was wrong."}
            self.act(chair, f"/polls/{poll_id}/{verb}", kind, poll_id, fields)

    def cast(self, poll_id: str) -> None:
        """Both delegates vote for; a ballot sent again is the same ballot."""
        for actor in (self.stage.assembly.delegate, self.stage.assembly.other_delegate):
            self.send(actor, f"/polls/{poll_id}/ballots", {"choice": "for", "key": f"{actor.person_id}-for"})


def _fields(page: str) -> dict[str, object]:
    """The fields of the filing form that hold the text and name its revision."""
    names = ("revision", "language", "version", "paragraph")
    hidden = {name: found[1] for name in names if (found := re.search(rf'name="{name}"[^>]*value="([^"]*)"', page))}
    texts = re.findall(r'<textarea[^>]*name="([a-z]{2}:p:[^"]+)"[^>]*>\n?(.*?)</textarea>', page, re.DOTALL)
    titles = re.findall(r'name="([a-z]{2}:title)"[^>]*value="([^"]*)"', page)
    return (
        hidden | dict(titles) | {name: text.replace("&#39;", "'") for name, text in texts} | {"addressees": ["local"]}
    )


def _newest_poll(database: Path) -> tuple[str, str]:
    with closing(sqlite3.connect(database, timeout=20)) as connection:
        row = connection.execute("SELECT id, state FROM polls ORDER BY number DESC LIMIT 1").fetchone()
    return (str(UUID(row[0])), row[1]) if row else ("", "annulled")


@contextmanager
def looking(server: Server) -> Iterator[Flask]:
    """The database as a process of its own finds it."""
    app = create_app(settings(server.database, server.port, is_testing=True))
    with app.app_context():
        yield app
        db.session.remove()
        db.engine.dispose()
    app.extensions["writer"].close()


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    """A server that is stopped whatever happens."""
    server = Server(tmp_path)
    yield server
    server.stop()


def set_up(server: Server) -> Stage:
    with looking(server) as app:
        Base.metadata.create_all(db.engine)
        assembly = make_assembly()
        block = admitted(assembly, "once", "twice"), admitted(assembly, "four years", "six years")
        rival = admitted(assembly, "once a year", "at any time")
        people = (assembly.delegate, assembly.other_delegate, assembly.chair)
        cookies = {actor.person_id: cookie_of(app, actor.person_id) for actor in people}
    server.people.write_text("{}")
    return Stage(assembly, block, rival, cookies)


def busy_until_killed(floor: Floor, seconds: float) -> None:
    def work(job: Callable[[], NoReturn]) -> None:
        try:
            job()
        except GONE:
            return

    threads = [threading.Thread(target=work, args=(job,)) for job in (floor.debate, floor.vote)]
    for thread in threads:
        thread.start()
    threading.Event().wait(seconds)
    floor.server.kill()
    for thread in threads:
        thread.join()


def ensure_whole(floor: Floor) -> None:
    """What was answered is in the record, the chain holds, and everything stands as the record says."""
    stage = floor.stage
    with looking(floor.server):
        session, edition_id = db.session(), stage.assembly.edition_id
        events = events_of(session, edition_id)
        recorded = {(event.kind, str(event.payload.get("poll") or event.payload.get("amendment"))) for event in events}
        assert [act for act in floor.answered if act not in recorded] == []
        assert chronicle(stage.assembly.chair).fault is None
        rows = {row.id: row for row in amendments_in(session, edition_id, frozenset(S))}
        polls = polls_of(session, edition_id)
        ensure_decision(stage, rows, polls, events)
        for row_id, row in rows.items():
            if row_id not in {*stage.block, stage.rival}:
                ensure_debated(row, [event for event in events if event.payload.get("amendment") == str(row_id)])


def ensure_debated(row: Amendment, acts: list[EventRow]) -> None:
    last = [act.kind for act in acts if act.kind in AFTER][-1]
    proposers = [act.payload["person"] for act in acts if act.kind == "amendment-taken-over"]
    supported = [act.payload["member"] for act in acts if act.kind == "amendment-supported"]
    assert row.state is AFTER[last], row.label
    assert str(row.person_id) == [str(acts[0].person_id), *proposers][-1]
    assert {str(member.id) for _, member, _ in supporters_of(db.session(), row.id)} <= set(supported)


def ensure_decision(stage: Stage, rows: dict[UUID, Amendment], polls: list[Poll], events: list[EventRow]) -> None:
    """The newest poll's whole effect is there, or nothing of it."""
    state = polls[-1].state if polls else PollState.PREPARED
    one, other, rival = (rows[key] for key in (*stage.block, stage.rival))
    text = "".join(paragraph.plain for paragraph in newest_text(stage.assembly).paragraphs)
    is_adopted = state is PollState.ANNOUNCED
    block = {PollState.ANNOUNCED: S.ADOPTED, PollState.OPEN: S.IN_VOTE, PollState.CLOSED: S.IN_VOTE}
    assert {one.state, other.state} == {block.get(state, S.ADMISSIBLE)}
    assert (rival.state, rival.felled_by_id) == ((S.FALLEN, one.id) if is_adopted else (S.ADMISSIBLE, None))
    assert ("twice a year" in text, "six years" in text) == (is_adopted, is_adopted)
    kinds = [event.kind for event in events]
    announced, annulled = kinds.count("poll-announced"), kinds.count("poll-annulled")
    assert annulled == announced - is_adopted
    assert kinds.count("amendment-adopted") == 2 * announced
    assert kinds.count("amendment-fallen") == announced
    assert kinds.count("amendment-reopened") == 3 * annulled
    assert kinds.count("revision-consolidated") == announced + annulled


def test_a_killed_server_leaves_no_act_of_the_assembly_half_done(server: Server) -> None:
    floor, chance = Floor(server, set_up(server)), random.Random()

    for _ in range(KILLS):
        server.start()
        busy_until_killed(floor, 1 + chance.random())
        assert floor.faults == []
        ensure_whole(floor)

    kinds = {kind for kind, _ in floor.answered}
    assert {*AFTER, "amendment-supported", "poll-announced", "poll-annulled"} <= kinds
