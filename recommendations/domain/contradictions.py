"""Two recommendations that cannot both stand: what is refused about them."""

from recommendations.domain.refusals import Refused


class SameUnit(Refused):
    """Nothing contradicts itself: two recommendations are named."""


class AlreadyFlagged(Refused):
    """The two are flagged already, and the assembly has not chosen."""


class ContradictionDecided(Refused):
    """The assembly has been asked to choose: the flag stays."""
