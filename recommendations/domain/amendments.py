"""An amendment: an exact, structured change on a frozen revision."""

from enum import StrEnum

from recommendations.domain.refusals import Refused


class AmendmentKind(StrEnum):
    """What the change does, derived from the change itself."""

    REPLACE = "replace"
    INSERT = "insert"
    DELETE = "delete"
    MOVE = "move"
    MIXED = "mixed"
    ADDRESSEES = "addressees"
    TITLE = "title"
    NEW_UNIT = "new_unit"
    WHOLE_DELETION = "whole_deletion"
    THEME_TITLE = "theme_title"


class Procedure(StrEnum):
    """The way on which an amendment is decided."""

    ORDINARY = "ordinary"
    SUB_AMENDMENT = "sub_amendment"
    COMPROMISE = "compromise"
    ALTERNATIVE = "alternative"
    ORAL = "oral"
    LANGUAGE = "language"


class AmendmentState(StrEnum):
    """Where an amendment stands (rules of procedure, "States and transitions")."""

    SEEKING_SUPPORT = "seeking_support"
    LATE = "late"
    NOT_ADMITTED = "not_admitted"
    TABLED = "tabled"
    ADMISSIBLE = "admissible"
    INADMISSIBLE = "inadmissible"
    EDITORIAL = "editorial"
    EDITORIAL_APPLIED = "editorial_applied"
    NEEDS_REBASE = "needs_rebase"
    WITHDRAWN = "withdrawn"
    NOT_MOVED = "not_moved"
    MERGED = "merged"
    FALLEN = "fallen"
    IN_VOTE = "in_vote"
    POSTPONED = "postponed"
    ADOPTED = "adopted"
    ADOPTED_AS_AMENDED = "adopted_as_amended"
    ADOPTED_IN_PART = "adopted_in_part"
    REJECTED = "rejected"

    @property
    def is_pending(self) -> bool:
        """Whether the assembly has still to decide on it."""
        return self in PENDING

    @property
    def is_in_text(self) -> bool:
        """Whether its words, or what has become of them, are part of the consolidated text."""
        return self in IN_TEXT

    @property
    def is_standing(self) -> bool:
        """Whether it can stand in another one's way: it may still come to a decision, or is part of the text."""
        return self in STANDING

    @property
    def is_judgeable(self) -> bool:
        """Whether the chair may say, or say otherwise, that it goes to the vote."""
        return self in {
            AmendmentState.TABLED,
            AmendmentState.ADMISSIBLE,
            AmendmentState.INADMISSIBLE,
            AmendmentState.NEEDS_REBASE,
        }

    @property
    def is_withdrawable(self) -> bool:
        """Whether its proposer may still take it back: not once its poll is open (case 28)."""
        return self in WITHDRAWABLE


PENDING = frozenset(
    {AmendmentState.TABLED, AmendmentState.ADMISSIBLE, AmendmentState.IN_VOTE, AmendmentState.POSTPONED}
)
# What is part of the text, and keeps everything that excludes it out.
IN_TEXT = frozenset(
    {
        AmendmentState.ADOPTED,
        AmendmentState.ADOPTED_AS_AMENDED,
        AmendmentState.ADOPTED_IN_PART,
        AmendmentState.EDITORIAL_APPLIED,
    }
)
# What waits for supporters, for a remedy or in a compromise can come to a decision too.
STANDING = (
    PENDING
    | IN_TEXT
    | {AmendmentState.SEEKING_SUPPORT, AmendmentState.LATE, AmendmentState.EDITORIAL, AmendmentState.MERGED}
)
# What is decided before the text it changes (R10).
WAITING = PENDING | {AmendmentState.NEEDS_REBASE, AmendmentState.EDITORIAL}
WITHDRAWABLE = WAITING - {AmendmentState.IN_VOTE} | {
    AmendmentState.SEEKING_SUPPORT,
    AmendmentState.LATE,
    AmendmentState.MERGED,
}
# What is carried over, or loses its base, when the text is frozen again (cases 5, 6, 35).
REBASED_BY_FREEZING = STANDING - IN_TEXT - {AmendmentState.IN_VOTE} | {AmendmentState.NEEDS_REBASE}
# What the rapporteur advises the assembly on.
ADVISED = frozenset({AmendmentState.TABLED, AmendmentState.ADMISSIBLE, AmendmentState.POSTPONED})
# With one of these the assembly has begun to decide on the text.
BINDING = IN_TEXT | {AmendmentState.IN_VOTE}


class StateReason(StrEnum):
    """Why an amendment is where it is, where the house itself and not a person says so; pages translate it."""

    NONE = ""
    DELETES_WHOLE_TEXT = "deletes_whole_text"
    LANGUAGE_ONLY = "language_only"
    TOO_FEW_SUPPORTERS = "too_few_supporters"
    LATE = "late"
    OBJECTED = "objected"
    NO_QUORUM = "no_quorum"
    SAME_WORDS = "same_words"
    REPLACED = "replaced"
    EXCLUDED = "excluded"
    ALTERNATIVE = "alternative"
    NEEDS_OTHER_PART = "needs_other_part"
    AMENDMENT_GONE = "amendment_gone"
    IDENTICAL = "identical"
    SERIES = "series"


class LinkKind(StrEnum):
    """How people, not words, have tied two amendments together."""

    REPLACES = "replaces"
    EXCLUDES = "excludes"


class Consent(StrEnum):
    """What an author says of the compromise that would replace the own amendment (R9)."""

    ASKED = "asked"
    GIVEN = "given"
    REFUSED = "refused"


class Advice(StrEnum):
    """What the rapporteur recommends to the assembly."""

    ADOPT = "adopt"
    ADOPT_MODIFIED = "adopt_modified"
    REJECT = "reject"
    SEPARATE = "separate"


class VersionCause(StrEnum):
    """Why an amendment got another wording, or another base, than before."""

    FILED = "filed"
    CARRIED_OVER = "carried_over"
    REBASED = "rebased"
    AMENDED = "amended"
    IN_PART = "in_part"
    RESTORED = "restored"


class RequestKind(StrEnum):
    """What voters may ask for before the list closes."""

    SEPARATE = "separate"
    SPLIT = "split"


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


class CorrectionReasonNeeded(Refused):
    """A change of one language version is refused for a reason, and the proposer hears it."""


class TextTooLong(Refused):
    """More text than an amendment of one recommendation can sensibly have."""


class LinkNotAllowed(Refused):
    """A new link leads neither to a web page nor to a mail address."""


class UnknownAddressee(Refused):
    """The edition has no such addressee."""
