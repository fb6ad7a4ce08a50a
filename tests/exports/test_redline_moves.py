from dataclasses import replace
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from exports.lint import findings
from exports.word import write_redline, write_word
from recommendations.domain.manifesto import Manifesto
from recommendations.domain.papers import Attribution, Contribution
from recommendations.domain.text import Paragraph, Span, Unit
from recommendations.domain.words import normal_spans
from tests.domain.random_texts import random_assembly
from tests.exports.deciding import decided_marks, signed_changes
from tests.exports.moving import NEVA, before_and_after
from tests.exports.opening import values
from tests.exports.publications import make_publication
from tests.exports.test_redline import STYLES, of_units, pandoc_reads, redline, words

ALBA = Attribution("Alba", "2030-03-23", "Amendment 9")
FIXED = words("r9", "A text that stays.")


def marked(content: bytes, *, accept: bool = True) -> list[tuple[str, list[tuple[str, str]]]]:
    """The paragraphs of the text with their marks."""
    return [one for one in decided_marks(content, accept=accept) if one[0] in STYLES]


def assert_sides(base: Manifesto, new: Manifesto, content: bytes) -> None:
    """Accepting all is the new text, rejecting all the base, marks included."""
    assert marked(content) == marked(write_word(make_publication(new), "fr" if "fr" in new.languages else "en"))
    assert marked(content, accept=False) == marked(write_word(make_publication(base), "en"))


def at_random(random: Random) -> tuple[Unit, Unit]:
    """A unit and another one: sentences and paragraphs move, come and go, and words change their marks."""
    assembly = random_assembly(random)
    base, new = (replace(unit, addressees=("local",), title="T") for unit in (assembly.base, assembly.amended[0]))
    paragraphs = [replace(paragraph, spans=_remarked(random, paragraph)) for paragraph in new.paragraphs]
    if random.random() < 0.4:
        random.shuffle(paragraphs)
    return base, replace(new, paragraphs=tuple(paragraphs))


def _remarked(random: Random, paragraph: Paragraph) -> tuple[Span, ...]:
    spans: list[Span] = []
    for span in paragraph.spans:
        place = random.randint(0, len(span.text))
        parts = (
            (span,)
            if span.footnote is not None
            else (
                replace(span, text=span.text[:place]),
                replace(span, text=span.text[place:], strong=not span.strong, emphasis=random.random() < 0.5),
            )
        )
        spans += parts if random.random() < 0.3 else (span,)
    return normal_spans(spans)


@given(st.randoms(use_true_random=False))
@settings(max_examples=40)
def test_moves_and_marks_are_right_on_both_sides(random: Random) -> None:
    before, after = at_random(random)
    base, new = of_units(FIXED, before), of_units(FIXED, after)

    content = write_redline(redline(base, new, Contribution("en", before, after, NEVA)), "en")

    assert_sides(base, new, content)


def test_a_sentence_and_a_paragraph_that_move_are_words_own_moves() -> None:
    before, after = before_and_after("en")

    content = write_redline(redline(of_units(before), of_units(after), Contribution("en", before, after, NEVA)), "en")

    assert signed_changes(content) == [
        (">", "Neva", "Trams run until two o’clock."),
        ("-", "Neva", " "),
        ("<", "Neva", "Night workers are asked first"),
        ("+", "Neva", " and last"),
        ("<", "Neva", "."),
        ("<", "Neva", " Trams run until two o’clock."),
        (">", "Neva", "Night workers are asked first."),
    ]
    assert values(content, "//w:moveFromRangeStart/@w:name") == ["move1", "move2"]
    assert values(content, "//w:moveToRangeStart/@w:name") == ["move2", "move1"]
    assert set(values(content, "//w:pPr/w:rPr/w:moveFrom/@w:author | //w:moveToRangeStart/@w:author")) == {"Neva"}
    assert values(content, "//w:moveFrom//w:delText") == []
    assert_sides(of_units(before), of_units(after), content)
    assert findings(content) == ()


def test_a_word_that_becomes_bold_is_not_struck_and_written_again() -> None:
    before = words("r1", "Cities must act now.")
    spans = (Span("Cities "), Span("must act", strong=True), Span(" soon."))
    after = replace(before, paragraphs=(Paragraph("r1-0", spans),))

    content = write_redline(redline(of_units(before), of_units(after), Contribution("en", before, after, NEVA)), "en")

    assert signed_changes(content) == [("-", "Neva", " now"), ("+", "Neva", " soon")]
    assert values(content, "//w:r[w:rPr/w:rPrChange]/w:t/text()") == ["must act"]
    assert set(values(content, "//w:rPrChange/@w:author")) == {"Neva"}
    assert_sides(of_units(before), of_units(after), content)
    assert len(values(content, "//w:commentReference/@w:id")) == 1


def test_a_link_that_comes_is_no_change_of_marks() -> None:
    before = words("r1", "See the guide.")
    spans = (Span("See the "), Span("guide", link="https://example.org/"), Span("."))
    after = replace(before, paragraphs=(Paragraph("r1-0", spans),))

    content = write_redline(redline(of_units(before), of_units(after)), "en")

    assert [(sign, text) for sign, _, text in signed_changes(content)] == [("-", "guide"), ("+", "guide")]
    assert values(content, "//w:rPrChange") == []


def test_a_move_of_two_members_is_a_deletion_and_an_insertion() -> None:
    base = words("r1", "One is here. Two is there.", "Three stays.")
    without, with_two = (
        words("r1", "One is here.", "Three stays."),
        words("r1", "One is here. Two is there.", "Three stays. Two is there."),
    )
    new = words("r1", "One is here.", "Three stays. Two is there.")
    own = (Contribution("en", base, without, NEVA), Contribution("en", base, with_two, ALBA))

    content = write_redline(redline(of_units(base), of_units(new), *own), "en")

    assert [sign for sign, _, _ in signed_changes(content)] == ["-", "+"]
    assert {author for _, author, _ in signed_changes(content)} == {"Neva", "Alba"}
    assert_sides(of_units(base), of_units(new), content)


def test_a_sentence_that_moves_and_changes_is_a_deletion_and_an_insertion() -> None:
    base = words("r1", "One is here. Two is there.", "Three stays.")
    new = words("r1", "One is here.", "Three stays. Two was there.")

    content = write_redline(redline(of_units(base), of_units(new)), "en")

    assert {sign for sign, _, _ in signed_changes(content)} == {"-", "+"}


def test_a_moved_paragraph_of_which_no_word_stays_is_a_deletion_and_an_insertion() -> None:
    base = words("r1", "One.", "Two.", "Three and more.")
    first, second, third = base.paragraphs
    new = replace(base, paragraphs=(first, replace(third, spans=(Span("Nothing else!"),)), second))

    content = write_redline(redline(of_units(base), of_units(new)), "en")

    assert {sign for sign, _, _ in signed_changes(content)} == {"-", "+"}
    assert_sides(of_units(base), of_units(new), content)


@pytest.mark.parametrize("side", ["accept", "reject"])
def test_pandoc_reads_the_same_two_texts_where_something_moves(tmp_path: Path, side: str) -> None:
    before, after = before_and_after("en")
    base, new = of_units(before, FIXED), of_units(after, FIXED)

    read = pandoc_reads(tmp_path, write_redline(redline(base, new), "en"), side)

    assert read == pandoc_reads(tmp_path, write_word(make_publication(new if side == "accept" else base), "en"), side)
    assert any("Trams run" in paragraph for paragraph in read)
