"""A revision's lines are the paragraph, its numbers the printed ones, its hash that of all languages."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from recommendations.domain.lines import line_starts
from recommendations.domain.revisions import NumberedParagraph, number_units, revision_sha256, unit_numbers
from recommendations.domain.text import Paragraph, Span, UnitKind
from recommendations.domain.words import normal_spans
from tests.factories import make_unit

WORDS = st.lists(st.sampled_from(["city", "night", "bus", " ", " ", "-"]), max_size=12).map("".join)
MARKED = st.builds(Span, WORDS, strong=st.booleans(), link=st.none() | st.just("https://example.org"))
NOTE = st.builds(Span, st.just(""), footnote=st.just("Note"))


@given(st.lists(MARKED | NOTE, max_size=5), st.integers(3, 12))
def test_the_lines_of_a_paragraph_are_the_paragraph(spans: list[Span], width: int) -> None:
    paragraph = Paragraph("p1", normal_spans(spans))

    placed = NumberedParagraph(paragraph, 7, line_starts(paragraph.plain, width))

    assert normal_spans(span for line in placed.lines for span in line.spans) == paragraph.spans
    assert [line.number for line in placed.lines] == list(range(7, placed.last_line + 1))


def test_a_footnote_stays_on_the_line_of_its_word() -> None:
    paragraph = Paragraph("p1", (Span("one two "), Span("", footnote="Note"), Span("three")))

    lines = NumberedParagraph(paragraph, 1, line_starts(paragraph.plain, 8)).lines

    assert [line.spans for line in lines] == [(Span("one two "), Span("", footnote="Note")), (Span("three"),)]


def test_only_operative_units_are_numbered_and_a_language_of_its_own_goes_on_counting() -> None:
    english = (make_unit("c1", kind=UnitKind.CITATION), make_unit("r1"), make_unit("r2"))
    french = (make_unit("r3"), make_unit("r2"))

    assert unit_numbers(4, [english, french]) == {"r1": "4.1", "r2": "4.2", "r3": "4.3"}


def test_lines_run_on_from_unit_to_unit() -> None:
    numbered = number_units([make_unit("r1", "one two", "three"), make_unit("r2", "four")], {"r1": "1.1"}, width=3)

    firsts = [placed.first_line for unit in numbered for placed in unit.paragraphs]
    assert firsts == [1, 3, 5]
    assert [unit.number for unit in numbered] == ["1.1", ""]


def test_the_hash_depends_on_every_word_of_every_language_and_not_on_their_order() -> None:
    english, french = (make_unit("r1", "Act."),), (make_unit("r1", "Agir."),)

    known = revision_sha256({"en": english, "fr": french})

    assert revision_sha256({"fr": french, "en": english}) == known
    assert revision_sha256({"en": english, "fr": (replace(french[0], title="Autre"),)}) != known
