"""Drafting a live text: what is refused, and how the languages of a theme are aligned."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from recommendations.domain.refusals import Refused
from recommendations.domain.text import Paragraph, Unit


class DraftingClosed(Refused):
    """The drafting of this text is closed: it takes no more changes."""


class TextNotJoined(Refused):
    """The connection has not joined this text, or has left it."""


class UpdateMalformed(Refused):
    """The change is not one that an editor of this house sends."""


class UpdateTooLarge(Refused):
    """A single change is larger than the assembly's texts need."""


class UpdateOutOfOrder(Refused):
    """The change builds on one that the server does not have."""


class UpdateNotSaved(Refused):
    """The change could not be written to the disk."""


class TooManyUpdates(Refused):
    """More changes in a short time than a person can type."""


class DraftTooLong(Refused):
    """With this change the text would be longer than the house allows."""


@dataclass(frozen=True, slots=True)
class Alignment:
    """For each language, the uids of recommendations that other languages have and it lacks, in their order."""

    missing: Mapping[str, tuple[str, ...]]

    @property
    def is_complete(self) -> bool:
        """Whether every language has every recommendation."""
        return not any(self.missing.values())


def align(versions: Mapping[str, Sequence[Unit]]) -> Alignment:
    """Compare the recommendations and commitments of parallel versions by uid; the first language leads."""
    every = dict.fromkeys(unit.uid for units in versions.values() for unit in units if unit.kind.is_operative)
    have = {language: {unit.uid for unit in units} for language, units in versions.items()}
    return Alignment({language: tuple(uid for uid in every if uid not in have[language]) for language in versions})


def empty_version(unit: Unit) -> Unit:
    """The unit with its uid, kind, addressees and paragraphs' uids, waiting for its words in another language."""
    paragraphs = tuple(Paragraph(paragraph.uid, ()) for paragraph in unit.paragraphs)
    return Unit(unit.uid, unit.kind, paragraphs, "", unit.addressees)


def missing_units(versions: Mapping[str, Sequence[Unit]], language: str) -> tuple[Unit, ...]:
    """The recommendations that ``language`` lacks, each without its words."""
    lacking = set(align(versions).missing[language])
    found: dict[str, Unit] = {}
    for units in versions.values():
        for unit in units:
            if unit.uid in lacking and unit.uid not in found:
                found[unit.uid] = empty_version(unit)
    return tuple(found.values())
