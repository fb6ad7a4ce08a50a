import pytest
import sqlalchemy as sa
from flask import Flask

from recommendations.domain.people import Role
from recommendations.services.people.signing_in import issue_code, issue_link
from recommendations.storage.database import db, transaction
from recommendations.storage.editions import Edition
from recommendations.storage.people import Credential, Person
from tests.factories import make_edition, make_person
from tests.services.signed_in import LONG_AGO
from tests.web.conftest import Browser, SignedIn


@pytest.fixture
def person(app: Flask, edition: Edition) -> Person:
    with app.app_context(), transaction() as session:
        return make_person(session, edition, Role.DELEGATE)


@pytest.fixture
def link(app: Flask, person: Person) -> str:
    with app.app_context():
        return issue_link(person.id, None)


@pytest.fixture
def code(app: Flask, person: Person) -> str:
    with app.app_context():
        return issue_code(person.id, None)


def _expire_credentials(app: Flask) -> None:
    with app.app_context(), transaction() as session:
        session.execute(sa.update(Credential).values(expires_at=LONG_AGO))


def test_opening_a_link_names_its_person_and_signs_nobody_in(client: Browser, link: str, person: Person) -> None:
    page = client.get(f"/enter/{link}")

    assert f"You are {person.name} of City" in page.text
    assert client.get("/sessions").status_code == 303


def test_the_button_under_a_link_signs_in(client: Browser, link: str, person: Person) -> None:
    answer = client.post(f"/enter/{link}")

    assert (answer.status_code, answer.location) == (303, "/")
    assert person.name in client.get("/").text


def test_a_used_link_leads_its_own_browser_home(client: Browser, link: str) -> None:
    client.post(f"/enter/{link}")

    for answer in (client.get(f"/enter/{link}"), client.post(f"/enter/{link}")):
        assert (answer.status_code, answer.location) == (303, "/")


def test_a_used_link_is_refused_to_others(client: Browser, signed_in: SignedIn, link: str) -> None:
    client.post(f"/enter/{link}")
    other = signed_in(as_=Role.OBSERVER)

    for answer in (other.get(f"/enter/{link}"), other.post(f"/enter/{link}")):
        assert answer.status_code == 410
        assert "This link has been used already" in answer.text
        assert "At the registration desk" in answer.text


def test_an_expired_link_says_what_to_do_next(app: Flask, client: Browser, link: str) -> None:
    _expire_credentials(app)

    for answer in (client.get(f"/enter/{link}"), client.post(f"/enter/{link}")):
        assert answer.status_code == 410
        assert "This link has expired" in answer.text


def test_a_link_that_nobody_issued_is_not_valid(client: Browser) -> None:
    answer = client.get("/enter/nonsense")

    assert answer.status_code == 404
    assert "This link is not valid" in answer.text


def test_a_code_signs_in_and_leads_where_the_reader_wanted_to_go(client: Browser, code: str) -> None:
    answer = client.post("/sign-in", data={"code": code.lower(), "next": "/sessions"})

    assert answer.location == "/sessions"
    assert client.get("/sessions").status_code == 200


def test_a_wrong_code_stays_on_the_screen_with_its_sentence(client: Browser) -> None:
    answer = client.post("/sign-in", data={"code": "abcd-2345", "next": "/sessions"})

    assert answer.status_code == 422
    assert "This code is not right" in answer.text
    assert 'value="abcd-2345"' in answer.text
    assert 'value="/sessions"' in answer.text


def test_a_used_and_an_expired_code_have_their_sentences(
    app: Flask, client: Browser, code: str, person: Person
) -> None:
    client.post("/sign-in", data={"code": code})
    assert "This code has been used already" in client.post("/sign-in", data={"code": code}).text

    with app.app_context():
        late = issue_code(person.id, None)
    _expire_credentials(app)
    assert "This code has expired" in client.post("/sign-in", data={"code": late}).text


def test_too_many_wrong_codes_have_a_sentence(client: Browser) -> None:
    for _ in range(6):
        client.post("/sign-in", data={"code": "nonsense"})

    answer = client.post("/sign-in", data={"code": "nonsense"})

    assert answer.status_code == 429
    assert "Too many wrong codes" in answer.text


def test_a_code_of_another_edition_is_refused_and_not_spent(app: Flask, client: Browser, signed_in: SignedIn) -> None:
    with app.app_context():
        with transaction() as session:
            elsewhere = make_person(session, make_edition(session), Role.CHAIR)
        code = issue_code(elsewhere.id, None)

    answer = signed_in(as_=Role.DELEGATE).post("/sign-in", data={"code": code})

    assert answer.status_code == 409
    assert "signed in to another edition" in answer.text
    assert client.post("/sign-in", data={"code": code}).status_code == 303


def test_signing_in_changes_the_cookie_and_ends_the_form_of_before(client: Browser, link: str) -> None:
    client.get("/sign-in")
    before = client.get_cookie("hemicycle")
    client.post(f"/enter/{link}")

    after = client.get_cookie("hemicycle")

    assert before is not None
    assert after is not None
    assert before.value != after.value


def test_a_signed_in_person_needs_no_sign_in_page(signed_in: SignedIn) -> None:
    assert signed_in().get("/sign-in?next=/sessions").location == "/sessions"


def test_a_stranger_is_led_to_the_sign_in_page_and_back(client: Browser) -> None:
    assert client.get("/sessions").location == "/sign-in?next=/sessions"
    assert client.get("/sessions?a=1").location == "/sign-in?next=/sessions?a%3D1"


@pytest.mark.parametrize(
    "target",
    [
        "https://evil.example/",
        "//evil.example",
        "/\\evil.example",
        "/\t/evil.example",
        "evil",
        "javascript:alert(1)",
        "http:///evil",
        "http://[",
        "",
    ],
)
def test_nobody_is_led_away_by_a_crafted_address(signed_in: SignedIn, target: str) -> None:
    assert signed_in().get("/sign-in", query_string={"next": target}).location == "/"


def test_the_devices_are_named_as_their_owner_knows_them(app: Flask, browser: object, person: Person) -> None:
    agents = {
        "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/130.0 Mobile Safari/537.36": "Chrome, Android",
        "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Safari/604.1": "Safari, iPhone",
        "Mozilla/5.0 (Macintosh; Intel Mac OS X 10.15; rv:130.0) Gecko/2010 Firefox/130.0": "Firefox, macOS",
        "something else": "Unknown device",
    }
    assert callable(browser)
    for agent in agents:
        with app.app_context():
            link = issue_link(person.id, None)
        client = browser()
        client.post(f"/enter/{link}", headers={"User-Agent": agent})

    page = client.get("/sessions").text

    assert all(name in page for name in agents.values())
    assert page.count("This device") == 1


def test_signing_out_ends_the_session_on_the_server(app: Flask, signed_in: SignedIn) -> None:
    delegate = signed_in()
    cookie = delegate.get_cookie("hemicycle")
    answer = delegate.post("/sign-out", follow_redirects=True)

    assert "You are signed out." in answer.text
    assert cookie is not None
    thief = app.test_client()
    thief.set_cookie("hemicycle", cookie.value)
    assert thief.get("/sessions").status_code == 303


def test_signing_out_everywhere_ends_the_other_device_too(signed_in: SignedIn) -> None:
    phone = signed_in()
    laptop = signed_in(person_id=phone.person_id)

    answer = phone.post("/sign-out", data={"everywhere": "yes"}, follow_redirects=True)

    assert "You are signed out on all your devices." in answer.text
    assert laptop.get("/sessions").location == "/sign-in?next=/sessions"


def test_a_form_sent_after_the_session_ended_says_that_nothing_was_saved(signed_in: SignedIn) -> None:
    phone = signed_in()
    laptop = signed_in(person_id=phone.person_id)
    phone.post("/sign-out", data={"everywhere": "yes"})

    answer = laptop.post("/sign-out")

    assert answer.status_code == 401
    assert "nothing was saved" in answer.text


def test_a_forged_cookie_is_nobody(client: Browser) -> None:
    client.set_cookie("hemicycle", "eyJzaWduX2luIjoieCJ9.aaaaaa.forgedforgedforgedforgedforge")

    assert client.get("/sessions").status_code == 303


def test_a_choice_of_language_stays_with_the_person(app: Flask, signed_in: SignedIn) -> None:
    delegate = signed_in()

    answer = delegate.post("/language", data={"language": "fr", "next": "/sessions"})

    assert answer.location == "/sessions"
    assert '<html lang="fr"' in delegate.get("/sessions").text
    with app.app_context():
        assert db.session.get_one(Person, delegate.person_id).locale == "fr"
    delegate.post("/sign-out")
    assert '<html lang="fr"' in delegate.get("/sign-in").text


def test_the_language_chosen_before_signing_in_stays(client: Browser, link: str) -> None:
    client.post("/language", data={"language": "fr"})
    client.post(f"/enter/{link}")

    assert '<html lang="fr"' in client.get("/").text


def test_an_unknown_language_changes_nothing(client: Browser) -> None:
    client.post("/language", data={"language": "tlh"})

    assert '<html lang="en"' in client.get("/").text
