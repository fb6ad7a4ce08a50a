"""Anybody asks whether a Word file says what was signed."""

import io
import re
import zipfile
from collections.abc import Callable

import pytest
import sqlalchemy as sa
from docx import Document
from flask import Flask
from werkzeug.test import TestResponse

from recommendations.domain.signatures import SigningAct
from recommendations.services.manifesto.signing import sign_manifesto
from tests.chains import Assembly, adopted_assembly, sha256_of
from tests.web.conftest import Browser, SignedIn


@pytest.fixture
def signed(app: Flask) -> Assembly:
    with app.app_context():
        assembly = adopted_assembly()
        sign_manifesto(1, SigningAct(sha256_of(assembly), "president", "Porto Claro"), assembly.president)
        return assembly


@pytest.fixture
def word(signed: Assembly, signed_in: SignedIn) -> bytes:
    content: bytes = signed_in(person_id=signed.chair.person_id).get("/manifesto/1/en.docx").data
    return content


@pytest.fixture
def stranger(browser: Callable[[], Browser]) -> Browser:
    return browser()


def ask(stranger: Browser, content: bytes) -> TestResponse:
    return stranger.post("/verify", data={"file": (io.BytesIO(content), "manifesto.docx")})


def edited(content: bytes, *changes: tuple[str, str, str]) -> bytes:
    """The file with words of its parts replaced, {part, old, new}, and packed by another program."""
    written = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(written, "w") as new:
        for name in old.namelist():
            part = old.read(name).decode()
            for where, before, after in changes:
                part = part.replace(before, after) if name == where else part
            new.writestr(name, part)
    return written.getvalue()


def a_word_of_it(content: bytes) -> str:
    paragraphs = [paragraph.text for paragraph in Document(io.BytesIO(content)).paragraphs if paragraph.text]
    return next(text for text in paragraphs if text.endswith(".") and len(text.split()) > 4)


def test_the_issued_file_is_known_again(stranger: Browser, word: bytes) -> None:
    answer = ask(stranger, word)

    assert answer.status_code == 200
    assert "This is the very file that we issue, untouched." in answer.text
    assert "Manifesto 1 of Edition " in answer.text


def test_a_file_saved_anew_says_the_same(stranger: Browser, word: bytes) -> None:
    buffer = io.BytesIO()
    Document(io.BytesIO(word)).save(buffer)

    assert "every word of it is as we issue it" in ask(stranger, buffer.getvalue()).text


def test_a_changed_word_is_shown(stranger: Browser, word: bytes) -> None:
    said = a_word_of_it(word)
    changed = edited(word, ("word/document.xml", said, said.replace(" ", " never ", 1)))

    answer = ask(stranger, changed)

    assert "This file says something else" in answer.text
    assert '</span>never<span class="visually-hidden">]</span></ins>' in answer.text
    assert "<del>" not in answer.text
    assert 'href="/public/' in answer.text


@pytest.mark.parametrize(
    "added",
    [
        pytest.param('<w:p><w:pPr><w:pStyle w:val="TOC1"/></w:pPr>{}</w:p>', id="in a list of contents"),
        pytest.param(
            '<w:p><m:oMath xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"><m:r><m:t>'
            "Nobody pays.</m:t></m:r></m:oMath></w:p>",
            id="as a formula",
        ),
        pytest.param(
            '<w:p><w:r><w:pict><v:shape xmlns:v="urn:schemas-microsoft-com:vml"><v:textpath string="Nobody pays."/>'
            "</v:shape></w:pict></w:r></w:p>",
            id="as drawn letters",
        ),
    ],
)
def test_words_cannot_be_hidden_from_the_comparison(stranger: Browser, word: bytes, added: str) -> None:
    paragraph = added.format("<w:r><w:t>Nobody pays.</w:t></w:r>")
    changed = edited(word, ("word/document.xml", "<w:body>", f"<w:body>{paragraph}"))

    answer = ask(stranger, changed)

    assert "This file says something else" in answer.text
    assert "</span>Nobody pays.<span" in answer.text


def test_words_in_a_header_are_compared(stranger: Browser, word: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(word)) as archive:
        header = next(name for name in archive.namelist() if name.startswith(("word/header", "word/footer")))
    paragraph = "<w:p><w:r><w:t>Not in force.</w:t></w:r></w:p>"
    end = "</w:hdr>" if "header" in header else "</w:ftr>"

    answer = ask(stranger, edited(word, (header, end, paragraph + end)))

    assert "</span>Not in force.<span" in answer.text


def test_a_file_that_lost_its_properties_is_found_by_the_hash_on_its_last_page(stranger: Browser, word: bytes) -> None:
    bare = edited(word, ("docProps/custom.xml", "Manifesto SHA-256", "Something"))

    assert "every word of it is as we issue it" in ask(stranger, bare).text


def test_a_removed_paragraph_is_shown(stranger: Browser, word: bytes) -> None:
    said = a_word_of_it(word)
    with zipfile.ZipFile(io.BytesIO(word)) as archive:
        body = archive.read("word/document.xml").decode()
    (paragraph,) = [one for one in re.findall(r"<w:p>.*?</w:p>", body) if said in one]

    answer = ask(stranger, edited(word, ("word/document.xml", paragraph, "")))

    assert "This file says something else" in answer.text
    assert "Missing in this file" in answer.text
    assert f"</span>{said}<span" in answer.text


def test_a_file_of_somebody_else_is_unknown(stranger: Browser) -> None:
    buffer = io.BytesIO()
    document = Document()
    document.add_paragraph("Dear all, " + "ab12cd34 " * 8)
    document.save(buffer)

    assert "carries no hash of a manifesto" in ask(stranger, buffer.getvalue()).text


@pytest.mark.parametrize("content", [b"PK\x03\x04", b"hello"])
def test_what_is_no_word_file_is_told_in_a_sentence(stranger: Browser, content: bytes) -> None:
    answer = ask(stranger, content)

    assert 400 <= answer.status_code < 500
    assert "There is a problem" in answer.text


def test_without_a_file_the_page_asks_for_one(stranger: Browser) -> None:
    assert "Choose the Word file to be checked." in stranger.post("/verify", data={}).text
    assert stranger.get("/verify").status_code == 200


def test_a_file_full_of_hashes_asks_the_database_as_seldom_as_another(stranger: Browser) -> None:
    asked: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        asked.append(statement)

    counts = []
    sa.event.listen(sa.Engine, "before_cursor_execute", note)
    try:
        for hashes in (1, 300):
            document, buffer = Document(), io.BytesIO()
            document.add_paragraph(" ".join(f"{number:064x}" for number in range(hashes)))
            document.save(buffer)
            asked.clear()
            assert "carries no hash of a manifesto" in ask(stranger, buffer.getvalue()).text
            counts.append(len(asked))
    finally:
        sa.event.remove(sa.Engine, "before_cursor_execute", note)

    assert counts[0] == counts[1]
