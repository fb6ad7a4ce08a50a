"""The forms of new units, titles, sub-amendments, compromises, and of what is moved in the room or late."""

from dataclasses import replace
from html import unescape
from uuid import UUID

import pytest
from flask import Flask

from recommendations.domain.amendments import AmendmentKind, AmendmentState, Procedure, VersionCause
from recommendations.domain.encoding import unit_from_json
from recommendations.domain.hunks import change_between
from recommendations.domain.people import Role
from recommendations.services.amendments.wordings import NewVersion, take_version
from recommendations.storage.amendments import Amendment
from recommendations.storage.database import transaction
from recommendations.storage.editions import Edition
from tests.services.assembly import ENGLISH
from tests.web.conftest import SignedIn, Tabled
from tests.web.tabled import fields_of, filed, filled, past, row_of, set_rules, state_of


def test_an_alternative_is_filed_as_one(app: Flask, signed_in: SignedIn, tabled: Tabled) -> None:
    browser = signed_in()

    answer = browser.post(tabled.form, data=filled(browser, tabled, "once", "twice", alternative="yes", step="file"))

    assert row_of(app, str(answer.location)).procedure is Procedure.ALTERNATIVE


def test_a_new_recommendation_is_written_for_its_place(app: Flask, signed_in: SignedIn, tabled: Tabled) -> None:
    browser = signed_in()
    address = f"/themes/{tabled.theme_id}/new-recommendation"
    typed = fields_of(browser.get(address).text) | {"placed_after": "r1", "subject": "Trams", "step": "preview"}

    empty = browser.post(address, data=typed | {"en:title": "Trams", "subject": ""})
    check = browser.post(address, data=typed | {"en:title": "Trams", "en:new": "Cities should buy trams."}).text
    answer = browser.post(address, data=fields_of(check) | {"step": "file"})

    assert empty.status_code == 422
    assert 'href="#en-new"' in empty.text
    assert 'href="#subject"' in empty.text
    assert "Cities should buy trams." in check
    row = row_of(app, str(answer.location))
    assert (row.kind, row.placed_after) == (AmendmentKind.NEW_UNIT, "r1")


def test_another_title_of_the_theme_is_proposed(app: Flask, signed_in: SignedIn, tabled: Tabled) -> None:
    browser = signed_in()
    address = f"/themes/{tabled.theme_id}/title/amend"
    typed = fields_of(browser.get(address).text) | {"subject": "A better name", "step": "preview"}

    empty = browser.post(address, data=typed | {"en:title": " "})
    answer = browser.post(address, data=typed | {"en:title": "Quiet cities", "step": "file"})

    assert empty.status_code == 422
    assert 'href="#en-title"' in empty.text
    assert row_of(app, str(answer.location)).kind is AmendmentKind.THEME_TITLE


def test_an_amendment_is_amended_in_its_own_words(app: Flask, signed_in: SignedIn, tabled: Tabled) -> None:
    browser = signed_in()
    parent = filed(signed_in(), tabled, "once a year", "every quarter")
    form = browser.get(f"{parent}/amend").text
    typed = fields_of(form) | {"subject": "Each month", "step": "file"}
    typed["en:p:r1-p1"] = str(typed["en:p:r1-p1"]).replace("every quarter", "every month")

    address = str(browser.post(f"{parent}/amend", data=typed).location)

    assert "every quarter" in form
    assert "once a year" in form
    row = row_of(app, address)
    assert (row.procedure, row.amends_version) == (Procedure.SUB_AMENDMENT, 1)
    assert "no third degree" in browser.get(f"{address}/amend").text
    third = browser.post(f"{address}/amend", data=typed | {"key": "third"})
    assert third.status_code == 422
    assert "every month" in third.text


def reword(app: Flask, address: str) -> None:
    """Another sub-amendment has been adopted meanwhile."""
    with app.app_context(), transaction() as session:
        row = session.get_one(Amendment, UUID(address.rsplit("/", 1)[1]))
        words = unit_from_json(row.amended["en"])
        units = {"en": replace(words, title="Calm nights")}
        changes = {"en": change_between(ENGLISH, units["en"])}
        take_version(session, row, NewVersion(VersionCause.AMENDED, units, changes, because_id=row.id))


@pytest.mark.parametrize("step", ["edit", "keep", "preview"])
def test_a_change_of_the_amendment_meanwhile_is_noticed(
    app: Flask, signed_in: SignedIn, tabled: Tabled, step: str
) -> None:
    browser = signed_in()
    parent = filed(signed_in(), tabled, "once a year", "every quarter")
    typed = fields_of(browser.get(f"{parent}/amend").text) | {"subject": "Each month"}
    typed["en:p:r1-p1"] = str(typed["en:p:r1-p1"]).replace("every quarter", "every month")
    browser.post(f"{parent}/amend", data=typed | {"step": "keep"})
    reword(app, parent)

    went_on = browser.post(f"{parent}/amend", data=typed | {"step": step}, follow_redirects=True).text
    if step == "keep":
        went_on = browser.get(f"{parent}/amend?draft={typed['key']}").text
    if step == "edit":
        went_on = browser.post(f"{parent}/amend", data=fields_of(went_on) | {"step": "file"}).text

    assert "another wording since you began" in went_on
    assert "every month" in went_on
    assert fields_of(went_on)["en:title"] == "Calm nights"
    assert fields_of(went_on)["version"] == "2"


def test_a_withdrawn_amendment_is_not_amended(signed_in: SignedIn, tabled: Tabled) -> None:
    browser = signed_in()
    parent = filed(browser, tabled, "once a year", "every quarter")
    browser.post(f"{parent}/withdraw")

    assert browser.get(f"{parent}/amend").status_code == 409
    assert browser.get("/amendments/00000000-0000-0000-0000-000000000000/amend").status_code == 404


def test_a_compromise_names_what_it_replaces(app: Flask, signed_in: SignedIn, tabled: Tabled) -> None:
    rapporteur, author = signed_in(Role.RAPPORTEUR, theme_id=tabled.theme_id), signed_in()
    replaced = filed(author, tabled, "once a year", "every quarter")
    address = f"/themes/{tabled.theme_id}/units/r1/compromise"
    typed = fields_of(rapporteur.get(address).text) | {"subject": "Twice", "step": "preview"}
    typed["en:p:r1-p1"] = str(typed["en:p:r1-p1"]).replace("once a year", "twice a year")

    nothing = rapporteur.post(address, data=typed)
    check = rapporteur.post(address, data=typed | {"replaces": replaced.rsplit("/", 1)[1]}).text
    compromise = str(rapporteur.post(address, data=fields_of(check) | {"step": "file"}).location)

    assert nothing.status_code == 422
    assert 'href="#replaces"' in nothing.text
    assert "Each author is asked for consent" in check
    assert row_of(app, compromise).procedure is Procedure.COMPROMISE
    assert author.get(address).status_code == 403


def test_a_compromise_is_not_warned_of_what_it_replaces(signed_in: SignedIn, tabled: Tabled) -> None:
    rapporteur, author = signed_in(Role.RAPPORTEUR, theme_id=tabled.theme_id), signed_in()
    replaced = filed(author, tabled, "once a year", "every quarter").rsplit("/", 1)[1]
    address = f"/themes/{tabled.theme_id}/units/r1/compromise"
    typed = fields_of(rapporteur.get(address).text) | {"subject": "Twice", "replaces": [replaced]}
    typed["en:p:r1-p1"] = str(typed["en:p:r1-p1"]).replace("once a year", "twice a year")
    warning = "changes the same words as others"

    for step in ("live", "preview"):
        assert warning not in rapporteur.post(address, data=typed | {"step": step}).text
    filed(signed_in(), tabled, "once a year", "every month")
    for step in ("live", "preview"):
        assert warning in rapporteur.post(address, data=typed | {"step": step}).text


def test_the_chair_writes_down_what_is_moved_in_the_room(
    app: Flask, edition: Edition, signed_in: SignedIn, tabled: Tabled
) -> None:
    past(app, edition)
    chair = signed_in(Role.CHAIR)
    mover = signed_in().person_id
    address = f"/themes/{tabled.theme_id}/units/r1/oral"
    typed = fields_of(chair.get(address).text) | {"subject": "Twice", "step": "file"}
    typed["en:p:r1-p1"] = str(typed["en:p:r1-p1"]).replace("once a year", "twice a year")

    nobody = chair.post(address, data=typed)
    answer = chair.post(address, data=typed | {"mover": str(mover)})

    assert nobody.status_code in {403, 422}
    row = row_of(app, str(answer.location))
    assert (row.procedure, row.person_id) == (Procedure.ORAL, mover)
    assert chair.post(address, data=typed | {"mover": "nobody"}).status_code == 400


def test_after_the_deadline_the_form_says_so_and_keeps_the_text(
    app: Flask, edition: Edition, signed_in: SignedIn, tabled: Tabled
) -> None:
    browser = signed_in()
    typed = filled(browser, tabled, "once a year", "twice a year")
    past(app, edition)

    form = browser.get(tabled.form).text
    check = browser.post(tabled.form, data=typed).text
    refused = browser.post(tabled.form, data=typed | {"step": "file"})
    late = browser.post(tabled.form, data=fields_of(refused.text) | {"step": "file", "accepts_late": "yes"})

    assert "The deadline has passed" in form
    assert "20 supporters" in form
    assert "File it as late" in check
    assert refused.status_code == 409
    assert "Amendments were due until" in refused.text
    assert "twice a year" in unescape(refused.text)
    assert state_of(app, str(late.location)) is AmendmentState.LATE


def test_where_the_rules_take_nothing_late_the_form_keeps_the_text(
    app: Flask, edition: Edition, signed_in: SignedIn, tabled: Tabled
) -> None:
    set_rules(app, edition, rules={"late_amendment_supporters": None})
    past(app, edition)
    browser = signed_in()

    answer = browser.post(tabled.form, data=filled(browser, tabled, "once a year", "twice a year", step="file"))

    assert "can only be kept as a draft" in browser.get(tabled.form).text
    assert answer.status_code == 422
    assert "take no late ones" in answer.text
    assert "twice a year" in str(fields_of(answer.text)["en:p:r1-p1"])


def test_supporters_that_are_needed_are_said_before_filing(
    app: Flask, edition: Edition, signed_in: SignedIn, tabled: Tabled
) -> None:
    set_rules(app, edition, rules={"supporters_required": 2})
    browser = signed_in()
    typed = filled(browser, tabled, "once a year", "twice a year")

    check = browser.post(tabled.form, data=typed).text
    answer = browser.post(tabled.form, data=typed | {"step": "file"}, follow_redirects=True)

    assert "needs 2 supporters before it is tabled" in check
    assert "waits for its supporters" in answer.text
