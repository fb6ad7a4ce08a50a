import pytest
import sqlalchemy as sa
from flask_migrate import downgrade, upgrade
from sqlalchemy.orm import Session

from recommendations.domain.amendments import AmendmentState, Procedure, StateReason, VersionCause
from recommendations.domain.people import Role
from recommendations.storage.amendments import Amendment
from recommendations.storage.database import db
from recommendations.storage.people import OfficeRow, Person
from recommendations.storage.signing import Passkey
from recommendations.storage.wordings import AmendmentVersion, versions_of
from tests.storage.before import AT, contents, fill

pytestmark = pytest.mark.usefixtures("bare")
WAITING_AGAIN = {"draft": "tabled", "annulled": "admissible"}
Contents = dict[str, list[dict[str, object]]]


def an_older_database() -> Contents:
    upgrade(revision="0001")
    with db.engine.execution_options(writes=True).begin() as connection:
        fill(connection)
        return contents(connection)


def as_it_is() -> Contents:
    with db.engine.connect() as connection:
        return contents(connection)


def with_states_of_today(before: Contents) -> Contents:
    amendments = [{**row, "state": WAITING_AGAIN.get(str(row["state"]), row["state"])} for row in before["amendments"]]
    return {**before, "amendments": sorted(amendments, key=repr)}


def test_nothing_is_lost_when_an_older_database_is_carried_over() -> None:
    before = an_older_database()

    upgrade()

    now = as_it_is()
    for table, rows in with_states_of_today(before).items():
        kept = [{name: row[name] for name in rows[0]} for row in now[table]] if rows else now[table]
        assert sorted(kept, key=repr) == rows, table


def test_an_amendment_that_is_carried_over_has_said_what_was_filed() -> None:
    an_older_database()

    upgrade()

    with Session(db.engine) as session:
        rows = session.scalars(sa.select(Amendment)).all()
        assert len(rows) == 12
        for row in rows:
            assert (row.procedure, row.version, row.is_late) == (Procedure.ORDINARY, 1, False)
            assert (row.state_code, row.returns_to, row.amends_id) == (StateReason.NONE, None, None)
            (filed,) = versions_of(session, row.id)
            assert (filed.number, filed.cause, filed.at) == (1, VersionCause.FILED, AT)
            assert (filed.amended, filed.hunks) == (row.amended, row.hunks)
            assert (filed.revision_id, filed.person_id) == (row.revision_id, row.person_id)


def test_what_was_a_draft_or_annulled_waits_again() -> None:
    an_older_database()

    upgrade()

    with Session(db.engine) as session:
        states = {row.number: row.state for row in session.scalars(sa.select(Amendment))}
    assert (states[1], states[12]) == (AmendmentState.TABLED, AmendmentState.ADMISSIBLE)


def test_what_was_carried_over_can_be_undone() -> None:
    before = an_older_database()
    upgrade()

    downgrade(revision="0001")

    assert as_it_is() == with_states_of_today(before)


def test_a_migration_leaves_references_guarded() -> None:
    an_older_database()
    upgrade()

    with pytest.raises(sa.exc.IntegrityError), db.engine.execution_options(writes=True).begin() as connection:
        connection.exec_driver_sql("DELETE FROM themes")


@pytest.mark.parametrize(
    "since",
    [
        "UPDATE amendments SET procedure = 'compromise'",
        "UPDATE amendments SET kind = 'move'",
        "UPDATE amendments SET state = 'adopted_in_part'",
        "UPDATE polls SET part = 1",
    ],
)
def test_what_an_older_form_has_no_place_for_keeps_it_from_being_restored(
    since: str, caplog: pytest.LogCaptureFixture
) -> None:
    an_older_database()
    upgrade(revision="0002")
    with db.engine.execution_options(writes=True).begin() as connection:
        connection.exec_driver_sql(since)
    before = as_it_is()

    with pytest.raises(SystemExit):
        downgrade(revision="0001")

    assert "restore a backup" in caplog.text
    assert as_it_is() == before


@pytest.mark.parametrize("since", ["passkey", "signatory"])
def test_keys_and_signatories_keep_the_form_before_them_from_being_restored(
    since: str, caplog: pytest.LogCaptureFixture
) -> None:
    an_older_database()
    upgrade()
    with Session(db.engine.execution_options(writes=True)) as session, session.begin():
        person = session.scalars(sa.select(Person)).first()
        assert person is not None
        if since == "passkey":
            session.add(Passkey(person_id=person.id, credential="k", public_key=b"k", label="", created_at=AT))
        else:
            session.add(OfficeRow(person_id=person.id, role=Role.SIGNATORY))
    before = as_it_is()

    with pytest.raises(SystemExit):
        downgrade(revision="0002")

    assert "restore a backup" in caplog.text
    assert as_it_is() == before


def test_a_wording_is_written_for_good() -> None:
    an_older_database()
    upgrade()

    with pytest.raises(sa.exc.DBAPIError, match="written for good"), Session(db.engine) as session:
        session.execute(sa.update(AmendmentVersion).values(number=2))
