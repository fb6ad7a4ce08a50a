"""How Alembic reaches the application's engine and tables."""

import sqlite3

import sqlalchemy as sa
from alembic import context
from alembic.runtime.migration import MigrationContext
from flask import current_app

from recommendations.storage import tables  # noqa: F401 - importing it registers all tables
from recommendations.storage.database import Base, db


def migrate() -> None:
    """Run the migrations on the application's database, each in a transaction of its own."""
    with db.engine.execution_options(writes=True).connect() as connection:
        keep_references(connection, "OFF")
        try:
            run(connection)
        finally:
            connection.rollback()
            keep_references(connection, "ON")


def run(connection: sa.Connection) -> None:
    """Run them; one that leaves a reference to nothing behind is undone."""
    context.configure(
        connection=connection,
        target_metadata=Base.metadata,
        transaction_per_migration=True,
        on_version_apply=ensure_references,
        **current_app.extensions["migrate"].configure_args,
    )
    with context.begin_transaction():
        context.run_migrations()


def keep_references(connection: sa.Connection, pragma: str) -> None:
    """Let SQLite look at references, or not: it changes a table by making it anew, and others refer to the old one.

    Inside a transaction the pragma does nothing, so the driver is asked: SQLAlchemy would begin one first.
    """
    driver = connection.connection.driver_connection
    if isinstance(driver, sqlite3.Connection):
        driver.execute(f"PRAGMA foreign_keys={pragma}")


def ensure_references(ctx: MigrationContext, *_said: object, **_named: object) -> None:
    """Every reference names a row that is there, at the end of the migration's own transaction."""
    connection = ctx.connection
    if connection is None or connection.dialect.name != "sqlite":
        return
    broken = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
    if broken:
        message = f"references to nothing: {broken}"
        raise RuntimeError(message)


migrate()
