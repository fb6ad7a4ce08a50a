"""The application without pages, for tests of the floors below them."""

from collections.abc import Iterator

import pytest
from flask import Flask

from recommendations.application import create_core
from tests.conftest import settings_for
from tests.kept import Kept


@pytest.fixture
def app(database_url: str, kept: Kept) -> Iterator[Flask]:
    """The application that use cases need, with those who listen to facts, on an empty database."""
    yield from kept.as_started(create_core, settings_for(database_url))
