"""What goes with a manifesto: letters, summaries, votes for spreadsheets, the text for machines, and the ZIP."""

import csv
import io
from dataclasses import replace

import pytest
from docx import Document
from lxml import etree

from exports.akn import NAMESPACE, write_akn
from exports.demands import demands_on, first_sentence
from exports.letter import write_letter
from exports.lint import findings
from exports.readme import README, write_readme
from exports.summary import write_summary
from exports.votes_csv import safe, write_votes
from exports.word import write_word
from tests.exports.deliveries import make_delivery, make_recipient
from tests.exports.publications import make_manifesto, make_publication, make_vote

AKN = f"{{{NAMESPACE}}}"


def words(content: bytes) -> list[str]:
    return [paragraph.text for paragraph in Document(io.BytesIO(content)).paragraphs]


def akn(language: str = "en") -> etree._Element:
    return etree.fromstring(write_akn(make_publication(), language))


def the(root: etree._Element, path: str) -> etree._Element:
    """The element at this path of Akoma Ntoso names."""
    found = root.find("./" + "".join(f"/{AKN}{name}" for name in path.split("/")))
    assert found is not None
    return found


def said_in(node: etree._Element) -> str:
    return "".join(str(text) for text in node.itertext())


@pytest.mark.parametrize("language", ["en", "fr", "de"])
@pytest.mark.parametrize("has_signature", [True, False])
def test_a_letter_is_sound_and_the_same_twice(language: str, has_signature: bool) -> None:  # noqa: FBT001 - two cases
    draft = make_publication(signatures=(), adopted_on="")
    delivery = make_delivery(make_publication() if has_signature else draft)
    content = write_letter(delivery, make_recipient(language=language))

    assert findings(content) == ()
    assert write_letter(delivery, make_recipient(language=language)) == content


def test_the_day_of_the_signature_is_that_of_the_place() -> None:
    content = write_word(replace(make_publication(), signed_on="2030-03-24"), "en")

    assert any("signed on 24\u00a0March\u00a02030" in line for line in words(content))


def test_the_addressee_stands_apart_from_the_sender() -> None:
    lines = Document(io.BytesIO(write_letter(make_delivery(), make_recipient()))).paragraphs

    (name,) = (line for line in lines if line.text == "European Parliament")

    assert name.paragraph_format.space_before


def test_a_letter_names_its_addressee_and_what_is_asked_of_it() -> None:
    said = "\n".join(words(write_letter(make_delivery(), make_recipient(salutation="Madam President,"))))

    for part in ("European Parliament", "Office of the President", "1 Invented Square", "Madam President,"):
        assert part in said
    assert "6 of its recommendations are addressed to you (European Union)." in said.replace("\u00a0", " ")
    assert make_delivery().publication.sha256 in "".join(said.split())


def test_a_letter_that_comes_before_the_vote_says_that_this_is_a_draft() -> None:
    draft = make_delivery(make_publication(adopted_on="", signatures=()))

    said = "\n".join(words(write_letter(draft, make_recipient())))

    assert "has not adopted it yet" in said


def test_a_letter_names_the_languages_that_are_left_out() -> None:
    said = "\n".join(words(write_letter(make_delivery(languages=("en",), left_out=("fr",)), make_recipient())))

    assert "The English version is authoritative." in said
    assert "not been checked against the authoritative version: French." in said


@pytest.mark.parametrize("language", ["en", "fr", "de"])
@pytest.mark.parametrize("addressee", ["eu", "national", "nobody"])
def test_a_summary_is_sound(language: str, addressee: str) -> None:
    assert findings(write_summary(make_delivery(), addressee, language)) == ()


def test_a_summary_has_number_title_and_first_sentence_of_what_is_asked_of_the_institution() -> None:
    said = words(write_summary(make_delivery(), "eu", "en"))

    (line,) = [text for text in said if text.startswith("2.1\t")]
    assert line.startswith("2.1\tKnow what happens in the streets (1) – Local authorities should bring together")
    assert line.endswith("without exception (guide).")
    assert not any("observatory" in text for text in words(write_summary(make_delivery(), "national", "en")))


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("One thing. Another.", "One thing."),
        ("It costs 2.5 million. Then more.", "It costs 2.5 million."),
        ("Use e.g. parks, trees. Then rest.", "Use e.g. parks, trees."),
        ("Que faire ? «\u00a0Rien\u00a0».", "Que faire ?"),
        ("no end", "no end"),
        ("", ""),
    ],
)
def test_the_first_sentence_ends_where_the_next_one_begins(text: str, first: str) -> None:
    assert first_sentence(text) == first


def test_demands_stand_in_the_order_of_the_text() -> None:
    found = demands_on(make_manifesto(), "local", "fr")

    assert [demand.number for demand in found] == ["1.1", "1.2", "2.1", "2.2", "4.1", "4.2"]
    assert {demand.language for demand in found} == {"fr"}


def test_votes_can_be_read_as_a_table() -> None:
    rows = list(csv.reader(io.StringIO(write_votes(make_publication(votes=2)).decode("utf-8-sig"))))

    assert rows[0][:3] == ["question_en", "question_fr", "majority"]
    assert rows[1][2:] == ["two_thirds_cast", "70", "10", "4.5", "84", "adopted", "2030-03-22T14:02:11+00:00"]
    assert len(rows) == 3


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@SUM(A1)", " =1", "\t=1", "\r=1", "\n", "＝1"])  # noqa: RUF001 - a wide sign is one of the cases
def test_no_cell_is_ever_computed(cell: str) -> None:
    vote = make_vote(question=(("en", cell), ("fr", "Question")))

    content = write_votes(replace(make_publication(), votes=(vote,))).decode("utf-8-sig")

    (_, row) = csv.reader(io.StringIO(content, newline=""))
    assert row[0] == f"'{cell}" == safe(cell)


def test_plain_cells_stay_as_they_are() -> None:
    assert [safe(cell) for cell in ("", "70", "4.5", "Shall it?")] == ["", "70", "4.5", "Shall it?"]


@pytest.mark.parametrize(("language", "code"), [("en", "eng"), ("fr", "fra")])
def test_every_language_is_an_expression_of_one_work(language: str, code: str) -> None:
    root = akn(language)

    work = the(root, "FRBRWork/FRBRuri").get("value")
    expression = the(root, "FRBRExpression/FRBRuri").get("value")
    assert work == the(akn(), "FRBRWork/FRBRuri").get("value")
    assert expression == f"{work}/{code}@2030-03-22"
    assert the(root, "FRBRlanguage").get("language") == code
    authoritative = the(root, "FRBRauthoritative").get("value")
    assert authoritative == ("true" if language == "en" else "false")


def test_no_two_elements_have_the_same_identifier_and_references_lead_somewhere() -> None:
    root = akn()

    identifiers = [node.get("eId") for node in root.iter() if node.get("eId")]
    assert len(identifiers) == len(set(identifiers)) > 20
    assert "chp_2__hcontainer_2" in identifiers
    named = {node.get("refersTo", "#")[1:] for node in root.iter(f"{AKN}organization")}
    assert named == {"addressee_eu", "addressee_local"} <= set(identifiers)


def test_the_text_is_in_the_statement_word_for_word() -> None:
    root = akn("fr")

    (unit,) = [node for node in root.iter(f"{AKN}hcontainer") if node.get("eId") == "chp_2__hcontainer_2"]
    assert unit.findtext(f"{AKN}num") == "2.1"
    said = said_in(unit)
    assert "Les collectivités locales devraient réunir" in said
    assert [note.get("marker") for note in unit.iter(f"{AKN}authorialNote")] == ["1"]
    assert "vu la charte des villes," in said_in(the(root, "citations"))


def test_hostile_words_stay_words() -> None:
    edition = (("en", '<evil attr="1">&\x00]]>'),)

    root = etree.fromstring(write_akn(make_publication(make_manifesto(edition=edition)), "en"))

    assert root.findtext(f".//{AKN}docTitle") == '<evil attr="1">&]]>'


def test_the_readme_says_which_version_is_authentic_and_what_is_missing() -> None:
    delivery = make_delivery(languages=("en", "fr"), left_out=("de",))

    said = write_readme(delivery, frozenset({"letters/1.docx", "data/x.json"})).decode()

    assert "The English version is authoritative." in said
    assert "La version en langue anglaise fait foi" in said
    assert "authoritative version: de." in said
    assert "There is no PDF" in said
    assert "  letters/  " in said
    assert "  amendments/  " not in said
    assert "There is no PDF" not in write_readme(delivery, frozenset({"manifesto/m.pdf", README})).decode()
