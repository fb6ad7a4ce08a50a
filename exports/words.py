"""The fixed words of the documents, in the languages they are written in."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

TAGS = {"en": "en-GB", "fr": "fr-FR"}

ENGLISH: Mapping[str, str] = {
    "manifesto": "Manifesto",
    "contents": "Contents",
    "preamble": "Preamble",
    "addressed to": "Addressed to:",
    "commitment": "Commitment of the cities and regions themselves",
    "addressees": "To the attention of:",
    "signed": "Adopted on {adopted}, signed on {signed}",
    "adopted": "Adopted on {adopted}",
    "draft": "Composed for the vote; not yet adopted",
    "authoritative": "The {name} version is authoritative.",
    "signatures": "Signatures",
    "unsigned": "Not signed yet.",
    "name and function": "Name and function",
    "president": "President",
    "place and date": "Place and date",
    "certified": "certified the text with the SHA-256 beginning {start}",
    "annex": "Annex: the votes",
    "annex lead": "Every vote whose result was announced to the assembly. Questions carry "
    "the numbers that the texts had when they were voted; the manifesto closes up what was not adopted.",
    "no votes": "No vote has been announced.",
    "alt": "One row for each announced vote: question, votes for and against, abstentions, entitled, result.",
    "question": "Question, majority, close of the vote",
    "for": "For",
    "against": "Against",
    "abstain": "Abst.",
    "entitled": "Entitled",
    "result": "Result",
    "carried": "Adopted",
    "lost": "Rejected",
    "closed": "{moment} UTC",
    "authenticity": "The text and its hash",
    "authenticity lead": "This document is a rendering. The text itself is the canonical manuscript, delivered beside "
    "it as a JSON file. It covers the title page, the preamble and all recommendations in every language; votes and "
    "signatures stand outside of it.",
    "authenticity tail": "What is voted and signed is the SHA-256 of that manuscript, which anyone can compute again:",
    "page": "Page",
    "of": "of",
    "creator": "Secretariat of the assembly",
    "compared": "Changes against: {base}",
    "editor": "Secretariat (editorial)",
}

FRENCH: Mapping[str, str] = {
    "manifesto": "Manifeste",
    "contents": "Sommaire",
    "preamble": "Préambule",
    "addressed to": "À l’adresse de\u00a0:",
    "commitment": "Engagement des villes et régions elles-mêmes",
    "addressees": "À l’attention de\u00a0:",
    "signed": "Adopté le {adopted}, signé le {signed}",
    "adopted": "Adopté le {adopted}",
    "draft": "Composé pour le vote\u00a0; pas encore adopté",
    "authoritative": "La version en langue {name} fait foi.",
    "signatures": "Signatures",
    "unsigned": "Pas encore signé.",
    "name and function": "Nom et fonction",
    "president": "Présidence",
    "place and date": "Lieu et date",
    "certified": "a certifié le texte dont le SHA-256 commence par {start}",
    "annex": "Annexe\u00a0: les votes",
    "annex lead": "Tous les scrutins dont le résultat a été proclamé devant l’assemblée. Les questions portent les "
    "numéros que les textes avaient lors du vote\u00a0; le manifeste renumérote ce qui a été adopté.",
    "no votes": "Aucun résultat n’a été proclamé.",
    "alt": "Une ligne par scrutin proclamé\u00a0: question, voix pour et contre, abstentions, inscrits, résultat.",
    "question": "Question, majorité, clôture du scrutin",
    "for": "Pour",
    "against": "Contre",
    "abstain": "Abst.",
    "entitled": "Inscrits",
    "result": "Résultat",
    "carried": "Adopté",
    "lost": "Rejeté",
    "closed": "{moment} UTC",
    "authenticity": "Le texte et son empreinte",
    "authenticity lead": "Ce document est une mise en page. Le texte lui-même est le manuscrit canonique, remis à "
    "côté sous forme de fichier JSON. Il couvre la page de titre, le préambule et toutes les recommandations dans "
    "toutes les langues\u00a0; les votes et les signatures n’en font pas partie.",
    "authenticity tail": "Ce qui est voté et signé est l’empreinte SHA-256 de ce manuscrit, que chacun peut "
    "recalculer\u00a0:",
    "page": "Page",
    "of": "sur",
    "creator": "Secrétariat de l’assemblée",
    "compared": "Modifications par rapport à\u00a0: {base}",
    "editor": "Secrétariat (rédactionnel)",
}

WORDS = {"en": ENGLISH, "fr": FRENCH}

LANGUAGE_NAMES = {"en": {"en": "English", "fr": "French"}, "fr": {"en": "anglaise", "fr": "française"}}

MONTHS = {
    "en": (
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ),
    "fr": (
        "janvier",
        "février",
        "mars",
        "avril",
        "mai",
        "juin",
        "juillet",
        "août",
        "septembre",
        "octobre",
        "novembre",
        "décembre",
    ),
}

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


def figure(value: str, language: str) -> str:
    """An exact weight as it is printed: a decimal comma in French."""
    return value.replace(".", ",") if spoken(language) == "fr" else value


def date_in_words(iso: str, language: str) -> str:
    """An ISO date or moment as a date in words."""
    day = date.fromisoformat(iso[:10])
    first = "1er" if spoken(language) == "fr" and day.day == 1 else str(day.day)
    return f"{first}\u00a0{MONTHS[spoken(language)][day.month - 1]}\u00a0{day.year}"


def moment_in_words(iso: str, language: str) -> str:
    """An ISO moment as date and time."""
    return f"{date_in_words(iso, language)}, {datetime.fromisoformat(iso):%H:%M}"


def days_in_words(days: Sequence[str], language: str) -> str:
    """The conference's days: "20–22 March 2030", or each date where they are not within one month."""
    if len(days) > 1 and len({day[:7] for day in days}) == 1:
        first, last = date.fromisoformat(min(days)), max(days)
        start = "1er" if spoken(language) == "fr" and first.day == 1 else str(first.day)
        return f"{start}–{date_in_words(last, language)}"
    return ", ".join(date_in_words(day, language) for day in days)
