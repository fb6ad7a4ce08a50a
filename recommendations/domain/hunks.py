"""Changes of a unit, exact to the word: what they touch, and whether two of them can both hold."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from itertools import product

from recommendations.domain.amendments import AmendmentKind
from recommendations.domain.differences import edits
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
class NewParagraph:
    """A paragraph that follows the base paragraph ``after``, or stands first where that is None."""

    after: str | None
    paragraph: Paragraph


@dataclass(frozen=True, slots=True)
class UnitChange:
    """What an amendment changes in one language of one unit; empty where it changes nothing."""

    hunks: tuple[Hunk, ...] = ()
    deleted: tuple[str, ...] = ()
    inserted: tuple[NewParagraph, ...] = ()
    added_addressees: tuple[str, ...] = ()
    removed_addressees: tuple[str, ...] = ()

    @property
    def touches_text(self) -> bool:
        """Whether words change, so that the other languages have to follow."""
        return bool(self.hunks or self.deleted or self.inserted)


class Relation(StrEnum):
    """How two amendments of one revision stand to each other."""

    APART = "apart"
    SAME_PLACE = "same_place"
    IDENTICAL = "identical"
    CONFLICT = "conflict"


def base_words(unit: Unit, paragraph: str) -> Words:
    """The words of the unit's paragraph, or of its title."""
    if paragraph == TITLE:
        return words_of([Span(unit.title)])
    return words_of(next(p.spans for p in unit.paragraphs if p.uid == paragraph))


def change_between(base: Unit, amended: Unit) -> UnitChange:
    """The change that makes ``amended`` of ``base``; paragraphs keep their order.

    Raises:
        ValueError: the paragraphs of the base stand in another order.
    """
    kept = {paragraph.uid: paragraph for paragraph in amended.paragraphs}
    stay = [paragraph for paragraph in base.paragraphs if paragraph.uid in kept]
    known = {paragraph.uid for paragraph in base.paragraphs}
    if [p.uid for p in stay] != [p.uid for p in amended.paragraphs if p.uid in known]:
        message = "paragraphs changed places"
        raise ValueError(message)
    hunks = list(_hunks(TITLE, words_of([Span(base.title)]), words_of([Span(amended.title)])))
    for paragraph in stay:
        hunks.extend(_hunks(paragraph.uid, words_of(paragraph.spans), words_of(kept[paragraph.uid].spans)))
    return UnitChange(
        tuple(hunks),
        tuple(p.uid for p in base.paragraphs if p.uid not in kept),
        tuple(_inserted(amended, known)),
        tuple(code for code in amended.addressees if code not in base.addressees),
        tuple(code for code in base.addressees if code not in amended.addressees),
    )


def _hunks(uid: str, old: Words, new: Words) -> Iterator[Hunk]:
    at = new_at = 0
    for edit in edits(old.tokens, new.tokens):
        yield from _spaces(uid, old, new, (at, edit.start, new_at))
        yield Hunk(uid, edit.start, edit.end, new.tokens[edit.new_start : edit.new_end], _gap(new, edit.new_end))
        at, new_at = edit.end + 1, edit.new_end + 1
    yield from _spaces(uid, old, new, (at, len(old.tokens) + 1, new_at))


def _spaces(uid: str, old: Words, new: Words, stretch: tuple[int, int, int]) -> Iterator[Hunk]:
    """Changes of white space alone among words that stay."""
    start, end, new_start = stretch
    for offset in range(end - start):
        gap = _gap(new, new_start + offset)
        if gap != _gap(old, start + offset):
            yield Hunk(uid, start + offset, start + offset, (), gap)


def _gap(words: Words, place: int) -> tuple[Span, ...]:
    return words.tokens[place].gap if place < len(words.tokens) else words.after


def _inserted(amended: Unit, known: set[str]) -> Iterator[NewParagraph]:
    after = None
    for paragraph in amended.paragraphs:
        if paragraph.uid in known:
            after = paragraph.uid
        else:
            yield NewParagraph(after, paragraph)


def kind_of(change: UnitChange, base: Unit) -> AmendmentKind:
    """What the change does, in one word for lists."""
    texts = [hunk for hunk in change.hunks if hunk.paragraph != TITLE]
    touched = {
        AmendmentKind.ADDRESSEES: bool(change.added_addressees or change.removed_addressees),
        AmendmentKind.TITLE: len(texts) < len(change.hunks),
        AmendmentKind.REPLACE: bool(texts or change.deleted or change.inserted),
    }
    kinds = [kind for kind, is_touched in touched.items() if is_touched]
    if kinds != [AmendmentKind.REPLACE]:
        return kinds[0] if len(kinds) == 1 else AmendmentKind.MIXED
    takes = bool(change.deleted) or any(base_words(base, h.paragraph).tokens[h.start : h.end] for h in texts)
    gives = bool(change.inserted) or any(hunk.new for hunk in texts)
    if takes == gives:
        return AmendmentKind.REPLACE
    return AmendmentKind.DELETE if takes else AmendmentKind.INSERT


def relation(one: Mapping[str, UnitChange], other: Mapping[str, UnitChange]) -> Relation:
    """How two changes of the same unit, {language: change}, stand to each other.

    They conflict if and only if words that one touches are touched by the other (procedure, "Detecting
    conflicts"); two insertions at the same place can both hold, in filing order (case 21).
    """
    if one == other:
        return Relation.IDENTICAL
    found = {_relation(one[language], other[language]) for language in one.keys() & other.keys()}
    return next((kind for kind in (Relation.CONFLICT, Relation.SAME_PLACE) if kind in found), Relation.APART)


def _relation(one: UnitChange, other: UnitChange) -> Relation:
    pairs = [(a, b) for a, b in product(one.hunks, other.hunks) if a.paragraph == b.paragraph]
    if _deletes_touched(one, other) or _deletes_touched(other, one) or any(_overlap(a, b) for a, b in pairs):
        return Relation.CONFLICT
    places = {new.after for new in one.inserted} & {new.after for new in other.inserted}
    if places or any(a.start == a.end == b.start == b.end for a, b in pairs):
        return Relation.SAME_PLACE
    return Relation.APART


def _deletes_touched(one: UnitChange, other: UnitChange) -> bool:
    touched = {hunk.paragraph for hunk in other.hunks} | set(other.deleted)
    return bool(touched & set(one.deleted))


def _overlap(one: Hunk, other: Hunk) -> bool:
    if one.is_space_only and other.is_space_only:
        return one.start == other.start and one.after != other.after
    if one.start == one.end:
        return other.start < one.start < other.end
    if other.start == other.end:
        return one.start < other.start < one.end
    return max(one.start, other.start) < min(one.end, other.end)
