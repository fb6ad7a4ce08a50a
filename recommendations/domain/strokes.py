"""What a redline is made of: stretches of text with one fate, in paragraphs, in units."""

from dataclasses import dataclass

from recommendations.domain.comparison import Mark
from recommendations.domain.papers import Attribution
from recommendations.domain.text import Span, UnitKind
from recommendations.domain.words import normal_spans

Codes = tuple[tuple[Mark, str], ...]


@dataclass(frozen=True, slots=True)
class Stroke:
    """A stretch of text with one fate, and by whom; None where the change is editorial or nothing changes.

    What goes here and comes there has the same ``move`` at both ends, which no other stretch of the document has.
    Words that stay and change their marks alone have those that they had in ``was``.
    """

    mark: Mark
    spans: tuple[Span, ...]
    by: Attribution | None = None
    move: str = ""
    was: tuple[Span, ...] = ()

    def side(self, left_out: Mark) -> tuple[Span, ...]:
        """The words that it has without what is ``left_out``."""
        if self.mark is left_out:
            return ()
        return self.was if self.was and left_out is Mark.INSERTED else self.spans


@dataclass(frozen=True, slots=True)
class RedlinedParagraph:
    """A paragraph in strokes; ``mark``, ``by`` and ``move`` are its own, where it comes or goes as a whole."""

    uid: str
    mark: Mark
    strokes: tuple[Stroke, ...]
    by: Attribution | None = None
    move: str = ""

    def side(self, left_out: Mark) -> tuple[Span, ...]:
        """The words without what is ``left_out``."""
        return normal_spans(span for stroke in self.strokes for span in stroke.side(left_out))


@dataclass(frozen=True, slots=True)
class RedlinedUnit:
    """A unit in strokes; ``number`` is the printed one of the new text, or of the base for a unit that goes."""

    uid: str
    kind: UnitKind
    number: str
    language: str
    mark: Mark
    title: tuple[Stroke, ...]
    addressees: Codes
    paragraphs: tuple[RedlinedParagraph, ...]
    by: Attribution | None = None
