import csv
import io
import re
import zipfile
from dataclasses import replace
from hashlib import sha256

import pytest
from docx import Document

from exports.bundle import SUMS, write_bundle
from exports.letter import write_demands, write_letter
from exports.votes_file import write_votes_file
from recommendations.domain.papers import Letter
from tests.exports.papers import make_letter
from tests.exports.publications import make_manifesto, make_publication, make_vote


def texts(content: bytes) -> list[str]:
    return [paragraph.text for paragraph in Document(io.BytesIO(content)).paragraphs]


def test_a_letter_names_sender_addressee_subject_and_enclosures() -> None:
    found = texts(write_letter(make_letter(), "fr"))

    assert found[:2] == ["Network of cities", "1 Example Street"]
    assert "Registre de transparence\u00a0: 123456789-00" in found
    assert "Porto Claro, 1er\u00a0avril\u00a02030" in found
    assert "Objet\u00a0: Le manifeste" in found
    assert found[-2:] == ["Pièces jointes", "Le manifeste"]


def test_a_letter_without_number_and_enclosures_says_nothing_of_them() -> None:
    letter: Letter = replace(make_letter(), register="", enclosures=(), function=())

    found = texts(write_letter(letter, "en"))

    assert not any("Register" in text or text == "Enclosures" for text in found)


def test_an_addressee_reads_only_what_is_asked_of_them() -> None:
    publication = make_publication(make_manifesto((1, 2), 3))

    asked, nobody = (texts(write_demands(publication, code, "en")) for code in ("eu", "national"))

    assert "What the assembly asks of: European Union" in asked
    assert "6 of the 6 recommendations and commitments of the manifesto speak to you. " in asked[4] + " "
    assert "1.1\tKnow what happens in the streets (1)" in asked
    assert "No recommendation of the manifesto speaks to you alone." in nobody


def test_demands_to_somebody_unknown_in_another_language_are_the_authoritative_ones() -> None:
    found = texts(write_demands(make_publication(), "eu", "de"))

    assert "1.1\tKnow what happens in the streets (1)" in found


def test_the_votes_can_be_read_by_a_spreadsheet() -> None:
    votes = (make_vote(), make_vote(question=(("en", "=HYPERLINK(1)"),), adopted=False))
    publication = replace(make_publication(), votes=votes)

    content = write_votes_file(publication, "fr").decode("utf-8-sig")

    head, first, second = csv.reader(io.StringIO(content))
    assert head[1] == "question"
    assert first[3:8] == ["70", "10", "4.5", "84", "Adopté"]
    assert second[1] == "'=HYPERLINK(1)"


def test_a_bundle_holds_the_hash_of_every_file_and_is_the_same_every_time() -> None:
    files = {"manifesto-en.docx": b"one", "annex/votes.csv": b"two"}

    content = write_bundle(files)

    assert content == write_bundle(dict(reversed(files.items())))
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        sums = archive.read(SUMS).decode().splitlines()
        assert {name: archive.read(name) for name in files} == files
    assert sums == [f"{sha256(files[name]).hexdigest()}  {name}" for name in sorted(files)]


@pytest.mark.parametrize("name", ["../out", "/etc/x", "a b", "", SUMS, "a//b", "a/../b"])
def test_a_name_that_leads_elsewhere_is_refused(name: str) -> None:
    with pytest.raises(ValueError, match=f"^{re.escape(name)}$"):
        write_bundle({name: b""})


def test_names_that_differ_in_capitals_alone_are_refused() -> None:
    with pytest.raises(ValueError, match=SUMS):
        write_bundle({"a.txt": b"", "A.txt": b""})
