from datetime import UTC, datetime, timedelta, timezone
from fractions import Fraction

import pytest
import sqlalchemy as sa
from flask import Flask
from sqlalchemy.exc import IntegrityError, StatementError

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
