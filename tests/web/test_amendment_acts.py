"""What people do with a filed amendment on its page: support, withdraw, take over, object, consent."""

from datetime import timedelta
from uuid import UUID

import pytest
from flask import Flask

from recommendations.domain.amendments import AmendmentState
from recommendations.domain.people import Role
from recommendations.services.amendments.acts import Acts, acts_on
from recommendations.storage.amendments import Amendment
from recommendations.storage.database import db, now, transaction
from recommendations.storage.editions import Edition
from tests.web.conftest import Browser, SignedIn, Tabled
from tests.web.tabled import fields_of, filed, filled, past, row_of, set_rules, state_of


def acts(app: Flask, browser: Browser, address: str) -> Acts:
    assert browser.actor is not None
    with app.app_context():
        found = acts_on(browser.actor, UUID(address.rsplit("/", 1)[1]))
        db.session.remove()
        return found


def put(app: Flask, address: str, **fields: object) -> None:
    with app.app_context(), transaction() as session:
        row = session.get_one(Amendment, UUID(address.rsplit("/", 1)[1]))
        for name, value in fields.items():
            setattr(row, name, value)


@pytest.fixture
def late(app: Flask, edition: Edition, signed_in: SignedIn, tabled: Tabled) -> tuple[Browser, str]:
    """A late amendment that needs one supporter, and its author."""
    set_rules(app, edition, rules={"late_amendment_supporters": 1})
    past(app, edition)
    author = signed_in()
    typed = filled(author, tabled, "once", "twice", step="file", accepts_late="yes")
    return author, str(author.post(tabled.form, data=typed).location)


def test_a_late_amendment_finds_its_supporter(
    app: Flask, signed_in: SignedIn, tabled: Tabled, late: tuple[Browser, str]
) -> None:
    author, address = late
    supporter = signed_in()

    page = author.get(address).text
    answer = supporter.post(f"{address}/support", follow_redirects=True)

    assert "0 supporters of 1 needed" in page
    assert "Your own city is not counted" in page
    assert "Your city supports this amendment." in answer.text
    assert state_of(app, address) is AmendmentState.TABLED
    again = supporter.post(f"{address}/end-support", follow_redirects=True).text
    assert "no longer waiting for supporters" in again
    assert tabled.theme_id == row_of(app, address).theme_id


def test_support_is_given_and_taken_back(
    app: Flask, edition: Edition, signed_in: SignedIn, late: tuple[Browser, str]
) -> None:
    _author, address = late
    set_rules(app, edition, rules={"late_amendment_supporters": 3, "supporters_unit": "countries"})
    supporter = signed_in()

    supporter.post(f"{address}/support")
    page = supporter.get(address).text
    supporter.post(f"{address}/end-support")

    assert "1 country of 3 needed" in page
    assert "Support it no longer" in page
    assert "Support this amendment" in supporter.get(address).text
    assert signed_in(Role.OBSERVER).post(f"{address}/support").status_code == 403


def test_the_chair_waits_no_longer(app: Flask, signed_in: SignedIn, tabled: Tabled, late: tuple[Browser, str]) -> None:
    _author, address = late
    chair = signed_in(Role.CHAIR, theme_id=tabled.theme_id)

    page = chair.get(address).text
    chair.post(f"/themes/{tabled.theme_id}{address}/end-waiting")

    assert "Wait no longer for supporters" in page
    assert state_of(app, address) is AmendmentState.NOT_ADMITTED


def test_a_withdrawn_amendment_is_taken_over_within_minutes(app: Flask, signed_in: SignedIn, tabled: Tabled) -> None:
    author, other = signed_in(), signed_in()
    address = filed(author, tabled, "once", "twice")
    author.post(f"{address}/withdraw")

    page = other.get(address).text
    answer = other.post(f"{address}/take-over", follow_redirects=True)

    assert "It can be taken over until" in page
    assert "Take it over for my city" in page
    assert "is its proposer now" in answer.text
    assert row_of(app, address).person_id == other.person_id


def test_after_the_minutes_nobody_takes_it_over(app: Flask, signed_in: SignedIn, tabled: Tabled) -> None:
    author, other = signed_in(), signed_in()
    address = filed(author, tabled, "once", "twice")
    author.post(f"{address}/withdraw")
    put(app, address, withdrawn_at=now() - timedelta(minutes=3))

    assert "Nobody took it over in time" in other.get(address).text
    answer = other.post(f"{address}/take-over", follow_redirects=True)
    assert "can only come back as a new amendment" in answer.text


def test_what_nobody_moves_is_marked_by_the_chair(app: Flask, signed_in: SignedIn, tabled: Tabled) -> None:
    author, chair = signed_in(), signed_in(Role.CHAIR)
    address = filed(author, tabled, "once", "twice")
    put(app, address, state=AmendmentState.ADMISSIBLE)

    assert acts(app, chair, address).may_mark_not_moved
    answer = chair.post(f"/themes/{tabled.theme_id}{address}/not-moved", follow_redirects=True)

    assert "is in the room and can move this amendment" in answer.text


@pytest.fixture
def oral(app: Flask, edition: Edition, signed_in: SignedIn, tabled: Tabled) -> tuple[Browser, str]:
    """An oral amendment written down by the chair, which two objections stop."""
    set_rules(app, edition, rules={"oral_amendment_objection_threshold": 2})
    chair, mover = signed_in(Role.CHAIR), signed_in()
    address = f"/themes/{tabled.theme_id}/units/r1/oral"
    typed = fields_of(chair.get(address).text) | {"subject": "Twice", "step": "file", "mover": str(mover.person_id)}
    typed["en:p:r1-p1"] = str(typed["en:p:r1-p1"]).replace("once a year", "twice a year")
    return chair, str(chair.post(address, data=typed).location)


def test_a_delegate_objects_to_an_oral_amendment(
    app: Flask, signed_in: SignedIn, tabled: Tabled, oral: tuple[Browser, str]
) -> None:
    chair, address = oral
    delegate = signed_in()

    page = delegate.get(address).text
    delegate.post(f"{address}/object")
    after = delegate.get(address).text
    chair.post(f"/themes/{tabled.theme_id}{address}/settle-oral", data={"objections": "2"})

    assert "I object" in page
    assert "Your city objects" in after
    assert "I object" not in after
    assert state_of(app, address) is AmendmentState.NOT_ADMITTED
    assert acts(app, delegate, address).oral is not None


def test_without_objections_the_oral_amendment_is_taken(app: Flask, tabled: Tabled, oral: tuple[Browser, str]) -> None:
    chair, address = oral

    assert "End the time for objections" in chair.get(address).text
    chair.post(f"/themes/{tabled.theme_id}{address}/settle-oral", data={"objections": ""})

    assert state_of(app, address).is_in_text


@pytest.mark.parametrize(("answer", "said"), [("yes", "Agreed"), ("no", "Not agreed")])
def test_an_author_answers_a_compromise(
    app: Flask, signed_in: SignedIn, tabled: Tabled, answer: str, said: str
) -> None:
    rapporteur, author = signed_in(Role.RAPPORTEUR, theme_id=tabled.theme_id), signed_in()
    replaced = filed(author, tabled, "once a year", "every quarter")
    form = f"/themes/{tabled.theme_id}/units/r1/compromise"
    typed = fields_of(rapporteur.get(form).text) | {"subject": "Twice", "step": "file"}
    typed |= {"replaces": replaced.rsplit("/", 1)[1]}
    typed["en:p:r1-p1"] = str(typed["en:p:r1-p1"]).replace("once a year", "twice a year")
    compromise = str(rapporteur.post(form, data=typed).location)
    path = f"/themes/{tabled.theme_id}/compromises/{compromise.rsplit('/', 1)[1]}/of/{replaced.rsplit('/', 1)[1]}"

    asked = author.get(replaced).text
    author.post(path, data={"answer": answer})

    assert "Does its author agree?" in asked
    assert said in author.get(replaced).text
    assert acts(app, rapporteur, compromise).may_withdraw
    officer = f"/themes/{tabled.theme_id}{compromise}/withdraw"
    assert author.post(officer).status_code == 403
    assert rapporteur.post(officer).status_code == 303
    assert state_of(app, compromise) is AmendmentState.WITHDRAWN


def test_the_secretariat_sets_the_deadline_in_conference_time(
    app: Flask, edition: Edition, signed_in: SignedIn
) -> None:
    secretariat = signed_in(Role.SECRETARIAT)

    empty = secretariat.get("/amendments/deadline").text
    secretariat.post("/amendments/deadline", data={"day": "2099-03-20", "clock": "18:00"})
    page = secretariat.get("/amendments/deadline").text
    with app.app_context():
        stored = db.session.get_one(Edition, edition.id).amendment_deadline
        db.session.remove()
    removed = secretariat.post("/amendments/deadline", data={"step": "none"}, follow_redirects=True).text

    assert "without a deadline" in empty
    assert "20 March 2099, 18:00 (CET)" in page
    assert 'value="18:00"' in page
    assert stored is not None
    assert stored.hour == 17
    assert "Amendments are taken without a deadline." in removed
    assert signed_in().get("/amendments/deadline").status_code == 403


@pytest.mark.parametrize("clock", ["18 h 00", "18h00", " 18:00 "])
def test_the_time_may_be_written_as_the_french_write_it(signed_in: SignedIn, clock: str) -> None:
    secretariat = signed_in(Role.SECRETARIAT)

    secretariat.post("/amendments/deadline", data={"day": "2099-03-20", "clock": clock})

    assert "20 March 2099, 18:00 (CET)" in secretariat.get("/amendments/deadline").text


@pytest.mark.parametrize(
    ("day", "clock", "sentence"),
    [
        pytest.param("tomorrow", "18:00", "year, month and day", id="no day"),
        pytest.param("2099-03-20", "six", "hours and minutes", id="no time"),
        pytest.param("2099-03-29", "02:30", "this time does not exist", id="skipped by summer time"),
    ],
)
def test_a_wrong_deadline_is_explained(signed_in: SignedIn, day: str, clock: str, sentence: str) -> None:
    answer = signed_in(Role.SECRETARIAT).post("/amendments/deadline", data={"day": day, "clock": clock})

    assert answer.status_code == 422
    assert sentence in answer.text
    assert f'value="{day}"' in answer.text


def test_what_waits_for_a_delegate_is_on_one_page(
    app: Flask, edition: Edition, signed_in: SignedIn, tabled: Tabled
) -> None:
    browser = signed_in()
    adapted = filed(browser, tabled, "once a year", "every quarter")
    put(app, adapted, state=AmendmentState.NEEDS_REBASE)
    set_rules(app, edition, rules={"supporters_required": 2})
    filed(browser, tabled, "2 am", "4 am")
    other = filed(signed_in(), tabled, "quiet streets", "calm streets")
    browser.post(f"{other}/support")

    page = browser.get("/amendments/mine").text

    assert "These wait for you" in page
    assert f"{adapted}/rebase" in page
    assert "2 supporters missing" in page
    assert "Supported by my city" in page
    assert "My amendments" in browser.get("/").text
