"""Where a text names another recommendation or theme of the same manifesto, and the bookmark that it leads to."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from recommendations.domain.anchors import bookmark_name
from recommendations.domain.manifesto import Manifesto

_SPACE = "[ \u00a0\u202f]"
_NUMBER = r"\d+(?:\.\d+)?"
# A number that goes on ("3.2.1", "2024/3.2", "3.2a", "3.2 bis") is another one.
_END = r"(?![\w/]|[.,]\d|[ \u00a0](?:bis|ter|quater)\b)"
_LISTS = {
    "en": rf"{_SPACE}*(?:,{_SPACE}*(?:and{_SPACE}+|or{_SPACE}+)?|{_SPACE}(?:and|or|to){_SPACE}+)",
    "fr": rf"{_SPACE}*(?:,{_SPACE}*(?:et{_SPACE}+|ou{_SPACE}+)?|{_SPACE}(?:et|ou|à){_SPACE}+)",
}
_UNITS = {"en": "recommendations?|commitments?", "fr": "recommandations?|engagements?"}
_THEMES = {"en": "themes?", "fr": "thèmes?"}
_OWN = {
    "en": rf"(?:of|in|from|under){_SPACE}+(?:this|the{_SPACE}+present|our){_SPACE}+manifesto\b",
    "fr": rf"(?:du{_SPACE}+présent|de{_SPACE}+ce|dans{_SPACE}+ce|de{_SPACE}+notre){_SPACE}+manifeste\b",
}
# What stands behind a number may say that it is one of another document.
_OTHER = {
    "en": rf"{_SPACE}*(?:\(|\[|{_SPACE}(?:of|in|from|under|by|adopted|on){_SPACE})",
    "fr": rf"{_SPACE}*(?:\(|\[|{_SPACE}(?:du|de|des|dans|par|adoptée?s?|au|aux|sur){_SPACE}|{_SPACE}d[’'])",
}
# So does what stands before: "the Council's recommendation", "UN Recommendation", "CM/Rec".
_FOREIGN = re.compile(rf"(?:[’']s|s[’']|\b[A-Z]{{2,}}|/\w*){_SPACE}*$")


@dataclass(frozen=True, slots=True)
class Reference:
    """Characters ``[start, end)`` of a paragraph are the number of what has this bookmark."""

    start: int
    end: int
    bookmark: str


Targets = Mapping[str, str]
"""Bookmarks by the numbers as printed: "3.2" of a recommendation, "4" of a theme."""


def targets_of(manifesto: Manifesto) -> Targets:
    """What can be referred to; a number that two have leads nowhere."""
    named = [(str(chapter.number), f"theme_{chapter.number}") for chapter in manifesto.chapters if chapter.title]
    named += [
        (unit.number, bookmark_name(unit.uid))
        for chapter in manifesto.chapters
        for unit in chapter.units
        if unit.number
    ]
    found: dict[str, str] = {}
    for number, bookmark in named:
        found[number] = bookmark if number not in found else ""
    return {number: bookmark for number, bookmark in found.items() if bookmark}


def references(text: str, language: str, targets: Targets) -> Iterator[Reference]:
    """The numbers in a paragraph that are without doubt those of this manifesto; every number of a list, or none."""
    pattern = _PATTERNS.get(language)
    if pattern is None:
        return
    for match in pattern.finditer(text):
        if _FOREIGN.search(text, 0, match.start()) or not _is_own(text, match.end(), language):
            continue
        numbers = list(re.compile(_NUMBER).finditer(text, match.start("numbers"), match.end("numbers")))
        if all(("." in number[0]) is (match["unit"] is not None) and number[0] in targets for number in numbers):
            yield from (Reference(*number.span(), targets[number[0]]) for number in numbers)


def _pattern(language: str) -> re.Pattern[str]:
    lead = rf"(?<![\w/-])(?:(?P<unit>{_UNITS[language]})|{_THEMES[language]}){_SPACE}"
    abbreviated = rf"(?:n[°ºo]s?{_SPACE}?|nos?\.?{_SPACE})?"
    numbers = rf"(?P<numbers>{_NUMBER}{_END}(?:{_LISTS[language]}{_NUMBER}{_END})*)"
    return re.compile(lead + abbreviated + numbers, re.IGNORECASE)


def _is_own(text: str, end: int, language: str) -> bool:
    own = re.compile(rf"{_SPACE}*{_OWN[language]}", re.IGNORECASE)
    return own.match(text, end) is not None or not re.compile(_OTHER[language], re.IGNORECASE).match(text, end)


_PATTERNS = {language: _pattern(language) for language in _UNITS}
