"""Dates in a text, in English and French: a month with its day or its year."""

import re
from dataclasses import dataclass

_NAMES = {
    "en": "January February March April May June July August September October November December",
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
}
MONTHS = {language: tuple(names.split()) for language, names in _NAMES.items()}
_YEAR = r"(?P<year>\d{4})(?!\d)"
_DAY = r"\d{1,2}(?:st|nd|rd|th|er)?"
_FORMS = {
    # A month alone is none: "may" is a modal, and a march goes through streets.
    "en": (
        rf"(?<!\w)(?P<day>{_DAY})\s+(?:of\s+)?(?P<month>@)(?!\w)(?:,?\s+{_YEAR})?",
        rf"(?<!\w)(?P<month>@)\s+(?P<day>{_DAY})(?!\w)(?:,?\s+{_YEAR})?",
        rf"(?<!\w)(?P<month>@)\s+{_YEAR}",
    ),
    "fr": (
        rf"(?<!\w)(?P<day>{_DAY})\s+(?P<month>@)(?!\w)(?:\s+{_YEAR})?",
        rf"(?<!\w)(?P<month>@)\s+{_YEAR}",
    ),
}
_PATTERNS = {
    language: tuple(re.compile(form.replace("@", "|".join(MONTHS[language])), re.IGNORECASE) for form in forms)
    for language, forms in _FORMS.items()
}


@dataclass(frozen=True, slots=True)
class WrittenDate:
    """A date and where it stands; ``value`` is written like 2030-03-12, with -- for what is not said."""

    value: str
    start: int
    end: int


def dates_in(text: str, language: str) -> tuple[WrittenDate, ...]:
    """Every date in the text, in its order; none in a language whose months are not known."""
    found: list[WrittenDate] = []
    for pattern in _PATTERNS.get(language, ()):
        for match in pattern.finditer(text):
            if all(match.end() <= date.start or date.end <= match.start() for date in found):
                found.append(WrittenDate(_value(match, language), match.start(), match.end()))
    return tuple(sorted(found, key=lambda date: date.start))


def _value(match: re.Match[str], language: str) -> str:
    parts = match.groupdict()
    day = re.sub(r"\D", "", parts.get("day") or "")
    month = [name.lower() for name in MONTHS[language]].index(parts["month"].lower()) + 1
    return f"{parts.get('year') or '--'}-{month:02d}-{int(day):02d}" if day else f"{parts['year']}-{month:02d}"
