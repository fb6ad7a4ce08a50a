"""Single faults, each put into a sound file, that our checks must find."""

from dataclasses import dataclass

BODY, STYLES, NOTES = "word/document.xml", "word/styles.xml", "word/footnotes.xml"
TYPES, LINKS = "[Content_Types].xml", "word/_rels/document.xml.rels"
SETTINGS, LISTS, FOOTER = "word/settings.xml", "word/numbering.xml", "word/footer1.xml"
CORE, CUSTOM, COMMENTS = "docProps/core.xml", "docProps/custom.xml", "word/comments.xml"


@dataclass(frozen=True, slots=True)
class Fault:
    """The first ``before`` in a part becomes ``after``; the whole part where ``before`` is None. ``check`` finds it."""

    name: str
    part: str
    before: str | None
    after: str
    check: str
    paper: str = "clean"


W14 = 'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"'


def change(kind: str, signature: str) -> str:
    """A tracked change at the end of the text."""
    words = '<w:r><w:rPr><w:lang w:val="en-GB"/></w:rPr><w:t>x</w:t></w:r>'
    return f'<w:{kind} w:id="9"{signature}>{words}</w:{kind}></w:p><w:sectPr>'


FAULTS = (
    Fault(
        "control character", BODY, '<w:t xml:space="preserve">', '<w:t xml:space="preserve">\x0b', "parts_are_readable"
    ),
    Fault("paragraph not closed", BODY, "</w:p>", "", "parts_are_readable"),
    Fault("footnotes missing", NOTES, None, "", "parts_are_readable"),
    Fault("content type missing", TYPES, "/word/footnotes.xml", "/word/notes.xml", "parts_have_types"),
    Fault("header missing", LINKS, "header1.xml", "header9.xml", "relations_resolve"),
    Fault("two relations of one name", LINKS, "rIdFooter", "rIdHeader", "relations_resolve"),
    Fault("link to a file", LINKS, "https://example", "file://example", "relations_resolve"),
    Fault("link without an address", BODY, 'r:id="rIdLink1"', 'r:id="rIdLink9"', "references_have_relations"),
    Fault(
        "template from elsewhere",
        LINKS,
        "relationships/hyperlink",
        "relationships/attachedTemplate",
        "nothing_opens_by_itself",
    ),
    Fault(
        "a question when opening",
        SETTINGS,
        "<w:compat>",
        '<w:updateFields w:val="true"/><w:compat>',
        "nothing_opens_by_itself",
    ),
    Fault("no title", CORE, "Manifesto – Assembly of Porto Claro", "", "properties_say_what_it_is"),
    Fault("no hash", CUSTOM, "lpwstr>", "lpwstr>-", "properties_say_what_it_is"),
    Fault("undefined style", BODY, 'w:pStyle w:val="Operative"', 'w:pStyle w:val="Operatic"', "styles_are_defined"),
    Fault("based on nothing", STYLES, 'w:basedOn w:val="Operative"', 'w:basedOn w:val="Nothing"', "styles_are_defined"),
    Fault("undefined list", BODY, '<w:numId w:val="2"/>', '<w:numId w:val="8"/>', "lists_are_defined"),
    Fault(
        "list without levels",
        LISTS,
        '<w:abstractNumId w:val="0"/>',
        '<w:abstractNumId w:val="5"/>',
        "lists_are_defined",
    ),
    Fault(
        "reference to no footnote",
        BODY,
        '<w:footnoteReference w:id="1"/>',
        '<w:footnoteReference w:id="77"/>',
        "footnotes_resolve",
    ),
    Fault("no separator", NOTES, 'w:id="-1"', 'w:id="-7"', "footnotes_resolve"),
    Fault("a footnote twice", NOTES, '<w:footnote w:id="2">', '<w:footnote w:id="1">', "footnotes_resolve"),
    Fault(
        "reference to no comment",
        BODY,
        "<w:sectPr>",
        '<w:p><w:r><w:commentReference w:id="1"/></w:r></w:p><w:sectPr>',
        "comments_resolve",
    ),
    Fault("bookmark left open", BODY, '<w:bookmarkEnd w:id="1"/>', "", "bookmarks_are_closed"),
    Fault("bookmark id twice", BODY, 'w:bookmarkStart w:id="2"', 'w:bookmarkStart w:id="1"', "bookmarks_are_closed"),
    Fault("bookmark with a space", BODY, 'w:name="annex"', 'w:name="the annex"', "bookmarks_are_closed"),
    Fault("page of nothing", BODY, "PAGEREF annex", "PAGEREF appendix", "pointers_resolve"),
    Fault("link to nothing", BODY, 'w:anchor="annex"', 'w:anchor="appendix"', "pointers_resolve"),
    Fault("field without an end", BODY, '<w:fldChar w:fldCharType="end"/>', "", "fields_are_balanced"),
    Fault("field without a result", FOOTER, '<w:fldChar w:fldCharType="separate"/>', "", "fields_are_balanced"),
    Fault(
        "paragraph in a paragraph", BODY, "</w:p><w:sectPr>", "<w:p/></w:p><w:sectPr>", "elements_stand_where_they_may"
    ),
    Fault(
        "cell without a paragraph at its end",
        BODY,
        "</w:p></w:tc>",
        "</w:p><w:tbl/></w:tc>",
        "cells_end_with_a_paragraph",
    ),
    Fault(
        "properties in disorder",
        BODY,
        '<w:pStyle w:val="Operative"/>',
        '<w:keepNext/><w:pStyle w:val="Operative"/>',
        "properties_are_in_order",
    ),
    Fault("style's properties in disorder", STYLES, "<w:b/><w:bCs/>", "<w:bCs/><w:b/>", "properties_are_in_order"),
    Fault("row wider than the grid", BODY, '<w:gridCol w:w="480"/>', "", "tables_fit_their_grid"),
    Fault("no header row", BODY, "<w:tblHeader/>", "", "tables_can_be_heard"),
    Fault("no description", BODY, "<w:tblDescription", "<w:tblNothing", "tables_can_be_heard"),
    Fault("run without a language", BODY, '<w:lang w:val="en-GB"/>', "", "languages_are_known"),
    Fault("no language tag", BODY, 'w:lang w:val="en-GB"', 'w:lang w:val="english"', "languages_are_known"),
    Fault("level skipped", BODY, '"HeadingPlain"', '"Heading2"', "headings_lead"),
    Fault(
        "heading without words",
        BODY,
        "The text and its hash</w:t></w:r><w:bookmarkEnd",
        "</w:t></w:r><w:bookmarkEnd",
        "headings_lead",
    ),
    Fault("space that gets lost", BODY, '<w:t xml:space="preserve"> (', "<w:t> (", "spaces_are_kept"),
    Fault(
        "change without an author",
        BODY,
        "</w:p><w:sectPr>",
        change("ins", ""),
        "changes_are_signed",
    ),
    Fault(
        "change without a moment",
        BODY,
        "</w:p><w:sectPr>",
        change("ins", ' w:author="A" w:date="yesterday"'),
        "changes_are_signed",
    ),
    Fault(
        "deleted words as text",
        BODY,
        "</w:p><w:sectPr>",
        change("del", ' w:author="A" w:date="2030-03-22T10:00:00Z"'),
        "deleted_words_are_marked",
    ),
    Fault(
        "paragraph identifier out of range",
        BODY,
        "<w:p><w:pPr>",
        f'<w:p {W14} w14:paraId="90000000"><w:pPr>',
        "identifiers_are_unique",
    ),
    Fault(
        "paragraph identifier twice",
        BODY,
        "<w:sectPr>",
        f'<w:p {W14} w14:paraId="00000001"/>' * 2 + "<w:sectPr>",
        "identifiers_are_unique",
    ),
    Fault("text after the section", BODY, "</w:sectPr>", "</w:sectPr><w:p/>", "section_closes_the_body"),
)
