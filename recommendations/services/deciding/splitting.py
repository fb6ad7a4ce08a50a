"""An amendment put to the vote in parts, with the wording of each combination fixed beforehand (case 15)."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from uuid import UUID

from sqlalchemy.orm import Session

from recommendations.domain.amendments import (
    AmendmentDecided,
    AmendmentKind,
    AmendmentState,
    Conflict,
    PollAlreadyOpen,
    Procedure,
)
from recommendations.domain.encoding import unit_to_json
from recommendations.domain.hunks import UnitChange, change_between
from recommendations.domain.incorporation import NumberedChange, incorporate
from recommendations.domain.parts import MOST_PARTS, parts_of_change
from recommendations.domain.people import Actor
from recommendations.domain.permissions import Action, Subject, ensure_permitted
from recommendations.domain.proposals import checked_unit, ensure_sayable
from recommendations.domain.refusals import NotFound
from recommendations.domain.settling import SplitRefused, TooManyParts, WordingMissing
from recommendations.domain.text import Unit
from recommendations.services.amendments.own import own_amendment, record_on
from recommendations.services.amendments.standings import changes_of
from recommendations.services.amendments.wordings import base_units
from recommendations.services.facts import AmendmentChanged, tell
from recommendations.storage.amendments import Amendment
from recommendations.storage.database import transaction
from recommendations.storage.polls import polls_on_amendment
from recommendations.storage.wordings import AmendmentPart, PartWording, drop_parts, parts_of

FEWEST_PARTS = 2

Units = Mapping[str, Unit]
Wordings = Mapping[frozenset[int], Units]
Changes = Mapping[str, UnitChange]


@dataclass(frozen=True, slots=True)
class ProposedPart:
    """A part as the amendment's own words suggest it: its change by language, and the unit with it alone."""

    number: int
    changes: Changes
    amended: Units


def proposed_parts(session: Session, row: Amendment) -> tuple[ProposedPart, ...]:
    """The parts into which the amendment falls by itself, at most four; one where it cannot be cut."""
    base = base_units(session, row)
    parts = parts_of_change(changes_of(row))
    return tuple(ProposedPart(number, part, _put_in(base, [part])) for number, part in enumerate(parts, start=1))


def _put_in(base: Units, changes: Sequence[Changes]) -> dict[str, Unit]:
    """The changed languages of the unit with these changes.

    Raises:
        Conflict: two of them want the same words.
    """
    numbered = [NumberedChange(number, change) for number, change in enumerate(changes, start=1)]
    languages = dict.fromkeys(language for change in changes for language in change)
    return {language: incorporate(base[language], language, numbered) for language in languages}


def split_amendment(actor: Actor, amendment_id: UUID, titles: Sequence[str], wordings: Wordings) -> None:
    """The amendment is voted in these parts; ``wordings`` are units by language for combinations of parts.

    What is not given is computed where the parts' changes fit together; a combination that cannot be computed
    has no wording, and the part that needs another one to read falls without a vote.

    Raises:
        NotPermitted, NotFound, TitleMissing, TextTooLong, WholeTextDeleted, LinkNotAllowed.
        SplitRefused: it is a compromise, or one wording throughout the text (case 14).
        PollAlreadyOpen: it is in the vote, or a poll on it is prepared.
        AmendmentDecided: it is decided, withdrawn or has fallen.
        TooManyParts: more than four, or fewer than two.
        WordingMissing: nobody says how the text would read with the first part alone.
    """
    with transaction() as session:
        row = _own(session, actor, amendment_id)
        _ensure_divisible(session, row)
        if not FEWEST_PARTS <= len(titles) <= MOST_PARTS:
            raise TooManyParts(most=MOST_PARTS)
        for title in titles:
            ensure_sayable(title, "")
        _store(session, row, titles, dict(_fixed(session, row, len(titles), wordings)))
        record_on(session, row, "amendment-split", {"parts": [title.strip() for title in titles]}, actor)
    tell(AmendmentChanged(row.edition_id, row.theme_id, row.id))


def _own(session: Session, actor: Actor, amendment_id: UUID) -> Amendment:
    row = own_amendment(session, actor, amendment_id)
    ensure_permitted(actor, Action.ORDER_VOTES, Subject(row.edition_id, row.theme_id))
    return row


def _ensure_divisible(session: Session, row: Amendment) -> None:
    is_one = row.kind in {AmendmentKind.NEW_UNIT, AmendmentKind.THEME_TITLE} or row.series_id is not None
    if row.procedure is Procedure.COMPROMISE or is_one:
        raise SplitRefused(label=row.label)
    _ensure_no_vote(session, row)


def _ensure_no_vote(session: Session, row: Amendment) -> None:
    if row.state is AmendmentState.IN_VOTE or any(p.state.is_undecided for p in polls_on_amendment(session, row.id)):
        raise PollAlreadyOpen(label=row.label)
    if not row.state.is_pending:
        raise AmendmentDecided(label=row.label)


def _fixed(session: Session, row: Amendment, count: int, given: Wordings) -> Iterator[tuple[frozenset[int], Units]]:
    """Every combination but the whole that has a wording, given or computed."""
    base = base_units(session, row)
    given = {numbers: _checked(base, words) for numbers, words in given.items()}
    changes = _changes_by_part(row, base, count, given)
    if 1 not in changes:
        raise WordingMissing(part=1)
    for numbers in some_of(count):
        words = given.get(numbers) or computed(base, changes, numbers)
        if words is not None:
            yield numbers, words


def some_of(count: int) -> Iterator[frozenset[int]]:
    """Every combination of that many parts but none and all of them, the smallest first."""
    for size in range(1, count):
        yield from map(frozenset, combinations(range(1, count + 1), size))


def _checked(base: Units, words: Units) -> Units:
    """The words of a combination, held to the rules of an amendment."""
    if not words.keys() <= base.keys():
        raise NotFound
    return {language: checked_unit(base[language], unit, unit.addressees) for language, unit in words.items()}


def _changes_by_part(row: Amendment, base: Units, count: int, given: Wordings) -> Mapping[int, Changes]:
    """What each part changes: as its own wording says, else as the amendment falls into that many by itself."""
    proposed = parts_of_change(changes_of(row))
    by_itself = dict(enumerate(proposed, start=1)) if len(proposed) == count else {}
    said = {
        number: {language: change_between(base[language], unit) for language, unit in words.items()}
        for numbers, words in given.items()
        if len(numbers) == 1
        for number in numbers
    }
    return by_itself | said


def computed(base: Units, changes: Mapping[int, Changes], numbers: frozenset[int]) -> Units | None:
    """The wording with these parts; None where a part's change is not known or two want the same words."""
    if not numbers <= changes.keys():
        return None
    try:
        return _put_in(base, [changes[number] for number in sorted(numbers)])
    except Conflict:
        return None


def _store(session: Session, row: Amendment, titles: Sequence[str], fixed: Wordings) -> None:
    drop_parts(session, row.id)
    for number, title in enumerate(titles, start=1):
        part = AmendmentPart(amendment_id=row.id, number=number, title=title.strip(), state=AmendmentState.ADMISSIBLE)
        session.add(part)
    for numbers, words in fixed.items():
        amended = {language: unit_to_json(unit) for language, unit in words.items()}
        name = ",".join(map(str, sorted(numbers)))
        session.add(PartWording(amendment_id=row.id, parts=name, amended=amended))
    session.flush()


def undo_split(actor: Actor, amendment_id: UUID) -> None:
    """The amendment is voted as a whole again.

    Raises:
        NotPermitted, NotFound, AmendmentDecided.
        PollAlreadyOpen: one of its parts is in the vote or decided, or a poll on it is prepared.
    """
    with transaction() as session:
        row = _own(session, actor, amendment_id)
        _ensure_no_vote(session, row)
        if not parts_of(session, row.id):
            raise NotFound
        drop_parts(session, row.id)
        session.flush()
        record_on(session, row, "amendment-split-undone", {}, actor)
    tell(AmendmentChanged(row.edition_id, row.theme_id, row.id))
