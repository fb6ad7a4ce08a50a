"""A sentence or a paragraph that stands elsewhere is moved, and takes with it what others edit in it (case 20)."""

import json
from functools import partial

import pytest

from recommendations.domain.amendments import AmendmentKind, Conflict
from recommendations.domain.comparison import Mark, Statement, Wording, compare
from recommendations.domain.hunk_encoding import change_from_json, change_to_json, changes_by_language
from recommendations.domain.hunks import MovedParagraph, Relation, UnitChange, change_between, kind_of, relation
from recommendations.domain.incorporation import NumberedChange, applied, incorporate
from recommendations.domain.text import Paragraph, Span, Unit
from tests.domain.units import plain_unit

unit = partial(plain_unit, title="Crises", addressees=())


def texts_of(amended: Unit) -> list[str]:
    return [paragraph.plain for paragraph in amended.paragraphs]


MEET = "After each crisis, cities should meet and speak."
HELP = "Volunteers should take part in it."
PAY = "Regions should pay for whatever it costs them."
BASE = unit(f"{MEET} {HELP} {PAY}", "Trains should run.")
TO_FRONT = unit(f"{HELP} {MEET} {PAY}", "Trains should run.")
TO_END = unit(f"{MEET} {PAY} {HELP}", "Trains should run.")
AWAY = unit(f"{MEET} {PAY}", f"{HELP} Trains should run.")
EDITED = unit(f"{MEET} Volunteers and neighbours should take part in it. {PAY}", "Trains should run.")


def change(amended: Unit, base: Unit = BASE) -> UnitChange:
    return change_between(base, amended)


def joined(*amended: Unit, base: Unit = BASE) -> list[str]:
    changes = [NumberedChange(number, {"en": change(one, base)}) for number, one in enumerate(amended, 1)]
    assert incorporate(base, "en", changes[::-1]) == incorporate(base, "en", changes)
    return texts_of(incorporate(base, "en", changes))


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


def ordered(*uids: str, **fields: object) -> Unit:
    paragraphs = {p.uid: p for p in unit("One.", "Two.", "Three.", "Four.").paragraphs}
    new = {uid: Paragraph(uid, (Span(f"New {uid}."),)) for uid in ("n1", "n2")}
    return unit(paragraphs=tuple((paragraphs | new)[uid] for uid in uids), **fields)


FOUR = ordered("p1", "p2", "p3", "p4")


@pytest.mark.parametrize(
    ("amended", "moved"),
    [
        pytest.param(("p4", "p1", "p2", "p3"), (("p4", None),), id="the last one first"),
        pytest.param(("p2", "p3", "p4", "p1"), (("p1", "p4"),), id="the first one last"),
        pytest.param(("p1", "p4", "p3", "p2"), (("p4", "p1"), ("p3", "p1")), id="a run reversed"),
        pytest.param(("p1", "p4", "n1", "p3", "n2", "p2"), (("p4", "p1"), ("p3", "p1")), id="with new ones among them"),
        pytest.param(("p3", "p1"), (("p3", None),), id="and others deleted"),
    ],
)
def test_as_few_paragraphs_as_possible_are_moved(
    amended: tuple[str, ...], moved: tuple[tuple[str, str | None], ...]
) -> None:
    found = change(ordered(*amended), FOUR)

    assert found.moved == tuple(MovedParagraph(*one) for one in moved)
    assert applied(FOUR, found) == ordered(*amended)


def test_a_moved_paragraph_takes_its_edits_along_and_leaves_its_place_to_others() -> None:
    edited = unit("One.", "Two and more.", "Three.", "Four.")
    last, added = ordered("p1", "p3", "p4", "p2"), ordered("p1", "p2", "n1", "p3", "p4")

    assert joined(last, edited, base=FOUR) == ["One.", "Three.", "Four.", "Two and more."]
    assert joined(last, added, base=FOUR) == ["One.", "New n1.", "Three.", "Four.", "Two."]


def test_a_paragraph_moved_to_the_same_place_by_two_is_moved_once() -> None:
    one, other = ordered("p4", "n1", "p1", "p2", "p3"), ordered("p4", "n2", "p1", "p2", "p3")

    assert relation({"en": change(one, FOUR)}, {"en": change(other, FOUR)}) is Relation.SAME_PLACE
    assert joined(one, other, base=FOUR) == ["Four.", "New n1.", "New n2.", "One.", "Two.", "Three."]


@pytest.mark.parametrize(
    "other",
    [
        pytest.param(("p1", "p4", "p2", "p3"), id="moved elsewhere"),
        pytest.param(("p1", "p2", "p3"), id="deleted"),
    ],
)
def test_a_moved_paragraph_cannot_be_elsewhere_or_gone_as_well(other: tuple[str, ...]) -> None:
    one, two = ({"en": change(ordered(*uids), FOUR)} for uids in (("p4", "p1", "p2", "p3"), other))

    assert relation(one, two) is relation(two, one) is Relation.CONFLICT


@pytest.mark.parametrize(
    ("base", "amended", "statement"),
    [
        pytest.param(BASE, TO_FRONT, Statement(Wording.MOVED_BEFORE, HELP, "After each crisis"), id="before another"),
        pytest.param(BASE, TO_END, Statement(Wording.MOVED_AFTER, HELP, "costs them."), id="behind the last"),
        pytest.param(
            unit("One. Two.", ""), unit("One.", "Two."), Statement(Wording.MOVED_AFTER, "Two.", ""), id="alone"
        ),
        pytest.param(
            FOUR,
            ordered("p2", "p3", "p4", "p1"),
            Statement(Wording.PARAGRAPH_MOVED, "One", "Four"),
            id="a paragraph behind another",
        ),
        pytest.param(
            FOUR,
            ordered("p4", "p1", "p2", "p3"),
            Statement(Wording.PARAGRAPH_MOVED, "Four", ""),
            id="a paragraph first",
        ),
        pytest.param(
            unit("One.", "…"),
            unit(paragraphs=unit("One.", "…").paragraphs[::-1]),
            Statement(Wording.PARAGRAPH_MOVED, "…", ""),
            id="without words",
        ),
        pytest.param(
            unit("Two. Three. One."),
            unit("Two. One. Three."),
            Statement(Wording.MOVED_BEFORE, "One.", "Three"),
            id="a step",
        ),
    ],
)
def test_a_move_is_told_in_one_sentence(base: Unit, amended: Unit, statement: Statement) -> None:
    assert compare(base, change(amended, base)).statements == (statement,)


def test_a_moved_sentence_is_shown_where_it_was_and_where_it_goes() -> None:
    segments = compare(BASE, change(TO_FRONT)).paragraphs[0].segments

    moved = [
        (segment.mark, "".join(span.text for span in segment.spans).strip()) for segment in segments if segment.is_moved
    ]
    assert moved == [(Mark.INSERTED, HELP), (Mark.DELETED, HELP)]


def test_a_moved_paragraph_is_shown_where_it_was_and_where_it_goes() -> None:
    shown = compare(FOUR, change(ordered("p4", "p1", "p2", "p3"), FOUR)).paragraphs

    assert [(paragraph.uid, paragraph.mark) for paragraph in shown if paragraph.is_moved] == [
        ("p4", Mark.INSERTED),
        ("p4", Mark.DELETED),
    ]


def test_a_change_stored_before_anything_could_move_is_still_read() -> None:
    change_of_words = change(EDITED)
    stored = json.loads(json.dumps(change_to_json(change_of_words)))
    assert changes_by_language({"en": stored}) == {"en": change_of_words}

    assert "moves" not in stored
    assert "moved" not in stored
    assert change_from_json(stored) == change_of_words
