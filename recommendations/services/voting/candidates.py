"""What the chair can put to the vote next: each theme by its list, choices between two, and the manifesto."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from sqlalchemy.orm import Session

from recommendations.domain.adoption import ManifestoState
from recommendations.domain.amendments import WAITING
from recommendations.domain.polls import PollState
from recommendations.domain.questions import question
from recommendations.domain.voting_list import ItemKind
from recommendations.services.voting.list_pages import ListLine, lines_of
from recommendations.services.voting.lists import list_of
from recommendations.services.voting.material import read_material
from recommendations.services.voting.targets import (
    Target,
    on_amendment,
    on_block,
    on_contradiction,
    on_manifesto,
    on_unit,
)
from recommendations.services.voting.wordings import wording
from recommendations.storage.amendments import amendments_on_theme
from recommendations.storage.corrections import contradictions_of
from recommendations.storage.editions import Edition, Theme, standing_themes
from recommendations.storage.manifestos import manifestos_of
from recommendations.storage.polls import Poll, adopted_units
from recommendations.storage.revisions import newest_revision_row


@dataclass(frozen=True, slots=True)
class Candidate:
    """Something that can be put to the vote; ``title`` is {language: text}, ``waits_for`` amendments decided before.

    ``line`` is its place on the voting list; the manifesto is on none. An oral amendment is settled, not put.
    """

    target: Target
    title: Mapping[str, str]
    question: Mapping[str, str]
    waits_for: tuple[str, ...] = ()
    line: ListLine | None = None

    @property
    def is_oral(self) -> bool:
        """Whether the room takes it without a vote, unless too many object."""
        return self.line is not None and self.line.item.kind is ItemKind.ORAL


@dataclass(frozen=True, slots=True)
class CandidateGroup:
    """What can be put to the vote of one theme, in the order of its list; the manifesto has no theme.

    ``is_current`` marks the theme the assembly is at: that of the last poll, or else the first.
    ``version`` is that of the published list, 0 before the first.
    """

    theme_id: UUID | None
    theme: Mapping[str, str]
    candidates: tuple[Candidate, ...]
    version: int = 0
    is_current: bool = False


@dataclass(frozen=True, slots=True)
class ThemeList:
    """The list of one theme with all its lines, those in hand among them."""

    theme: Theme
    version: int
    lines: tuple[ListLine, ...]
    waiting: Mapping[str, str]


def theme_lists(session: Session, edition: Edition) -> tuple[ThemeList, ...]:
    """The lists of all themes that have a text."""
    themes = [theme for theme in standing_themes(session, edition.id) if newest_revision_row(session, theme.id)]
    return tuple(_theme_list(session, theme) for theme in themes)


def _theme_list(session: Session, theme: Theme) -> ThemeList:
    material = read_material(session, theme.id)
    found = list_of(session, material)
    waiting = {row.label: row.unit_uid for row in amendments_on_theme(session, theme.id, WAITING)}
    return ThemeList(theme, found.version, lines_of(session, material, found.items), waiting)


def candidate_groups(
    session: Session, edition: Edition, lists: Sequence[ThemeList], polls: Sequence[Poll]
) -> tuple[CandidateGroup, ...]:
    """Everything that waits to be put, by theme; what is in hand does not wait."""
    groups = [_group(edition, one) for one in lists]
    groups.append(CandidateGroup(None, {}, tuple(_choices(session, edition, polls))))
    groups.append(CandidateGroup(None, {}, tuple(_manifestos(session, edition, polls))))
    waiting = [group for group in groups if group.candidates]
    current = _current(waiting, polls)
    return tuple(replace(group, is_current=group is current) for group in waiting)


def _current(groups: Sequence[CandidateGroup], polls: Sequence[Poll]) -> CandidateGroup | None:
    """The theme of the poll that was moved last, if it has something left; else the first."""
    last = max(polls, key=lambda poll: poll.announced_at or poll.opened_at or poll.prepared_at, default=None)
    there = [group for group in groups if last and group.theme_id == last.theme_id]
    return next(iter([*there, *groups]), None)


def _group(edition: Edition, one: ThemeList) -> CandidateGroup:
    lines = [line for line in one.lines if line.poll_id is None]
    candidates = tuple(_candidate(edition, one, line) for line in lines)
    return CandidateGroup(one.theme.id, one.theme.title, candidates, one.version)


def _candidate(edition: Edition, one: ThemeList, line: ListLine) -> Candidate:
    item, languages = line.item, edition.languages
    if item.kind is ItemKind.UNIT:
        kind = line.unit_kind.value if line.unit_kind else "recommendation"
        before = tuple(label for label, uid in one.waiting.items() if uid == item.unit_uid)
        target = on_unit(one.theme.id, item.unit_uid)
        return Candidate(target, line.unit_title, question(languages, kind, number=line.unit), before, line)
    if item.kind is ItemKind.BLOCK:
        asked = question(languages, "block", label=", ".join(named.label for named in line.amendments))
        return Candidate(on_block(item.amendment_ids), {"": item.label}, asked, (), line)
    first = line.amendments[0]
    title = f"{item.label} {line.part_title or first.title}"
    return Candidate(on_amendment(first.id, item.part), {first.language: title}, line.question, (), line)


def _choices(session: Session, edition: Edition, polls: Sequence[Poll]) -> Iterator[Candidate]:
    """The flagged contradictions between recommendations that both stand, and between which nobody is choosing."""
    in_hand = {poll.contradiction_id for poll in polls if poll.state.is_undecided}
    adopted = adopted_units(session, edition.id)
    for row in contradictions_of(session, edition.id):
        both = {(row.one_theme_id, row.one_uid), (row.other_theme_id, row.other_uid)}
        if not row.kept and row.id not in in_hand and both <= adopted:
            target = on_contradiction(row.id)
            yield Candidate(target, {"": row.reason}, wording(session, edition, target).question)


def _manifestos(session: Session, edition: Edition, polls: Sequence[Poll]) -> Iterator[Candidate]:
    put = {poll.manifesto_id for poll in polls if poll.state is not PollState.ANNULLED}
    for row in manifestos_of(session, edition.id)[:1]:
        if row.state is ManifestoState.COMPILED and row.id not in put:
            asked = question(edition.languages, "manifesto", number=str(row.number))
            yield Candidate(on_manifesto(row.id), {}, asked)
