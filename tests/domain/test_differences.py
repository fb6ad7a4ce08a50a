"""Differences are found word by word, whatever the words are made of."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recommendations.config import ROOT
from recommendations.domain.differences import MOST_COMPARED, Edit, edits
from recommendations.domain.text import Span
from recommendations.domain.words import normal_spans, words_of


def changed(old: str, new: str) -> list[tuple[str, str]]:
    before, after = words_of([Span(old)]).tokens, words_of([Span(new)]).tokens
    return [
        (
            " ".join(token.word.text for token in before[edit.start : edit.end]),
            " ".join(token.word.text for token in after[edit.new_start : edit.new_end]),
        )
        for edit in edits(before, after)
    ]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        pytest.param("meet once a year.", "meet twice a year.", [("once", "twice")], id="one word"),
        pytest.param("70 % of it", "90 % of it", [("70", "90")], id="a figure"),
        pytest.param("1,5 km", "1.5 km", [("1,5", "1.5")], id="a decimal is one word"),
        pytest.param("forty-eight", "twenty-eight", [("forty-eight", "twenty-eight")], id="a compound is one word"),
        pytest.param("d'un euro", "d'un demi euro", [("", "demi")], id="French elision"),
        pytest.param("cafe\u0301 open", "cafe open", [("cafe\u0301", "cafe")], id="a combining accent is a change"),
        pytest.param(
            "go \U0001f468\u200d\U0001f469\u200d\U0001f467",
            "go \U0001f468",
            [("\U0001f468\u200d\U0001f469\u200d\U0001f467", "\U0001f468")],
            id="joined emoji are one mark",
        ),
        pytest.param("10\u00a0000 beds", "10 000 beds", [], id="white space alone is no change of words"),
        pytest.param("One. Two.", "One. Two. Three.", [("", "Three .")], id="an added sentence is a whole sentence"),
        pytest.param(
            "Cities should plan. Cities should act.",
            "Cities should plan. Cities should pay. Cities should act.",
            [("", "Cities should pay .")],
            id="a sentence between two that begin alike",
        ),
        pytest.param(
            "Cities should plan. Cities should pay. Cities should act.",
            "Cities should plan. Cities should act.",
            [("Cities should pay .", "")],
            id="a deleted sentence between two that begin alike",
        ),
        pytest.param("a b", "", [("a b", "")], id="everything deleted"),
        pytest.param("", "a b", [("", "a b")], id="everything new"),
    ],
)
def test_the_difference_is_what_a_reader_would_mark(old: str, new: str, expected: list[tuple[str, str]]) -> None:
    assert changed(old, new) == expected


def test_a_text_rewritten_beyond_comparison_is_one_change_between_what_stays() -> None:
    old = " ".join(f"old{number}" for number in range(MOST_COMPARED // 2 + 1))
    new = " ".join(f"new{number}" for number in range(MOST_COMPARED // 2))

    before, after = words_of([Span(f"We ask: {old}.")]).tokens, words_of([Span(f"We ask: {new}.")]).tokens

    assert edits(before, after) == (Edit(3, len(before) - 1, 3, len(after) - 1),)


texts = st.lists(
    st.sampled_from(["fund", "cities", "the", ".", ",", " ", "\u00a0", "e\u0301", "\U0001f1eb\U0001f1f7"]), max_size=25
)


@given(texts, texts)
def test_edits_rebuild_the_new_text(old: list[str], new: list[str]) -> None:
    before, after = words_of([Span("".join(old))]).tokens, words_of([Span("".join(new))]).tokens
    rebuilt, at = [], 0
    for edit in edits(before, after):
        rebuilt += [token.word for token in before[at : edit.start]]
        rebuilt += [token.word for token in after[edit.new_start : edit.new_end]]
        at = edit.end
    rebuilt += [token.word for token in before[at:]]

    assert rebuilt == [token.word for token in after]


@given(
    st.lists(
        st.builds(Span, st.text(max_size=8), strong=st.booleans(), footnote=st.none() | st.just("Note")), max_size=6
    )
)
def test_words_together_are_the_paragraph(spans: list[Span]) -> None:
    clean = [Span("", span.strong, footnote=span.footnote) if span.footnote else span for span in spans]

    assert words_of(clean).spans == normal_spans(clean)


def test_one_module_knows_the_library_and_nothing_is_ever_patched() -> None:
    sources = {path.name: path.read_text() for path in (ROOT / "recommendations").rglob("*.py")}

    assert {name for name, text in sources.items() if "import diff_match_patch" in text} == {"differences.py"}
    assert not any(re.search(r"patch_(apply|make)\(", text) for text in sources.values())
