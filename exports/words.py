"""The fixed words of the documents, in the languages they are written in."""

from collections.abc import Sequence
from datetime import date, datetime
from functools import lru_cache

from exports import english, french
from recommendations.domain.dates import MONTHS
from recommendations.domain.statements import Statement

TAGS = {"en": "en-GB", "fr": "fr-FR"}

WORDS = {"en": english.WORDS, "fr": french.WORDS}
_INSTRUCTIONS = {"en": english.INSTRUCTIONS, "fr": french.INSTRUCTIONS}
_ALONE = {"en": english.ALONE, "fr": french.ALONE}

LANGUAGE_NAMES = {"en": {"en": "English", "fr": "French"}, "fr": {"en": "anglaise", "fr": "française"}}

MAJORITIES = {
    "simple": ("simple majority", "majorité simple"),
    "absolute_votes_cast": ("absolute majority of votes cast", "majorité absolue des suffrages exprimés"),
    "absolute_votes_incl_abstentions": ("majority including abstentions", "majorité, abstentions comprises"),
    "absolute_present": ("majority of those present or represented", "majorité des présents ou représentés"),
    "absolute_members": ("majority of the members", "majorité des membres"),
    "two_thirds_cast": ("two thirds of votes cast", "deux tiers des suffrages exprimés"),
    "two_thirds_incl_abstentions": ("two thirds including abstentions", "deux tiers, abstentions comprises"),
    "two_thirds_present": ("two thirds of those present or represented", "deux tiers des présents ou représentés"),
    "two_thirds_members": ("two thirds of the members", "deux tiers des membres"),
    "three_quarters_cast": ("three quarters of votes cast", "trois quarts des suffrages exprimés"),
    "three_quarters_members": ("three quarters of the members", "trois quarts des membres"),
    "unanimity_cast": ("unanimity of votes cast", "unanimité des suffrages exprimés"),
    "consensus_no_objection": ("consensus, no objection", "consensus, sans objection"),
}


def spoken(language: str) -> str:
    """The language of the fixed words: the document's own, or English where we have no words for it."""
    return language if language in WORDS else "en"


def tag(language: str) -> str:
    """The language tag that Word knows ("en-GB")."""
    return TAGS.get(language, language)


def majority_in_words(majority: str, language: str) -> str:
    """The majority's name; an unknown one is shown as it is."""
    names = MAJORITIES.get(majority, (majority, majority))
    return names[1] if spoken(language) == "fr" else names[0]


def instruction(statement: Statement, language: str) -> str:
    """The change as an instruction, to stand among others in one sentence."""
    spoken_in = spoken(language)
    full, without_old = _INSTRUCTIONS[spoken_in][statement.wording]
    pattern = full if statement.old or not without_old else without_old
    if not statement.new:
        pattern = _ALONE[spoken_in].get(statement.wording, pattern)
    return pattern.format(old=statement.old, new=statement.new)


def figure(value: str, language: str) -> str:
    """An exact weight as it is printed: a decimal comma in French."""
    return value.replace(".", ",") if spoken(language) == "fr" else value


@lru_cache(maxsize=256)
def date_in_words(iso: str, language: str) -> str:
    """An ISO date or moment as a date in words."""
    day = date.fromisoformat(iso[:10])
    first = "1er" if spoken(language) == "fr" and day.day == 1 else str(day.day)
    return f"{first}\u00a0{MONTHS[spoken(language)][day.month - 1]}\u00a0{day.year}"


def moment_in_words(iso: str, language: str) -> str:
    """An ISO moment as date and time."""
    return f"{date_in_words(iso[:10], language)}, {time_in_words(iso)}"


def time_in_words(iso: str) -> str:
    """The time of an ISO moment: "14:02"."""
    return f"{datetime.fromisoformat(iso):%H:%M}"


def function_in_words(code: str, language: str) -> str:
    """The function of a signatory: a known role in this language, anything else as it is."""
    return WORDS[spoken(language)]["president"] if code == "president" else code


def days_in_words(days: Sequence[str], language: str) -> str:
    """The conference's days: "20–22 March 2030", or each date where they are not within one month."""
    if len(days) > 1 and len({day[:7] for day in days}) == 1:
        first, last = date.fromisoformat(min(days)), max(days)
        start = "1er" if spoken(language) == "fr" and first.day == 1 else str(first.day)
        return f"{start}–{date_in_words(last, language)}"
    return ", ".join(date_in_words(day, language) for day in days)
