"""What is typed in a plain form field is what the text gets, and back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recommendations.domain.markup import parse, serialize
from recommendations.domain.text import Span
from recommendations.domain.words import normal_spans


@pytest.mark.parametrize(
    ("markup", "spans"),
    [
        pytest.param("Fund buses.", [Span("Fund buses.")], id="plain words"),
        pytest.param("**Fund** buses", [Span("Fund", strong=True), Span(" buses")], id="strong"),
        pytest.param("_Fund_ buses", [Span("Fund", emphasis=True), Span(" buses")], id="emphasis"),
        pytest.param("**_a_**", [Span("a", strong=True, emphasis=True)], id="both"),
        pytest.param("see [us](https://x.eu/a)", [Span("see "), Span("us", link="https://x.eu/a")], id="a link"),
        pytest.param("x[^A **note**^]", [Span("x"), Span("", footnote="A **note**")], id="a footnote"),
        pytest.param("2 ** 3", [Span("2 ** 3")], id="a lonely sign"),
        pytest.param("snake_case", [Span("snake_case")], id="a lonely underscore"),
        pytest.param("[sic] and [x](no)", [Span("[sic] and [x](no)")], id="brackets are no links"),
        pytest.param("](https://x.eu) a", [Span("](https://x.eu) a")], id="a link that was never opened"),
        pytest.param(r"\*\*a\*\* \q", [Span(r"**a** \q")], id="escaped signs"),
        pytest.param("[^^]", [Span("[^^]")], id="an empty footnote"),
        pytest.param("", [], id="nothing"),
    ],
)
def test_typed_signs_become_marks(markup: str, spans: list[Span]) -> None:
    assert parse(markup) == tuple(spans)


@pytest.mark.parametrize(
    ("spans", "markup"),
    [
        pytest.param([Span("[option A] costs 5 * 3")], "[option A] costs 5 * 3", id="nothing escaped without need"),
        pytest.param([Span("**a**")], r"\*\*a\*\*", id="escaped where it would become strong"),
        pytest.param([Span("us", link="https://x.eu/(a)")], r"[us](https://x.eu/\(a\))", id="brackets in an address"),
    ],
)
def test_prefilled_text_is_readable(spans: list[Span], markup: str) -> None:
    assert serialize(spans) == markup


text = st.text(alphabet=st.sampled_from("ab *_[]()^\\\n:"), min_size=1, max_size=8)
links = st.none() | st.sampled_from(["https://x.eu/a_b", "https://y.eu/(c)", "mailto:a@x.eu"])
written = st.builds(Span, text, st.booleans(), st.booleans(), links)
noted = st.builds(Span, st.just(""), st.booleans(), st.booleans(), links, text)


@given(st.lists(written | noted, max_size=6))
def test_every_text_survives_the_form(spans: list[Span]) -> None:
    assert parse(serialize(spans)) == normal_spans(spans)


@given(st.text(alphabet=st.sampled_from("ab *_[]()^\\:h"), max_size=30))
def test_whatever_is_typed_survives_being_shown_again(markup: str) -> None:
    assert parse(serialize(parse(markup))) == parse(markup)
