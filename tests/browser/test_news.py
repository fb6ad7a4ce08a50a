"""What a reading page shows when nobody could tell it anything for a while."""

import pytest
from playwright.sync_api import expect

from recommendations.storage.database import db
from recommendations.storage.people import Person
from tests.browser.conftest import LiveServer, Visitors, connection_lost
from tests.halls import make_hall, opened

pytestmark = pytest.mark.browser


def test_a_page_that_lost_its_connection_says_so_and_catches_up_by_itself(
    visitors: Visitors, live_server: LiveServer
) -> None:
    with live_server.app.app_context():
        hall = make_hall()
        delegate = db.session.get_one(Person, hall.delegates[0].person_id)
    page = visitors.signed_in(delegate)
    page.goto("/now")
    page.locator("html[data-ready]").wait_for()
    expect(page.get_by_text("Nothing is open")).to_be_visible()

    with connection_lost(page.context, visitors):
        expect(page.locator("#connection")).to_be_visible()
        with live_server.app.app_context():
            opened(hall)

    expect(page.get_by_role("button", name="For", exact=True)).to_be_visible()
    expect(page.locator("#connection")).to_be_hidden()
