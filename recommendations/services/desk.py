"""The chair's desk: what can be put to the vote, what is prepared, open, closed, and what follows from it."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from sqlalchemy.orm import Session

from recommendations.domain.adoption import ManifestoState
from recommendations.domain.amendments import WAITING, AmendmentState
from recommendations.domain.outcomes import Outcome, outcome_from_json
from recommendations.domain.people import Actor
from recommendations.domain.permissions import Action, Subject, ensure_permitted, permits
from recommendations.domain.polls import PollState, PollSubject
from recommendations.domain.questions import question
from recommendations.domain.quorum import Attendance, QuorumVerdict, quorum
from recommendations.domain.refusals import Refused
from recommendations.services.electorate import attendance, mandates
from recommendations.services.incorporating import exclusive_with
from recommendations.services.poll_subjects import (
    Target,
    ensure_ready,
    on_amendment,
    on_manifesto,
    on_unit,
    target_of,
)
from recommendations.services.polls import PollLine, newest_results, poll_line
from recommendations.storage.amendments import Amendment, amendments_in
from recommendations.storage.database import db
from recommendations.storage.editions import Edition, Theme, themes_of
from recommendations.storage.manifestos import manifestos_of
from recommendations.storage.polls import Poll, polls_of
from recommendations.storage.revisions import newest_revision_row, units_of
from recommendations.storage.texts import RevisionUnit


@dataclass(frozen=True, slots=True)
class Candidate:
    """Something that can be put to the vote; ``title`` is {language: text}, ``waits_for`` amendments decided before."""

    target: Target
    question: Mapping[str, str]
    title: Mapping[str, str]
    waits_for: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CandidateGroup:
    """What can be put to the vote of one theme, in the order in which it should be; the manifesto has no theme.

    ``is_current`` marks the theme the assembly is at: that of the last poll, or else the first.
    """

    theme_id: UUID | None
    theme: Mapping[str, str]
    candidates: tuple[Candidate, ...]
    is_current: bool = False


@dataclass(frozen=True, slots=True)
class DeskPoll:
    """An undecided poll on the desk; ``falls`` if adopted, ``obstacle`` if it cannot be opened.

    ``outcome`` is what the chair will announce, known to the chair alone once the poll is closed.
    """

    line: PollLine
    label: str
    falls: tuple[str, ...] = ()
    obstacle: Refused | None = None
    outcome: Outcome | None = None
    quorum: QuorumVerdict | None = None

    @property
    def is_thin(self) -> bool:
        """Whether less than half of the votes entitled were cast for or against: the chair is warned (case 49)."""
        return self.outcome is not None and 2 * self.outcome.cast < self.outcome.entitled


@dataclass(frozen=True, slots=True)
class DeskView:
    """The whole desk; ``mandates`` counts the members that may vote in a poll opened now.

    ``announced`` are the newest results.
    """

    polls: tuple[DeskPoll, ...]
    groups: tuple[CandidateGroup, ...]
    announced: tuple[PollLine, ...]
    mandates: int
    attendance: Attendance
    may_conduct: bool


def read_desk(actor: Actor) -> DeskView:
    """The desk of this edition.

    Raises:
        NotPermitted.
    """
    ensure_permitted(actor, Action.PREPARE_POLL, Subject(actor.edition_id))
    session = db.session()
    roll = mandates(session, actor.edition_id)
    there = attendance(session, actor.edition_id, roll)
    polls = polls_of(session, actor.edition_id)
    may_conduct = permits(actor, Action.CONDUCT_POLL, Subject(actor.edition_id))
    # What is under way stands before what is only prepared: the chair's next act is on top.
    undecided = sorted(
        (poll for poll in polls if poll.state.is_undecided), key=lambda poll: poll.state is PollState.PREPARED
    )
    return DeskView(
        tuple(_desk_poll(session, poll, there, may_conduct=may_conduct) for poll in undecided),
        _groups(session, actor.edition_id, polls),
        newest_results(session, polls),
        len(roll),
        there,
        may_conduct,
    )


def _desk_poll(session: Session, poll: Poll, there: Attendance, *, may_conduct: bool) -> DeskPoll:
    label, falls = _consequence(session, poll)
    is_prepared = poll.state is PollState.PREPARED
    is_counted = may_conduct and poll.state is PollState.CLOSED and poll.outcome is not None
    return DeskPoll(
        poll_line(session, poll),
        label,
        falls,
        _obstacle(session, poll) if is_prepared else None,
        outcome_from_json(poll.outcome) if is_counted and poll.outcome else None,
        quorum(there, poll.quorum) if is_prepared else None,
    )


def _consequence(session: Session, poll: Poll) -> tuple[str, tuple[str, ...]]:
    """What the poll is called, and which amendments fall if it is adopted."""
    if poll.amendment_id is None:
        return "", ()
    rivals = exclusive_with(session, poll.amendment_id)
    falls = tuple(rival.label for rival in rivals if rival.state.is_pending)
    return session.get_one(Amendment, poll.amendment_id).label, falls


def _obstacle(session: Session, poll: Poll) -> Refused | None:
    try:
        ensure_ready(session, poll)
    except Refused as refusal:
        return refusal
    return None


def _groups(session: Session, edition_id: UUID, polls: list[Poll]) -> tuple[CandidateGroup, ...]:
    edition = session.get_one(Edition, edition_id)
    done = {_key(target_of(poll)) for poll in polls if poll.state is not PollState.ANNULLED}
    pending = amendments_in(session, edition_id, WAITING)
    found: list[tuple[UUID | None, Mapping[str, str], list[Candidate]]] = [
        (theme.id, theme.title, _of_theme(session, edition, theme, pending)) for theme in themes_of(session, edition_id)
    ]
    found.append((None, {}, _of_manifestos(session, edition)))
    waiting = [(key, title, tuple(c for c in listed if _key(c.target) not in done)) for key, title, listed in found]
    groups = [CandidateGroup(*group) for group in waiting if group[2]]
    current = _current(groups, polls)
    return tuple(replace(group, is_current=group is current) for group in groups)


def _current(groups: list[CandidateGroup], polls: list[Poll]) -> CandidateGroup | None:
    """The theme of the poll that was moved last, if it has something left; else the first."""
    last = max(polls, key=lambda poll: poll.announced_at or poll.opened_at or poll.prepared_at, default=None)
    there = [group for group in groups if last and group.theme_id == last.theme_id]
    return next(iter([*there, *groups]), None)


def _key(target: Target) -> tuple[object, ...]:
    if target.amendment_id is not None:
        return (PollSubject.AMENDMENT, target.amendment_id)
    return (target.subject, target.theme_id, target.unit_uid, target.manifesto_id)


def _of_theme(session: Session, edition: Edition, theme: Theme, undecided: Sequence[Amendment]) -> list[Candidate]:
    """The theme's amendments by number, then its recommendations (R10)."""
    newest = newest_revision_row(session, theme.id)
    if newest is None:
        return []
    units: dict[str, list[RevisionUnit]] = defaultdict(list)
    for unit in units_of(session, newest.id):
        units[unit.uid].append(unit)
    pending = [row for row in undecided if row.theme_id == theme.id]
    amendments = [_of_amendment(edition, row, units[row.unit_uid]) for row in pending if _is_admissible(row)]
    operative = [versions for versions in units.values() if versions and versions[0].kind.is_operative]
    return amendments + [_of_unit(edition, theme, versions, pending) for versions in operative]


def _is_admissible(row: Amendment) -> bool:
    return row.state is AmendmentState.ADMISSIBLE


def _of_amendment(edition: Edition, row: Amendment, versions: list[RevisionUnit]) -> Candidate:
    number = versions[0].number if versions else ""
    asked = question(edition.languages, "amendment", number=number, label=row.label)
    return Candidate(on_amendment(row.id), asked, {row.language: f"{row.label} {row.title}"})


def _of_unit(edition: Edition, theme: Theme, versions: list[RevisionUnit], pending: list[Amendment]) -> Candidate:
    first = versions[0]
    asked = question(edition.languages, first.kind.value, number=first.number)
    titles = {version.language: version.title for version in versions}
    waits = tuple(row.label for row in pending if row.unit_uid == first.uid)
    return Candidate(on_unit(theme.id, first.uid), asked, titles, waits)


def _of_manifestos(session: Session, edition: Edition) -> list[Candidate]:
    newest = manifestos_of(session, edition.id)[:1]
    return [
        Candidate(on_manifesto(row.id), question(edition.languages, "manifesto", number=str(row.number)), {})
        for row in newest
        if row.state is ManifestoState.COMPILED
    ]
