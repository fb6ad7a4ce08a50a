"""Line numbers: the same for everybody, and never a lost character."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recommendations.domain.lines import grapheme_starts, line_starts


def lines(text: str, width: int) -> list[str]:
    starts = line_starts(text, width)
    return [text[a:b] for a, b in zip(starts, [*starts[1:], None], strict=True)]


@pytest.mark.parametrize(
    ("text", "count"),
    [
        pytest.param("city", 4, id="plain letters"),
        pytest.param("e\u0301te\u0301", 3, id="combining accents belong to their letter"),
        pytest.param("\U0001f468\u200d\U0001f469\u200d\U0001f467!", 2, id="a joined family is one character"),
        pytest.param("\U0001f44d\U0001f3fdx", 2, id="a skin tone belongs to its hand"),
        pytest.param("\U0001f1eb\U0001f1f7\U0001f1e7\U0001f1ea", 2, id="two flags of two letters each"),
        pytest.param("❤\ufe0f", 1, id="a variation selector"),
        pytest.param("\u1112\u1161\u11ab", 1, id="a Hangul syllable from its parts"),
        pytest.param("", 0, id="nothing"),
    ],
)
def test_characters_are_counted_as_people_count_them(text: str, count: int) -> None:
    assert len(grapheme_starts(text)) == count


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("", [""], id="an empty paragraph has one line"),
        pytest.param("one two", ["one two"], id="exactly the width"),
        pytest.param("one two six", ["one two ", "six"], id="the space hangs over the edge"),
        pytest.param("one  two", ["one  ", "two"], id="several spaces hang together"),
        pytest.param("co-design", ["co-", "design"], id="after a hyphen inside a word"),
        pytest.param("a - bcdef", ["a - ", "bcdef"], id="a dash is no hyphen"),
        pytest.param("10\u00a0000 m", ["10\u00a0000 ", "m"], id="a no-break space holds"),
        pytest.param("abcdefghij kl", ["abcdefg", "hij kl"], id="a word longer than a line is cut"),
        pytest.param("ab abcdefghij", ["ab ", "abcdefg", "hij"], id="a long word starts on its own line"),
    ],
)
def test_lines_break_where_a_reader_expects(text: str, expected: list[str]) -> None:
    assert lines(text, 7) == expected


@given(st.text(alphabet=st.sampled_from("ab -\u00a0\u0301\U0001f468\u200d\U0001f1eb"), max_size=60), st.integers(1, 9))
def test_lines_together_are_the_paragraph_and_none_is_too_wide(text: str, width: int) -> None:
    broken = lines(text, width)

    assert "".join(broken) == text
    assert line_starts(text, width) == tuple(sorted(set(line_starts(text, width))))
    assert all(len(grapheme_starts(line.rstrip(" "))) <= width for line in broken)
