"""Blocks, parts, choices and postponements on the pages of polls."""

import re
from itertools import pairwise

import pytest
from flask import Flask

from recommendations.domain.encoding import unit_to_json
from recommendations.domain.polls import PollState, QuorumRule
from recommendations.services.deciding.splitting import split_amendment
from recommendations.services.manifesto.contradictions import flag_contradiction
from recommendations.services.voting.acts import open_poll, prepare_poll
from recommendations.services.voting.targets import on_amendment, on_block, on_contradiction
from recommendations.storage.database import now, transaction
from recommendations.storage.editions import Edition
from recommendations.storage.people import Person
from recommendations.storage.polls import Poll
from tests.factories import make_unit
from tests.halls import Hall, admissible, amended, decided, make_hall, opened, prepared
from tests.web.conftest import SignedIn

TWICE = "Cities should run night buses twice a year."
TOWNS = "Towns should run night buses once a year."


def test_a_block_shows_every_change_it_decides(app: Flask, hall: Hall, signed_in: SignedIn) -> None:
    with app.app_context():
        ids = [admissible(hall, TWICE), admissible(hall, TOWNS)]
    browser = signed_in(person_id=hall.chair.person_id)

    answer = browser.post("/polls", data={"subject": "block", "amendment_id": [str(one) for one in ids]})

    assert answer.status_code == 303
    with app.app_context():
        poll_id = prepare_poll(on_block([admissible(hall, "Cities should run trams once a year.")]), hall.chair)
    page = browser.get(f"/polls/{poll_id}").text
    assert "A03" in page
    assert "trams" in page


def test_a_part_is_put_to_the_vote_under_its_number(app: Flask, hall: Hall, signed_in: SignedIn) -> None:
    with app.app_context():
        one = admissible(hall, TWICE)
        split_amendment(hall.chair, one, ["One", "Two"], {frozenset({1}): {"en": amended(TOWNS)}})
    browser = signed_in(person_id=hall.chair.person_id)

    answer = browser.post("/polls", data={"subject": "amendment", "amendment_id": str(one), "part": "1"})

    assert answer.status_code == 303
    assert "A01/1" in browser.get("/polls").text


def test_a_choice_shows_both_recommendations(app: Flask, hall: Hall, signed_in: SignedIn) -> None:
    with app.app_context():
        decided(hall, opened(hall))
        places = [(hall.theme_id, uid) for uid in ("r1", "r2")]
        row_id = flag_contradiction(hall.chair, places[0], places[1], "They cannot both stand.")
    browser = signed_in(person_id=hall.chair.person_id)

    answer = browser.post("/polls", data={"subject": "contradiction", "contradiction_id": str(row_id)})

    assert answer.status_code == 303
    assert "Title r1 / Title r2" in browser.get("/polls").text


@pytest.mark.parametrize(("words", "is_shown"), [(20, True), (60, True), (120, False)])
def test_on_the_screen_two_texts_too_long_for_it_are_named_by_their_titles(
    app: Flask, hall: Hall, signed_in: SignedIn, words: int, *, is_shown: bool
) -> None:
    with app.app_context():
        decided(hall, opened(hall))
        places = [(hall.theme_id, uid) for uid in ("r1", "r2")]
        row_id = flag_contradiction(hall.chair, places[0], places[1], "They cannot both stand.")
        poll_id = prepare_poll(on_contradiction(row_id), hall.chair)
        texts = {side: make_unit(side, "word " * words, title=f"Title {side}") for side in ("one", "other")}
        with transaction() as session:
            poll = session.get_one(Poll, poll_id)
            poll.state, poll.opened_at = PollState.OPEN, now()
            poll.text = {side: {"en": unit_to_json(unit)} for side, unit in texts.items()}
    browser = signed_in(person_id=hall.chair.person_id)

    screen = browser.get("/projector").text

    assert ("word word" in screen) is is_shown
    assert ("is-long" in screen) is (words == 60)
    assert ("Everybody reads the exact texts" in screen) is not is_shown
    assert "Title one" in screen
    assert "Title other" in screen
    assert "word word" in browser.get(f"/polls/{poll_id}").text


def test_a_question_is_not_postponed_while_enough_are_there(app: Flask, hall: Hall, signed_in: SignedIn) -> None:
    with app.app_context():
        poll_id = prepared(hall)

    answer = signed_in(person_id=hall.chair.person_id).post(f"/polls/{poll_id}/postpone")

    assert answer.status_code == 409
    assert "Enough are present" in answer.text


def test_no_heading_is_skipped_where_an_open_poll_decides_on_several_texts(
    app: Flask, hall: Hall, signed_in: SignedIn
) -> None:
    with app.app_context():
        poll_id = prepare_poll(on_block([admissible(hall, TWICE), admissible(hall, TOWNS)]), hall.chair)
        open_poll(poll_id, hall.chair)
    browser = signed_in(person_id=hall.delegates[0].person_id)

    for address in (f"/polls/{poll_id}", "/now", "/projector"):
        levels = [int(level) for level in re.findall(r"<h([1-6])", browser.get(address).text)]
        assert levels[0] == 1
        assert all(after - before <= 1 for before, after in pairwise(levels)), address


def test_the_room_sees_all_titles_of_a_block_at_once(app: Flask, hall: Hall, signed_in: SignedIn) -> None:
    with app.app_context():
        ids = [admissible(hall, TWICE, title="Twice"), admissible(hall, TOWNS, title="Towns")]
        open_poll(prepare_poll(on_block(ids), hall.chair), hall.chair)

    screen = signed_in(person_id=hall.chair.person_id).get("/projector").text

    assert re.findall(r"<li>(A0\d) <bdi>(\w+)</bdi></li>", screen) == [("A01", "Twice"), ("A02", "Towns")]
    assert "<ins>" not in screen


def test_a_postponed_question_says_so_and_is_not_postponed_twice(
    app: Flask, edition: Edition, signed_in: SignedIn
) -> None:
    with app.app_context():
        hall = make_hall(4, edition=edition)
        poll_id = prepare_poll(on_amendment(admissible(hall, TWICE)), hall.chair)
        with transaction() as session:
            for delegate in hall.delegates:
                session.get_one(Person, delegate.person_id).present = False
            session.get_one(Poll, poll_id).quorum = QuorumRule.ONE_THIRD_PRESENT
    chair = signed_in(person_id=hall.chair.person_id)
    assert "Postpone: the quorum is missing" in chair.get("/chair").text

    assert chair.post(f"/polls/{poll_id}/postpone").status_code == 303

    desk = chair.get("/chair").text
    assert "Postponed" in desk
    assert "Postpone: the quorum is missing" not in desk
    assert "Postponed" in chair.get(f"/themes/{hall.theme_id}/list").text
    assert "0 are there, 1\u00a01/3 are needed" in chair.get("/record").text


def test_a_postponed_recommendation_says_so_wherever_its_poll_is_named(
    app: Flask, edition: Edition, signed_in: SignedIn
) -> None:
    with app.app_context():
        hall = make_hall(4, edition=edition)
        poll_id = prepared(hall)
        with transaction() as session:
            for delegate in hall.delegates:
                session.get_one(Person, delegate.person_id).present = False
            session.get_one(Poll, poll_id).quorum = QuorumRule.ONE_THIRD_PRESENT
    chair = signed_in(person_id=hall.chair.person_id)
    chair.post(f"/polls/{poll_id}/postpone")

    theme = f"/themes/{hall.theme_id}"
    for address in ("/chair", "/polls", f"/polls/{poll_id}", theme, f"{theme}/list"):
        page = chair.get(address).text
        assert "Postponed" in page, address
        assert "Prepared" not in page, address
