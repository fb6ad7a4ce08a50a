import json
import re
from pathlib import Path

import pytest
import sqlalchemy as sa
from flask import Flask

from recommendations.domain.amendments import AmendmentState
from recommendations.domain.record import Event, first_fault
from recommendations.services.manifesto.adopting import compose_manifesto
from recommendations.services.recording import record
from recommendations.storage.database import db, transaction
from recommendations.web.record import ACTS
from tests.chains import Assembly, adopt_units, make_assembly
from tests.web.conftest import SignedIn

ACT = re.compile(r'"([a-z]{4,}(?:-[a-z]+)+)"')
# What decisions.py writes after "amendment-", and the name of a file.
NO_ACTS = {"consent-given", "consent-refused", "demo-unfinished"}
# Where an amendment is from its filing on, or while a poll runs, which is an act of its own.
NO_ACT_OF_THEIR_OWN = {
    AmendmentState.SEEKING_SUPPORT,
    AmendmentState.LATE,
    AmendmentState.EDITORIAL,
    AmendmentState.IN_VOTE,
}
SOURCES = Path(__file__).parents[2] / "recommendations" / "services"


@pytest.fixture
def assembly(app: Flask) -> Assembly:
    """An assembly that has composed a manifesto."""
    with app.app_context():
        made = make_assembly()
        adopt_units(made, 0, "r2a")
        compose_manifesto(made.secretariat)
        return made


def test_every_act_is_told_in_a_sentence(assembly: Assembly, signed_in: SignedIn) -> None:
    page = signed_in(person_id=assembly.delegates[0].person_id).get("/record").get_data(as_text=True)

    assert "Manifesto 1 was composed of 1 adopted recommendations." in page
    assert "Vote 1 was opened" in page
    assert "The result of vote 1 was announced: 3 for, 0 against, 0 abstained." in page
    assert "The chain holds." in page
    assert "%(" not in page


def test_a_kind_without_a_sentence_is_named(app: Flask, assembly: Assembly, signed_in: SignedIn) -> None:
    with app.app_context(), transaction() as session:
        record(session, assembly.edition_id, "tea-served", {"cups": 3}, None)

    assert "tea-served" in signed_in(person_id=assembly.chair.person_id).get("/record").get_data(as_text=True)


def test_long_records_are_paged_newest_first(app: Flask, assembly: Assembly, signed_in: SignedIn) -> None:
    with app.app_context(), transaction() as session:
        for cup in range(120):
            record(session, assembly.edition_id, "tea-served", {"cup": cup}, None)
    browser = signed_in(person_id=assembly.chair.person_id)

    first = browser.get("/record").get_data(as_text=True)
    last = browser.get("/record?before=20").get_data(as_text=True)

    assert "Older entries" in first
    assert "Newer entries" not in first
    assert "Older entries" not in last
    assert 'id="entry-1"' in last


def test_a_forged_entry_breaks_the_chain_and_the_page_says_where(
    app: Flask, assembly: Assembly, signed_in: SignedIn
) -> None:
    with app.app_context():
        with db.engine.begin() as connection:
            connection.execute(sa.text("DROP TRIGGER events_no_update"))
        with transaction() as session:
            forged = "UPDATE events SET kind = 'manifesto-signed' WHERE seq = 2 AND edition_id = :edition"
            session.execute(sa.text(forged), {"edition": assembly.edition_id.hex})

    page = signed_in(person_id=assembly.delegates[0].person_id).get("/record").get_data(as_text=True)

    assert "The chain is broken." in page
    assert "Entry 2 does not follow" in page


def test_the_record_is_taken_away_whole_and_can_be_recounted(assembly: Assembly, signed_in: SignedIn) -> None:
    answer = signed_in(person_id=assembly.delegates[0].person_id).get("/record.json")

    document = json.loads(answer.data)
    events = [Event(**event) for event in document["events"]]
    assert first_fault(events) is None
    assert document["head"] == events[-1].digest
    assert "attachment" in answer.headers["Content-Disposition"]


def test_every_act_that_the_services_record_has_a_sentence() -> None:
    told = {kind.partition(":")[0] for kind in ACTS}

    written = {kind for source in SOURCES.rglob("*.py") for kind in ACT.findall(source.read_text())}

    assert len(written) > 50
    assert written - told == NO_ACTS


@pytest.mark.parametrize("state", [state for state in AmendmentState if state not in NO_ACT_OF_THEIR_OWN])
def test_every_state_that_an_amendment_is_brought_to_has_a_sentence(state: AmendmentState) -> None:
    assert f"amendment-{state.value.replace('_', '-')}" in ACTS
