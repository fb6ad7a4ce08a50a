"""What was typed in plain fields becomes the unit that was meant."""

from dataclasses import replace

import pytest

from recommendations.domain.amendments import TextTooLong
from recommendations.domain.proposals import TypedUnit, checked_unit, is_untouched, typed_from, unit_from_typed
from recommendations.domain.text import Paragraph, Span
from tests.factories import make_unit

BASE = make_unit("r1", "First  words ", "Second words.", title="Quiet nights")


def typed(first: str = "First  words ", second: str = "Second words.", **fields: str) -> TypedUnit:
    shown = TypedUnit("Quiet nights", {"r1-p1": first, "r1-p2": second})
    return replace(shown, **fields)  # type: ignore[arg-type]  # only the text fields are overridden


def test_an_untouched_form_is_the_text_itself() -> None:
    sent_by_a_browser = typed("First  words\r\n", " Second words.")

    assert typed_from(BASE) == typed()
    assert is_untouched(BASE, sent_by_a_browser)
    assert unit_from_typed(BASE, sent_by_a_browser, "key") == BASE


@pytest.mark.parametrize(
    "touched",
    [
        pytest.param(typed("Other words"), id="a paragraph"),
        pytest.param(typed(title="Calm"), id="the title"),
        pytest.param(typed(new="More."), id="a new paragraph"),
    ],
)
def test_a_touched_form_is_known(touched: TypedUnit) -> None:
    assert not is_untouched(BASE, touched)


def test_an_emptied_field_deletes_its_paragraph() -> None:
    assert unit_from_typed(BASE, typed(second=" "), "key").paragraphs == BASE.paragraphs[:1]


def test_a_blank_line_begins_a_new_paragraph_and_a_single_one_does_not() -> None:
    unit = unit_from_typed(BASE, typed("One\r\nand two.\r\n\r\nThree.", title="  Calm   nights "), "key")

    assert [paragraph.plain for paragraph in unit.paragraphs] == ["One and two.", "Three.", "Second words."]
    assert unit.paragraphs[0].uid == "r1-p1"
    assert unit.title == "Calm nights"


def test_new_paragraphs_have_the_same_uids_in_all_languages() -> None:
    english, french = typed(new="Trams too."), typed(new="Les trams aussi.")

    uids = [unit_from_typed(BASE, one, "key").paragraphs[-1].uid for one in (english, french, english)]

    assert len(set(uids)) == 1
    assert unit_from_typed(BASE, english, "another").paragraphs[-1].uid not in uids


def test_an_endless_text_is_refused_before_it_is_read() -> None:
    with pytest.raises(TextTooLong):
        unit_from_typed(BASE, typed("[^" * 15_000 + "x"), "key")


def test_a_paragraph_that_was_always_empty_is_not_deleted_by_anybody() -> None:
    base = replace(BASE, paragraphs=(*BASE.paragraphs, Paragraph("p3", ())))

    assert checked_unit(base, base, base.addressees) == base


def test_an_emptied_paragraph_is_gone() -> None:
    emptied = replace(BASE, paragraphs=(BASE.paragraphs[0], Paragraph("r1-p2", (Span(" "),))))

    assert checked_unit(BASE, emptied, BASE.addressees).paragraphs == BASE.paragraphs[:1]
