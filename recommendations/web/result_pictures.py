"""A result as rows and as a hemicycle, ready for the templates."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from flask_babel import format_decimal
from flask_babel import gettext as _

from recommendations.domain.hemicycle import Side, hemicycle
from recommendations.domain.outcomes import Outcome
from recommendations.domain.polls import Choice
from recommendations.web.verdicts import figure

SCALE = 100


@dataclass(frozen=True, slots=True)
class ResultRow:
    """One choice with its exact weight, and its rounded share of the votes cast where it has one."""

    choice: str
    weight: str
    percent: float
    share: str | None


@dataclass(frozen=True, slots=True)
class SeatMark:
    """A seat in the units of the drawing."""

    x: str
    y: str
    side: str


@dataclass(frozen=True, slots=True)
class Picture:
    """All seats with their radius, and the number of members on each side."""

    seats: tuple[SeatMark, ...]
    radius: str
    counts: Mapping[str, int]


def result_rows(outcome: Outcome) -> tuple[ResultRow, ...]:
    """For, against and abstentions; shares are for the eye, the verdict was decided on exact figures."""
    tally = outcome.verdict.tally
    cast = tally.yes + tally.no
    weights = {Choice.FOR: tally.yes, Choice.AGAINST: tally.no, Choice.ABSTAIN: tally.abstain}
    return tuple(_row(choice, weight, cast) for choice, weight in weights.items())


def _row(choice: Choice, weight: Fraction, cast: Fraction) -> ResultRow:
    if cast == 0 or choice is Choice.ABSTAIN:
        return ResultRow(choice.value, figure(weight), 0.0, None)
    percent = float(100 * weight / cast)
    share = _("%(number)s%%", number=format_decimal(percent, "#,##0.0"))
    return ResultRow(choice.value, figure(weight), percent, share)


def picture(outcome: Outcome) -> Picture:
    """The hemicycle of the members' seats."""
    drawn = hemicycle(outcome.seats)
    seats = tuple(SeatMark(f"{seat.x * SCALE:.1f}", f"{-seat.y * SCALE:.1f}", seat.side.value) for seat in drawn.seats)
    radius = f"{drawn.size * SCALE:.1f}" if drawn.seats else "0"
    return Picture(seats, radius, {side.value: outcome.seats.get(side, 0) for side in Side})
