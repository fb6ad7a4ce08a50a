from dataclasses import replace

import pytest

from recommendations.domain.language_check import (
    Finding,
    FindingKind,
    findings,
    fingerprint,
    marked,
)
from recommendations.domain.text import Paragraph, Span, Unit
from tests.factories import make_unit

NAMES = ("Porto Claro", "Nice")


def in_two(english: str, other: str, language: str = "fr") -> dict[str, Unit]:
    return {code: make_unit("r1", text, title="") for code, text in (("en", english), (language, other))}


@pytest.mark.parametrize(
    ("english", "french", "expected"),
    [
        ("every two years", "tous les trois ans", [("figure", ("2",), ("3",))]),
        ("in both languages of the two towns", "dans les deux langues des deux villes", []),
        ("every two years", "tous les deux ans", []),
        ("within forty-eight hours", "dans les 48 heures", []),
        ("70% of the costs", "70 % des coûts", []),
        ("70% of the costs", "7 % des coûts", [("percentage", ("70",), ("7",))]),
        ("70 seats", "70 % des sièges", [("figure", ("70",), ()), ("percentage", (), ("70",))]),
        ("before 12 May 2030", "avant le 12 mai 2030", []),
        ("before 12 May 2030", "avant le 12 juin 2030", [("date", ("2030-05-12",), ("2030-06-12",))]),
        ("one city in 12.5", "1 ville sur 12,5", []),
        ("as Porto Claro does, nice as it is", "comme Porto Claro", []),
        ("as Porto Claro does", "comme le fait une autre ville", [("name", ("Porto Claro",), ())]),
    ],
)
def test_what_one_version_says_and_the_other_does_not_is_found(
    english: str, french: str, expected: list[tuple[str, tuple[str, ...], tuple[str, ...]]]
) -> None:
    found = findings(in_two(english, french), NAMES)

    assert [(one.kind.value, one.here, one.there) for one in found] == expected


def test_a_language_whose_number_words_are_not_read_is_compared_by_its_digits() -> None:
    assert findings(in_two("three towns of 70 and 12 May", "drei von 70 Städten, 12. Mai", "de")) == ()
    assert [one.here for one in findings(in_two("three towns of 70", "drei von 7 Städten", "de"))] == [("70",)]


def test_links_and_the_number_of_footnotes_are_compared() -> None:
    texts = in_two("Read it.", "Lisez-le.")
    linked = Paragraph("r1-p1", (Span("Read it.", link="https://example.org/a"), Span("", footnote="See 5.")))

    found = findings(texts | {"en": replace(texts["en"], paragraphs=(linked,))})

    assert [(one.kind.value, one.here, one.there) for one in found] == [
        ("figure", ("5",), ()),
        ("link", ("https://example.org/a",), ()),
        ("footnotes", ("1",), ("0",)),
    ]


def test_a_text_in_one_language_agrees_with_itself() -> None:
    assert findings({}) == ()
    assert findings({"en": make_unit("r1", "Two years.")}) == ()


def test_the_words_that_differ_are_marked_in_their_own_version() -> None:
    found = findings(in_two("every two years", "tous les trois ans"))

    pieces = {
        language: marked(text, language, found)
        for language, text in (("en", "every two years"), ("fr", "tous les trois ans"), ("de", "alle zwei Jahre"))
    }

    assert [one.text for one in pieces["en"] if one.is_marked] == ["two"]
    assert "".join(one.text for one in pieces["fr"]) == "tous les trois ans"
    assert [one.text for one in pieces["fr"] if one.is_marked] == ["trois"]
    assert not any(one.is_marked for one in pieces["de"])


def test_two_names_at_one_place_are_marked_once() -> None:
    found = [Finding(FindingKind.NAME, "en", "fr", here=("Porto", "Porto Claro"))]

    assert [one.text for one in marked("In Porto Claro", "en", found, ("Porto", "Porto Claro")) if one.is_marked] == [
        "Porto"
    ]


def test_a_confirmation_holds_for_these_words_alone() -> None:
    texts = in_two("every two years", "tous les trois ans")
    found = findings(texts)[0]

    assert fingerprint("r1", found, texts) == fingerprint("r1", found, dict(reversed(texts.items())))
    assert fingerprint("r1", found, texts) != fingerprint("r1", found, in_two("every two years", "tous les 3 ans"))
