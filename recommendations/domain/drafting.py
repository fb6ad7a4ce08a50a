"""Drafting a live text: what is refused."""

from recommendations.domain.refusals import Refused


class DraftingClosed(Refused):
    """The drafting of this text is closed: it takes no more changes."""


class TextNotJoined(Refused):
    """The connection has not joined this text, or has left it."""


class UpdateMalformed(Refused):
    """The change is not one that an editor of this house sends."""


class UpdateTooLarge(Refused):
    """A single change is larger than the assembly's texts need."""


class UpdateOutOfOrder(Refused):
    """The change builds on one that the server does not have."""


class UpdateNotSaved(Refused):
    """The change could not be written to the disk."""


class TooManyUpdates(Refused):
    """More changes in a short time than a person can type."""


class DraftTooLong(Refused):
    """With this change the text would be longer than the house allows."""
