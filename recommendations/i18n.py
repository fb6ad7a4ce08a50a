"""Languages of the interface: gettext catalogues compiled when they changed, chosen by the person, then the browser."""

from pathlib import Path
from tempfile import NamedTemporaryFile

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from flask import Flask, g, has_request_context, request, session
from flask_babel import Babel

from recommendations.config import ROOT

LANGUAGES = {"en": "English", "fr": "Français"}
CATALOGUES = ROOT / "recommendations" / "translations"


def choose_language() -> str:
    """The code of the language to speak: chosen in this session, the person's own, or the browser's best match."""
    if not has_request_context():
        return "en"  # commands have no reader whose language they could know
    chosen = session.get("language") or getattr(g.get("actor"), "locale", None)
    if chosen in LANGUAGES:
        return str(chosen)
    return request.accept_languages.best_match(list(LANGUAGES)) or "en"


def compile_catalogues(folder: Path = CATALOGUES) -> None:
    """Write the .mo file of every catalogue that is older than its .po file."""
    for source in folder.glob("*/LC_MESSAGES/*.po"):
        target = source.with_suffix(".mo")
        if target.exists() and target.stat().st_mtime >= source.stat().st_mtime:
            continue
        with source.open("rb") as stream:
            catalogue = read_po(stream)
        # Two processes that start at once each have a file of their own; the last one to finish leaves its own.
        with NamedTemporaryFile(dir=target.parent, suffix=".partial", delete=False) as written:
            write_mo(written, catalogue)
        Path(written.name).chmod(0o644)
        Path(written.name).replace(target)


def init_languages(app: Flask) -> None:
    """Compile what needs it and let every request speak its language."""
    compile_catalogues()
    app.config["BABEL_TRANSLATION_DIRECTORIES"] = str(CATALOGUES)
    Babel(app, locale_selector=choose_language)
