"""The page of the organisation's Word templates."""

import io
import re

import pytest
from docx import Document
from flask import Flask
from werkzeug.test import TestResponse

from recommendations.domain.people import Role
from tests.chains import Assembly, adopted_assembly
from tests.exports.templates import make_letterhead, make_template, with_part
from tests.web.conftest import Browser, SignedIn

PAGE = "/word-templates"


@pytest.fixture
def assembly(app: Flask) -> Assembly:
    with app.app_context():
        return adopted_assembly()


@pytest.fixture
def desk(assembly: Assembly, signed_in: SignedIn) -> Browser:
    """The secretariat's browser."""
    return signed_in(person_id=assembly.secretariat.person_id)


def send(browser: Browser, content: bytes, name: str = "letterhead.dotx") -> TestResponse:
    return browser.post(PAGE, data={"file": (io.BytesIO(content), name)})


def header_of(answer: TestResponse) -> list[str]:
    document = Document(io.BytesIO(answer.data))
    return [paragraph.text for paragraph in document.sections[0].header.paragraphs]


def test_a_template_is_handed_in_tried_on_used_and_taken_out(desk: Browser) -> None:
    assert "No template: documents are written in our own look." in desk.get(PAGE).text

    answer = send(desk, make_letterhead())

    page = desk.get(PAGE).text
    (template,) = re.findall(r'id="template-([0-9a-f-]+)"', page)
    assert answer.location.endswith(f"#template-{template}")
    assert "letterhead.dotx" in page
    assert "Stadt-Überschrift 1" in page
    assert "210 × 297 mm, upright" in page
    assert "top 45, right 20, bottom 25, left 40 mm" in page
    assert "Not in the template: ours, in its fonts" in page
    assert "1 picture," in page
    assert "Réseau de villes" in header_of(desk.get(f"{PAGE}/{template}/sample-en.docx"))
    assert "Réseau de villes" in header_of(desk.get(f"{PAGE}/{template}/manifesto-fr.docx"))
    assert "Réseau de villes" not in header_of(desk.get("/manifesto/1/en.docx"))

    assert desk.post(f"{PAGE}/{template}/use").status_code == 303
    assert "Réseau de villes" in header_of(desk.get("/manifesto/1/en.docx"))
    assert f"{PAGE}/none" in desk.get(PAGE).text
    assert "Documents are written in the Word template letterhead.dotx from now on." in desk.get("/record").text

    assert desk.post(f"{PAGE}/none").status_code == 303
    assert "Réseau de villes" not in header_of(desk.get("/manifesto/1/en.docx"))


@pytest.mark.parametrize(
    ("content", "words"),
    [
        pytest.param(b"nothing", "This is no Word file.", id="no Word file"),
        pytest.param(with_part(make_template(), "word/vbaProject.bin", b"x"), "contains programs", id="macros"),
    ],
)
def test_what_cannot_be_a_template_is_refused_with_a_sentence(desk: Browser, content: bytes, words: str) -> None:
    answer = send(desk, content)

    assert 400 <= answer.status_code < 500
    assert words in answer.text
    assert "No template yet" in answer.text


def test_nothing_sent_is_told(desk: Browser) -> None:
    answer = desk.post(PAGE, data={})

    assert answer.status_code == 422
    assert "Choose a Word template." in answer.text


def test_a_template_without_page_numbers_is_warned_of(desk: Browser) -> None:
    send(desk, make_template())

    assert "have no page numbers" in desk.get(PAGE).text


def test_the_way_there_is_on_the_page_of_packages(desk: Browser) -> None:
    assert f'href="{PAGE}"' in desk.get("/packages").text


@pytest.mark.parametrize("role", [Role.OBSERVER, Role.PRESIDENT, Role.CHAIR, Role.DELEGATE])
def test_only_the_secretariat_sees_templates(signed_in: SignedIn, role: Role) -> None:
    browser = signed_in(role)

    assert browser.get(PAGE).status_code == 403
    assert send(browser, make_template()).status_code == 403
