"""The pages of frozen texts and of amendments, as browsers without JavaScript use them."""

import re
from html import unescape

import pytest
from flask import Flask

from recommendations.domain.amendments import AmendmentState
from recommendations.domain.people import Role
from recommendations.services.texts.revisions import store_revision
from recommendations.storage.database import transaction
from tests.services.assembly import ENGLISH, FRENCH, OTHER
from tests.web.conftest import Browser, SignedIn, Tabled
from tests.web.tabled import fields_of, filed, filled, state_of


def test_a_frozen_text_shows_numbers_line_numbers_and_languages(signed_in: SignedIn, tabled: Tabled) -> None:
    browser = signed_in(Role.OBSERVER)

    page = browser.get(f"/themes/{tabled.theme_id}/revisions/1").text
    french = browser.get(f"/themes/{tabled.theme_id}/revisions/1?language=fr").text

    assert "2.1" in page
    assert 'id="r1-line-2"' in page
    assert "Town halls" in page
    assert "Les mairies" in french
    assert browser.get(f"/themes/{tabled.theme_id}/revisions/9").status_code == 404


def test_an_older_text_points_to_the_newer_one(app: Flask, signed_in: SignedIn, tabled: Tabled) -> None:
    with app.app_context(), transaction() as session:
        store_revision(session, tabled.theme_id, {"en": (ENGLISH,)}, base_id=tabled.revision_id)
    browser = signed_in(Role.OBSERVER)

    assert "Read version 2" in browser.get(f"/themes/{tabled.theme_id}/revisions/1").text
    assert "with the adopted amendments in it" in browser.get(f"/themes/{tabled.theme_id}/revisions/2").text


def test_a_delegate_previews_and_then_files(app: Flask, signed_in: SignedIn, tabled: Tabled) -> None:
    browser = signed_in()

    preview = browser.post(tabled.form, data=filled(browser, tabled, "once a year", "twice a year")).text
    answer = browser.post(tabled.form, data=fields_of(preview) | {"step": "file"})

    assert "“once a year” becomes “twice a year”" in preview
    assert re.search(r"<del>.*once.*</del><ins>.*twice.*</ins>", preview)
    assert "compatible with all others" in preview
    assert answer.status_code == 303
    page = browser.get(str(answer.location)).text
    assert "A01" in page
    assert "Your amendment is filed." in page
    assert state_of(app, str(answer.location)) is AmendmentState.TABLED


def test_going_back_to_edit_keeps_everything_typed(signed_in: SignedIn, tabled: Tabled) -> None:
    browser = signed_in()
    typed = filled(browser, tabled, "once a year", "twice a year", **{"en:new": "Trams\r\ntoo."})
    typed["addressees"] = ["local", "eu"]
    preview = browser.post(tabled.form, data=typed).text

    form = browser.post(tabled.form, data=fields_of(preview) | {"step": "edit"}).text

    kept = fields_of(form)
    ours = kept.keys() & typed.keys() - {"csrf_token"}
    assert len(ours) > 10
    assert all(str(kept[name]).replace("\r", "") == str(typed[name]).replace("\r", "") for name in ours)
    assert kept["addressees"] == ["local", "eu"]


def test_filing_twice_from_one_form_files_once(signed_in: SignedIn, tabled: Tabled) -> None:
    browser = signed_in()
    typed = filled(browser, tabled, "once", "twice", step="file")

    first, second = browser.post(tabled.form, data=typed), browser.post(tabled.form, data=typed)

    assert first.location == second.location


@pytest.mark.parametrize(
    ("change", "sentence", "field"),
    [
        pytest.param({}, "Nothing has been changed yet", "en-p-r1-p1", id="without a change"),
        pytest.param({"subject": " ", "en:title": "Calm"}, "a short title", "subject", id="without a title"),
        pytest.param({"en:new": "x" * 30_001}, "too long", "en-p-r1-p1", id="too long"),
        pytest.param({"addressees": "moon"}, "no such addressee", "addressees", id="an unknown addressee"),
    ],
)
def test_a_refused_form_says_why_and_keeps_what_was_typed(
    signed_in: SignedIn, tabled: Tabled, change: dict[str, object], sentence: str, field: str
) -> None:
    browser = signed_in()

    for step in ("preview", "file"):
        answer = browser.post(tabled.form, data=filled(browser, tabled, "nothing", "else", **change, step=step))

        assert answer.status_code == 422
        assert sentence in unescape(answer.text)
        assert f'href="#{field}"' in answer.text
        assert "Because." in answer.text


def test_a_preview_names_the_conflicting_amendment(signed_in: SignedIn, tabled: Tabled) -> None:
    browser, other = signed_in(), signed_in()
    filed(browser, tabled, "once a year", "every quarter")
    filed(browser, tabled, "2 am.", "2 am. Trams too.")

    conflicting = browser.post(tabled.form, data=filled(browser, tabled, "once", "twice")).text
    same = other.post(tabled.form, data=filled(other, tabled, "once a year", "every quarter")).text
    beside = browser.post(tabled.form, data=filled(browser, tabled, "2 am.", "2 am. Taxis too.")).text

    assert "changes the same words as others" in conflicting
    assert ">A01</a>" in conflicting
    assert "word for word" in same
    assert "in the order of filing" in beside


def test_a_text_frozen_again_is_shown_beside_what_was_typed(app: Flask, signed_in: SignedIn, tabled: Tabled) -> None:
    browser = signed_in()
    typed = filled(browser, tabled, "once a year", "twice a year", step="file")
    with app.app_context(), transaction() as session:
        store_revision(session, tabled.theme_id, {"en": (FRENCH, OTHER)})

    answer = browser.post(tabled.form, data=typed)

    assert answer.status_code == 409
    assert "frozen again since you began" in answer.text
    assert "twice a year" in answer.text
    kept = fields_of(answer.text)
    assert str(kept["en:p:r1-p1"]).startswith("Les mairies")
    assert kept["subject"] == "A better rhythm"
    assert kept["revision"] != typed["revision"]


def test_a_recommendation_that_has_gone_gives_the_words_back(app: Flask, signed_in: SignedIn, tabled: Tabled) -> None:
    browser = signed_in()
    typed = filled(browser, tabled, "once a year", "twice a year", **{"en:new": "Trams too."})
    with app.app_context(), transaction() as session:
        store_revision(session, tabled.theme_id, {"en": (OTHER,)})

    answer = browser.post(tabled.form, data=typed)

    assert answer.status_code == 404
    assert "twice a year" in answer.text
    assert "Trams too." in answer.text


def test_a_form_that_is_not_ours_is_a_bad_request(signed_in: SignedIn, tabled: Tabled) -> None:
    browser = signed_in()

    assert browser.post(tabled.form, data={"revision": "no id"}).status_code == 400
    assert browser.post(tabled.form, data={}).status_code == 400


def test_only_delegates_get_the_form(signed_in: SignedIn, tabled: Tabled) -> None:
    observer = signed_in(Role.OBSERVER)

    assert observer.get(tabled.form).status_code == 403
    assert observer.post(tabled.form, data={"revision": str(tabled.revision_id)}).status_code == 403
    assert "Propose an amendment" not in observer.get(f"/themes/{tabled.theme_id}/units/r1").text


def test_nobody_files_again_what_another_has_filed(signed_in: SignedIn, tabled: Tabled) -> None:
    first, second = signed_in(), signed_in()
    typed = filled(first, tabled, "once", "twice", step="file")
    first.post(tabled.form, data=typed)

    own_token = {"csrf_token": second.form_token()}
    assert second.post(tabled.form, data=typed | own_token).status_code == 403


def test_both_languages_can_be_changed_in_one_form(signed_in: SignedIn, tabled: Tabled) -> None:
    browser = signed_in()
    typed = filled(browser, tabled, "once a year", "twice a year")
    typed["fr:p:r1-p1"] = str(typed["fr:p:r1-p1"]).replace("une fois", "deux fois")

    preview = browser.post(tabled.form, data=typed).text

    assert 'id="difference-en"' in preview
    assert 'id="difference-fr"' in preview


def test_the_page_of_a_recommendation_names_conflicts_both_ways(signed_in: SignedIn, tabled: Tabled) -> None:
    browser = signed_in()
    filed(browser, tabled, "once a year", "every quarter")
    filed(browser, tabled, "once", "twice")
    filed(browser, tabled, "2 am", "4 am")

    page = browser.get(f"/themes/{tabled.theme_id}/units/r1").text

    assert page.count("Excludes:") == 2
    assert page.count("Compatible with all others.") == 1
    assert browser.get(f"/themes/{tabled.theme_id}/units/r9").status_code == 404


def test_the_chair_judges_on_the_page_of_the_amendment(app: Flask, signed_in: SignedIn, tabled: Tabled) -> None:
    address = filed(signed_in(), tabled, "once", "twice")
    chair = signed_in(Role.CHAIR, theme_id=tabled.theme_id)
    judge = f"/themes/{tabled.theme_id}{address}/judge"

    without = chair.post(judge, data={"judgement": "inadmissible", "reason": " "})
    refused = chair.post(judge, data={"judgement": "inadmissible", "reason": "Not our matter."})
    page = chair.get(address).text
    admitted = chair.post(judge, data={"judgement": "admissible"})

    assert without.status_code == 422
    assert "Say why" in without.text
    assert refused.status_code == admitted.status_code == 303
    assert "Not our matter." in page
    assert state_of(app, address) is AmendmentState.ADMISSIBLE


def test_a_delegate_withdraws_their_city_s_amendment(app: Flask, signed_in: SignedIn, tabled: Tabled) -> None:
    browser = signed_in()
    address = filed(browser, tabled, "once", "twice")

    assert "Withdraw this amendment" not in signed_in().get(address).text
    assert signed_in().post(f"{address}/withdraw").status_code == 403
    assert browser.post(f"{address}/withdraw").status_code == 303
    assert state_of(app, address) is AmendmentState.WITHDRAWN
    assert "decided, withdrawn or has fallen already" in browser.post(f"{address}/withdraw", follow_redirects=True).text


def test_the_list_of_amendments_is_filtered(signed_in: SignedIn, tabled: Tabled) -> None:
    browser = signed_in()
    filed(browser, tabled, "once", "twice")

    assert "A01" in browser.get("/amendments").text
    assert "A01" in browser.get(f"/amendments?theme={tabled.theme_id}&state=tabled").text
    assert "No amendments here" in browser.get("/amendments?state=adopted").text
    assert "A01" in browser.get("/amendments?theme=nonsense&state=nonsense").text


def test_strangers_are_sent_to_sign_in(client: Browser, tabled: Tabled) -> None:
    for address in ("/amendments", tabled.form, f"/themes/{tabled.theme_id}/revisions/1"):
        assert "/sign-in" in str(client.get(address).location)
