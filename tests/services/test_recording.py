from uuid import UUID

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError

from recommendations.domain.people import Role
from recommendations.domain.record import FIRST, Event, first_fault
from recommendations.services.recording import record
from recommendations.storage.database import db, transaction
from recommendations.storage.record import EventRow, events_of
from tests.factories import make_actor, make_edition

pytestmark = pytest.mark.usefixtures("context")


def _events(edition_id: UUID) -> list[Event]:
    rows = events_of(db.session(), edition_id)
    return [
        Event(
            row.seq,
            row.at,
            row.kind,
            str(row.person_id) if row.person_id else None,
            row.payload,
            row.previous,
            row.digest,
        )
        for row in rows
    ]


def test_acts_are_chained_from_the_first_day() -> None:
    with transaction() as session:
        edition = make_edition(session)
        actor = make_actor(session, edition, Role.CHAIR)
        record(session, edition.id, "poll-opened", {"number": 1}, actor)
        record(session, edition.id, "poll-closed", {"number": 1, "words": "é"}, None)

    events = _events(edition.id)
    assert [event.seq for event in events] == [1, 2]
    assert events[0].previous == FIRST
    assert first_fault(events) is None


def test_each_edition_has_a_chain_of_its_own() -> None:
    with transaction() as session:
        one, other = make_edition(session), make_edition(session)
        record(session, one.id, "a", {}, None)
        record(session, other.id, "b", {}, None)

    assert [event.seq for event in _events(one.id) + _events(other.id)] == [1, 1]


def test_an_act_that_is_rolled_back_is_not_in_the_record() -> None:
    with transaction() as session:
        edition = make_edition(session)

    def interrupted() -> None:
        with transaction() as session:
            record(session, edition.id, "a", {}, None)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        interrupted()

    assert _events(edition.id) == []


@pytest.mark.parametrize(
    "statement", [sa.update(EventRow).values(kind="other"), sa.delete(EventRow)], ids=["edit", "delete"]
)
def test_the_database_refuses_to_change_the_record(statement: sa.UpdateBase) -> None:
    with transaction() as session:
        record(session, make_edition(session).id, "a", {}, None)

    with pytest.raises(DBAPIError, match="written for good"), transaction() as session:
        session.execute(statement)
