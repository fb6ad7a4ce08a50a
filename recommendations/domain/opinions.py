"""What is said about amendments, and when it is not enough."""

from recommendations.domain.refusals import Refused


class AdviceNeedsWording(Refused):
    """Who advises to adopt with a modification says how it should read."""


class NoAdviceYet(Refused):
    """There is no advice that the proposer could answer."""


class TagMissing(Refused):
    """A tag is a word."""


class TextMovedOn(Refused):
    """What was read is no longer the text: it is read again before it is confirmed."""
