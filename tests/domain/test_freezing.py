"""What may be frozen, and how the versions of a text differ."""

import pytest

from recommendations.domain.freezing import Gap, TextEmpty, UnitIncomplete, ensure_complete, faults, gap, written
from recommendations.domain.text import Paragraph, Span, Unit, UnitKind
from tests.factories import make_unit

RECITAL = Unit("c1", UnitKind.RECITAL, (Paragraph("c1", (Span("Whereas cities sleep,"),)),))
NIGHT = make_unit("night", "Buses run.", "Stops are lit.")
LIGHT = make_unit("light", "Lamps burn.")


def test_a_text_without_units_is_not_frozen() -> None:
    with pytest.raises(TextEmpty):
        ensure_complete({"en": (), "fr": (NIGHT,)}, "en")


def test_a_complete_text_may_be_frozen() -> None:
    ensure_complete({"en": (RECITAL, NIGHT), "fr": ()}, "en")

    assert faults({"en": (RECITAL, NIGHT)}) == ()


@pytest.mark.parametrize(
    ("unit", "lacks_title", "lacks_words"),
    [
        pytest.param(make_unit("a", "Words.", title="  "), True, False, id="no title"),
        pytest.param(make_unit("a", " "), False, True, id="a blank paragraph"),
        pytest.param(make_unit("a"), False, True, id="no paragraph"),
        pytest.param(make_unit("a", title=""), True, True, id="neither"),
        pytest.param(Unit("a", UnitKind.PASSAGE, (Paragraph("a", ()),)), False, True, id="an empty passage"),
    ],
)
def test_an_incomplete_unit_stops_the_freeze(unit: Unit, *, lacks_title: bool, lacks_words: bool) -> None:
    (fault,) = faults({"en": (NIGHT,), "fr": (NIGHT, unit)})

    assert (fault.language, fault.place) == ("fr", 2)
    assert (fault.lacks_title, fault.lacks_words) == (lacks_title, lacks_words)
    with pytest.raises(UnitIncomplete) as refusal:
        ensure_complete({"en": (NIGHT,), "fr": (NIGHT, unit)}, "en")
    assert refusal.value.details == {"language": "fr", "place": 2}


def test_versions_with_the_same_parts_are_aligned() -> None:
    assert gap("fr", (RECITAL, NIGHT), (NIGHT, RECITAL)) == Gap("fr")
    assert gap("fr", (NIGHT,), (NIGHT,)).is_aligned


def test_a_version_is_told_what_it_lacks_and_what_it_has_alone() -> None:
    shorter = make_unit("night", "Les bus roulent.")

    found = gap("fr", (NIGHT, LIGHT), (shorter, RECITAL))

    assert found == Gap("fr", ("light",), ("night-p2",), ("c1",))
    assert not found.is_aligned


def test_blank_paragraphs_and_empty_versions_are_left_out_of_what_is_frozen() -> None:
    noted = Paragraph("n", (Span("", footnote="Survey of 2029."),))
    unit = Unit("u", UnitKind.COMMITMENT, (Paragraph("a", (Span(" "),)), noted), " Title ", ("eu",))

    frozen = written({"en": (unit,), "fr": ()})

    assert frozen == {"en": (Unit("u", UnitKind.COMMITMENT, (noted,), "Title", ("eu",)),)}
