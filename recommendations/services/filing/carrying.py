"""What becomes of a theme's waiting amendments on another text: computed here, stored by whoever asks."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy.orm import Session

from recommendations.domain.amendments import REBASED_BY_FREEZING, AmendmentKind
from recommendations.domain.encoding import units_by_language
from recommendations.domain.hunks import UnitChange
from recommendations.domain.incorporation import applied
from recommendations.domain.proposals import THEME_TITLE
from recommendations.domain.rebasing import WordsChanged, rebase
from recommendations.domain.text import Unit
from recommendations.services.amendments.standings import changes_of
from recommendations.services.amendments.wordings import base_units, title_units
from recommendations.storage.amendments import Amendment, amendments_on_theme


@dataclass(frozen=True, slots=True)
class NewText:
    """The text on which the amendments shall stand, and the theme's title with it, by language."""

    units: Mapping[str, tuple[Unit, ...]]
    title: Mapping[str, str]

    def of(self, uid: str) -> dict[str, Unit]:
        """The unit in every language that has it."""
        if uid == THEME_TITLE:
            return title_units(self.title)
        found = ((language, unit) for language, units in self.units.items() for unit in units if unit.uid == uid)
        return dict(found)


@dataclass(frozen=True, slots=True)
class Carried:
    """The amendment's wording on the new text."""

    amended: Mapping[str, Unit]
    changes: Mapping[str, UnitChange]


@dataclass(frozen=True, slots=True)
class Lost:
    """The new text has other words where the amendment makes its change: ``words`` are the old ones."""

    words: str


Fates = dict[UUID, Carried | Lost]


def to_be_carried(session: Session, theme_id: UUID) -> list[Amendment]:
    """The theme's amendments that follow its text, in filing order: every amendment before those that change it."""
    return sorted(amendments_on_theme(session, theme_id, REBASED_BY_FREEZING), key=lambda row: row.number)


def fates_of(session: Session, rows: Sequence[Amendment], text: NewText) -> Fates:
    """What becomes of each amendment on the new text; nothing is changed. Sub-amendments go with their amendments."""
    fates: Fates = {}
    for row in rows:
        fates[row.id] = _fate(session, row, text, fates)
    return fates


def _fate(session: Session, row: Amendment, text: NewText, fates: Fates) -> Carried | Lost:
    if row.kind is AmendmentKind.NEW_UNIT and row.amends_id is None:
        return _new_unit(row, text)
    base = text.of(row.unit_uid)
    if row.amends_id is not None:
        parent = fates.get(row.amends_id, Lost(""))
        if isinstance(parent, Lost):
            return parent
        base = base | dict(parent.amended)
    try:
        moved = rebase(changes_of(row), base_units(session, row), base)
    except WordsChanged as changed:
        return Lost(str(changed.details.get("words", "")))
    return Carried({language: applied(base[language], change) for language, change in moved.items()}, moved)


def _new_unit(row: Amendment, text: NewText) -> Carried | Lost:
    if row.placed_after is not None and not text.of(row.placed_after):
        return Lost("")
    return Carried(units_by_language(row.amended), {})
