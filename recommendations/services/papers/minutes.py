"""The minutes: every act of the record in words, and every announced vote with who voted how."""

from collections.abc import Sequence

from sqlalchemy.orm import Session

from recommendations.domain.manuscript import in_order
from recommendations.domain.papers import Minutes, RecordedVote, RecordLine
from recommendations.domain.polls import Choice
from recommendations.domain.record import FIRST
from recommendations.services.chronicle import Entry, entries
from recommendations.services.manifesto.publishing import vote_line
from recommendations.services.papers.telling import Teller
from recommendations.storage.ballots import NamedBallot, named_ballots
from recommendations.storage.editions import Edition
from recommendations.storage.polls import Poll, announced_polls

TITLE = {"en": "Minutes", "fr": "Procès-verbal"}


def minutes(session: Session, edition: Edition, teller: Teller) -> Minutes:
    """What happened in the edition so far."""
    languages = tuple(edition.languages)
    told = entries(session, edition.id)
    return Minutes(
        edition=in_order(edition.title, languages),
        title=in_order(TITLE, languages),
        place=edition.place,
        days=tuple(edition.days),
        sha256=told[-1].digest if told else FIRST,
        lines=tuple(_line(entry, languages, teller) for entry in told),
        votes=tuple(_vote(session, poll, languages) for poll in announced_polls(session, edition.id)),
        notice=in_order(edition.notice, languages),
    )


def _line(entry: Entry, languages: Sequence[str], teller: Teller) -> RecordLine:
    sentence = tuple((language, teller.act(entry, language)) for language in languages)
    return RecordLine(entry.at.isoformat(timespec="seconds"), entry.actor or "", sentence)


def _vote(session: Session, poll: Poll, languages: tuple[str, ...]) -> RecordedVote:
    line = vote_line(poll, languages)
    ballots = named_ballots(session, poll.id)
    return RecordedVote(line, *(_who(ballots, choice) for choice in (Choice.FOR, Choice.AGAINST, Choice.ABSTAIN)))


def _who(ballots: Sequence[NamedBallot], choice: Choice) -> tuple[str, ...]:
    return tuple(ballot.member for ballot in ballots if ballot.choice is choice)
