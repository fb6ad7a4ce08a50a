"""The pages of a vote, as a phone without JavaScript sees them."""

import re
import sqlite3
from contextlib import closing
from uuid import UUID

import pytest
from flask import Flask

from recommendations.domain.people import Role
from recommendations.domain.polls import Choice
from recommendations.services.voting.acts import close_poll
from recommendations.storage import database
from recommendations.storage.database import transaction
from recommendations.storage.people import Person
from tests.halls import Hall, decided, vote
from tests.web.conftest import SignedIn
from tests.web.seated import ballot, chair, delegate


def test_nothing_is_open_before_the_chair_opens_a_poll(hall: Hall, signed_in: SignedIn) -> None:
    page = delegate(signed_in, hall).get("/now")

    assert page.status_code == 200
    assert "Nothing is open" in page.text


def test_a_delegate_votes_and_reads_when_it_was_recorded(hall: Hall, poll_id: UUID, signed_in: SignedIn) -> None:
    browser = delegate(signed_in, hall)
    assert 'value="for"' in browser.get("/now").text

    page = ballot(browser, poll_id, "for")

    assert "Your vote is recorded: For" in page
    assert re.search(r"Recorded at \d\d:\d\d:\d\d", page)


def test_a_ballot_is_changed_from_the_same_form(hall: Hall, poll_id: UUID, signed_in: SignedIn) -> None:
    browser = delegate(signed_in, hall)
    ballot(browser, poll_id, "for", source="poll")

    assert "Your vote is recorded: Against" in ballot(browser, poll_id, "against", source="poll")


@pytest.mark.usefixtures("poll_id")
def test_the_exact_text_stands_beside_the_ballot(hall: Hall, signed_in: SignedIn) -> None:
    assert "Cities should report." in delegate(signed_in, hall).get("/now").text


def test_a_ballot_after_the_closing_is_refused_on_the_same_page(
    app: Flask, hall: Hall, poll_id: UUID, signed_in: SignedIn
) -> None:
    browser = delegate(signed_in, hall)
    with app.app_context():
        close_poll(poll_id, hall.chair)

    for source in ("now", "poll"):
        answer = browser.post(f"/polls/{poll_id}/ballots", data={"choice": "for", "key": "k", "from": source})
        assert answer.status_code == 409
        assert "This poll takes no ballots now" in answer.text


@pytest.mark.usefixtures("poll_id")
def test_a_ballot_of_somebody_who_is_not_marked_as_present_is_refused(
    app: Flask, hall: Hall, signed_in: SignedIn
) -> None:
    browser = delegate(signed_in, hall)
    with app.app_context(), transaction() as session:
        session.get_one(Person, browser.person_id).present = False

    assert "You are not marked as present" in browser.get("/now").text


def test_a_delegate_of_a_member_that_is_not_on_the_roll_reads_why(poll_id: UUID, signed_in: SignedIn) -> None:
    assert "not on this poll" in signed_in().get(f"/polls/{poll_id}").text


@pytest.mark.parametrize(
    "data",
    [
        pytest.param({"choice": "perhaps", "key": "k"}, id="an unknown choice"),
        pytest.param({"choice": "for"}, id="no key"),
        pytest.param({"choice": "for", "key": "k" * 81}, id="a key that is too long"),
    ],
)
def test_a_malformed_ballot_is_refused(hall: Hall, poll_id: UUID, signed_in: SignedIn, data: dict[str, str]) -> None:
    assert delegate(signed_in, hall).post(f"/polls/{poll_id}/ballots", data=data).status_code == 400


def test_an_observer_follows_without_a_ballot(poll_id: UUID, signed_in: SignedIn) -> None:
    browser = signed_in(as_=Role.OBSERVER)

    page = browser.get(f"/polls/{poll_id}").text
    assert "0 of 3 have voted" in page
    assert 'name="choice"' not in page
    assert browser.post(f"/polls/{poll_id}/ballots", data={"choice": "for", "key": "k"}).status_code == 403


def test_nobody_sees_a_running_tally(app: Flask, hall: Hall, poll_id: UUID, signed_in: SignedIn) -> None:
    with app.app_context():
        vote(poll_id, hall.delegates[0], Choice.AGAINST)
    browser = chair(signed_in, hall)

    for path in (f"/polls/{poll_id}", "/chair", "/projector", "/polls", "/now"):
        page = browser.get(path).text
        assert "seat-against" not in page
        assert "1 against" not in page
        assert hall.delegates[0].name not in page


def test_a_closed_result_is_known_to_the_chair_alone(
    app: Flask, hall: Hall, poll_id: UUID, signed_in: SignedIn
) -> None:
    with app.app_context():
        vote(poll_id, hall.delegates[0])
        close_poll(poll_id, hall.chair)

    assert "1 for is more than 0 against." in chair(signed_in, hall).get("/chair").text
    for browser in (delegate(signed_in, hall), signed_in(as_=Role.SECRETARIAT)):
        for path in (f"/polls/{poll_id}", "/projector", "/now", "/polls"):
            assert "1 for is more than" not in browser.get(path).text
    assert "1 for is more than" not in signed_in(as_=Role.SECRETARIAT).get("/chair").text


def test_the_result_names_formula_base_quorum_and_every_ballot(
    app: Flask, hall: Hall, poll_id: UUID, signed_in: SignedIn
) -> None:
    with app.app_context():
        decided(hall, poll_id, Choice.FOR, Choice.FOR, Choice.AGAINST)

    page = delegate(signed_in, hall).get(f"/polls/{poll_id}").text
    assert "2 for is more than 1 against." in page
    assert "Simple majority" in page
    assert "No quorum is required." in page
    assert page.count('class="seat seat-for"') >= 2
    assert "2 for, 0 abstained, 1 against, 0 did not vote" in page
    assert all(actor.name in page for actor in hall.delegates)


def test_a_ballot_that_the_disk_does_not_take_is_not_acknowledged(
    app: Flask, hall: Hall, poll_id: UUID, signed_in: SignedIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    browser = delegate(signed_in, hall)
    monkeypatch.setattr(database, "PATIENCE_SECONDS", 0)
    path = app.config["SETTINGS"].database_url.removeprefix("sqlite:///")
    with closing(sqlite3.connect(path, isolation_level=None)) as another_program:
        another_program.execute("BEGIN IMMEDIATE")
        answer = browser.post(f"/polls/{poll_id}/ballots", data={"choice": "for", "key": "form-1"})

    assert answer.status_code == 503
    assert "not confirmed as recorded" in answer.text
    assert "recorded at" in ballot(browser, poll_id, "for").lower()
