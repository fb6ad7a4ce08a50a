"""The workshop of compromises: amendments that exclude each other side by side, and the consents coming in."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy.orm import Session

from recommendations.domain.amendments import PENDING, Procedure
from recommendations.domain.comparison import Comparison
from recommendations.domain.people import Actor
from recommendations.domain.permissions import Action, Subject, ensure_permitted
from recommendations.domain.refusals import NotFound
from recommendations.domain.revisions import NumberedUnit
from recommendations.services.amendments.lines import bases_of, comparisons_of, lines_of
from recommendations.services.amendments.standings import UnitStandings, standings_of
from recommendations.services.amendments.ties import ties_of
from recommendations.services.amendments.views import AmendmentLine, ConsentView, Texts, ThemeLabel, theme_label
from recommendations.services.texts.revisions import tabled_revision
from recommendations.services.texts.themes import own_theme
from recommendations.storage.amendments import Amendment, amendments_of_unit
from recommendations.storage.database import db
from recommendations.storage.editions import Edition


@dataclass(frozen=True, slots=True)
class Proposed:
    """One amendment with its change in the language shown."""

    line: AmendmentLine
    language: str
    comparison: Comparison | None


@dataclass(frozen=True, slots=True)
class Compromise:
    """A compromise on the unit and what each author has said of it."""

    line: AmendmentLine
    consents: tuple[ConsentView, ...]


@dataclass(frozen=True, slots=True)
class Workshop:
    """The unit with its groups of amendments that exclude each other, those that stand alone, and compromises."""

    theme: ThemeLabel
    uid: str
    revision_number: int
    languages: tuple[str, ...]
    language: str
    base: NumberedUnit
    groups: tuple[tuple[Proposed, ...], ...]
    alone: tuple[Proposed, ...]
    compromises: tuple[Compromise, ...]
    addressees: Mapping[str, Texts]


def workshop(actor: Actor, theme_id: UUID, uid: str, language: str) -> Workshop:
    """Everything that can be brought together on this unit.

    Raises:
        NotPermitted.
        NotFound: the tabled text has no such unit.
    """
    ensure_permitted(actor, Action.PROPOSE_COMPROMISE, Subject(actor.edition_id, theme_id))
    session = db.session()
    theme, tabled = own_theme(session, actor, theme_id), tabled_revision(session, theme_id)
    texts = tabled.versions(uid) if tabled else {}
    if tabled is None or not texts:
        raise NotFound
    shown = language if language in texts else next(iter(texts))
    rows = amendments_of_unit(session, tabled.id, uid)
    pending = [row for row in rows if row.state in PENDING and row.procedure is Procedure.ORDINARY]
    proposed = _proposed(session, actor, pending, shown)
    groups = _groups(standings_of(session, pending), [row.id for row in pending])
    return Workshop(
        theme=theme_label(theme),
        uid=uid,
        revision_number=tabled.number,
        languages=tuple(texts),
        language=shown,
        base=texts[shown],
        groups=tuple(tuple(proposed[one] for one in group) for group in groups if len(group) > 1),
        alone=tuple(proposed[group[0]] for group in groups if len(group) == 1),
        compromises=_compromises(session, actor, rows),
        addressees=session.get_one(Edition, actor.edition_id).addressees,
    )


def _proposed(session: Session, actor: Actor, rows: Sequence[Amendment], language: str) -> dict[UUID, Proposed]:
    bases, lines = bases_of(session, rows), lines_of(session, actor, rows)
    found: dict[UUID, Proposed] = {}
    for row, line in zip(rows, lines, strict=True):
        changes = comparisons_of(row, bases[row.id])
        spoken = language if language in changes else next(iter(changes), language)
        found[row.id] = Proposed(line, spoken, changes.get(spoken))
    return found


def _groups(standings: UnitStandings, ids: Sequence[UUID]) -> list[list[UUID]]:
    """Those that exclude each other directly or through others, in filing order."""
    groups: list[list[UUID]] = []
    seen: set[UUID] = set()
    for one in ids:
        if one not in seen:
            found, waiting = {one}, [one]
            while waiting:
                current = waiting.pop()
                near = {*standings.conflicts_of(current), *standings.identical_to(current)} - found
                found |= near
                waiting.extend(near)
            seen |= found
            groups.append([other for other in ids if other in found])
    return groups


def _compromises(session: Session, actor: Actor, rows: Sequence[Amendment]) -> tuple[Compromise, ...]:
    found = [row for row in rows if row.procedure is Procedure.COMPROMISE]
    return tuple(
        Compromise(line, ties_of(session, row).consents)
        for row, line in zip(found, lines_of(session, actor, found), strict=True)
    )
