"""How an amendment falls into parts by itself."""

from dataclasses import replace

from recommendations.domain.hunks import UnitChange, change_between
from recommendations.domain.incorporation import NumberedChange, incorporate
from recommendations.domain.parts import MOST_PARTS, parts_of_change
from recommendations.domain.text import Paragraph, Span, Unit
from tests.factories import make_unit

BASE = make_unit("r1", "One two three four.", "Five six.", "Seven eight.", "Nine ten.", "Eleven twelve.")


def reworded(unit: Unit, **words: str) -> Unit:
    paragraphs = tuple(
        Paragraph(p.uid, (Span(words.get(p.uid.removeprefix("r1-"), p.plain)),)) for p in unit.paragraphs
    )
    return replace(unit, paragraphs=paragraphs)


def together(base: Unit, parts: tuple[dict[str, UnitChange], ...]) -> Unit:
    return incorporate(base, "en", [NumberedChange(number, part) for number, part in enumerate(parts)])


def test_each_paragraph_the_title_and_the_addressees_are_parts() -> None:
    amended = replace(reworded(BASE, p1="One 2 three four.", p2="Five 6."), title="New", addressees=("eu",))

    parts = parts_of_change({"en": change_between(BASE, amended)})

    assert len(parts) == MOST_PARTS
    assert together(BASE, parts) == amended


def test_what_goes_beyond_four_parts_is_in_the_last() -> None:
    amended = reworded(BASE, p1="1.", p2="2.", p3="3.", p4="4.", p5="5.")

    parts = parts_of_change({"en": change_between(BASE, amended)})

    assert [len(part["en"].hunks) for part in parts] == [1, 1, 1, 2]
    assert together(BASE, parts) == amended


def test_one_paragraph_falls_into_its_changes_if_every_language_does() -> None:
    two = change_between(BASE, reworded(BASE, p1="1 two three 4."))
    one = change_between(BASE, reworded(BASE, p1="1 two three four."))

    assert len(parts_of_change({"en": two})) == 2
    assert len(parts_of_change({"en": two, "fr": two})) == 2
    assert len(parts_of_change({"en": two, "fr": one})) == 1


def test_a_deleted_and_a_new_paragraph_are_parts_of_their_own() -> None:
    new = Paragraph("n1", (Span("New words here."),))
    amended = replace(BASE, paragraphs=(*BASE.paragraphs[1:], new))

    parts = parts_of_change({"en": change_between(BASE, amended)})

    assert len(parts) == 2
    assert together(BASE, parts) == amended


def test_a_deleted_paragraph_alone_is_one_part() -> None:
    amended = replace(BASE, paragraphs=BASE.paragraphs[1:])

    assert len(parts_of_change({"en": change_between(BASE, amended)})) == 1


def test_a_moved_paragraph_is_a_part() -> None:
    amended = replace(BASE, paragraphs=(*BASE.paragraphs[1:], BASE.paragraphs[0]))

    parts = parts_of_change({"en": change_between(BASE, amended)})

    assert together(BASE, parts) == amended


def test_a_moved_paragraph_with_changes_in_it_is_one_part() -> None:
    edited = reworded(BASE, p1="1 two three 4.")
    amended = replace(edited, paragraphs=(*edited.paragraphs[1:], edited.paragraphs[0]))

    parts = parts_of_change({"en": change_between(BASE, amended)})

    assert len(parts) == 1
    assert together(BASE, parts) == amended
