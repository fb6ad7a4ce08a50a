"""Databases and applications for the tests of every floor."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import hypothesis
import pytest
import sqlalchemy as sa
from flask import Flask
from jinja2.bccache import Bucket, BytecodeCache
from sqlalchemy.engine import make_url

from recommendations.application import create_app
from recommendations.config import Settings
from recommendations.storage.database import Base, db

# A busy machine is slow, not wrong: what an example may take is no promise of ours.
hypothesis.settings.register_profile("house", parent=hypothesis.settings(), deadline=None)
hypothesis.settings.load_profile("house")

IN_CI = os.environ.get("CI") == "true"
POSTGRES = os.environ.get("TEST_DATABASE_URL", "postgresql+psycopg://root@127.0.0.1:5432/postgres")
KEY = "a secret of at least thirty-two characters"


class Compiled(BytecodeCache):
    """Templates, compiled once for all applications of a process: that is half the time of a page."""

    def __init__(self) -> None:
        self._bytecode: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Give back what was compiled; the key is the template's name, its file and, checked by Jinja, its source."""
        if bucket.key in self._bytecode:
            bucket.bytecode_from_string(self._bytecode[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what was compiled."""
        self._bytecode[bucket.key] = bucket.bytecode_to_string()


COMPILED = Compiled()


def missing(part: str, remedy: str) -> None:
    """Skip where a developer lacks a part; in CI nothing may be skipped, so fail there."""
    message = f"{part} is missing: {remedy}"
    if IN_CI:
        pytest.fail(message)
    pytest.skip(message)


def settings_for(url: str) -> Settings:
    return Settings(secret_key=KEY, database_url=url, is_testing=True, public_origin="http://localhost", office="")


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite file with every table, to be copied for each test."""
    path = tmp_path_factory.mktemp("template") / "empty.db"
    app = create_app(settings_for(f"sqlite:///{path}"))
    with app.app_context():
        Base.metadata.create_all(db.engine)
        db.session.execute(sa.text("PRAGMA wal_checkpoint(TRUNCATE)"))
        db.session.remove()
        db.engine.dispose()
    return path


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    """A PostgreSQL database of this session's own, with every table."""
    try:
        admin = sa.create_engine(POSTGRES, isolation_level="AUTOCOMMIT")
        with admin.connect():
            pass
    except sa.exc.OperationalError:
        missing("PostgreSQL", f"start one, or set TEST_DATABASE_URL (tried {make_url(POSTGRES).host})")
    name = f"hemicycle_test_{uuid4().hex[:12]}"
    with admin.connect() as connection:
        connection.exec_driver_sql(f"CREATE DATABASE {name}")
        # What a test of rules writes need not survive a loss of power.
        connection.exec_driver_sql(f"ALTER DATABASE {name} SET synchronous_commit = off")
    url = make_url(POSTGRES).set(database=name).render_as_string(hide_password=False)
    engine = sa.create_engine(url)
    Base.metadata.create_all(engine)
    engine.dispose()
    yield url
    with admin.connect() as connection:
        connection.exec_driver_sql(f"DROP DATABASE {name} WITH (FORCE)")
    admin.dispose()


def _emptied(url: str) -> str:
    """The database without a row; deleting few rows is much quicker than truncating many tables."""
    engine = sa.create_engine(url)
    with engine.begin() as connection:
        # Neither foreign keys nor the triggers of what is written for good are asked.
        connection.exec_driver_sql("SET LOCAL session_replication_role = replica")
        connection.exec_driver_sql(";".join(str(table.delete()) for table in Base.metadata.sorted_tables))
    engine.dispose()
    return url


@pytest.fixture
def engine_name() -> str:
    """Which database; the tests of storage and services run on both."""
    return "sqlite"


@pytest.fixture
def database_url(engine_name: str, request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """An empty database of this test's own."""
    if engine_name == "postgresql":
        return _emptied(request.getfixturevalue("postgres_url"))
    path = tmp_path / "hemicycle.db"
    shutil.copy(request.getfixturevalue("sqlite_template"), path)
    return f"sqlite:///{path}"


@pytest.fixture
def app(database_url: str) -> Iterator[Flask]:
    """The application on an empty database; no context is pushed, requests open their own."""
    application = create_app(settings_for(database_url))
    application.jinja_env.bytecode_cache = COMPILED
    yield from closing(application)


def closing(application: Flask) -> Iterator[Flask]:
    """The application, and nothing left of it afterwards."""
    yield application
    application.extensions["writer"].close()
    with application.app_context():
        db.session.remove()
        db.engine.dispose()


@pytest.fixture
def context(app: Flask) -> Iterator[Flask]:
    """The application with a context pushed, for tests that call services directly, without requests."""
    with app.app_context():
        yield app
