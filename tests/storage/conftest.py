"""These tests run on SQLite and on PostgreSQL."""

from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest
import sqlalchemy as sa
from flask import Flask
from sqlalchemy.engine import make_url

from recommendations.application import create_core
from recommendations.storage.database import db
from tests.conftest import POSTGRES, settings_for


@pytest.fixture(params=["sqlite", "postgresql"])
def engine_name(request: pytest.FixtureRequest) -> str:
    """Each test runs once on each database."""
    return str(request.param)


@pytest.fixture
def bare_url(engine_name: str, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[str]:
    """A database without a single table."""
    if engine_name == "sqlite":
        yield f"sqlite:///{tmp_path / 'bare.db'}"
        return
    request.getfixturevalue("postgres")
    admin = sa.create_engine(POSTGRES, isolation_level="AUTOCOMMIT")
    name = f"hemicycle_bare_{uuid4().hex[:12]}"
    with admin.connect() as connection:
        connection.exec_driver_sql(f"CREATE DATABASE {name}")
    yield make_url(POSTGRES).set(database=name).render_as_string(hide_password=False)
    with admin.connect() as connection:
        connection.exec_driver_sql(f"DROP DATABASE {name} WITH (FORCE)")
    admin.dispose()


@pytest.fixture
def bare(bare_url: str) -> Iterator[Flask]:
    """The application on a database without tables."""
    app = create_core(settings_for(bare_url))
    with app.app_context():
        yield app
        db.session.remove()
        db.engine.dispose()
