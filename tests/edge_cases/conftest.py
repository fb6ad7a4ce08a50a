"""These tests run on SQLite and on PostgreSQL."""

import pytest

from tests.core import app

__all__ = ["app"]

from tests.edge_cases.stage import Stage, make_stage


@pytest.fixture(params=["sqlite", "postgresql"])
def engine_name(request: pytest.FixtureRequest) -> str:
    """Each test runs once on each database."""
    return str(request.param)


@pytest.fixture
def stage(context: object) -> Stage:  # noqa: ARG001 - the application has to be there
    """A small assembly with a tabled theme in two languages."""
    return make_stage()
