import pytest

from recommendations.domain.text import printable


@pytest.mark.parametrize("sign", ["\x00", "\x07", "\x1b", "\x7f", "\x80", "\u202e", "\ud800", "\ufffe", "\uffff"])
def test_a_sign_that_cannot_be_printed_is_left_out(sign: str) -> None:
    assert printable(f"once{sign} a year") == "once a year"


@pytest.mark.parametrize("pasted", ["\x0b", "\x0c", "\x85", "\u2028", "\u2029"])
def test_every_pasted_break_is_a_line_break(pasted: str) -> None:
    assert printable(f"once{pasted}a year") == "once\na year"


@pytest.mark.parametrize(
    "text", ["tab\tand\r\nline", "👩‍👩‍👧 é", "\u200f\u05e2\u05d1\u200f", "\u2066mixed\u2069", "thin\u202fspace"]
)
def test_the_scripts_of_the_world_stay_as_they_are(text: str) -> None:
    assert printable(text) == text
