"""Ballots that arrive at the same moment."""

from collections.abc import Callable
from functools import partial
from threading import Thread

import pytest
import sqlalchemy as sa
from flask import Flask

from recommendations.application import create_app
from recommendations.domain.polls import Choice, PollClosed
from recommendations.services.voting.acts import close_poll
from recommendations.services.voting.tallying import Receipt
from recommendations.storage.ballots import insert_ballot, named_ballots
from recommendations.storage.database import db, now, transaction
from tests.conftest import settings_for
from tests.halls import make_hall, opened, vote
from tests.services.polls import ballots_in, poll_row
from tests.threads import in_threads

pytestmark = pytest.mark.usefixtures("context")


def test_four_ballots_of_one_member_at_the_same_moment_are_one_ballot(context: Flask) -> None:
    hall = make_hall(rules={"ballot_change_until_close": False})
    poll_id = opened(hall)

    results = in_threads(context, [partial(vote, poll_id, hall.delegates[0]) for _ in range(4)])

    assert ballots_in(poll_id) == 1
    assert sorted(type(result).__name__ for result in results) == ["BallotFinal"] * 3 + ["Receipt"]


def test_two_processes_with_writers_of_their_own_record_one_ballot(context: Flask, database_url: str) -> None:
    hall = make_hall(rules={"ballot_change_until_close": False})
    poll_id = opened(hall)
    other = create_app(settings_for(database_url))

    def elsewhere() -> Receipt:
        with other.app_context():
            return vote(poll_id, hall.delegates[0], Choice.AGAINST)

    results = in_threads(context, [partial(vote, poll_id, hall.delegates[0]), elsewhere])

    assert ballots_in(poll_id) == 1
    assert sorted(type(result).__name__ for result in results) == ["BallotFinal", "Receipt"]
    with other.app_context():
        other.extensions["writer"].close()
        db.session.remove()
        db.engine.dispose()


def test_a_ballot_is_in_the_count_if_and_only_if_it_was_acknowledged(context: Flask) -> None:
    hall = make_hall(12)
    poll_id = opened(hall)
    jobs: list[Callable[[], object]] = [partial(vote, poll_id, actor) for actor in hall.delegates]
    jobs.insert(6, partial(close_poll, poll_id, hall.chair))

    results = in_threads(context, jobs)

    acknowledged = sum(isinstance(result, Receipt) for result in results)
    refused = sum(isinstance(result, PollClosed) for result in results)
    outcome = poll_row(poll_id).outcome
    assert outcome is not None
    assert (outcome["yes"], acknowledged + refused) == (str(acknowledged), 12)
    assert sum(line.choice is not None for line in named_ballots(db.session(), poll_id)) == acknowledged


@pytest.mark.parametrize("engine_name", ["postgresql"])
def test_a_ballot_that_another_process_records_in_the_same_moment_is_not_doubled(context: Flask) -> None:
    hall = make_hall()
    poll_id = opened(hall)
    results: list[object] = []

    def cast() -> None:
        with context.app_context():
            results.append(vote(poll_id, hall.delegates[0], Choice.AGAINST))

    thread = Thread(target=cast)
    with transaction() as session:
        values = {"person_id": hall.delegates[0].person_id, "choice": Choice.FOR, "key": "other", "received_at": now()}
        insert_ballot(session, {"poll_id": poll_id, "member_id": hall.delegates[0].member_id} | values)
        thread.start()
        waiting = sa.text("SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'")
        while not session.scalar(waiting):
            session.execute(sa.text("SELECT pg_stat_clear_snapshot()"))
    thread.join()

    assert [line.choice for line in named_ballots(db.session(), poll_id) if line.choice] == [Choice.AGAINST]
    assert len(results) == 1
