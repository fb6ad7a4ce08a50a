"""Editorial corrections: no change of meaning, confirmed by rapporteur and chair, listed and reversible (R30)."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace
from enum import StrEnum
from fractions import Fraction

from recommendations.domain.differences import edits
from recommendations.domain.language_check import facts_at
from recommendations.domain.manifesto import Manifesto, NumberedUnit
from recommendations.domain.refusals import Refused
from recommendations.domain.text import Span, Unit
from recommendations.domain.words import Token, words_of

SMALL_SHARE = Fraction(1, 10)
FEW_WORDS = 3
"""So many words may change in the shortest text."""

_NEGATIONS = {
    "en": r"\b(?:not|no|never|none|nor|neither|nobody|nothing|without|cannot)\b|n[’']t\b",
    "fr": r"\b(?:ne|pas|non|jamais|aucun|aucune|nul|nulle|ni|sans|rien)\b|\bn[’']",
}
_DUTIES = {
    "en": r"\b(?:must|shall|should|may|might|can|could|will|would|ought)\b",
    "fr": r"\b(?:doi(?:t|vent)|dev(?:ra|ront|rait|raient|ons)|peu(?:t|vent)|pour(?:ra|ront|rait|raient)|faut|faudra)\b",
}


class CorrectionNotOpen(Refused):
    """Only a proposed correction is confirmed or refused, and only an applied one reverted."""


class OwnCorrection(Refused):
    """Two people stand behind a correction: nobody confirms the own one (R30)."""


class CorrectionOutdated(Refused):
    """The text has changed since the correction was proposed; it is proposed again on the new one."""


class NothingToCorrect(Refused):
    """The corrected text equals the text."""


class CorrigendumNotOpen(Refused):
    """The corrigendum is stopped or in force already."""


class ObjectionPeriodRuns(Refused):
    """A corrigendum is in force only when the time for objections is over."""


class ObjectionPeriodOver(Refused):
    """The time for objections to the corrigendum is over."""


class NotSigned(Refused):
    """A corrigendum corrects a signed text; before the signature there are editorial corrections."""


class CorrectionState(StrEnum):
    """Where a correction stands; one that no longer fits the text is displaced, never dropped silently."""

    PROPOSED = "proposed"
    APPLIED = "applied"
    REFUSED = "refused"
    REVERTED = "reverted"
    DISPLACED = "displaced"


class CorrigendumState(StrEnum):
    """Where the correction of a signed text stands: open to objections, then in force or stopped."""

    OPEN = "open"
    STOPPED = "stopped"
    IN_FORCE = "in_force"


class MeaningChanged(Refused):
    """The correction changes a figure, a negation, a duty, an addressee or too many words to be editorial."""


def meaning_changed(base: Unit, amended: Unit, language: str) -> tuple[str, ...]:
    """The words by which a correction is more than editorial; empty where it is one.

    Figures, percentages, dates, negations, modals of duty, addressees, links and footnotes stay as they are, and
    so do nearly all words.
    """
    if base.kind is not amended.kind or base.uid != amended.uid:
        return (amended.kind.value,)
    before, after = _meaning(base, language), _meaning(amended, language)
    changed = _differing(before, after)
    if not changed:  # the same words in another order say something else
        changed = tuple(dict.fromkeys(new for old, new in zip(before, after, strict=True) if old != new))
    return changed or _too_many(base, amended)


def _meaning(unit: Unit, language: str) -> list[str]:
    spans = [span for paragraph in unit.paragraphs for span in paragraph.spans]
    texts = [unit.title, *(paragraph.plain for paragraph in unit.paragraphs)]
    said = [word for text in texts for word in _bearing(text, language)]
    links = dict.fromkeys(span.link for span in spans if span.link)
    notes = (span.footnote for span in spans if span.footnote is not None)
    return [*said, *links, *notes, *sorted(unit.addressees)]


def _bearing(text: str, language: str) -> Iterable[str]:
    """The words of a text on which its meaning hangs, in their order."""
    found = [(placed.start, placed.fact.value) for placed in facts_at(text, language)]
    taken = {place for placed in facts_at(text, language) for place in range(placed.start, placed.end)}
    for patterns in (_NEGATIONS, _DUTIES):
        matches = re.finditer(patterns.get(language, r"(?!)"), text, re.IGNORECASE)
        found += [(match.start(), match.group().lower()) for match in matches if match.start() not in taken]
    return [word for _, word in sorted(found)]


def _differing(before: Iterable[str], after: Iterable[str]) -> tuple[str, ...]:
    old, new = Counter(before), Counter(after)
    return tuple(sorted((old - new) + (new - old)))


def _too_many(base: Unit, amended: Unit) -> tuple[str, ...]:
    """The changed words, if they are more than a small share."""
    old, new = _tokens(base), _tokens(amended)
    gone = [_words(old[edit.start : edit.end]) for edit in edits(old, new)]
    come = [_words(new[edit.new_start : edit.new_end]) for edit in edits(old, new)]
    number = sum(max(len(one), len(other)) for one, other in zip(gone, come, strict=True))
    most = max(FEW_WORDS, int(len(_words(old)) * SMALL_SHARE))
    return tuple(word for part in (come if any(come) else gone) for word in part) if number > most else ()


def _words(tokens: Iterable[Token]) -> list[str]:
    return [token.word.text for token in tokens if token.word.text[:1].isalnum()]


def _tokens(unit: Unit) -> list[Token]:
    texts = [(Span(unit.title),), *(paragraph.spans for paragraph in unit.paragraphs)]
    return [token for spans in texts for token in words_of(spans).tokens]


def texts_by_uid(manifesto: Manifesto) -> dict[str, dict[str, Unit]]:
    """Every unit of the manifesto in all its languages, {uid: {language: unit}}."""
    return {unit.uid: dict(unit.texts) for unit in manifesto.units}


def rewritten(manifesto: Manifesto, texts: Mapping[str, Mapping[str, Unit]]) -> Manifesto:
    """The manifesto with these units, {uid: {language: unit}}, in the place of its own; all else as it was."""

    def unit(old: NumberedUnit) -> NumberedUnit:
        new = texts.get(old.uid, {})
        return replace(old, texts=tuple((language, new.get(language, text)) for language, text in old.texts))

    return replace(
        manifesto,
        preamble=tuple(unit(old) for old in manifesto.preamble),
        chapters=tuple(replace(c, units=tuple(unit(old) for old in c.units)) for c in manifesto.chapters),
    )
