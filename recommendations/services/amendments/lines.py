"""Many amendments as lines at once: every question to the database is asked once for all of them."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from uuid import UUID

from sqlalchemy.orm import Session

from recommendations.domain.amendments import AmendmentKind, StateReason
from recommendations.domain.comparison import Comparison, Statement, compare
from recommendations.domain.encoding import units_by_language
from recommendations.domain.hunks import UnitChange, change_between
from recommendations.domain.people import Actor
from recommendations.domain.statements import statements
from recommendations.domain.text import Unit, UnitKind
from recommendations.services.amendments.opinions import advice_seen_by
from recommendations.services.amendments.standings import UnitStandings, changes_of, standings_of
from recommendations.services.amendments.views import AmendmentLine, Other, ThemeLabel, named, theme_label
from recommendations.services.amendments.wordings import base_units
from recommendations.storage.amendment_index import movers_of, printed_units
from recommendations.storage.amendments import Amendment, amendments_by_id
from recommendations.storage.editions import themes_of
from recommendations.storage.opinions import Opinion, PrivateNote, own_notes, tags_of

Units = Mapping[str, Unit]


@dataclass(frozen=True, slots=True)
class _Around:
    """What lines say beside the amendment's own row, read once for all of them."""

    themes: Mapping[UUID, ThemeLabel]
    movers: Mapping[UUID, tuple[str, str]]
    units: Mapping[tuple[UUID, str], tuple[UnitKind, str]]
    named: Mapping[UUID, Other]
    tags: Mapping[UUID, Sequence[str]]
    advice: Mapping[UUID, Opinion]
    notes: Mapping[UUID, PrivateNote]


def lines_of(session: Session, actor: Actor, rows: Sequence[Amendment]) -> tuple[AmendmentLine, ...]:
    """These amendments of the actor's edition as lines, in the same order; how they stand is not in them."""
    around = _around(session, actor, rows)
    return tuple(_line(row, around) for row in rows)


def _around(session: Session, actor: Actor, rows: Sequence[Amendment]) -> _Around:
    ids = [row.id for row in rows]
    others = {other for row in rows for other in (row.felled_by_id, row.amends_id) if other is not None}
    return _Around(
        themes={theme.id: theme_label(theme) for theme in themes_of(session, actor.edition_id)},
        movers=movers_of(session, ids),
        units=printed_units(session, {row.revision_id for row in rows}),
        named={key: named(row) for key, row in _rows(session, rows, others).items()},
        tags=tags_of(session, ids),
        advice=advice_seen_by(session, actor, rows),
        notes=own_notes(session, actor.person_id, ids),
    )


def _rows(session: Session, rows: Sequence[Amendment], wanted: Collection[UUID]) -> dict[UUID, Amendment]:
    known = {row.id: row for row in rows}
    missing = [other for other in wanted if other not in known]
    return known | amendments_by_id(session, missing) if missing else known


def _line(row: Amendment, around: _Around) -> AmendmentLine:
    member, person = around.movers[row.id]
    kind, number = around.units.get((row.revision_id, row.unit_uid), (None, ""))
    note, advice = around.notes.get(row.id), around.advice.get(row.id)
    return AmendmentLine(
        id=row.id,
        label=row.label,
        title=row.title,
        kind=row.kind,
        procedure=row.procedure,
        state=row.state,
        state_reason=row.state_reason,
        state_code=row.state_code,
        felled_by=around.named.get(row.felled_by_id) if row.felled_by_id else None,
        member=member,
        person=person,
        language=row.language,
        unit_uid=row.unit_uid,
        unit_kind=kind or _own_kind(row),
        unit_number=number,
        theme=around.themes[row.theme_id],
        filed_at=row.filed_at,
        amends=around.named.get(row.amends_id) if row.amends_id else None,
        is_late=row.is_late,
        is_placed=kind is not None,
        tags=tuple(around.tags.get(row.id, ())),
        advice=advice.advice if advice else None,
        is_starred=note is not None and note.is_starred,
    )


def _own_kind(row: Amendment) -> UnitKind:
    """What the amendment brings, where the text has no such unit yet."""
    return UnitKind(next(iter(row.amended.values()))["kind"]) if row.amended else UnitKind.PASSAGE


def bases_of(session: Session, rows: Sequence[Amendment]) -> dict[UUID, Units]:
    """What each amendment is a change of; amendments of one level share one reading."""
    read: dict[tuple[object, ...], Units] = {}
    found: dict[UUID, Units] = {}
    for row in rows:
        level = (row.revision_id, row.unit_uid, row.amends_id, row.amends_version)
        if level not in read:
            read[level] = base_units(session, row)
        found[row.id] = read[level]
    return found


def shown_changes(row: Amendment, base: Units) -> dict[str, tuple[Unit, UnitChange]]:
    """Base and change in every changed language, the proposer's first; a new unit is all change."""
    changes = dict(changes_of(row))
    if row.kind is AmendmentKind.NEW_UNIT and not base:
        units = units_by_language(row.amended)
        empty = {language: Unit(unit.uid, unit.kind, ()) for language, unit in units.items()}
        base, changes = empty, {language: change_between(empty[language], unit) for language, unit in units.items()}
    order = sorted((code for code in changes if code in base), key=lambda code: code != row.language)
    return {language: (base[language], changes[language]) for language in order}


def comparisons_of(row: Amendment, base: Units) -> dict[str, Comparison]:
    """The change in every changed language, the proposer's first."""
    return {language: compare(*pair) for language, pair in shown_changes(row, base).items()}


def versions_beside(row: Amendment, base: Units) -> dict[str, Comparison]:
    """The versions that a correction of one language leaves as they are: it is read against them (case 18)."""
    if row.state_code is not StateReason.LANGUAGE_ONLY:
        return {}
    changed = shown_changes(row, base)
    return {language: compare(unit, UnitChange()) for language, unit in base.items() if language not in changed}


@lru_cache(maxsize=16_384)
def _statements(base: Unit, change: UnitChange) -> tuple[Statement, ...]:
    return tuple(statements(base, change))


def statements_of(row: Amendment, base: Units) -> tuple[Statement, ...]:
    """The amendment in sentences, in its own language where that changes."""
    pair = next(iter(shown_changes(row, base).values()), None)
    return _statements(*pair) if pair else ()


def with_standings(
    session: Session, lines: Sequence[AmendmentLine], rows: Sequence[Amendment]
) -> tuple[AmendmentLine, ...]:
    """The lines with what each amendment says and how it stands to those that can still stand in its way."""
    standing = [row for row in rows if row.state.is_standing]
    standings = standings_of(session, standing)
    others = {row.id: named(row) for row in standing}
    bases = bases_of(session, rows)
    return tuple(
        _with_standing(line, statements_of(row, bases[row.id]), standings, others)
        for line, row in zip(lines, rows, strict=True)
    )


def _with_standing(
    line: AmendmentLine, said: tuple[Statement, ...], standings: UnitStandings, others: Mapping[UUID, Other]
) -> AmendmentLine:
    if line.id not in others:
        return replace(line, statements=said)
    return replace(
        line,
        statements=said,
        conflicts=tuple(others[other] for other in standings.conflicts_of(line.id)),
        same_place=tuple(others[other] for other in standings.same_place_of(line.id)),
        identical=tuple(others[other] for other in standings.identical_to(line.id)),
    )
