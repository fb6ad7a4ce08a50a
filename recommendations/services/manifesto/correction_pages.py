"""Corrections and differences since adoption, as readers see them; the list is never shortened (R30)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast
from uuid import UUID

from sqlalchemy.orm import Session

from recommendations.domain.adoption import ManifestoState
from recommendations.domain.comparison import Comparison, compare
from recommendations.domain.corrections import CorrectionState
from recommendations.domain.encoding import units_by_language
from recommendations.domain.hunks import change_between
from recommendations.domain.people import Actor
from recommendations.domain.permissions import Action, Subject, ensure_permitted, permits
from recommendations.domain.polls import PollSubject
from recommendations.domain.refusals import NotFound
from recommendations.domain.revisions import NumberedUnit
from recommendations.domain.text import Unit
from recommendations.services.amendments.views import ThemeLabel, theme_label
from recommendations.services.texts.revisions import newest_revision
from recommendations.services.texts.themes import own_theme
from recommendations.storage.corrections import Correction, corrections_of
from recommendations.storage.database import db
from recommendations.storage.editions import Edition, Theme, themes_of
from recommendations.storage.manifestos import manifestos_of
from recommendations.storage.people import names_of
from recommendations.storage.polls import adopted_units, announced_polls
from recommendations.storage.revisions import printed_numbers


@dataclass(frozen=True, slots=True)
class Place:
    """A unit where it stands; ``number`` as printed."""

    theme: ThemeLabel
    uid: str
    number: str


@dataclass(frozen=True, slots=True)
class Act:
    """Who did it, and when."""

    name: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Rights:
    """Whether the reader may decide on corrections here, and whether this one is the reader's own."""

    may_decide: bool
    is_own: bool


@dataclass(frozen=True, slots=True)
class CorrectionView:
    """A correction in every language, with who stands behind it and what may be done with it."""

    id: UUID
    number: int
    place: Place
    state: CorrectionState
    reason: str
    proposed: Act
    confirmed: Act | None
    reverted: Act | None
    languages: Mapping[str, Comparison]
    may_confirm: bool
    may_refuse: bool
    may_revert: bool


@dataclass(frozen=True, slots=True)
class Reworded:
    """A recommendation that does not read as it was voted."""

    place: Place
    languages: Mapping[str, Comparison]


@dataclass(frozen=True, slots=True)
class Correctable:
    """A unit for which a correction may be proposed."""

    place: Place
    title: str


@dataclass(frozen=True, slots=True)
class CorrectionsPage:
    """What has been corrected, what reads otherwise than it was voted, and what may be corrected."""

    theme: ThemeLabel | None
    corrections: tuple[CorrectionView, ...]
    reworded: tuple[Reworded, ...]
    correctable: tuple[Correctable, ...]
    addressees: Mapping[str, Mapping[str, str]]
    is_signed: bool
    may_merge: bool


@dataclass(frozen=True, slots=True)
class CorrectingPage:
    """A unit as it stands, to be corrected."""

    place: Place
    revision_id: UUID
    texts: Mapping[str, NumberedUnit]

    @property
    def units(self) -> dict[str, Unit]:
        """The unit by language, without line numbers."""
        return {language: numbered.unit for language, numbered in self.texts.items()}


def corrections_page(actor: Actor, theme_id: UUID | None = None) -> CorrectionsPage:
    """The corrections of the edition, or of one theme, for ever.

    Raises:
        NotPermitted, NotFound.
    """
    ensure_permitted(actor, Action.READ_EDITION, Subject(actor.edition_id, theme_id))
    session = db.session()
    chosen = own_theme(session, actor, theme_id) if theme_id else None
    themes = [chosen] if chosen else themes_of(session, actor.edition_id)
    is_signed = _is_signed(session, actor)
    return CorrectionsPage(
        theme_label(chosen) if chosen else None,
        tuple(_views(session, actor, corrections_of(session, actor.edition_id, theme_id), is_signed=is_signed)),
        tuple(one for theme in themes for one in _reworded(session, theme)),
        tuple(one for theme in themes for one in _correctable(session, actor, theme) if not is_signed),
        session.get_one(Edition, actor.edition_id).addressees,
        is_signed,
        permits(actor, Action.MERGE_THEMES, Subject(actor.edition_id)),
    )


def _is_signed(session: Session, actor: Actor) -> bool:
    return any(row.state is ManifestoState.SIGNED for row in manifestos_of(session, actor.edition_id))


def _views(session: Session, actor: Actor, rows: Sequence[Correction], *, is_signed: bool) -> list[CorrectionView]:
    people = {person for row in rows for person in (row.proposed_by, row.confirmed_by, row.reverted_by) if person}
    names = names_of(session, people)
    numbers = printed_numbers(session, {row.revision_id for row in rows})
    views: list[CorrectionView] = []
    for row in rows:
        theme = theme_label(session.get_one(Theme, row.theme_id))
        place = Place(theme, row.unit_uid, numbers.get((row.revision_id, row.unit_uid), ""))
        may = not is_signed and permits(actor, Action.CONFIRM_CORRECTION, Subject(row.edition_id, row.theme_id))
        views.append(_view(row, place, names, Rights(may, row.proposed_by == actor.person_id)))
    return views


def _view(row: Correction, place: Place, names: Mapping[UUID, str], rights: Rights) -> CorrectionView:
    is_waiting = rights.may_decide and row.state is CorrectionState.PROPOSED
    return CorrectionView(
        id=row.id,
        number=row.number,
        place=place,
        state=row.state,
        reason=row.reason,
        proposed=Act(names[row.proposed_by], row.proposed_at),
        confirmed=_act(names, row.confirmed_by, row.confirmed_at),
        reverted=_act(names, row.reverted_by, row.reverted_at),
        languages=compared(units_by_language(row.base), units_by_language(row.amended)),
        may_confirm=is_waiting and not rights.is_own,
        may_refuse=is_waiting,
        may_revert=rights.may_decide and row.state is CorrectionState.APPLIED,
    )


def _act(names: Mapping[UUID, str], person_id: UUID | None, at: datetime | None) -> Act | None:
    return Act(names[person_id], at) if person_id is not None and at is not None else None


def compared(before: Mapping[str, Unit], after: Mapping[str, Unit]) -> dict[str, Comparison]:
    """Each version with what changes in it; one that does not change is shown as it stands."""
    return {
        language: compare(unit, change_between(unit, after.get(language, unit))) for language, unit in before.items()
    }


def _reworded(session: Session, theme: Theme) -> list[Reworded]:
    """The theme's adopted recommendations in other words than those of their poll."""
    revision = newest_revision(session, theme.id)
    found: list[Reworded] = []
    for uid, before in _voted(session, theme).items():
        after = revision.unit_texts(uid) if revision else {}
        if revision and any(after.get(one, unit) != unit for one, unit in before.items()):
            place = Place(theme_label(theme), uid, revision.number_of(uid))
            found.append(Reworded(place, compared(before, after)))
    return found


def _voted(session: Session, theme: Theme) -> dict[str, dict[str, Unit]]:
    """The words of the newest poll on each recommendation that stands adopted."""
    adopted = adopted_units(session, theme.edition_id)
    return {
        poll.unit_uid: units_by_language(cast("Any", poll.text))
        for poll in announced_polls(session, theme.edition_id)
        if poll.subject is PollSubject.RECOMMENDATION
        and poll.unit_uid is not None
        and poll.theme_id == theme.id
        and (theme.id, poll.unit_uid) in adopted
    }


def _correctable(session: Session, actor: Actor, theme: Theme) -> list[Correctable]:
    if not permits(actor, Action.PROPOSE_CORRECTION, Subject(theme.edition_id, theme.id)) or theme.merged_into_id:
        return []
    revision = newest_revision(session, theme.id)
    first = next(iter(revision.units.values()), ()) if revision else ()
    return [Correctable(Place(theme_label(theme), one.unit.uid, one.number), one.unit.title) for one in first]


def correcting_page(actor: Actor, theme_id: UUID, uid: str) -> CorrectingPage:
    """The unit in its newest words.

    Raises:
        NotPermitted, NotFound.
    """
    session = db.session()
    theme = own_theme(session, actor, theme_id)
    ensure_permitted(actor, Action.PROPOSE_CORRECTION, Subject(theme.edition_id, theme_id))
    revision = newest_revision(session, theme_id)
    texts = revision.versions(uid) if revision else {}
    if revision is None or not texts:
        raise NotFound
    return CorrectingPage(Place(theme_label(theme), uid, revision.number_of(uid)), revision.id, texts)
