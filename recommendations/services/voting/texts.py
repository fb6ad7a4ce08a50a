"""What a poll puts to the vote, as readers see it: whole texts, or changes word by word."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from recommendations.domain.comparison import Comparison, compare
from recommendations.domain.encoding import units_by_language
from recommendations.domain.hunks import change_between
from recommendations.domain.polls import PollSubject
from recommendations.domain.text import Unit
from recommendations.services.amendments.wordings import base_units
from recommendations.services.deciding.parts import adopted_numbers, combined_wording, label_of
from recommendations.storage.amendments import Amendment
from recommendations.storage.polls import Poll
from recommendations.storage.wordings import parts_of

_WITHOUT_TEXT = frozenset({PollSubject.MANIFESTO, PollSubject.BLOCK, PollSubject.CONTRADICTION})


@dataclass(frozen=True, slots=True)
class AmendmentAsked:
    """An amendment that a poll is about, or a part of it, with its change in each language.

    A new recommendation changes nothing: ``text`` is what it says.
    """

    id: UUID
    label: str
    title: str
    changes: Mapping[str, Comparison]
    text: Mapping[str, Unit]


def text_of(poll: Poll) -> Mapping[str, Unit]:
    """The unit that is put to the vote, by language; nothing where it is more than one."""
    return {} if poll.subject in _WITHOUT_TEXT else units_by_language(poll.text)


def choice_of(poll: Poll) -> tuple[Mapping[str, Unit], ...]:
    """The two recommendations between which the assembly chooses: votes for the first, votes against the second."""
    if poll.subject is not PollSubject.CONTRADICTION:
        return ()
    return units_by_language(poll.text["one"]), units_by_language(poll.text["other"])


def amendment_asked(session: Session, poll: Poll) -> AmendmentAsked | None:
    """The one amendment that the poll is about."""
    if poll.amendment_id is None:
        return None
    row = session.get_one(Amendment, poll.amendment_id)
    base = _base(session, row, poll.part)
    return _asked(row, label_of(row, poll.part), base, poll.text)


def items_asked(session: Session, poll: Poll) -> tuple[AmendmentAsked, ...]:
    """The amendments of a block, in the wording that is put to the vote."""
    if poll.subject is not PollSubject.BLOCK:
        return ()
    items = [(session.get_one(Amendment, UUID(item["amendment"])), item["text"]) for item in poll.text["items"]]
    return tuple(_asked(row, row.label, base_units(session, row), text) for row, text in items)


def _base(session: Session, row: Amendment, part: int | None) -> Mapping[str, Unit]:
    """What the change is a change of; of a part, the text with the parts adopted before it."""
    base = base_units(session, row)
    before = adopted_numbers(one for one in parts_of(session, row.id) if part is not None and one.number < part)
    words = combined_wording(session, row, before) if before else None
    return base if words is None else base | units_by_language(words)


def _asked(row: Amendment, label: str, base: Mapping[str, Unit], text: Mapping[str, Any]) -> AmendmentAsked:
    amended = units_by_language(text)
    changes = {language: _compared(base[language], unit) for language, unit in amended.items() if language in base}
    return AmendmentAsked(row.id, label, row.title, changes, amended)


@lru_cache(maxsize=64)
def _compared(base: Unit, amended: Unit) -> Comparison:
    # A whole room asks for the same comparison in the same second.
    return compare(base, change_between(base, amended))
