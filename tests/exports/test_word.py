import io
import zipfile
from dataclasses import replace

import pytest
from docx import Document

from exports.lint import findings
from exports.markup import clean
from exports.word import write_word
from exports.writing import safe_address
from recommendations.domain.anchors import bookmark_name
from recommendations.domain.manifesto import Manifesto, NumberedUnit
from recommendations.domain.text import Paragraph, Span, Unit, UnitKind
from tests.exports.opening import part, values
from tests.exports.publications import make_manifesto, make_publication, make_unit, make_vote

NUMBERED = "//w:p[w:pPr/w:pStyle[@w:val='Heading1' or @w:val='Heading2']]"


def texts(content: bytes) -> list[str]:
    return [paragraph.text for paragraph in Document(io.BytesIO(content)).paragraphs]


def with_words(words: str) -> Manifesto:
    """A manifesto whose only recommendation, title and edition consist of these words."""
    unit = Unit("r1", UnitKind.RECOMMENDATION, (Paragraph("p1", (Span(words), Span("", footnote=words))),), words)
    chapter = replace(make_manifesto((1,), 1).chapters[0], units=(NumberedUnit("1.1", (("en", unit),)),))
    return make_manifesto(edition=(("en", words),), languages=("en",), chapters=(chapter,))


def test_the_same_publication_has_the_same_bytes() -> None:
    assert write_word(make_publication(), "en") == write_word(make_publication(), "en")


def test_the_title_page_says_what_it_is_and_whether_it_is_signed() -> None:
    front = texts(write_word(make_publication(), "en"))[:7]

    assert front[:2] == ["Assembly of Porto Claro", "Manifesto"]
    assert "20–22\u00a0March\u00a02030" in front
    assert "Adopted on 22\u00a0March\u00a02030, signed on 22\u00a0March\u00a02030" in front


@pytest.mark.parametrize(
    ("adopted_on", "signed", "sentence"),
    [
        pytest.param("", False, "Composed for the vote; not yet adopted", id="composed"),
        pytest.param("2030-03-22", False, "Adopted on 22\u00a0March\u00a02030", id="adopted"),
    ],
)
def test_a_text_that_is_not_signed_says_so(adopted_on: str, *, signed: bool, sentence: str) -> None:
    publication = make_publication(adopted_on=adopted_on, signatures=())

    found = texts(write_word(publication, "en"))

    assert sentence in found
    assert ("Not signed yet." in found) is not signed


def test_the_fixed_words_are_in_the_language_of_the_document() -> None:
    found = texts(write_word(make_publication(), "fr"))

    assert {"Manifeste", "Sommaire", "Préambule", "Annexe\u00a0: les votes"} <= set(found)


def test_a_manifesto_without_a_preamble_begins_with_its_first_theme() -> None:
    found = texts(write_word(make_publication(make_manifesto(preamble=())), "en"))

    assert "Preamble" not in found


def test_headings_carry_real_numbers_that_restart_where_a_theme_is_left_out() -> None:
    content = write_word(make_publication(make_manifesto((1, 2, 4), 1)), "en")

    assert values(content, f"{NUMBERED}/w:pPr/w:numPr/w:numId/@w:val") == ["2", "2"]
    overrides = values(content, "//w:num[@w:numId='2']//w:startOverride/@w:val", "word/numbering.xml")
    assert overrides == ["4", "1"]
    assert values(content, "//w:lvl/w:pStyle/@w:val", "word/numbering.xml") == ["Heading1", "Heading2"]
    tied = values(content, "//w:style[@w:styleId='Heading2']//w:numId/@w:val", "word/styles.xml")
    assert tied == ["1"]


def test_no_number_is_typed_into_a_heading() -> None:
    content = write_word(make_publication(), "en")

    headings = [p.text for p in Document(io.BytesIO(content)).paragraphs if p.style and p.style.name == "Heading 2"]
    assert headings
    assert not any(heading[0].isdigit() for heading in headings)


def test_a_recommendation_without_a_title_is_numbered_on_its_first_paragraph() -> None:
    unit = make_unit("r1", title="")
    chapter = replace(make_manifesto((1,), 1).chapters[0], units=(NumberedUnit("1.1", (("en", unit),)),))

    content = write_word(make_publication(make_manifesto(languages=("en",), chapters=(chapter,))), "en")

    path = "//w:p[w:pPr/w:pStyle/@w:val='OperativeNumbered']/w:pPr/w:numPr/*/@w:val"
    assert values(content, path) == ["1", "1"]


def test_footnotes_are_real_and_counted_in_the_order_of_the_text() -> None:
    content = write_word(make_publication(), "en")

    used = values(content, "//w:footnoteReference/@w:id")
    assert used == [str(number) for number in range(1, len(used) + 1)]
    assert "Adopted unanimously by the workshop." in part(content, "word/footnotes.xml")


def test_strong_and_emphasised_words_stay_so() -> None:
    content = write_word(make_publication(), "en")

    assert set(values(content, "//w:p[w:pPr/w:pStyle/@w:val='Operative']//w:r[w:rPr/w:b]/w:t/text()")) == {
        "twice a year"
    }
    assert "without exception" in values(content, "//w:r[w:rPr/w:i]/w:t/text()")


def test_links_lead_to_web_addresses_only() -> None:
    content = write_word(make_publication(), "en")

    assert 'Target="https://example.org/guide?a=1&amp;b=%C3%A9"' in part(content, "word/_rels/document.xml.rels")


@pytest.mark.parametrize(
    "link", ["javascript:alert(1)", "file:///etc/passwd", "http://[bad", "https://", "", None, "guide.html"]
)
def test_an_address_that_is_none_becomes_plain_words(link: str | None) -> None:
    assert safe_address(link) is None


def test_addressees_are_named_and_commitments_said_to_be_ones() -> None:
    unit = make_unit("r1", title="Ours", kind=UnitKind.COMMITMENT, addressees=("local", "moon"))
    chapter = replace(make_manifesto((1,), 1).chapters[0], units=(NumberedUnit("1.1", (("en", unit),)),))

    found = texts(write_word(make_publication(make_manifesto(languages=("en",), chapters=(chapter,))), "en"))

    assert "Commitment of the cities and regions themselves" in found
    assert "Addressed to: Local authorities · moon" in found


def test_a_unit_without_a_translation_is_written_in_the_authoritative_language() -> None:
    unit = make_unit("r1", title="Only in English")
    chapter = replace(make_manifesto((1,), 1).chapters[0], units=(NumberedUnit("1.1", (("en", unit),)),))

    content = write_word(make_publication(make_manifesto(chapters=(chapter,))), "fr")

    path = "//w:p[w:pPr/w:pStyle/@w:val='Heading2']/w:r/w:rPr/w:lang/@w:val"
    assert values(content, path) == ["en-GB"]


def test_every_recommendation_has_a_bookmark_that_the_contents_lead_to() -> None:
    content = write_word(make_publication(), "en")

    anchors = values(content, "//w:hyperlink/@w:anchor")
    names = values(content, "//w:bookmarkStart/@w:name")
    assert anchors == [name for name in names if name != "table_votes"]
    assert bookmark_name("r0101") in names


def test_bookmarks_have_names_that_word_takes() -> None:
    names = {bookmark_name(uid) for uid in ("r1", "b4b9-é", "x" * 99, "\ud800", "b4b9_é")}

    assert len(names) == 5
    assert all(len(name) <= 40 for name in names)


def test_the_annex_repeats_its_header_row_and_has_a_description() -> None:
    content = write_word(make_publication(votes=120), "fr")

    table = Document(io.BytesIO(content)).tables[-1]
    assert len(table.rows) == 121
    assert [cell.text for cell in table.rows[0].cells][2:4] == ["Pour", "Contre"]
    assert table.rows[1].cells[4].text == "4,5"
    assert values(content, "//w:trPr[w:tblHeader]") != []
    assert len(values(content, "//w:tblDescription/@w:val")) == 2


def test_before_the_first_vote_the_annex_says_so() -> None:
    assert "No vote has been announced." in texts(write_word(make_publication(votes=0), "en"))


def test_a_majority_without_a_name_is_written_as_it_is() -> None:
    publication = make_publication(make_manifesto(), votes=0)

    content = write_word(replace(publication, votes=(make_vote(majority="four_fifths"),)), "en")

    assert "four_fifths" in part(content, "word/document.xml")


def test_the_hash_is_the_last_thing_said_and_a_property() -> None:
    publication = make_publication()

    content = write_word(publication, "en")

    assert texts(content)[-1].split() == [publication.sha256[at : at + 8] for at in range(0, 64, 8)]
    assert publication.sha256 in part(content, "docProps/custom.xml")


def test_the_properties_say_title_language_and_author() -> None:
    properties = Document(io.BytesIO(write_word(make_publication(), "fr"))).core_properties

    assert properties.title == "Manifeste – Assemblée de Porto Claro"
    assert (properties.language, properties.author) == ("fr-FR", "Secrétariat de l’assemblée")
    assert "Union européenne" in properties.keywords


def test_the_footer_counts_the_pages_by_fields() -> None:
    footer = part(write_word(make_publication(), "en"), "word/footer1.xml")

    assert " PAGE " in footer
    assert " NUMPAGES " in footer


def test_a_demonstration_says_so_on_every_page() -> None:
    content = write_word(make_publication(notice=(("en", "Everything is invented."),)), "en")

    assert "Everything is invented." in texts(content)
    assert "Everything is invented." in part(content, "word/header1.xml")


def test_a_single_day_and_two_months_are_written_out() -> None:
    one = texts(write_word(make_publication(make_manifesto(days=("2030-03-01",))), "fr"))
    two = texts(write_word(make_publication(make_manifesto(days=("2030-03-31", "2030-04-01"))), "en"))

    assert "1er\u00a0mars\u00a02030" in one
    assert "31\u00a0March\u00a02030, 1\u00a0April\u00a02030" in two


@pytest.mark.parametrize(
    "words",
    [
        pytest.param("a\x00b\x08c\ufffe\uffffd", id="forbidden characters"),
        pytest.param("مدن آمنة and ערים בטוחות", id="right to left"),
        pytest.param("👩‍🚒🏙️ 🇪🇺 \U0010ffff", id="emoji"),
        pytest.param("x" * 100_000, id="one endless word"),
        pytest.param("word " * 20_000, id="endless text"),
        pytest.param("]]><w:p/>&amp;\"'<script>", id="markup"),
        pytest.param("one\ntwo\r\nthree\tfour\u2028five", id="breaks"),
        pytest.param("e\u0301\u0308\u0327" * 50, id="combining marks"),
        pytest.param("\u202egnirts\u202c \u200b\u00ad", id="invisible characters"),
    ],
)
def test_hostile_words_make_a_sound_document(words: str) -> None:
    manifesto = with_words(words)
    publication = make_publication(replace(manifesto, addressees=()), votes=0)

    content = write_word(replace(publication, votes=(make_vote(question=(("en", words),)),)), "en")

    assert findings(content) == ()
    assert Document(io.BytesIO(content)).paragraphs


def test_half_a_character_is_dropped() -> None:
    assert clean("a\ud800b") == "ab"


def test_words_from_right_to_left_are_marked_as_such() -> None:
    content = write_word(make_publication(with_words("For مدن آمنة now")), "en")

    assert "مدن آمنة" in values(content, "//w:r[w:rPr/w:rtl]/w:t/text()")


def test_the_file_holds_no_time_of_writing() -> None:
    with zipfile.ZipFile(io.BytesIO(write_word(make_publication(), "en"))) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


@pytest.mark.parametrize(("language", "function"), [("en", "President"), ("fr", "Présidence")])
def test_the_signatorys_function_is_in_the_documents_language(language: str, function: str) -> None:
    document = Document(io.BytesIO(write_word(make_publication(), language)))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]

    assert any(function in text for text in cells + [paragraph.text for paragraph in document.paragraphs])
