"""Bringing a database to the newest form of the tables."""

import logging
from pathlib import Path

from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask_migrate import upgrade

from recommendations.storage.database import db, migrate


def migrate_if_needed() -> None:
    """Bring the tables to the newest migration; a database that is there already is only asked."""
    file = db.engine.url.database
    if db.engine.dialect.name == "sqlite" and file:
        Path(file).parent.mkdir(parents=True, exist_ok=True)
    newest = ScriptDirectory(migrate.directory).get_current_head()
    with db.engine.connect() as connection:
        current = MigrationContext.configure(connection).get_current_revision()
    if current != newest:
        logging.getLogger("alembic").setLevel(logging.WARNING)
        upgrade()
