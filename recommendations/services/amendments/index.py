"""The index of all amendments: chosen, searched, sorted and counted, a page at a time, for thousands of them."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from recommendations.domain.amendments import ADVISED, Advice, AmendmentState
from recommendations.domain.people import Actor, Role
from recommendations.domain.permissions import Action, Subject, ensure_permitted, permits
from recommendations.services.amendments.lines import lines_of
from recommendations.services.amendments.opinions import advice_seen_by
from recommendations.services.amendments.search import folded, saying
from recommendations.services.amendments.standings import standings_of
from recommendations.services.amendments.views import AmendmentLine, ThemeLabel, theme_label
from recommendations.storage.amendment_index import (
    Chosen,
    Entry,
    asked_for_consent,
    counts_by_state,
    entries,
    proposing_members,
    standing_wordless,
)
from recommendations.storage.amendments import amendments_by_id
from recommendations.storage.database import db
from recommendations.storage.editions import standing_themes
from recommendations.storage.opinions import opinions_of, starred_by, tags_in, tags_of

PAGE = 50
_JUDGED = frozenset({AmendmentState.TABLED, AmendmentState.EDITORIAL, AmendmentState.LATE})


class Sort(StrEnum):
    """In which order the index shows what was found."""

    NUMBER = "number"
    NEWEST = "newest"
    PROPOSER = "proposer"
    STATE = "state"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the reader asks the index for; None, empty and False ask for nothing."""

    chosen: Chosen = field(default_factory=Chosen)
    words: str = ""
    tag: str = ""
    advice: Advice | None = None
    is_starred: bool = False
    needs_me: bool = False
    in_conflict: bool = False
    sort: Sort = Sort.NUMBER
    page: int = 1


@dataclass(frozen=True, slots=True)
class AmendmentIndex:
    """One page of what was found, and what can be chosen; ``counts`` are of the whole edition, by state."""

    lines: tuple[AmendmentLine, ...]
    total: int
    page: int
    pages: int
    counts: Mapping[AmendmentState, int]
    themes: tuple[ThemeLabel, ...]
    members: tuple[tuple[UUID, str], ...]
    tags: tuple[str, ...]
    may_tag: bool


def amendment_index(actor: Actor, wanted: Wanted) -> AmendmentIndex:
    """The page of the index that the reader asks for; a page beyond the last one is the last one.

    Raises:
        NotPermitted.
    """
    ensure_permitted(actor, Action.READ_EDITION, Subject(actor.edition_id))
    session = db.session()
    found = sorted(_found(session, actor, wanted), key=_KEYS[wanted.sort])
    pages = max(1, -(-len(found) // PAGE))
    page = min(max(wanted.page, 1), pages)
    shown = [entry.id for entry in found[(page - 1) * PAGE : page * PAGE]]
    rows = amendments_by_id(session, shown)
    return AmendmentIndex(
        lines=lines_of(session, actor, [rows[amendment_id] for amendment_id in shown]),
        total=len(found),
        page=page,
        pages=pages,
        counts=counts_by_state(session, actor.edition_id),
        themes=tuple(theme_label(theme) for theme in standing_themes(session, actor.edition_id)),
        members=tuple(proposing_members(session, actor.edition_id)),
        tags=tuple(tags_in(session, actor.edition_id)),
        may_tag=any(office.role in _TAGGING for office in actor.offices),
    )


_TAGGING = frozenset({Role.SECRETARIAT, Role.CHAIR, Role.RAPPORTEUR})
_ORDER = {state: place for place, state in enumerate(AmendmentState)}
_KEYS: Mapping[Sort, Any] = {
    Sort.NUMBER: lambda entry: (entry.theme_number, entry.number),
    Sort.NEWEST: lambda entry: -entry.number,
    Sort.PROPOSER: lambda entry: (folded(entry.member or entry.person), entry.number),
    Sort.STATE: lambda entry: (_ORDER[entry.state], entry.number),
}


def _found(session: Session, actor: Actor, wanted: Wanted) -> list[Entry]:
    found = entries(session, actor.edition_id, wanted.chosen)
    ids = [entry.id for entry in found]
    for kept in _conditions(session, actor, wanted, found):
        ids = [amendment_id for amendment_id in ids if amendment_id in kept]
    allowed = set(ids)
    return [entry for entry in found if entry.id in allowed]


def _conditions(session: Session, actor: Actor, wanted: Wanted, found: Sequence[Entry]) -> Iterator[Collection[UUID]]:
    """For each condition that columns do not hold, the amendments that meet it."""
    if wanted.words.strip():
        yield saying(session, found, wanted.words)
    if wanted.tag:
        tagged = tags_of(session, [entry.id for entry in found])
        yield {amendment_id for amendment_id, tags in tagged.items() if wanted.tag in tags}
    if wanted.advice is not None:
        yield _advised(session, actor, found, wanted.advice)
    yield from _of_reader(session, actor, wanted, found)


def _of_reader(session: Session, actor: Actor, wanted: Wanted, found: Sequence[Entry]) -> Iterator[Collection[UUID]]:
    if wanted.is_starred:
        yield starred_by(session, actor.person_id)
    if wanted.needs_me:
        yield _needing(session, actor, found)
    if wanted.in_conflict:
        yield _conflicting(session, actor.edition_id)


def _advised(session: Session, actor: Actor, found: Sequence[Entry], advice: Advice) -> set[UUID]:
    rows = list(amendments_by_id(session, [entry.id for entry in found]).values())
    seen = advice_seen_by(session, actor, rows)
    return {amendment_id for amendment_id, opinion in seen.items() if opinion.advice is advice}


def _conflicting(session: Session, edition_id: UUID) -> set[UUID]:
    rows = list(standing_wordless(session, edition_id))
    standings = standings_of(session, rows)
    return {row.id for row in rows if standings.conflicts_of(row.id)}


def _needing(session: Session, actor: Actor, found: Sequence[Entry]) -> set[UUID]:
    """The amendments that wait for an act of this person: a judgement, an advice, an adaptation, a consent."""
    advised = {row.amendment_id for row in opinions_of(session, [entry.id for entry in found])}
    asked = asked_for_consent(session, actor.edition_id)

    def needs(entry: Entry) -> bool:
        subject = Subject(actor.edition_id, entry.theme_id)
        is_own = entry.member_id is not None and entry.member_id == actor.member_id
        return (
            (entry.state in _JUDGED and permits(actor, Action.JUDGE_AMENDMENT, subject))
            or (entry.state in ADVISED and entry.id not in advised and actor.holds(Role.RAPPORTEUR, entry.theme_id))
            or (is_own and (entry.state is AmendmentState.NEEDS_REBASE or entry.id in asked))
        )

    return {entry.id for entry in found if needs(entry)}
