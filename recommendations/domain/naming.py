"""What a change could be called in one line, as data that pages put into the reader's language."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from recommendations.domain.changes import TITLE, Hunk, UnitChange, base_words
from recommendations.domain.hunks import change_between
from recommendations.domain.statements import Statement, Wording, statements
from recommendations.domain.text import Unit
from recommendations.domain.words import sentence_ends


class Naming(StrEnum):
    """The patterns of short titles; pages translate them."""

    REPLACE = "replace"
    INSERT = "insert"
    DELETE = "delete"
    DELETE_SENTENCE = "delete-sentence"
    DELETE_PARAGRAPH = "delete-paragraph"
    DELETE_WHOLE = "delete-whole"
    NEW_PARAGRAPH = "new-paragraph"
    NEW_UNIT = "new-unit"
    MOVE = "move"
    TITLE = "title"
    SPLIT = "split"
    MERGE = "merge"
    LOOK = "look"
    SPACING = "spacing"
    ADD_ADDRESSEE = "add-addressee"
    REMOVE_ADDRESSEE = "remove-addressee"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Named:
    """A change's name: its pattern, the words it speaks of, and how many changes there are besides it.

    ``sentence`` is the sentence's place in its paragraph, ``paragraph`` the paragraph's in the unit, both from 1; the
    latter is 0 in a unit that has only one.
    """

    naming: Naming
    old: str = ""
    new: str = ""
    sentence: int = 0
    paragraph: int = 0
    more: int = 0


_NAMINGS = {
    Wording.REPLACED: Naming.REPLACE,
    Wording.INSERTED: Naming.INSERT,
    Wording.DELETED: Naming.DELETE,
    Wording.SPACING: Naming.SPACING,
    Wording.PARAGRAPH_INSERTED: Naming.NEW_PARAGRAPH,
    Wording.PARAGRAPH_DELETED: Naming.DELETE_PARAGRAPH,
    Wording.TITLE: Naming.TITLE,
    Wording.ADDRESSEE_ADDED: Naming.ADD_ADDRESSEE,
    Wording.ADDRESSEE_REMOVED: Naming.REMOVE_ADDRESSEE,
    Wording.MOVED_BEFORE: Naming.MOVE,
    Wording.MOVED_AFTER: Naming.MOVE,
    Wording.PARAGRAPH_MOVED: Naming.MOVE,
}


def named(base: Unit | None, amended: Unit) -> Named:
    """What the change from one to the other could be called; the unit is new where there is no base."""
    if base is None:
        return Named(Naming.NEW_UNIT, new=amended.title or _first_words(amended))
    if not amended.paragraphs and base.paragraphs:
        return Named(Naming.DELETE_WHOLE, base.title or _first_words(base))
    change = change_between(base, amended)
    said = list(statements(base, change))
    if not said:
        return Named(Naming.OTHER)
    more = len(said) - 1
    sentence = _sentence_gone(base, change, said[0])
    if sentence is not None:
        return Named(Naming.DELETE_SENTENCE, said[0].old, "", *sentence, more)
    is_look = said[0].wording is Wording.REPLACED and said[0].old == said[0].new
    naming = Naming.LOOK if is_look else _NAMINGS[said[0].wording]
    return Named(naming, said[0].old, said[0].new, more=more)


def _first_words(unit: Unit) -> str:
    return next((one.plain for one in unit.paragraphs if one.plain.strip()), "")


def _sentence_gone(base: Unit, change: UnitChange, first: Statement) -> tuple[int, int] | None:
    """The places of a sentence that goes as a whole, and of its paragraph, from 1."""
    if first.wording is not Wording.DELETED:
        return None
    hunk = next(one for one in change.hunks if one.paragraph != TITLE)
    words = base_words(base, hunk.paragraph)
    bounds = [0, *sentence_ends(words.tokens, 0, len(words.tokens))]
    place = _place(bounds, hunk)
    if place is None or len(bounds) <= 2:  # noqa: PLR2004 - a paragraph of one sentence has its beginning and its end
        return None
    paragraphs = [one.uid for one in base.paragraphs]
    return place, paragraphs.index(hunk.paragraph) + 1 if len(paragraphs) > 1 else 0


def _place(bounds: Sequence[int], hunk: Hunk) -> int | None:
    pairs = list(pairwise(bounds))
    return pairs.index((hunk.start, hunk.end)) + 1 if (hunk.start, hunk.end) in pairs else None
