"""The hemicycle: where each seat stands, as pure geometry for a drawing."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

INNER_RADIUS = 0.42


class Side(StrEnum):
    """What a seat shows, from left to right; each has a shape of its own beside its colour."""

    FOR = "for"
    ABSTAIN = "abstain"
    AGAINST = "against"
    NOT_VOTED = "not_voted"


@dataclass(frozen=True, slots=True)
class Seat:
    """One member's seat; the centre of the half circle is (0, 0), its outer row has radius 1, y points up."""

    x: float
    y: float
    side: Side


@dataclass(frozen=True, slots=True)
class Hemicycle:
    """All seats from left to right, each ``size`` in radius, never overlapping."""

    seats: tuple[Seat, ...]
    size: float


def hemicycle(groups: Mapping[Side, int]) -> Hemicycle:
    """The seats of these groups: for on the left, then abstentions, against, and who did not vote."""
    sides = [side for side in Side for _ in range(groups.get(side, 0))]
    rows = _rows(len(sides))
    places = sorted((angle, radius) for radius, count in rows for angle in _angles(count))
    seats = tuple(
        Seat(-radius * math.cos(angle), radius * math.sin(angle), side)
        for (angle, radius), side in zip(places, sides, strict=True)
    )
    return Hemicycle(seats, _size(rows))


def _angles(count: int) -> list[float]:
    """The angles of a row's seats, from left (0) to right (pi)."""
    if count == 1:
        return [math.pi / 2]
    return [math.pi * place / (count - 1) for place in range(count)]


def _rows(total: int) -> list[tuple[float, int]]:
    """Rows as (radius, seats): as many as keep the gaps along and between rows alike."""
    if total == 0:
        return []
    # With rows d apart and seats d apart, n rows from INNER_RADIUS to 1 hold about n (n - 1) / density seats.
    density = (1 - INNER_RADIUS) / (math.pi * (1 + INNER_RADIUS) / 2)
    number = min(total, round(0.5 + math.sqrt(0.25 + total * density)))
    step = (1 - INNER_RADIUS) / max(1, number - 1)
    radii = [1.0 - step * place for place in range(number)]
    return list(zip(radii, _shares(total, radii), strict=True))


def _shares(total: int, radii: list[float]) -> list[int]:
    """The seats of each row in proportion to its radius; the largest remainders get what is left."""
    exact = [total * radius / sum(radii) for radius in radii]
    shares = [int(part) for part in exact]
    by_remainder = sorted(range(len(radii)), key=lambda row: shares[row] - exact[row])
    for row in by_remainder[: total - sum(shares)]:
        shares[row] += 1
    return shares


def _size(rows: list[tuple[float, int]]) -> float:
    """The largest radius at which no two seats touch."""
    along = [math.pi * radius / max(1, count - 1) for radius, count in rows]
    between = [rows[0][0] - rows[1][0]] if len(rows) > 1 else []
    return min([*along, *between, 0.12]) * 0.42
