"""A sentence that stands elsewhere is moved, and takes with it what others edit in it (case 20)."""

import pytest

from recommendations.domain.amendments import AmendmentKind, Conflict
from recommendations.domain.hunks import Relation, kind_of, relation
from recommendations.domain.incorporation import applied
from recommendations.domain.text import Paragraph, Span, Unit
from tests.domain.moves import BASE, EDITED, HELP, MEET, PAY, TO_END, TO_FRONT, change, joined, unit

AWAY = unit(f"{MEET} {PAY}", f"{HELP} Trains should run.")


@pytest.mark.parametrize(
    ("base", "amended"),
    [
        pytest.param(BASE, TO_FRONT, id="to the front"),
        pytest.param(BASE, TO_END, id="to the end"),
        pytest.param(BASE, AWAY, id="to another paragraph"),
        pytest.param(
            unit("Cities should plan. Cities should pay. Regions should do more for all cities."),
            unit("Cities should pay. Cities should plan. Regions should do more for all cities."),
            id="between two that are nearly alike",
        ),
        pytest.param(
            unit("He said: “Go.” She went! Nobody came.", ""),
            unit("Nobody came. He said: “Go.” She went!", ""),
            id="with what closes it",
        ),
        pytest.param(unit("一。二。三。"), unit("三。一。二。"), id="without any spaces"),
    ],
)
def test_a_sentence_that_stands_elsewhere_is_moved(base: Unit, amended: Unit) -> None:
    found = change(amended, base)

    assert len(found.moves) == 1
    assert not found.hunks
    assert found.touches_text
    assert kind_of(found, base) is AmendmentKind.MOVE
    assert applied(base, found) == amended


@pytest.mark.parametrize(
    ("base", "amended"),
    [
        pytest.param(unit("Two. One. One."), unit("One. One. Two."), id="one that stands beside two alike"),
        pytest.param(
            unit(f"{MEET} {HELP} And so on. And so on."),
            unit(f"{MEET} And so on. And so on. {HELP}"),
            id="one that is said twice",
        ),
        pytest.param(
            unit("One. Two.", "Three."),
            unit("One.", "Three.", paragraphs=(*unit("One.", "Three.").paragraphs, Paragraph("n", (Span("Two."),)))),
            id="into a new paragraph",
        ),
        pytest.param(unit("One. Two or."), unit("Two. One or."), id="one that is not quite the same"),
    ],
)
def test_other_changes_are_not_taken_for_moves(base: Unit, amended: Unit) -> None:
    found = change(amended, base)

    assert not found.moves
    assert applied(base, found) == amended


@pytest.mark.parametrize(
    "amended",
    [
        pytest.param(
            unit(f"{HELP} {MEET} Regions should pay for whatever it costs.", "Trains should run."),
            id="and words are added",
        ),
        pytest.param(unit(f"{HELP} {MEET}", "Trains should run."), id="and a sentence is deleted"),
        pytest.param(unit(f"{HELP} New. {MEET} {PAY}", "Trains should run."), id="and a sentence comes behind it"),
        pytest.param(unit(f"New. {HELP} {MEET} {PAY}", "Trains should run."), id="and a sentence comes before it"),
        pytest.param(
            unit(f"{HELP} Before each crisis, cities should meet. {PAY}", "Trains should run."),
            id="and its new neighbour changes",
        ),
        pytest.param(unit(f"{PAY} {HELP} {MEET}", "Trains should run."), id="and another moves too"),
        pytest.param(
            unit(f"{MEET} Then {HELP} all.", f"{PAY} Trains should run."), id="and other words grow around it"
        ),
        pytest.param(unit(f"{PAY}  {MEET}\u00a0{HELP} ", "Trains should run."), id="and spaces change"),
    ],
)
def test_a_move_among_other_changes_is_exact(amended: Unit) -> None:
    assert applied(BASE, change(amended)) == amended
    assert applied(amended, change(BASE, amended)) == BASE


@pytest.mark.parametrize(
    ("moved", "edited", "expected"),
    [
        pytest.param(
            TO_FRONT,
            EDITED,
            [f"Volunteers and neighbours should take part in it. {MEET} {PAY}", "Trains should run."],
            id="words inside of it",
        ),
        pytest.param(
            TO_FRONT,
            unit(f"{MEET} All volunteers should take part in it. {PAY}", "Trains should run."),
            [f"All volunteers should take part in it. {MEET} {PAY}", "Trains should run."],
            id="its first word",
        ),
        pytest.param(
            TO_END,
            unit(f"{MEET} Now {HELP} {PAY}", "Trains should run."),
            [f"{MEET} {PAY} Now {HELP}", "Trains should run."],
            id="a word before it",
        ),
        pytest.param(
            TO_FRONT,
            unit(f"{MEET} So it is. {HELP} {PAY}", "Trains should run."),
            [f"{HELP} {MEET} So it is. {PAY}", "Trains should run."],
            id="a sentence before it stays",
        ),
        pytest.param(
            TO_FRONT,
            unit(f"{MEET} So “it is.” {HELP} {PAY}", "Trains should run."),
            [f"{HELP} {MEET} So “it is.” {PAY}", "Trains should run."],
            id="a sentence that ends with a quotation before it stays",
        ),
        pytest.param(
            TO_FRONT,
            unit(f"{MEET} {HELP}” {PAY}", "Trains should run."),
            [f"{HELP}” {MEET} {PAY}", "Trains should run."],
            id="what closes it",
        ),
        pytest.param(
            TO_FRONT,
            unit(f"{MEET} {HELP} So it is. {PAY}", "Trains should run."),
            [f"{HELP} {MEET} So it is. {PAY}", "Trains should run."],
            id="a sentence behind it stays",
        ),
        pytest.param(
            TO_FRONT,
            unit(f"{MEET}\u00a0{HELP} {PAY}", "Trains should run."),
            [f"{HELP} {MEET}\u00a0{PAY}", "Trains should run."],
            id="the space before it stays behind",
        ),
        pytest.param(
            AWAY,
            unit(f"{HELP} {PAY}", "Trains should run."),
            [PAY, f"{HELP} Trains should run."],
            id="its neighbour goes",
        ),
    ],
)
def test_an_edit_travels_with_the_moved_sentence(moved: Unit, edited: Unit, expected: list[str]) -> None:
    assert relation({"en": change(moved)}, {"en": change(edited)}) is Relation.APART
    assert joined(moved, edited) == expected
    assert joined(edited, moved) == expected


def test_a_moved_sentence_of_which_two_others_leave_nothing_is_gone() -> None:
    base = unit("One two. Three is what stays.")
    amended = ("Three is what stays. One two.", "two. Three is what stays.", "One Three is what stays.")

    assert joined(*(unit(text) for text in amended), base=base) == ["Three is what stays."]


def test_a_paragraph_of_which_several_leave_nothing_is_gone() -> None:
    base = unit("One. Two.", "Three.")

    assert joined(unit("One.", "Three."), unit("Two.", "Three."), base=base) == ["Three."]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param(TO_FRONT, TO_END, id="moved to different places"),
        pytest.param(TO_FRONT, unit(f"{MEET} {PAY}", "Trains should run."), id="moved, and deleted"),
        pytest.param(TO_FRONT, unit(f"{MEET} Nobody helps! {PAY}", "Trains should run."), id="moved, and replaced"),
        pytest.param(
            TO_FRONT, unit(f"{MEET} Volunteers should pay.", "Trains should run."), id="moved, and merged with the next"
        ),
        pytest.param(
            TO_END, unit("Trains should run.", paragraphs=BASE.paragraphs[1:]), id="moved, and its paragraph deleted"
        ),
        pytest.param(AWAY, unit(BASE.paragraphs[0].plain), id="moved into a deleted paragraph"),
        pytest.param(
            unit(f"{MEET} {HELP} Trains should run. {PAY}", ""),
            unit(f"{MEET} Volunteers should take part and pay for whatever it costs them.", "Trains should run."),
            id="moved between words that are replaced",
        ),
        pytest.param(
            unit(MEET, f"{HELP} {PAY} Trains should run."),
            unit(f"{MEET} {HELP} Trains should run. {PAY}", ""),
            id="moved between two that move away",
        ),
    ],
)
def test_what_moves_cannot_be_wanted_by_two(one: Unit, other: Unit) -> None:
    assert relation({"en": change(one)}, {"en": change(other)}) is Relation.CONFLICT
    assert relation({"en": change(other)}, {"en": change(one)}) is Relation.CONFLICT
    with pytest.raises(Conflict):
        joined(one, other)


def test_two_sentences_moved_to_the_same_place_stand_in_filing_order() -> None:
    first, second = TO_FRONT, unit(f"{PAY} {MEET} {HELP}", "Trains should run.")

    assert relation({"en": change(first)}, {"en": change(second)}) is Relation.SAME_PLACE
    assert joined(first, second) == [f"{HELP} {PAY} {MEET}", "Trains should run."]
