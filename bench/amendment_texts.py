"""A recommendation and amendments to it, the same in every run, for measuring."""

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

from recommendations.domain.hunk_encoding import ChangeJson, change_to_json
from recommendations.domain.hunks import change_between
from recommendations.domain.text import Paragraph, Span, Unit, UnitKind

_WORDS = (
    "ability access action advice agency alliance analysis area audit authority balance barrier benefit bridge "
    "budget building camera care centre change charter child choice city climate community concern conflict "
    "contract control cost council country court culture data debate decision delay demand design district "
    "dialogue duty economy effort evening evidence exchange fear figure finance forum freedom future goal group "
    "growth guide harbour health help home hospital house idea income indicator information institution interest "
    "justice knowledge labour language law library lighting limit market mayor measure mediation method mobility "
    "network night neighbour office park partner peace people place plan police policy port practice prevention "
    "price priority privacy problem programme project quality quarter question region report research resident "
    "resource result right risk river role rule safety school sector service society space square staff standard "
    "state street strategy support survey system team teacher tool town trade training transport trust union "
    "value victim violence visitor voice volunteer water week work youth "
)
VOCABULARY = _WORDS.split()
GLUE = ("the", "of", "and", "for", "in", "with", "a", "to", "their", "by")


@dataclass(frozen=True, slots=True)
class Hall:
    """A recommendation, what each proposer wants to make of it, and the changes as they are stored.

    ``unread`` are as many other wishes, whose sentences nothing has read yet.
    """

    base: Unit
    amended: tuple[Unit, ...]
    stored: tuple[dict[str, ChangeJson], ...]
    unread: tuple[Unit, ...]


def sentence(random: Random) -> str:
    """Some twenty words."""
    words = [random.choice(GLUE if place % 3 == 1 else VOCABULARY) for place in range(random.randint(14, 24))]
    return " ".join(words).capitalize() + "."


def recommendation(random: Random, paragraphs: int, sentences: int) -> list[list[str]]:
    """Paragraphs of so many sentences."""
    return [[sentence(random) for _ in range(sentences)] for _ in range(paragraphs)]


def unit(paragraphs: Sequence[Sequence[str]]) -> Unit:
    """The recommendation as a unit."""
    texts = (Paragraph(f"p{place}", (Span(" ".join(one)),)) for place, one in enumerate(paragraphs))
    return Unit("r1", UnitKind.RECOMMENDATION, tuple(texts), "Safe and lively nights")


def amended(random: Random, paragraphs: Sequence[Sequence[str]]) -> Unit:
    """What one proposer wants: mostly other words, sometimes a sentence less, more, rewritten or elsewhere."""
    copy = [list(one) for one in paragraphs]
    for _ in range(random.choice((1, 1, 1, 2, 3))):
        texts = random.choice(copy)
        random.choices((_other_words, _more_words, _rewrite, _add, _drop, _move), (60, 20, 6, 5, 5, 4))[0](
            random, texts
        )
    return unit(copy)


def _other_words(random: Random, texts: list[str]) -> None:
    place = random.randrange(len(texts))
    words = texts[place].split()
    at = random.randrange(len(words) - 3)
    words[at : at + random.randint(1, 3)] = random.choices(VOCABULARY, k=random.randint(1, 3))
    texts[place] = " ".join(words)


def _more_words(random: Random, texts: list[str]) -> None:
    place = random.randrange(len(texts))
    words = texts[place].split()
    at = random.randrange(1, len(words) - 1)
    words[at:at] = random.choices(VOCABULARY, k=random.randint(2, 6))
    texts[place] = " ".join(words)


def _rewrite(random: Random, texts: list[str]) -> None:
    texts[random.randrange(len(texts))] = sentence(random)


def _add(random: Random, texts: list[str]) -> None:
    texts.insert(random.randint(0, len(texts)), sentence(random))


def _drop(random: Random, texts: list[str]) -> None:
    if len(texts) > 1:
        texts.pop(random.randrange(len(texts)))


def _move(random: Random, texts: list[str]) -> None:
    texts.insert(random.randint(0, len(texts) - 1), texts.pop(random.randrange(len(texts))))


def make_hall(amendments: int, *, paragraphs: int = 6, sentences: int = 4) -> Hall:
    """The same texts in every run."""
    random = Random(7)
    texts = recommendation(random, paragraphs, sentences)
    base = unit(texts)
    wanted = tuple(amended(random, texts) for _ in range(amendments))
    unread = tuple(amended(random, texts) for _ in range(amendments))
    return Hall(base, wanted, tuple({"en": change_to_json(change_between(base, one))} for one in wanted), unread)
