"""Passkeys, signatories besides the president, and members that join, as their browsers see it."""

import re
from io import BytesIO

import pytest
import sqlalchemy as sa
from flask import Flask

from recommendations.domain.people import Role
from recommendations.domain.signatures import SigningAct
from recommendations.services.manifesto.signing import sign_manifesto
from recommendations.storage.database import db, transaction
from recommendations.storage.editions import Edition
from recommendations.storage.manifestos import SignatureRow
from recommendations.storage.signing import CoSignature
from tests.chains import Assembly, adopted_assembly, sha256_of
from tests.factories import make_person
from tests.passkeys import Device
from tests.web.conftest import Browser, SignedIn


@pytest.fixture
def adopted(app: Flask) -> Assembly:
    with app.app_context():
        return adopted_assembly()


@pytest.fixture
def signed(app: Flask, adopted: Assembly) -> Assembly:
    with app.app_context():
        sign_manifesto(1, SigningAct(sha256_of(adopted), "president", "Porto Claro"), adopted.president)
    return adopted


@pytest.fixture
def signatory(app: Flask, adopted: Assembly, signed_in: SignedIn) -> Browser:
    with app.app_context(), transaction() as session:
        person = make_person(session, session.get_one(Edition, adopted.edition_id), Role.SIGNATORY)
        person_id = person.id
    return signed_in(person_id=person_id)


def statement(app: Flask, assembly: Assembly, **fields: str) -> dict[str, str]:
    with app.app_context():
        sha = sha256_of(assembly)
    return {"sha256": sha, "start": sha[:8], "compared": "yes", "place": "Porto Claro"} | fields


def with_passkey(browser: Browser) -> Device:
    device = Device()
    made = device.made(browser.post("/passkeys/question").text)
    browser.post("/passkeys", data={"answer": made, "label": "My phone"})
    return device


def test_the_president_enters_a_passkey_and_signs_with_it(app: Flask, adopted: Assembly, signed_in: SignedIn) -> None:
    browser = signed_in(person_id=adopted.president.person_id)
    before = browser.get("/manifesto/1/sign").text
    device = with_passkey(browser)
    page = browser.get("/manifesto/1/sign").text

    answer = device.signed(browser.post("/manifesto/1/sign/question").text)
    done = browser.post("/manifesto/1/sign", data=statement(app, adopted, answer=answer), follow_redirects=True)

    assert "data-passkey" not in before
    assert "Enter a passkey" in before
    assert 'data-passkey="/manifesto/1/sign/question"' in page
    assert "The manifesto is signed." in done.text
    assert "confirmed with a passkey" in done.text
    assert "My phone" in browser.get("/record").text


def test_where_a_passkey_is_asked_for_the_page_says_so_and_keeps_what_was_typed(
    app: Flask, adopted: Assembly, signed_in: SignedIn
) -> None:
    with app.app_context(), transaction() as session:
        edition = session.get_one(Edition, adopted.edition_id)
        edition.rules = {**edition.rules, "passkey_required": True}
    browser = signed_in(person_id=adopted.president.person_id)

    page = browser.get("/manifesto/1/sign").text
    answer = browser.post("/manifesto/1/sign", data=statement(app, adopted, place="Elsewhere"))

    assert "In this assembly a signature is confirmed with a passkey." in page
    assert answer.status_code == 422
    assert "Enter one first." in answer.text
    assert 'value="Elsewhere"' in answer.text


def test_a_passkey_that_cannot_be_asked_says_why(adopted: Assembly, signed_in: SignedIn) -> None:
    browser = signed_in(person_id=adopted.president.person_id)

    answer = browser.post("/manifesto/1/sign/question")

    assert answer.status_code == 422
    assert answer.mimetype == "text/plain"
    assert "not one of your passkeys" in answer.text


def test_a_wrong_answer_enters_no_passkey(adopted: Assembly, signed_in: SignedIn) -> None:
    browser = signed_in(person_id=adopted.president.person_id)
    browser.post("/passkeys/question")

    answer = browser.post("/passkeys", data={"answer": "{}", "label": "x"})

    assert answer.status_code == 422
    assert "There is a problem" in answer.text
    assert "No passkey yet." in answer.text


def test_a_passkey_is_forgotten(adopted: Assembly, signed_in: SignedIn) -> None:
    browser = signed_in(person_id=adopted.president.person_id)
    with_passkey(browser)
    (address,) = re.findall(r"/passkeys/[0-9a-f-]+/forget", browser.get("/passkeys").text)

    done = browser.post(address, follow_redirects=True)

    assert "The passkey is forgotten." in done.text
    assert "No passkey yet." in done.text


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"as": "own"}, "Say in which function you sign."),
        ({"as": "deputy", "function": "Mayor"}, "Say why you sign in the president’s place."),
    ],
)
def test_another_signatory_says_as_what(
    app: Flask, adopted: Assembly, signatory: Browser, fields: dict[str, str], sentence: str
) -> None:
    answer = signatory.post("/manifesto/1/sign", data=statement(app, adopted, **fields))

    assert answer.status_code == 422
    assert sentence in answer.text


def test_a_deputy_stands_on_the_page_with_the_reason(app: Flask, adopted: Assembly, signatory: Browser) -> None:
    stated = statement(app, adopted, **{"as": "deputy", "reason": "The president is ill."})

    done = signatory.post("/manifesto/1/sign", data=stated, follow_redirects=True)

    assert "in the place of the president (The president is ill.)" in done.text
    assert "in the place of the president" in signatory.get("/record").text


def test_a_signatory_signs_in_a_function_of_their_own(app: Flask, adopted: Assembly, signatory: Browser) -> None:
    signatory.post("/manifesto/1/sign", data=statement(app, adopted, **{"as": "own", "function": "Host mayor"}))

    with app.app_context():
        row = db.session.scalars(sa.select(SignatureRow)).one()
        assert (row.function, row.deputises_because) == ("Host mayor", "")
        db.session.remove()


def test_a_member_joins_with_a_mandate_that_only_the_secretariat_reads(
    app: Flask, signed: Assembly, signed_in: SignedIn
) -> None:
    browser = signed_in(person_id=signed.delegates[0].person_id)
    offered = browser.get("/manifesto/1").text
    file = (BytesIO(b"%PDF-1.7 invented"), "Mandat é.pdf")

    done = browser.post("/manifesto/1/join", data={"function": "Deputy mayor", "mandate": file}, follow_redirects=True)
    with app.app_context():
        address = f"/co-signatures/{db.session.scalars(sa.select(CoSignature.id)).one()}/mandate"
        db.session.remove()
    saved = signed_in(person_id=signed.secretariat.person_id).get(address)

    assert "/manifesto/1/join" in offered
    assert "Your member has joined the manifesto." in done.text
    assert "Deputy mayor" in done.text
    assert "/manifesto/1/join" not in done.text
    assert saved.data == b"%PDF-1.7 invented"
    assert saved.headers["Content-Disposition"].startswith("attachment")
    assert saved.mimetype == "application/octet-stream"
    assert browser.get(address).status_code == 403


def test_a_file_of_another_kind_is_refused_and_the_function_stays(signed: Assembly, signed_in: SignedIn) -> None:
    browser = signed_in(person_id=signed.delegates[0].person_id)

    answer = browser.post(
        "/manifesto/1/join", data={"function": "Deputy mayor", "mandate": (BytesIO(b"<html>"), "a.pdf")}
    )

    assert answer.status_code == 422
    assert "PDF, PNG or JPEG" in answer.text
    assert 'href="#mandate"' in answer.text
    assert 'id="mandate-error"' in answer.text
    assert 'value="Deputy mayor"' in answer.text
