"""What programs write into their files, and what of it is text."""

from dataclasses import replace

import pytest

from recommendations.domain.intake import Aside, ChangeKind, Doubt, ReturnedPaper
from recommendations.domain.text import Paragraph, Span, Unit
from recommendations.intake.word.furniture import furniture_of
from recommendations.intake.word.pieces import Piece, spans_with
from recommendations.intake.word.returning import read_returned
from tests.intake.word.edited import reads
from tests.intake.word.papers import (
    DATE,
    R,
    base_of,
    body_of,
    document,
    gone,
    head,
    ins,
    paper,
    par,
    part,
    run,
    unit,
)

LIGHT = unit(
    "r1",
    "Cities light the streets at night.",
    "Squares are lit as well, all year round.",
    title="Light the streets",
)
MEET = unit("r2", "Police and residents meet every month.", "They say what they found.", title="Meet often")
BASE = base_of(LIGHT, MEET)
FIRST = LIGHT.paragraphs[0].plain
_CHAR = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'


def _field(code: str, result: str) -> str:
    instruction = f"<w:r><w:instrText> {code} </w:instrText></w:r>"
    return _CHAR.format("begin") + instruction + _CHAR.format("separate") + result + _CHAR.format("end")


def _read(body: str, **parts: str) -> ReturnedPaper:
    return read_returned(document(body, parts), BASE)


def _first(content: str) -> str:
    return head(LIGHT) + body_of(LIGHT, 0, content) + body_of(LIGHT, 1) + paper(MEET)


def _amended(returned: ReturnedPaper) -> Unit:
    (change,) = returned.changes
    assert change.amended is not None
    return change.amended


@pytest.mark.parametrize(
    ("content", "text"),
    [
        pytest.param("<w:r><w:tab/></w:r>", "\t", id="tabulator"),
        pytest.param("<w:r><w:br/></w:r>", "\n", id="line break"),
        pytest.param('<w:r><w:br w:type="page"/></w:r>', "", id="page break"),
        pytest.param("<w:r><w:noBreakHyphen/></w:r>", "\u2011", id="hyphen that does not break"),
        pytest.param("<w:r><w:softHyphen/></w:r>", "", id="soft hyphen"),
        pytest.param('<w:r><w:sym w:font="Wingdings" w:char="F0E0"/></w:r>', "\ufffd", id="sign of a font"),
        pytest.param(_field("PAGE", run("7")), "", id="page number"),
        pytest.param(_field("REF theme_2", run("2.1")), "2.1", id="cross reference"),
        pytest.param('<w:fldSimple w:instr=" NUMPAGES ">' + run("9") + "</w:fldSimple>", "", id="number of pages"),
        pytest.param(f"<w:smartTag>{run('Alba')}</w:smartTag>", "Alba", id="smart tag"),
        pytest.param(f"<w:sdt><w:sdtContent>{run('Alba')}</w:sdtContent></w:sdt>", "Alba", id="content control"),
        pytest.param(
            f"<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{run('Click here')}</w:sdtContent></w:sdt>",
            "",
            id="placeholder of a content control",
        ),
        pytest.param(
            '<m:oMath xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"><m:r><m:t>x+1</m:t></m:r>'
            "</m:oMath>",
            "x+1",
            id="formula",
        ),
        pytest.param(f"<w:unknown>{run('Alba')}</w:unknown>", "Alba", id="an element nobody knows"),
        pytest.param(
            "<mc:AlternateContent><mc:Choice>" + run("new") + "</mc:Choice><mc:Fallback>" + run("old")
            + "</mc:Fallback></mc:AlternateContent>",
            "new",
            id="one of two alternatives",
        ),
    ],
)  # fmt: skip
def test_signs_become_text_or_nothing(content: str, text: str) -> None:
    returned = _read(_first(run(FIRST) + ins(" so:") + ins(content) + ins(".")))

    assert _amended(returned).paragraphs[0].plain == f"{FIRST} so:{text}."


def test_links_are_read_from_relations_and_from_fields() -> None:
    relation = f'<Relationship Id="l1" Type="{R}/hyperlink" Target="https://example.org/a" TargetMode="External"/>'
    link = f'<w:hyperlink r:id="l1">{run(" here")}</w:hyperlink>'
    field = _field('HYPERLINK "https://example.org/b"', run(" there"))

    returned = read_returned(document(_first(run(FIRST) + ins(link) + ins(field)), relations=relation), BASE)

    assert _amended(returned).paragraphs[0].spans[1:] == (
        Span(" here", link="https://example.org/a"),
        Span(" there", link="https://example.org/b"),
    )


def test_strong_and_emphasised_styles_are_marks() -> None:
    styles = part("styles", '<w:style w:type="character" w:styleId="Fort"><w:name w:val="Strong"/></w:style>')
    words = ins(run(" must", '<w:rStyle w:val="Fort"/>') + run(" now", "<w:i/>") + run(" all", '<w:b w:val="0"/>'))

    returned = _read(_first(run(FIRST) + words), styles=styles)

    assert _amended(returned).paragraphs[0].spans[1:] == (
        Span(" must", strong=True),
        Span(" now", emphasis=True),
        Span(" all"),
    )


def test_the_strict_kind_of_word_file_is_read_too() -> None:
    usual = b"schemas.openxmlformats.org/wordprocessingml/2006/main"
    strict = b"purl.oclc.org/ooxml/wordprocessingml/main"
    body = part("document", f"<w:body>{_first(ins('New ') + run(FIRST))}</w:body>").encode().replace(usual, strict)

    returned = read_returned(document("", more={"word/document.xml": body}), BASE)

    assert _amended(returned).paragraphs[0].plain == f"New {FIRST}"


def test_a_comment_without_a_stretch_stands_where_its_mark_is() -> None:
    comment = part("comments", f'<w:comment w:id="4" w:author="Alba" w:date="{DATE}">{par(run("Why?"))}</w:comment>')

    (touched,) = _read(_first(run(FIRST) + '<w:r><w:commentReference w:id="4"/></w:r>'), comments=comment).units

    assert [(said.text, said.quoted) for said in touched.comments] == [("Why?", "")]


def test_a_comment_outside_of_the_text_is_listed_by_itself() -> None:
    comment = part("comments", f'<w:comment w:id="4" w:author="Alba" w:date="{DATE}">{par(run("Thanks."))}</w:comment>')
    top = par(run("Working paper") + '<w:r><w:commentReference w:id="4"/></w:r>', style="Title")

    returned = _read(top + paper(LIGHT) + paper(MEET), comments=comment)

    assert [said.text for said in returned.comments] == ["Thanks."]


def test_a_paragraph_that_strayed_into_another_unit_with_tracking_off_is_found() -> None:
    body = head(LIGHT) + body_of(LIGHT, 0) + head(MEET) + body_of(MEET, 0) + body_of(LIGHT, 1) + body_of(MEET, 1)

    one, other = _read(body).units

    assert {change.kind for change in (*one.changes, *other.changes)} == {ChangeKind.UNTRACKED}
    assert reads(one.amended) == ("Light the streets", (FIRST,))
    assert reads(other.amended) == (
        "Meet often",
        (
            "Police and residents meet every month.",
            "Squares are lit as well, all year round.",
            "They say what they found.",
        ),
    )


def test_units_in_another_order_with_tracking_off_are_a_doubt() -> None:
    returned = _read(paper(MEET) + paper(LIGHT))

    assert returned.units == ()
    assert returned.doubts == (Doubt.REORDERED,)


def test_an_empty_paragraph_of_the_base_stays() -> None:
    spaced = replace(LIGHT, paragraphs=(LIGHT.paragraphs[0], Paragraph("e", ()), LIGHT.paragraphs[1]))
    body = head(LIGHT) + body_of(LIGHT, 0, gone("Cities") + ins("Towns") + run(FIRST[6:])) + body_of(LIGHT, 1)

    returned = read_returned(document(body), base_of(spaced))

    assert [paragraph.uid for paragraph in _amended(returned).paragraphs] == ["r1p1", "e", "r1p2"]


def test_looks_of_what_stands_around_the_text_are_only_counted() -> None:
    bold = '<w:b/><w:rPrChange w:id="1" w:author="A" w:date=""><w:rPr/></w:rPrChange>'

    returned = _read(par(run("Working paper", bold), style="Title") + paper(LIGHT) + paper(MEET))

    assert (returned.units, returned.figures.formats) == ((), 1)


def test_spaces_alone_are_left_out() -> None:
    returned = _read(par(ins("  "), mark="ins") + paper(LIGHT) + par("", mark="ins") + paper(MEET))

    assert (returned.units, returned.unplaced, returned.ignored) == ((), (), ())


def test_the_same_words_deleted_and_typed_again_are_no_change() -> None:
    returned = _read(_first(gone("Cities") + ins("Cities") + run(FIRST[6:])))

    assert returned.units == ()
    assert [(one.reason, one.taken) for one in returned.ignored] == [(Aside.SAME, "Cities")]


def test_a_note_to_which_nothing_leads_is_listed() -> None:
    notes = part("footnotes", f'<w:footnote w:id="9">{par(ins("Lost words."))}</w:footnote>')

    returned = _read(paper(LIGHT) + paper(MEET), footnotes=notes)

    assert [(one.reason, one.given) for one in returned.unplaced] == [(Aside.NO_PLACE, "Lost words.")]


def test_a_reference_to_a_footnote_that_is_not_there_is_nothing() -> None:
    assert spans_with([Piece("", note="f9")], frozenset(), {}) == ()


def test_a_number_that_somebody_changed_is_no_text() -> None:
    title = run("2.") + gone("1") + ins("7") + run(" Light the streets")

    returned = _read(head(LIGHT, title) + body_of(LIGHT, 0) + body_of(LIGHT, 1) + paper(MEET))

    assert returned.units == ()
    assert [one.reason for one in returned.ignored] == [Aside.NUMBER]


def test_the_furniture_of_a_paper_is_what_has_no_bookmark_of_ours() -> None:
    content = document(par(run("Working paper")) + paper(LIGHT) + par(run("Working paper")) + par(""))

    assert furniture_of(content) == ("Working paper",)
