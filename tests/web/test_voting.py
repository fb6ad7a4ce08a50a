"""The pages of a vote, as a phone without JavaScript sees them."""

import re
import sqlite3
from contextlib import closing
from uuid import UUID

import pytest
from flask import Flask

from recommendations.domain.people import Role
from recommendations.domain.polls import Choice
from recommendations.services.manifesto.adopting import compose_manifesto
from recommendations.services.voting.acts import announce_poll, annul_poll, close_poll
from recommendations.storage import database
from recommendations.storage.database import db, transaction
from recommendations.storage.editions import Edition
from recommendations.storage.people import Person
from recommendations.storage.polls import Poll
from tests.factories import make_theme
from tests.halls import Hall, admissible, decided, make_hall, opened, prepared, vote
from tests.web.conftest import Browser, SignedIn

TWICE = "Cities should run night buses twice a year."
MONTHLY = "Cities should run night buses every month."


@pytest.fixture
def hall(app: Flask, edition: Edition) -> Hall:
    """Three delegates and a chair of the signed-in people's edition."""
    with app.app_context():
        return make_hall(3, edition=edition)


@pytest.fixture
def poll_id(app: Flask, hall: Hall) -> UUID:
    """An open poll on the second recommendation."""
    with app.app_context():
        return opened(hall)


def delegate(signed_in: SignedIn, hall: Hall, place: int = 0) -> Browser:
    return signed_in(person_id=hall.delegates[place].person_id)


def chair(signed_in: SignedIn, hall: Hall) -> Browser:
    return signed_in(person_id=hall.chair.person_id)


def ballot(browser: Browser, poll_id: UUID, choice: str, key: str = "form-1", source: str = "now") -> str:
    answer = browser.post(f"/polls/{poll_id}/ballots", data={"choice": choice, "key": key, "from": source})
    assert answer.status_code == 303
    return browser.get(answer.headers["Location"]).text


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


def test_the_chair_leads_a_poll_through_all_its_steps(app: Flask, hall: Hall, signed_in: SignedIn) -> None:
    browser, voter = chair(signed_in, hall), delegate(signed_in, hall)
    with app.app_context():
        amendment_id = admissible(hall, TWICE)
    answer = browser.post("/polls", data={"subject": "amendment", "amendment_id": str(amendment_id)})
    assert answer.status_code == 303
    with app.app_context():
        poll_id = db.session.query(Poll.id).scalar()

    assert "Open the poll" in browser.get("/chair").text
    browser.post(f"/polls/{poll_id}/open", data={"seconds": "60"})
    assert "data-countdown" in voter.get("/now").text
    ballot(voter, poll_id, "for")
    browser.post(f"/polls/{poll_id}/close")
    assert "Announce the result" in browser.get("/chair").text
    browser.post(f"/polls/{poll_id}/announce")

    assert "Adopted" in voter.get("/now").text
    assert "twice" in voter.get(f"/polls/{poll_id}").text


@pytest.mark.parametrize("subject", ["recommendation", "manifesto"])
def test_a_poll_on_what_does_not_exist_is_not_prepared(hall: Hall, signed_in: SignedIn, subject: str) -> None:
    ids = {"theme_id": str(hall.theme_id), "unit_uid": "r9", "manifesto_id": str(hall.theme_id)}

    assert chair(signed_in, hall).post("/polls", data={"subject": subject} | ids).status_code == 404


@pytest.mark.parametrize("data", [{}, {"subject": "weather"}, {"subject": "amendment", "amendment_id": "x"}])
def test_a_malformed_subject_is_refused(hall: Hall, signed_in: SignedIn, data: dict[str, str]) -> None:
    assert chair(signed_in, hall).post("/polls", data=data).status_code == 400


@pytest.mark.usefixtures("poll_id")
def test_preparing_a_second_poll_on_the_same_question_is_refused_on_the_desk(hall: Hall, signed_in: SignedIn) -> None:
    data = {"subject": "recommendation", "theme_id": str(hall.theme_id), "unit_uid": "r2"}

    answer = chair(signed_in, hall).post("/polls", data=data)
    assert answer.status_code == 409
    assert "There is a poll on this already" in answer.text


def test_the_chair_reads_the_consequence_before_opening(app: Flask, hall: Hall, signed_in: SignedIn) -> None:
    with app.app_context():
        first = admissible(hall, TWICE)
        admissible(hall, MONTHLY)
    browser = chair(signed_in, hall)
    browser.post("/polls", data={"subject": "amendment", "amendment_id": str(first)})

    assert "If A01 is adopted, A02 falls." in browser.get("/chair").text


def test_the_desk_says_which_amendments_come_first(app: Flask, hall: Hall, signed_in: SignedIn) -> None:
    with app.app_context():
        admissible(hall, TWICE)
        prepared(hall, "r1")

    page = chair(signed_in, hall).get("/chair").text
    assert "Still to decide: A01." in page
    assert "Open the poll" not in page


def test_a_theme_without_a_frozen_text_has_nothing_to_vote_on(
    app: Flask, hall: Hall, edition: Edition, signed_in: SignedIn
) -> None:
    with app.app_context(), transaction() as session:
        make_theme(session, edition, number=7)

    assert "Theme 7" not in chair(signed_in, hall).get("/chair").text


def test_the_chair_is_warned_of_a_thin_vote(app: Flask, hall: Hall, poll_id: UUID, signed_in: SignedIn) -> None:
    with app.app_context():
        vote(poll_id, hall.delegates[0])
        close_poll(poll_id, hall.chair)

    assert "Less than half of the votes entitled" in chair(signed_in, hall).get("/chair").text


def test_a_composed_manifesto_can_be_put_to_the_vote(app: Flask, hall: Hall, signed_in: SignedIn) -> None:
    with app.app_context():
        decided(hall, opened(hall), Choice.FOR)
        compose_manifesto(hall.chair)
    browser = chair(signed_in, hall)
    page = browser.get("/chair").text
    found = re.search(r'name="manifesto_id" value="([0-9a-f-]{36})"', page)
    assert found is not None

    browser.post("/polls", data={"subject": "manifesto", "manifesto_id": found[1]})
    assert "Shall the manifesto as a whole be adopted" in browser.get("/chair").text
    with app.app_context():
        poll_id = db.session.query(Poll.id).order_by(Poll.number.desc()).limit(1).scalar()
    assert "SHA-256" in browser.get(f"/polls/{poll_id}").text


@pytest.mark.parametrize(
    ("act", "sentence"),
    [
        pytest.param("open", "Only a prepared poll can be opened", id="opening an open poll"),
        pytest.param("announce", "Only a closed poll can be announced", id="announcing an open poll"),
    ],
)
def test_a_step_out_of_order_is_refused_on_the_desk(
    hall: Hall, poll_id: UUID, signed_in: SignedIn, act: str, sentence: str
) -> None:
    answer = chair(signed_in, hall).post(f"/polls/{poll_id}/{act}")

    assert answer.status_code == 409
    assert sentence in answer.text


def test_closing_a_closed_poll_is_refused_with_its_sentence(
    app: Flask, hall: Hall, poll_id: UUID, signed_in: SignedIn
) -> None:
    with app.app_context():
        close_poll(poll_id, hall.chair)

    answer = chair(signed_in, hall).post(f"/polls/{poll_id}/close")
    assert answer.status_code == 409
    assert "Only an open poll can be closed" in answer.text


def test_an_unknown_duration_is_refused(app: Flask, hall: Hall, signed_in: SignedIn) -> None:
    with app.app_context():
        poll_id = prepared(hall)

    assert chair(signed_in, hall).post(f"/polls/{poll_id}/open", data={"seconds": "7"}).status_code == 400


def test_annulling_without_a_reason_asks_for_it_on_the_same_page(
    hall: Hall, poll_id: UUID, signed_in: SignedIn
) -> None:
    answer = chair(signed_in, hall).post(f"/polls/{poll_id}/annul", data={"reason": " "})

    assert answer.status_code == 422
    assert f'href="#reason-{poll_id}"' in answer.text
    assert "Give the reason" in answer.text


def test_a_refused_annulment_keeps_the_reason_that_was_typed(app: Flask, hall: Hall, signed_in: SignedIn) -> None:
    with app.app_context():
        first = opened(hall, admissible(hall, TWICE))
        decided(hall, first, Choice.FOR)
        poll_id = prepared(hall, "r1")
    browser = chair(signed_in, hall)
    browser.post(f"/polls/{poll_id}/open", data={"seconds": "0"})

    answer = browser.post(f"/polls/{first}/annul", data={"reason": "A wrong text.", "from": "poll"})
    assert answer.status_code == 409
    assert 'value="A wrong text."' in answer.text


def test_an_annulled_poll_says_why_and_what_repeats_it(
    app: Flask, hall: Hall, poll_id: UUID, signed_in: SignedIn
) -> None:
    browser = chair(signed_in, hall)
    browser.post(f"/polls/{poll_id}/annul", data={"reason": "The wrong text was shown."})
    with app.app_context():
        again = opened(hall)

    assert "The wrong text was shown." in browser.get(f"/polls/{poll_id}").text
    assert f"/polls/{again}" in browser.get(f"/polls/{poll_id}").text
    assert f"/polls/{poll_id}" in browser.get(f"/polls/{again}").text


def test_the_secretariat_prepares_but_does_not_conduct(app: Flask, hall: Hall, signed_in: SignedIn) -> None:
    with app.app_context():
        poll_id = prepared(hall)
    browser = signed_in(as_=Role.SECRETARIAT)

    assert "Open the poll" not in browser.get("/chair").text
    assert browser.post(f"/polls/{poll_id}/open").status_code == 403


def test_a_delegate_has_no_desk(hall: Hall, signed_in: SignedIn) -> None:
    assert delegate(signed_in, hall).get("/chair").status_code == 403


def test_the_projector_follows_the_chair(app: Flask, hall: Hall, signed_in: SignedIn) -> None:
    screen = signed_in(as_=Role.OBSERVER)
    assert "Nothing is being voted on." in screen.get("/projector").text

    with app.app_context():
        poll_id = opened(hall)
    assert "Voting is open." in screen.get("/projector").text
    with app.app_context():
        close_poll(poll_id, hall.chair)
    assert "The poll is closed." in screen.get("/projector").text
    with app.app_context():
        announce_poll(poll_id, hall.chair)
    assert "Nobody voted for or against" in screen.get("/projector").text
    with app.app_context():
        annul_poll(poll_id, hall.chair, reason="A fault.")
    assert "was annulled and does not count: A fault." in screen.get("/projector").text


def test_a_poll_of_another_edition_does_not_exist(app: Flask, hall: Hall, signed_in: SignedIn) -> None:
    with app.app_context():
        elsewhere = opened(make_hall(1))

    assert delegate(signed_in, hall).get(f"/polls/{elsewhere}").status_code == 404
    answer = delegate(signed_in, hall).post(f"/polls/{elsewhere}/ballots", data={"choice": "for", "key": "k"})
    assert answer.status_code == 404


def test_every_poll_is_listed_with_its_state(app: Flask, hall: Hall, signed_in: SignedIn) -> None:
    browser = delegate(signed_in, hall)
    assert "No polls yet" in browser.get("/polls").text
    with app.app_context():
        decided(hall, opened(hall), Choice.AGAINST)

    assert "Not adopted" in browser.get("/polls").text


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


def test_a_poll_is_annulled_on_its_own_page_and_says_so(app: Flask, hall: Hall, signed_in: SignedIn) -> None:
    with app.app_context():
        poll_id = opened(hall)
        decided(hall, poll_id, Choice.FOR)
    browser = chair(signed_in, hall)

    answer = browser.post(
        f"/polls/{poll_id}/annul", data={"reason": "A wrong text.", "from": "poll"}, follow_redirects=True
    )

    assert answer.request.path == f"/polls/{poll_id}"
    assert "The poll is annulled and does not count." in answer.text


def test_polls_are_listed_by_the_title_of_what_is_voted_on(app: Flask, hall: Hall, signed_in: SignedIn) -> None:
    with app.app_context():
        prepared(hall, "r1")

    listed = chair(signed_in, hall).get("/polls").text

    assert 'class="item-note">Shall recommendation' in listed
