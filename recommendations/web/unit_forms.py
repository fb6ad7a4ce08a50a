"""A unit in all its languages as plain fields: shown, read back, and shown again as it was typed."""

from collections.abc import Mapping

from werkzeug.datastructures import MultiDict

from recommendations.domain.proposals import TypedUnit, typed_from, unit_from_typed
from recommendations.domain.text import Unit


def shown(units: Mapping[str, Unit]) -> dict[str, TypedUnit]:
    """What the fields hold before anybody has typed."""
    return {language: typed_from(unit) for language, unit in units.items()}


def typed(values: MultiDict[str, str], units: Mapping[str, Unit]) -> dict[str, TypedUnit]:
    """What was sent; a field that is missing is as it was shown."""
    return {language: _typed(values, language, typed_from(unit)) for language, unit in units.items()}


def _typed(values: MultiDict[str, str], language: str, fresh: TypedUnit) -> TypedUnit:
    paragraphs = {uid: values.get(f"{language}:p:{uid}", text) for uid, text in fresh.paragraphs.items()}
    return TypedUnit(values.get(f"{language}:title", fresh.title), paragraphs)


def units_from(typed_units: Mapping[str, TypedUnit], units: Mapping[str, Unit]) -> dict[str, Unit]:
    """The units that are meant.

    Raises:
        TextTooLong.
    """
    return {language: unit_from_typed(units[language], one, "") for language, one in typed_units.items()}
