"""A change is shown inline, before and after, and in one sentence."""

from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recommendations.domain.comparison import Comparison, Mark, Statement, Wording, compare
from recommendations.domain.hunks import change_between
from recommendations.domain.text import Paragraph, Span, Unit
from recommendations.domain.words import normal_spans
from tests.domain.units import plain_unit

unit = partial(plain_unit, title="Quiet nights", addressees=())


def compared(old: Unit, new: Unit) -> Comparison:
    return compare(old, change_between(old, new))


def inline(old: str, new: str) -> str:
    signs = {Mark.KEPT: "{}", Mark.DELETED: "[-{}-]", Mark.INSERTED: "[+{}+]"}
    paragraph = compared(unit(old), unit(new)).paragraphs[0]
    return "".join(signs[s.mark].format("".join(span.text for span in s.spans)) for s in paragraph.segments)


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        pytest.param("Meet once a year.", "Meet twice a year.", "Meet [-once-][+twice+] a year.", id="replaced"),
        pytest.param("Fund buses.", "Fund night buses.", "Fund [+night +]buses.", id="inserted"),
        pytest.param("Fund buses.", "Fund buses, now.", "Fund buses[+, now+].", id="inserted with a comma"),
        pytest.param("One. Two. Three.", "One. Three.", "One. [-Two. -]Three.", id="a sentence deleted"),
        pytest.param("One. Two.", "One.", "One.[- Two.-]", id="the last sentence deleted"),
        pytest.param("One.", "One. Two.", "One.[+ Two.+]", id="a sentence added"),
        pytest.param("7 %", "7\u00a0%", "7[- -][+\u00a0+]%", id="only a space"),
        pytest.param("a b c", "x b z", "[-a-][+x+] b [-c-][+z+]", id="both ends"),
        pytest.param("a b ", "a b", "a b[- -]", id="white space at the end"),
        pytest.param("a b", "a b", "a b", id="nothing"),
    ],
)
def test_the_difference_is_shown_word_by_word(old: str, new: str, expected: str) -> None:
    assert inline(old, new) == expected


@pytest.mark.parametrize(
    ("old", "new", "statement"),
    [
        pytest.param(
            "Publish figures once a year.",
            "Publish figures twice a year.",
            Statement(Wording.REPLACED, "once a year", "twice a year"),
            id="a short word with the words it belongs to",
        ),
        pytest.param(
            "Cities should consider the funding.",
            "Cities should guarantee the funding.",
            Statement(Wording.REPLACED, "consider", "guarantee"),
            id="a long word speaks for itself",
        ),
        pytest.param(
            "Pay 70% of the cost of it.",
            "Pay 90% of the cost of it.",
            Statement(Wording.REPLACED, "70% of the cost", "90% of the cost"),
            id="a figure with its sign",
        ),
        pytest.param(
            "Use it or not in a city.",
            "Use it xx not in a city.",
            Statement(Wording.REPLACED, "or", "xx"),
            id="no half phrase as context",
        ),
        pytest.param(
            "Use police data.",
            "Use police data, lawfully.",
            Statement(Wording.INSERTED, "police data", ", lawfully"),
            id="an insertion and what it follows",
        ),
        pytest.param(
            "It ends. So.",
            "It ends. Now. So.",
            Statement(Wording.INSERTED, "It ends.", "Now."),
            id="an inserted sentence and the end of the one before",
        ),
        pytest.param(
            "So it is. Neighbours act.",
            "So it is. Neighbours and friends act.",
            Statement(Wording.INSERTED, "Neighbours", "and friends"),
            id="never words of the sentence before",
        ),
        pytest.param("Act.", "Please Act.", Statement(Wording.INSERTED, "", "Please"), id="first"),
        pytest.param("One. Two.", "One.", Statement(Wording.DELETED, "Two.", ""), id="a deletion"),
        pytest.param("7 % x", "7\u00a0% x", Statement(Wording.SPACING, "7 %", ""), id="a space"),
    ],
)
def test_a_change_is_told_in_one_sentence(old: str, new: str, statement: Statement) -> None:
    assert compared(unit(old), unit(new)).statements == (statement,)


def test_titles_paragraphs_and_addressees_are_told_too() -> None:
    old = unit("One.", addressees=("local", "eu"))
    new = unit("", title="Calm nights", addressees=("local", "other"), paragraphs=(Paragraph("n1", (Span("New."),)),))

    comparison = compared(old, new)

    assert comparison.statements == (
        Statement(Wording.TITLE, "Quiet nights", "Calm nights"),
        Statement(Wording.PARAGRAPH_DELETED, "One.", ""),
        Statement(Wording.PARAGRAPH_INSERTED, "", "New."),
        Statement(Wording.ADDRESSEE_ADDED, "", "other"),
        Statement(Wording.ADDRESSEE_REMOVED, "eu", ""),
    )
    assert comparison.addressees == ((Mark.KEPT, "local"), (Mark.DELETED, "eu"), (Mark.INSERTED, "other"))
    assert [(p.uid, p.mark, p.is_changed) for p in comparison.paragraphs] == [
        ("n1", Mark.INSERTED, True),
        ("p1", Mark.DELETED, True),
    ]
    assert comparison.changes_text
    assert not compared(old, unit("One.")).changes_text
    assert comparison.title.before == (Span("Quiet nights"),)


texts = st.lists(st.sampled_from(["aa", "bb", "cc", ".", ",", " ", " ", "\u00a0"]), max_size=16).map("".join)


@given(texts, texts)
def test_before_and_after_are_the_two_texts(old: str, new: str) -> None:
    paragraph = compared(unit(old), unit(new)).paragraphs[0]

    assert paragraph.before == normal_spans([Span(old)])
    assert paragraph.after == normal_spans([Span(new)])
