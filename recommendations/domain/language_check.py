"""The check of the languages: what one version says and the other does not, as far as a machine can see it."""

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import cast

from recommendations.domain.canonical import Json, sha256
from recommendations.domain.dates import dates_in
from recommendations.domain.encoding import unit_to_json
from recommendations.domain.number_words import WRITTEN_OUT, Figure, figures_at
from recommendations.domain.refusals import Refused
from recommendations.domain.text import Unit

_PAIR = 2
_BOTH = re.compile(r"(?<!\w)(?:(?<!tous )(?<!toutes )les|des|aux|ces|the|these|those)\s$", re.IGNORECASE)


class FindingKind(StrEnum):
    """What the versions of a unit disagree about; ``STALE``: one has not followed an adopted amendment."""

    FIGURE = "figure"
    PERCENTAGE = "percentage"
    DATE = "date"
    LINK = "link"
    FOOTNOTES = "footnotes"
    NAME = "name"
    STALE = "stale"


class LanguagesDiverge(Refused):
    """Figures, dates, names, links or footnotes differ between the languages, and nobody has confirmed it (case 43)."""


class LanguageStale(Refused):
    """A language version has not followed an adopted amendment: it is neither signed nor final (case 42)."""


@dataclass(frozen=True, slots=True)
class Fact:
    """Something that every version of a text has to say."""

    kind: FindingKind
    value: str


@dataclass(frozen=True, slots=True)
class PlacedFact:
    """A fact and where a text says it."""

    fact: Fact
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Finding:
    """What one version says and the other does not; ``here`` is in ``first``, ``there`` in ``other``."""

    kind: FindingKind
    first: str
    other: str
    here: tuple[str, ...] = ()
    there: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of text; ``is_marked`` where a finding is about it."""

    text: str
    is_marked: bool


@dataclass(frozen=True, slots=True)
class _Reading:
    """What is read besides digits, links and notes; ``names`` are those of the member cities."""

    names: Collection[str]
    in_words: bool = True
    dates: bool = True


def facts_at(text: str, language: str, names: Collection[str] = ()) -> tuple[PlacedFact, ...]:
    """The figures, percentages, dates and names of a text, in its order."""
    return tuple(sorted(_placed(text, language, _Reading(names)), key=lambda placed: placed.start))


def _placed(text: str, language: str, reading: _Reading) -> Iterator[PlacedFact]:
    dates = dates_in(text, language) if reading.dates else ()
    for date in dates:
        yield PlacedFact(Fact(FindingKind.DATE, date.value), date.start, date.end)
    for figure in figures_at(text, language, in_words=reading.in_words):
        if (
            figure.value != 1
            and not _means_both(text, figure)
            and not any(date.start <= figure.start < date.end for date in dates)
        ):
            kind = FindingKind.PERCENTAGE if figure.is_percentage else FindingKind.FIGURE
            yield PlacedFact(Fact(kind, _decimal(figure.value)), figure.start, figure.end)
    for name in reading.names:
        for match in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", text):
            yield PlacedFact(Fact(FindingKind.NAME, name), match.start(), match.end())


def _means_both(text: str, figure: Figure) -> bool:
    """Whether it says what another language says without a figure: "the two", "les deux", but not "tous les deux"."""
    return figure.value == _PAIR and _BOTH.search(text[: figure.start]) is not None


def _decimal(value: Fraction) -> str:
    return format(Decimal(value.numerator) / Decimal(value.denominator), "f")


def _facts(unit: Unit, language: str, reading: _Reading) -> frozenset[Fact]:
    spans = [span for paragraph in unit.paragraphs for span in paragraph.spans]
    notes = [span.footnote for span in spans if span.footnote is not None]
    texts = (unit.title, *(paragraph.plain for paragraph in unit.paragraphs), *notes)
    said = {placed.fact for text in texts for placed in _placed(text, language, reading)}
    links = {Fact(FindingKind.LINK, span.link) for span in spans if span.link}
    return frozenset(said | links | {Fact(FindingKind.FOOTNOTES, str(len(notes)))})


def findings(texts: Mapping[str, Unit], names: Collection[str] = ()) -> tuple[Finding, ...]:
    """Where the other versions of a unit differ from the first one in what can be compared.

    ``names`` are those of the member cities. Where numbers in words are not read in one of two languages,
    only the digits of the other one are looked for in it.
    """
    first = next(iter(texts), "")
    return tuple(
        finding
        for other in texts
        if other != first
        for finding in _between(
            first, other, _surplus(texts, first, other, names), _surplus(texts, other, first, names)
        )
    )


def _surplus(texts: Mapping[str, Unit], one: str, other: str, names: Collection[str]) -> frozenset[Fact]:
    """What ``one`` says and ``other`` does not."""
    both = {one, other} <= WRITTEN_OUT
    asked = _facts(texts[one], one, _Reading(names, in_words=other in WRITTEN_OUT, dates=both))
    return asked - _facts(texts[other], other, _Reading(names, dates=both))


def _between(first: str, other: str, here: frozenset[Fact], there: frozenset[Fact]) -> Iterator[Finding]:
    for kind in FindingKind:
        sides = [tuple(sorted(fact.value for fact in facts if fact.kind is kind)) for facts in (here, there)]
        if any(sides):
            yield Finding(kind, first, other, *sides)


def fingerprint(uid: str, finding: Finding, texts: Mapping[str, Unit]) -> str:
    """What a confirmation is tied to: this finding on exactly these words, and no others."""
    value = {
        "uid": uid,
        "kind": finding.kind.value,
        "texts": {language: unit_to_json(texts[language]) for language in (finding.first, finding.other)},
    }
    return sha256(cast("Json", value))


def marked(text: str, language: str, about: Collection[Finding], names: Collection[str] = ()) -> tuple[Segment, ...]:
    """The text cut where the findings are about it."""
    wanted = {Fact(one.kind, value) for one in about for value in _side(one, language)}
    segments: list[Segment] = []
    at = 0
    for placed in facts_at(text, language, names):
        if placed.fact in wanted and placed.start >= at:
            segments.append(Segment(text[at : placed.start], is_marked=False))
            segments.append(Segment(text[placed.start : placed.end], is_marked=True))
            at = placed.end
    segments.append(Segment(text[at:], is_marked=False))
    return tuple(segment for segment in segments if segment.text)


def _side(finding: Finding, language: str) -> tuple[str, ...]:
    if language == finding.first:
        return finding.here
    return finding.there if language == finding.other else ()
