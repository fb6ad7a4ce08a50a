"""Editorial corrections put into a text, and those that no longer fit it."""

from collections.abc import Mapping
from uuid import UUID

from sqlalchemy.orm import Session

from recommendations.domain.encoding import units_by_language
from recommendations.domain.hunks import UnitChange, change_between
from recommendations.domain.incorporation import NumberedChange, incorporate
from recommendations.domain.rebasing import WordsChanged, rebase
from recommendations.domain.text import Unit
from recommendations.storage.corrections import Correction, applied_corrections

Units = dict[str, tuple[Unit, ...]]


def with_corrections(session: Session, theme_id: UUID, units: Units) -> tuple[Units, list[Correction]]:
    """The units with every applied correction of the theme in them, and the corrections that no longer fit."""
    displaced: list[Correction] = []
    for correction in applied_corrections(session, theme_id):
        try:
            units = corrected(units, correction)
        except WordsChanged:
            displaced.append(correction)
    return units, displaced


def corrected(units: Units, correction: Correction) -> Units:
    """The units with one correction in them, carried over to the words they have now.

    Raises:
        WordsChanged: the words that it corrects are no longer there.
    """
    base = units_by_language(correction.base)
    found = {one: unit for one, version in units.items() for unit in version if unit.uid == correction.unit_uid}
    changes = rebase(_changes(correction, base), base, _all_of(found, base))
    whole = {
        language: incorporate(found[language], language, [NumberedChange(correction.number, {language: change})])
        for language, change in changes.items()
    }
    return {
        language: tuple(whole.get(language, unit) if unit.uid == correction.unit_uid else unit for unit in version)
        for language, version in units.items()
    }


def _changes(correction: Correction, base: Mapping[str, Unit]) -> dict[str, UnitChange]:
    amended = units_by_language(correction.amended)
    return {language: change_between(base[language], unit) for language, unit in amended.items()}


def _all_of(found: Mapping[str, Unit], base: Mapping[str, Unit]) -> Mapping[str, Unit]:
    for language, unit in base.items():
        if language not in found:
            raise WordsChanged(words=unit.title)
    return found
