"""Amendments brought to a new text, and one wording replaced throughout."""

import re
from uuid import UUID

from flask import Flask

from recommendations.domain.amendments import AmendmentState
from recommendations.domain.people import Role
from recommendations.storage.amendments import Amendment
from recommendations.storage.database import db, transaction
from recommendations.storage.editions import Edition
from tests.web.conftest import SignedIn, Tabled
from tests.web.tabled import fields_of, filed, freeze_again, past, state_of


def test_an_amendment_is_brought_to_the_new_text(app: Flask, signed_in: SignedIn, tabled: Tabled) -> None:
    browser = signed_in()
    address = filed(browser, tabled, "once a year", "twice a year")
    freeze_again(app, tabled)
    with app.app_context(), transaction() as session:
        session.get_one(Amendment, UUID(address.rsplit("/", 1)[1])).state = AmendmentState.NEEDS_REBASE

    form = browser.get(f"{address}/rebase").text
    typed = fields_of(form)
    typed["en:p:r1-p1"] = str(typed["en:p:r1-p1"]).replace("une fois", "deux fois")
    check = browser.post(f"{address}/rebase", data=typed | {"step": "preview"}).text
    answer = browser.post(f"{address}/rebase", data=fields_of(check) | {"step": "file"})

    assert re.search(r"<del>.*?once.*?</del><ins>.*?twice.*?</ins>", form, re.DOTALL)
    assert typed["subject"] == "A better rhythm"
    assert typed["reason"] == "Because."
    assert answer.location == address
    assert state_of(app, address) is AmendmentState.TABLED
    assert signed_in().get(f"{address}/rebase").status_code == 403


def test_the_rapporteur_brings_an_own_compromise_to_the_new_text(
    app: Flask, signed_in: SignedIn, tabled: Tabled
) -> None:
    rapporteur, author = signed_in(Role.RAPPORTEUR, theme_id=tabled.theme_id), signed_in()
    replaced = filed(author, tabled, "once a year", "every quarter")
    form = f"/themes/{tabled.theme_id}/units/r1/compromise"
    typed = fields_of(rapporteur.get(form).text) | {"subject": "Twice", "step": "file"}
    typed["en:p:r1-p1"] = str(typed["en:p:r1-p1"]).replace("once a year", "twice a year")
    address = str(rapporteur.post(form, data=typed | {"replaces": [replaced.rsplit("/", 1)[1]]}).location)
    freeze_again(app, tabled)
    with app.app_context(), transaction() as session:
        session.get_one(Amendment, UUID(address.rsplit("/", 1)[1])).state = AmendmentState.NEEDS_REBASE

    place = f"/themes/{tabled.theme_id}{address}/rebase"
    assert f'href="{place}"' in rapporteur.get("/amendments/mine").text
    assert f'href="{place}"' in rapporteur.get(address).text
    typed = fields_of(rapporteur.get(place).text)
    typed["en:p:r1-p1"] = str(typed["en:p:r1-p1"]).replace("une fois", "deux fois")
    answer = rapporteur.post(place, data=typed | {"step": "file"})

    assert answer.location == address
    assert state_of(app, address) is AmendmentState.TABLED
    assert author.get(place).status_code == 403


def test_a_wording_is_replaced_throughout(app: Flask, signed_in: SignedIn, tabled: Tabled) -> None:
    browser = signed_in()
    address = f"/themes/{tabled.theme_id}/throughout"
    typed = fields_of(browser.get(address).text) | {"find-en": "should", "replace-en": "must", "subject": "Must"}

    nowhere = browser.post(address, data=typed | {"find-en": "zebra", "subject": "", "step": "preview"})
    check = browser.post(address, data=typed | {"step": "preview"}).text
    back = browser.post(address, data=fields_of(check) | {"step": "edit"}).text
    answer = browser.post(address, data=fields_of(check) | {"step": "file"})

    assert nowhere.status_code == 422
    assert 'href="#find-en"' in nowhere.text
    assert 'href="#subject"' in nowhere.text
    assert check.count("<ins>") >= 4
    assert fields_of(back)["find-en"] == "should"
    assert answer.status_code == 303
    with app.app_context():
        rows = db.session.query(Amendment).all()
        assert len(rows) == 2
        assert len({row.series_id for row in rows}) == 1
    assert browser.post(address, data=typed | {"revision": "none", "step": "edit"}).status_code == 400


def test_a_replacement_in_a_translation_alone_says_that_it_needs_no_vote(signed_in: SignedIn, tabled: Tabled) -> None:
    browser = signed_in()
    address = f"/themes/{tabled.theme_id}/throughout"
    form = browser.get(f"{address}?language=fr").text
    typed = fields_of(form) | {"language": "fr", "subject": "Word", "step": "preview"}

    french = browser.post(address, data=typed | {"find-fr": "devraient", "replace-fr": "doivent"}).text
    english = browser.post(address, data=typed | {"find-en": "should", "replace-en": "must"}).text

    assert '<details id="other-en" open>' in form
    assert "This needs no vote" in french
    assert "This needs no vote" not in english


def test_a_late_replacement_is_confirmed(app: Flask, edition: Edition, signed_in: SignedIn, tabled: Tabled) -> None:
    past(app, edition)
    browser = signed_in()
    address = f"/themes/{tabled.theme_id}/throughout"
    typed = fields_of(browser.get(address).text) | {"find-en": "should", "replace-en": "must", "subject": "Must"}

    refused = browser.post(address, data=typed | {"step": "file"})
    late = browser.post(address, data=typed | {"step": "file", "accepts_late": "yes"})

    assert refused.status_code == 409
    assert "Amendments were due until" in refused.text
    assert state_of(app, str(late.location)) is AmendmentState.LATE
