"""The application without pages, which take longest to make, for tests of the floors below them."""

from collections.abc import Iterator

import pytest
from flask import Flask

from recommendations.application import create_core
from recommendations.sockets import init_sockets
from tests.conftest import closing, settings_for


@pytest.fixture
def app(database_url: str) -> Iterator[Flask]:
    """The application that use cases need, with those who listen to facts, on an empty database."""
    application = create_core(settings_for(database_url))
    init_sockets(application)
    yield from closing(application)
