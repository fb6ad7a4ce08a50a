"""Amendments as readers see them: with a recommendation, one by one with their history, and all in a list."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from recommendations.domain.amendments import AmendmentState
from recommendations.domain.comparison import Comparison, compare
from recommendations.domain.hunks import Relation, UnitChange, change_between, relation
from recommendations.domain.people import Actor
from recommendations.domain.permissions import Action, Subject, ensure_permitted, permits
from recommendations.domain.refusals import NotFound
from recommendations.domain.revisions import NumberedUnit, RevisionText
from recommendations.domain.text import Unit, UnitKind
from recommendations.services.amendment_views import (
    Act,
    AmendmentLine,
    AmendmentList,
    AmendmentPage,
    Other,
    ThemeLabel,
    UnitPage,
    named,
)
from recommendations.services.incorporating import changes_of
from recommendations.services.revisions import newest_revision, read_revision, tabled_revision
from recommendations.services.themes import own_theme
from recommendations.storage.amendments import (
    Amendment,
    amendment_events,
    amendment_row,
    amendments_of_edition,
    amendments_of_unit,
    proposers,
)
from recommendations.storage.database import db
from recommendations.storage.editions import Edition, Theme, themes_of
from recommendations.storage.revisions import printed_numbers


def _label(theme: Theme) -> ThemeLabel:
    return ThemeLabel(theme.id, theme.number, theme.title)


def _line(row: Amendment, theme: Theme, names: Mapping[UUID, tuple[str, str]], number: str) -> AmendmentLine:
    member, person = names[row.id]
    felled_by = db.session.get(Amendment, row.felled_by_id) if row.felled_by_id else None
    return AmendmentLine(
        id=row.id,
        label=row.label,
        title=row.title,
        kind=row.kind,
        state=row.state,
        state_reason=row.state_reason,
        felled_by=named(felled_by) if felled_by else None,
        member=member,
        person=person,
        language=row.language,
        unit_uid=row.unit_uid,
        unit_kind=UnitKind(next(iter(row.amended.values()))["kind"]),
        unit_number=number,
        theme=_label(theme),
        filed_at=row.filed_at,
    )


def unit_page(actor: Actor, theme_id: UUID, uid: str) -> UnitPage:
    """The unit as tabled, with every amendment to it and how they stand to each other.

    Raises:
        NotPermitted.
        NotFound: nothing is frozen, or the frozen text has no such unit.
    """
    ensure_permitted(actor, Action.READ_EDITION, Subject(actor.edition_id, theme_id))
    session = db.session()
    theme = own_theme(session, actor, theme_id)
    tabled, newest = tabled_revision(session, theme_id), newest_revision(session, theme_id)
    if tabled is None or newest is None or not tabled.unit_texts(uid):
        raise NotFound
    rows = amendments_of_unit(session, tabled.id, uid)
    before, after = _neighbours(tabled, uid)
    consolidated = newest.versions(uid) if newest.base_id == tabled.id else {}
    return UnitPage(
        theme=_label(theme),
        uid=uid,
        revision_id=tabled.id,
        revision_number=tabled.number,
        languages=tuple(tabled.unit_texts(uid)),
        texts=tabled.versions(uid),
        consolidated=consolidated,
        consolidated_number=newest.number,
        adopted_changes=_adopted_changes(tabled.unit_texts(uid), consolidated),
        stale=_stale(rows, tabled.unit_texts(uid)),
        addressees=session.get_one(Edition, actor.edition_id).addressees,
        previous_uid=before,
        next_uid=after,
        amendments=_lines_of_unit(session, theme, tabled, rows),
        may_file=permits(actor, Action.FILE_AMENDMENT, Subject(actor.edition_id, theme_id)),
    )


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


def _stale(rows: Sequence[Amendment], texts: Mapping[str, Unit]) -> frozenset[str]:
    stale: set[str] = set()
    for row in rows:
        if row.state is AmendmentState.ADOPTED:
            touched = {language for language, change in changes_of(row).items() if change.touches_text}
            stale |= texts.keys() - touched if touched else set()
    return frozenset(stale)


def _comparisons(row: Amendment, base: Mapping[str, Unit]) -> dict[str, Comparison]:
    """The change in every changed language, the proposer's first."""
    changes = changes_of(row)
    order = sorted(changes, key=lambda language: language != row.language)
    return {language: compare(base[language], changes[language]) for language in order}


def _lines_of_unit(
    session: Session, theme: Theme, revision: RevisionText, rows: Sequence[Amendment]
) -> tuple[AmendmentLine, ...]:
    names = proposers(session, [row.id for row in rows])
    lines: list[AmendmentLine] = []
    for row in rows:
        base = revision.unit_texts(row.unit_uid)
        standing = _standing(row, rows)
        line = _line(row, theme, names, revision.number_of(row.unit_uid))
        shown = next(iter(_comparisons(row, base).values()))
        lines.append(
            replace(
                line,
                statements=shown.statements,
                conflicts=standing[Relation.CONFLICT],
                same_place=standing[Relation.SAME_PLACE],
                identical=standing[Relation.IDENTICAL],
            )
        )
    return tuple(lines)


def _standing(row: Amendment, rows: Sequence[Amendment]) -> dict[Relation, tuple[Other, ...]]:
    """How the amendment stands to those that can still stand in its way."""
    found: dict[Relation, tuple[Other, ...]] = dict.fromkeys(Relation, ())
    own = changes_of(row)
    for other in rows if row.state.is_standing else ():
        if other.id != row.id and other.state.is_standing:
            kind = relation(own, changes_of(other))
            found[kind] = (*found[kind], named(other))
    return found


def amendment_page(actor: Actor, amendment_id: UUID) -> AmendmentPage:
    """The amendment with its difference, its standing and its history.

    Raises:
        NotPermitted, NotFound.
    """
    ensure_permitted(actor, Action.READ_EDITION, Subject(actor.edition_id))
    session = db.session()
    row = amendment_row(session, amendment_id)
    if row is None or row.edition_id != actor.edition_id:
        raise NotFound
    theme = own_theme(session, actor, row.theme_id)
    revision, tabled = read_revision(session, row.revision_id), tabled_revision(session, row.theme_id)
    rows = amendments_of_unit(session, row.revision_id, row.unit_uid)
    lines = _lines_of_unit(session, theme, revision, rows)
    base = revision.unit_texts(row.unit_uid)
    return AmendmentPage(
        line=next(line for line in lines if line.id == row.id),
        reason=row.reason,
        unit_title={language: unit.title for language, unit in base.items()},
        revision_number=revision.number,
        is_superseded=tabled is not None and tabled.id != revision.id,
        comparisons=_comparisons(row, base),
        addressees=session.get_one(Edition, actor.edition_id).addressees,
        history=_history(session, row),
        may_judge=row.state.is_judgeable
        and permits(actor, Action.JUDGE_AMENDMENT, Subject(row.edition_id, row.theme_id)),
        may_withdraw=row.state.is_withdrawable
        and permits(actor, Action.WITHDRAW_AMENDMENT, Subject(row.edition_id, row.theme_id, row.member_id)),
    )


def _history(session: Session, row: Amendment) -> tuple[Act, ...]:
    return tuple(
        Act(
            datetime.fromisoformat(event.at),
            event.kind,
            person or "",
            str(event.payload.get("reason", "")),
            str(event.payload.get("because", "")),
        )
        for event, person in amendment_events(session, row)
    )


def amendment_list(
    actor: Actor, *, theme_id: UUID | None = None, states: Sequence[AmendmentState] = ()
) -> AmendmentList:
    """The edition's amendments by theme and number; only this theme's and these states' where given.

    Raises:
        NotPermitted.
    """
    ensure_permitted(actor, Action.READ_EDITION, Subject(actor.edition_id))
    session = db.session()
    found = amendments_of_edition(session, actor.edition_id, theme_id, states)
    names = proposers(session, [row.id for row, _ in found])
    numbers = printed_numbers(session, {row.revision_id for row, _ in found})
    return AmendmentList(
        themes=tuple(_label(theme) for theme in themes_of(session, actor.edition_id)),
        lines=tuple(_line(row, theme, names, numbers.get((row.revision_id, row.unit_uid), "")) for row, theme in found),
    )
