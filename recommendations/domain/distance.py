"""How far an amendment is from the text: the measures by which the house proposes an order."""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache

from recommendations.domain.hunks import TITLE, Hunk, UnitChange, base_words
from recommendations.domain.number_words import figures_in
from recommendations.domain.text import Unit


@dataclass(frozen=True, slots=True)
class FigureChanged:
    """The one figure that differs, by its place among the figures of the unit."""

    place: int
    old: Fraction
    new: Fraction

    @property
    def distance(self) -> Fraction:
        """How far the new figure is from the old one."""
        return abs(self.new - self.old)


def figure_changed(base: Unit, amended: Unit, language: str) -> FigureChanged | None:
    """The one figure that the amended unit has otherwise; None if there is none, or more than one."""
    old, new = _figures(base, language), _figures(amended, language)
    if len(old) != len(new):
        return None
    places = [place for place, (one, other) in enumerate(zip(old, new, strict=True)) if one != other]
    return FigureChanged(places[0], old[places[0]], new[places[0]]) if len(places) == 1 else None


@lru_cache(maxsize=1024)
def _figures(unit: Unit, language: str) -> tuple[Fraction, ...]:
    return figures_in("\n".join((unit.title, *(paragraph.plain for paragraph in unit.paragraphs))), language)


def touches_figure(base: Unit, change: UnitChange, language: str) -> bool:
    """Whether a word that goes or comes is a figure; where none is, no figure has changed.

    It is told from the few words that change, without reading the whole text.
    """
    return any(_has_figure(base, hunk, language) for hunk in change.hunks) or bool(change.deleted or change.inserted)


def _has_figure(base: Unit, hunk: Hunk, language: str) -> bool:
    gone = base_words(base, hunk.paragraph).tokens[hunk.start : hunk.end]
    words = " ".join(token.word.text for token in (*gone, *hunk.new))
    return bool(words) and bool(figures_in(words, language))


def changed_share(base: Unit, change: UnitChange) -> Fraction:
    """How much of the unit's words the change takes away."""
    taken = sum(hunk.end - hunk.start for hunk in change.hunks)
    taken += sum(len(base_words(base, uid).tokens) for uid in change.deleted)
    return Fraction(taken, max(word_count(base), 1))


@lru_cache(maxsize=256)
def word_count(unit: Unit) -> int:
    """How many words the unit has, its title's among them."""
    places = (TITLE, *(paragraph.uid for paragraph in unit.paragraphs))
    return sum(len(base_words(unit, place).tokens) for place in places)


def words_moved(base: Unit, change: UnitChange) -> int:
    """How many words the change puts elsewhere."""
    sentences = sum(move.source.end - move.source.start for move in change.moves)
    return sentences + sum(len(base_words(base, moved.uid).tokens) for moved in change.moved)


def only_takes(change: UnitChange) -> bool:
    """Whether the change takes words away and gives none."""
    gives = change.inserted or change.moves or change.moved or any(hunk.new for hunk in change.hunks)
    takes = change.deleted or any(hunk.end > hunk.start for hunk in change.hunks)
    return bool(takes) and not gives


def deletes_what(change: UnitChange, other: UnitChange) -> bool:
    """Whether the change takes away, whole, a place that the other one would put otherwise."""
    return bool(set(change.deleted) & set(_touched(other))) or any(
        _covers(one, two) for one in change.hunks for two in other.hunks
    )


def _touched(change: UnitChange) -> Iterator[str]:
    yield from change.deleted
    yield from (hunk.paragraph for hunk in change.hunks)


def _covers(one: Hunk, other: Hunk) -> bool:
    if one.paragraph != other.paragraph:
        return False
    if other.start == other.end:
        return one.start < other.start < one.end
    return one.start <= other.start and other.end <= one.end
