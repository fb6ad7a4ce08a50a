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
        return self in PENDING

    @property
    def is_standing(self) -> bool:
        """Whether it can stand in another one's way: it waits for its decision, or is part of the text."""
        return self.is_pending or self is AmendmentState.ADOPTED

    @property
    def is_judgeable(self) -> bool:
        """Whether the chair may say, or say otherwise, that it goes to the vote."""
        return self in {AmendmentState.TABLED, AmendmentState.ADMISSIBLE, AmendmentState.INADMISSIBLE}

    @property
    def is_withdrawable(self) -> bool:
        """Whether its proposer may still take it back: not once its poll is open (case 28)."""
        return self in WAITING - {AmendmentState.IN_VOTE}


PENDING = frozenset(
    {
        AmendmentState.TABLED,
        AmendmentState.ADMISSIBLE,
        AmendmentState.IN_VOTE,
        AmendmentState.POSTPONED,
        AmendmentState.ANNULLED,
    }
)
# What is decided before the text it changes (R10).
WAITING = PENDING | {AmendmentState.NEEDS_REBASE}
# What loses its base when the text is frozen again (cases 6, 35).
REBASED_BY_FREEZING = PENDING - {AmendmentState.IN_VOTE} | {AmendmentState.DRAFT}
# With one of these the assembly has begun to decide on the text.
BINDING = frozenset({AmendmentState.IN_VOTE, AmendmentState.ADOPTED})


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
