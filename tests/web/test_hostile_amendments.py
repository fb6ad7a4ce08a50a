"""What nobody sends by accident: the pages of amendments refuse it with a sentence, never with a fault of the house."""

import time
from uuid import UUID

import pytest
from flask import Flask

from recommendations.domain.amendments import AmendmentState, Procedure
from recommendations.domain.people import Role
from recommendations.domain.proposals import Proposal
from recommendations.services.filing.amending import file_amendment
from recommendations.storage.database import transaction
from recommendations.storage.editions import Edition
from tests.services.assembly import ENGLISH, changed
from tests.web.conftest import SignedIn, Tabled
from tests.web.tabled import filed, filled, state_of

NOBODY = UUID(int=7)


@pytest.mark.parametrize(
    "query", ["_scheme=javascript&_external=1", "endpoint=x", "_anchor=x&_method=POST&self=1&values=2"]
)
def test_a_crafted_query_of_the_desk_leads_nowhere_else(signed_in: SignedIn, tabled: Tabled, query: str) -> None:
    delegate = signed_in()
    filed(delegate, tabled, "2 am", "4 am")

    answer = delegate.get(f"/amendments?{query}&state=tabled")

    assert answer.status_code == 200
    assert "javascript:" not in answer.text
    assert 'href="http' not in answer.text


@pytest.mark.parametrize("target", ["//[", "https://evil.example/amendments"])
def test_a_crafted_way_back_leads_to_the_amendment(signed_in: SignedIn, tabled: Tabled, target: str) -> None:
    delegate = signed_in()
    address = filed(delegate, tabled, "2 am", "4 am")

    answer = delegate.post(f"{address}/star", data={"starred": "yes", "next": target})

    assert (answer.status_code, answer.location) == (303, address)


@pytest.mark.parametrize("counted", ["twelve", "99999999999999"])
def test_objections_that_cannot_be_read_adopt_nothing(
    app: Flask, signed_in: SignedIn, tabled: Tabled, edition: Edition, counted: str
) -> None:
    with app.app_context(), transaction() as session:
        session.get_one(Edition, edition.id).rules = {"oral_amendment_objection_threshold": 3}
    delegate, chair = signed_in(), signed_in(as_=Role.CHAIR)
    assert delegate.actor is not None
    unit = changed(ENGLISH, "2 am", "4 am")
    wish = Proposal(tabled.revision_id, "r1", "en", {"en": unit}, "Later", procedure=Procedure.ORAL)
    with app.app_context():
        identifier = file_amendment(delegate.actor, tabled.theme_id, wish)

    answer = chair.post(f"/themes/{tabled.theme_id}/amendments/{identifier}/settle-oral", data={"objections": counted})

    assert answer.status_code < 500
    assert state_of(app, f"/amendments/{identifier}") is AmendmentState.TABLED


@pytest.mark.parametrize("place", ["9" * 5000, "²"])
def test_a_place_that_is_no_place_is_no_fault(signed_in: SignedIn, tabled: Tabled, place: str) -> None:
    chair = signed_in(as_=Role.CHAIR)
    page = f"/themes/{tabled.theme_id}/list/edit"

    answer = chair.post(page, data={"item": ["amendment:x", "block:,", "::"], "place": [place, place], "reason": "x"})

    assert answer.status_code < 500


@pytest.mark.parametrize("step", ["block", "apart:block:x"])
def test_steps_of_foreign_questions_are_no_fault(signed_in: SignedIn, tabled: Tabled, step: str) -> None:
    chair = signed_in(as_=Role.CHAIR)
    data = {"item": ["amendment:x", "block:,", "block:,,", "block:x"], "tick": ["block:,", "amendment:x"], "step": step}

    assert chair.post(f"/themes/{tabled.theme_id}/list/edit", data=data).status_code < 500


@pytest.mark.parametrize("moment", ["0001-01-01T00:00", "9999-12-31T23:59"])
def test_a_time_that_no_clock_shows_is_refused(signed_in: SignedIn, tabled: Tabled, moment: str) -> None:
    delegate, rapporteur = signed_in(), signed_in(as_=Role.RAPPORTEUR)
    identifier = filed(delegate, tabled, "2 am", "4 am").rsplit("/", 1)[1]

    answer = rapporteur.post(
        f"/themes/{tabled.theme_id}/amendments/{identifier}/advice", data={"advice": "adopt", "visible_from": moment}
    )

    assert answer.status_code < 500
    assert rapporteur.get(f"/amendments/{identifier}").status_code == 200
    assert delegate.get("/record").status_code == 200


@pytest.mark.parametrize(("day", "clock"), [("0001-01-01", "00:00"), ("9999-12-31", "23:59")])
def test_a_deadline_at_the_end_of_time_is_refused(
    app: Flask, signed_in: SignedIn, tabled: Tabled, edition: Edition, day: str, clock: str
) -> None:
    with app.app_context(), transaction() as session:
        session.get_one(Edition, edition.id).time_zone = "Pacific/Kiritimati"
    secretariat = signed_in(as_=Role.SECRETARIAT)

    answer = secretariat.post("/amendments/deadline", data={"day": day, "clock": clock})

    assert answer.status_code < 500
    assert secretariat.get("/amendments/deadline").status_code == 200
    assert secretariat.get(tabled.form.replace("/amend", "")).status_code == 200
    assert signed_in().get(tabled.form).status_code == 200


@pytest.mark.parametrize(
    "forged",
    [
        {"language": "<script>"},
        {"version": "9" * 4000},
        {"key": "k" * 100_000, "placed_after": "nowhere", "mover": str(NOBODY), "replaces": [str(NOBODY)]},
        {"place-r1-p1": "99999999", "addressees": ["<b>"]},
        {"subject": "=cmd()\u202egnp.exe\U0001f600"},
        {"zz:p:r1-p1": "x", "en:p:r2-p1": "stolen", "en:new": "\u2028" * 10_000},
    ],
)
def test_forged_fields_are_no_fault_and_break_no_page(
    signed_in: SignedIn, tabled: Tabled, forged: dict[str, object]
) -> None:
    delegate = signed_in()

    answer = delegate.post(tabled.form, data=filled(delegate, tabled, "2 am", "4 am", step="file") | forged)

    assert answer.status_code < 500
    pages = ["/amendments", f"/themes/{tabled.theme_id}/units/r1", "/record", f"/themes/{tabled.theme_id}/synopsis"]
    pages += ["/my-amendments", f"/themes/{tabled.theme_id}/list"] + ([answer.location] if answer.location else [])
    for page in pages:
        assert delegate.get(page).status_code in {200, 404}, page


@pytest.mark.parametrize("step", ["preview", "keep"])
def test_ten_thousand_fields_are_read_at_once(signed_in: SignedIn, tabled: Tabled, step: str) -> None:
    delegate = signed_in()
    fields = filled(delegate, tabled, "2 am", "4 am", step=step) | {f"{number}:x": "" for number in range(20_000)}

    began = time.monotonic()
    answer = delegate.post(tabled.form, data=fields)

    assert answer.status_code < 500
    assert time.monotonic() - began < 20


def test_endless_white_space_is_read_at_once(signed_in: SignedIn, tabled: Tabled) -> None:
    delegate = signed_in()
    fields = filled(delegate, tabled, "2 am", "4 am", step="preview") | {"en:new": "a" + " " * 29_000 + "b"}

    began = time.monotonic()
    answer = delegate.post(tabled.form, data=fields)

    assert answer.status_code < 500
    assert time.monotonic() - began < 20


@pytest.mark.parametrize("data", [{"find-en": "(" * 200}, {"find-en": ""}])
def test_words_to_find_are_words(signed_in: SignedIn, tabled: Tabled, data: dict[str, str]) -> None:
    delegate = signed_in()
    sent = {"revision": str(tabled.revision_id), "step": "preview", "subject": "x", "replace-en": "\\g<0>"} | data

    assert delegate.post(f"/themes/{tabled.theme_id}/throughout", data=sent).status_code == 422


def test_a_key_forged_for_two_forms_files_one_of_them(signed_in: SignedIn, tabled: Tabled) -> None:
    delegate = signed_in()
    delegate.post(tabled.form, data=filled(delegate, tabled, "2 am", "4 am", step="file") | {"key": "K:r1"})
    sent = {"revision": str(tabled.revision_id), "step": "file", "subject": "x", "find-en": "should", "key": "K"}

    answer = delegate.post(f"/themes/{tabled.theme_id}/throughout", data=sent | {"replace-en": "must"})

    assert answer.status_code == 422


@pytest.mark.parametrize("what", ["r1|x", f"r1|{NOBODY}", "|"])
def test_votes_apart_are_asked_for_what_there_is(signed_in: SignedIn, tabled: Tabled, what: str) -> None:
    answer = signed_in().post(f"/themes/{tabled.theme_id}/list/requests", data={"what": what, "kind": "separate"})

    assert answer.status_code in {400, 404}


@pytest.mark.parametrize("adopted", [["x"], ["a"] * 5000])
def test_what_if_takes_any_question(signed_in: SignedIn, tabled: Tabled, adopted: list[str]) -> None:
    answer = signed_in().get(f"/themes/{tabled.theme_id}/list/what-if/r1", query_string={"adopted": adopted})

    assert answer.status_code < 500


def test_words_of_a_part_hold_to_the_rules_of_an_amendment(signed_in: SignedIn, tabled: Tabled) -> None:
    delegate, chair = signed_in(), signed_in(as_=Role.CHAIR)
    fields = filled(delegate, tabled, "2 am", "4 am", step="file")
    fields["en:p:r1-p1"] = str(fields["en:p:r1-p1"]).replace("four years", "six years")
    identifier = delegate.post(tabled.form, data=fields).location.rsplit("/", 1)[1]
    page = f"/themes/{tabled.theme_id}/amendments/{identifier}/split"
    sent = {"count": "2", "title-1": "One", "title-2": "Two"}

    for typed in ("[Click](javascript:x)", "", "x" * 30_001):
        answer = chair.post(page, data=sent | {"w:1:en:r1-p1": typed, "w:1:en:r1-p2": typed})
        assert answer.status_code == 422, typed[:40]
    answer = chair.post(page, data=sent | {"title-1": "x" * 100_000})
    assert answer.status_code == 422


@pytest.mark.parametrize("count", ["-5", "9" * 5000])
def test_any_number_of_parts_is_no_fault(signed_in: SignedIn, tabled: Tabled, count: str) -> None:
    delegate, chair = signed_in(), signed_in(as_=Role.CHAIR)
    identifier = filed(delegate, tabled, "2 am", "4 am").rsplit("/", 1)[1]
    page = f"/themes/{tabled.theme_id}/amendments/{identifier}/split"

    assert chair.get(page, query_string={"count": count}).status_code < 500
    assert chair.post(page, data={"count": count, "title-1": "x"}).status_code < 500
