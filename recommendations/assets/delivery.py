"""Names built files in templates and serves them."""

import json
from functools import cache
from pathlib import Path
from typing import TypedDict

from flask import Flask, Response, request, send_from_directory, url_for

ENCODINGS = {"br": ".br", "gzip": ".gz"}
MIMETYPES = {".css": "text/css", ".js": "text/javascript"}


class Built(TypedDict):
    """One entry of the manifest: ``imports`` are the chunks it needs at once, ``later`` those it may ask for."""

    file: str
    integrity: str
    imports: list[str]
    later: list[str]


def _serve(folder: Path, filename: str) -> Response:
    """A static file; built ones never change under their name, so browsers keep them a year."""
    suffix = Path(filename).suffix
    if not filename.startswith("dist/") or suffix not in MIMETYPES:
        return send_from_directory(folder, filename)
    encoding = next((name for name in ENCODINGS if request.accept_encodings.quality(name) > 0), None)
    chosen = filename + ENCODINGS[encoding] if encoding else filename
    answer = send_from_directory(folder, chosen, mimetype=MIMETYPES[suffix])
    answer.headers["Cache-Control"] = "public, max-age=31536000, immutable"
    answer.vary.add("Accept-Encoding")
    if encoding:
        answer.headers["Content-Encoding"] = encoding
    return answer


def init_assets(app: Flask) -> None:
    """Let templates name built files by ``asset``, ``integrity`` and ``asset_imports``, and serve them."""
    folder = Path(app.static_folder or "static")

    @cache
    def built() -> dict[str, Built]:
        manifest = folder / "dist" / "manifest.json"
        if not manifest.exists():
            raise FileNotFoundError("The client is not built: run `python -m recommendations.assets`.")
        found: dict[str, Built] = json.loads(manifest.read_text(encoding="utf-8"))
        return found

    def url(file: str) -> str:
        return url_for("static", filename=f"dist/{file}")

    app.jinja_env.globals.update(
        asset=lambda name: url(built()[name]["file"]),
        integrity=lambda name: built()[name]["integrity"],
        asset_imports=lambda name: [url(file) for file in built()[name]["imports"]],
    )
    # The rule that Flask made stays, so the list of public routes has one static entry.
    app.view_functions["static"] = lambda filename: _serve(folder, filename)
