import threading
from collections.abc import Callable, Iterator

import pytest
import sqlalchemy as sa
from flask import Flask
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from recommendations.domain.refusals import NotFound
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
        except NotFound as error:
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

    with pytest.raises(sa.exc.SQLAlchemyError):
        writer.submit(unwritable)

    assert codes() == set()
    assert writer.submit(add("after")) == "after"


@pytest.mark.usefixtures("context")
def test_the_application_has_one_writer_of_its_own() -> None:
    assert submit(add("E-1")) == "E-1"

    assert codes() == {"E-1"}
