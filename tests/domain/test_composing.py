from dataclasses import replace

import pytest

from recommendations.domain.adoption import NothingAdopted
from recommendations.domain.composing import (
    Difference,
    EditionData,
    ThemeText,
    as_voted,
    compose,
    differences,
    missing_texts,
)
from recommendations.domain.editions import ThemeKind
from recommendations.domain.manifesto import Manifesto
from recommendations.domain.text import Paragraph, Span, Unit, UnitKind

EDITION = EditionData(
    title=(("en", "Edition"), ("fr", "Édition")),
    place="Porto Claro",
    days=("2030-03-20",),
    languages=("en", "fr"),
    addressees=(("local", (("en", "Cities"), ("fr", "Villes"))),),
)
PASSAGE, RECOMMENDATION, CITATION = UnitKind.PASSAGE, UnitKind.RECOMMENDATION, UnitKind.CITATION


def make_unit(uid: str, kind: UnitKind = RECOMMENDATION, words: str = "Light the streets.") -> Unit:
    return Unit(uid, kind, (Paragraph(f"{uid}-p", (Span(words),)),))


def make_theme(number: int, *units: Unit, kind: ThemeKind = ThemeKind.THEME, french: bool = True) -> ThemeText:
    versions = {"en": units} | ({"fr": units} if french else {})
    title = (("en", f"Theme {number}"), ("fr", f"Thème {number}"))
    return ThemeText(f"T{number}", kind, number, title, versions)


def numbers(manifesto: Manifesto) -> list[list[str]]:
    return [[unit.number for unit in chapter.units] for chapter in manifesto.chapters]


def test_numbers_close_up_within_the_theme() -> None:
    theme = make_theme(8, make_unit("a"), make_unit("b"), make_unit("c"))

    manifesto = compose(EDITION, [theme], frozenset({("T8", "a"), ("T8", "c")}))

    assert numbers(manifesto) == [["8.1", "8.2"]]
    assert [unit.texts[0][1].uid for unit in manifesto.chapters[0].units] == ["a", "c"]


def test_a_theme_without_an_adopted_recommendation_is_left_out_and_the_others_keep_their_numbers() -> None:
    themes = [make_theme(number, make_unit(f"r{number}")) for number in (7, 3, 2)]

    manifesto = compose(EDITION, themes, frozenset({("T2", "r2"), ("T7", "r7")}))

    assert [chapter.number for chapter in manifesto.chapters] == [2, 7]


def test_a_uid_adopted_in_another_theme_is_not_adopted_here() -> None:
    with pytest.raises(NothingAdopted):
        compose(EDITION, [make_theme(1, make_unit("a"))], frozenset({("T2", "a")}))


def test_the_preamble_and_the_passages_go_along() -> None:
    preamble = make_theme(0, make_unit("c", CITATION), kind=ThemeKind.PREAMBLE)
    theme = make_theme(1, make_unit("x", PASSAGE), make_unit("a"))

    manifesto = compose(EDITION, [theme, preamble], frozenset({("T1", "a")}))

    assert [unit.texts[0][1].uid for unit in manifesto.preamble] == ["c"]
    assert numbers(manifesto) == [["", "1.1"]]


def test_units_are_aligned_by_uid_and_a_language_without_one_is_counted() -> None:
    theme = replace(
        make_theme(1, make_unit("a"), make_unit("b")),
        units={"en": (make_unit("a"),), "fr": (make_unit("b"), make_unit("a"))},
    )

    manifesto = compose(EDITION, [theme], frozenset({("T1", "a"), ("T1", "b")}))

    assert [[language for language, _ in unit.texts] for unit in manifesto.chapters[0].units] == [["en", "fr"], ["fr"]]
    assert (missing_texts(manifesto, "en"), missing_texts(manifesto, "fr")) == (1, 0)


def test_titles_without_a_translation_are_counted_too() -> None:
    theme = replace(make_theme(1, make_unit("a")), title=(("en", "Theme 1"), ("fr", "")))

    assert missing_texts(compose(EDITION, [theme], frozenset({("T1", "a")})), "fr") == 1


@pytest.fixture
def manifesto() -> Manifesto:
    """A manifesto of one recommendation and one passage."""
    preamble = make_theme(0, make_unit("c", CITATION), kind=ThemeKind.PREAMBLE)
    theme = make_theme(1, make_unit("x", PASSAGE), make_unit("a"))
    return compose(EDITION, [preamble, theme], frozenset({("T1", "a")}))


def reworded(manifesto: Manifesto, unit: Unit) -> Manifesto:
    return as_voted(manifesto, {"a": {"en": unit}})


def test_a_manifesto_does_not_differ_from_itself(manifesto: Manifesto) -> None:
    assert differences(manifesto, manifesto) == ()


@pytest.mark.parametrize(
    "unit",
    [
        pytest.param(make_unit("a", words="Light the street."), id="a letter"),
        pytest.param(replace(make_unit("a"), title="Light"), id="a title"),
        pytest.param(replace(make_unit("a"), addressees=("local",)), id="an addressee"),
        pytest.param(replace(make_unit("a"), kind=UnitKind.COMMITMENT), id="the kind"),
        pytest.param(
            replace(make_unit("a"), paragraphs=(Paragraph("a-p", (Span("Light the streets.", strong=True),)),)),
            id="a mark",
        ),
        pytest.param(
            replace(make_unit("a"), paragraphs=(Paragraph("other", (Span("Light the streets."),)),)), id="an identity"
        ),
    ],
)
def test_every_change_of_a_recommendation_is_a_difference_at_its_number(manifesto: Manifesto, unit: Unit) -> None:
    found = differences(reworded(manifesto, unit), manifesto)

    assert [(one.place, one.language) for one in found] == [("1.1", "en")]
    assert found[0].voted != found[0].signed


def test_a_difference_shows_the_words_that_differ_and_nothing_made_for_machines(manifesto: Manifesto) -> None:
    (found,) = differences(reworded(manifesto, make_unit("a", words="Light all the streets.")), manifesto)

    assert (found.voted, found.signed) == ("Light all the streets.", "Light the streets.")
    assert found.parts == ("Light", "all", "", "the streets.")
    assert Difference("1.1", "en", "a a", "a").parts == ("a", "a", "", "")


def test_words_cut_into_other_spans_differ_in_the_manuscript(manifesto: Manifesto) -> None:
    cut = replace(make_unit("a"), paragraphs=(Paragraph("a-p", (Span("Light "), Span("the streets."))),))

    assert [one.place for one in differences(reworded(manifesto, cut), manifesto)] == ["manuscript"]


@pytest.mark.parametrize(
    ("fields", "places"),
    [
        pytest.param({"place": "Elsewhere"}, ["place"], id="place"),
        pytest.param({"days": ("2030-03-21",)}, ["days"], id="days"),
        pytest.param({"edition": (("en", "Other"), ("fr", "Édition"))}, ["edition"], id="title"),
        pytest.param({"addressees": ()}, ["addressees", "addressees"], id="addressees"),
        pytest.param({"preamble": ()}, ["preamble", "preamble"], id="preamble"),
        pytest.param({"languages": ("fr", "en")}, ["languages"], id="authoritative language"),
        pytest.param({"chapters": ()}, ["1", "1", "1", "1", "1.1", "1.1"], id="chapters"),
    ],
)
def test_every_change_around_the_recommendations_is_a_difference(
    manifesto: Manifesto, fields: dict[str, tuple[str, ...]], places: list[str]
) -> None:
    changed = replace(manifesto, **fields)  # type: ignore[arg-type]  # one field at a time

    assert [one.place for one in differences(manifesto, changed)] == places


def test_passages_have_no_poll_of_their_own(manifesto: Manifesto) -> None:
    assert as_voted(manifesto, {"x": {"en": make_unit("x", PASSAGE, "Other words.")}}) == manifesto
