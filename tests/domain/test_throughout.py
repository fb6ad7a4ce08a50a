"""One wording is replaced throughout, in whole words, and nothing else."""

import pytest

from recommendations.domain.text import Paragraph, Span, Unit, UnitKind
from recommendations.domain.throughout import replaced_throughout


def unit(*spans: Span, title: str = "Night") -> Unit:
    return Unit("r1", UnitKind.RECOMMENDATION, (Paragraph("p1", spans),), title)


def replaced(text: str, find: str, replace: str) -> str | None:
    found = replaced_throughout(unit(Span(text)), find, replace)
    return found.paragraphs[0].plain if found else None


@pytest.mark.parametrize(
    ("text", "find", "replace", "expected"),
    [
        pytest.param("Big cities and small cities.", "cities", "towns", "Big towns and small towns.", id="everywhere"),
        pytest.param(
            "Cities pay. All cities pay.", "cities", "towns", "Towns pay. All towns pay.", id="with its capital"
        ),
        pytest.param("In May they may.", "May", "June", "In June they may.", id="a name only as a name"),
        pytest.param("city-wide, citywide, city.", "city", "town", "city-wide, citywide, town.", id="whole words only"),
        pytest.param(
            "The local\u00a0police act.", "local police", "police", "The police act.", id="over a no-break space"
        ),
        pytest.param("l'État, d'un État", "l'État", "la région", "la région, d'un État", id="over an apostrophe"),
        pytest.param("New York, New Yorkers", "New York", "Porto Claro", "Porto Claro, New Yorkers", id="a phrase"),
        pytest.param("so so so", "so so", "thus", "thus so", id="never overlapping"),
        pytest.param("Very, very good.", "very", "", ", good.", id="deleted"),
        pytest.param("a very good end", "very", "", "a good end", id="deleted with its space"),
        pytest.param(
            "e\u0301te\u0301 et ete\u0301", "e\u0301te\u0301", "hiver", "hiver et ete\u0301", id="accents are letters"
        ),
        pytest.param("Cities pay.", "town", "city", None, id="not there"),
        pytest.param("Cities pay.", " ", "city", None, id="nothing to find"),
        pytest.param("Cities pay.", "cities", "cities", None, id="nothing to change"),
        pytest.param("Cities.", "cities and more", "towns", None, id="longer than the text"),
    ],
)
def test_whole_words_are_replaced_throughout(text: str, find: str, replace: str, expected: str | None) -> None:
    assert replaced(text, find, replace) == expected


def test_marks_and_footnotes_stay() -> None:
    spans = (
        Span("The "),
        Span("local", strong=True),
        Span(" police", emphasis=True),
        Span("", footnote="All of it."),
        Span(" act."),
    )

    found = replaced_throughout(unit(*spans), "local police", "town guards")

    assert found == unit(
        Span("The "),
        Span("town", strong=True),
        Span(" guards", emphasis=True),
        Span("", footnote="All of it."),
        Span(" act."),
    )
    other = replaced_throughout(unit(*spans), "local police", "guards of the town")
    assert other == unit(
        Span("The "), Span("guards of the town", strong=True), Span("", footnote="All of it."), Span(" act.")
    )


def test_the_title_follows_and_never_vanishes() -> None:
    renamed = replaced_throughout(unit(Span("All night."), title="Night"), "night", "day")

    assert renamed == unit(Span("All day."), title="Day")
    assert replaced_throughout(unit(Span("All."), title="Night"), "night", "") is None
