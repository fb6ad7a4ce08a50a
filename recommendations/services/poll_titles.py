"""What polls are called where they are listed: the short title of what was put to the vote."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from sqlalchemy.orm import Session

from recommendations.domain.encoding import units_by_language
from recommendations.domain.polls import PollSubject
from recommendations.storage.amendments import Amendment, amendments_by_id
from recommendations.storage.polls import Poll

Titles = Mapping[str, str]


def poll_titles(session: Session, polls: Sequence[Poll]) -> dict[UUID, Titles]:
    """By poll, {language: title}: of an amendment its label and title, of a manifesto nothing, as it has none."""
    asked = [poll.amendment_id for poll in polls if poll.amendment_id is not None]
    amendments = amendments_by_id(session, asked)
    return {poll.id: _title(poll, amendments) for poll in polls}


def _title(poll: Poll, amendments: Mapping[UUID, Amendment]) -> Titles:
    if poll.amendment_id is not None:
        row = amendments[poll.amendment_id]
        return {row.language: f"{row.label} {row.title}"}
    if poll.subject is PollSubject.MANIFESTO:
        return {}
    return {language: unit.title for language, unit in units_by_language(poll.text).items()}
