import io
import zipfile
from pathlib import Path

import pytest
from docx import Document
from docx.oxml.ns import qn

from exports import template as module
from exports.dressing import dressed
from exports.template import Unusable, UnusableTemplateError, read_template
from exports.word import write_word
from exports.working_paper import write_numbered_paper
from tests.exports.opening import changed, part, values
from tests.exports.papers import make_working_paper
from tests.exports.publications import make_publication
from tests.exports.templates import MAIN, as_kind, make_letterhead, make_template, saved, with_part
from tests.exports.test_lint import errors
from tests.exports.variants import VARIANTS

RELATIONS = "word/_rels/document.xml.rels"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def related(kind: str, target: str) -> bytes:
    """A template with one more relationship."""
    added = f'<Relationship Id="rId99" Type="{OFFICE}/{kind}" Target="{target}" TargetMode="External"/>'
    return changed(
        make_template(), RELATIONS, lambda text: text.replace("</Relationships>", f"{added}</Relationships>")
    )


TEMPLATES = {"plain": make_template(), "letterhead": make_letterhead()}


@pytest.mark.parametrize("name", TEMPLATES)
@pytest.mark.parametrize("variant", VARIANTS)
def test_every_paper_can_wear_the_template(variant: str, name: str) -> None:
    content = dressed(VARIANTS[variant]("fr"), read_template(TEMPLATES[name]))

    document = Document(io.BytesIO(content))
    said = [paragraph.text for paragraph in document.sections[0].header.paragraphs]
    assert said[:2] == {"plain": ["City network"], "letterhead": ["", "Réseau de villes"]}[name]
    assert "Delete this and begin to write." not in [paragraph.text for paragraph in document.paragraphs]


def test_the_words_are_the_same_in_any_dress() -> None:
    plain, template = write_word(make_publication(), "en"), make_template()

    content = dressed(plain, read_template(template))

    texts = [[p.text for p in Document(io.BytesIO(one)).paragraphs] for one in (plain, content)]
    assert texts[0] == texts[1]
    assert dressed(plain, read_template(template)) == content


def test_styles_of_the_same_name_are_the_templates_and_missing_ones_are_told_and_ours() -> None:
    template = read_template(make_template())

    content = dressed(write_word(make_publication(), "en"), template)

    assert template.styles["Operative"] == "Operative"
    assert {"passage", "toc 1", "vote table"} <= set(template.missing)
    assert "operative" not in template.missing
    styles = Document(io.BytesIO(content)).styles
    assert styles["Operative"].font.italic
    assert styles["Passage"].element is not None


def test_headings_have_our_numbers_and_nothing_else_has() -> None:
    content = dressed(write_word(make_publication(), "en"), read_template(make_template()))

    numbers = {
        style.style_id: style.element.find(f".//{qn('w:numId')}") for style in Document(io.BytesIO(content)).styles
    }
    own = numbers["Heading1"].get(qn("w:val"))
    assert numbers["Heading2"].get(qn("w:val")) == own
    assert numbers["TOCHeading"].get(qn("w:val")) == "0"
    tied = values(
        content,
        f"//w:abstractNum[@w:abstractNumId=//w:num[@w:numId='{own}']/w:abstractNumId/@w:val]/w:lvl/w:pStyle/@w:val",
        "word/numbering.xml",
    )
    assert tied == ["Heading1", "Heading2"]


def test_tables_are_as_wide_as_the_templates_text() -> None:
    content = dressed(write_word(make_publication(), "en"), read_template(make_template(width=6.0)))

    page = 12240 - 2 * 3402
    assert all(abs(int(width) - page) <= 2 for width in values(content, "//w:tblW/@w:w"))
    assert set(values(content, "//w:tab[@w:leader='dot']/@w:pos", "word/styles.xml")) == {
        str(read_template(make_template(width=6.0)).text_width)
    }


def test_lines_are_counted_on_the_templates_page_too() -> None:
    content = dressed(write_numbered_paper(make_working_paper(), "en"), read_template(make_template(width=5.0)))

    assert values(content, "//w:sectPr/w:lnNumType/@w:restart") == ["continuous"]
    assert values(content, "//w:pPrDefault/w:pPr/w:suppressLineNumbers", "word/styles.xml") != []
    assert values(content, "//w:style[@w:styleId='LineText']//w:rFonts/@w:ascii", "word/styles.xml") == [
        "Times New Roman"
    ]
    assert int(values(content, "//w:style[@w:styleId='LineText']//w:sz/@w:val", "word/styles.xml")[0]) < 21


def test_a_template_without_header_and_footer_gets_ours() -> None:
    content = dressed(write_word(make_publication(), "en"), read_template(make_template(header="")))

    assert " NUMPAGES " in part(content, "word/footer1.xml")
    assert values(content, "//w:sectPr/w:pgSz/@w:w") == ["12240"]


def test_a_template_with_hardly_anything_in_it_is_enough() -> None:
    bare = changed(
        make_template(header=""),
        "word/document.xml",
        lambda text: text[: text.index("<w:body>")] + "<w:body/></w:document>",
    )
    bare = changed(bare, "word/styles.xml", lambda _: f'<w:styles xmlns:w="{qn("w:x")[1:-2]}"/>')
    bare = changed(bare, RELATIONS, lambda text: text.replace('/numbering"', '/nothing"'))

    template = read_template(bare)
    content = dressed(write_word(make_publication(), "en"), template)

    assert "heading 1" in template.missing
    assert values(content, "//w:sectPr/w:pgSz/@w:w") == ["11906"]


def test_odd_and_even_headers_and_those_of_earlier_sections_are_kept() -> None:
    document = Document()
    document.settings.odd_and_even_pages_header_footer = True
    document.sections[0].header.paragraphs[0].text = "Odd"
    document.sections[0].even_page_header.paragraphs[0].text = "Even"
    document.add_section()

    content = dressed(write_word(make_publication(), "en"), read_template(saved(document)))

    section = Document(io.BytesIO(content)).sections[0]
    assert (section.header.paragraphs[0].text, section.even_page_header.paragraphs[0].text) == ("Odd", "Even")
    assert "<w:evenAndOddHeaders/>" in part(content, "word/settings.xml")


def test_a_dotx_is_a_template_too_and_read_once() -> None:
    content = as_kind(make_template(), f"{MAIN}template.main+xml")

    assert read_template(content).styles == read_template(make_template()).styles
    assert read_template(content) is read_template(content)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        pytest.param(b"no zip", Unusable.NO_WORD_FILE, id="no zip"),
        pytest.param(with_part(b"PK\x05\x06" + b"\0" * 18, "x.txt", b"x"), Unusable.NO_WORD_FILE, id="another zip"),
        pytest.param(
            as_kind(make_template(), "application/vnd.ms-word.document.macroEnabled.main+xml"),
            Unusable.HAS_MACROS,
            id="docm",
        ),
        pytest.param(
            as_kind(make_template(), "application/vnd.ms-word.template.macroEnabledTemplate.main+xml"),
            Unusable.HAS_MACROS,
            id="dotm",
        ),
        pytest.param(with_part(make_template(), "word/vbaProject.bin", b"x"), Unusable.HAS_MACROS, id="macros"),
        pytest.param(
            related("attachedTemplate", "https://example.org/x.dotx"), Unusable.LEADS_ELSEWHERE, id="attached"
        ),
        pytest.param(related("image", "file:///x.png"), Unusable.LEADS_ELSEWHERE, id="image from elsewhere"),
        pytest.param(
            changed(make_template(), RELATIONS, lambda text: text.replace(f"{OFFICE}/theme", f"{OFFICE}/oleObject")),
            Unusable.EMBEDS_FILES,
            id="embedded object",
        ),
        pytest.param(
            changed(
                make_template(), "word/settings.xml", lambda t: t.replace("<w:settings", "<!DOCTYPE x []><w:settings")
            ),
            Unusable.NO_WORD_FILE,
            id="document type",
        ),
        pytest.param(changed(make_template(), "word/styles.xml", lambda _: "<w"), Unusable.NO_WORD_FILE, id="no XML"),
        pytest.param(
            changed(make_template(), "[Content_Types].xml", lambda text: text.replace("styles+xml", "unknown+xml")),
            Unusable.NO_WORD_FILE,
            id="styles that are none",
        ),
    ],
)
def test_what_cannot_be_a_template_is_refused_with_a_reason(content: bytes, reason: Unusable) -> None:
    with pytest.raises(UnusableTemplateError) as refused:
        read_template(content)

    assert refused.value.reason is reason


def test_a_template_whose_packing_is_broken_is_refused() -> None:
    content = make_template()
    (first, *_) = zipfile.ZipFile(io.BytesIO(content)).infolist()
    start = 30 + len(first.filename)  # the local header is followed by the name, then by the packed part

    with pytest.raises(UnusableTemplateError) as refused:
        read_template(content[:start] + b"\xff" * 20 + content[start + 20 :])

    assert refused.value.reason is Unusable.NO_WORD_FILE


def test_a_template_that_unfolds_without_end_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST_BYTES", 10_000)

    with pytest.raises(UnusableTemplateError, match="too-large"):
        read_template(make_template(header="Another"))


def test_a_link_in_the_templates_header_is_harmless() -> None:
    document = Document(io.BytesIO(make_template()))
    document.sections[0].header.part.relate_to("https://example.org", f"{OFFICE}/hyperlink", is_external=True)

    content = dressed(write_word(make_publication(), "en"), read_template(saved(document)))

    assert "https://example.org" in part(content, "word/_rels/header1.xml.rels")


@pytest.mark.parametrize("name", TEMPLATES)
@pytest.mark.parametrize("variant", VARIANTS)
def test_the_open_xml_sdk_finds_nothing_in_any_dress(variant: str, name: str, tmp_path: Path) -> None:
    content = dressed(VARIANTS[variant]("fr"), read_template(TEMPLATES[name]))

    assert errors(content, tmp_path) == []
