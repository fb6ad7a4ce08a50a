"""Invented words, sentences and units of a language that nobody speaks; the same chance gives the same ones."""

import random
from itertools import product

from recommendations.domain.text import Paragraph, Span, Unit, UnitKind

_SYLLABLES = tuple(map("".join, product("bdfglmnprstvz", "aeiou")))


class Inventor:
    """Invents texts."""

    def __init__(self, chance: random.Random) -> None:
        self._chance = chance

    def word(self) -> str:
        """One to four syllables."""
        return "".join(self._chance.choice(_SYLLABLES) for _ in range(self._chance.randint(1, 4)))

    def sentence(self, words: int) -> str:
        """So many words, with a capital and a full stop."""
        return " ".join(self.word() for _ in range(words)).capitalize() + "."

    def text(self) -> str:
        """One to three sentences."""
        return " ".join(self.sentence(self._chance.randint(5, 14)) for _ in range(self._chance.randint(1, 3)))

    def unit(self, place: int) -> Unit:
        """A recommendation of one to five paragraphs, some of them twins, some with a footnote."""
        texts = [self.text() for _ in range(self._chance.randint(1, 4))]
        if self._chance.random() < 0.08:
            texts.append(texts[0])  # twins
        paragraphs = tuple(Paragraph(f"u{place}p{n}", (Span(text),)) for n, text in enumerate(texts))
        if self._chance.random() < 0.2:
            noted = Paragraph(f"u{place}n", (Span(self.text()), Span("", footnote=self.sentence(4))))
            paragraphs = (*paragraphs, noted)
        return Unit(f"u{place}", UnitKind.RECOMMENDATION, paragraphs, f"Title {self.sentence(3)}", ("eu",))

    def parts(self, text: str) -> tuple[str, str, str]:
        """The text cut in three: before some words of it, these words, after them."""
        words = text.split()
        start = self._chance.randrange(len(words))
        end = min(len(words), start + self._chance.randint(1, 4))
        before, taken = " ".join(words[:start]), " ".join(words[start:end])
        return before + " " * bool(before), taken, " " * (end < len(words)) + " ".join(words[end:])
