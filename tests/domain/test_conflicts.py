"""Who stands in whose way, for many amendments at once, and the exact words that two both want."""

import pytest

from recommendations.domain.conflicts import standings
from recommendations.domain.hunks import TITLE, Clash, Relation, UnitChange, change_between, clashes, relation
from recommendations.domain.text import Paragraph, Span, Unit, UnitKind

TEXT = "Cities should meet once a year. They should pay for it. Schools come first."
SECOND = "Night buses should run."


def unit(text: str = TEXT, second: str | None = SECOND, title: str = "Quiet nights") -> Unit:
    paragraphs = [Paragraph("p1", (Span(text),)), *([Paragraph("p2", (Span(second),))] if second else [])]
    return Unit("r1", UnitKind.RECOMMENDATION, tuple(paragraphs), title)


def swapped(text: str = TEXT, second: str = SECOND) -> Unit:
    base = unit(text, second)
    return Unit(base.uid, base.kind, base.paragraphs[::-1], base.title)


def changed(*replacements: tuple[str, str]) -> dict[str, UnitChange]:
    text = TEXT
    for old, new in replacements:
        assert old in text
        text = text.replace(old, new)
    return {"en": change_between(unit(), unit(text))}


ONCE = changed(("once a year", "twice a year"))
QUARTER = changed(("once a year", "every quarter"))
PAY = changed(("pay for it", "share the costs"))
BOTH = changed(("once a year", "in May"), ("pay for it", "work on it"))
LAW = changed(("first.", "first, lawfully."))
NOW = changed(("first.", "first, now."))
TITLE_ONLY = {"en": change_between(unit(), unit(title="Calm nights"))}


def test_groups_are_all_that_conflict_directly_or_through_others() -> None:
    found = standings({"A1": ONCE, "A2": PAY, "A3": LAW, "A4": BOTH, "A5": NOW, "A6": QUARTER, "A7": ONCE})

    assert found.groups == (("A1", "A2", "A4", "A6", "A7"),)
    assert found.conflicts_of("A1") == ("A4", "A6")
    assert found.conflicts_of("A2") == ("A4",)
    assert found.conflicts_of("A4") == ("A1", "A2", "A6", "A7")
    assert found.conflicts_of("A3") == ()
    assert found.same_place_of("A3") == ("A5",)
    assert found.identical_to("A1") == ("A7",)
    assert found.identical_to("A3") == ()


def test_two_groups_stand_apart() -> None:
    pay_less = changed(("pay for it", "pay less for it"))
    gone = changed((" They should pay for it.", ""))
    found = standings({1: ONCE, 2: gone, 3: QUARTER, 4: pay_less, 5: TITLE_ONLY})

    assert found.groups == ((1, 3), (2, 4))


def test_amendments_without_any_change_of_words_are_never_identical() -> None:
    empty: dict[str, UnitChange] = {"en": UnitChange()}
    found = standings({1: {}, 2: {}, 3: empty, 4: empty})

    assert all(found.identical_to(number) == () for number in (1, 2, 3, 4))
    assert relation({}, {}) is relation(empty, empty) is Relation.APART


def test_nothing_conflicts_with_nothing() -> None:
    assert standings({}).groups == ()


def test_languages_are_looked_at_one_by_one() -> None:
    found = standings({1: ONCE | {"fr": PAY["en"]}, 2: {"fr": BOTH["en"]}, 3: {"fr": ONCE["en"]}})

    assert found.groups == ((1, 2, 3),)
    assert found.conflicts_of(1) == found.conflicts_of(3) == (2,)


SPACE = changed(("come first", "come\u00a0first"))
THIN_SPACE = changed(("come first", "come\u202ffirst"))
MOVED = {"en": change_between(unit(), swapped())}
GONE = {"en": change_between(unit(), unit(second=None))}


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        pytest.param(ONCE, QUARTER, [Clash("en", "p1", "once")], id="the same words"),
        pytest.param(
            changed((" They should pay for it.", "")),
            PAY,
            [Clash("en", "p1", "pay for it")],
            id="a deletion over words",
        ),
        pytest.param(
            changed((" They should pay for it.", "")),
            changed(("pay for", "always pay for")),
            [Clash("en", "p1", "should pay")],
            id="an insertion into what is deleted",
        ),
        pytest.param(
            BOTH,
            changed(("once", "not once"), ("They should pay for it.", "So it is.")),
            [Clash("en", "p1", "pay for")],
            id="not words beside",
        ),
        pytest.param(
            GONE,
            {"en": change_between(unit(), unit(second="Trams should run."))},
            [Clash("en", "p2", "Night buses")],
            id="an edit of a deleted paragraph",
        ),
        pytest.param(GONE, MOVED, [Clash("en", "p2", SECOND)], id="a moved paragraph, deleted"),
        pytest.param(
            TITLE_ONLY,
            {"en": change_between(unit(), unit(title="Silent nights"))},
            [Clash("en", TITLE, "Quiet")],
            id="the title",
        ),
        pytest.param(SPACE, THIN_SPACE, [Clash("en", "p1", "come first")], id="only a space"),
        pytest.param(ONCE, PAY, [], id="different words"),
        pytest.param(ONCE, {"fr": PAY["en"]}, [], id="different languages"),
    ],
)
def test_the_exact_words_that_two_want_are_named(
    one: dict[str, UnitChange], other: dict[str, UnitChange], expected: list[Clash]
) -> None:
    assert clashes(one, other, {"en": unit()}) == tuple(expected)
    assert clashes(other, one, {"en": unit()}) == tuple(expected)
    assert (relation(one, other) is Relation.CONFLICT) == bool(expected)


def test_clashes_stand_in_the_order_of_the_text() -> None:
    third = Paragraph("p3", (Span("Trains too."),))
    base = Unit("r1", UnitKind.RECOMMENDATION, (*unit().paragraphs, third), "Quiet nights")
    first = Unit("r1", UnitKind.RECOMMENDATION, (third, *unit().paragraphs), "Calm nights")
    second = Unit("r1", UnitKind.RECOMMENDATION, unit("Cities should meet once a decade.").paragraphs, "Silent nights")
    one, other = ({"en": change_between(base, amended)} for amended in (first, second))

    assert clashes(one, other, {"en": base}) == (Clash("en", TITLE, "Quiet"), Clash("en", "p3", "Trains too."))
