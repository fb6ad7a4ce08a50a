"""Polls as everybody follows them: on the screen of the hall, in lists, and after an annulment."""

from flask import Flask

from recommendations.domain.people import Role
from recommendations.domain.polls import Choice
from recommendations.services.voting.acts import announce_poll, annul_poll, close_poll
from tests.halls import Hall, decided, make_hall, opened, prepared
from tests.web.conftest import SignedIn
from tests.web.seated import chair, delegate


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
