"""A paragraph that stands elsewhere is moved, and how moves are told and shown (case 20)."""

import json

import pytest

from recommendations.domain.comparison import Mark, Statement, Wording, compare
from recommendations.domain.hunk_encoding import change_from_json, change_to_json, changes_by_language
from recommendations.domain.hunks import MovedParagraph, Relation, relation
from recommendations.domain.incorporation import applied
from recommendations.domain.text import Paragraph, Span, Unit
from tests.domain.moves import BASE, EDITED, HELP, TO_END, TO_FRONT, change, joined, unit


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
