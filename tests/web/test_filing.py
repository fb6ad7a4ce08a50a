"""The form of an amendment, in three steps, and what it says before anything is filed."""

import re
from html import unescape
from uuid import UUID

import pytest
from flask import Flask

from recommendations.domain.amendments import AmendmentKind, AmendmentState
from recommendations.storage.amendments import Amendment
from recommendations.storage.database import transaction
from tests.web.conftest import SignedIn, Tabled
from tests.web.tabled import fields_of, filed, filled, row_of, state_of


def test_every_paragraph_opens_the_form_at_itself(signed_in: SignedIn, tabled: Tabled) -> None:
    browser = signed_in()

    page = browser.get(f"/themes/{tabled.theme_id}/units/r1").text
    form = browser.get(f"{tabled.form}?paragraph=r1-p2").text

    assert page.count("Amend this paragraph") == 2
    assert "paragraph=r1-p2" in page
    assert form.index('id="en-p-r1-p2"') < form.index('id="en-p-r1-p1"')
    assert "Change the title or other paragraphs too" in form


def test_the_steps_are_named(signed_in: SignedIn, tabled: Tabled) -> None:
    browser = signed_in()

    form = browser.get(tabled.form).text
    check = browser.post(tabled.form, data=filled(browser, tabled, "once", "twice")).text

    assert re.search(r'aria-current="step"><span>1</span> Write', form)
    assert re.search(r'aria-current="step"><span>2</span> Check', check)
    assert "</span> File" in form


def test_a_missing_title_and_a_missing_change_are_said_together(signed_in: SignedIn, tabled: Tabled) -> None:
    browser = signed_in()

    answer = browser.post(tabled.form, data=filled(browser, tabled, "nothing", "else", subject=" "))

    assert answer.status_code == 422
    assert 'href="#subject"' in answer.text
    assert 'href="#en-p-r1-p1"' in answer.text
    assert answer.text.count("error-message") == 2


@pytest.mark.parametrize(
    ("change", "field"),
    [
        pytest.param({"subject": "x" * 201}, "subject", id="title"),
        pytest.param({"reason": "x" * 10_001}, "reason", id="reason"),
        pytest.param({"en:p:r1-p2": "x" * 30_001}, "en-p-r1-p2", id="paragraph"),
    ],
)
def test_what_is_too_long_is_named(signed_in: SignedIn, tabled: Tabled, change: dict[str, object], field: str) -> None:
    browser = signed_in()

    answer = browser.post(tabled.form, data=filled(browser, tabled, "nothing", "else", **change))

    assert answer.status_code == 422
    assert f'href="#{field}"' in answer.text


def test_words_in_conflict_are_quoted(signed_in: SignedIn, tabled: Tabled) -> None:
    browser = signed_in()
    filed(browser, tabled, "once a year", "every quarter")

    page = browser.post(tabled.form, data=filled(browser, tabled, "once a year", "twice a year")).text

    assert "Both change:" in page
    assert re.search(r'<q class="clash"[^>]*>[^<]*once', page)


def test_the_difference_is_shown_while_somebody_types(signed_in: SignedIn, tabled: Tabled) -> None:
    browser = signed_in()
    filed(browser, tabled, "once a year", "every quarter")

    changed = browser.post(tabled.form, data=filled(browser, tabled, "once a", "twice a", subject="", step="live"))
    untouched = browser.post(tabled.form, data=filled(browser, tabled, "no", "no", step="live"))

    assert changed.status_code == untouched.status_code == 200
    assert "<html" not in changed.text
    assert "<ins>" in changed.text
    assert "A01" in changed.text
    assert "short title" not in changed.text
    assert "Nothing has been changed yet" in unescape(untouched.text)


def test_deleting_the_whole_becomes_a_separate_vote(app: Flask, signed_in: SignedIn, tabled: Tabled) -> None:
    browser = signed_in()
    typed = filled(browser, tabled, "no", "no", subject="", step="delete", deletion_reason="It is done elsewhere.")

    check = browser.post(tabled.form, data=typed).text
    answer = browser.post(tabled.form, data=fields_of(check) | {"step": "file"})

    assert "a separate vote on it" in check
    assert "It is done elsewhere." in check
    row = row_of(app, str(answer.location))
    assert (row.kind, row.state) == (AmendmentKind.WHOLE_DELETION, AmendmentState.INADMISSIBLE)
    assert row.reason == "It is done elsewhere."
    assert "a vote of its own" in browser.get(str(answer.location)).text


def test_going_back_from_a_deletion_shows_the_text_again(signed_in: SignedIn, tabled: Tabled) -> None:
    browser = signed_in()
    check = browser.post(tabled.form, data=filled(browser, tabled, "no", "no", step="delete")).text

    form = browser.post(tabled.form, data=fields_of(check) | {"step": "edit"}).text

    assert "Town halls should publish" in str(fields_of(form)["en:p:r1-p1"])
    assert "whole" not in fields_of(form)


def test_paragraphs_are_put_in_another_order_by_numbers(app: Flask, signed_in: SignedIn, tabled: Tabled) -> None:
    browser = signed_in()
    typed = filled(browser, tabled, "no", "no", **{"place-r1-p2": "1"})

    check = browser.post(tabled.form, data=typed)
    address = str(browser.post(tabled.form, data=typed | {"step": "file"}).location)

    assert check.status_code == 200
    row = row_of(app, address)
    assert row.kind is AmendmentKind.MOVE
    assert [one["uid"] for one in row.amended["en"]["paragraphs"]] == ["r1-p2", "r1-p1"]


def test_a_correction_of_a_translation_needs_no_vote(app: Flask, signed_in: SignedIn, tabled: Tabled) -> None:
    browser = signed_in()
    typed = filled(browser, tabled, "une fois par an", "chaque année")

    check = browser.post(tabled.form, data=typed).text
    address = str(browser.post(tabled.form, data=typed | {"step": "file"}).location)

    assert "This needs no vote" in check
    assert state_of(app, address) is AmendmentState.EDITORIAL


def test_who_changes_a_translation_alone_hears_which_version_decides(signed_in: SignedIn, tabled: Tabled) -> None:
    browser = signed_in()

    form = browser.get(f"{tabled.form}?language=fr").text
    check = browser.post(tabled.form, data=filled(browser, tabled, "une fois", "deux fois", language="fr")).text

    assert '<details id="other-en" open>' in form
    assert "The assembly decides on this version." in form
    assert "The assembly decides on this version." not in browser.get(f"{tabled.form}?language=en").text
    assert "change it in English too" in check


def test_a_new_recommendation_is_told_by_showing_it(signed_in: SignedIn, tabled: Tabled) -> None:
    browser = signed_in()
    form = f"/themes/{tabled.theme_id}/new-recommendation"
    typed = fields_of(browser.get(f"{form}?language=fr").text)
    typed |= {"language": "fr", "fr:title": "Tramways", "fr:new": "Des trams la nuit.", "subject": "Trams"}

    check = browser.post(form, data=typed | {"step": "preview"}).text
    page = browser.post(form, data=typed | {"step": "file"}, follow_redirects=True).text

    assert re.search(r"Still to be changed[^<]*<bdi>English</bdi>\s*\.", check)
    assert "changes-summary" not in page


def test_what_the_other_language_still_needs_is_said(signed_in: SignedIn, tabled: Tabled) -> None:
    browser = signed_in()

    check = browser.post(tabled.form, data=filled(browser, tabled, "once a year", "twice a year")).text

    assert re.search(r"Still to be changed.*Français", check)


def test_joining_supports_the_other_and_keeps_the_form(signed_in: SignedIn, tabled: Tabled) -> None:
    author, browser = signed_in(), signed_in()
    other = filed(author, tabled, "once a year", "every quarter")
    typed = filled(browser, tabled, "once a year", "every quarter")

    check = browser.post(tabled.form, data=typed).text
    button = re.search(r'value="(join:[^"]*)"', check)
    assert button is not None
    answer = browser.post(tabled.form, data=fields_of(check) | {"step": button[1]})

    assert "word for word" in check
    assert answer.location == other
    assert "A better rhythm" in browser.get("/amendments/mine").text
    assert browser.post(tabled.form, data=typed | {"step": "join:nobody"}).status_code == 400


def test_a_city_does_not_file_the_same_twice(signed_in: SignedIn, tabled: Tabled) -> None:
    browser = signed_in()
    filed(browser, tabled, "once a year", "every quarter")

    answer = browser.post(tabled.form, data=filled(browser, tabled, "once a year", "every quarter"))

    assert answer.status_code == 422
    assert "it is A01" in answer.text


def test_settled_words_are_told_and_not_filed(app: Flask, signed_in: SignedIn, tabled: Tabled) -> None:
    browser = signed_in()
    settled = filed(browser, tabled, "once a year", "every quarter")
    with app.app_context(), transaction() as session:
        session.get_one(Amendment, UUID(settled.rsplit("/", 1)[1])).state = AmendmentState.ADOPTED
    typed = filled(browser, tabled, "once a year", "twice a year")

    check = browser.post(tabled.form, data=typed).text
    answer = browser.post(tabled.form, data=typed | {"step": "file"})

    assert "A01 has settled these words" in check
    assert "File this amendment" not in check
    assert answer.status_code == 422
    assert "twice a year" in str(fields_of(answer.text)["en:p:r1-p1"])
