"""When a live text may be frozen, and how its language versions stand beside each other."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from recommendations.domain.refusals import Refused
from recommendations.domain.text import Paragraph, Unit

Version = tuple[Unit, ...]


class TextEmpty(Refused):
    """There is nothing to freeze."""


class UnitIncomplete(Refused):
    """A recommendation without a title or without words cannot be amended or voted."""


class TextDecidedOn(Refused):
    """The assembly is voting, or has decided, on amendments: redrafting would undo its decisions."""


@dataclass(frozen=True, slots=True)
class Gap:
    """What a parallel version lacks, and what it has that the authoritative one has not; as uids."""

    language: str
    missing_units: tuple[str, ...] = ()
    missing_paragraphs: tuple[str, ...] = ()
    surplus_units: tuple[str, ...] = ()

    @property
    def is_aligned(self) -> bool:
        """Whether both versions consist of the same units and paragraphs."""
        return not (self.missing_units or self.missing_paragraphs or self.surplus_units)


@dataclass(frozen=True, slots=True)
class Fault:
    """A unit that cannot be frozen as it is; ``place`` counts the units of its version from 1."""

    language: str
    uid: str
    place: int
    lacks_title: bool
    lacks_words: bool


def _has_words(paragraph: Paragraph) -> bool:
    return any(span.text.strip() or span.footnote for span in paragraph.spans)


def _fault(language: str, place: int, unit: Unit) -> Fault | None:
    lacks_title = unit.kind.is_operative and not unit.title.strip()
    lacks_words = not any(_has_words(paragraph) for paragraph in unit.paragraphs)
    return Fault(language, unit.uid, place, lacks_title, lacks_words) if lacks_title or lacks_words else None


def faults(versions: Mapping[str, Version]) -> tuple[Fault, ...]:
    """Everything that stands in the way of freezing, in the order of the texts."""
    found = (
        _fault(language, place, unit)
        for language, units in versions.items()
        for place, unit in enumerate(units, start=1)
    )
    return tuple(fault for fault in found if fault is not None)


def ensure_complete(versions: Mapping[str, Version], authoritative: str) -> None:
    """Let a text pass that can be amended and voted as it stands.

    Raises:
        TextEmpty: the authoritative version has no unit.
        UnitIncomplete: a unit has no title or no words, in whatever language.
    """
    if not versions.get(authoritative):
        raise TextEmpty
    for fault in faults(versions):
        raise UnitIncomplete(language=fault.language, place=fault.place)


def _paragraphs(units: Iterable[Unit]) -> dict[str, None]:
    return {paragraph.uid: None for unit in units if unit.kind.is_operative for paragraph in unit.paragraphs}


def gap(language: str, authoritative: Version, version: Version) -> Gap:
    """How a parallel version differs from the authoritative one in its units and paragraphs, not in its words."""
    theirs, own = {unit.uid: unit for unit in authoritative}, {unit.uid: unit for unit in version}
    shared = [unit for uid, unit in theirs.items() if uid in own]
    present = _paragraphs(version)
    return Gap(
        language,
        tuple(uid for uid in theirs if uid not in own),
        tuple(uid for uid in _paragraphs(shared) if uid not in present),
        tuple(uid for uid in own if uid not in theirs),
    )


def written(versions: Mapping[str, Version]) -> dict[str, Version]:
    """The versions that have any text; paragraphs without a word are left out of what is frozen."""
    kept = {language: tuple(_without_blanks(unit) for unit in units) for language, units in versions.items()}
    return {language: units for language, units in kept.items() if units}


def _without_blanks(unit: Unit) -> Unit:
    paragraphs = tuple(paragraph for paragraph in unit.paragraphs if _has_words(paragraph))
    return Unit(unit.uid, unit.kind, paragraphs, unit.title.strip(), unit.addressees)
