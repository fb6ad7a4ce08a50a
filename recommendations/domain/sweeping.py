"""What overlaps on a line, found without comparing everything with everything."""

from collections.abc import Iterable, Iterator
from heapq import heappop, heappush
from typing import NamedTuple


class Range(NamedTuple):
    """From ``low`` to ``high``, both included, on the line; claimed by the owner of this number."""

    low: int
    high: int
    owner: int


def overlaps(ranges: Iterable[Range], points: Iterable[Range]) -> Iterator[tuple[int, list[int]]]:
    """For each claim the owners of the ranges begun before it that reach into it; points never meet points.

    In time n log n, and one step for each overlap that is told.
    """
    events = sorted([(claim, True) for claim in ranges] + [(claim, False) for claim in points])
    open_ones: list[tuple[int, int]] = []
    for claim, is_range in events:
        while open_ones and open_ones[0][0] < claim.low:
            heappop(open_ones)
        if open_ones:
            yield claim.owner, [owner for _, owner in open_ones]
        if is_range:
            heappush(open_ones, (claim.high, claim.owner))
