"""The filing forms of every kind, in three steps, and what they keep when something is refused."""

import re
from dataclasses import replace
from datetime import timedelta
from html import unescape
from uuid import UUID

import pytest
from flask import Flask

from recommendations.domain.amendments import AmendmentKind, AmendmentState, Procedure, VersionCause
from recommendations.domain.encoding import unit_from_json
from recommendations.domain.hunks import change_between
from recommendations.domain.people import Role
from recommendations.services.amendments.wordings import NewVersion, take_version
from recommendations.services.texts.revisions import store_revision
from recommendations.storage.amendments import Amendment
from recommendations.storage.database import db, now, transaction
from recommendations.storage.editions import Edition
from tests.services.assembly import ENGLISH, FRENCH, OTHER
from tests.web.conftest import Browser, SignedIn, Tabled
from tests.web.tabled import fields_of, filed, filled, state_of


def row_of(app: Flask, address: str) -> Amendment:
    with app.app_context():
        row = db.session.get_one(Amendment, UUID(address.rsplit("/", 1)[1]))
        db.session.expunge(row)
        db.session.remove()
        return row


def set_rules(app: Flask, edition: Edition, **fields: object) -> None:
    with app.app_context(), transaction() as session:
        row = session.get_one(Edition, edition.id)
        rules = fields.pop("rules", None)
        if rules is not None:
            row.rules = rules  # type: ignore[assignment]  # a set of rules as it is stored
        for name, value in fields.items():
            setattr(row, name, value)


def freeze_again(app: Flask, tabled: Tabled) -> None:
    with app.app_context(), transaction() as session:
        store_revision(session, tabled.theme_id, {"en": (FRENCH, OTHER)})


def past(app: Flask, edition: Edition) -> None:
    """The deadline was a second ago."""
    set_rules(app, edition, amendment_deadline=now() - timedelta(seconds=1))


def judge(browser: Browser, tabled: Tabled, address: str) -> None:
    path = f"/themes/{tabled.theme_id}{address}/judge"
    assert browser.post(path, data={"judgement": "admissible"}).status_code == 303


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

    assert "Without a title" in browser.get("/amendments/mine").text
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
