"""What if: the text of a unit after results that a reader tries out, and what would fall on the way."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from sqlalchemy.orm import Session

from recommendations.domain.amendments import AmendmentState, Conflict
from recommendations.domain.comparison import Comparison, compare
from recommendations.domain.consequences import Ties, if_adopted, if_rejected
from recommendations.domain.hunks import change_between
from recommendations.domain.people import Actor
from recommendations.domain.permissions import Action, Subject, ensure_permitted
from recommendations.domain.refusals import NotFound, Refused
from recommendations.domain.settling import WordingMissing
from recommendations.domain.text import Unit
from recommendations.domain.voting_list import ItemKind, ListItem
from recommendations.services.amendments.wordings import texts_at
from recommendations.services.deciding.assuming import Results, assume
from recommendations.services.voting.due_questions import due_items
from recommendations.services.voting.list_pages import Named, names_of, own_material
from recommendations.services.voting.lists import list_of
from recommendations.services.voting.material import Material
from recommendations.storage.amendments import Amendment, amendments_of_unit
from recommendations.storage.database import db
from recommendations.storage.editions import Edition
from recommendations.storage.revisions import tabled_revision_row
from recommendations.storage.wordings import parts_in


@dataclass(frozen=True, slots=True)
class Trial:
    """One question with the answer tried out; ``fallen_by`` names what fells it before it could be put."""

    item: ListItem
    amendments: tuple[Named, ...]
    is_adopted: bool
    fallen_by: str = ""


@dataclass(frozen=True, slots=True)
class WhatIf:
    """The unit if exactly this came out; ``refusal`` tells why there is no such text."""

    theme_id: UUID
    theme: Mapping[str, str]
    number: str
    title: Mapping[str, str]
    trials: tuple[Trial, ...]
    decided: tuple[Named, ...]
    texts: Mapping[str, Unit]
    changes: Mapping[str, Comparison]
    addressees: Mapping[str, Mapping[str, str]]
    refusal: Refused | None = None


@dataclass
class _Course:
    """The course of the vote as it is tried out; questions are put one after the other."""

    ties: Ties
    labels: Mapping[UUID, str]
    results: dict[UUID | tuple[UUID, int], bool] = field(default_factory=dict)
    fallen: dict[UUID, str] = field(default_factory=dict)

    def put(self, item: ListItem, *, is_adopted: bool) -> str:
        """Put a question; the label of what felled it before, or that it waits for a compromise to fail."""
        felled = next((self.fallen[one] for one in item.amendment_ids if one in self.fallen), "")
        if felled:
            return felled
        for one in item.amendment_ids:
            self.results[one if item.part is None else (one, item.part)] = is_adopted
        if item.part is None or is_adopted:
            self._follow(item.amendment_ids, is_adopted=is_adopted)
        return ""

    def _follow(self, ids: Sequence[UUID], *, is_adopted: bool) -> None:
        found = if_adopted(ids, self.ties) if is_adopted else if_rejected(ids, self.ties)
        for fall in found.falls:
            self.fallen.setdefault(fall.id, self.labels[fall.because])
        for one in found.revives:
            self.fallen.pop(one, None)


def what_if(actor: Actor, theme_id: UUID, uid: str, adopted: Sequence[str]) -> WhatIf:
    """The unit's text if the questions with the keys ``adopted`` are adopted, and the others are not.

    Raises:
        NotPermitted, NotFound.
    """
    ensure_permitted(actor, Action.FOLLOW_POLLS, Subject(actor.edition_id))
    session = db.session()
    material = own_material(session, actor, theme_id)
    tabled = tabled_revision_row(session, theme_id)
    if tabled is None:
        raise NotFound
    decided = _decided(session, tabled.id, uid)
    questions = _questions(session, material, uid)
    base = texts_at(session, tabled.id, uid)
    if not base and not questions:
        raise NotFound
    names = names_of(session, [one for item in questions for one in item.amendment_ids] + [r.id for r in decided])
    course = _Course(material.ties, {row.id: row.label for row in material.by_id.values()})
    course.fallen |= {row.id: _compromise_of(material, row) for row in material.resting}
    trials = tuple(_try(course, item, names, is_adopted=item.key in adopted) for item in questions)
    texts, refusal = _text(session, theme_id, uid, _with_decided(session, decided, course.results))
    return WhatIf(
        theme_id,
        material.theme.title,
        material.newest.number_of(uid) if material.newest else "",
        {language: unit.title for language, unit in base.items()},
        trials,
        tuple(names[row.id] for row in decided),
        texts,
        {code: compare(unit, change_between(unit, texts[code])) for code, unit in base.items() if code in texts},
        session.get_one(Edition, actor.edition_id).addressees,
        refusal,
    )


def _try(course: _Course, item: ListItem, names: Mapping[UUID, Named], *, is_adopted: bool) -> Trial:
    felled = course.put(item, is_adopted=is_adopted)
    return Trial(item, tuple(names[one] for one in item.amendment_ids), is_adopted and not felled, felled)


def _questions(session: Session, material: Material, uid: str) -> list[ListItem]:
    """The unit's questions in their order, blocks taken apart, and behind each compromise what rests in it."""
    due = {item.key: item for item in due_items(session, material)}
    of_unit = {item.amendment_ids: item for item in due.values() if item.amendment_ids and _is_of(material, item, uid)}
    listed: list[ListItem] = []
    for item in list_of(session, material).items:
        alone = [one for ids, one in of_unit.items() if item.part == one.part and set(ids) & set(item.amendment_ids)]
        listed.extend(one for one in alone if one not in listed)
        for one in alone:
            listed.extend(_resting(material, one))
    return listed


def _is_of(material: Material, item: ListItem, uid: str) -> bool:
    return any(material.by_id[one].unit_uid == uid for one in item.amendment_ids)


def _resting(material: Material, item: ListItem) -> Iterator[ListItem]:
    replaced = material.ties.replaced
    for one in item.amendment_ids:
        for other in replaced.get(one, ()):
            row = material.by_id[other]
            yield ListItem(ItemKind.AMENDMENT, row.label, row.unit_uid, (row.id,))


def _compromise_of(material: Material, row: Amendment) -> str:
    held_by = (one for one, resting in material.ties.replaced.items() if row.id in resting)
    return next((material.by_id[one].label for one in held_by), row.label)


def _decided(session: Session, tabled_id: UUID, uid: str) -> list[Amendment]:
    settled = (AmendmentState.REJECTED, AmendmentState.FALLEN)
    rows = amendments_of_unit(session, tabled_id, uid)
    return [row for row in rows if row.state.is_in_text or row.state in settled]


def _with_decided(session: Session, decided: Sequence[Amendment], results: Results) -> Results:
    """What was tried out, on top of what the assembly has decided."""
    known: dict[UUID | tuple[UUID, int], bool] = {}
    for part in parts_in(session, [row.id for row in decided] + [k[0] for k in results if isinstance(k, tuple)]):
        if not part.state.is_pending:
            known[part.amendment_id, part.number] = part.state.is_in_text
    in_parts = {key[0] for key in known if isinstance(key, tuple)}
    known |= {row.id: row.state.is_in_text for row in decided if row.id not in in_parts}
    return known | dict(results)


def _text(session: Session, theme_id: UUID, uid: str, results: Results) -> tuple[dict[str, Unit], Refused | None]:
    own = {key: value for key, value in results.items() if _is_on_unit(session, key, uid)}
    try:
        return assume(session, theme_id, uid, own), None
    except (Conflict, WordingMissing) as refused:
        return {}, refused


def _is_on_unit(session: Session, key: UUID | tuple[UUID, int], uid: str) -> bool:
    # One question can be about several units: what was filed as one wording throughout the text.
    row = session.get(Amendment, key[0] if isinstance(key, tuple) else key)
    return row is not None and row.unit_uid == uid
