"""A word is what a reader takes for one, in every script, and no character is ever cut."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recommendations.domain.hunks import change_between
from recommendations.domain.incorporation import NumberedChange, applied, incorporate
from recommendations.domain.lines import grapheme_starts
from recommendations.domain.text import Paragraph, Span, Unit, UnitKind
from recommendations.domain.words import normal_spans, sentence_ends, words_of

FAMILY = "\U0001f468\u200d\U0001f469\u200d\U0001f467"
FRANCE = "\U0001f1eb\U0001f1f7"


def tokens(text: str) -> list[str]:
    return [token.word.text for token in words_of([Span(text)]).tokens]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("cafe\u0301 ouvert", ["cafe\u0301", "ouvert"], id="combining marks"),
        pytest.param(f"go {FAMILY} {FRANCE}!", ["go", FAMILY, FRANCE, "!"], id="joined emoji and flags"),
        pytest.param(
            "\u05e9\u05b8\u05dc\u05d5\u05b9\u05dd \u05e2\u05d5\u05dc\u05dd",
            ["\u05e9\u05b8\u05dc\u05d5\u05b9\u05dd", "\u05e2\u05d5\u05dc\u05dd"],
            id="Hebrew with points",
        ),
        pytest.param("\u200fabc", ["\u200f", "abc"], id="a mark of direction"),
        pytest.param("10\u00a0000\u202f% fin", ["10", "000", "%", "fin"], id="no-break spaces"),
        pytest.param("l\u2019\u00c9tat d'un", ["l", "\u2019", "\u00c9tat", "d", "'", "un"], id="French apostrophes"),
        pytest.param("\u90fd\u5e02\u306e\u8857", ["\u90fd", "\u5e02", "\u306e", "\u8857"], id="scripts without spaces"),
        pytest.param("\u90fd\u5e02ABC\u8857", ["\u90fd", "\u5e02", "ABC", "\u8857"], id="two scripts"),
        pytest.param("\ub3c4\uc2dc \uac70\ub9ac", ["\ub3c4\uc2dc", "\uac70\ub9ac"], id="Korean has spaces"),
        pytest.param("1,5 1.000,2 v1.", ["1,5", "1.000,2", "v1", "."], id="decimals"),
        pytest.param(
            "\u00e9lu\u00b7e\u00b7s, mi-mai -x", ["\u00e9lu\u00b7e\u00b7s", ",", "mi-mai", "-", "x"], id="joined words"
        ),
        pytest.param("1,5 e\u0301", ["1,5", "e\u0301"], id="decimals beside combining marks"),
        pytest.param("\U0001d518\U0001d52b", ["\U0001d518\U0001d52b"], id="letters beyond the first plane"),
    ],
)
def test_words_are_cut_as_readers_would(text: str, expected: list[str]) -> None:
    assert tokens(text) == expected


SIGNS = st.sampled_from(
    [*"ab19.,-\u2010\u00b7'\u2019 \u00a0_(\u00bb\u00bd\u00e9", "e\u0301", FAMILY, FRANCE, "\u8857", "\u0645", "\u05b8"]
)


@given(st.lists(SIGNS, max_size=12).map("".join))
def test_no_character_is_ever_cut(text: str) -> None:
    starts = set(grapheme_starts(text))
    at = 0
    for token in words_of([Span(text)]).tokens:
        at += sum(len(span.text) for span in token.gap)
        assert at in starts
        at += len(token.word.text)


@given(st.lists(SIGNS, max_size=12).map("".join), st.lists(SIGNS, max_size=12).map("".join))
def test_a_change_is_exact_in_every_script(old: str, new: str) -> None:
    before, after = (
        Unit("r1", UnitKind.RECOMMENDATION, (Paragraph("p", normal_spans([Span(t)])),)) for t in (old, new)
    )

    result = applied(before, change_between(before, after))

    assert result == after
    assert result.paragraphs[0].plain.encode("utf-8").decode("utf-8") == new


def test_two_edits_of_a_text_without_spaces_can_both_hold() -> None:
    base, *amended = (
        Unit("r1", UnitKind.RECOMMENDATION, (Paragraph("p", (Span(text),)),))
        for text in (
            "\u90fd\u5e02\u306e\u8857\u3002",
            "\u90fd\u5e02\u306e\u9053\u3002",
            "\u5927\u5e02\u306e\u8857\u3002",
        )
    )
    changes = [NumberedChange(number, {"ja": change_between(base, one)}) for number, one in enumerate(amended)]

    assert incorporate(base, "ja", changes).paragraphs[0].plain == "\u5927\u5e02\u306e\u9053\u3002"


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        pytest.param("One. Two! Three", ["One .", "Two !", "Three"], id="plain"),
        pytest.param(
            "He said: \u201cGo.\u201d She went.", ["He said : \u201c Go . \u201d", "She went ."], id="a quotation"
        ),
        pytest.param("See 3.4 and i.e. x.", ["See 3.4 and i . e .", "x ."], id="a number is no end"),
        pytest.param("\u4e00\u3002\u4e8c\u3002", ["\u4e00 \u3002", "\u4e8c \u3002"], id="without spaces"),
        pytest.param("", [""], id="nothing"),
    ],
)
def test_sentences_end_where_readers_stop(text: str, sentences: list[str]) -> None:
    words = words_of([Span(text)])
    ends = sentence_ends(words.tokens, 0, len(words.tokens))

    starts = (0, *ends[:-1])
    assert [" ".join(t.word.text for t in words.tokens[a:b]) for a, b in zip(starts, ends, strict=True)] == sentences


def test_a_footnote_belongs_to_the_sentence_before_it() -> None:
    words = words_of([Span("One."), Span("", footnote="Note"), Span(" Two.")])

    assert sentence_ends(words.tokens, 0, len(words.tokens)) == [3, 5]
