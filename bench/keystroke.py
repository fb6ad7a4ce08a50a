"""How long until a keystroke appears at the other typist? With its floors, in the same run.

``python bench/keystroke.py`` measures two typists in one text; ``--rooms 24 --typists 5 --followers 100`` a full
house. Every keystroke is on disk (SQLite, synchronous=FULL) before the other typist sees it.
"""

import argparse
import json
import os
import socket
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from tests.faults.live import ROOT, Server, free_port, node

TICKS = os.sysconf("SC_CLK_TCK")
COMMITS = 200


def cpu_seconds(pid: int) -> float:
    """The processor time a process has used."""
    fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / TICKS


@contextmanager
def running(command: list[str], port: int) -> Iterator[int]:
    """A relay that listens; gives its process id."""
    process = subprocess.Popen([*command, str(port)], cwd=ROOT)
    try:
        for _ in range(500):
            with suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
                break
            threading.Event().wait(0.02)
        yield process.pid
    finally:
        process.terminate()
        process.wait(5)


def measure(program: str, pid: int, plan: dict[str, object]) -> dict[str, Any]:
    """Let the clients type; their figures, with the server's share of one core in per cent."""
    before, begin = cpu_seconds(pid), time.perf_counter()
    command = [program, str(ROOT / "bench/keystroke.mjs"), json.dumps(plan)]
    found = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    if found.returncode:
        sys.exit(found.stderr)
    figures: dict[str, Any] = json.loads(found.stdout.splitlines()[-1])
    figures["server"] = 100 * (cpu_seconds(pid) - before) / (time.perf_counter() - begin)
    return figures


def commit_times(folder: Path) -> list[float]:
    """How long a bare commit of one small row takes on this disk, in ms."""
    connection = sqlite3.connect(folder / "floor.db", isolation_level=None)
    for statement in ("PRAGMA journal_mode=WAL", "PRAGMA synchronous=FULL", "CREATE TABLE t (b BLOB)"):
        connection.execute(statement)
    times = []
    for _ in range(COMMITS):
        begin = time.perf_counter()
        connection.execute("INSERT INTO t VALUES (?)", (b"x" * 40,))
        times.append(1000 * (time.perf_counter() - begin))
    connection.close()
    return sorted(times)


def line(name: str, figures: dict[str, Any]) -> str:
    """One row of the table."""
    share = 100 * figures["seen"] / max(1, figures["expected"])
    return (
        f"{name:<42}{figures['p50']:>8.2f}{figures['p95']:>8.2f}{figures['p99']:>8.2f}"
        f"{figures['seen']:>9}{share:>8.1f}{figures['server']:>8.1f}"
    )


def commit_line(times: list[float]) -> str:
    """The row of the disk."""
    p50, p95, p99 = (times[int(len(times) * share)] for share in (0.5, 0.95, 0.99))
    return f"{'floor: one commit on this disk':<42}{p50:>8.2f}{p95:>8.2f}{p99:>8.2f}{COMMITS:>9}"


def main() -> None:
    """Measure the floors and the product, and print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rooms", type=int, default=1)
    parser.add_argument("--typists", type=int, default=2, help="in each room")
    parser.add_argument("--followers", type=int, default=0, help="in all rooms together")
    parser.add_argument("--keys", type=float, default=10, help="keystrokes a second of each typist")
    parser.add_argument("--seconds", type=float, default=10)
    chosen = parser.parse_args()
    program = node()
    if program is None:
        sys.exit("Node is missing: run make setup.")
    plan: dict[str, object] = {"typists": 2, "every": 1000 / chosen.keys, "seconds": min(chosen.seconds, 10)}
    print(f"{'':<42}{'p50 ms':>8}{'p95':>8}{'p99':>8}{'seen':>9}{'% seen':>8}{'CPU %':>8}")
    for name, command in (
        ("floor: plain ws relay in Node", [program, "bench/relay.mjs"]),
        ("floor: our driver, no Yjs, no disk", [sys.executable, "bench/relay.py"]),
    ):
        port = free_port()
        with running(command, port) as pid:
            print(line(name, measure(program, pid, plan | {"origin": f"http://127.0.0.1:{port}"})), flush=True)
    with tempfile.TemporaryDirectory() as folder:
        print(commit_line(commit_times(Path(folder))), flush=True)
        _live(program, Path(folder), chosen, plan)


def _live(program: str, folder: Path, chosen: argparse.Namespace, plan: dict[str, object]) -> None:
    server = Server(folder, texts=chosen.rooms)
    try:
        people = server.start()
        plan = plan | {"origin": server.origin, "typists": chosen.typists, "followers": chosen.followers}
        plan |= {"seconds": chosen.seconds, **{key: people[key] for key in ("texts", "writer", "follower")}}
        figures = measure(program, server.pid, plan)
    finally:
        server.stop()
    name = f"live: {chosen.rooms} x {chosen.typists} typists, {chosen.followers} followers"
    print(line(name, figures))
    print(f"refused {figures['refused']}, fragments received {figures['fragments']}")


if __name__ == "__main__":
    main()
