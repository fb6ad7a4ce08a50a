"""What merging two themes would bring about, told before it is done; nothing is changed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy.orm import Session

from recommendations.domain.amendments import AmendmentState
from recommendations.domain.merged_themes import merged_units, uids_of
from recommendations.domain.people import Actor
from recommendations.domain.permissions import Action, Subject, ensure_permitted
from recommendations.domain.proposals import THEME_TITLE
from recommendations.domain.revisions import RevisionText, unit_numbers
from recommendations.domain.text import Unit
from recommendations.services.amendments.views import Other, Texts, ThemeLabel, named, theme_label
from recommendations.services.filing.carrying import Lost, NewText, fates_of, to_be_carried
from recommendations.services.texts.merging import checked_merger
from recommendations.storage.amendments import Amendment
from recommendations.storage.database import db
from recommendations.storage.drafting import texts_of
from recommendations.storage.editions import Edition
from recommendations.storage.merging import amendments_to_move
from recommendations.storage.revisions import last_revision_number


@dataclass(frozen=True, slots=True)
class MovedUnit:
    """A recommendation or commitment that changes its place; ``title`` is {language: text}."""

    uid: str
    title: Texts
    number: str
    new_number: str


@dataclass(frozen=True, slots=True)
class MergePreview:
    """What will happen: the source's units behind those of the other theme, in version ``number`` of that one.

    ``kept`` counts the numbered units that keep their numbers. ``moving`` are all amendments of the source but the
    ``falling`` ones, which would rename it; ``needing_author``, of either theme, find other words where they change
    some, and did not before. ``is_drafting`` tells whether somebody may still write in one of the two texts.
    """

    source: ThemeLabel
    into: ThemeLabel
    number: int
    units: tuple[MovedUnit, ...]
    kept: int
    moving: tuple[Other, ...]
    falling: tuple[Other, ...]
    needing_author: tuple[Other, ...]
    is_drafting: bool


def preview_merging(actor: Actor, source_id: UUID, into_id: UUID) -> MergePreview:
    """What ``merge_themes`` would do now.

    Raises:
        NotPermitted, NotFound, SameTheme, UnitsClash, NotMergeable, NotFrozen, TextDecidedOn.
    """
    ensure_permitted(actor, Action.MERGE_THEMES, Subject(actor.edition_id))
    session = db.session()
    merger = checked_merger(session, actor, source_id, into_id)
    units = merged_units(
        merger.own.plain_units(),
        merger.moved.plain_units(),
        session.get_one(Edition, actor.edition_id).languages,
    )
    rows, falling = amendments_to_move(session, source_id), [*filter(_renames, to_be_carried(session, source_id))]
    numbers = unit_numbers(merger.into.number, units.values())
    return MergePreview(
        source=theme_label(merger.source),
        into=theme_label(merger.into),
        number=last_revision_number(session, into_id) + 1,
        units=_moved(merger.moved, numbers),
        kept=sum(uid in numbers for uid in uids_of(merger.own.plain_units())),
        moving=tuple(named(row) for row in rows if row not in falling),
        falling=tuple(map(named, falling)),
        needing_author=_needing_author(session, (source_id, into_id), NewText(units, merger.own.title)),
        is_drafting=any(text.drafting for one in (source_id, into_id) for text in texts_of(session, one)),
    )


def _renames(row: Amendment) -> bool:
    return row.unit_uid == THEME_TITLE


def _moved(text: RevisionText, numbers: Mapping[str, str]) -> tuple[MovedUnit, ...]:
    uids = [uid for uid in uids_of(text.plain_units()) if uid in numbers]
    return tuple(MovedUnit(uid, _titles(text.unit_texts(uid)), text.number_of(uid), numbers[uid]) for uid in uids)


def _titles(versions: Mapping[str, Unit]) -> Texts:
    return {language: unit.title for language, unit in versions.items()}


def _needing_author(session: Session, themes: Sequence[UUID], text: NewText) -> tuple[Other, ...]:
    source, into = (to_be_carried(session, theme_id) for theme_id in themes)
    rows = [*(row for row in source if not _renames(row)), *into]
    fates = fates_of(session, rows, text)
    lost = [row for row in rows if isinstance(fates[row.id], Lost)]
    return tuple(named(row) for row in lost if row.state is not AmendmentState.NEEDS_REBASE)
