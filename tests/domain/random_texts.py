"""Recommendations and amendments at random, from a few words, so that much meets and repeats."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from random import Random

from recommendations.domain.changes import UnitChange
from recommendations.domain.hunks import change_between
from recommendations.domain.text import Paragraph, Span, Unit, UnitKind
from recommendations.domain.words import normal_spans, words_of

WORDS = (
    "fund",
    "cities",
    "trains",
    "the",
    "d'un",
    "e\u0301t\u00e9",
    "70",
    "\u8857",
    "\U0001f468\u200d\U0001f469\u200d\U0001f467",
    "\u0645\u062f\u064a\u0646\u0629",
)
SPACES = (" ", " ", " ", " ", "\u00a0")
ENDS = (".", ".", ".", "?", "")
Sentence = tuple[Span, ...]


@dataclass(slots=True)
class Sketch:
    """A recommendation as a list of paragraphs, each a list of sentences, which are easy to change."""

    paragraphs: list[tuple[str, list[Sentence]]]
    title: str = "Quiet nights"
    addressees: tuple[str, ...] = ("local",)

    @property
    def unit(self) -> Unit:
        """The same as a unit in normal form."""
        paragraphs = tuple(Paragraph(uid, normal_spans(_spaced(sentences))) for uid, sentences in self.paragraphs)
        return Unit("r1", UnitKind.RECOMMENDATION, paragraphs, self.title, self.addressees)


def _spaced(sentences: Sequence[Sentence]) -> list[Span]:
    return [span for n, sentence in enumerate(sentences) for span in ([Span(" ")] if n else []) + list(sentence)]


def random_sentence(random: Random, own: str = "") -> Sentence:
    """A few words, some with marks, sometimes with a footnote; ``own`` is a word that nobody else has."""
    words = [random.choice(WORDS) for _ in range(random.randint(1, 4))] + ([own] if own else [])
    random.shuffle(words)
    text = "".join(
        word + (random.choice(SPACES) if place else random.choice(ENDS))
        for place, word in zip(range(len(words) - 1, -1, -1), words, strict=True)
    )
    spans = (Span(text, strong=random.random() < 0.1),)
    return (*spans, Span("", footnote="See the annex.")) if random.random() < 0.1 else spans


def random_sketch(random: Random) -> Sketch:
    """Up to three paragraphs of up to four sentences."""
    paragraphs = [
        (f"p{place}", [random_sentence(random) for _ in range(random.randint(0, 4))])
        for place in range(random.randint(1, 3))
    ]
    return Sketch(paragraphs)


def amended_at_random(random: Random, sketch: Sketch, name: str) -> Unit:
    """The recommendation with up to three changes; what is new in it bears the proposer's name."""
    copy = Sketch([(uid, list(sentences)) for uid, sentences in sketch.paragraphs], sketch.title, sketch.addressees)
    for _ in range(random.randint(1, 3)):
        if copy.paragraphs:
            random.choice(CHANGES)(random, copy, name)
    return copy.unit


def _move_sentence(random: Random, sketch: Sketch, _name: str) -> None:
    _, source = random.choice(sketch.paragraphs)
    _, target = random.choice(sketch.paragraphs)
    if source:
        sentence = source.pop(random.randrange(len(source)))
        target.insert(random.randint(0, len(target)), sentence)


def _delete_sentence(random: Random, sketch: Sketch, _name: str) -> None:
    _, sentences = random.choice(sketch.paragraphs)
    if sentences:
        sentences.pop(random.randrange(len(sentences)))


def _add_sentence(random: Random, sketch: Sketch, name: str) -> None:
    _, sentences = random.choice(sketch.paragraphs)
    sentences.insert(random.randint(0, len(sentences)), random_sentence(random, name))


def _edit_sentence(random: Random, sketch: Sketch, name: str) -> None:
    _, sentences = random.choice(sketch.paragraphs)
    if sentences:
        place = random.randrange(len(sentences))
        first, *rest = sentences[place]
        words = first.text.split(" ")
        at = random.randrange(len(words))
        words[at : at + random.randint(0, 1)] = random.choice(([name], [name, "the"], [f"{name},"]))
        sentences[place] = (replace(first, text=" ".join(words)), *rest)


def _move_paragraph(random: Random, sketch: Sketch, _name: str) -> None:
    paragraph = sketch.paragraphs.pop(random.randrange(len(sketch.paragraphs)))
    sketch.paragraphs.insert(random.randint(0, len(sketch.paragraphs)), paragraph)


def _delete_paragraph(random: Random, sketch: Sketch, _name: str) -> None:
    sketch.paragraphs.pop(random.randrange(len(sketch.paragraphs)))


def _add_paragraph(random: Random, sketch: Sketch, name: str) -> None:
    paragraph = (f"{name}{len(sketch.paragraphs)}{random.random()}", [random_sentence(random, name)])
    sketch.paragraphs.insert(random.randint(0, len(sketch.paragraphs)), paragraph)


def _retitle(random: Random, sketch: Sketch, name: str) -> None:
    sketch.title = random.choice(("Calm nights", f"Quiet {name}", ""))
    sketch.addressees = random.choice((("local",), (), ("local", name)))


CHANGES = (
    *(_move_sentence, _move_sentence, _delete_sentence, _add_sentence, _edit_sentence, _edit_sentence),
    *(_move_paragraph, _delete_paragraph, _add_paragraph, _retitle),
)


@dataclass(frozen=True, slots=True)
class Assembly:
    """A recommendation and what several proposers want to make of it."""

    base: Unit
    amended: tuple[Unit, ...]

    @property
    def changes(self) -> list[dict[str, UnitChange]]:
        """Their changes, in filing order."""
        return [{"en": change_between(self.base, amended)} for amended in self.amended]


def random_assembly(random: Random, proposers: int = 3) -> Assembly:
    """Some proposers who know nothing of each other."""
    sketch = random_sketch(random)
    return Assembly(sketch.unit, tuple(amended_at_random(random, sketch, f"x{n}") for n in range(proposers)))


def words_in(unit: Unit) -> Counter[Span]:
    """How often each word, with its marks, stands in the unit."""
    return Counter(token.word for paragraph in unit.paragraphs for token in words_of(paragraph.spans).tokens)
