"""Who votes how, so that a poll comes out with the figures of the file."""

from collections.abc import Sequence

from recommendations.domain.polls import Choice
from recommendations.intake.proposed import Figures
from recommendations.services.rehearsing.scene import Voter


class FiguresDoNotFitError(ValueError):
    """No assignment of the present voters' weights was found that gives the figures."""


def assigned(voters: Sequence[Voter], figures: Figures) -> list[tuple[Voter, Choice]]:
    """A choice for as many voters as the figures need, heaviest weights first; the others do not vote.

    A phone casts no invalid ballot: as such a ballot is outside the votes cast, those who would hand it in
    do not vote, but have to be there.

    Raises:
        FiguresDoNotFitError: the weights cannot give the figures.
    """
    missing = {
        Choice.FOR: figures.yes,
        Choice.AGAINST: figures.no,
        Choice.ABSTAIN: figures.abstain,
        None: figures.invalid,
    }
    ballots: list[tuple[Voter, Choice]] = []
    for voter in sorted(voters, key=lambda voter: voter.weight, reverse=True):
        choice = max(missing, key=lambda choice: missing[choice])
        if 0 < voter.weight <= missing[choice]:
            missing[choice] -= voter.weight
            ballots.extend([(voter, choice)] if choice else ())
    if any(missing.values()):
        message = f"the present weights cannot give {figures.yes}, {figures.no}, {figures.abstain}, {figures.invalid}"
        raise FiguresDoNotFitError(message)
    return ballots
