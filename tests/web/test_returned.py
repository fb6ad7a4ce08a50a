"""A theme's Word file is taken away, edited with tracking on, sent back, looked at, and filed in part."""

import io
import re
import zipfile
from collections.abc import Callable

import pytest
import sqlalchemy as sa
from flask import Flask
from werkzeug.test import TestResponse

from recommendations.domain.people import Role
from recommendations.storage.amendments import Amendment
from recommendations.storage.database import db
from recommendations.storage.deliveries import WordUpload
from tests.web.conftest import Browser, SignedIn, Tabled

DATE = "2030-03-01T10:00:00Z"


def edit_copy(browser: Browser, tabled: Tabled, language: str = "en") -> bytes:
    answer = browser.get(f"/themes/{tabled.theme_id}/word/edit-{language}.docx")
    assert answer.status_code == 200
    content: bytes = answer.data
    return content


def changed(content: bytes, change: Callable[[str], str]) -> bytes:
    """The file with another text part."""
    written = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            part = old.read(entry)
            if entry.filename == "word/document.xml":
                part = change(part.decode()).encode()
            new.writestr(entry.filename, part)
    return written.getvalue()


def tracked(old: str, new: str, by: str = "Porto Claro") -> Callable[[str], str]:
    """Replaces words as Word does when it keeps track."""

    def change(body: str) -> str:
        (run,) = [run for run in re.findall(r"<w:r>(?:(?!</w:r>).)*</w:r>", body) if old in run]
        before, after = run.split(old)
        properties = re.search(r"<w:rPr>.*?</w:rPr>", run)
        look = properties[0] if properties else ""
        signed = f'w:author="{by}" w:date="{DATE}"'
        gone = f'<w:del w:id="901" {signed}><w:r>{look}<w:delText>{old}</w:delText></w:r></w:del>'
        come = f'<w:ins w:id="902" {signed}><w:r>{look}<w:t>{new}</w:t></w:r></w:ins>'
        start = f"{before}</w:t></w:r>"
        end = f'<w:r>{look}<w:t xml:space="preserve">{after}'
        return body.replace(run, start + gone + come + end)

    return change


def send(browser: Browser, tabled: Tabled, content: bytes, language: str = "en") -> TestResponse:
    data = {"file": (io.BytesIO(content), "edited.docx"), "language": language}
    return browser.post(f"/themes/{tabled.theme_id}/word", data=data)


@pytest.fixture
def delegate(signed_in: SignedIn) -> Browser:
    return signed_in(Role.DELEGATE)


def test_a_file_edited_in_word_becomes_amendments_that_its_sender_chooses(
    app: Flask, tabled: Tabled, delegate: Browser
) -> None:
    content = changed(edit_copy(delegate, tabled), tracked("once", "twice"))
    content = changed(content, tracked("four years", "six years", by="Somebody"))

    sent = send(delegate, tabled, content)
    page = delegate.get(sent.location)
    numbers = re.findall(r'name="file-(\d+)"', page.text)
    filed = delegate.post(
        sent.location,
        data={f"file-{numbers[0]}": "yes", f"title-{numbers[0]}": "Twice a year", f"reason-{numbers[0]}": "Often."},
        follow_redirects=True,
    )

    assert sent.status_code == 303
    assert len(numbers) == 2
    assert "Words replaced" in page.text
    assert "Porto Claro" in page.text
    assert "1 amendment is filed." in filed.text
    assert "filed as A01" in filed.text
    assert re.findall(r'name="file-(\d+)"', filed.text) == numbers[1:]
    with app.app_context():
        (row,) = db.session.scalars(sa.select(Amendment)).all()
        assert (row.title, row.reason, row.person_id) == ("Twice a year", "Often.", delegate.person_id)
        assert "twice" in str(row.amended)
        assert "six years" not in str(row.amended)
        db.session.remove()


def test_the_same_choice_sent_twice_files_once(app: Flask, tabled: Tabled, delegate: Browser) -> None:
    address = send(delegate, tabled, changed(edit_copy(delegate, tabled), tracked("once", "twice"))).location
    (number,) = re.findall(r'name="file-(\d+)"', delegate.get(address).text)
    choice = {f"file-{number}": "yes", f"title-{number}": "Twice"}

    delegate.post(address, data=choice)
    again = delegate.post(address, data=choice)

    assert again.status_code == 422
    assert "Choose at least one change to be filed." in again.text
    with app.app_context():
        assert len(db.session.scalars(sa.select(Amendment)).all()) == 1
        db.session.remove()


def test_what_lacks_a_title_stays_on_the_screen(tabled: Tabled, delegate: Browser) -> None:
    address = send(delegate, tabled, changed(edit_copy(delegate, tabled), tracked("once", "twice"))).location
    (number,) = re.findall(r'name="file-(\d+)"', delegate.get(address).text)

    answer = delegate.post(
        address, data={f"file-{number}": "yes", f"title-{number}": " ", f"reason-{number}": "Because."}
    )

    assert answer.status_code == 422
    assert "Give your amendment a short title" in answer.text
    assert "Because." in answer.text


def test_a_file_in_the_other_language_is_read_in_that_language(app: Flask, tabled: Tabled, delegate: Browser) -> None:
    content = changed(edit_copy(delegate, tabled, "fr"), tracked("une fois", "deux fois"))

    sent = send(delegate, tabled, content, language="en")

    assert "deux fois" in delegate.get(sent.location).text
    with app.app_context():
        assert db.session.scalars(sa.select(WordUpload.language)).one() == "fr"
        db.session.remove()


def test_a_file_without_a_change_says_so(tabled: Tabled, delegate: Browser) -> None:
    sent = send(delegate, tabled, edit_copy(delegate, tabled))

    assert "The file says the same as the text" in delegate.get(sent.location).text


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        pytest.param(b"", "This is no Word file.", id="empty"),
        pytest.param(b"%PDF-1.7", "This is no Word file.", id="pdf"),
        pytest.param(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "", id="old"),
        pytest.param(b"PK\x03\x04garbage", "", id="broken"),
    ],
)
def test_what_is_not_read_is_told_in_a_sentence(
    tabled: Tabled, delegate: Browser, content: bytes, sentence: str
) -> None:
    answer = send(delegate, tabled, content)

    assert 400 <= answer.status_code < 500
    assert "There is a problem" in answer.text
    assert sentence in answer.text


def test_without_a_file_the_page_asks_for_one(tabled: Tabled, delegate: Browser) -> None:
    answer = delegate.post(f"/themes/{tabled.theme_id}/word", data={"language": "en"})

    assert answer.status_code == 422
    assert "Choose the Word file that you have edited." in answer.text


def test_a_file_is_its_senders_alone(tabled: Tabled, delegate: Browser, signed_in: SignedIn) -> None:
    address = send(delegate, tabled, changed(edit_copy(delegate, tabled), tracked("once", "twice"))).location

    assert signed_in(Role.DELEGATE).get(address).status_code == 404
    assert signed_in(Role.CHAIR).get(address).status_code == 403


@pytest.mark.parametrize("kind", ["edit", "lines", "amendments"])
def test_everybody_takes_the_papers_of_a_theme_away(tabled: Tabled, signed_in: SignedIn, kind: str) -> None:
    browser = signed_in(Role.OBSERVER)

    page = browser.get(f"/themes/{tabled.theme_id}/word").text
    for language in ("en", "fr"):
        address = f"/themes/{tabled.theme_id}/word/{kind}-{language}.docx"
        assert address in page
        answer = browser.get(address)
        assert answer.data.startswith(b"PK")
        assert "attachment" in answer.headers["Content-Disposition"]
    assert browser.get(f"/themes/{tabled.theme_id}/word/{kind}-xx.docx").status_code == 404
    assert browser.get(f"/themes/{tabled.theme_id}/word/poem-en.docx").status_code == 404
    assert "Bring back" not in page
