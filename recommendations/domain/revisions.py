"""A revision: the immutable, numbered state of a theme's text in all its languages."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import cast
from uuid import UUID

from recommendations.domain.canonical import Json, sha256
from recommendations.domain.encoding import unit_to_json
from recommendations.domain.lines import LINE_WIDTH, line_starts
from recommendations.domain.text import Paragraph, Span, Unit


@dataclass(frozen=True, slots=True)
class Line:
    """One numbered line and what stands on it."""

    number: int
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class NumberedParagraph:
    """A paragraph with its lines; ``starts`` are offsets in code points of its plain text."""

    paragraph: Paragraph
    first_line: int
    starts: tuple[int, ...]

    @property
    def last_line(self) -> int:
        """The number of the paragraph's last line."""
        return self.first_line + len(self.starts) - 1

    @property
    def lines(self) -> tuple[Line, ...]:
        """The paragraph cut into its numbered lines; nothing is lost or added."""
        ends = (*self.starts[1:], None)
        pieces = zip(self.starts, ends, strict=True)
        return tuple(
            Line(self.first_line + position, _cut(self.paragraph.spans, start, end))
            for position, (start, end) in enumerate(pieces)
        )


@dataclass(frozen=True, slots=True)
class NumberedUnit:
    """A unit with its number as printed ("2.3", or empty) and its numbered lines."""

    number: str
    unit: Unit
    paragraphs: tuple[NumberedParagraph, ...]


@dataclass(frozen=True, slots=True)
class RevisionText:
    """Everything a revision says; ``units`` by language, the authoritative one first.

    ``base_id`` is None for a frozen draft, and names the frozen one for a consolidated text. ``title`` is the
    theme's in this revision, {language: text}; ``origins`` are the codes of the themes from which units came here.
    """

    id: UUID
    theme_id: UUID
    number: int
    base_id: UUID | None
    sha256: str
    frozen_at: datetime
    line_algorithm: int
    line_width: int
    units: Mapping[str, tuple[NumberedUnit, ...]]
    title: Mapping[str, str] = field(default_factory=dict)
    origins: Mapping[str, str] = field(default_factory=dict)

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages the text exists in, the authoritative one first."""
        return tuple(self.units)

    def unit(self, language: str, uid: str) -> NumberedUnit | None:
        """The unit with this uid in ``language``; None where that version lacks it."""
        return next((found for found in self.units.get(language, ()) if found.unit.uid == uid), None)

    def versions(self, uid: str) -> dict[str, NumberedUnit]:
        """One unit with numbers and lines in every language that has it."""
        found = {language: self.unit(language, uid) for language in self.units}
        return {language: numbered for language, numbered in found.items() if numbered is not None}

    def unit_texts(self, uid: str) -> dict[str, Unit]:
        """One unit in every language that has it."""
        return {language: numbered.unit for language, numbered in self.versions(uid).items()}

    def number_of(self, uid: str) -> str:
        """The unit's number as printed; empty where it has none, or there is no such unit."""
        return next((numbered.number for numbered in self.versions(uid).values()), "")

    def plain_units(self) -> dict[str, tuple[Unit, ...]]:
        """All units without numbers, as they are stored and hashed."""
        return {language: tuple(numbered.unit for numbered in units) for language, units in self.units.items()}


def _cut(spans: Sequence[Span], start: int, end: int | None) -> tuple[Span, ...]:
    """The part of the spans between two offsets; a footnote stays on the line of the word before it."""
    kept: list[Span] = []
    offset = 0
    for span in spans:
        low, high = max(start - offset, 0), len(span.text) if end is None else min(end - offset, len(span.text))
        if span.footnote is not None:
            at_start_of_text = offset == start == 0
            inside = (start < offset or at_start_of_text) and (end is None or offset <= end)
            kept.extend([span] if inside else [])
        elif low < high:
            kept.append(Span(span.text[low:high], span.strong, span.emphasis, span.link))
        offset += len(span.text)
    return tuple(kept)


def unit_numbers(theme_number: int, units: Iterable[Sequence[Unit]]) -> dict[str, str]:
    """The printed number of each operative unit by uid, counted within the theme: "2.1", "2.2".

    The first language's order decides; a unit that only another language has follows after it.
    """
    numbers: dict[str, str] = {}
    for version in units:
        for unit in version:
            if unit.kind.is_operative and unit.uid not in numbers:
                numbers[unit.uid] = f"{theme_number}.{len(numbers) + 1}"
    return numbers


def number_units(
    units: Sequence[Unit], numbers: Mapping[str, str], width: int = LINE_WIDTH
) -> tuple[NumberedUnit, ...]:
    """One language's units with numbers and lines; lines run on through the whole revision."""
    numbered: list[NumberedUnit] = []
    line = 1
    for unit in units:
        paragraphs: list[NumberedParagraph] = []
        for paragraph in unit.paragraphs:
            placed = NumberedParagraph(paragraph, line, line_starts(paragraph.plain, width))
            paragraphs.append(placed)
            line = placed.last_line + 1
        numbered.append(NumberedUnit(numbers.get(unit.uid, ""), unit, tuple(paragraphs)))
    return tuple(numbered)


def revision_sha256(units: Mapping[str, Sequence[Unit]], title: Mapping[str, str] | None = None) -> str:
    """The hash of all units in all languages, and of the title if there is one; the languages' order is all one."""
    texts: dict[str, Json] = {
        language: [cast(Json, unit_to_json(unit)) for unit in version] for language, version in units.items()
    }
    return sha256(texts | {"title": dict(title)} if title else texts)
