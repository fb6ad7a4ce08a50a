"""How two changes of the same unit stand to each other, and which words they both want."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from itertools import product

from recommendations.domain.changes import Hunk, Move, UnitChange, base_words
from recommendations.domain.text import Span, Unit
from recommendations.domain.words import Words, plain_text


class Relation(StrEnum):
    """How two amendments of one revision stand to each other."""

    APART = "apart"
    SAME_PLACE = "same_place"
    IDENTICAL = "identical"
    CONFLICT = "conflict"


@dataclass(frozen=True, slots=True)
class Clash:
    """Words of the base that two changes both want; of a paragraph, or of the title (``TITLE``)."""

    language: str
    paragraph: str
    words: str


def is_empty(change: Mapping[str, UnitChange]) -> bool:
    """Whether nothing changes in any language."""
    return all(one == UnitChange() for one in change.values())


def relation(one: Mapping[str, UnitChange], other: Mapping[str, UnitChange]) -> Relation:
    """How two changes of the same unit, {language: change}, stand to each other.

    They conflict if and only if words that one touches are touched by the other (procedure, "Detecting
    conflicts"); two insertions at the same place can both hold, in filing order (case 21), and an edit inside
    of a moved sentence travels with it (case 20).
    """
    if one == other and not is_empty(one):
        return Relation.IDENTICAL
    found = {_relation(one[language], other[language]) for language in one.keys() & other.keys()}
    return next((kind for kind in (Relation.CONFLICT, Relation.SAME_PLACE) if kind in found), Relation.APART)


def _relation(one: UnitChange, other: UnitChange) -> Relation:
    if next(_clashing(one, other), None) is not None:
        return Relation.CONFLICT
    if one.anchors & other.anchors or _places(one) & _places(other):
        return Relation.SAME_PLACE
    return Relation.APART


def _places(change: UnitChange) -> set[tuple[str, int]]:
    """Where the change puts something between two words."""
    return {(hunk.paragraph, hunk.start) for hunk in change.all_hunks if hunk.start == hunk.end}


@dataclass(frozen=True, slots=True)
class Stretch:
    """Words ``[start, end)`` of a paragraph; all of it where ``end`` is None, a place between two where it is start."""

    paragraph: str
    start: int = 0
    end: int | None = None


def _clashing(one: UnitChange, other: UnitChange) -> Iterator[Stretch]:
    """What both changes want."""
    yield from _paragraphs(one, other)
    yield from _paragraphs(other, one)
    yield from (_shared(a, b) for a, b in product(one.hunks, other.hunks) if hunks_clash(a, b))
    yield from _moves(one, other)
    yield from _moves(other, one)
    pairs = product(one.moves, other.moves)
    yield from (_shared(a.source, b.source) for a, b in pairs if hunks_clash(a.source, b.source))


def _paragraphs(one: UnitChange, other: UnitChange) -> Iterator[Stretch]:
    """Paragraphs that one deletes and the other touches, or that both put to different places."""
    deleted = set(one.deleted)
    yield from (_wanted(hunk) for hunk in other.all_hunks if hunk.paragraph in deleted)
    touched = {*other.deleted, *(moved.uid for moved in other.moved)}
    yield from (Stretch(uid) for uid in one.deleted if uid in touched)
    places = {moved.uid: moved.after for moved in other.moved}
    yield from (Stretch(m.uid) for m in one.moved if places.get(m.uid, m.after) != m.after)


def _wanted(hunk: Hunk) -> Stretch:
    return Stretch(hunk.paragraph, hunk.start, hunk.end)


def _moves(one: UnitChange, other: UnitChange) -> Iterator[Stretch]:
    """Where a move of the one meets an edit, or the target of a move, of the other."""
    for move in one.moves:
        yield from (_shared(move.source, hunk) for hunk in other.hunks if crosses(hunk, move))
        yield from (_wanted(move.target) for hunk in other.hunks if hunks_clash(hunk, move.target))
        # Two moves into each other's words would carry each other in a circle.
        yield from (_wanted(their.target) for their in other.moves if hunks_clash(move.source, their.target))


def crosses(hunk: Hunk, move: Move) -> bool:
    """Whether the hunk changes moved words and is not strictly inside of them: then it cannot travel with them."""
    source = move.source
    is_inside = source.start <= hunk.start and hunk.end <= source.end
    is_all = (source.start, source.end) == (hunk.start, hunk.end)
    return hunks_clash(hunk, source) and (is_all or not is_inside)


def hunks_clash(one: Hunk, other: Hunk) -> bool:
    """Whether the two touch the same words, or one puts something between words that the other touches."""
    if one.paragraph != other.paragraph:
        return False
    if one.is_space_only and other.is_space_only:
        return one.start == other.start and one.after != other.after
    if one.start == one.end:
        return other.start < one.start < other.end
    if other.start == other.end:
        return one.start < other.start < one.end
    return max(one.start, other.start) < min(one.end, other.end)


def _shared(one: Hunk, other: Hunk) -> Stretch:
    return Stretch(one.paragraph, max(one.start, other.start), min(one.end, other.end))


def clashes(
    one: Mapping[str, UnitChange], other: Mapping[str, UnitChange], base: Mapping[str, Unit]
) -> tuple[Clash, ...]:
    """The exact words of the base that both changes want, by language and paragraph, in the order of the text."""
    return tuple(
        Clash(language, stretch.paragraph, _said(base_words(base[language], stretch.paragraph), stretch))
        for language in base
        if language in one and language in other
        for stretch in _in_order(base[language], set(_clashing(one[language], other[language])))
    )


def _in_order(unit: Unit, stretches: set[Stretch]) -> list[Stretch]:
    order = {paragraph.uid: place for place, paragraph in enumerate(unit.paragraphs)}
    return sorted(stretches, key=lambda s: (order.get(s.paragraph, -1), s.start, -1 if s.end is None else s.end))


def _said(words: Words, stretch: Stretch) -> str:
    """The words themselves; of a place between two words, both."""
    start, end = stretch.start, len(words.tokens) if stretch.end is None else stretch.end
    tokens = words.tokens[max(start - 1, 0) : end + 1] if start == end else words.tokens[start:end]
    spans: list[Span] = [span for token in tokens for span in token.spans]
    return plain_text(spans).strip()
