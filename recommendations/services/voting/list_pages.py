"""The voting list as its pages show it: what is next, who stands against whom, what was done, what is asked for."""

from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from recommendations.domain.amendments import AmendmentState, StateReason
from recommendations.domain.consequences import Consequence, Fall, if_adopted, if_rejected
from recommendations.domain.people import Actor
from recommendations.domain.permissions import Action, Subject, ensure_permitted, permits
from recommendations.domain.polls import PollState
from recommendations.domain.refusals import NotFound
from recommendations.domain.text import UnitKind
from recommendations.domain.voting_list import ItemKind, ListItem, decided_before, found_in
from recommendations.services.voting.blocks import recommended_block
from recommendations.services.voting.lists import ListVersion, VotingList, list_history, list_of
from recommendations.services.voting.material import Material, read_material
from recommendations.services.voting.questions import question_on_part, question_together
from recommendations.services.voting.requests import Wanted, is_open_to_requests, requests_of
from recommendations.storage.amendments import Amendment, amendments_by_id, proposers
from recommendations.storage.database import db
from recommendations.storage.polls import Poll, polls_of
from recommendations.storage.voting_lists import poll_items_of
from recommendations.storage.wordings import parts_in

Texts = Mapping[str, str]
UNDER_WAY = (PollState.PREPARED, PollState.OPEN, PollState.CLOSED)


@dataclass(frozen=True, slots=True)
class Named:
    """An amendment as the list names it; ``member`` is empty where no member proposes it."""

    id: UUID
    unit_uid: str
    label: str
    title: str
    language: str
    member: str
    state: AmendmentState


@dataclass(frozen=True, slots=True)
class Falling:
    """An amendment that would fall, and why; ``because`` is the label of the one whose decision fells it."""

    label: str
    reason: StateReason
    because: str


@dataclass(frozen=True, slots=True)
class Foreseen:
    """What one answer brings, by labels."""

    falls: tuple[Falling, ...] = ()
    revives: tuple[str, ...] = ()
    possible: tuple[str, ...] = ()

    @property
    def felled(self) -> tuple[str, ...]:
        """The labels of what would fall."""
        return tuple(fall.label for fall in self.falls)


@dataclass(frozen=True, slots=True)
class ListLine:
    """One question of the list; ``unit`` is its printed number, ``unit_title`` {language: title}.

    ``question`` is what a poll on amendments asks, {language: sentence}, ``part_title`` that of the part it asks of.
    ``poll_id``, ``poll_state`` and ``is_postponed`` are of the undecided poll on it, if there is one.
    """

    item: ListItem
    unit: str
    unit_kind: UnitKind | None
    unit_title: Texts
    amendments: tuple[Named, ...]
    adopted: Foreseen
    rejected: Foreseen
    question: Texts = field(default_factory=dict)
    part_title: str = ""
    poll_id: UUID | None = None
    poll_state: PollState | None = None
    is_postponed: bool = False


@dataclass(frozen=True, slots=True)
class DoneLine:
    """A question that was on the published list and is settled."""

    item: ListItem
    states: tuple[tuple[str, AmendmentState, str], ...]


@dataclass(frozen=True, slots=True)
class ListPage:
    """Everything the page of a theme's list says; ``held`` cannot be put yet, ``block`` is what could be one question.

    ``was_changed`` tells whether something became due since the last version was published.
    """

    theme_id: UUID
    theme: Texts
    theme_number: int
    version: int
    published_at: datetime | None
    lines: tuple[ListLine, ...]
    done: tuple[DoneLine, ...]
    held: tuple[Named, ...]
    requests: tuple[Wanted, ...]
    history: tuple[ListVersion, ...]
    block: ListItem | None
    may_order: bool
    may_request: bool
    notice_minutes: int | None


def read_list(actor: Actor, theme_id: UUID) -> ListPage:
    """The theme's list for this reader.

    Raises:
        NotPermitted, NotFound.
    """
    ensure_permitted(actor, Action.FOLLOW_POLLS, Subject(actor.edition_id))
    session = db.session()
    material = own_material(session, actor, theme_id)
    voting_list = list_of(session, material)
    history = list_history(session, theme_id)
    names = names_of(session, _everything(material, voting_list, history))
    subject = Subject(actor.edition_id, theme_id)
    return ListPage(
        theme_id,
        material.theme.title,
        material.theme.number,
        voting_list.version,
        voting_list.published_at,
        lines_of(session, material, voting_list.items, names),
        _done(history, voting_list, names),
        tuple(names[row.id] for row in material.held),
        requests_of(session, material.theme, actor.member_id),
        history,
        recommended_block(session, material, voting_list.items),
        permits(actor, Action.ORDER_VOTES, subject),
        permits(actor, Action.REQUEST_VOTE, subject) and is_open_to_requests(session, theme_id),
        material.rules.list_notice_minutes,
    )


def own_material(session: Session, actor: Actor, theme_id: UUID) -> Material:
    """What the list is made of, of a theme of the actor's edition.

    Raises:
        NotFound.
    """
    material = read_material(session, theme_id)
    if material.theme.edition_id != actor.edition_id:
        raise NotFound
    return material


def _everything(material: Material, voting_list: VotingList, history: Sequence[ListVersion]) -> set[UUID]:
    published = [item for version in history[-1:] for item in version.items]
    listed = {one for item in (*voting_list.items, *published) for one in item.amendment_ids}
    return listed | material.by_id.keys()


def names_of(session: Session, amendment_ids: Iterable[UUID]) -> dict[UUID, Named]:
    """These amendments as the list names them."""
    rows = amendments_by_id(session, list(amendment_ids))
    members = proposers(session, list(rows))
    return {one: _named(row, members.get(one, ("", ""))[0]) for one, row in rows.items()}


def _named(row: Amendment, member: str) -> Named:
    return Named(row.id, row.unit_uid, row.label, row.title, row.language, member, row.state)


def lines_of(
    session: Session, material: Material, items: Sequence[ListItem], names: Mapping[UUID, Named] | None = None
) -> tuple[ListLine, ...]:
    """The questions with everything a reader wants to know of each."""
    known = names if names is not None else names_of(session, material.by_id)
    polls, parts = _polls(session, material), _part_titles(session, items)
    before = decided_before(items, [_steps(_poll_on(item, polls)) for item in items])
    lines = (_line(material, item, known, polls, before[item.key]) for item in items)
    return tuple(
        replace(line, question=_question(session, material, line.item), part_title=parts.get(_part(line.item), ""))
        for line in lines
    )


def _question(session: Session, material: Material, item: ListItem) -> Texts:
    """What the poll asks of the amendments; a unit, a block and an oral amendment are asked in words of their own."""
    rows = [material.by_id[one] for one in item.amendment_ids if one in material.by_id]
    if not rows or item.kind not in {ItemKind.AMENDMENT, ItemKind.PART}:
        return {}
    if item.part is not None:
        return question_on_part(material.languages, rows, item.part)
    return question_together(session, material.languages, rows, material.revisions[rows[0].revision_id])


def _part_titles(session: Session, items: Sequence[ListItem]) -> dict[tuple[UUID | None, int | None], str]:
    cut = [item.amendment_ids[0] for item in items if item.part is not None]
    return {(part.amendment_id, part.number): part.title for part in parts_in(session, cut)} if cut else {}


def _part(item: ListItem) -> tuple[UUID | None, int | None]:
    return next(iter(item.amendment_ids), None), item.part


Polls = Mapping[tuple[object, ...], Poll]


def _line(
    material: Material, item: ListItem, names: Mapping[UUID, Named], polls: Polls, before: AbstractSet[UUID]
) -> ListLine:
    texts, ties = material.newest.unit_texts(item.unit_uid) if material.newest else {}, material.ties
    poll = _poll_on(item, polls)
    return ListLine(
        item,
        material.newest.number_of(item.unit_uid) if material.newest else "",
        next((unit.kind for unit in texts.values()), None),
        {language: unit.title for language, unit in texts.items()},
        tuple(names[one] for one in item.amendment_ids),
        _foreseen(if_adopted(item.amendment_ids, ties).without(before), names) if item.part is None else Foreseen(),
        _foreseen(if_rejected(item.amendment_ids, ties).without(before), names) if item.part is None else Foreseen(),
        poll_id=poll.id if poll else None,
        poll_state=poll.state if poll else None,
        is_postponed=poll is not None and poll.is_postponed,
    )


def _steps(poll: Poll | None) -> int:
    """How far the question is on its way to the decision; 0 while it has no poll."""
    return UNDER_WAY.index(poll.state) + 1 if poll else 0


def _poll_on(item: ListItem, polls: Polls) -> Poll | None:
    return next((polls[mark] for mark in _poll_marks(item) if mark in polls), None)


def _poll_marks(item: ListItem) -> list[tuple[object, ...]]:
    return [("unit", item.unit_uid)] if item.kind is ItemKind.UNIT else [(one, item.part) for one in item.amendment_ids]


def _polls(session: Session, material: Material) -> dict[tuple[object, ...], Poll]:
    """The theme's undecided polls by what they are about."""
    found: dict[tuple[object, ...], Poll] = {}
    for poll in polls_of(session, material.theme.edition_id):
        if poll.theme_id != material.theme.id or not poll.state.is_undecided:
            continue
        asked = [(one, None) for one in poll_items_of(session, poll.id)]
        mark = (poll.amendment_id, poll.part) if poll.amendment_id else ("unit", poll.unit_uid)
        found |= dict.fromkeys([mark, *asked], poll)
    return found


def _foreseen(consequence: Consequence, names: Mapping[UUID, Named]) -> Foreseen:
    return Foreseen(
        tuple(_falling(fall, names) for fall in consequence.falls),
        tuple(names[one].label for one in consequence.revives),
        tuple(names[one].label for one in consequence.possible),
    )


def _falling(fall: Fall, names: Mapping[UUID, Named]) -> Falling:
    return Falling(names[fall.id].label, fall.reason, names[fall.because].label)


def _done(history: Sequence[ListVersion], voting_list: VotingList, names: Mapping[UUID, Named]) -> tuple[DoneLine, ...]:
    """What the last version put and is not due any more; a question that shrank is due still."""
    published = [item for version in history[-1:] for item in version.items]
    return tuple(
        DoneLine(item, tuple((names[one].label, names[one].state, names[one].title) for one in item.amendment_ids))
        for item in published
        if not found_in(item, voting_list.items)
    )
