"""The pages of recipients and of packages."""

import io
import zipfile

import pytest
from flask import Flask

from recommendations.domain.deliveries import PackageFault, PackageStep
from recommendations.domain.people import Actor, Role
from recommendations.services.papers.package_making import workers
from recommendations.services.papers.packages import packages_page
from recommendations.services.papers.recipients import recipients_page
from recommendations.web.packages import FAULTS, STEPS, size_of
from tests.chains import Assembly, adopted_assembly
from tests.web.conftest import Browser, SignedIn

FIELDS = {
    "addressee": "eu",
    "name": "European Parliament",
    "office": "",
    "address": "1 Square\n1000 Porto Claro",
    "salutation": "Madam President,",
    "language": "fr",
}


@pytest.fixture
def assembly(app: Flask) -> Assembly:
    with app.app_context():
        return adopted_assembly()


@pytest.fixture
def desk(assembly: Assembly, signed_in: SignedIn) -> Browser:
    """The secretariat's browser."""
    return signed_in(person_id=assembly.secretariat.person_id)


def listed(app: Flask, actor: Actor) -> list[str]:
    with app.app_context():
        return [str(one.id) for one in recipients_page(actor).recipients]


def made(app: Flask, desk: Browser) -> None:
    assert desk.post("/packages", data={"manifesto": "1"}).status_code == 303
    with app.app_context():
        for worker in list(workers().values()):
            worker.join(60)


def test_a_recipient_is_put_on_the_list_changed_moved_and_removed(
    app: Flask, assembly: Assembly, desk: Browser
) -> None:
    assert desk.post("/recipients", data=FIELDS).status_code == 303
    assert desk.post("/recipients", data=FIELDS | {"name": "Council", "office": "Presidency"}).status_code == 303
    first, second = listed(app, assembly.secretariat)

    page = desk.get(f"/recipients/{first}").text
    assert "Madam President," in page
    assert desk.post(f"/recipients/{first}", data=FIELDS | {"name": "Parliament"}).status_code == 303
    assert desk.post(f"/recipients/{second}/move", data={"direction": "up"}).status_code == 303
    page = desk.get("/recipients").text
    assert page.index("Council") < page.index("Parliament")
    assert desk.post(f"/recipients/{second}/remove").status_code == 303
    assert listed(app, assembly.secretariat) == [first]


def test_the_senders_number_in_the_register_is_written_and_shown(desk: Browser) -> None:
    assert desk.post("/recipients/register-number", data={"number": "0000000-00"}).status_code == 303
    assert 'value="0000000-00"' in desk.get("/recipients").text

    refused = desk.post("/recipients/register-number", data={"number": "0" * 41})
    assert refused.status_code == 409
    assert 'href="#number"' in refused.text


@pytest.mark.parametrize(
    ("field", "words"),
    [
        ("name", "Write the name that the letter is addressed to."),
        ("address", "Write the address, one line below the other."),
        ("addressee", "Choose the institution."),
        ("language", "Choose the language of the letter."),
    ],
)
def test_what_is_missing_is_said_and_what_was_typed_stays(desk: Browser, field: str, words: str) -> None:
    answer = desk.post("/recipients", data=FIELDS | {"salutation": "Typed by hand,", field: ""})

    assert answer.status_code == 422
    assert words in answer.text
    assert "Typed by hand," in answer.text


def test_a_change_with_something_missing_keeps_what_was_typed(app: Flask, assembly: Assembly, desk: Browser) -> None:
    desk.post("/recipients", data=FIELDS)
    (recipient_id,) = listed(app, assembly.secretariat)

    answer = desk.post(f"/recipients/{recipient_id}", data=FIELDS | {"name": "", "office": "Typed office"})

    assert answer.status_code == 422
    assert "Typed office" in answer.text
    long = desk.post(f"/recipients/{recipient_id}", data=FIELDS | {"name": "n" * 300})
    assert "This is too long" in long.text
    assert desk.post("/recipients", data=FIELDS | {"name": "n" * 300}).status_code == long.status_code


def test_a_direction_that_is_none_is_refused(app: Flask, assembly: Assembly, desk: Browser) -> None:
    desk.post("/recipients", data=FIELDS)
    (recipient_id,) = listed(app, assembly.secretariat)

    assert desk.post(f"/recipients/{recipient_id}/move", data={"direction": "left"}).status_code == 400


def test_a_package_is_made_listed_and_taken_away(
    app: Flask, assembly: Assembly, desk: Browser, signed_in: SignedIn
) -> None:
    desk.post("/recipients", data=FIELDS)
    assert "LibreOffice is not installed on this server" in desk.get("/packages").text

    made(app, desk)

    page = desk.get("/packages").text
    assert "Take away (ZIP," in page
    assert "Without a PDF." in page
    president = signed_in(person_id=assembly.president.person_id)
    answer = president.get("/packages/1.zip")
    assert answer.mimetype == "application/zip"
    assert "filename=manifesto-1-package-1.zip" in answer.headers["Content-Disposition"]
    with zipfile.ZipFile(io.BytesIO(answer.data)) as archive:
        assert "letters/01-eu-fr.docx" in archive.namelist()
    assert 'action="/packages"' not in president.get("/packages").text
    assert 'href="/packages"' in president.get("/manifesto").text
    assert 'href="/packages"' not in signed_in(person_id=assembly.chair.person_id).get("/manifesto").text
    assert "Package 1 of manifesto 1 was made." in desk.get("/record").text


def test_a_package_that_there_is_not_cannot_be_taken_away(desk: Browser) -> None:
    assert desk.get("/packages/1.zip").status_code == 404


@pytest.mark.parametrize(("manifesto", "status"), [("", 400), ("x", 400), ("9", 404)])
def test_a_package_needs_a_manifesto(desk: Browser, manifesto: str, status: int) -> None:
    assert desk.post("/packages", data={"manifesto": manifesto}).status_code == status


def test_an_edition_without_a_manifesto_offers_no_package(signed_in: SignedIn) -> None:
    page = signed_in(Role.SECRETARIAT).get("/packages").text

    assert "There is no manifesto yet" in page
    assert "No package yet" in page


def test_every_step_and_every_fault_has_its_sentence() -> None:
    assert set(STEPS) == set(PackageStep)
    assert set(FAULTS) == set(PackageFault)


@pytest.mark.parametrize(("size", "words"), [(10, "1 kB"), (350_400, "350 kB"), (2_449_000, "2.4 MB")])
def test_a_size_is_said_in_words(app: Flask, size: int, words: str) -> None:
    with app.test_request_context():
        assert size_of(size) == words


def test_the_page_shows_who_made_a_package(app: Flask, assembly: Assembly, desk: Browser) -> None:
    made(app, desk)

    with app.app_context():
        (line,) = packages_page(assembly.secretariat).packages
    assert line.name == assembly.secretariat.name
