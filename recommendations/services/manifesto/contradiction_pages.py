"""Flagged contradictions as readers see them, with what the chair may do next."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from recommendations.domain.people import Actor
from recommendations.domain.permissions import Action, Subject, ensure_permitted, permits
from recommendations.domain.polls import PollState
from recommendations.domain.text import Unit
from recommendations.services.amendments.views import ThemeLabel, theme_label
from recommendations.services.texts.revisions import newest_revision
from recommendations.storage.corrections import Contradiction, contradictions_of
from recommendations.storage.database import db
from recommendations.storage.editions import themes_of
from recommendations.storage.people import names_of
from recommendations.storage.polls import adopted_units, polls_of


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two recommendations, in its newest words."""

    theme: ThemeLabel
    uid: str
    number: str
    texts: Mapping[str, Unit]
    is_adopted: bool


@dataclass(frozen=True, slots=True)
class ContradictionView:
    """A contradiction, its newest poll and what may be done; ``kept`` is "one", "other" or empty."""

    id: UUID
    one: Side
    other: Side
    reason: str
    name: str
    at: datetime
    kept: str
    poll_id: UUID | None
    may_drop: bool
    may_prepare: bool


@dataclass(frozen=True, slots=True)
class ContradictionsPage:
    """All contradictions, and the recommendations that the reader may flag."""

    contradictions: tuple[ContradictionView, ...]
    choices: tuple[Side, ...]


def contradictions_page(actor: Actor) -> ContradictionsPage:
    """The contradictions of the edition.

    Raises:
        NotPermitted.
    """
    ensure_permitted(actor, Action.READ_EDITION, Subject(actor.edition_id))
    session = db.session()
    sides = _sides(session, actor.edition_id)
    rows = contradictions_of(session, actor.edition_id)
    names = names_of(session, {row.person_id for row in rows})
    views = [
        _view(session, actor, row, (sides[one], sides[other]), names[row.person_id])
        for row in rows
        for one, other in [((row.one_theme_id, row.one_uid), (row.other_theme_id, row.other_uid))]
        if one in sides and other in sides
    ]
    may_flag = any(_may_flag(actor, theme_id) for theme_id, _ in sides)
    return ContradictionsPage(tuple(views), tuple(sides.values()) if may_flag else ())


def _may_flag(actor: Actor, *theme_ids: UUID) -> bool:
    return any(permits(actor, Action.FLAG_CONTRADICTION, Subject(actor.edition_id, one)) for one in theme_ids)


def _sides(session: Session, edition_id: UUID) -> dict[tuple[UUID, str], Side]:
    adopted = adopted_units(session, edition_id)
    sides: dict[tuple[UUID, str], Side] = {}
    for theme in themes_of(session, edition_id):
        revision = newest_revision(session, theme.id) if theme.merged_into_id is None else None
        for numbered in next(iter(revision.units.values()), ()) if revision else ():
            if revision and numbered.number:
                uid = numbered.unit.uid
                is_adopted = (theme.id, uid) in adopted
                sides[theme.id, uid] = Side(
                    theme_label(theme), uid, numbered.number, revision.unit_texts(uid), is_adopted
                )
    return sides


def _view(session: Session, actor: Actor, row: Contradiction, sides: tuple[Side, Side], name: str) -> ContradictionView:
    one, other = sides
    polls = [poll for poll in polls_of(session, row.edition_id) if poll.contradiction_id == row.id]
    standing = [poll for poll in polls if poll.state is not PollState.ANNULLED]
    is_open = not row.kept and not any(poll.state.is_undecided for poll in standing)
    may_prepare = is_open and permits(actor, Action.PREPARE_POLL, Subject(row.edition_id))
    return ContradictionView(
        id=row.id,
        one=one,
        other=other,
        reason=row.reason,
        name=name,
        at=row.at,
        kept=row.kept,
        poll_id=standing[-1].id if standing else None,
        may_drop=not polls and not row.kept and _may_flag(actor, row.one_theme_id, row.other_theme_id),
        may_prepare=may_prepare and one.is_adopted and other.is_adopted,
    )
