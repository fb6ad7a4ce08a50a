"""Counting and quorum vectors of a rehearsal's file, each against the rules themselves."""

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from recommendations.domain.counting import TieRule, tally_of, verdict, with_casting_vote
from recommendations.domain.polls import Choice, Majority, QuorumRule, Tally
from recommendations.domain.quorum import Attendance, quorum
from recommendations.services.rehearsing.report import Report

CHOICES = {"yes": Choice.FOR, "no": Choice.AGAINST, "abstain": Choice.ABSTAIN}


def _exact(value: object) -> Fraction | None:
    return None if value is None else Fraction(str(value))


def _tally(vector: Mapping[str, Any]) -> Tally:
    present, members = _exact(vector.get("present_or_represented")), _exact(vector.get("members"))
    if "weighted_ballots" in vector:
        ballots = [(CHOICES[choice], Fraction(weight)) for choice, weight in vector["weighted_ballots"]]
        return tally_of(ballots, present=present, members=members)
    yes, no, abstain, invalid = (Fraction(str(vector[name])) for name in ("yes", "no", "abstain", "invalid"))
    return Tally(yes, no, abstain, invalid, present, members)


def check_counting(report: Report, vectors: tuple[Mapping[str, Any], ...]) -> None:
    """Count every vector under its rule, with the chair's casting vote where the vector has one."""
    for vector in vectors:
        tally = _tally(vector)
        found = verdict(tally, Majority(vector["rule"]))
        report.expect("counting vectors", vector["id"], found.is_adopted, vector["adopted"])
        if "weighted_ballots" in vector:
            sums = tuple(Fraction(vector[name]) for name in CHOICES)
            report.expect("counting vectors", f"{vector['id']} sums", (tally.yes, tally.no, tally.abstain), sums)
        if casting := vector.get("with_casting_vote"):
            rule = TieRule.CASTING_VOTE_IF_OPEN if casting["configured"] else TieRule.NOT_ADOPTED
            decided = with_casting_vote(
                found, rule, is_secret=casting["secret"], chair_is_for=casting["chair_says"] == "yes"
            )
            report.expect("counting vectors", f"{vector['id']} casting vote", decided.is_adopted, casting["adopted"])


def check_quorums(report: Report, vectors: tuple[Mapping[str, Any], ...]) -> None:
    """Check every attendance against its definition of a quorum."""
    for vector in vectors:
        attendance = Attendance(
            Fraction(str(vector["members"])),
            Fraction(str(vector["present"])),
            Fraction(str(vector.get("represented", 0))),
        )
        found = quorum(attendance, QuorumRule(vector["definition"])).is_reached
        report.expect("quorum vectors", vector["id"], found, vector["reached"])
