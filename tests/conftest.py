"""Databases and applications for the tests of every floor."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import uuid4

import hypothesis
import pytest
import sqlalchemy as sa
from flask import Flask
from sqlalchemy.engine import make_url

from recommendations.application import create_app, create_core
from recommendations.config import Settings
from recommendations.storage.database import Base, db
from tests.kept import Kept

# A busy machine is slow, not wrong: what an example may take is no promise of ours.
hypothesis.settings.register_profile("house", parent=hypothesis.settings(), deadline=None)
hypothesis.settings.load_profile("house")

IN_CI = os.environ.get("CI") == "true"
POSTGRES = os.environ.get("TEST_DATABASE_URL", "postgresql+psycopg://root@127.0.0.1:5432/postgres")
KEY = "a secret of at least thirty-two characters"
ROOM = 1_000_000_000


def missing(part: str, remedy: str) -> None:
    """Skip where a developer lacks a part; in CI nothing may be skipped, so fail there."""
    message = f"{part} is missing: {remedy}"
    if IN_CI:
        pytest.fail(message)
    pytest.skip(message)


def settings_for(url: str) -> Settings:
    return Settings(secret_key=KEY, database_url=url, is_testing=True, public_origin="http://localhost", office="")


@pytest.fixture(scope="session")
def quick_folder() -> Iterator[Path]:
    """A folder in memory where the system has one: what a test of rules writes need not survive a loss of power."""
    memory = Path("/dev/shm")  # noqa: S108 - a folder of a random name is made in it
    with_room = os.access(memory, os.W_OK) and shutil.disk_usage(memory).free > ROOM
    with TemporaryDirectory(prefix="hemicycle-", dir=memory if with_room else None) as folder:
        yield Path(folder)


@pytest.fixture(scope="session")
def sqlite_template(quick_folder: Path) -> Path:
    """A SQLite file with every table, to be copied for each test."""
    path = quick_folder / "empty.db"
    app = create_core(settings_for(f"sqlite:///{path}"))
    with app.app_context():
        Base.metadata.create_all(db.engine)
        db.session.execute(sa.text("PRAGMA wal_checkpoint(TRUNCATE)"))
        db.session.remove()
        db.engine.dispose()
    return path


@pytest.fixture(scope="session")
def postgres() -> Iterator[sa.Engine]:
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
    engine = sa.create_engine(make_url(POSTGRES).set(database=name))
    Base.metadata.create_all(engine)
    yield engine
    engine.dispose()
    with admin.connect() as connection:
        connection.exec_driver_sql(f"DROP DATABASE {name} WITH (FORCE)")
    admin.dispose()


def _emptied(engine: sa.Engine) -> str:
    """The database without a row; deleting few rows is much quicker than truncating many tables."""
    with engine.begin() as connection:
        # Neither foreign keys nor the triggers of what is written for good are asked.
        connection.exec_driver_sql("SET LOCAL session_replication_role = replica")
        connection.exec_driver_sql(";".join(str(table.delete()) for table in Base.metadata.sorted_tables))
    return engine.url.render_as_string(hide_password=False)


def _copied(template: Path) -> str:
    """The file that every test of this process finds at the same address, anew and empty."""
    folder = template.parent / "test"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    path = folder / "hemicycle.db"
    shutil.copy(template, path)
    return f"sqlite:///{path}"


@pytest.fixture
def engine_name() -> str:
    """Which database; the tests of storage and services run on both."""
    return "sqlite"


@pytest.fixture
def database_url(engine_name: str, request: pytest.FixtureRequest) -> str:
    """An empty database of this test's own."""
    if engine_name == "postgresql":
        return _emptied(request.getfixturevalue("postgres"))
    return _copied(request.getfixturevalue("sqlite_template"))


@pytest.fixture(scope="session")
def kept() -> Iterator[Kept]:
    """The applications of this process."""
    applications = Kept()
    yield applications
    applications.close()


@pytest.fixture
def app(database_url: str, kept: Kept) -> Iterator[Flask]:
    """The application on an empty database; no context is pushed, requests open their own."""
    yield from kept.as_started(create_app, settings_for(database_url))


@pytest.fixture
def context(app: Flask) -> Iterator[Flask]:
    """The application with a context pushed, for tests that call services directly, without requests."""
    with app.app_context():
        yield app
