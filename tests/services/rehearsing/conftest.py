import pytest


@pytest.fixture
def engine_name() -> str:
    """Once is enough: every act that a rehearsal plays is tested on both databases by itself."""
    return "sqlite"
