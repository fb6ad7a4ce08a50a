"""Files and fields that nobody sends in good faith: each gets a sentence, and nothing is kept of it."""

import io
import os
import zipfile
from uuid import uuid4

import pytest
import sqlalchemy as sa
from flask import Flask
from werkzeug.test import TestResponse

from recommendations.domain.people import Role
from recommendations.storage.database import db, transaction
from recommendations.storage.deliveries import WordUpload
from recommendations.storage.editions import Edition, Theme
from recommendations.web.typed import LONGEST_NAME, file_name
from tests.edited import Edited
from tests.factories import make_edition, make_theme
from tests.web.conftest import Browser, SignedIn, Tabled
from tests.web.test_returned import edit_copy, send


@pytest.fixture
def delegate(signed_in: SignedIn) -> Browser:
    return signed_in(Role.DELEGATE)


def send_large(browser: Browser, tabled: Tabled, content: bytes) -> TestResponse:
    """Send a file without the test client's own file on the disk, which it leaves open."""
    head = '--end\r\nContent-Disposition: form-data; name="{}"{}\r\n\r\n'
    fields = head.format("language", "") + "en\r\n" + head.format("file", '; filename="a.docx"')
    body = fields.encode() + content + b"\r\n--end--\r\n"
    return browser.post(f"/themes/{tabled.theme_id}/word", data=body, content_type="multipart/form-data; boundary=end")


def kept(app: Flask) -> list[str]:
    """The names of the files that were taken in."""
    with app.app_context():
        names = list(db.session.scalars(sa.select(WordUpload.name)))
        db.session.remove()
        return names


@pytest.mark.parametrize(
    ("sent", "shown"),
    [
        pytest.param("C:\\Users\\me\\Our changes.docx", "Our changes.docx", id="folders of Windows"),
        pytest.param("../../etc/passwd", "passwd", id="folders above"),
        pytest.param("a\r\nSet-Cookie: b.docx", "a Set-Cookie: b.docx", id="lines"),
        pytest.param("a\x00\x1b[2Jb.docx", "a[2Jb.docx", id="control characters"),
        pytest.param("годъ 2030 é.docx", "годъ 2030 é.docx", id="other scripts"),
    ],
)
def test_a_file_is_called_by_its_name_alone(sent: str, shown: str) -> None:
    assert file_name(sent) == shown


def test_a_name_without_end_is_cut_in_the_middle(app: Flask, tabled: Tabled, delegate: Browser) -> None:
    file = io.BytesIO(edit_copy(delegate, tabled))
    data = {"file": (file, "x" * 500 + ".docx"), "language": "en"}

    sent = delegate.post(f"/themes/{tabled.theme_id}/word", data=data)

    (name,) = kept(app)
    assert sent.status_code == 303
    assert len(name) == LONGEST_NAME
    assert name.endswith("x.docx")
    assert name in delegate.get(sent.location).text


def test_markup_in_a_name_is_only_text(tabled: Tabled, delegate: Browser) -> None:
    data = {"file": (io.BytesIO(edit_copy(delegate, tabled)), "<script>alert(1)<.docx"), "language": "en"}

    sent = delegate.post(f"/themes/{tabled.theme_id}/word", data=data)

    page = delegate.get(sent.location).text
    assert "&lt;script&gt;alert(1)&lt;.docx" in page
    assert "<script>alert" not in page


@pytest.mark.parametrize("size", [10_000_001, 11_900_000])
def test_a_file_that_is_too_large_is_refused_before_it_is_read(
    app: Flask, tabled: Tabled, delegate: Browser, size: int
) -> None:
    answer = send_large(delegate, tabled, os.urandom(size))

    assert 400 <= answer.status_code < 500
    assert "There is a problem" in answer.text
    assert kept(app) == []


def test_a_request_beyond_all_measure_is_not_taken_in(app: Flask, tabled: Tabled, delegate: Browser) -> None:
    assert send_large(delegate, tabled, bytes(12_500_000)).status_code == 413
    assert kept(app) == []


def test_a_small_file_that_unpacks_large_is_refused(app: Flask, tabled: Tabled, delegate: Browser) -> None:
    bomb = io.BytesIO(edit_copy(delegate, tabled))
    with zipfile.ZipFile(bomb, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/media/image.bmp", bytes(300_000_000))

    answer = send_large(delegate, tabled, bomb.getvalue())

    assert len(bomb.getvalue()) < 1_000_000
    assert 400 <= answer.status_code < 500
    assert kept(app) == []


@pytest.mark.parametrize("language", ["xx", "", "de", "en-GB", "../en"])
def test_a_language_that_the_text_lacks_is_refused(
    app: Flask, tabled: Tabled, delegate: Browser, language: str
) -> None:
    answer = send(delegate, tabled, edit_copy(delegate, tabled), language)

    assert answer.status_code == 404
    assert kept(app) == []


def test_a_merged_theme_takes_no_file(app: Flask, tabled: Tabled, edition: Edition, delegate: Browser) -> None:
    content = edit_copy(delegate, tabled)
    with app.app_context(), transaction() as session:
        other = make_theme(session, edition, number=3)
        session.get_one(Theme, tabled.theme_id).merged_into_id = other.id

    answer = send(delegate, tabled, content)

    assert answer.status_code == 409
    assert "There is a problem" in answer.text
    assert kept(app) == []


def test_a_text_that_is_not_frozen_takes_no_file(
    app: Flask, tabled: Tabled, edition: Edition, delegate: Browser
) -> None:
    content = edit_copy(delegate, tabled)
    with app.app_context(), transaction() as session:
        draft = make_theme(session, edition, number=3).id

    answer = send(delegate, Tabled(draft, tabled.revision_id), content)

    assert answer.status_code == 404
    assert kept(app) == []


def test_another_editions_theme_takes_no_file(app: Flask, tabled: Tabled, delegate: Browser) -> None:
    content = edit_copy(delegate, tabled)
    with app.app_context(), transaction() as session:
        foreign = make_theme(session, make_edition(session), number=3).id

    for theme in (foreign, uuid4()):
        assert send(delegate, Tabled(theme, tabled.revision_id), content).status_code == 404
    assert kept(app) == []


def test_a_file_of_another_theme_says_so(app: Flask, tabled: Tabled, delegate: Browser) -> None:
    content = Edited(edit_copy(delegate, tabled)).replace("once", "twice").content
    with app.app_context(), transaction() as session:
        row = session.get_one(Theme, tabled.theme_id)
        row.code = "T99"

    answer = send(delegate, tabled, content)

    assert "The file says that it belongs to another theme." in delegate.get(answer.location).text


@pytest.mark.parametrize("role", [Role.OBSERVER, Role.CHAIR, Role.SECRETARIAT, Role.RAPPORTEUR])
def test_only_delegates_bring_files_back(tabled: Tabled, delegate: Browser, signed_in: SignedIn, role: Role) -> None:
    content = edit_copy(delegate, tabled)

    assert send(signed_in(role), tabled, content).status_code == 403


def test_numbers_and_fields_that_the_file_lacks_file_nothing(tabled: Tabled, delegate: Browser) -> None:
    address = send(delegate, tabled, Edited(edit_copy(delegate, tabled)).replace("once", "twice").content).location

    for data in ({"file-99": "yes", "title-99": "x"}, {"file-1": "no", "title-1": "x"}, {"file--1": "yes"}, {}):
        assert delegate.post(address, data=data).status_code == 422
    long = delegate.post(address, data={"file-1": "yes", "title-1": "x" * 5000, "reason-1": "y" * 200_000})

    assert long.status_code in {303, 409, 422}
    assert delegate.get(f"/returned/{uuid4()}").status_code == 404
    assert delegate.get("/returned/nobody").status_code == 404
