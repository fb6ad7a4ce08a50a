"""What the voting list of a theme is made of: its undecided amendments, its units, and what members asked for."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from uuid import UUID

from sqlalchemy.orm import Session

from recommendations.domain.amendments import AmendmentState, Procedure, RequestKind, StateReason
from recommendations.domain.consequences import Ties
from recommendations.domain.editions import RuleSet, rule_set
from recommendations.domain.polls import PollState, PollSubject
from recommendations.domain.refusals import NotFound
from recommendations.domain.revisions import RevisionText
from recommendations.services.amendments.standings import UnitStandings, standings_of
from recommendations.services.texts.revisions import newest_revision, read_revision
from recommendations.storage.amendments import Amendment, amendments_on_theme
from recommendations.storage.editions import Edition, Theme
from recommendations.storage.polls import polls_of
from recommendations.storage.revisions import revisions_of
from recommendations.storage.voting_lists import requests_in
from recommendations.storage.wordings import parts_in

DUE = frozenset({AmendmentState.ADMISSIBLE, AmendmentState.IN_VOTE, AmendmentState.POSTPONED})
# What cannot be put yet, but has to be decided before the text it changes.
HELD = frozenset({AmendmentState.TABLED, AmendmentState.NEEDS_REBASE})


@dataclass(frozen=True, slots=True)
class Asked:
    """What enough members have asked for: votes apart on units, and amendments in parts.

    One member is enough to have an amendment voted outside of a block (cases 36, 71).
    """

    separate_units: frozenset[str] = frozenset()
    separate: frozenset[UUID] = frozenset()
    split: frozenset[UUID] = frozenset()


@dataclass(frozen=True)
class Material:
    """Everything undecided in a theme; ``rows`` are the questions due, ``resting`` wait in compromises."""

    theme: Theme
    languages: tuple[str, ...]
    rules: RuleSet
    rows: Sequence[Amendment]
    resting: Sequence[Amendment]
    held: Sequence[Amendment]
    standings: UnitStandings
    parts: Mapping[UUID, tuple[int, ...]]
    newest: RevisionText | None
    revisions: Mapping[UUID, RevisionText]
    titles: Mapping[UUID, Mapping[str, str]]
    decided_units: frozenset[str]
    asked: Asked = field(default_factory=Asked)

    @cached_property
    def by_id(self) -> dict[UUID, Amendment]:
        """The amendments due, resting and held, by their ids."""
        return {row.id: row for row in (*self.rows, *self.resting, *self.held)}

    @cached_property
    def due_ids(self) -> frozenset[UUID]:
        """The amendments due."""
        return frozenset(row.id for row in self.rows)

    def together_with(self, amendment_id: UUID) -> frozenset[UUID]:
        """What one poll decides with this due amendment, itself included: what says the same, and its series."""
        series = self._series.get(self.by_id[amendment_id].series_id, frozenset())
        return frozenset({amendment_id, *self.standings.identical_to(amendment_id), *series}) & self.due_ids

    @cached_property
    def _series(self) -> Mapping[UUID | None, frozenset[UUID]]:
        found: dict[UUID | None, set[UUID]] = defaultdict(set)
        for row in self.rows:
            if row.series_id is not None:
                found[row.series_id].add(row.id)
        return {series: frozenset(ids) for series, ids in found.items()}

    @cached_property
    def ties(self) -> Ties:
        """How the undecided amendments hang together."""
        waiting = (*self.rows, *self.held)
        excluded = {
            row.id: {other: self.standings.why(row.id, other) for other in self.standings.conflicts_of(row.id)}
            for row in (*waiting, *self.resting)
        }
        subs: dict[UUID, list[UUID]] = defaultdict(list)
        for row in waiting:
            if row.amends_id is not None:
                subs[row.amends_id].append(row.id)
        return Ties(
            excluded,
            {row.id: self._rest_in(row) for row in self.rows if row.procedure is Procedure.COMPROMISE},
            {parent: tuple(found) for parent, found in subs.items()},
            frozenset(row.id for row in waiting),
        )

    def _rest_in(self, compromise: Amendment) -> tuple[UUID, ...]:
        why = self.standings.why
        return tuple(row.id for row in self.resting if why(compromise.id, row.id) is StateReason.REPLACED)


def read_material(session: Session, theme_id: UUID) -> Material:
    """What the theme's list is made of, now.

    Raises:
        NotFound: there is no such theme.
    """
    theme = session.get(Theme, theme_id)
    if theme is None:
        raise NotFound
    edition = session.get_one(Edition, theme.edition_id)
    found = amendments_on_theme(session, theme_id, DUE | HELD | {AmendmentState.MERGED})
    due = [row for row in found if _is_due(row)]
    rules = rule_set(edition.rules)
    bases = {row.revision_id for row in found}
    return Material(
        theme,
        tuple(edition.languages),
        rules,
        due,
        [row for row in found if row.state is AmendmentState.MERGED],
        [row for row in found if row.state in HELD and not _is_due(row)],
        standings_of(session, found),
        _undecided_parts(session, due),
        newest_revision(session, theme_id),
        {one: read_revision(session, one) for one in bases},
        {row.id: row.title for row in revisions_of(session, theme_id) if row.id in bases},
        _decided_units(session, theme),
        _asked(session, theme, rules),
    )


def _is_due(row: Amendment) -> bool:
    # An oral amendment needs no ruling: the room takes it, or objects.
    return row.state in DUE or (row.procedure is Procedure.ORAL and row.state is AmendmentState.TABLED)


def _undecided_parts(session: Session, rows: Sequence[Amendment]) -> dict[UUID, tuple[int, ...]]:
    parts: dict[UUID, list[int]] = defaultdict(list)
    for part in parts_in(session, [row.id for row in rows]):
        if part.state.is_pending:
            parts[part.amendment_id].append(part.number)
    return {amendment_id: tuple(numbers) for amendment_id, numbers in parts.items()}


def _decided_units(session: Session, theme: Theme) -> frozenset[str]:
    """The units on which the assembly has voted, whatever it said."""
    polls = polls_of(session, theme.edition_id)
    return frozenset(
        poll.unit_uid
        for poll in polls
        if poll.subject is PollSubject.RECOMMENDATION
        and poll.state is PollState.ANNOUNCED
        and poll.theme_id == theme.id
        and poll.unit_uid
    )


def _asked(session: Session, theme: Theme, rules: RuleSet) -> Asked:
    members: dict[tuple[RequestKind, str, UUID | None], set[UUID]] = defaultdict(set)
    for request, _name in requests_in(session, theme.id):
        members[request.kind, request.unit_uid, request.amendment_id].add(request.member_id)
    enough = [wanted for wanted, who in members.items() if len(who) >= rules.split_requests]
    deleted = amendments_on_theme(session, theme.id, {AmendmentState.INADMISSIBLE})
    # Who would delete the whole has asked for a vote on it (R4).
    apart = {row.unit_uid for row in deleted if row.state_code is StateReason.DELETES_WHOLE_TEXT}
    return Asked(
        frozenset(apart | {uid for kind, uid, one in enough if kind is RequestKind.SEPARATE and one is None}),
        frozenset(one for kind, _, one in members if kind is RequestKind.SEPARATE and one is not None),
        frozenset(one for kind, _, one in enough if kind is RequestKind.SPLIT and one is not None),
    )
