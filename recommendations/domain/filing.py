"""What the assembly refuses when amendments are filed, supported, taken over or brought to a newer text."""

from recommendations.domain.amendments import TitleMissing
from recommendations.domain.refusals import Refused


class AlreadyFiled(Refused):
    """The same member has filed exactly this already."""


class DeadlinePassed(Refused):
    """The deadline is over by the server's clock; late amendments need supporters, and their proposer's will."""


class LateNotAllowed(Refused):
    """The rules of this edition have no way for late amendments."""


class ThirdDegree(Refused):
    """A sub-amendment cannot be amended (R3)."""


class NothingToAmend(Refused):
    """The amendment that was to be changed is decided, in the vote or gone."""


class WordingReplaced(Refused):
    """The amendment that was to be changed has got another wording since."""


class NotReplaceable(Refused):
    """A compromise replaces amendments of its own unit that wait for their decision, and no others."""


class OralNotAllowed(Refused):
    """The rules of this edition have no oral amendments."""


class NotOral(Refused):
    """Members object to oral amendments that wait for their decision, and to no others."""


class MoverAbsent(Refused):
    """An oral amendment is moved by a voting delegate who is there."""


class ThemeTitleMissing(TitleMissing):
    """A theme has a title."""


class OwnAmendment(Refused):
    """A member does not support or oppose what it has proposed itself."""


class NotWaiting(Refused):
    """The amendment does not wait for supporters."""


class SupportCounted(Refused):
    """The amendment was tabled with this support, so it stays on record."""


class NotWithdrawn(Refused):
    """Only what was withdrawn or not moved can be taken over."""


class OwnWithdrawal(Refused):
    """Another member takes over what this one has withdrawn (case 27)."""


class TakeoverTooLate(Refused):
    """Nobody took it over at once; it can only come back as a new amendment (case 29)."""


class AuthorPresent(Refused):
    """Somebody who can move the amendment is in the room (case 30)."""


class NotToRebase(Refused):
    """The amendment stands on the newest text, or is decided: there is nothing to adapt."""


class WordsNotFound(Refused):
    """The words to be replaced stand nowhere in the text."""


class NewTextMissing(Refused):
    """A new recommendation has words."""
