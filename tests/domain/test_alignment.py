"""The longest common subsequence, against the textbook's table; and what is the same at both ends."""

from itertools import pairwise
from operator import eq

from hypothesis import given
from hypothesis import strategies as st

from recommendations.domain.alignment import common_ends, common_runs

letters = st.text(alphabet="abcd", max_size=14)


def longest(old: str, new: str) -> int:
    """The length of the longest common subsequence, cell by cell."""
    row = [0] * (len(new) + 1)
    for letter in old:
        before = row
        row = [0]
        for at, other in enumerate(new):
            row.append(before[at] + 1 if letter == other else max(before[at + 1], row[at]))
    return row[-1]


@given(letters, letters)
def test_runs_are_common_in_order_and_as_long_as_can_be(old: str, new: str) -> None:
    runs = list(common_runs(old, new))

    assert all(old[start : start + length] == new[at : at + length] for start, at, length in runs)
    assert all(length > 0 for _, _, length in runs)
    for (start, at, length), (following, new_following, _) in pairwise(runs):
        assert following >= start + length
        assert new_following >= at + length
        assert (following, new_following) != (start + length, at + length)
    assert sum(length for _, _, length in runs) == longest(old, new)


def test_among_equals_the_first_are_taken() -> None:
    assert list(common_runs("aa", "a")) == [(0, 0, 1)]
    assert list(common_runs("ab" * 40, "ab")) == [(0, 0, 2)]


@given(letters, letters)
def test_what_is_the_same_at_both_ends_is_counted_once(old: str, new: str) -> None:
    same, ending = common_ends(old, new, eq)

    assert same + ending <= min(len(old), len(new))
    assert old[:same] == new[:same]
    assert old[len(old) - ending :] == new[len(new) - ending :]
    left, new_left = old[same : len(old) - ending], new[same : len(new) - ending]
    assert not (left and new_left and (left[0] == new_left[0] or left[-1] == new_left[-1]))
