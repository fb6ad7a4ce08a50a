"""The commands for documents: written into a folder, and read without filing."""

import json
from pathlib import Path

import pytest
import sqlalchemy as sa
from click.testing import Result
from docx import Document
from flask import Flask

from recommendations.domain.people import Role
from recommendations.storage.amendments import Amendment
from recommendations.storage.database import db
from recommendations.storage.deliveries import WordUpload
from recommendations.storage.editions import Edition
from tests.chains import adopted_assembly
from tests.web.conftest import Browser, SignedIn, Tabled
from tests.web.test_returned import changed, edit_copy, tracked


@pytest.fixture
def delegate(signed_in: SignedIn) -> Browser:
    return signed_in(Role.DELEGATE)


@pytest.fixture
def returned(tabled: Tabled, delegate: Browser, tmp_path: Path) -> Path:
    """A file in which two words were changed."""
    path = tmp_path / "returned.docx"
    content = changed(edit_copy(delegate, tabled), tracked("once", "twice"))
    path.write_bytes(changed(content, tracked("four years", "six years", by="Somebody")))
    return path


def run(app: Flask, *arguments: object) -> Result:
    return app.test_cli_runner().invoke(args=[str(one) for one in arguments])


def test_the_list_of_changes_is_for_people(app: Flask, edition: Edition, returned: Path) -> None:
    result = run(app, "read-word", returned, "--edition", edition.code.lower())

    assert result.exit_code == 0
    assert result.output.splitlines() == [
        "T02, revision 1, en: 2 changes",
        "1. 2.1: Words replaced, Porto Claro",
        "   - once",
        "   + twice",
        "2. 2.1: Words replaced, Somebody",
        "   - four years",
        "   + six years",
    ]


def test_the_list_of_changes_is_for_programs_and_files_nothing(app: Flask, edition: Edition, returned: Path) -> None:
    result = run(app, "read-word", returned, "--edition", edition.code, "--theme", "t02", "--json")

    found = json.loads(result.output)
    assert (found["theme"], found["revision"], found["language"]) == ("T02", 1, "en")
    assert [one["unit"] for one in found["amendments"]] == ["r1", "r1"]
    assert [one["kind"] for one in found["amendments"]] == ["replace", "replace"]
    assert found["amendments"][0]["given"] == "twice"
    assert found["amendments"][0]["by"] == [{"author": "Porto Claro", "date": "2030-03-01T10:00:00Z"}]
    assert "twice" in str(found["amendments"][0]["amended"])
    assert "six years" not in str(found["amendments"][0]["amended"])
    assert all(one["can_be_filed"] for one in found["amendments"])
    assert found["unplaced"] == []
    with app.app_context():
        assert db.session.scalars(sa.select(Amendment)).all() == []
        assert db.session.scalars(sa.select(WordUpload)).all() == []
        db.session.remove()


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        pytest.param(("--edition", "NOBODY"), "There is no such", id="no such edition"),
        pytest.param(("--edition", "{edition}", "--theme", "T77"), "There is no such", id="no such theme"),
    ],
)
def test_what_there_is_not_is_told_in_a_sentence(
    app: Flask, edition: Edition, returned: Path, arguments: tuple[str, ...], sentence: str
) -> None:
    result = run(app, "read-word", returned, *(one.format(edition=edition.code) for one in arguments))

    assert result.exit_code == 1
    assert result.output.startswith("Error: ")
    assert sentence in result.output


@pytest.mark.usefixtures("tabled")
def test_a_file_that_names_no_theme_needs_one(app: Flask, edition: Edition, tmp_path: Path) -> None:
    document = Document()
    document.add_paragraph("Dear all")
    document.save(str(tmp_path / "letter.docx"))

    result = run(app, "read-word", tmp_path / "letter.docx", "--edition", edition.code)

    assert result.exit_code == 1
    assert "Is it the file of another theme?" in result.output


def test_what_is_no_word_file_is_told_in_a_sentence(app: Flask, edition: Edition, tmp_path: Path) -> None:
    (tmp_path / "odd.docx").write_bytes(b"hello")

    result = run(app, "read-word", tmp_path / "odd.docx", "--edition", edition.code)

    assert result.exit_code == 1
    assert "This is no Word file." in result.output


@pytest.mark.parametrize(
    ("form", "names"),
    [
        ("docx", ["manifesto-1-en.docx", "manifesto-1-fr.docx"]),
        ("minutes", ["manifesto-1-minutes-en.docx", "manifesto-1-minutes-fr.docx"]),
        ("json", ["manifesto-1.json"]),
    ],
)
def test_documents_of_an_edition_are_written_into_a_folder(
    app: Flask, tmp_path: Path, form: str, names: list[str]
) -> None:
    with app.app_context():
        assembly = adopted_assembly()
        code = db.session.get_one(Edition, assembly.edition_id).code
        db.session.remove()

    result = run(app, "export", code, "--to", tmp_path / "out", "--format", form)

    assert result.exit_code == 0
    assert result.output.split() == [str(tmp_path / "out" / name) for name in names]


def test_an_edition_that_there_is_not_is_told_in_a_sentence(app: Flask, tmp_path: Path) -> None:
    result = run(app, "export", "NOBODY", "--to", tmp_path)

    assert result.exit_code == 1
    assert result.output.startswith("Error: ")
