"""A poll: one question put to a frozen electorate under a frozen rule."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from fractions import Fraction

from recommendations.domain.refusals import Refused


class Choice(StrEnum):
    """What a ballot says."""

    FOR = "for"
    AGAINST = "against"
    ABSTAIN = "abstain"


class PollSubject(StrEnum):
    """What the question is about."""

    AMENDMENT = "amendment"
    BLOCK = "block"
    RECOMMENDATION = "recommendation"
    CONTRADICTION = "contradiction"
    MANIFESTO = "manifesto"


class PollState(StrEnum):
    """Where a poll stands; never back from closed to open (R17)."""

    PREPARED = "prepared"
    OPEN = "open"
    CLOSED = "closed"
    ANNOUNCED = "announced"
    ANNULLED = "annulled"

    @property
    def is_undecided(self) -> bool:
        """Whether the question is still before the assembly."""
        return self in {PollState.PREPARED, PollState.OPEN, PollState.CLOSED}


def takes_ballots(state: PollState, closes_at: datetime | None, at: datetime) -> bool:
    """Whether a ballot received at this server time counts (R15); a poll is over when its time is."""
    return state is PollState.OPEN and (closes_at is None or at < closes_at)


class Majority(StrEnum):
    """The majorities of the rules of procedure, "Counting: exact formulas", by the rule sets' names."""

    SIMPLE = "simple"
    ABSOLUTE_VOTES_CAST = "absolute_votes_cast"
    ABSOLUTE_INCL_ABSTENTIONS = "absolute_votes_incl_abstentions"
    ABSOLUTE_PRESENT = "absolute_present"
    ABSOLUTE_MEMBERS = "absolute_members"
    TWO_THIRDS_CAST = "two_thirds_cast"
    TWO_THIRDS_INCL_ABSTENTIONS = "two_thirds_incl_abstentions"
    TWO_THIRDS_PRESENT = "two_thirds_present"
    TWO_THIRDS_MEMBERS = "two_thirds_members"
    THREE_QUARTERS_CAST = "three_quarters_cast"
    THREE_QUARTERS_MEMBERS = "three_quarters_members"
    UNANIMITY_CAST = "unanimity_cast"
    CONSENSUS = "consensus_no_objection"


class QuorumRule(StrEnum):
    """What must be there for a valid decision, by the rule sets' names."""

    NONE = "none"
    ONE_THIRD_PRESENT = "one_third_of_members_present"
    HALF_PRESENT_OR_REPRESENTED = "half_present_or_represented"
    MORE_THAN_HALF_PRESENT_OR_REPRESENTED = "more_than_half_present_or_represented"
    MORE_THAN_HALF_PRESENT = "more_than_half_present_only"


@dataclass(frozen=True, slots=True)
class Tally:
    """The weights of the ballots, exact; ``present`` and ``members`` are the bases some majorities need."""

    yes: Fraction
    no: Fraction
    abstain: Fraction = Fraction(0)
    invalid: Fraction = Fraction(0)
    present: Fraction | None = None
    members: Fraction | None = None


class PollClosed(Refused):
    """The poll no longer, or not yet, takes ballots."""


class PollNotPrepared(Refused):
    """Only a prepared poll can be opened."""


class PollNotOpen(Refused):
    """Only an open poll can be closed."""


class PollNotClosed(Refused):
    """Only a closed poll can be announced."""


class NotOnTheRoll(Refused):
    """The member is not in the electorate frozen when the poll opened."""


class BallotFinal(Refused):
    """The rule set lets no ballot be changed, and this member has cast one."""


class BallotKeyReused(Refused):
    """The key of a recorded ballot came back with another choice; nothing was changed."""


class NotPresent(Refused):
    """Nobody votes without accreditation and presence (R28)."""


class PollPending(Refused):
    """There is an undecided poll on the same subject already."""


class SubjectNotReady(Refused):
    """The amendment, recommendation or manifesto cannot be put to the vote in its present state."""


class AmendmentsPending(Refused):
    """Amendments are decided before the text they change (R10)."""


class RivalInVote(Refused):
    """An amendment that excludes this one, or says the same, is being voted; its result decides on this one too."""


class QuorumMissing(Refused):
    """Too few are there for a valid decision; the poll stays prepared."""


class NobodyEntitled(Refused):
    """No member with a vote is present, so there would be nobody to decide."""


class ReasonMissing(Refused):
    """An annulment needs its reason: it goes into the minutes."""


class PollAnnulled(Refused):
    """The poll has been annulled already."""


class DecisionIncorporated(Refused):
    """The announced decision is part of the text by now; only a new decision can change it."""
