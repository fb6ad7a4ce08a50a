"""Blocks on the voting list, and how one amendment comes out of its block."""

import re

from flask import Flask

from tests.halls import Hall, admissible
from tests.web.conftest import SignedIn
from tests.web.seated import chair, delegate
from tests.web.test_voting_lists import TRAINS, TWICE, form, numbers, sent


def test_one_amendment_is_taken_out_of_a_block_and_voted_behind_it(app: Flask, hall: Hall, signed_in: SignedIn) -> None:
    with app.app_context():
        for place, text in enumerate((TRAINS, TWICE, TWICE)):
            admissible(hall, text, by=place)
    browser = chair(signed_in, hall)
    page = browser.get(f"/themes/{hall.theme_id}/list/edit").text
    page = sent(browser, hall, {**form(page), "tick": form(page)["item"][:2], "step": "block"})
    out = re.findall(r'value="(out:[^"]+)"', page)
    assert len(out) == 2

    page = sent(browser, hall, {**form(page), "step": out[1]})

    assert numbers(page) == ["A01", "A02+A03", "2.1", "2.2"]
    assert numbers(sent(browser, hall, {**form(page), "step": "publish"}, 303)) == ["A01", "A02+A03", "2.1", "2.2"]


def test_a_member_takes_an_amendment_out_of_a_published_block(app: Flask, hall: Hall, signed_in: SignedIn) -> None:
    with app.app_context():
        ids = [admissible(hall, TRAINS), admissible(hall, TWICE)]
    browser = chair(signed_in, hall)
    page = browser.get(f"/themes/{hall.theme_id}/list/edit").text
    page = sent(browser, hall, {**form(page), "tick": form(page)["item"][:2], "step": "block"})
    sent(browser, hall, {**form(page), "step": "publish"}, 303)
    member, address = delegate(signed_in, hall), f"/themes/{hall.theme_id}/list"
    choices = re.findall(r'<option value="([^"]+)"', member.get(address).text)
    wanted = next(choice for choice in choices if choice.endswith(str(ids[1])))

    member.post(f"{address}/requests", data={"what": wanted, "kind": "separate"})

    page = member.get(address).text
    assert "A separate vote: A02" in page
    assert numbers(page) == ["A01", "A02", "2.1", "2.2"]
