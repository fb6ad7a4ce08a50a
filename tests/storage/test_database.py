import sqlite3
import threading
from contextlib import closing
from datetime import UTC, datetime, timedelta, timezone
from fractions import Fraction

import pytest
import sqlalchemy as sa
from flask import Flask
from sqlalchemy.exc import IntegrityError, StatementError

from recommendations.domain.refusals import NotConfirmed
from recommendations.storage import database
from recommendations.storage.database import db, transaction
from recommendations.storage.editions import Edition, Theme
from recommendations.storage.manifestos import ManifestoRow
from recommendations.storage.people import Member
from tests.factories import make_edition, make_member, make_theme

pytestmark = pytest.mark.usefixtures("context")


def test_a_transaction_that_raises_leaves_nothing() -> None:
    def interrupted() -> None:
        with transaction() as session:
            make_edition(session)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        interrupted()

    assert db.session.scalars(sa.select(Edition)).all() == []


def test_the_reading_session_sees_what_was_just_committed() -> None:
    with transaction() as session:
        edition = make_edition(session)
    assert db.session.get_one(Edition, edition.id).place == "Porto Claro"

    with transaction() as session:
        session.get_one(Edition, edition.id).place = "Halmsund"

    assert db.session.get_one(Edition, edition.id).place == "Halmsund"


def test_weights_are_exact() -> None:
    with transaction() as session:
        member = make_member(session, make_edition(session), weight=Fraction(1, 3))

    assert db.session.get_one(Member, member.id).weight * 3 == 1


def _manifesto(edition: Edition, at: datetime) -> ManifestoRow:
    return ManifestoRow(edition_id=edition.id, number=1, canonical="{}", sha256="0", composed_at=at)


def test_times_are_kept_in_utc() -> None:
    brussels = datetime(2030, 3, 31, 2, 30, tzinfo=timezone(timedelta(hours=1)))
    with transaction() as session:
        row = _manifesto(make_edition(session), brussels)
        session.add(row)

    stored = db.session.get_one(ManifestoRow, row.id).composed_at
    assert stored == brussels
    assert stored.tzinfo is UTC


def test_a_time_without_a_zone_is_refused() -> None:
    with pytest.raises(StatementError, match="without a zone"), transaction() as session:
        session.add(_manifesto(make_edition(session), datetime(2030, 3, 31, 2, 30)))  # noqa: DTZ001 - the fault itself


def test_a_theme_without_its_edition_is_refused() -> None:
    with transaction() as session:
        edition = make_edition(session)
        make_theme(session, edition)

    with pytest.raises(IntegrityError), transaction() as session:
        session.execute(sa.delete(Edition).where(Edition.id == edition.id))

    assert db.session.scalars(sa.select(Theme)).all() != []


def test_sqlite_waits_for_the_disk_at_every_commit(context: Flask) -> None:
    if db.engine.dialect.name != "sqlite":
        assert context.config["SQLALCHEMY_DATABASE_URI"].startswith("postgresql")
        return
    with db.engine.connect() as connection:
        pragmas = [connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in ("journal_mode", "synchronous")]

    assert pragmas == ["wal", 2]


def held_by_another_program(url: str) -> sqlite3.Connection:
    """A connection of another program that is writing the file."""
    other = sqlite3.connect(url.removeprefix("sqlite:///"), isolation_level=None, check_same_thread=False)
    other.execute("BEGIN IMMEDIATE")
    return other


@pytest.mark.parametrize("engine_name", ["sqlite"])  # only one program at a time writes such a file
def test_an_act_waits_while_another_program_writes(database_url: str) -> None:
    with closing(held_by_another_program(database_url)) as other:
        other.execute("PRAGMA user_version = 7")
        threading.Timer(0.05, lambda: other.execute("COMMIT")).start()
        with transaction() as session:
            make_edition(session, code="after the backup")

    assert db.session.scalars(sa.select(Edition.code)).all() == ["after the backup"]


@pytest.mark.parametrize("engine_name", ["sqlite"])
def test_an_act_is_not_confirmed_when_another_program_writes_for_too_long(
    database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database, "PATIENCE_SECONDS", 0)
    with closing(held_by_another_program(database_url)), pytest.raises(NotConfirmed), transaction() as session:
        make_edition(session, code="too soon")

    with transaction() as session:
        make_edition(session, code="later")
    assert db.session.scalars(sa.select(Edition.code)).all() == ["later"]


@pytest.mark.parametrize("engine_name", ["sqlite"])
def test_what_the_database_has_thrown_away_is_not_committed() -> None:
    def thrown_away() -> None:
        with transaction() as session:
            make_edition(session)
            session.connection().exec_driver_sql("ROLLBACK")

    with pytest.raises(NotConfirmed):
        thrown_away()
