"""The desk from which the chair leads a poll."""

import re
from uuid import UUID

import pytest
from flask import Flask

from recommendations.domain.people import Role
from recommendations.domain.polls import Choice
from recommendations.services.manifesto.adopting import compose_manifesto
from recommendations.services.voting.acts import close_poll
from recommendations.storage.database import db, transaction
from recommendations.storage.editions import Edition
from recommendations.storage.polls import Poll
from tests.factories import make_theme
from tests.halls import Hall, admissible, decided, opened, prepared, vote
from tests.web.conftest import SignedIn
from tests.web.seated import ballot, chair, delegate

TWICE = "Cities should run night buses twice a year."
MONTHLY = "Cities should run night buses every month."


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
