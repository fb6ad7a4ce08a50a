"""The pages of the voting list, as a phone without JavaScript sees them."""

import re
from uuid import UUID, uuid4

import pytest
from flask import Flask

from recommendations.domain.amendments import Advice, AmendmentState, Procedure
from recommendations.domain.people import Role
from recommendations.domain.proposals import Proposal
from recommendations.services.filing.amending import file_amendment
from recommendations.services.texts.revisions import tabled_revision
from recommendations.services.voting.acts import open_poll, prepare_poll
from recommendations.services.voting.targets import on_amendment
from recommendations.storage.amendments import Amendment
from recommendations.storage.database import db, now, transaction
from recommendations.storage.opinions import Opinion
from tests.halls import Hall, admissible, amended, make_hall
from tests.services.ballot_box import replaces
from tests.web.conftest import Browser, SignedIn
from tests.web.seated import chair, delegate

TWICE = "Cities should run night buses twice a year."
MONTHLY = "Cities should run night buses every month."
TRAINS = "Cities should run night trains once a year."


@pytest.fixture
def rivals(app: Flask, hall: Hall) -> tuple[UUID, UUID]:
    """Two amendments that exclude each other; the second one is further from the text."""
    with app.app_context():
        return admissible(hall, TWICE, title="Twice"), admissible(hall, MONTHLY, title="Monthly")


def numbers(page: str) -> list[str]:
    """The questions in the order in which the page lists them."""
    listed = page.partition('class="items voting-list"')[2].partition("</ol>")[0]
    return re.findall(r'<span class="number">([^<]+)</span>', listed)


def form(page: str) -> dict[str, list[str]]:
    """The hidden order and the places of the chair's form."""
    return {name: re.findall(rf'name="{name}"[^>]*? value="([^"]+)"', page) for name in ("item", "place")}


def sent(browser: Browser, hall: Hall, fields: dict[str, object], status: int = 200) -> str:
    answer = browser.post(f"/themes/{hall.theme_id}/list/edit", data=fields)
    assert answer.status_code == status
    return browser.get(answer.headers["Location"]).text if status == 303 else answer.text


@pytest.mark.usefixtures("rivals")
def test_everybody_reads_what_is_next_and_what_falls(hall: Hall, signed_in: SignedIn) -> None:
    page = delegate(signed_in, hall).get(f"/themes/{hall.theme_id}/list").text

    assert numbers(page) == ["A02", "A01", "2.1", "2.2"]
    assert "If A02 is adopted, A01 falls." in page
    assert "If A01 is adopted" not in page, "A02 is decided before"
    assert "Same words." in page
    assert "Not published yet" in page
    assert "Change the order" not in page


@pytest.mark.usefixtures("rivals")
def test_the_chair_changes_the_order_by_numbers_and_publishes_with_a_reason(hall: Hall, signed_in: SignedIn) -> None:
    browser = chair(signed_in, hall)
    fields = form(browser.get(f"/themes/{hall.theme_id}/list/edit").text)
    sent(browser, hall, {**fields, "step": "publish"}, 303)

    fields["place"] = ["2", "1", "3", "4"]
    refused = sent(browser, hall, {**fields, "step": "publish", "reason": ""}, 422)
    assert "say why you change it" in refused
    assert numbers(refused) == ["A01", "A02", "2.1", "2.2"]

    page = sent(browser, hall, {**fields, "step": "publish", "reason": "The mover must leave."}, 303)

    assert numbers(page) == ["A01", "A02", "2.1", "2.2"]
    assert "The mover must leave." in page
    assert "Version 2" in delegate(signed_in, hall).get(f"/themes/{hall.theme_id}/list").text
    assert "The mover must leave." in browser.get(f"/themes/{hall.theme_id}/list/print").text


@pytest.mark.usefixtures("rivals")
def test_the_chair_moves_questions_with_buttons_and_nothing_is_published(hall: Hall, signed_in: SignedIn) -> None:
    browser = chair(signed_in, hall)
    fields = form(browser.get(f"/themes/{hall.theme_id}/list/edit").text)
    page = sent(browser, hall, {**fields, "step": f"down:{fields['item'][0]}", "reason": "Kept"})

    assert numbers(page) == ["A01", "A02", "2.1", "2.2"]
    assert 'value="Kept"' in page
    page = sent(browser, hall, {**form(page), "step": f"up:{fields['item'][0]}"})
    assert numbers(page) == ["A02", "A01", "2.1", "2.2"]
    assert numbers(sent(browser, hall, {**form(page), "step": "up:unit:nowhere"})) == ["A02", "A01", "2.1", "2.2"]
    assert "Not published yet" in browser.get(f"/themes/{hall.theme_id}/list").text


@pytest.mark.usefixtures("rivals")
def test_a_list_that_has_changed_meanwhile_is_shown_anew(hall: Hall, signed_in: SignedIn) -> None:
    browser = chair(signed_in, hall)
    fields = form(browser.get(f"/themes/{hall.theme_id}/list/edit").text)
    fields["item"][0] = f"amendment:{uuid4()}"

    page = sent(browser, hall, {**fields, "step": "publish"}, 409)

    assert "The list has changed meanwhile" in page
    assert numbers(page) == ["A02", "A01", "2.1", "2.2"]
    assert "The list has changed meanwhile" in sent(browser, hall, {**fields, "step": "sort"}, 409)


def test_recommended_ones_are_ticked_and_become_a_block(app: Flask, hall: Hall, signed_in: SignedIn) -> None:
    with app.app_context():
        ids = [admissible(hall, TRAINS), admissible(hall, TWICE)]
        with transaction() as session:
            for one in ids:
                values = {"version": 1, "advice": Advice.ADOPT, "visible_from": now(), "at": now()}
                session.add(Opinion(amendment_id=one, person_id=hall.chair.person_id, **values))
    browser = chair(signed_in, hall)
    page = browser.get(f"/themes/{hall.theme_id}/list/edit").text
    assert "The rapporteur recommends A01, A02" in page
    ticked = re.findall(r'name="tick" value="([^"]+)" checked', page)

    page = sent(browser, hall, {**form(page), "tick": ticked, "step": "block"})

    assert numbers(page) == ["A01, A02", "2.1", "2.2"]
    assert "one vote on all of them" in page.lower()
    block = form(page)["item"][0]
    apart = sent(browser, hall, {**form(page), "step": f"apart:{block}"})
    assert numbers(apart) == ["A01", "A02", "2.1", "2.2"]
    assert numbers(sent(browser, hall, {**form(page), "step": "publish"}, 303)) == ["A01, A02", "2.1", "2.2"]
    desk = browser.get("/chair").text
    assert 'name="subject" value="block"' in desk
    prepare = {"subject": "block", "amendment_id": [str(one) for one in ids]}
    assert browser.post("/polls", data=prepare).status_code == 303
    assert "as a block" in browser.get("/chair").text


@pytest.mark.usefixtures("rivals")
def test_what_excludes_each_other_is_refused_as_a_block(hall: Hall, signed_in: SignedIn) -> None:
    browser = chair(signed_in, hall)
    page = browser.get(f"/themes/{hall.theme_id}/list/edit").text
    page = sent(browser, hall, {**form(page), "tick": form(page)["item"][:2], "step": "block"})

    assert "One poll cannot decide on all of these" in sent(browser, hall, {**form(page), "step": "publish"}, 422)
    alone = sent(browser, hall, {**form(page), "tick": form(page)["item"][:1], "step": "block"})
    assert numbers(alone) == ["A02, A01", "2.1", "2.2"]


def test_the_chair_may_start_from_the_rules_again(hall: Hall, rivals: tuple[UUID, UUID], signed_in: SignedIn) -> None:
    assert rivals
    browser = chair(signed_in, hall)
    fields = form(browser.get(f"/themes/{hall.theme_id}/list/edit").text)
    fields["place"][0] = "2"
    sent(browser, hall, {**fields, "step": "publish"}, 303)

    page = browser.get(f"/themes/{hall.theme_id}/list/edit?from=rules").text
    assert numbers(page) == ["A02", "A01", "2.1", "2.2"]
    assert "the order that the rules propose" in page


@pytest.mark.usefixtures("rivals")
def test_what_if_shows_the_text_and_who_falls(hall: Hall, signed_in: SignedIn) -> None:
    browser = delegate(signed_in, hall)
    address = f"/themes/{hall.theme_id}/list/what-if/r1"
    page = browser.get(address).text
    keys = re.findall(r'name="adopted" value="([^"]+)"', page)
    assert len(keys) == 2

    page = browser.get(address, query_string={"adopted": keys}).text

    assert "every month" in page
    assert "because of A02" in page
    assert browser.get(f"/themes/{hall.theme_id}/list/what-if/nowhere").status_code == 404
    assert browser.get(f"/themes/{uuid4()}/list/what-if/r1").status_code == 404


def test_what_if_a_compromise_fails_what_it_replaced_is_asked(
    app: Flask, hall: Hall, rivals: tuple[UUID, UUID], signed_in: SignedIn
) -> None:
    with app.app_context():
        replaces(rivals[1], rivals[0], hall.chair.person_id)
    browser = delegate(signed_in, hall)
    address = f"/themes/{hall.theme_id}/list/what-if/r1"
    page = browser.get(address).text
    compromise, replaced = re.findall(r'name="adopted" value="([^"]+)"', page)

    assert "because of A02" in browser.get(address, query_string={"adopted": [compromise, replaced]}).text
    page = browser.get(address, query_string={"adopted": [replaced]}).text
    assert "because of" not in page
    assert "twice" in page


def test_what_was_decided_is_part_of_what_if(
    app: Flask, hall: Hall, rivals: tuple[UUID, UUID], signed_in: SignedIn
) -> None:
    with app.app_context():
        other = admissible(hall, TRAINS)
        with transaction() as session:
            session.get_one(Amendment, rivals[1]).state = AmendmentState.ADOPTED
            session.get_one(Amendment, rivals[0]).state = AmendmentState.FALLEN
    page = delegate(signed_in, hall).get(f"/themes/{hall.theme_id}/list/what-if/r1").text

    assert "Decided already" in page
    assert "every month" in page
    assert str(other) in page


@pytest.mark.usefixtures("rivals")
def test_a_member_asks_for_a_separate_vote_and_takes_it_back(hall: Hall, signed_in: SignedIn) -> None:
    browser, address = delegate(signed_in, hall), f"/themes/{hall.theme_id}/list"
    fields = {"what": "r1|", "kind": "separate"}
    assert browser.post(f"{address}/requests", data=fields).status_code == 303
    page = browser.get(address).text
    assert "A separate vote: Recommendation 2.1" in page
    assert "1 member asks for it; 3 are needed:" in page

    again = browser.post(f"{address}/requests", data=fields)
    assert again.status_code == 409
    assert "has asked for this already" in again.text

    assert browser.post(f"{address}/requests", data=fields | {"withdraw": "yes"}).status_code == 303
    assert "A separate vote: Recommendation 2.1" not in browser.get(address).text
    for wrong in ({"what": "r1|x", "kind": "separate"}, {"what": "r1|", "kind": "soon"}):
        assert browser.post(f"{address}/requests", data=wrong).status_code == 400


def test_after_the_first_vote_nothing_can_be_asked_for(
    app: Flask, hall: Hall, rivals: tuple[UUID, UUID], signed_in: SignedIn
) -> None:
    with app.app_context():
        open_poll(prepare_poll(on_amendment(rivals[1]), hall.chair), hall.chair)
    browser, address = delegate(signed_in, hall), f"/themes/{hall.theme_id}/list"

    page = browser.get(address).text
    assert "Ask for a separate vote" not in page
    assert "Open" in page
    answer = browser.post(f"{address}/requests", data={"what": "r1|", "kind": "separate"})
    assert "Voting on this theme has begun" in answer.text


@pytest.mark.usefixtures("rivals")
def test_the_list_can_be_printed_with_room_for_the_tellers(hall: Hall, signed_in: SignedIn) -> None:
    page = delegate(signed_in, hall).get(f"/themes/{hall.theme_id}/list/print").text

    assert "room for the tellers" in page
    assert page.index("A02") < page.index("A01")


def test_an_oral_amendment_is_settled_at_the_desk(app: Flask, hall: Hall, signed_in: SignedIn) -> None:
    with app.app_context():
        tabled = tabled_revision(db.session(), hall.theme_id)
        assert tabled is not None
        texts = {"en": amended(TRAINS)}
        proposal = Proposal(tabled.id, "r1", "en", texts, "Trains", "", key="oral", procedure=Procedure.ORAL)
        amendment_id = file_amendment(hall.delegates[0], hall.theme_id, proposal)
    browser = chair(signed_in, hall)
    assert "Moved orally: does anybody object to A01?" in browser.get("/chair").text
    address = f"/chair/oral/{amendment_id}"
    refused = browser.post(address, data={"objections": "many"}, follow_redirects=True)
    assert "Nothing is decided yet." in refused.text

    assert browser.post(address, data={"objections": "2"}).status_code == 303

    assert "Moved orally" not in browser.get("/chair").text
    assert browser.post(address, data={}).status_code == 409


def test_a_theme_of_another_edition_has_no_list_here(app: Flask, signed_in: SignedIn) -> None:
    with app.app_context():
        foreign = make_hall(1)
    assert signed_in(Role.OBSERVER).get(f"/themes/{foreign.theme_id}/list").status_code == 404
