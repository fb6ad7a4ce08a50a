"""Figures in a text, whether written in digits or in words; what is compared when languages or amendments differ."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

_ONES = frozenset({"one", "un", "une"})
"""As often an article as a figure, so never taken for one."""


def _named(words: str, numbers: Iterable[int]) -> dict[str, int]:
    return dict(zip(words.split(), numbers, strict=True))


_ENGLISH = _named(
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen"
    " seventeen eighteen nineteen twice thrice",
    [*range(20), 2, 3],
)
_ENGLISH_TENS = _named("twenty thirty forty fifty sixty seventy eighty ninety", range(20, 100, 10))
_FRENCH = _named(
    "zéro un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize une",
    [*range(17), 1],
)
_FRENCH_TENS = _named(
    "vingt trente quarante cinquante soixante septante huitante octante nonante", [*range(20, 80, 10), 80, 80, 90]
)
_VALUES = _ENGLISH | _ENGLISH_TENS | _FRENCH | _FRENCH_TENS | {"quatrevingt": 80}
_EIGHTY = re.compile(r"quatre[\s-]+vingts?(?!\w)")
_HUNDRED_VALUE = 100
_HUNDREDS = frozenset({"hundred", "cent", "cents"})


def _any_of(*words: str) -> str:
    return "(?:" + "|".join(sorted(words, key=len, reverse=True)) + ")"


_STEP = r"[\s-]+"
_BELOW_HUNDRED = {
    "en": rf"(?:{_any_of(*_ENGLISH_TENS)}(?:{_STEP}{_any_of(*list(_ENGLISH)[1:10])}\b)?|{_any_of(*_ENGLISH)})",
    "fr": (
        rf"(?:(?:quatre{_STEP}vingts?|{_any_of(*_FRENCH_TENS)})\b"
        rf"(?:(?:{_STEP}et{_STEP}|{_STEP})(?:dix{_STEP}(?:sept|huit|neuf)|{_any_of(*list(_FRENCH)[1:])})\b)?"
        rf"|dix{_STEP}(?:sept|huit|neuf)\b|{_any_of(*_FRENCH)})"
    ),
}
_HUNDRED = {
    "en": rf"(?:{_any_of(*list(_ENGLISH)[1:10])}{_STEP})?hundred\b(?:{_STEP}(?:and{_STEP})?{_BELOW_HUNDRED['en']}\b)?",
    "fr": rf"(?<!pour[\s-])(?:{_any_of(*list(_FRENCH)[2:10])}{_STEP})?cents?\b(?:{_STEP}{_BELOW_HUNDRED['fr']}\b)?",
}
_ORDINAL_END = {"en": r"-(?:first|second|third|\w+th)\b", "fr": r"-\w+ième"}
_DIGITS = {
    "en": r"\d{1,3}(?:[,\u00a0\u202f]\d{3})+(?!\d)(?:\.\d+)?|\d+(?:\.\d+)?",
    "": r"\d{1,3}(?:[.\u00a0\u202f ]\d{3})+(?!\d)(?:,\d+)?|\d+(?:[,.]\d+)?",
}
_ORDINAL_SIGN = r"(?:st|nd|rd|th|er|ers|re|res|e|es|ème|èmes|º|ª|°)(?!\w)"


def _pattern(language: str) -> re.Pattern[str]:
    digits = _DIGITS.get(language, _DIGITS[""])
    # A figure in a name such as CO2 counts nothing; that of 10h30 does, but not the full hour's 00.
    found = rf"(?:(?<=\dh)|(?<!\w))(?!(?<=[:h])00(?!\d))(?P<digits>(?>{digits}))(?!{_ORDINAL_SIGN})"
    if language in _HUNDRED:
        words = rf"(?>(?:{_HUNDRED[language]}|{_BELOW_HUNDRED[language]})\b)"
        found += rf"|(?<!\w)(?P<words>{words})(?!\w)(?!{_ORDINAL_END[language]})"
    return re.compile(found, re.IGNORECASE)


_PATTERNS = {"en": _pattern("en"), "fr": _pattern("fr"), "": _pattern("")}
WRITTEN_OUT = frozenset({"en", "fr"})
"""The languages in which figures, and months, are read in words."""

_PERCENT = re.compile(r"\s*(?:%|per\s?cent\b|pour[\s-]cent\b)", re.IGNORECASE)
_SPACES = str.maketrans({"\u2010": "-", "\u2011": "-"})


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure and where it stands in a text, in code points."""

    value: Fraction
    start: int
    end: int
    is_percentage: bool = False


def figures_at(text: str, language: str, *, in_words: bool = True) -> tuple[Figure, ...]:
    """Every figure in the text with its place; ordinals are none, and "one" is none when it is a word.

    Words are read in English and French, unless only digits are wanted; in other languages digits alone count.
    """
    pattern, plain = _PATTERNS.get(language, _PATTERNS[""]), text.translate(_SPACES)
    return tuple(
        Figure(value, match.start(), match.end(), _PERCENT.match(plain, match.end()) is not None)
        for match in pattern.finditer(plain)
        for value in _value(match, language)
        if in_words or match["digits"]
    )


def figures_in(text: str, language: str) -> tuple[Fraction, ...]:
    """Every figure in the text, in its order."""
    return tuple(figure.value for figure in figures_at(text, language))


def _value(match: re.Match[str], language: str) -> Iterator[Fraction]:
    if match["digits"]:
        yield Fraction(_plain(match["digits"], language))
        return
    words = re.split(r"[\s-]+", _EIGHTY.sub("quatrevingt", match["words"].lower()))
    if len(words) > 1 or words[0] not in _ONES:
        yield Fraction(_sum_of(words))


def _plain(digits: str, language: str) -> str:
    """The digits as a machine reads them; 1,000 is a thousand in English, 1.000 and 1 000 are elsewhere."""
    thousands = "," if language == "en" else "."
    grouped = re.sub(rf"[{thousands}\s](?=\d{{3}}(?!\d))", "", digits)
    return grouped.replace(",", ".")


def _sum_of(words: Sequence[str]) -> int:
    total = 0
    for word in words:
        total = max(total, 1) * _HUNDRED_VALUE if word in _HUNDREDS else total + _VALUES.get(word, 0)
    return total
