import pytest

from exports import lint
from exports.lint import UnsoundDocumentError, ensure_sound, findings
from exports.word import write_word
from tests.exports.opening import changed
from tests.exports.publications import make_publication

BODY, STYLES, NOTES = "word/document.xml", "word/styles.xml", "word/footnotes.xml"
PARA = ' xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" w14:paraId="{}"'
CHANGE = '<w:ins w:id="9"{}><w:r><w:rPr><w:lang w:val="en-GB"/></w:rPr><w:t>x</w:t></w:r></w:ins></w:p>'
DATE = ' w:author="A" w:date="{}"'


@pytest.fixture(scope="module")
def sound() -> bytes:
    """A file without findings."""
    return write_word(make_publication(), "en")


def test_a_file_we_write_has_no_findings(sound: bytes) -> None:
    assert findings(sound) == ()
    ensure_sound(sound)


FAULTS = [
    pytest.param(
        BODY,
        '<w:t xml:space="preserve">',
        '<w:t xml:space="preserve">\x0b',
        "parts_are_readable",
        id="control character",
    ),
    pytest.param(BODY, "</w:p>", "", "parts_are_readable", id="paragraph not closed"),
    pytest.param(NOTES, None, "", "parts_are_readable", id="footnotes missing"),
    pytest.param(
        "[Content_Types].xml", "/word/footnotes.xml", "/word/notes.xml", "parts_have_types", id="content type missing"
    ),
    pytest.param(
        "word/_rels/document.xml.rels", "header1.xml", "header9.xml", "relations_resolve", id="header missing"
    ),
    pytest.param(
        "word/_rels/document.xml.rels", "rIdFooter", "rIdHeader", "relations_resolve", id="two relations of one name"
    ),
    pytest.param(
        "word/_rels/document.xml.rels", "https://example", "file://example", "relations_resolve", id="link to a file"
    ),
    pytest.param(BODY, 'r:id="rIdLink1"', 'r:id="rIdLink9"', "references_have_relations", id="link without an address"),
    pytest.param(
        "word/_rels/document.xml.rels",
        "relationships/hyperlink",
        "relationships/attachedTemplate",
        "nothing_opens_by_itself",
        id="template from elsewhere",
    ),
    pytest.param(
        "word/settings.xml",
        "<w:compat>",
        '<w:updateFields w:val="true"/><w:compat>',
        "nothing_opens_by_itself",
        id="a question when opening",
    ),
    pytest.param(
        "docProps/core.xml", "Manifesto – Assembly of Porto Claro", "", "properties_say_what_it_is", id="no title"
    ),
    pytest.param("docProps/custom.xml", "lpwstr>", "lpwstr>-", "properties_say_what_it_is", id="no hash"),
    pytest.param(
        BODY, 'w:pStyle w:val="Operative"', 'w:pStyle w:val="Operatic"', "styles_are_defined", id="undefined style"
    ),
    pytest.param(
        STYLES, 'w:basedOn w:val="Operative"', 'w:basedOn w:val="Nothing"', "styles_are_defined", id="based on nothing"
    ),
    pytest.param(BODY, '<w:numId w:val="2"/>', '<w:numId w:val="8"/>', "lists_are_defined", id="undefined list"),
    pytest.param(
        "word/numbering.xml",
        '<w:abstractNumId w:val="0"/>',
        '<w:abstractNumId w:val="5"/>',
        "lists_are_defined",
        id="list without levels",
    ),
    pytest.param(
        BODY,
        '<w:footnoteReference w:id="1"/>',
        '<w:footnoteReference w:id="77"/>',
        "footnotes_resolve",
        id="reference to no footnote",
    ),
    pytest.param(NOTES, 'w:id="-1"', 'w:id="-7"', "footnotes_resolve", id="no separator"),
    pytest.param(NOTES, '<w:footnote w:id="2">', '<w:footnote w:id="1">', "footnotes_resolve", id="a footnote twice"),
    pytest.param(
        BODY,
        "<w:sectPr>",
        '<w:p><w:r><w:commentReference w:id="1"/></w:r></w:p><w:sectPr>',
        "comments_resolve",
        id="reference to no comment",
    ),
    pytest.param(BODY, '<w:bookmarkEnd w:id="1"/>', "", "bookmarks_are_closed", id="bookmark left open"),
    pytest.param(
        BODY, 'w:bookmarkStart w:id="2"', 'w:bookmarkStart w:id="1"', "bookmarks_are_closed", id="bookmark id twice"
    ),
    pytest.param(BODY, 'w:name="annex"', 'w:name="the annex"', "bookmarks_are_closed", id="bookmark with a space"),
    pytest.param(BODY, "PAGEREF annex", "PAGEREF appendix", "pointers_resolve", id="page of nothing"),
    pytest.param(BODY, 'w:anchor="annex"', 'w:anchor="appendix"', "pointers_resolve", id="link to nothing"),
    pytest.param(BODY, '<w:fldChar w:fldCharType="end"/>', "", "fields_are_balanced", id="field without an end"),
    pytest.param(
        "word/footer1.xml",
        '<w:fldChar w:fldCharType="separate"/>',
        "",
        "fields_are_balanced",
        id="field without a result",
    ),
    pytest.param(
        BODY, "</w:p><w:sectPr>", "<w:p/></w:p><w:sectPr>", "paragraphs_are_flat", id="paragraph in a paragraph"
    ),
    pytest.param(
        BODY, "</w:p></w:tc>", "</w:p><w:tbl/></w:tc>", "paragraphs_are_flat", id="cell without a paragraph at its end"
    ),
    pytest.param(
        BODY,
        '<w:pStyle w:val="Operative"/>',
        '<w:keepNext/><w:pStyle w:val="Operative"/>',
        "properties_are_in_order",
        id="properties in disorder",
    ),
    pytest.param(
        STYLES, "<w:b/><w:bCs/>", "<w:bCs/><w:b/>", "properties_are_in_order", id="style's properties in disorder"
    ),
    pytest.param(BODY, '<w:gridCol w:w="480"/>', "", "tables_fit_their_grid", id="row wider than the grid"),
    pytest.param(BODY, "<w:tblHeader/>", "", "tables_can_be_heard", id="no header row"),
    pytest.param(BODY, "<w:tblDescription", "<w:tblNothing", "tables_can_be_heard", id="no description"),
    pytest.param(BODY, '<w:lang w:val="en-GB"/>', "", "languages_are_known", id="run without a language"),
    pytest.param(BODY, 'w:lang w:val="en-GB"', 'w:lang w:val="english"', "languages_are_known", id="no language tag"),
    pytest.param(BODY, '"HeadingPlain"', '"Heading2"', "headings_lead", id="level skipped"),
    pytest.param(
        BODY,
        "The text and its hash</w:t></w:r><w:bookmarkEnd",
        "</w:t></w:r><w:bookmarkEnd",
        "headings_lead",
        id="heading without words",
    ),
    pytest.param(BODY, '<w:t xml:space="preserve"> (', "<w:t> (", "spaces_are_kept", id="space that gets lost"),
    pytest.param(
        BODY, "</w:p><w:sectPr>", CHANGE.format("") + "<w:sectPr>", "changes_are_signed", id="change without an author"
    ),
    pytest.param(
        BODY,
        "</w:p><w:sectPr>",
        CHANGE.format(DATE.format("yesterday")) + "<w:sectPr>",
        "changes_are_signed",
        id="change without a moment",
    ),
    pytest.param(
        BODY,
        "</w:p><w:sectPr>",
        CHANGE.format(DATE.format("2030-03-22T10:00:00Z")).replace("w:ins", "w:del") + "<w:sectPr>",
        "changes_are_signed",
        id="deleted words as text",
    ),
    pytest.param(
        BODY,
        "<w:p><w:pPr>",
        f"<w:p{PARA.format('90000000')}><w:pPr>",
        "identifiers_are_unique",
        id="paragraph identifier out of range",
    ),
    pytest.param(
        BODY,
        "<w:sectPr>",
        f"<w:p{PARA.format('00000001')}/>" * 2 + "<w:sectPr>",
        "identifiers_are_unique",
        id="paragraph identifier twice",
    ),
    pytest.param(BODY, "</w:sectPr>", "</w:sectPr><w:p/>", "section_closes_the_body", id="text after the section"),
]


@pytest.mark.parametrize(("part", "before", "after", "check"), FAULTS)
def test_every_single_fault_is_caught(sound: bytes, part: str, before: str | None, after: str, check: str) -> None:
    def break_it(text: str) -> str:
        if before is None:
            return after
        assert before in text
        return text.replace(before, after, 1)

    found = {finding.check for finding in findings(changed(sound, part, break_it))}

    assert check in found


def test_every_check_catches_a_fault() -> None:
    caught = {values[3] for values in (fault.values for fault in FAULTS)}

    assert {check.__name__ for check in lint.CHECKS} == caught


def test_an_unsound_file_is_not_published(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("exports.words.TAGS", {"en": "the Queen's"})

    with pytest.raises(UnsoundDocumentError, match="languages_are_known") as caught:
        write_word(make_publication(), "en")

    assert caught.value.findings
