"""These tests run on SQLite and on PostgreSQL."""

import pytest

from recommendations.domain.people import Actor, Role
from recommendations.storage.database import transaction
from recommendations.storage.editions import Edition
from recommendations.storage.people import Person
from tests.core import app
from tests.factories import make_actor, make_edition, make_member, make_person

__all__ = ["app"]


@pytest.fixture(params=["sqlite", "postgresql"])
def engine_name(request: pytest.FixtureRequest) -> str:
    """Each test runs once on each database."""
    return str(request.param)


@pytest.fixture
def person(context: object) -> Person:  # noqa: ARG001 - the database has to be there
    """A delegate of a member, in an edition of their own."""
    with transaction() as session:
        edition = make_edition(session)
        member = make_member(session, edition)
        return make_person(session, edition, Role.DELEGATE, member=member)


@pytest.fixture
def desk(person: Person) -> Actor:
    """The secretariat of this person's edition."""
    with transaction() as session:
        return make_actor(session, session.get_one(Edition, person.edition_id), Role.SECRETARIAT)
