"""Nearly identical amendments are found, so that people can join one."""

from fractions import Fraction

import pytest

from recommendations.domain.changes import UnitChange
from recommendations.domain.hunks import change_between
from recommendations.domain.similarity import likeness, near
from recommendations.domain.text import Paragraph, Span, Unit
from tests.domain.units import plain_unit

TEXT = (
    "Cities should publish figures once a year. They should pay 70% of the cost. Schools come first, wherever they are."
)


def unit(text: str = TEXT, *more: str, **fields: object) -> Unit:
    return plain_unit(text, *more, **({"title": "Figures"} | fields))


def to(amended: Unit) -> dict[str, UnitChange]:
    return {"en": change_between(unit(), amended)}


def edited(old: str, new: str) -> dict[str, UnitChange]:
    assert TEXT.count(old) == 1
    return to(unit(TEXT.replace(old, new)))


PRIVACY = edited("figures", "figures, in full respect of the right to privacy,")
SAME_IN_OTHER_WORDS = edited("figures", "figures, in full respect of everybody's privacy,")
ADDED = to(unit(TEXT, "The regions should pay for what the cities cannot pay."))


@pytest.mark.parametrize(
    ("one", "other", "are_near"),
    [
        pytest.param(PRIVACY, PRIVACY, True, id="the very same"),
        pytest.param(
            PRIVACY, edited("figures", "figures, with full respect of the right to privacy,"), True, id="one small word"
        ),
        pytest.param(
            edited("Schools come first", "schools come first"),
            edited("Schools come first", "schools come first"),
            True,
            id="the same capital",
        ),
        pytest.param(
            edited("once a year", "twice a year"), edited("once a year", "every quarter"), False, id="other words"
        ),
        pytest.param(edited("70%", "80%"), edited("70%", "90%"), False, id="another figure"),
        pytest.param(
            edited("figures", "figures, lawfully,"),
            edited("come first", "come first, lawfully,"),
            False,
            id="the same words elsewhere",
        ),
        pytest.param(
            ADDED,
            to(unit(TEXT, "The regions should pay for what cities cannot pay.")),
            True,
            id="nearly the same paragraph",
        ),
        pytest.param(ADDED, to(unit(TEXT, "Schools first.")), False, id="another paragraph"),
        pytest.param(
            to(unit(addressees=("local", "eu"))), to(unit(addressees=("local", "eu"))), True, id="the same addressee"
        ),
        pytest.param(to(unit(addressees=("local", "eu"))), to(unit(addressees=())), False, id="another addressee"),
        pytest.param(to(unit(addressees=("local", "eu"))), PRIVACY, False, id="an addressee and words"),
    ],
)
def test_nearly_the_same_words_at_the_same_place_are_near(
    one: dict[str, UnitChange],
    other: dict[str, UnitChange],
    *,
    are_near: bool,
) -> None:
    assert near(one, other, {"en": unit()}) is are_near
    assert near(other, one, {"en": unit()}) is are_near


def test_likeness_is_an_exact_share_of_letters() -> None:
    assert likeness(edited("70%", "80%"), edited("70%", "90%"), {"en": unit()}) == Fraction(1, 2)
    assert likeness(PRIVACY, PRIVACY, {"en": unit()}) == 1
    assert likeness({"en": UnitChange()}, {"en": UnitChange()}, {"en": unit()}) == 0


def test_a_footnote_and_a_deleted_paragraph_are_compared_too() -> None:
    base = unit(TEXT, "Second.")
    noted = unit(paragraphs=(Paragraph("p0", (Span(TEXT), Span("", footnote="See the annex."))), base.paragraphs[1]))
    gone = unit()

    assert likeness({"en": change_between(base, noted)}, {"en": change_between(base, noted)}, {"en": base}) == 1
    assert likeness({"en": change_between(base, gone)}, {"en": change_between(base, gone)}, {"en": base}) == 1


def test_one_language_in_common_is_enough() -> None:
    french = {"fr": PRIVACY["en"]}

    assert near(PRIVACY | french, french, {"en": unit(), "fr": unit()})
    assert likeness(PRIVACY, french, {"en": unit(), "fr": unit()}) == 0


def test_a_moved_paragraph_is_like_itself_moved() -> None:
    base = unit(TEXT, "Second.")
    moved = {"en": change_between(base, unit(paragraphs=base.paragraphs[::-1]))}

    assert likeness(moved, moved, {"en": base}) == 1
