"""The voting list between the chair's laptop and a delegate's phone."""

import re
from dataclasses import dataclass

import pytest
from playwright.sync_api import Page, expect

from recommendations.domain.people import Actor
from recommendations.services.voting.lists import proposed_list, publish_list
from recommendations.storage.database import db
from recommendations.storage.people import Person
from tests.browser.axe import barriers, scrolls_sideways, small_targets
from tests.browser.conftest import LiveServer, Visitors
from tests.halls import Hall, admissible, make_hall

pytestmark = [pytest.mark.browser]
PHONE = {"width": 390, "height": 844}
TWICE = "Cities should run night buses twice a year."
MONTHLY = "Cities should run night buses every month."


@dataclass(frozen=True)
class Scene:
    """A theme whose list is published, with a laptop for its chair and a phone for a delegate."""

    hall: Hall
    chair: Person
    delegate: Person


@pytest.fixture
def scene(live_server: LiveServer) -> Scene:
    """Two amendments that exclude each other, the further one first."""
    with live_server.app.app_context():
        hall = make_hall(2)
        admissible(hall, TWICE, title="Twice a year")
        admissible(hall, MONTHLY, title="Every month")
        publish_list(hall.chair, hall.theme_id, proposed_list(db.session(), hall.theme_id).items)
        return Scene(hall, _person(hall.chair), _person(hall.delegates[0]))


def _person(actor: Actor) -> Person:
    return db.session().get_one(Person, actor.person_id)


def _is_sound(page: Page) -> None:
    assert list(barriers(page)) == []
    width = page.viewport_size["width"] if page.viewport_size else 0
    assert not scrolls_sideways(page, width)
    if width == PHONE["width"]:
        assert small_targets(page) == []


def test_the_phone_shows_the_order_that_the_chair_has_changed_and_why(visitors: Visitors, scene: Scene) -> None:
    address = f"/themes/{scene.hall.theme_id}/list"
    laptop = visitors.signed_in(scene.chair)
    phone = visitors.signed_in(scene.delegate, viewport=PHONE)
    phone.goto(address)
    first = phone.locator("#item-1")
    expect(first).to_contain_text("Every month")
    expect(first).to_contain_text("If A02 is adopted, A01 falls.")
    _is_sound(phone)

    laptop.goto(f"{address}/edit")
    _is_sound(laptop)
    laptop.get_by_role("button", name="Up A01").click()
    laptop.get_by_label("Reason for the change").fill("Its mover has to leave early.")
    laptop.get_by_role("button", name="Publish the change").click()
    expect(laptop.get_by_role("status").first).to_contain_text("everybody sees it now")

    expect(first).to_contain_text("Twice a year")
    phone.locator("#versions summary").click()
    expect(phone.locator("#versions")).to_contain_text("Its mover has to leave early.")


def test_who_tries_out_results_reads_the_text_and_what_falls(visitors: Visitors, scene: Scene) -> None:
    phone = visitors.signed_in(scene.delegate, viewport=PHONE, java_script_enabled=False)
    phone.goto(f"/themes/{scene.hall.theme_id}/list")
    phone.get_by_role("link", name="What if?").click()
    phone.get_by_label(re.compile("A02")).check()
    phone.get_by_label(re.compile("A01")).check()
    phone.get_by_role("button", name="Show the text").click()

    expect(phone.locator("#text")).to_contain_text("every month")
    expect(phone.locator("main")).to_contain_text("because of A02")
    expect(phone.get_by_label(re.compile("A01"))).not_to_be_checked()


def test_the_desk_follows_the_published_list(visitors: Visitors, scene: Scene) -> None:
    desk = visitors.signed_in(scene.chair, viewport=PHONE)
    desk.goto("/chair")
    following = desk.locator(".is-next")
    expect(following).to_contain_text("A02 Every month")
    expect(following).to_contain_text("If A02 is adopted, A01 falls.")
    _is_sound(desk)

    following.get_by_role("button", name="Prepare").click()

    expect(desk.locator("article").first).to_contain_text("If A02 is adopted, A01 falls.")
    expect(desk.locator(".is-next")).to_contain_text("A01 Twice a year")
