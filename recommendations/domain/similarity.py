"""How much alike two amendments are, so that people may join one instead of filing its twin."""

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping
from fractions import Fraction
from itertools import product

from recommendations.domain.changes import Hunk, UnitChange, base_words
from recommendations.domain.text import Unit
from recommendations.domain.words import Token, words_of

NEAR = Fraction(3, 4)
# What a paragraph or an addressee as a whole weighs beside the letters of words.
_WHOLE = 10
# So many words apart, two changes are still at the same place.
_REACH = 5
Weights = Counter[tuple[Hashable, ...]]


def likeness(one: Mapping[str, UnitChange], other: Mapping[str, UnitChange], base: Mapping[str, Unit]) -> Fraction:
    """From 0, nothing in common, to 1, the very same in a language that both have.

    It is the share, in letters, of what both take away at the same place and put in at the same place.
    """
    languages = [language for language in one if language in other and language in base]
    shares = [_likeness(one[language], other[language], base[language]) for language in languages]
    return max(shares, default=Fraction(0))


def near(one: Mapping[str, UnitChange], other: Mapping[str, UnitChange], base: Mapping[str, Unit]) -> bool:
    """Whether the two change the same place, and in nearly the same words."""
    return likeness(one, other, base) >= NEAR


def _likeness(one: UnitChange, other: UnitChange, base: Unit) -> Fraction:
    if not _meet(one, other):
        return Fraction(0)
    first, second = _weights(one, base), _weights(other, base)
    return Fraction(2 * (first & second).total(), (first.total() + second.total()) or 1)


def _meet(one: UnitChange, other: UnitChange) -> bool:
    """Whether they change words close to each other, or the same paragraph or addressee as a whole."""
    if any(_are_close(a, b) for a, b in product(one.all_hunks, other.all_hunks)):
        return True
    wholes = [{*c.deleted, *(moved.uid for moved in c.moved), *_addressees(c)} for c in (one, other)]
    return bool(wholes[0] & wholes[1] or one.anchors & other.anchors)


def _are_close(one: Hunk, other: Hunk) -> bool:
    return one.paragraph == other.paragraph and max(one.start, other.start) - min(one.end, other.end) <= _REACH


def _addressees(change: UnitChange) -> set[tuple[str, bool]]:
    return {(code, True) for code in change.added_addressees} | {(code, False) for code in change.removed_addressees}


def _weights(change: UnitChange, base: Unit) -> Weights:
    """What the change takes away and puts in, word by word, each with its number of letters."""
    found: Weights = Counter()
    for hunk in change.all_hunks:
        words = base_words(base, hunk.paragraph).tokens[hunk.start : hunk.end]
        found.update({(hunk.paragraph, hunk.start + n): _letters(word) for n, word in enumerate(words)})
        _put_in(found, hunk.paragraph, hunk.new)
    for uid in change.deleted:
        found.update({(uid, n): _letters(word) for n, word in enumerate(base_words(base, uid).tokens)})
    for new in change.inserted:
        _put_in(found, new.after, words_of(new.paragraph.spans).tokens)
    found.update(dict.fromkeys(((whole,) for whole in (*change.moved, *_addressees(change))), _WHOLE))
    return found


def _put_in(found: Weights, where: str | None, words: Iterable[Token]) -> None:
    for word in words:
        found[(where, "put in", word.word.text.casefold())] += _letters(word)


def _letters(token: Token) -> int:
    return len(token.word.text or token.word.footnote or " ")
