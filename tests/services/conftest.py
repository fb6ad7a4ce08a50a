"""These tests run on SQLite and on PostgreSQL."""

import pytest

from tests.core import app

__all__ = ["app"]


@pytest.fixture(params=["sqlite", "postgresql"])
def engine_name(request: pytest.FixtureRequest) -> str:
    """Each test runs once on each database."""
    return str(request.param)
