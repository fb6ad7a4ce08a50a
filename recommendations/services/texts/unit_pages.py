"""A recommendation as it was tabled, with all its amendments and the text that those adopted make of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from sqlalchemy.orm import Session

from recommendations.domain.comparison import Comparison, compare
from recommendations.domain.hunks import UnitChange, change_between
from recommendations.domain.people import Actor
from recommendations.domain.permissions import Action, Subject, ensure_permitted, permits
from recommendations.domain.refusals import NotFound
from recommendations.domain.revisions import NumberedUnit, RevisionText
from recommendations.domain.text import Unit
from recommendations.services.amendments.lines import lines_of, with_standings
from recommendations.services.amendments.standings import changes_of
from recommendations.services.amendments.views import AmendmentLine, UnitPage, theme_label
from recommendations.services.texts.reading import reading_of
from recommendations.services.texts.revisions import newest_revision, tabled_revision
from recommendations.services.texts.themes import own_theme
from recommendations.services.voting.lists import current_list
from recommendations.storage.amendment_index import wordless
from recommendations.storage.amendments import Amendment
from recommendations.storage.database import db
from recommendations.storage.editions import Edition


@dataclass(frozen=True, slots=True)
class _Texts:
    """The unit as it was tabled and as it stands; one that an amendment has brought has only the latter."""

    tabled: RevisionText
    newest: RevisionText
    shown: RevisionText
    consolidated: Mapping[str, NumberedUnit]


def unit_page(actor: Actor, theme_id: UUID, uid: str, *, in_voting_order: bool = False) -> UnitPage:
    """The unit as tabled, with every amendment to it and how they stand to each other.

    They stand in the order of filing, or with those still to be voted first, as the voting list has them.

    Raises:
        NotPermitted.
        NotFound: nothing is frozen, or neither the frozen nor the consolidated text has such a unit.
    """
    session, subject = db.session(), Subject(actor.edition_id, theme_id)
    ensure_permitted(actor, Action.READ_EDITION, subject)
    theme = own_theme(session, actor, theme_id)
    texts = _texts(session, theme_id, uid)
    rows = wordless(session, texts.tabled.id, uid)
    before, after = _neighbours(texts.shown, uid)
    shown = texts.shown.unit_texts(uid)
    adopted = [row for row in rows if row.state.is_in_text and row.amends_id is None]
    page = UnitPage(
        theme=theme_label(theme),
        uid=uid,
        revision_id=texts.tabled.id,
        revision_number=texts.shown.number,
        languages=tuple(shown),
        texts=texts.shown.versions(uid),
        consolidated=texts.consolidated,
        consolidated_number=texts.newest.number,
        adopted_changes=_adopted_changes(shown, texts.consolidated),
        stale=_stale(adopted, shown),
        addressees=session.get_one(Edition, actor.edition_id).addressees,
        previous_uid=before,
        next_uid=after,
        amendments=_lines(session, actor, theme_id, rows, in_voting_order=in_voting_order),
        is_in_voting_order=in_voting_order,
        may_file=permits(actor, Action.FILE_AMENDMENT, subject) and texts.shown is texts.tabled,
        origin=texts.shown.origins.get(uid, ""),
        in_text=tuple(row.label for row in adopted),
        reading=reading_of(session, actor.edition_id, (theme_id, uid), texts.consolidated),
    )
    return _with_rights(page, actor, subject)


def _with_rights(page: UnitPage, actor: Actor, subject: Subject) -> UnitPage:
    return replace(
        page,
        may_confirm=permits(actor, Action.PROPOSE_CORRECTION, subject),
        may_compromise=permits(actor, Action.PROPOSE_COMPROMISE, subject),
        may_write_oral=permits(actor, Action.JUDGE_AMENDMENT, subject),
    )


def _texts(session: Session, theme_id: UUID, uid: str) -> _Texts:
    tabled, newest = tabled_revision(session, theme_id), newest_revision(session, theme_id)
    if tabled is None or newest is None:
        raise NotFound
    shown = tabled if tabled.unit_texts(uid) else newest
    if not shown.unit_texts(uid):
        raise NotFound
    return _Texts(tabled, newest, shown, newest.versions(uid) if newest.base_id == tabled.id else {})


def _lines(
    session: Session, actor: Actor, theme_id: UUID, rows: Sequence[Amendment], *, in_voting_order: bool
) -> tuple[AmendmentLine, ...]:
    lines = with_standings(session, lines_of(session, actor, rows), rows)
    if not in_voting_order:
        return lines
    items = current_list(session, theme_id).items
    place = {one: number for number, item in enumerate(items) for one in item.amendment_ids}
    return tuple(sorted(lines, key=lambda line: place.get(line.id, len(items))))


def _adopted_changes(tabled: Mapping[str, Unit], newest: Mapping[str, NumberedUnit]) -> dict[str, Comparison]:
    """What the adopted amendments have made of the unit, in the languages in which it differs."""
    changes = {language: change_between(tabled[language], numbered.unit) for language, numbered in newest.items()}
    return {
        language: compare(tabled[language], change) for language, change in changes.items() if change != UnitChange()
    }


def _neighbours(revision: RevisionText, uid: str) -> tuple[str | None, str | None]:
    uids = list(dict.fromkeys(unit.unit.uid for version in revision.units.values() for unit in version))
    place = uids.index(uid)
    return (uids[place - 1] if place else None), (uids[place + 1] if place + 1 < len(uids) else None)


def _stale(adopted: Sequence[Amendment], texts: Mapping[str, Unit]) -> frozenset[str]:
    stale: set[str] = set()
    for row in adopted:
        touched = {language for language, change in changes_of(row).items() if change.touches_text}
        stale |= texts.keys() - touched if touched else set()
    return frozenset(stale)
