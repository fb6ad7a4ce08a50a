import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from flask import Flask
from flask_migrate import downgrade, upgrade

from recommendations.storage.database import Base, db


def triggers() -> set[str]:
    catalogue = {
        "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
        "postgresql": "SELECT DISTINCT trigger_name FROM information_schema.triggers",
    }
    with db.engine.connect() as connection:
        return set(connection.exec_driver_sql(catalogue[db.engine.dialect.name]).scalars())


@pytest.mark.usefixtures("bare")
def test_the_migrations_build_exactly_the_tables_of_the_code() -> None:
    upgrade()

    with db.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, Base.metadata) == []


def test_the_migrations_build_the_triggers_that_keep_the_record(bare: Flask, app: Flask) -> None:
    with bare.app_context():
        upgrade()
        migrated = triggers()
    with app.app_context():
        created = triggers()

    assert migrated == created != set()


@pytest.mark.usefixtures("bare")
def test_every_migration_can_be_undone() -> None:
    upgrade()
    downgrade(revision="base")

    assert set(sa.inspect(db.engine).get_table_names()) <= {"alembic_version"}

    upgrade()

    assert set(Base.metadata.tables) < set(sa.inspect(db.engine).get_table_names())
