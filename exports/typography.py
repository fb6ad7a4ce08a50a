"""Spaces at which no line may end: in figures, articles and dates, and before French punctuation."""

import re

from exports.words import spoken
from recommendations.domain.dates import MONTHS

_BEFORE_NUMBERS = {
    "en": "Articles?|Art\\.|Chapters?|Sections?|Annex(?:es)?|Recommendations?|Commitments?|Themes?|Paragraphs?|Points?|"
    "Amendments?|Directives?|Regulations?|Resolutions?|Tables?|Pages?|pp?\\.|Nos?\\.?|EUR|USD|GBP|[€$£№]",
    "fr": "Articles?|Art\\.|Chapitres?|Sections?|Annexes?|Recommandations?|Engagements?|Thèmes?|Paragraphes?|Points?|"
    "Alinéas?|Amendements?|Directives?|Règlements?|Résolutions?|Tableaux?|Pages?|pp?\\.|n[°ºo]s?|EUR|USD|[€№]",
}
_AFTER_NUMBERS = {
    "en": "%|‰|€|EUR|USD|GBP|km²?|m²?|kg|million|billion|years?|months?|days?|hours?",
    "fr": "%|‰|€|EUR|USD|km²?|m²?|kg|millions?|milliards?|ans?|années?|mois|jours?|heures?",
}
_FRENCH_MARKS = "|(?P<narrow> )(?=[;!?])|(?P<wide> )(?=[:»])|(?<=«)(?P<open> )"
# Next to every space that must hold stands a figure or a mark: most texts have neither.
_CANDIDATE = re.compile(r"[\d«] | (?:[\d;!?:»]|[IVX]+(?!\w))")
_NARROW, _WIDE = "\u202f", "\u00a0"


def _pattern(language: str) -> re.Pattern[str]:
    months = "|".join(MONTHS[language])
    before, after = _BEFORE_NUMBERS[language], _AFTER_NUMBERS[language]
    return re.compile(
        rf"(?:(?<!\w)(?:{before})(?P<named> )(?=(?-i:[\dIVX])))"
        rf"|(?:(?<=\d)(?P<group> )(?=\d{{3}}(?!\d)))"
        rf"|(?:(?<=\d)(?P<unit> )(?=(?:{after})(?!\w)))"
        rf"|(?:(?<!\w)\d{{1,2}}(?:er)?(?P<day> )(?=(?:{months})(?!\w)))"
        rf"|(?:(?<!\w)(?:{months})(?P<year> )(?=\d{{4}}(?!\d)))" + (_FRENCH_MARKS if language == "fr" else ""),
        re.IGNORECASE,
    )


_PATTERNS = {language: _pattern(language) for language in MONTHS}


def unbroken(text: str, language: str) -> str:
    """The text with spaces that hold together what belongs together; each is one for one in place of a plain space.

    In languages that we have no rules for, the text stays as it is.
    """
    if language != spoken(language) or not _CANDIDATE.search(text):
        return text
    return _PATTERNS[language].sub(_held, text)


def _held(match: re.Match[str]) -> str:
    name = next(name for name, found in match.groupdict().items() if found)
    start, end = (place - match.start() for place in match.span(name))
    return match[0][:start] + (_NARROW if name == "narrow" else _WIDE) + match[0][end:]
