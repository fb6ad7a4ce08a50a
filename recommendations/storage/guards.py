"""Triggers that let nobody change what is written for good, whatever program opens the database.

They refuse UPDATE and DELETE of single rows; emptying whole tables (tests, a restored backup) stays possible.
"""

import sqlalchemy as sa
from sqlalchemy.orm import DeclarativeBase

_NAME = "refuse_change"

_FUNCTION = f"""
CREATE OR REPLACE FUNCTION {_NAME}() RETURNS trigger LANGUAGE plpgsql AS $body$
BEGIN
  RAISE EXCEPTION USING MESSAGE = TG_TABLE_NAME || ' is written for good';
END
$body$
"""


def guard_statements(dialect: str, table: str) -> tuple[str, ...]:
    """The statements that make a table's rows immutable; the migration executes the same ones."""
    if dialect == "postgresql":
        return (
            _FUNCTION,
            f"CREATE TRIGGER {table}_fixed BEFORE UPDATE OR DELETE ON {table} FOR EACH ROW EXECUTE FUNCTION {_NAME}()",
        )
    return tuple(
        f"CREATE TRIGGER {table}_no_{act.lower()} BEFORE {act} ON {table}"
        f" BEGIN SELECT RAISE(ABORT, '{table} is written for good'); END"
        for act in ("UPDATE", "DELETE")
    )


def make_immutable(row: type[DeclarativeBase]) -> None:
    """Create the triggers with the row's table, on either database."""
    for dialect in ("postgresql", "sqlite"):
        for statement in guard_statements(dialect, row.__tablename__):
            ddl = sa.DDL(statement).execute_if(dialect=dialect)  # type: ignore[no-untyped-call]  # untyped in SQLAlchemy
            sa.event.listen(row.__table__, "after_create", ddl)
