import pytest

from recommendations.domain.merged_themes import UnitsClash, merged_units, uids_of
from tests.factories import make_unit


def test_the_units_of_the_source_stand_behind_the_others_in_every_language() -> None:
    into = {"en": (make_unit("a", "A."),), "fr": (make_unit("a", "A."),)}
    source = {"en": (make_unit("b", "B."),)}

    merged = merged_units(into, source, ("en", "fr", "de"))

    assert {language: [unit.uid for unit in units] for language, units in merged.items()} == {
        "en": ["a", "b"],
        "fr": ["a"],
    }
    assert uids_of(merged) == ("a", "b")


def test_an_identifier_stands_once() -> None:
    with pytest.raises(UnitsClash):
        merged_units({"en": (make_unit("a", "A."),)}, {"fr": (make_unit("a", "A."),)}, ("en", "fr"))
