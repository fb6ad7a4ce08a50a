"""Which changes a deletion takes with it."""

from dataclasses import replace

import pytest

from recommendations.domain.distance import deletes_what
from recommendations.domain.hunks import change_between
from tests.domain.entries import BASE, entry, said


@pytest.mark.parametrize(("start", "end", "covers"), [(0, 9, True), (3, 3, False), (2, 5, False)])
def test_a_deletion_covers_a_change_only_if_all_its_words_are_in_it(start: int, end: int, *, covers: bool) -> None:
    whole = change_between(BASE, said("The fund should cover 70% of the cost", ""))
    other = entry(1, "70% of", "half").change
    hunk = replace(whole.hunks[0], start=start, end=end)

    assert deletes_what(replace(whole, hunks=(hunk,)), other) is covers


def test_a_deleted_paragraph_covers_what_changes_in_it() -> None:
    without = change_between(BASE, replace(BASE, paragraphs=BASE.paragraphs[:1]))

    assert deletes_what(without, entry(1, "Neighbours", "Residents").change)
    assert not deletes_what(without, entry(1, "once", "twice").change)


def test_an_insertion_is_covered_where_it_stands_inside_what_is_deleted() -> None:
    deletion = entry(1, "should report once a year", "").change

    assert deletes_what(deletion, entry(2, "report once", "report in full once").change)
    assert not deletes_what(deletion, entry(3, "Shelters should", "All shelters here should").change)
    assert not deletes_what(deletion, entry(4, "Neighbours should", "Neighbours and families should").change)


@pytest.mark.parametrize(("old", "new"), [("report", "always report"), ("once", "once again")])
def test_an_insertion_at_the_border_of_a_deletion_is_not_deleted_with_it(old: str, new: str) -> None:
    deletion = entry(1, " report once", "").change

    assert not deletes_what(deletion, entry(2, old, new).change)
