import html
import re

import pytest
from flask import Flask

from recommendations.domain.people import Role
from recommendations.storage.database import db, transaction
from recommendations.storage.editions import Edition
from recommendations.storage.people import Member, Person
from recommendations.storage.record import events_of
from tests.factories import make_edition, make_member, make_person
from tests.web.conftest import Browser, SignedIn


@pytest.fixture
def delegate(app: Flask, edition: Edition) -> Person:
    with app.app_context(), transaction() as session:
        member = make_member(session, edition, fee_paid=False)
        member.name = "Aldermoor"
        person = make_person(session, edition, Role.DELEGATE, member=member)
        person.name, person.present = "Ada Aldermoor", False
        return person


@pytest.fixture
def desk(signed_in: SignedIn) -> Browser:
    return signed_in(as_=Role.SECRETARIAT)


@pytest.mark.usefixtures("delegate")
def test_the_desk_finds_a_person_by_their_city(desk: Browser) -> None:
    assert "Ada Aldermoor" in desk.get("/participants?words=alder").text
    assert "Nobody found" in desk.get("/participants?words=nowhere%25").text


@pytest.mark.parametrize(
    ("query", "is_found"),
    [
        pytest.param("role=delegate", True, id="by role"),
        pytest.param("role=chair", False, id="another role"),
        pytest.param("presence=away", True, id="not here"),
        pytest.param("presence=here", False, id="here"),
        pytest.param("role=nonsense&presence=nonsense&page=900", True, id="nonsense narrows nothing"),
        pytest.param("page=x", True, id="a page that is no number"),
    ],
)
@pytest.mark.usefixtures("delegate")
def test_the_list_narrows(desk: Browser, query: str, *, is_found: bool) -> None:
    assert ("Ada Aldermoor" in desk.get(f"/participants?{query}").text) is is_found


def test_a_long_list_has_pages(app: Flask, edition: Edition, desk: Browser) -> None:
    with app.app_context(), transaction() as session:
        for _ in range(51):
            make_person(session, edition, Role.OBSERVER)

    first, second = desk.get("/participants?role=observer").text, desk.get("/participants?role=observer&page=2").text

    assert "Page 1 of 2" in first
    assert "Page 2 of 2" in second
    assert second.count('class="item-title"') == 1


@pytest.mark.parametrize(
    ("act", "value", "sentence"),
    [
        ("presence", "yes", "Checked in."),
        ("presence", "no", "Checked out."),
        ("accreditation", "yes", "Accredited."),
        ("accreditation", "no", "The accreditation is taken back."),
        ("fee", "yes", "The fee is noted as paid."),
        ("fee", "no", "The fee is noted as not paid."),
    ],
)
def test_the_desk_changes_what_it_may(desk: Browser, delegate: Person, act: str, value: str, sentence: str) -> None:
    answer = desk.post(f"/participants/{delegate.id}/{act}", data={"value": value}, follow_redirects=True)

    assert answer.status_code == 200
    assert sentence in answer.text


def test_a_check_in_from_the_list_leads_back_to_the_same_list(desk: Browser, delegate: Person) -> None:
    answer = desk.post(
        f"/participants/{delegate.id}/presence", data={"value": "yes", "next": "/participants?words=alder"}
    )

    assert answer.location == "/participants?words=alder"


@pytest.mark.parametrize("act", ["presence", "accreditation", "fee"])
def test_an_act_without_its_value_changes_nothing(app: Flask, desk: Browser, delegate: Person, act: str) -> None:
    assert desk.post(f"/participants/{delegate.id}/{act}", data={}).status_code == 400

    with app.app_context():
        assert db.session.get_one(Person, delegate.id).present is False
        assert db.session.get_one(Member, delegate.member_id).fee_paid is False


def test_a_person_without_a_city_owes_no_fee(app: Flask, desk: Browser, edition: Edition) -> None:
    with app.app_context(), transaction() as session:
        observer = make_person(session, edition, Role.OBSERVER)

    assert desk.post(f"/participants/{observer.id}/fee", data={"value": "yes"}).status_code == 400


def test_a_code_is_shown_once_and_signs_the_person_in(desk: Browser, client: Browser, delegate: Person) -> None:
    page = desk.post(f"/participants/{delegate.id}/code").text
    found = re.search(r"[0-9A-Z]{4}-[0-9A-Z]{4}", page)

    assert found is not None
    assert found[0] not in desk.get(f"/participants/{delegate.id}").text
    client.post("/sign-in", data={"code": found[0]})
    assert "Ada Aldermoor" in client.get("/").text


def test_a_link_is_shown_once_as_text_and_as_a_picture(desk: Browser, client: Browser, delegate: Person) -> None:
    page = desk.post(f"/participants/{delegate.id}/link").text
    found = re.search(r"http://localhost(/enter/[\w-]+)", html.unescape(page))

    assert found is not None
    assert "<svg" in page
    assert found[1] not in desk.get(f"/participants/{delegate.id}").text
    assert "You are Ada Aldermoor of Aldermoor" in client.get(found[1]).text


def test_issuing_is_in_the_record_and_the_secret_is_not(
    app: Flask, desk: Browser, edition: Edition, delegate: Person
) -> None:
    page = desk.post(f"/participants/{delegate.id}/code").text
    code = re.search(r"([0-9A-Z]{4})-([0-9A-Z]{4})", page)

    assert code is not None
    with app.app_context():
        last = events_of(db.session(), edition.id)[-1]
    assert (last.kind, last.person_id) == ("credential-issued", desk.person_id)
    assert last.payload == {"person": str(delegate.id), "kind": "code"}


def test_people_of_another_edition_do_not_exist_here(app: Flask, desk: Browser) -> None:
    with app.app_context(), transaction() as session:
        stranger = make_person(session, make_edition(session), Role.DELEGATE)

    assert desk.get(f"/participants/{stranger.id}").status_code == 404
    for act in ("presence", "accreditation", "fee", "link", "code"):
        answer = desk.post(f"/participants/{stranger.id}/{act}", data={"value": "yes"})
        assert answer.status_code == 404
        assert "does not exist in your edition" in answer.text


def test_a_delegate_may_not_open_the_list(signed_in: SignedIn) -> None:
    answer = signed_in(as_=Role.DELEGATE).get("/participants")

    assert answer.status_code == 403
    assert "Your role does not allow this." in answer.text
