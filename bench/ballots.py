"""Everybody votes at once: ``python -m bench.ballots [--voters 800] [--fsync-delay 5]``.

The real server on a SQLite file of its own; one HTTP request for each voter, all sent in the same moment by this
process on the same machine. The floor in the same run is as many requests for a page that does nothing.
"""

from gevent import monkey

monkey.patch_all()

import argparse
import os
import resource
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from secrets import token_hex
from urllib.parse import urlencode
from uuid import UUID

import flask
import gevent
from flask import Flask
from flask_wtf.csrf import generate_csrf
from gevent.event import Event

from recommendations.application import create_app
from recommendations.config import Settings
from recommendations.domain.people import Actor
from recommendations.services.people.signing_in import enter_by_link, issue_link
from recommendations.storage.ballots import count_ballots
from recommendations.storage.database import db
from recommendations.storage.migrating import migrate_if_needed
from tests.halls import make_hall, opened

ROOT = Path(__file__).resolve().parent.parent
LONGEST = 60.0
FIRST_PORT = 5170


@dataclass(frozen=True, slots=True)
class Measured:
    """A burst of requests: how many had the expected status, and the seconds each took from the common start."""

    good: int
    seconds: tuple[float, ...]

    @property
    def last(self) -> float:
        """Seconds until the last answer."""
        return self.seconds[-1]

    def percentile(self, share: float) -> float:
        """The seconds within which this share of the answers came."""
        return self.seconds[min(len(self.seconds) - 1, int(share * len(self.seconds)))]


def free_port() -> int:
    """A port from 5170 on that nobody listens on."""
    for port in range(FIRST_PORT, FIRST_PORT + 100):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)):
                return port
    raise SystemExit("No free port from 5170 to 5269.")


def cookie_of(app: Flask, actor: Actor) -> tuple[str, str]:
    """The cookie and the form token of somebody who has signed in by a link."""
    token = enter_by_link(issue_link(actor.person_id, None), "bench")
    with app.test_request_context():
        flask.g.pop("csrf_token", None)  # the one of the voter before: the application's context is the same
        flask.session["sign_in"] = token
        form_token: str = generate_csrf()
        serializer = app.session_interface.get_signing_serializer(app)  # type: ignore[attr-defined]  # the cookie session's
        value = serializer.dumps(dict(flask.session))
    return f"{app.config['SESSION_COOKIE_NAME']}={value}", form_token


def request_bytes(method: str, path: str, cookie: str = "", form: dict[str, str] | None = None) -> bytes:
    """An HTTP/1.1 request, ready to be sent."""
    body = urlencode(form or {}).encode()
    lines = [f"{method} {path} HTTP/1.1", "Host: 127.0.0.1", "Connection: close"]
    lines += [f"Cookie: {cookie}"] if cookie else []
    if form:
        lines += ["Content-Type: application/x-www-form-urlencoded", f"Content-Length: {len(body)}"]
    return "\r\n".join([*lines, "", ""]).encode() + body


def burst(port: int, requests: Sequence[bytes], expected: int) -> Measured:
    """Send all requests in the same moment and wait for every answer."""
    go = Event()
    jobs = [gevent.spawn(_ask, port, request, go) for request in requests]
    gevent.sleep(0)
    started = time.monotonic()
    go.set()
    gevent.joinall(jobs, timeout=LONGEST)
    answers = [job.value for job in jobs if job.successful() and job.value]
    good = sum(status == expected for status, _ in answers)
    return Measured(good, tuple(sorted(at - started for _, at in answers)))


def _ask(port: int, request: bytes, go: Event) -> tuple[int, float]:
    go.wait()
    with socket.create_connection(("127.0.0.1", port), timeout=LONGEST) as connection:
        connection.sendall(request)
        head = connection.recv(65536)
        while b"\r\n" not in head:
            head += connection.recv(65536)
        answered = time.monotonic()
        while connection.recv(65536):
            pass
    return int(head.split(b" ", 2)[1]), answered


def slow_disk(folder: Path, delay: float) -> dict[str, str]:
    """The environment that counts and delays the server's fsyncs; empty without a C compiler."""
    compiler = shutil.which("cc")
    if compiler is None:
        return {}
    shim, counter = folder / "slow_fsync.so", folder / "fsyncs"
    counter.write_bytes(bytes(8))
    source = str(ROOT / "bench" / "slow_fsync.c")
    subprocess.run([compiler, "-shared", "-fPIC", "-O2", "-o", str(shim), source, "-ldl"], check=True)
    return {"LD_PRELOAD": str(shim), "FSYNC_COUNTER": str(counter), "FSYNC_DELAY_MS": str(delay)}


def fsyncs(folder: Path) -> int | None:
    """How often the server has waited for the disk so far, if that is counted."""
    counter = folder / "fsyncs"
    return int.from_bytes(counter.read_bytes(), sys.byteorder) if counter.exists() else None


def start_server(app: Flask, environ: dict[str, str]) -> "subprocess.Popen[bytes]":
    """The real server, answering."""
    settings: Settings = app.config["SETTINGS"]
    known = {"DATABASE_URL": settings.database_url, "SECRET_KEY": settings.secret_key, "PORT": str(settings.port)}
    server = subprocess.Popen(
        [sys.executable, "wsgi.py"], cwd=ROOT, env=os.environ | known | environ, stdout=subprocess.DEVNULL
    )
    deadline = time.monotonic() + LONGEST
    while time.monotonic() < deadline and server.poll() is None:
        with socket.socket() as probe:
            if probe.connect_ex((settings.host, settings.port)) == 0:
                return server
        gevent.sleep(0.05)
    raise SystemExit("The server did not come up; run python wsgi.py by hand to see why.")


def print_row(name: str, measured: Measured, number: int) -> None:
    """One line of the table."""
    rate = number / measured.last
    times = f"{measured.last:9.2f} s {measured.percentile(0.5):9.2f} s {measured.percentile(0.99):9.2f} s"
    print(f"{name:<28} {measured.good:>6}/{number:<6} {rate:8.0f}/s {times}")


def ballot_requests(app: Flask, voters: Sequence[Actor], poll_id: UUID) -> list[bytes]:
    """One request for each voter, for, against or abstaining in turn."""
    requests = []
    for place, actor in enumerate(voters):
        cookie, form_token = cookie_of(app, actor)
        choice = ("for", "against", "abstain")[place % 3]
        form = {"choice": choice, "key": token_hex(8), "from": "now", "csrf_token": form_token}
        requests.append(request_bytes("POST", f"/polls/{poll_id}/ballots", cookie, form))
    return requests


def measure(folder: Path, voters: int, delay: float) -> bool:
    """Print the table; whether every ballot was acknowledged and recorded."""
    port = free_port()
    url = f"sqlite:///{folder / 'ballots.db'}"
    app = create_app(Settings(secret_key=token_hex(32), database_url=url, port=port))
    with app.app_context():
        migrate_if_needed()
        hall = make_hall(voters)
        poll_id = opened(hall)
        ballots = ballot_requests(app, hall.delegates, poll_id)
    server = start_server(app, slow_disk(folder, delay))
    try:
        print(f"{'':<28} {'answered':>13} {'rate':>10} {'last':>11} {'p50':>11} {'p99':>11}")
        print_row("floor: GET /health", burst(port, [request_bytes("GET", "/health")] * voters, 200), voters)
        before = fsyncs(folder)
        voted = burst(port, ballots, 303)
        after = fsyncs(folder)
        print_row(f"ballots (fsync +{delay:g} ms)", voted, voters)
        again = burst(port, ballots, 303)
        print_row("the same ballots again", again, voters)
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait(20)
    with app.app_context():
        recorded = count_ballots(db.session(), poll_id)
    waits = "not counted (no C compiler)" if before is None or after is None else str(after - before)
    print(f"\nrecorded {recorded}, acknowledged {voted.good}; the server waited for the disk {waits} times.")
    return recorded == voted.good == again.good == voters


def main() -> None:
    """Measure, and exit with 1 if a ballot was lost or doubled."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--voters", type=int, default=800)
    parser.add_argument("--fsync-delay", type=float, default=0.0, help="milliseconds added to each fsync")
    options = parser.parse_args()
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    with tempfile.TemporaryDirectory() as folder:
        is_exact = measure(Path(folder), options.voters, options.fsync_delay)
    raise SystemExit(0 if is_exact else 1)


if __name__ == "__main__":
    main()
