"""Who votes how, so that a poll comes out with the figures of the file."""

from collections.abc import Sequence

from recommendations.domain.polls import Choice
from recommendations.intake.assembly import Figures
from recommendations.services.rehearsing.scene import Voter


class FiguresDoNotFitError(ValueError):
    """No assignment of the present voters' weights was found that gives the figures."""


def assigned(voters: Sequence[Voter], figures: Figures) -> list[tuple[Voter, Choice]]:
    """A choice for as many voters as the figures need, heaviest weights first; the others do not vote.

    Raises:
        FiguresDoNotFitError: the weights cannot give the figures, or the figures have invalid ballots,
            which a phone cannot cast.
    """
    missing = {Choice.FOR: figures.yes, Choice.AGAINST: figures.no, Choice.ABSTAIN: figures.abstain}
    ballots: list[tuple[Voter, Choice]] = []
    for voter in sorted(voters, key=lambda voter: voter.weight, reverse=True):
        choice = max(missing, key=lambda choice: missing[choice])
        if 0 < voter.weight <= missing[choice]:
            missing[choice] -= voter.weight
            ballots.append((voter, choice))
    if any(missing.values()) or figures.invalid:
        message = f"the present weights cannot give {figures.yes}, {figures.no}, {figures.abstain}, {figures.invalid}"
        raise FiguresDoNotFitError(message)
    return ballots
