"""What two sequences share: the same things at both ends, and in between the longest common subsequence.

The latter is found a whole row of the table at a time: a row is one integer, with a bit for each letter of the old
text, so that a step costs as much for sixty letters as for one.
H. Hyyrö, "Bit-parallel LCS-length computation revisited" (2004).
"""

from collections.abc import Callable, Iterator, Sequence
from itertools import compress, count, groupby
from operator import is_not
from typing import TypeVar

T = TypeVar("T")


def common_ends(old: Sequence[T], new: Sequence[T], are_same: Callable[[T, T], bool]) -> tuple[int, int]:
    """How many are the same at the beginning, and of the others at the end; what is identical is the same."""
    most = min(len(old), len(new))
    same = _same_from_the_beginning(old, new, most, are_same)
    return same, _same_from_the_beginning(old[::-1], new[::-1], most - same, are_same)


def _same_from_the_beginning(old: Sequence[T], new: Sequence[T], most: int, are_same: Callable[[T, T], bool]) -> int:
    for place in compress(count(), map(is_not, old, new)):
        if place >= most or not are_same(old[place], new[place]):
            return min(place, most)
    return most


def common_runs(old: str, new: str) -> Iterator[tuple[int, int, int]]:
    """The start in the old text, the start in the new one and the length of each run of letters that both share.

    The runs are in order, together as long as any common subsequence, and among equals they stand early.
    """
    pairs = reversed(list(_pairs_from_the_end(old, new)))
    for _, grouped in groupby(enumerate(pairs), key=lambda one: (one[1][0] - one[0], one[1][1] - one[0])):
        run = [pair for _, pair in grouped]
        yield *run[0], len(run)


def _pairs_from_the_end(old: str, new: str) -> Iterator[tuple[int, int]]:
    rows = _rows(old, new)
    at, new_at = len(old) - 1, len(new) - 1
    while at >= 0 and new_at >= 0:
        if rows[new_at] >> at & 1:
            at -= 1
        elif new_at and not rows[new_at - 1] >> at & 1:
            new_at -= 1
        else:
            yield at, new_at
            at -= 1
            new_at -= 1


def _rows(old: str, new: str) -> list[int]:
    """For each letter of the new text: a zero bit wherever the common subsequence up to here grows by an old letter."""
    places: dict[str, int] = {}
    for place, letter in enumerate(old):
        places[letter] = places.get(letter, 0) | 1 << place
    row = everything = (1 << len(old)) - 1
    rows = []
    for letter in new:
        matching = row & places.get(letter, 0)
        row = (row + matching | row - matching) & everything
        rows.append(row)
    return rows
