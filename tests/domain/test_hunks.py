"""Two changes either touch different words, and both can hold, or they conflict."""

import pytest

from recommendations.domain.amendments import AmendmentKind
from recommendations.domain.hunks import MovedParagraph, Relation, UnitChange, change_between, kind_of, relation
from recommendations.domain.text import Paragraph, Span, Unit
from tests.domain.units import plain_unit

TEXT = (
    "Town halls should publish noise figures once a year. They should pay for quiet streets for at least four years. "
    "Schools come first."
)
SECOND = "Night buses should run until 2 am."


def unit(text: str = TEXT, second: str = SECOND, **fields: object) -> Unit:
    return plain_unit(text, second, **({"title": "Quiet nights"} | fields))


def changed(old: str, new: str) -> UnitChange:
    assert (TEXT + SECOND).count(old) == 1
    return change_between(unit(), unit(TEXT.replace(old, new), SECOND.replace(old, new)))


ONCE = changed("once a year", "twice a year")
QUARTER = changed("once a year", "every quarter")
SENTENCE = changed(" They should pay for quiet streets for at least four years.", "")
FIVE = changed("four years", "five years")
LAW = changed("noise figures", "noise figures, in full respect of privacy,")
TRAINED = changed("noise figures", "noise figures, street by street,")
FIRST = changed("Town halls should publish noise figures once a year. ", "")
LAST = changed(" Schools come first.", "")
NEW_LAST = changed("Schools come first.", "Schools come first. Hospitals come second.")
PARAGRAPH_GONE = change_between(unit(), unit(paragraphs=unit().paragraphs[:1]))
BUSES = changed("2 am", "4 am")
THIRD = Paragraph("n1", (Span("Taxis too."),))
FOURTH = Paragraph("n2", (Span("Trams too."),))
PARAGRAPH_NEW = change_between(unit(), unit(paragraphs=(*unit().paragraphs, THIRD)))
OTHER_NEW = change_between(unit(), unit(paragraphs=(*unit().paragraphs, FOURTH)))
FIRST_NEW = change_between(unit(), unit(paragraphs=(FOURTH, *unit().paragraphs)))
TO_EU = change_between(unit(), unit(addressees=("local", "eu")))
NOT_LOCAL = change_between(unit(), unit(addressees=()))
TITLE = change_between(unit(), unit(title="Calm nights"))
TITLE_TOO = change_between(unit(), unit(title="Silent nights"))
TITLE_END = change_between(unit(), unit(title="Quiet days"))
SPACE = changed("2 am", "2\u00a0am")
OTHER_SPACE = changed("2 am", "2\u202fam")


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        pytest.param(ONCE, FIVE, Relation.APART, id="different words of different sentences"),
        pytest.param(ONCE, LAW, Relation.APART, id="an edit, and an insertion right before its words"),
        pytest.param(ONCE, QUARTER, Relation.CONFLICT, id="the same words replaced twice"),
        pytest.param(SENTENCE, FIVE, Relation.CONFLICT, id="a deleted sentence and an edit in it"),
        pytest.param(SENTENCE, ONCE, Relation.APART, id="a deleted sentence and an edit in its neighbour"),
        pytest.param(SENTENCE, FIRST, Relation.APART, id="two neighbouring sentences deleted"),
        pytest.param(SENTENCE, LAST, Relation.APART, id="a sentence and the last one deleted"),
        pytest.param(LAST, NEW_LAST, Relation.APART, id="the last sentence deleted, and one added after it"),
        pytest.param(LAW, TRAINED, Relation.SAME_PLACE, id="two insertions at the same place"),
        pytest.param(FIRST, LAW, Relation.CONFLICT, id="an insertion inside of a deleted sentence"),
        pytest.param(PARAGRAPH_GONE, BUSES, Relation.CONFLICT, id="a deleted paragraph and an edit in it"),
        pytest.param(PARAGRAPH_GONE, ONCE, Relation.APART, id="a deleted paragraph and an edit in another"),
        pytest.param(PARAGRAPH_GONE, PARAGRAPH_NEW, Relation.APART, id="a new paragraph after a deleted one"),
        pytest.param(PARAGRAPH_NEW, OTHER_NEW, Relation.SAME_PLACE, id="two new paragraphs at the same place"),
        pytest.param(PARAGRAPH_NEW, FIRST_NEW, Relation.APART, id="new paragraphs at both ends"),
        pytest.param(TO_EU, NOT_LOCAL, Relation.APART, id="one addressee more, another less"),
        pytest.param(TITLE, TITLE_TOO, Relation.CONFLICT, id="two new titles"),
        pytest.param(TITLE, TITLE_END, Relation.APART, id="different words of the title"),
        pytest.param(SPACE, OTHER_SPACE, Relation.CONFLICT, id="two different spaces at one place"),
        pytest.param(SPACE, BUSES, Relation.APART, id="a space, and the figure before it"),
        pytest.param(ONCE, ONCE, Relation.IDENTICAL, id="the same change by two proposers"),
        pytest.param(PARAGRAPH_GONE, PARAGRAPH_GONE, Relation.IDENTICAL, id="the same deletion by two proposers"),
    ],
)
def test_changes_conflict_if_and_only_if_they_touch_the_same_words(
    one: UnitChange, other: UnitChange, expected: Relation
) -> None:
    assert relation({"en": one}, {"en": other}) is expected
    assert relation({"en": other}, {"en": one}) is expected


def test_changes_of_different_languages_stand_apart() -> None:
    assert relation({"en": ONCE}, {"fr": QUARTER}) is Relation.APART


def test_a_conflict_in_one_language_is_a_conflict() -> None:
    assert relation({"en": FIVE, "fr": ONCE}, {"en": ONCE, "fr": QUARTER}) is Relation.CONFLICT


@pytest.mark.parametrize(
    ("change", "kind"),
    [
        pytest.param(ONCE, AmendmentKind.REPLACE, id="replaced words"),
        pytest.param(LAW, AmendmentKind.INSERT, id="inserted words"),
        pytest.param(PARAGRAPH_NEW, AmendmentKind.INSERT, id="an inserted paragraph"),
        pytest.param(SENTENCE, AmendmentKind.DELETE, id="a deleted sentence"),
        pytest.param(PARAGRAPH_GONE, AmendmentKind.DELETE, id="a deleted paragraph"),
        pytest.param(SPACE, AmendmentKind.REPLACE, id="only a space"),
        pytest.param(TITLE, AmendmentKind.TITLE, id="a title"),
        pytest.param(TO_EU, AmendmentKind.ADDRESSEES, id="an addressee"),
        pytest.param(
            change_between(unit(), unit(title="Calm", addressees=())), AmendmentKind.MIXED, id="title and addressee"
        ),
    ],
)
def test_the_kind_of_an_amendment_follows_from_its_change(change: UnitChange, kind: AmendmentKind) -> None:
    assert kind_of(change, unit()) is kind


def test_a_change_of_marks_touches_its_words() -> None:
    strong = unit(
        paragraphs=(
            Paragraph(
                "p1",
                (Span("Night "), Span("buses", strong=True), Span("", footnote="All.")),
            ),
        )
    )
    plain = unit(paragraphs=(Paragraph("p1", (Span("Night buses"),)),))

    change = change_between(plain, strong)

    assert [(hunk.start, hunk.end) for hunk in change.hunks] == [(1, 2)]
    assert [token.word for token in change.hunks[0].new] == [Span("buses", strong=True), Span("", footnote="All.")]


def test_paragraphs_in_another_order_are_moved_paragraphs() -> None:
    change = change_between(unit(), unit(paragraphs=unit().paragraphs[::-1]))

    assert change == UnitChange(moved=(MovedParagraph("p2", None),))
    assert kind_of(change, unit()) is AmendmentKind.MOVE
