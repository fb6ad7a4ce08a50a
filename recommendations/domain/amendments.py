"""An amendment: an exact, structured change on a frozen revision."""

from enum import StrEnum

from recommendations.domain.refusals import Refused


class AmendmentKind(StrEnum):
    """What the change does to its unit, derived from the change itself."""

    REPLACE = "replace"
    INSERT = "insert"
    DELETE = "delete"
    MIXED = "mixed"
    ADDRESSEES = "addressees"
    TITLE = "title"


class AmendmentState(StrEnum):
    """Where an amendment stands (rules of procedure, "States and transitions")."""

    DRAFT = "draft"
    TABLED = "tabled"
    ADMISSIBLE = "admissible"
    INADMISSIBLE = "inadmissible"
    NEEDS_REBASE = "needs_rebase"
    WITHDRAWN = "withdrawn"
    FALLEN = "fallen"
    IN_VOTE = "in_vote"
    ADOPTED = "adopted"
    REJECTED = "rejected"
    POSTPONED = "postponed"
    ANNULLED = "annulled"

    @property
    def is_pending(self) -> bool:
        """Whether the assembly has still to decide on it."""
        return self in {
            AmendmentState.TABLED,
            AmendmentState.ADMISSIBLE,
            AmendmentState.IN_VOTE,
            AmendmentState.POSTPONED,
            AmendmentState.ANNULLED,
        }


class NothingChanged(Refused):
    """The amended text equals its base."""


class RevisionSuperseded(Refused):
    """The text has been frozen again since; the change must be made on the newest revision."""


class WholeTextDeleted(Refused):
    """Deleting a whole unit is a separate vote on it, not an amendment (R4)."""


class TitleMissing(Refused):
    """An amendment needs a short title."""


class Conflict(Refused):
    """Two exclusive amendments can never both be adopted (R7)."""


class PollAlreadyOpen(Refused):
    """Withdrawal after the opening: the question belongs to the assembly."""


class AmendmentDecided(Refused):
    """The amendment has been decided, withdrawn or has fallen; nothing is decided twice."""


class NotTabled(Refused):
    """Only a filed amendment that is not yet in the vote can be judged."""


class ReasonNeeded(Refused):
    """An amendment is inadmissible for a reason, and the proposer hears it."""


class TextTooLong(Refused):
    """More text than an amendment of one recommendation can sensibly have."""


class LinkNotAllowed(Refused):
    """A new link leads neither to a web page nor to a mail address."""


class UnknownAddressee(Refused):
    """The edition has no such addressee."""
