"""The database: one engine, a session to read with, a transaction to write with."""

import logging
import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from enum import StrEnum
from fractions import Fraction
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import sqlalchemy as sa
from flask import Flask
from flask_migrate import Migrate
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy.engine import make_url
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column, registry
from sqlalchemy.types import TypeDecorator

from recommendations.domain.refusals import NotConfirmed

# What a database raises when it fails, as opposed to what it refuses: a full disk, a lock, a lost connection.
FAILURES = (sa.exc.OperationalError, sa.exc.InterfaceError, sa.exc.InternalError)
PATIENCE_SECONDS = 15
AGAIN_SECONDS = 0.01
logger = logging.getLogger(__name__)
NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class UtcDateTime(TypeDecorator[datetime]):
    """An aware moment in UTC; SQLite forgets the zone, so it is put back on reading."""

    impl = sa.DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: sa.Dialect) -> datetime | None:  # noqa: ARG002 - the signature is SQLAlchemy's
        """Refuse naive times; store UTC."""
        if value is not None and value.tzinfo is None:
            message = "a time without a zone"
            raise ValueError(message)
        return value.astimezone(UTC) if value is not None else None

    def process_result_value(self, value: datetime | None, dialect: sa.Dialect) -> datetime | None:  # noqa: ARG002 - the signature is SQLAlchemy's
        """Return UTC, aware."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Exact(TypeDecorator[Fraction]):
    """A weight as an exact fraction, stored as text ("3/2"); floats never touch a count."""

    impl = sa.Text
    cache_ok = True

    def process_bind_param(self, value: Fraction | None, dialect: sa.Dialect) -> str | None:  # noqa: ARG002 - the signature is SQLAlchemy's
        """Store the fraction in lowest terms."""
        return None if value is None else str(Fraction(value))

    def process_result_value(self, value: str | None, dialect: sa.Dialect) -> Fraction | None:  # noqa: ARG002 - the signature is SQLAlchemy's
        """Return the fraction."""
        return None if value is None else Fraction(value)


def enum_of(kind: type[StrEnum], *, name: str = "") -> sa.Enum:
    """A column type that stores the members' values, with a check in the database; a second one needs its ``name``."""
    return sa.Enum(
        kind,
        native_enum=False,
        create_constraint=True,
        name=name or kind.__name__.lower(),
        values_callable=lambda members: [member.value for member in members],
    )


class Base(DeclarativeBase):
    """The declarative base of all rows."""

    registry = registry(
        metadata=sa.MetaData(naming_convention=NAMING),
        type_annotation_map={datetime: UtcDateTime(), Fraction: Exact(), dict[str, str]: sa.JSON(), str: sa.Text()},
    )


class Identified:
    """A row with a random id; order is kept by columns that say so, never by the id."""

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)


db = SQLAlchemy(model_class=Base)
migrate = Migrate()


def now() -> datetime:
    """The server's time, in UTC: the only clock that decides."""
    return datetime.now(UTC)


def init_database(app: Flask, url: str) -> None:
    """Bind the engine; SQLite gets WAL, synchronous=FULL and foreign keys on every connection."""
    app.config["SQLALCHEMY_DATABASE_URI"] = url
    app.config["SQLALCHEMY_ENGINE_OPTIONS"] = engine_options(url)
    db.init_app(app)
    migrate.init_app(
        app, db, directory=str(Path(__file__).parent / "migrations"), render_as_batch=True, compare_type=True
    )
    with app.app_context():
        prepare_engine(db.engine)


def engine_options(url: str) -> dict[str, Any]:
    """What the engine for ``url`` is created with."""
    if make_url(url).get_backend_name() == "sqlite":
        return {
            "connect_args": {"check_same_thread": False, "timeout": PATIENCE_SECONDS},
            "pool_size": 32,
            "max_overflow": 32,
        }
    return {"pool_size": 16, "max_overflow": 32, "pool_pre_ping": True}


def prepare_engine(engine: sa.Engine) -> None:
    """Make SQLite durable and let us, not the driver, begin its transactions."""
    if engine.dialect.name != "sqlite":
        return
    sa.event.listen(engine, "connect", _configure_sqlite)
    sa.event.listen(engine, "begin", _begin)
    sa.event.listen(engine, "commit", ensure_standing)


PATIENCE, AT_ONCE = f"busy_timeout={PATIENCE_SECONDS * 1000}", "busy_timeout=0"


def _configure_sqlite(connection: DBAPIConnection, _record: object) -> None:
    if not isinstance(connection, sqlite3.Connection):  # pragma: no cover - another driver for the same dialect
        return
    connection.isolation_level = None
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", PATIENCE):
        connection.execute(f"PRAGMA {pragma}")


def _begin(connection: sa.Connection) -> None:
    # A deferred transaction that reads first and writes later may be told "busy" in the middle:
    # writers take the lock at once, readers never do.
    if not connection.get_execution_options().get("writes", False):
        connection.exec_driver_sql("BEGIN")
        return
    connection.exec_driver_sql(f"PRAGMA {AT_ONCE}")
    try:
        _begin_writing(connection)
    finally:
        connection.exec_driver_sql(f"PRAGMA {PATIENCE}")


def _begin_writing(connection: sa.Connection) -> None:
    # SQLite's own waiting would stop every greenlet of the process while another program holds the file.
    until = time.monotonic() + PATIENCE_SECONDS
    while not _has_begun(connection, until):
        time.sleep(AGAIN_SECONDS)


def _has_begun(connection: sa.Connection, until: float) -> bool:
    # What is refused is let go before the next attempt: a traceback keeps cursors, and they an old view of the file,
    # with which every further attempt would be refused as well.
    try:
        connection.exec_driver_sql("BEGIN IMMEDIATE")
    except sa.exc.OperationalError as error:
        if not _is_busy(error) or time.monotonic() > until:
            raise
        return False
    return True


def _is_busy(error: sa.exc.OperationalError) -> bool:
    return getattr(error.orig, "sqlite_errorname", "").startswith("SQLITE_BUSY")


def ensure_standing(connection: sa.Connection) -> None:
    """Whether the transaction is still there to be committed.

    A failing SQLite ends it by itself; the driver's commit of nothing then succeeds, and a savepoint begins
    and commits a transaction of its own.

    Raises:
        NotConfirmed: it is gone, with everything in it.
    """
    driver = connection.connection.driver_connection
    if isinstance(driver, sqlite3.Connection) and not driver.in_transaction:
        raise NotConfirmed


def answers(session: Session) -> bool:
    """Whether the database answers."""
    return session.scalar(sa.select(sa.literal(1))) == 1


@contextmanager
def transaction() -> Iterator[Session]:
    """One write transaction: committed when the block ends, rolled back when it raises.

    The reading session of the same request is reset, so that it sees what was committed.

    Raises:
        NotConfirmed: the database failed; nobody may be told that anything is recorded.
    """
    db.session.remove()
    try:
        with Session(db.engine.execution_options(writes=True), expire_on_commit=False) as session, session.begin():
            yield session
    except FAILURES as error:
        logger.exception("A transaction failed")
        raise NotConfirmed from error
