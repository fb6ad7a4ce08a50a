"""What is typed is kept: by hand, by itself, and when the session has ended."""

import re
from html import unescape

from flask import Flask

from recommendations.domain.amendments import AmendmentState
from tests.web.conftest import SignedIn, Tabled
from tests.web.tabled import fields_of, filed, filled, freeze_again, state_of


def test_a_draft_is_kept_gone_on_with_and_filed(app: Flask, signed_in: SignedIn, tabled: Tabled) -> None:
    browser = signed_in()
    typed = filled(browser, tabled, "once a year", "twice a year", **{"en:new": "Trams\r\ntoo."})

    kept = browser.post(tabled.form, data=typed | {"step": "keep"}, follow_redirects=True).text
    link = re.search(r'href="([^"]*\?draft=[^"]*)"', kept)
    assert link is not None
    form = browser.get(unescape(link[1])).text
    answer = browser.post(tabled.form, data=fields_of(form) | {"step": "file"})

    assert "A better rhythm" in kept
    assert "twice a year" in str(fields_of(form)["en:p:r1-p1"])
    assert str(fields_of(form)["en:new"]).replace("\r", "") == "Trams\ntoo."
    assert state_of(app, str(answer.location)) is AmendmentState.TABLED
    assert "No drafts" in browser.get("/amendments/mine").text
    assert signed_in().get(unescape(link[1])).status_code == 404


def test_what_was_checked_is_kept_by_itself_and_can_be_thrown_away(signed_in: SignedIn, tabled: Tabled) -> None:
    browser = signed_in()
    typed = filled(browser, tabled, "once a year", "twice a year")

    browser.post(tabled.form, data=typed)
    mine = browser.get("/amendments/mine").text
    browser.post(f"/amendments/mine/drafts/{typed['key']}/drop")

    assert "A better rhythm" in mine
    assert "No drafts" in browser.get("/amendments/mine").text


def test_what_is_refused_or_left_is_kept_by_itself_and_an_untouched_form_is_not(
    signed_in: SignedIn, tabled: Tabled
) -> None:
    browser, other = signed_in(), signed_in()
    typed = filled(browser, tabled, "once a year", "twice a year") | {"subject": ""}

    assert browser.post(tabled.form, data=typed).status_code == 422
    held = other.post(tabled.form, data=filled(other, tabled, "once", "twice", step="hold"))

    drafts = browser.get("/amendments/mine").text
    assert "Without a title" in drafts
    assert "Theme 2 · Kept" in drafts
    assert (held.status_code, held.text) == (204, "")
    assert "A better rhythm" in other.get("/amendments/mine").text
    untouched = signed_in()
    untouched.post(tabled.form, data=fields_of(untouched.get(tabled.form).text) | {"step": "hold"})
    assert "No drafts" in untouched.get("/amendments/mine").text


def test_an_empty_form_leads_to_what_was_begun_in_it(signed_in: SignedIn, tabled: Tabled) -> None:
    browser = signed_in()
    assert "begun here before" not in browser.get(tabled.form).text
    typed = filled(browser, tabled, "once a year", "twice a year", step="hold")
    browser.post(tabled.form, data=typed)

    form = browser.get(tabled.form).text

    assert f'href="{tabled.form}?draft={typed["key"]}"' in form
    assert "begun here before" not in browser.get(f"{tabled.form}?draft={typed['key']}").text
    assert "begun here before" not in signed_in().get(tabled.form).text


def test_a_draft_on_an_older_text_is_shown_beside_the_new_one(app: Flask, signed_in: SignedIn, tabled: Tabled) -> None:
    browser = signed_in()
    typed = filled(browser, tabled, "once a year", "twice a year", step="keep")
    browser.post(tabled.form, data=typed)
    freeze_again(app, tabled)

    form = browser.get(f"{tabled.form}?draft={typed['key']}").text

    assert "frozen again since you began" in form
    assert "twice a year" in form
    assert fields_of(form)["subject"] == "A better rhythm"


def test_a_form_that_is_too_large_is_not_kept(signed_in: SignedIn, tabled: Tabled) -> None:
    browser = signed_in()
    typed = filled(browser, tabled, "once", "twice", step="keep", **{"en:new": "x" * 200_001})

    answer = browser.post(tabled.form, data=typed)

    assert answer.status_code == 422
    assert "too long" in answer.text


def test_what_was_typed_survives_the_end_of_the_session(signed_in: SignedIn, tabled: Tabled) -> None:
    browser = signed_in()
    typed = filled(browser, tabled, "once a year", "twice a year", step="file")
    browser.post("/sign-out")

    stranger = browser.post(tabled.form, data=typed)
    person = signed_in()
    stale = fields_of(stranger.text) | {"step": "file", "csrf_token": "old"}
    again = person.post(tabled.form, data=stale, csrf=False)

    assert stranger.status_code == 401
    assert "nothing that you typed is lost" in stranger.text
    assert again.status_code == 200
    assert "twice a year" in str(fields_of(again.text)["en:p:r1-p1"])
    assert str(fields_of(again.text)["csrf_token"]) not in {"", "old"}
    assert "No amendments" in person.get(f"/themes/{tabled.theme_id}").text


def test_a_stale_token_elsewhere_is_refused_as_before(signed_in: SignedIn, tabled: Tabled) -> None:
    browser = signed_in()
    address = filed(browser, tabled, "once", "twice")

    assert browser.post(f"{address}/withdraw", csrf=False).status_code == 400
