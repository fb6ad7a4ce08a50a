"""Anybody reads the adopted manifesto, without signing in."""

import io
import json
from collections.abc import Callable

import pytest
from docx import Document
from flask import Flask

from recommendations.domain.people import Role
from recommendations.domain.signatures import SigningAct
from recommendations.domain.text import UnitKind
from recommendations.services.manifesto.adopting import compose_manifesto
from recommendations.services.manifesto.co_signing import co_sign
from recommendations.services.manifesto.signing import sign_manifesto
from recommendations.services.texts.revisions import store_revision
from recommendations.storage.database import db, transaction
from recommendations.storage.editions import Edition
from recommendations.storage.manifestos import manifesto_by_number
from tests.chains import (
    Assembly,
    adopt_units,
    adopted_assembly,
    in_both,
    make_assembly,
    sha256_of,
    vote_on_manifesto,
)
from tests.web.conftest import Browser, SignedIn


@pytest.fixture
def adopted(app: Flask) -> Assembly:
    with app.app_context():
        return adopted_assembly()


@pytest.fixture
def stranger(browser: Callable[[], Browser]) -> Browser:
    return browser()


def address(app: Flask, assembly: Assembly, number: int = 1) -> str:
    with app.app_context():
        code = db.session.get_one(Edition, assembly.edition_id).code
        db.session.remove()
        return f"/public/{code}/manifesto/{number}"


def sign(app: Flask, assembly: Assembly) -> None:
    with app.app_context():
        sign_manifesto(1, SigningAct(sha256_of(assembly), "president", "Porto Claro"), assembly.president)


def test_a_stranger_reads_the_whole_text_with_its_votes_and_its_hash(
    app: Flask, adopted: Assembly, stranger: Browser
) -> None:
    answer = stranger.get(address(app, adopted))

    assert answer.status_code == 200
    assert "Open the schools. [en]" in answer.text
    assert "Having regard to the charter, [en]" in answer.text
    assert "Not signed yet." in answer.text
    assert 'href="/verify"' in answer.text
    with app.app_context():
        sha256 = sha256_of(adopted)
    assert sha256[:8] in answer.text
    assert "Open the schools. [fr]" in stranger.get(address(app, adopted) + "?language=fr").text


def test_a_stranger_reads_who_signed_and_who_joined(app: Flask, adopted: Assembly, stranger: Browser) -> None:
    sign(app, adopted)
    with app.app_context():
        co_sign(1, "Mayor of the harbour", None, adopted.delegates[0])

    page = stranger.get(address(app, adopted)).text

    assert adopted.president.name in page
    assert "Mayor of the harbour" in page
    assert "Join the manifesto" not in page
    assert "/manifesto/1/sign" not in page
    assert "data-topics" not in page


def test_capitals_of_the_edition_do_not_matter(app: Flask, adopted: Assembly, stranger: Browser) -> None:
    path = address(app, adopted)

    assert stranger.get(path.lower()).status_code == 200


def test_what_is_not_adopted_is_nobodys_to_read(app: Flask, stranger: Browser) -> None:
    with app.app_context():
        assembly = make_assembly()
        adopt_units(assembly, 0, "r2a")
        compose_manifesto(assembly.secretariat)
    path = address(app, assembly)

    for nowhere in (path, f"{path}/en.docx", f"{path}.json", "/public/nobody/manifesto/1", path[:-1] + "9"):
        assert stranger.get(nowhere).status_code == 404


def test_the_files_are_those_of_the_assembly(
    app: Flask, adopted: Assembly, stranger: Browser, signed_in: SignedIn
) -> None:
    path, delegate = address(app, adopted), signed_in(person_id=adopted.delegates[0].person_id)

    word = stranger.get(f"{path}/fr.docx")
    data = stranger.get(f"{path}.json")

    assert word.data == delegate.get("/manifesto/1/fr.docx").data
    assert data.data == delegate.get("/manifesto/1.json").data
    assert "Open the schools. [fr]" in [one.text for one in Document(io.BytesIO(word.data)).paragraphs]
    assert json.loads(data.data)["sha256"]
    assert stranger.get(f"{path}/xx.docx").status_code == 404


def test_a_file_is_kept_for_a_while_and_the_page_is_asked_for_again(
    app: Flask, adopted: Assembly, stranger: Browser
) -> None:
    path = address(app, adopted)

    file = stranger.get(f"{path}/en.docx")
    again = stranger.get(f"{path}/en.docx", headers={"If-None-Match": file.headers["ETag"]})

    assert file.headers["Cache-Control"] == "public, max-age=300"
    assert again.status_code == 304
    # A page has the nonce and the token of one visit in it.
    assert stranger.get(path).headers["Cache-Control"] == "private, no-cache"


def test_a_language_that_lacks_a_unit_is_offered_to_nobody(app: Flask, stranger: Browser) -> None:
    with app.app_context():
        assembly = make_assembly()
        adopt_units(assembly, 0, "r2a")
        with transaction() as session:
            words = in_both(("r2a", "Light the streets.", UnitKind.RECOMMENDATION))
            store_revision(session, assembly.theme_ids[0], {"en": words["en"], "fr": ()})
        compose_manifesto(assembly.secretariat)
        vote_on_manifesto(assembly, 1)
    path = address(app, assembly)

    page = stranger.get(path).text

    assert f"{path}/en.docx" in page
    assert f"{path}/fr.docx" not in page
    assert stranger.get(f"{path}/fr.docx").status_code == 409


def test_a_changed_text_is_read_with_a_warning_and_not_taken_away(
    app: Flask, adopted: Assembly, stranger: Browser
) -> None:
    with app.app_context(), transaction() as session:
        row = manifesto_by_number(session, adopted.edition_id, 1)
        assert row is not None
        row.canonical = row.canonical.replace("Open", "Close")
    path = address(app, adopted)

    page = stranger.get(path).text

    assert "no longer has its hash" in page
    assert f"{path}.json" not in page
    assert stranger.get(f"{path}/en.docx").status_code == 409


def test_the_assembly_sees_the_address_as_a_picture_once_the_text_is_adopted(
    app: Flask, adopted: Assembly, signed_in: SignedIn
) -> None:
    browser = signed_in(person_id=adopted.delegates[0].person_id)

    page = browser.get("/manifesto/1").text

    assert f"http://localhost{address(app, adopted)}" in page
    assert 'class="qr"' in page


def test_a_composed_manifesto_has_no_address_for_everybody(app: Flask, signed_in: SignedIn) -> None:
    with app.app_context():
        assembly = make_assembly()
        adopt_units(assembly, 0, "r2a")
        compose_manifesto(assembly.secretariat)

    assert "/public/" not in signed_in(person_id=assembly.chair.person_id).get("/manifesto/1").text


def test_people_of_another_edition_read_it_too(app: Flask, adopted: Assembly, signed_in: SignedIn) -> None:
    assert signed_in(Role.DELEGATE).get(address(app, adopted)).status_code == 200


def test_search_engines_may_read_what_is_public_and_nothing_else(stranger: Browser) -> None:
    rules = stranger.get("/robots.txt")

    assert rules.mimetype == "text/plain"
    assert rules.text.splitlines() == ["User-agent: *", "Allow: /public/", "Disallow: /"]
