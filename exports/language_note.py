"""Which language version is authentic, which others there are, and which are missing."""

from collections.abc import Sequence

from exports.words import LANGUAGE_NAMES, WORDS, spoken, tag
from recommendations.domain.deliveries import Delivery


def language_notes(delivery: Delivery, language: str) -> list[str]:
    """The note as sentences in ``language``."""
    words = WORDS[spoken(language)]
    authentic = delivery.publication.manifesto.languages[0]
    notes = [words["authoritative"].format(name=_name(authentic, language))]
    if len(delivery.languages) > 1:
        notes.append(words["languages"].format(names=_names(delivery.languages, language)))
    if delivery.left_out:
        notes.append(words["left out"].format(names=_names(delivery.left_out, language)))
    return notes


def _names(languages: Sequence[str], language: str) -> str:
    return ", ".join(_name(one, language) for one in languages)


def _name(code: str, language: str) -> str:
    return LANGUAGE_NAMES[spoken(language)].get(code, tag(code))
