import math
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recommendations.domain.hemicycle import Side, hemicycle

SIZES = [1, 2, 3, 5, 17, 84, 120, 250]


@given(st.dictionaries(st.sampled_from(Side), st.integers(0, 120)))
def test_every_member_has_a_seat_on_the_side_it_took(groups: dict[Side, int]) -> None:
    seats = hemicycle(groups).seats

    assert {side: sum(seat.side is side for seat in seats) for side in Side} == dict.fromkeys(Side, 0) | groups


@pytest.mark.parametrize("number", SIZES)
def test_no_two_seats_overlap(number: int) -> None:
    drawn = hemicycle({Side.FOR: number})
    gaps = [math.dist((a.x, a.y), (b.x, b.y)) for a, b in combinations(drawn.seats, 2)]

    assert all(gap >= 2 * drawn.size - 1e-9 for gap in gaps)


@pytest.mark.parametrize("number", SIZES)
def test_all_seats_are_in_the_upper_half_circle(number: int) -> None:
    assert all(math.hypot(s.x, s.y) <= 1 + 1e-9 and s.y >= -1e-9 for s in hemicycle({Side.AGAINST: number}).seats)


def test_the_sides_sit_from_left_to_right_as_sectors() -> None:
    seats = hemicycle({Side.FOR: 30, Side.ABSTAIN: 5, Side.AGAINST: 20, Side.NOT_VOTED: 9}).seats
    order = list(Side)

    ranked = [order.index(seat.side) for seat in sorted(seats, key=lambda seat: -math.atan2(seat.y, seat.x))]
    assert ranked == sorted(ranked)


def test_nobody_entitled_is_an_empty_room() -> None:
    assert hemicycle({}).seats == ()
