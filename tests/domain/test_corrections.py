from dataclasses import replace

import pytest

from recommendations.domain.corrections import meaning_changed, rewritten
from recommendations.domain.manifesto import Chapter, Manifesto, NumberedUnit
from recommendations.domain.text import Paragraph, Span, Unit, UnitKind
from tests.factories import make_unit

LONG = (
    "Cities, that so wish, must not wait two years for the recieved funds, which the Union may pay out before 12 May."
)


def text(words: str) -> Unit:
    return make_unit("r1", words, title="")


@pytest.mark.parametrize(
    ("before", "after", "language"),
    [
        (LONG, LONG.replace("recieved", "received"), "en"),
        (LONG, LONG.replace("Cities, that so wish, must", "Cities that so wish must"), "en"),
        (LONG, LONG.replace("two years", "2 years"), "en"),
        ("Les villes ne doivent pas atendre.", "Les villes ne doivent pas attendre.", "fr"),
        ("Two words.", "Two Words.", "en"),
        ("Alle Städe warten.", "Alle Städte warten.", "de"),
    ],
)
def test_spelling_and_commas_are_editorial(before: str, after: str, language: str) -> None:
    assert meaning_changed(text(before), text(after), language) == ()


@pytest.mark.parametrize(
    ("before", "after", "language", "words"),
    [
        (LONG, LONG.replace("two years", "three years"), "en", ("2", "3")),
        (LONG, LONG.replace("must not", "must"), "en", ("not",)),
        (LONG, LONG.replace("must", "should"), "en", ("must", "should")),
        (LONG, LONG.replace("12 May", "13 May"), "en", ("---05-12", "---05-13")),
        ("Pay 70 % of it.", "Pay 7 % of it.", "en", ("7", "70")),
        ("Les villes n’ont pas à payer.", "Les villes ont à payer.", "fr", ("n’", "pas")),
        ("La ville doit payer.", "La ville peut payer.", "fr", ("doit", "peut")),
        ("They must go and should come.", "They should go and must come.", "en", ("should", "must")),
        (
            "Light streets.",
            "Whoever lives nearby pays everything.",
            "en",
            ("Whoever", "lives", "nearby", "pays", "everything"),
        ),
        ("Light the streets of the old town.", "Light.", "en", ("the", "streets", "of", "the", "old", "town")),
    ],
)
def test_what_changes_the_meaning_is_named(before: str, after: str, language: str, words: tuple[str, ...]) -> None:
    assert meaning_changed(text(before), text(after), language) == words


@pytest.mark.parametrize(("length", "most"), [(5, 3), (39, 3), (40, 4)])
def test_a_few_words_or_one_in_ten_may_change_and_not_one_more(length: int, most: int) -> None:
    words = [f"word{letter * 2}" for letter in "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"[:length]]
    base = text(" ".join(words))

    assert meaning_changed(base, text(" ".join(["Ah"] * most + words[most:])), "en") == ()
    assert len(meaning_changed(base, text(" ".join(["Ah"] * (most + 1) + words[most + 1 :])), "en")) == most + 1


def test_addressees_links_and_footnotes_are_no_matter_of_style() -> None:
    base = text("Read it.")
    linked = replace(base, paragraphs=(Paragraph("r1-p1", (Span("Read it.", link="https://example.org"),)),))
    noted = replace(base, paragraphs=(Paragraph("r1-p1", (Span("Read it."), Span("", footnote="Here."))),))

    assert meaning_changed(base, replace(base, addressees=("eu",)), "en") == ("eu", "local")
    assert meaning_changed(base, linked, "en") == ("https://example.org",)
    assert meaning_changed(base, noted, "en") == ("Here.",)


def test_a_unit_stays_what_it_is() -> None:
    base = text("Read it.")

    assert meaning_changed(base, replace(base, kind=UnitKind.COMMITMENT), "en") == ("commitment",)


def test_a_manifesto_is_rewritten_where_units_are_named_and_nowhere_else() -> None:
    one, other = text("One."), make_unit("r2", "Two.")
    preamble = make_unit("c1", "Having regard,", kind=UnitKind.CITATION)
    chapter = Chapter(
        2, (("en", "Streets"),), (NumberedUnit("2.1", (("en", one),)), NumberedUnit("2.2", (("en", other),)))
    )
    manifesto = Manifesto((), "Porto Claro", (), ("en",), (), (NumberedUnit("", (("en", preamble),)),), (chapter,))

    new = rewritten(manifesto, {"r2": {"en": make_unit("r2", "Three.")}})

    assert new.preamble == manifesto.preamble
    assert [unit.texts[0][1].paragraphs[0].plain for unit in new.chapters[0].units] == ["One.", "Three."]
    assert rewritten(manifesto, {}) == manifesto
