"""What a manifesto asks of one institution."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from recommendations.domain.manifesto import Manifesto

# A full stop within a figure or before a small letter ends nothing.
_SENTENCE = re.compile(r".+?[.!?…](?=[\s\u00a0]+[^\W\d_a-zà-ÿ]|[\s\u00a0]+[«“\"(]|\s*$)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Demand:
    """A recommendation addressed to the institution: its number, its title and its first sentence."""

    chapter: int
    number: str
    title: str
    sentence: str
    language: str


def demands_on(manifesto: Manifesto, addressee: str, language: str) -> tuple[Demand, ...]:
    """The recommendations for the institution in their order, each in ``language`` or else in its first one."""
    return tuple(_demands(manifesto, addressee, language))


def _demands(manifesto: Manifesto, addressee: str, language: str) -> Iterator[Demand]:
    for chapter in manifesto.chapters:
        for unit in chapter.units:
            text = unit.text(language)
            spoken_in = language
            if text is None:
                spoken_in, text = unit.texts[0]
            if unit.number and addressee in text.addressees:
                words = " ".join(paragraph.plain for paragraph in text.paragraphs[:1])
                yield Demand(chapter.number, unit.number, text.title, first_sentence(words), spoken_in)


def first_sentence(words: str) -> str:
    """The first sentence of a paragraph; the whole of it where no sentence ends."""
    found = _SENTENCE.match(words.strip())
    return found[0] if found else words.strip()
