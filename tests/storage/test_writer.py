import threading
from collections.abc import Callable, Iterator

import pytest
import sqlalchemy as sa
from flask import Flask
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from recommendations.domain.refusals import NotConfirmed, NotFound, Refused
from recommendations.storage.database import db
from recommendations.storage.editions import Edition
from recommendations.storage.writer import GroupWriter, submit
from tests.factories import make_edition


@pytest.fixture
def writer(context: Flask, database_url: str) -> Iterator[GroupWriter]:
    assert context.config["TESTING"]
    writer = GroupWriter(database_url)
    yield writer
    writer.close()


def codes() -> set[str]:
    db.session.rollback()
    return set(db.session.scalars(sa.select(Edition.code)))


def add(code: str) -> Callable[[Session], str]:
    def job(session: Session) -> str:
        return make_edition(session, code=code).code

    return job


def test_a_job_is_on_disk_when_its_result_comes(writer: GroupWriter) -> None:
    assert writer.submit(add("E-1")) == "E-1"

    assert codes() == {"E-1"}


def all_at_once(writer: GroupWriter, *jobs: Callable[[Session], object]) -> list[object]:
    """The results, or the refusals, of jobs submitted by as many threads."""
    results: list[object] = [None] * len(jobs)

    def attempt(place: int) -> None:
        try:
            results[place] = writer.submit(jobs[place])
        except Refused as error:
            results[place] = error

    threads = [threading.Thread(target=attempt, args=(place,)) for place in range(len(jobs))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


def test_a_refused_job_leaves_nothing_and_its_neighbours_alone(writer: GroupWriter) -> None:
    def refused(session: Session) -> None:
        make_edition(session, code="half done")
        raise NotFound

    results = all_at_once(writer, add("first"), refused, add("last"))

    assert (results[0], results[2]) == ("first", "last")
    assert isinstance(results[1], NotFound)
    assert codes() == {"first", "last"}


def test_a_broken_constraint_fails_its_own_job_alone(writer: GroupWriter) -> None:
    writer.submit(add("E-1"))

    with pytest.raises(IntegrityError):
        writer.submit(add("E-1"))

    assert writer.submit(add("E-2")) == "E-2"


def test_many_at_once_are_all_recorded_once(writer: GroupWriter) -> None:
    wanted = [f"E-{number}" for number in range(60)]

    assert all_at_once(writer, *map(add, wanted)) == wanted
    assert codes() == set(wanted)


def test_nobody_is_told_that_it_is_recorded_when_the_commit_fails(writer: GroupWriter) -> None:
    def unwritable(session: Session) -> None:
        make_edition(session, code="lost")
        session.connection().invalidate()

    with pytest.raises(NotConfirmed):
        writer.submit(unwritable)

    assert codes() == set()
    assert writer.submit(add("after")) == "after"


def await_queue(writer: GroupWriter, waiting: int) -> None:
    pause = threading.Event()
    while len(writer) < waiting:
        pause.wait(0.001)


def in_this_order(writer: GroupWriter, *jobs: tuple[Callable[[Session], object], bool]) -> list[object]:
    """The results or refusals of jobs that wait in this order behind one that is being written."""
    results: list[object] = [None] * len(jobs)
    is_written = threading.Event()

    def hold_up(_session: Session) -> None:
        is_written.set()
        await_queue(writer, len(jobs))

    def attempt(place: int) -> None:
        job, is_act = jobs[place]
        try:
            results[place] = writer.submit(job, is_act=is_act)
        except Refused as error:
            results[place] = error

    threads = [threading.Thread(target=writer.submit, args=(hold_up,))]
    threads[0].start()
    is_written.wait()
    for place in range(len(jobs)):
        await_queue(writer, place)
        threads.append(threading.Thread(target=attempt, args=(place,)))
        threads[-1].start()
    for thread in threads:
        thread.join()
    return results


def transaction_at_hand(session: Session) -> object:
    return session.connection().get_transaction()


def test_what_waits_together_is_committed_together(writer: GroupWriter) -> None:
    ballot, other = in_this_order(writer, (transaction_at_hand, False), (transaction_at_hand, False))

    assert ballot is other


def test_an_act_of_procedure_begins_a_transaction(writer: GroupWriter) -> None:
    ballot, closing, other = in_this_order(
        writer, (transaction_at_hand, False), (transaction_at_hand, True), (transaction_at_hand, False)
    )

    assert ballot is not closing
    assert closing is other


def test_a_failing_database_confirms_nothing_of_what_was_written_together(writer: GroupWriter) -> None:
    def failing(session: Session) -> None:
        # SQLite does so by itself when its disk is full, PostgreSQL when it goes down.
        session.connection().exec_driver_sql("ROLLBACK")
        raise sa.exc.OperationalError("INSERT", None, Exception("database or disk is full"))

    before, full, after = in_this_order(writer, (add("before"), False), (failing, False), (add("after"), False))

    assert {type(before), type(full), type(after)} == {NotConfirmed}
    assert codes() == set()
    assert writer.submit(add("later")) == "later"


@pytest.mark.parametrize("engine_name", ["sqlite"])  # PostgreSQL cannot be told how large its disk is
def test_a_full_disk_confirms_nothing_of_what_was_written_together(writer: GroupWriter) -> None:
    def fill(session: Session) -> None:
        session.connection().exec_driver_sql("PRAGMA max_page_count = 1")
        make_edition(session, code="x" * 100_000)

    before, full, after = in_this_order(writer, (add("before"), False), (fill, False), (add("after"), False))

    assert {type(before), type(full), type(after)} == {NotConfirmed}
    assert codes() == set()
    assert writer.submit(add("later")) == "later"


@pytest.mark.usefixtures("context")
def test_the_application_has_one_writer_of_its_own() -> None:
    assert submit(add("E-1")) == "E-1"

    assert codes() == {"E-1"}
