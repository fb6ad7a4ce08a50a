"""What polls are called where they are listed: the short title of what was put to the vote."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from sqlalchemy.orm import Session

from recommendations.domain.encoding import units_by_language
from recommendations.domain.outcomes import outcome_from_json
from recommendations.domain.polls import PollSubject
from recommendations.services.deciding.parts import label_of
from recommendations.storage.amendments import Amendment, amendments_by_id
from recommendations.storage.polls import Poll
from recommendations.storage.wordings import parts_in

Titles = Mapping[str, str]


def poll_titles(session: Session, polls: Sequence[Poll]) -> dict[UUID, Titles]:
    """By poll, {language: title}: of an amendment or its part the label and its own title, of a block all labels.

    A manifesto has none.
    """
    asked = [poll.amendment_id for poll in polls if poll.amendment_id is not None]
    amendments = amendments_by_id(session, asked)
    cut = [poll.amendment_id for poll in polls if poll.amendment_id is not None and poll.part is not None]
    parts = {(part.amendment_id, part.number): part.title for part in parts_in(session, cut)} if cut else {}
    return {poll.id: _title(poll, amendments, parts) for poll in polls}


def chosen_title(poll: Poll) -> Titles | None:
    """Of a counted choice between two, the title of what stands, by language; empty if neither has more votes."""
    if poll.subject is not PollSubject.CONTRADICTION or poll.outcome is None:
        return None
    chosen = outcome_from_json(poll.outcome).chosen
    return {language: unit.title for language, unit in units_by_language(poll.text[chosen]).items()} if chosen else {}


def _title(poll: Poll, amendments: Mapping[UUID, Amendment], parts: Mapping[tuple[UUID, int], str]) -> Titles:
    if poll.amendment_id is not None:
        row = amendments[poll.amendment_id]
        title = parts.get((row.id, poll.part), row.title) if poll.part is not None else row.title
        return {row.language: f"{label_of(row, poll.part)} {title}"}
    match poll.subject:
        case PollSubject.BLOCK:
            return dict.fromkeys(poll.question, ", ".join(item["label"] for item in poll.text["items"]))
        case PollSubject.CONTRADICTION:
            one, other = units_by_language(poll.text["one"]), units_by_language(poll.text["other"])
            both = [language for language in one if language in other]
            return {language: f"{one[language].title} / {other[language].title}" for language in both}
        case PollSubject.RECOMMENDATION:
            return {language: unit.title for language, unit in units_by_language(poll.text).items()}
        case _:
            return {}
