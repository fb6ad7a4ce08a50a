"""What a change of a unit is made of, in word coordinates of the text that it changes."""

from collections.abc import Iterator
from dataclasses import dataclass

from recommendations.domain.text import Paragraph, Span, Unit
from recommendations.domain.words import Token, Words, words_of

TITLE = ""  # no paragraph has an empty uid: under it stand the words of the unit's title


@dataclass(frozen=True, slots=True)
class Hunk:
    """Words ``[start, end)`` of a base paragraph give way to ``new``; ``after`` is the space before the next word."""

    paragraph: str
    start: int
    end: int
    new: tuple[Token, ...]
    after: tuple[Span, ...]

    @property
    def is_space_only(self) -> bool:
        """Whether no word changes, only the white space between two."""
        return self.start == self.end and not self.new


@dataclass(frozen=True, slots=True)
class Move:
    """Whole sentences that stand elsewhere: ``source`` takes them away, ``target`` puts the same words in."""

    source: Hunk
    target: Hunk


@dataclass(frozen=True, slots=True)
class NewParagraph:
    """A paragraph that follows the base paragraph ``after``, or stands first where that is None."""

    after: str | None
    paragraph: Paragraph


@dataclass(frozen=True, slots=True)
class MovedParagraph:
    """A base paragraph that now follows ``after``, which keeps its own place, or stands first where that is None.

    Several with the same ``after`` follow each other in the order in which the change names them.
    """

    uid: str
    after: str | None


@dataclass(frozen=True, slots=True)
class UnitChange:
    """What an amendment changes in one language of one unit; empty where it changes nothing."""

    hunks: tuple[Hunk, ...] = ()
    deleted: tuple[str, ...] = ()
    inserted: tuple[NewParagraph, ...] = ()
    added_addressees: tuple[str, ...] = ()
    removed_addressees: tuple[str, ...] = ()
    moves: tuple[Move, ...] = ()
    moved: tuple[MovedParagraph, ...] = ()

    @property
    def touches_text(self) -> bool:
        """Whether words change or change places, so that the other languages have to follow."""
        return bool(self.hunks or self.deleted or self.inserted or self.moves or self.moved)

    @property
    def all_hunks(self) -> Iterator[Hunk]:
        """The hunks, and both ends of every move."""
        yield from self.hunks
        for move in self.moves:
            yield move.source
            yield move.target

    @property
    def touched(self) -> frozenset[str]:
        """The paragraphs, or ``TITLE``, of which it wants something other than that they stay."""
        hunks = {hunk.paragraph for hunk in self.all_hunks}
        return frozenset(hunks.union(self.deleted, (moved.uid for moved in self.moved)))

    @property
    def anchors(self) -> frozenset[str | None]:
        """Behind which paragraphs new or moved ones come to stand."""
        return frozenset([new.after for new in self.inserted] + [moved.after for moved in self.moved])


def base_words(unit: Unit, paragraph: str) -> Words:
    """The words of the unit's paragraph, or of its title."""
    if paragraph == TITLE:
        return words_of([Span(unit.title)])
    return words_of(next(p.spans for p in unit.paragraphs if p.uid == paragraph))
