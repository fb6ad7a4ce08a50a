"""Which style of a template is which, what is told of it, and what of it goes along with no document."""

import io
from collections.abc import Callable

import pytest
from docx import Document
from docx.oxml.ns import qn

from exports import template as module
from exports.dressing import dressed
from exports.template import Unusable, UnusableTemplateError, read_template
from exports.template_report import report_on
from exports.word import write_word
from recommendations.domain.dress import report_from_json, report_to_json
from tests.exports.opening import changed, part, values
from tests.exports.publications import make_publication
from tests.exports.templates import make_letterhead, make_template, picture, saved

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def restyled(change: Callable[[str], str]) -> bytes:
    return changed(make_template(), "word/styles.xml", change)


def headed(change: Callable[[str], str]) -> bytes:
    return changed(make_template(), "word/header1.xml", change)


def aliased(text: str) -> str:
    """The style of quotations called a heading by an alias."""
    return text.replace(
        '<w:name w:val="Intense Quote"/>', '<w:name w:val="Intense Quote"/><w:aliases w:val="heading 2"/>'
    )


def unnamed(text: str) -> str:
    return text.replace('<w:name w:val="Normal"/>', '<w:name w:val="Fließtext"/>')


@pytest.mark.parametrize(
    ("content", "ours", "theirs"),
    [
        pytest.param(make_template(), "Heading1", "heading 1", id="by its name in Word"),
        pytest.param(make_letterhead(), "Title", "Titre", id="by its name in another language"),
        pytest.param(make_letterhead(), "Heading1", "Stadt-Überschrift 1", id="by a name of its own"),
        pytest.param(restyled(aliased), "Heading2", "Intense Quote", id="by an alias"),
        pytest.param(restyled(unnamed), "Normal", "Fließtext", id="as the one that every paragraph has"),
    ],
)
def test_a_style_is_found(content: bytes, ours: str, theirs: str) -> None:
    assert read_template(content).names[ours] == theirs


def test_headings_wear_the_templates_own_style_with_our_numbers() -> None:
    content = dressed(write_word(make_publication(), "fr"), read_template(make_letterhead()))

    assert "OwnHeading1" in values(content, "//w:pStyle/@w:val")
    assert "Heading1" not in values(content, "//w:pStyle/@w:val")
    assert values(content, "//w:style[@w:styleId='OwnHeading2']//w:numPr/w:ilvl/@w:val", "word/styles.xml") == ["1"]


def test_what_the_template_lacks_has_its_colour_and_every_document_its_own_language() -> None:
    content = dressed(write_word(make_publication(), "fr"), read_template(make_letterhead()))

    assert values(content, "//w:style[@w:styleId='Hyperlink']//w:color/@w:val", "word/styles.xml") == ["9A1B1B"]
    assert values(content, "//w:docDefaults//w:lang/@w:val", "word/styles.xml") == ["fr-FR"]


def test_the_report_says_page_margins_fonts_and_what_is_missing() -> None:
    report = report_on(read_template(make_letterhead()))

    assert (report.page, report.margins, report.is_upright) == ((210, 297), (45, 20, 25, 40), True)
    assert "Georgia" in report.fonts
    assert (report.has_frame, report.has_page_numbers, report.pictures) == (True, True, 1)
    told = {style.ours: style.theirs for style in report.usual}
    assert (told["heading 1"], told["toc 1"]) == ("Stadt-Überschrift 1", "")
    assert report.missing == sum(not theirs for theirs in told.values())
    assert report_from_json(report_to_json(report)) == report


def test_the_report_says_that_page_numbers_are_lacking() -> None:
    assert not report_on(read_template(make_template())).has_page_numbers


def test_the_notice_of_an_edition_stands_in_the_templates_header_too() -> None:
    publication = make_publication(notice=(("en", "All of this is invented"),))

    content = dressed(write_word(publication, "en"), read_template(make_letterhead()))

    assert "All of this is invented" in part(content, "word/header1.xml")


def test_columns_and_line_numbers_of_the_template_are_left() -> None:
    extra = '<w:cols w:num="3"/><w:lnNumType w:countBy="5"/></w:sectPr>'
    content = changed(make_template(), "word/document.xml", lambda text: text.replace("</w:sectPr>", extra))

    section = read_template(content).section

    assert b"cols" not in section
    assert b"lnNumType" not in section


def shown(instruction: str) -> str:
    """A field as Word writes it, its instruction in two runs."""
    half = len(instruction) // 2
    return "".join(f"<w:r><w:instrText>{one}</w:instrText></w:r>" for one in (instruction[:half], instruction[half:]))


@pytest.mark.parametrize(
    "field", [' DDEAUTO c:\\\\x "y" ', ' INCLUDEPICTURE "https://example.org/x.png" ', " INCLUDETEXT x.docx "]
)
def test_a_header_that_fetches_something_is_refused(field: str) -> None:
    content = headed(lambda text: text.replace("</w:p>", f"{shown(field)}</w:p>", 1))

    with pytest.raises(UnusableTemplateError) as refused:
        read_template(content)

    assert refused.value.reason is Unusable.LEADS_ELSEWHERE


def test_a_picture_by_its_address_is_refused() -> None:
    vml = '<v:shape xmlns:v="urn:schemas-microsoft-com:vml"><v:imagedata src="//example.org/x.png"/></v:shape>'
    content = headed(lambda text: text.replace("</w:p>", f"<w:r><w:pict>{vml}</w:pict></w:r></w:p>", 1))

    with pytest.raises(UnusableTemplateError) as refused:
        read_template(content)

    assert refused.value.reason is Unusable.LEADS_ELSEWHERE


def test_a_header_cannot_bring_a_text_in_the_place_of_ours() -> None:
    document = Document(io.BytesIO(make_template()))
    header = document.sections[0].header.part
    header.relate_to(document.part, f"{OFFICE}/image")

    with pytest.raises(UnusableTemplateError) as refused:
        read_template(saved(document))

    assert refused.value.reason is Unusable.NO_WORD_FILE


def test_a_header_with_a_chart_is_refused() -> None:
    document = Document(io.BytesIO(make_template()))
    document.sections[0].header.part.relate_to(document.part, f"{OFFICE}/chart")

    with pytest.raises(UnusableTemplateError) as refused:
        read_template(saved(document))

    assert refused.value.reason is Unusable.EMBEDS_FILES


def test_a_name_that_holds_markup_leads_nowhere() -> None:
    trick = "rId9&quot;/&gt;&lt;Relationship Id=&quot;x"
    (name,) = values(make_template(), "//w:headerReference/@*[local-name()='id']")
    content = changed(
        make_template(), "word/document.xml", lambda text: text.replace(f'r:id="{name}"', f'r:id="{trick}"')
    )
    content = changed(
        content, "word/_rels/document.xml.rels", lambda text: text.replace(f'Id="{name}"', f'Id="{trick}"')
    )

    written = dressed(write_word(make_publication(), "en"), read_template(content))

    assert 'Id="x"' not in part(written, "word/_rels/document.xml.rels")
    assert Document(io.BytesIO(written)).sections[0].header.paragraphs[0].text == "City network"


def test_a_style_whose_identifier_holds_markup_is_none() -> None:
    content = restyled(lambda text: text.replace('w:styleId="Title"', 'w:styleId="Title&quot;&gt;&lt;w:x"'))

    written = dressed(write_word(make_publication(), "en"), read_template(content))

    assert "<w:x" not in part(written, "word/document.xml")


def test_a_template_heavier_than_its_texts_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    document = Document(io.BytesIO(make_template(header="Heavy")))
    document.sections[0].header.paragraphs[0].add_run().add_picture(io.BytesIO(picture(70, 70)))
    monkeypatch.setattr(module, "MOST_CARRIED", 1_000)

    with pytest.raises(UnusableTemplateError) as refused:
        read_template(saved(document))

    assert refused.value.reason is Unusable.TOO_HEAVY


def test_a_page_of_its_own_size_without_margins_is_told() -> None:
    document = Document()
    section = document.element.body.find(qn("w:sectPr"))
    for name in ("w:pgSz", "w:pgMar"):
        section.remove(section.find(qn(name)))

    report = report_on(read_template(saved(document)))

    assert (report.page, report.margins) == ((0, 0), (0, 0, 0, 0))
