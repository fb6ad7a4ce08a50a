"""How Alembic reaches the application's engine and tables."""

from alembic import context
from flask import current_app

from recommendations.storage import (  # noqa: F401 - importing a module of tables registers them
    amendments,
    editions,
    manifestos,
    people,
    polls,
    record,
    texts,
)
from recommendations.storage.database import Base, db


def migrate() -> None:
    """Run the migrations on the application's database, each in a transaction of its own."""
    with db.engine.execution_options(writes=True).connect() as connection:
        context.configure(
            connection=connection,
            target_metadata=Base.metadata,
            transaction_per_migration=True,
            **current_app.extensions["migrate"].configure_args,
        )
        with context.begin_transaction():
            context.run_migrations()


migrate()
