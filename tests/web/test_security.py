from collections.abc import Iterator
from dataclasses import replace

import pytest
from flask import Flask

from recommendations.application import create_app
from recommendations.domain.people import Role
from recommendations.services.people.signing_in import issue_link
from recommendations.storage.database import db, transaction
from tests.conftest import settings_for
from tests.factories import make_edition, make_person
from tests.web.conftest import Browser, SignedIn

UNSAFE = "/sign-out"


def test_every_page_carries_its_headers(app: Flask, client: Browser) -> None:
    paths = [rule.rule for rule in app.url_map.iter_rules() if "GET" in (rule.methods or ()) and not rule.arguments]

    assert len(paths) > 5
    for path in paths:
        headers = client.get(path).headers
        policy = headers["Content-Security-Policy"]
        assert "script-src 'nonce-" in policy
        assert "'strict-dynamic'" in policy
        for part in ("object-src 'none'", "base-uri 'none'", "frame-ancestors 'none'", "form-action 'self'"):
            assert part in policy
        assert "connect-src 'self' ws://localhost" in policy
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Referrer-Policy"] == "same-origin"
        assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
        assert "camera=()" in headers["Permissions-Policy"]
        assert headers["Cache-Control"] == "no-store"
        assert "Strict-Transport-Security" not in headers


def test_the_nonce_is_new_each_time_and_stands_on_the_scripts(client: Browser) -> None:
    first, second = client.get("/"), client.get("/")
    nonce = first.headers["Content-Security-Policy"].split("'nonce-")[1].split("'")[0]

    assert f'nonce="{nonce}"' in first.text
    assert nonce not in second.headers["Content-Security-Policy"]


def test_no_page_has_an_inline_script_or_handler(client: Browser, signed_in: SignedIn) -> None:
    for page in (client.get("/").text, client.get("/sign-in").text, signed_in().get("/").text):
        assert " onclick=" not in page
        assert "<script>" not in page
        assert "javascript:" not in page


def test_a_link_page_tells_no_other_page_its_address(client: Browser) -> None:
    assert client.get("/enter/whatever").headers["Referrer-Policy"] == "no-referrer"


def test_the_static_files_may_be_kept(client: Browser) -> None:
    assert "no-store" not in client.get("/static/nothing").headers.get("Cache-Control", "")


@pytest.fixture
def https(database_url: str) -> Iterator[Flask]:
    settings = replace(settings_for(database_url), public_origin="https://assembly.example")
    application = create_app(settings)
    application.test_client_class = Browser
    yield application
    application.extensions["writer"].close()
    with application.app_context():
        db.session.remove()
        db.engine.dispose()


def test_over_https_the_cookie_is_bound_to_the_host(https: Flask) -> None:
    with https.app_context():
        with transaction() as session:
            person = make_person(session, make_edition(session), Role.CHAIR)
        link = issue_link(person.id, None)
    client = https.test_client()
    answer = client.get(f"/enter/{link}", base_url="https://assembly.example")

    cookie = answer.headers["Set-Cookie"]
    assert cookie.startswith("__Host-hemicycle=")
    for flag in ("Secure", "HttpOnly", "SameSite=Lax", "Path=/"):
        assert flag in cookie
    assert "Domain" not in cookie
    assert "max-age" in answer.headers["Strict-Transport-Security"]
    assert "connect-src 'self' wss://assembly.example" in answer.headers["Content-Security-Policy"]


def test_a_form_without_its_token_is_refused_with_a_sentence(signed_in: SignedIn) -> None:
    delegate = signed_in()

    answer = delegate.post(UNSAFE, csrf=False)

    assert answer.status_code == 400
    assert "This form is too old" in answer.text
    assert delegate.get("/sessions").status_code == 200


def test_the_token_of_another_browser_does_not_help(signed_in: SignedIn) -> None:
    delegate, other = signed_in(), signed_in()

    answer = delegate.post(UNSAFE, csrf=False, headers={"X-CSRFToken": other.form_token()})

    assert answer.status_code == 400


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        pytest.param({"Origin": "https://evil.example"}, 403, id="another site"),
        pytest.param({"Origin": "null"}, 403, id="a sandboxed page"),
        pytest.param({"Sec-Fetch-Site": "cross-site"}, 403, id="another site, as the browser says"),
        pytest.param({"Sec-Fetch-Site": "same-site"}, 403, id="a neighbour on the same domain"),
        pytest.param({"Sec-Fetch-Site": "same-origin"}, 303, id="this site, as the browser says"),
        pytest.param({"Origin": "http://localhost"}, 303, id="this site"),
        pytest.param({}, 303, id="a browser that says nothing is left to the token"),
    ],
)
def test_an_unsafe_request_from_elsewhere_is_refused(signed_in: SignedIn, headers: dict[str, str], status: int) -> None:
    delegate = signed_in()

    answer = delegate.post(UNSAFE, headers=headers)

    assert answer.status_code == status
    if status == 403:
        assert "This request came from another site" in answer.text
        assert delegate.get("/sessions").status_code == 200


def test_the_page_of_a_link_may_post_without_saying_where_it_came_from(app: Flask, client: Browser) -> None:
    with app.app_context():
        with transaction() as session:
            person = make_person(session, make_edition(session), Role.CHAIR)
        link = issue_link(person.id, None)

    assert client.post(f"/enter/{link}", headers={"Origin": "null"}).status_code == 303


def test_a_request_that_is_too_large_is_refused(client: Browser) -> None:
    answer = client.post("/sign-in", data={"code": "x" * 13_000_000})

    assert answer.status_code == 413
    assert "That was too large to send" in answer.text
