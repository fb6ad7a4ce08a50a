"""What a unit would say after results that nobody has cast: computed, never stored."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from uuid import UUID

from sqlalchemy.orm import Session

from recommendations.domain.amendments import AmendmentKind, AmendmentState, Conflict, StateReason, VersionCause
from recommendations.domain.encoding import units_by_language
from recommendations.domain.hunk_encoding import changes_by_language
from recommendations.domain.hunks import Relation, UnitChange, change_between, relation
from recommendations.domain.incorporation import NumberedChange, incorporate
from recommendations.domain.refusals import NotFound
from recommendations.domain.settling import WordingMissing
from recommendations.domain.text import Unit
from recommendations.services.amendments.standings import changes_of, standings_of
from recommendations.services.amendments.wordings import amended_units, texts_at
from recommendations.storage.amendments import Amendment, amendments_by_id, amendments_on
from recommendations.storage.revisions import tabled_revision_row
from recommendations.storage.wordings import AmendmentVersion, parts_of, versions_of, wordings_of

Results = Mapping[UUID | tuple[UUID, int], bool]
Texts = Mapping[str, Unit]

# What an amendment became by decisions is not what it says before them.
_BY_DECISION = frozenset({VersionCause.AMENDED, VersionCause.IN_PART})
# What no words show: people, or the kind of procedure, keep these apart.
_UNWORDED = frozenset({StateReason.REPLACED, StateReason.EXCLUDED, StateReason.ALTERNATIVE})


@dataclass(frozen=True, slots=True)
class _Assumed:
    """An amendment that is assumed to be in the text, with its change as it would then be."""

    row: Amendment
    changes: Mapping[str, UnitChange]


def assume(session: Session, theme_id: UUID, uid: str, results: Results) -> dict[str, Unit]:
    """The unit in every language, if exactly these results came out; empty for a new unit that is not adopted.

    ``results`` says of amendments and sub-amendments, and of parts as (id, number), whether they are adopted; what
    is not named is not. Editorial remedies that are applied are in the text whatever is voted.

    Raises:
        NotFound: there is no such theme or unit, or an amendment is not of this unit.
        Conflict: two that exclude each other would both be adopted (R7).
        WordingMissing: the text was not fixed for this combination of parts.
    """
    tabled = tabled_revision_row(session, theme_id)
    if tabled is None:
        raise NotFound
    rows = _named(session, theme_id, uid, results)
    base = texts_at(session, tabled.id, uid)
    assumed = [*_remedies(session, tabled.id, uid), *_adopted(session, rows, base, results)]
    _ensure_compatible(session, assumed)
    brought = next((one for one in assumed if one.row.kind is AmendmentKind.NEW_UNIT), None)
    if brought is not None:
        return _with_subs(session, brought.row, rows, results)
    if not base and not any(row.kind is AmendmentKind.NEW_UNIT for row in rows):
        raise NotFound
    numbered = [NumberedChange(one.row.number, one.changes) for one in assumed]
    return {language: incorporate(unit, language, numbered) for language, unit in base.items()}


def _named(session: Session, theme_id: UUID, uid: str, results: Results) -> list[Amendment]:
    ids = {key[0] if isinstance(key, tuple) else key for key in results}
    rows = amendments_by_id(session, ids)
    if len(rows) < len(ids) or any((row.theme_id, row.unit_uid) != (theme_id, uid) for row in rows.values()):
        raise NotFound
    return sorted(rows.values(), key=lambda row: row.number)


def _remedies(session: Session, tabled_id: UUID, uid: str) -> Iterator[_Assumed]:
    for row in amendments_on(session, tabled_id, AmendmentState.EDITORIAL_APPLIED):
        if row.unit_uid == uid:
            yield _Assumed(row, changes_of(row))


def _adopted(session: Session, rows: Sequence[Amendment], base: Texts, results: Results) -> Iterator[_Assumed]:
    for row in rows:
        parts = frozenset(_parts_adopted(row, results))
        is_named = parts or results.get(row.id)
        if row.amends_id is not None or row.state is AmendmentState.EDITORIAL_APPLIED or not is_named:
            continue
        if row.kind is AmendmentKind.NEW_UNIT:
            yield _Assumed(row, {})
        elif parts:
            yield _Assumed(row, _changes(base, _in_parts(session, row, parts)))
        elif _subs(row, rows, results):
            yield _Assumed(row, _changes(base, _with_subs(session, row, rows, results)))
        else:
            yield _Assumed(row, changes_by_language(_undecided_version(session, row).hunks))


def _parts_adopted(row: Amendment, results: Results) -> Iterator[int]:
    for key, adopted in results.items():
        if isinstance(key, tuple) and key[0] == row.id and adopted:
            yield key[1]


def _in_parts(session: Session, row: Amendment, parts: frozenset[int]) -> Texts:
    fixed = wordings_of(session, row.id)
    if parts == {part.number for part in parts_of(session, row.id)}:
        return units_by_language(_undecided_version(session, row).amended)
    if parts not in fixed:
        raise WordingMissing
    return units_by_language(fixed[parts])


def _subs(row: Amendment, rows: Sequence[Amendment], results: Results) -> list[Amendment]:
    return [sub for sub in rows if sub.amends_id == row.id and results.get(sub.id)]


def _with_subs(session: Session, row: Amendment, rows: Sequence[Amendment], results: Results) -> dict[str, Unit]:
    """What the amendment brings, with its adopted sub-amendments in it."""
    subs = _subs(row, rows, results)
    version = subs[0].amends_version if subs else _undecided_version(session, row).number
    numbered = [NumberedChange(sub.number, changes_of(sub)) for sub in subs]
    units = amended_units(session, row, version)
    return {language: incorporate(unit, language, numbered) for language, unit in units.items()}


def _undecided_version(session: Session, row: Amendment) -> AmendmentVersion:
    """What the amendment said before anything was decided on it."""
    return next(one for one in reversed(versions_of(session, row.id)) if one.cause not in _BY_DECISION)


def _changes(base: Texts, amended: Texts) -> dict[str, UnitChange]:
    return {language: change_between(base[language], unit) for language, unit in amended.items() if language in base}


def _ensure_compatible(session: Session, assumed: Sequence[_Assumed]) -> None:
    standings = standings_of(session, [one.row for one in assumed])
    for one, other in combinations(assumed, 2):
        is_apart = standings.why(one.row.id, other.row.id) in _UNWORDED
        if is_apart or relation(one.changes, other.changes) is Relation.CONFLICT:
            raise Conflict(one=one.row.label, other=other.row.label)
