"""An edition's themes and its rule set."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from recommendations.domain.polls import Majority, PollSubject, QuorumRule


class ThemeKind(StrEnum):
    """A chapter with recommendations, or the preamble."""

    PREAMBLE = "preamble"
    THEME = "theme"


@dataclass(frozen=True, slots=True)
class RuleSet:
    """The rules of procedure of one edition, as far as polls need them; defaults are the house's."""

    amendment_majority: Majority = Majority.SIMPLE
    recommendation_majority: Majority = Majority.SIMPLE
    manifesto_majority: Majority = Majority.TWO_THIRDS_CAST
    quorum: QuorumRule = QuorumRule.NONE
    ballot_change_until_close: bool = True

    def majority(self, subject: PollSubject) -> Majority:
        """The majority that decides on this kind of question."""
        match subject:
            case PollSubject.AMENDMENT:
                return self.amendment_majority
            case PollSubject.RECOMMENDATION:
                return self.recommendation_majority
            case PollSubject.MANIFESTO:
                return self.manifesto_majority


def rule_set(stored: Mapping[str, object]) -> RuleSet:
    """The rule set from its stored form; what is not stored has the house's default."""
    default = RuleSet()
    return RuleSet(
        Majority(str(stored.get("amendment_majority", default.amendment_majority))),
        Majority(str(stored.get("recommendation_majority", default.recommendation_majority))),
        Majority(str(stored.get("manifesto_majority", default.manifesto_majority))),
        QuorumRule(str(stored.get("quorum", default.quorum))),
        bool(stored.get("ballot_change_until_close", default.ballot_change_until_close)),
    )
