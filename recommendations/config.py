"""Settings from the environment; an unsafe combination stops the start."""

import os
import secrets
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VERSION = "0.1.0"
DEMONSTRATION_KEY = "demonstration-only-key-known-to-everybody"
SHORTEST_KEY = 32
HIGHEST_PORT = 65535


class UnsafeSettingsError(RuntimeError):
    """The settings would start an unsafe server; the message says which one and what to set."""


@dataclass(frozen=True, slots=True)
class Settings:
    """Every setting, with the environment variable it comes from documented in docs/operations.md."""

    secret_key: str
    database_url: str
    is_demonstration: bool = False
    public_origin: str = "http://localhost:5000"
    host: str = "127.0.0.1"
    port: int = 5000
    is_testing: bool = False
    office: str = "soffice"

    @property
    def is_https(self) -> bool:
        """Whether people reach the server over TLS, so that cookies may be marked Secure."""
        return self.public_origin.startswith("https://")

    @property
    def has_office(self) -> bool:
        """Whether LibreOffice is there, which makes PDFs and finds out page numbers."""
        return bool(self.office) and shutil.which(self.office) is not None


def _flag(value: str) -> bool:
    return value.strip().lower() in {"1", "true", "yes", "on"}


def from_environment(environ: Mapping[str, str] | None = None, *, serves: bool = True) -> Settings:
    """The settings of this process.

    A process that only runs a command needs no key that anybody else knows: without one it makes its own.

    Raises:
        UnsafeSettingsError: no secret key of its own outside the demonstration, or a malformed port.
    """
    env = os.environ if environ is None else environ
    is_demonstration = _flag(env.get("HEMICYCLE_DEMO", ""))
    port = _port(env.get("PORT", "5000"))
    return Settings(
        secret_key=_key(env.get("SECRET_KEY", ""), is_demonstration=is_demonstration, serves=serves),
        database_url=_with_driver(env.get("DATABASE_URL", f"sqlite:///{ROOT / 'instance' / 'hemicycle.db'}")),
        is_demonstration=is_demonstration,
        public_origin=env.get("PUBLIC_ORIGIN", f"http://localhost:{port}").rstrip("/"),
        host=env.get("HOST", "127.0.0.1"),
        port=port,
        office=env.get("HEMICYCLE_OFFICE", "soffice"),
    )


def _key(given: str, *, is_demonstration: bool, serves: bool) -> str:
    if is_demonstration:
        return given or DEMONSTRATION_KEY
    if not given and not serves:
        return secrets.token_hex(SHORTEST_KEY)
    if given == DEMONSTRATION_KEY or len(given) < SHORTEST_KEY:
        message = "SECRET_KEY must be set to at least 32 random characters (for instance: openssl rand -hex 32)."
        raise UnsafeSettingsError(message)
    return given


def _port(text: str) -> int:
    if not text.isdecimal() or not 0 <= int(text) <= HIGHEST_PORT:
        message = f"PORT must be a number from 0 to 65535, not {text!r}."
        raise UnsafeSettingsError(message)
    return int(text)


def _with_driver(url: str) -> str:
    for scheme in ("postgres://", "postgresql://"):
        if url.startswith(scheme):
            return "postgresql+psycopg://" + url.removeprefix(scheme)
    return url
