import json
import unicodedata
from dataclasses import replace

import pytest

from recommendations.domain.manifesto import Chapter, Manifesto, NumberedUnit, chosen
from recommendations.domain.manuscript import in_order, manuscript, manuscript_hash, read_manuscript
from recommendations.domain.text import Paragraph, Span, Unit, UnitKind


def make_manifesto(words: str = "Light the streets.") -> Manifesto:
    spans = (Span(words), Span("now", strong=True), Span("here", link="https://example.org"), Span("", footnote="f"))
    unit = Unit("r1", UnitKind.RECOMMENDATION, (Paragraph("p1", spans),), "Light", ("local",))
    return Manifesto(
        edition=(("fr", "Édition"), ("en", "Edition")),
        place="Porto Claro",
        days=("2030-03-20",),
        languages=("fr", "en"),
        addressees=(("local", (("fr", "Villes"), ("en", "Cities"))),),
        preamble=(NumberedUnit("", (("fr", replace(unit, uid="c1", kind=UnitKind.CITATION)),)),),
        chapters=(
            Chapter(2, (("fr", "Rues"), ("en", "Streets")), (NumberedUnit("2.1", (("fr", unit), ("en", unit))),)),
        ),
    )


def test_a_manifesto_survives_its_manuscript() -> None:
    assert read_manuscript(manuscript(make_manifesto())) == make_manifesto()


def test_every_word_is_in_the_hash() -> None:
    assert manuscript_hash(make_manifesto()) != manuscript_hash(make_manifesto("Light the street."))


def test_the_order_of_languages_is_in_the_hash() -> None:
    assert manuscript_hash(make_manifesto()) != manuscript_hash(replace(make_manifesto(), languages=("en", "fr")))


def test_composed_and_decomposed_letters_are_the_same_text() -> None:
    text = make_manifesto("Écoles")

    assert manuscript(text) == manuscript(make_manifesto(unicodedata.normalize("NFD", "Écoles")))


def test_a_language_outside_of_the_list_comes_last() -> None:
    assert in_order({"it": "strade", "en": "streets", "de": "Straßen"}, ("en", "fr")) == (
        ("en", "streets"),
        ("de", "Straßen"),
        ("it", "strade"),
    )


def test_a_unit_in_a_language_outside_of_the_list_survives() -> None:
    manifesto = replace(make_manifesto(), languages=("en",))

    assert read_manuscript(manuscript(manifesto)).chapters[0].units[0].text("fr") is not None


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param("hemicycle-manifesto/1", "hemicycle-manifesto/2", id="another format"),
        pytest.param('"days":["2030-03-20"]', '"days":"2030-03-20"', id="words where a list should be"),
        pytest.param('"edition":{', '"edition":[],"editions":{', id="a list where an object should be"),
        pytest.param('"kind":"recommendation"', '"kind":"order"', id="a unit of no kind"),
        pytest.param('"preamble"', '"prelude"', id="a part missing"),
    ],
)
def test_what_is_no_manuscript_is_not_read(before: str, after: str) -> None:
    text = manuscript(make_manifesto())
    assert before in text

    with pytest.raises((KeyError, TypeError, ValueError)):
        read_manuscript(text.replace(before, after))


def test_a_manuscript_has_one_spelling() -> None:
    text = manuscript(make_manifesto())

    assert json.dumps(json.loads(text), ensure_ascii=False, sort_keys=True, separators=(",", ":")) == text


def test_a_missing_translation_gives_way_to_the_authoritative_text() -> None:
    assert chosen((("fr", "Rues"),), "en") == ("Rues", "fr")
    assert chosen((), "en") == ("", "en")
