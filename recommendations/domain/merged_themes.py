"""Two themes made one: what stands against it, and where the units stand afterwards (case 39)."""

from collections.abc import Mapping, Sequence

from recommendations.domain.refusals import Refused
from recommendations.domain.text import Unit

Units = Mapping[str, Sequence[Unit]]


class SameTheme(Refused):
    """A theme is merged into another one."""


class NotMergeable(Refused):
    """The preamble stays what it is, and a theme that was merged is no theme any more."""


class ThemeMerged(Refused):
    """The theme has become part of another one, or another one part of it: its text is drafted no more."""


class NotFrozen(Refused):
    """Only frozen texts are merged: amendments follow exact words."""


class UnitsClash(Refused):
    """Both themes have a unit with the same identifier; identifiers are kept, so they cannot be told apart."""


def merged_units(into: Units, source: Units, languages: Sequence[str]) -> dict[str, tuple[Unit, ...]]:
    """All units of both themes in every language, those of the source behind those of the other one.

    Raises:
        UnitsClash: an identifier is in both.
    """
    own, others = (uids_of(units) for units in (into, source))
    if set(own) & set(others):
        raise UnitsClash
    merged = {language: (*into.get(language, ()), *source.get(language, ())) for language in languages}
    return {language: units for language, units in merged.items() if units}


def uids_of(units: Units) -> tuple[str, ...]:
    """The identifiers of all units, those of the first language in their order first."""
    return tuple(dict.fromkeys(unit.uid for version in units.values() for unit in version))
