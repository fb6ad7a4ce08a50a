"""An assembly in the tables of migration 0001, written without the code's own rows, which have moved on."""

from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid4

import sqlalchemy as sa

OLD_STATES = (
    *("draft", "tabled", "admissible", "inadmissible", "needs_rebase", "withdrawn"),
    *("fallen", "in_vote", "adopted", "rejected", "postponed", "annulled"),
)
OLD_KINDS = ("replace", "insert", "delete", "mixed", "addressees", "title")
AT = datetime(2027, 3, 4, 9, 30, tzinfo=UTC)
_STANDING_FOR: dict[type[Any], object] = {str: "", int: 1, bool: False, datetime: AT, dict: {}, UUID: None}


class Before:
    """The tables as they are in the database, and what has been put into them."""

    def __init__(self, connection: sa.Connection) -> None:
        self.connection = connection
        self.metadata = sa.MetaData()
        self.metadata.reflect(connection)

    def put(self, into: str, /, **values: object) -> UUID:
        """One row; what is not given is as small as the column allows."""
        table = self.metadata.tables[into]
        row = {column.name: values.pop(column.name, self._least(column)) for column in table.columns}
        assert not values
        self.connection.execute(table.insert().values(row))
        return UUID(str(row["id"])) if "id" in row else uuid4()

    def _least(self, column: sa.Column[Any]) -> object:
        if column.name == "id":
            return self.stored(uuid4())
        return None if column.nullable else _STANDING_FOR.get(column.type.python_type, "")

    def stored(self, value: UUID) -> object:
        """The id as a reflected table takes it."""
        return value.hex if self.connection.dialect.name == "sqlite" else value


def contents(connection: sa.Connection) -> dict[str, list[dict[str, object]]]:
    """Every row of every table."""
    metadata = sa.MetaData()
    metadata.reflect(connection)
    return {
        table.name: sorted((dict(row) for row in connection.execute(table.select()).mappings()), key=repr)
        for table in metadata.sorted_tables
        if table.name != "alembic_version"
    }


def fill(connection: sa.Connection) -> None:
    """A tabled theme with an amendment in each state, one felled by another, a poll with its ballot, a record."""
    before = Before(connection)
    put, stored = before.put, before.stored
    edition = stored(put("editions", code="demo", title={"en": "Rehearsal"}, languages=["en"], days=[], rules={}))
    theme = stored(put("themes", edition_id=edition, kind="theme", code="T1", number=1, title={"en": "Nights"}))
    member = stored(put("members", edition_id=edition, code="M1", name="Aberra", weight="1"))
    person = stored(put("persons", edition_id=edition, member_id=member, name="Ada", email="ada@example.org"))
    revision = stored(put("revisions", theme_id=theme, sha256="aa", frozen_by=person))
    unit = stored(put("revision_units", revision_id=revision, language="en", uid="r1", kind="recommendation"))
    put("revision_paragraphs", unit_id=unit, uid="r1-p1", spans=[{"text": "Town halls are open."}], lines=[0])
    put("events", edition_id=edition, kind="text-frozen", person_id=person, payload={"number": 1})
    shared = {"edition_id": edition, "theme_id": theme, "revision_id": revision, "unit_uid": "r1"}
    filed = {**shared, "member_id": member, "person_id": person, "language": "en", "title": "A better rhythm"}
    ids: list[object] = []
    for number, state in enumerate(OLD_STATES, start=1):
        wording = {"amended": {"en": {"number": number}}, "hunks": {"en": {"number": number}}}
        kind = OLD_KINDS[number % len(OLD_KINDS)]
        felled = {"felled_by_id": ids[0]} if state == "fallen" else {}
        key = f"key-{number}"
        ids.append(
            stored(
                put("amendments", **filed, **wording, **felled, number=number, kind=kind, state=state, filing_key=key)
            )
        )
    poll = stored(
        put("polls", **shared, subject="amendment", amendment_id=ids[7], state="open", majority="simple", quorum="none")
    )
    put("roll_entries", poll_id=poll, member_id=member, person_id=person, weight="1")
    put("ballots", poll_id=poll, member_id=member, person_id=person, choice="for", key="k")
