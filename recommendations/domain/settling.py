"""What stands against a decision, its preparation, or its taking effect."""

from recommendations.domain.refusals import Refused


class SplitRefused(Refused):
    """A compromise, and one wording throughout the text, are voted as a whole (case 14)."""


class TooManyParts(Refused):
    """More parts than an assembly can keep apart, or fewer than two."""


class WordingMissing(Refused):
    """Nobody has said how the text would read with a part adopted, and it cannot be computed."""


class NotAsked(Refused):
    """The compromise does not replace this amendment, so nobody has to consent."""


class NotEditorial(Refused):
    """Only a change of a language version alone is applied without a vote (R5)."""


class TextAdopted(Refused):
    """After the adoption the text changes by corrections alone, which rapporteur and chair confirm (R30)."""


class QuorumThere(Refused):
    """Enough are there for a valid decision: nothing is postponed for want of a quorum."""


class SeparateVoteAsked(Refused):
    """A member asked for a vote of its own on this amendment: it is not decided in a block (case 72)."""


class LinkedAlready(Refused):
    """The two amendments are linked in this way already, or are one and the same."""


class ContradictionOpen(Refused):
    """Two adopted recommendations contradict each other, and the assembly has not chosen (case 38)."""
