import io
import re
from dataclasses import replace

import pytest
from docx import Document

from exports.amendment_list import write_amendments
from exports.english import WORDS as ENGLISH_WORDS
from exports.french import WORDS as FRENCH_WORDS
from exports.line_widths import width_of
from exports.lint import findings
from exports.minutes import write_minutes
from exports.roll import write_roll
from exports.words import instruction
from exports.working_paper import write_edit_copy, write_numbered_paper
from recommendations.domain.anchors import bookmark_name
from recommendations.domain.papers import WorkingPaper
from recommendations.domain.statements import Statement, Wording
from tests.exports.opening import part, tree, values
from tests.exports.papers import HASH, make_amendments, make_minutes, make_roll, make_working_paper
from tests.exports.variants import LANGUAGES, VARIANTS


def texts(content: bytes) -> list[str]:
    return [paragraph.text for paragraph in Document(io.BytesIO(content)).paragraphs]


def cells(content: bytes, table: int = 0) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in Document(io.BytesIO(content)).tables[table].rows]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("variant", VARIANTS)
def test_every_paper_is_sound_in_every_language_and_the_same_twice(variant: str, language: str) -> None:
    content = VARIANTS[variant](language)

    assert findings(content) == ()
    assert VARIANTS[variant](language) == content


def test_both_languages_have_the_same_fixed_words() -> None:
    assert ENGLISH_WORDS.keys() == FRENCH_WORDS.keys()
    for key, words in ENGLISH_WORDS.items():
        assert set(re.findall(r"{\w+}", words)) == set(re.findall(r"{\w+}", FRENCH_WORDS[key]))


def test_an_edit_copy_can_be_known_again() -> None:
    content = write_edit_copy(make_working_paper(), "en")

    properties = dict(
        zip(
            values(content, "//*[local-name()='property']/@name", "docProps/custom.xml"),
            values(content, "//*[local-name()='lpwstr']/text()", "docProps/custom.xml"),
            strict=True,
        )
    )
    assert properties == {
        "Hemicycle theme": "T2",
        "Hemicycle revision": "3",
        "Hemicycle revision SHA-256": HASH,
        "Manifesto language": "en",
    }
    assert "<w:trackRevisions/>" in part(content, "word/settings.xml")


def test_every_paragraph_of_an_edit_copy_has_the_bookmark_of_its_uid() -> None:
    paper = make_working_paper()

    found = dict(bookmarked(write_edit_copy(paper, "fr")))

    expected = dict(anchors(paper, "fr"))
    assert {name: found[name] for name in expected} == expected


def bookmarked(content: bytes) -> list[tuple[str, str]]:
    name = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
    starts = tree(content).iter(f"{name}bookmarkStart")
    pairs = ((start, start.getparent()) for start in starts)
    return [
        (str(start.get(f"{name}name")), "".join(str(t.text) for t in parent.iter(f"{name}t")))
        for start, parent in pairs
        if parent is not None
    ]


def anchors(paper: WorkingPaper, language: str) -> list[tuple[str, str]]:
    """Which bookmark holds which words: the unit's its title or first paragraph, the others their paragraph."""
    found = []
    for numbered in paper.text(language)[1]:
        unit = numbered.unit
        parts = [(p.uid, p.plain) for p in unit.paragraphs]
        if unit.title:
            parts = [(unit.uid, unit.title), *parts]
        else:
            parts[0] = (unit.uid, parts[0][1])
        found += [(bookmark_name(uid), words) for uid, words in parts]
    return found


def test_a_copy_in_a_language_without_a_text_is_the_authoritative_one() -> None:
    assert "Know what happens (1)" in texts(write_edit_copy(make_working_paper(), "de"))


def test_printed_lines_end_where_they_end_on_the_screen() -> None:
    paper = make_working_paper()

    content = write_numbered_paper(paper, "en")

    name = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
    printed = []
    for paragraph in tree(content).iter(f"{name}p"):
        style = paragraph.find(f"{name}pPr/{name}pStyle")
        if style is not None and style.get(f"{name}val") == "LineText":
            nodes = paragraph.iter(f"{name}t", f"{name}br")
            printed += "".join("\n" if n.tag == f"{name}br" else str(n.text) for n in nodes).split("\n")
    lines = [line for unit in paper.text("en")[1] for p in unit.paragraphs for line in p.lines]
    assert printed == ["".join(span.text for span in line.spans) for line in lines]
    assert [line.number for line in lines] == list(range(1, len(printed) + 1))
    assert values(content, "//w:lnNumType/@w:restart") == ["continuous"]


def test_only_the_lines_of_the_text_are_counted() -> None:
    content = write_numbered_paper(make_working_paper(), "en")

    assert values(content, "//w:pPrDefault//w:suppressLineNumbers", "word/styles.xml") != []
    counted = values(content, "//w:style[.//w:suppressLineNumbers/@w:val='0']/@w:styleId", "word/styles.xml")
    assert counted == ["LineText"]


def test_an_untitled_commitment_says_so_below_its_first_lines() -> None:
    assert "Commitment of the cities and regions themselves" in texts(write_numbered_paper(make_working_paper(), "en"))


@pytest.mark.parametrize(
    ("line", "width"),
    [
        pytest.param(
            "a line of eighty letters as people write them, with some spaces and commas in it", 100, id="words"
        ),
        pytest.param("M" * 80, 50, id="the widest letters"),
        pytest.param("市" * 80, 47, id="square signs"),
    ],
)
def test_a_line_that_would_not_fit_is_written_narrower(line: str, width: int) -> None:
    assert abs(width_of(line) - width) <= 1


def test_amendments_stand_beside_the_draft_with_what_changes_in_bold_and_italic() -> None:
    content = write_amendments(make_amendments(), "en")

    assert cells(content)[0] == ["Draft text", "Amendment"]
    loud = values(content, "(//w:tbl)[1]//w:r[w:rPr/w:b and w:rPr/w:i]/w:t/text()")
    assert loud == ["twice a year", "every month"]
    assert texts(content).count("Or. en") == 9


def test_what_is_struck_out_is_said_to_be_deleted() -> None:
    content = write_amendments(make_amendments(), "fr")

    assert cells(content, 1)[1:] == [["It costs little. Nobody pays twice.", "supprimé"]]
    assert [right for _, right in cells(content, 6)[1:]] == ["supprimé", "", ""]
    assert [left for left, _ in cells(content, 7)[1:]] == ["", "", "", ""]


def test_every_amendment_is_an_instruction_too() -> None:
    found = texts(write_amendments(make_amendments(), "en"))

    assert "In recommendation 2.1: replace “twice a year” with “every month”." in found
    assert "In recommendation 2.1: delete the paragraph “It costs little. Nobody pays twice.”." in found
    assert "In recommendation 2.1: move “Nobody pays twice.” before “It costs little …”." in found
    assert "Delete the whole of recommendation 2.1." in found
    assert "New: Recommendation 2.1" in found
    assert (
        "In recommendation 2.1: replace the title “Know the street” with “Know the street well”; "
        "add the addressee National governments; remove the addressee Local authorities."
    ) in found


def test_an_amendment_without_changed_words_names_its_place() -> None:
    amendments = make_amendments()
    sheet = replace(amendments.sheets[0], instructions=(), reason="")

    found = texts(write_amendments(replace(amendments, sheets=(sheet,), number=0), "en"))

    assert found.count("Recommendation 2.1") == 2
    assert "Justification" not in found


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("wording", Wording)
def test_every_kind_of_change_has_its_instruction(wording: Wording, language: str) -> None:
    for old, new in (("one", "two"), ("", "two"), ("one", "")):
        said = instruction(Statement(wording, old, new), language)

        assert "{" not in said
        assert said


def test_minutes_tell_acts_figures_and_names() -> None:
    content = write_minutes(make_minutes(), "en")

    assert cells(content)[1] == ["20\u00a0March\u00a02030\n09:15", "A. Example (chair)", "The sitting was opened."]
    assert cells(content)[2][0] == "14:15"
    assert "For (70): Porto Claro, Alba" in texts(content)
    assert "Abst. (4.5): nobody" in texts(content)
    assert len(values(content, "//w:p[w:pPr/w:pStyle/@w:val='VoteQuestion']/w:r/w:t/text()")) == 1


def test_minutes_refer_to_the_table_of_votes_by_fields() -> None:
    content = write_minutes(make_minutes(), "fr")

    instructions = [one.strip() for one in values(content, "//w:instrText/text()")]
    assert instructions == ["REF table_votes \\h", "PAGEREF table_votes \\h", "SEQ Table \\* ARABIC"]
    assert "Tableau\u00a01. Scrutins proclamés devant l’assemblée" in texts(content)


def test_minutes_do_not_say_twice_what_they_are() -> None:
    titled, untitled = (make_minutes(title=title) for title in ((("en", "Plenary"),), (("en", "Minutes"),)))

    assert texts(write_minutes(titled, "en"))[1:3] == ["Minutes", "Plenary"]
    assert texts(write_minutes(untitled, "en")).count("Minutes") == 1


def test_minutes_without_acts_and_votes_say_so() -> None:
    found = texts(write_minutes(make_minutes(lines=(), votes=(), days=()), "en"))

    assert {"Nothing has been recorded.", "No vote has been announced."} <= set(found)


def test_the_roll_names_members_with_their_delegates_and_votes() -> None:
    assert cells(write_roll(make_roll(), "fr"))[1:] == [
        ["Porto Claro", "Portugal", "A. Example", "Maire", "1"],
        ["Alba", "Italy", "C. Example", "", "0,5"],
    ]


def test_a_signature_that_is_still_to_come_has_controls_to_fill_in() -> None:
    content = write_roll(make_roll(), "en")

    assert values(content, "//w:sdt/w:sdtPr/w:tag/@w:val") == ["place", "date", "name", "function", "place", "date"]
    assert "B. Example" in cells(content, 1)[0][1]


def test_an_empty_roll_is_to_be_signed_by_the_president() -> None:
    content = write_roll(make_roll(participants=(), signatures=(), signatories=(), days=()), "en")

    assert "No member has been accredited." in texts(content)
    assert "President" in cells(content)[0][0]


def test_a_demonstration_says_so_in_every_paper() -> None:
    notice = (("en", "Everything is invented."),)

    for content in (
        write_minutes(make_minutes(notice=notice), "en"),
        write_roll(make_roll(notice=notice), "en"),
        write_amendments(make_amendments(notice=notice), "en"),
        write_edit_copy(make_working_paper(notice=notice), "en"),
    ):
        assert "Everything is invented." in texts(content)
