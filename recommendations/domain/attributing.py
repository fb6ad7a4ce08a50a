"""By whom each word of a difference was put in or struck out, as far as contributions account for it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher

from recommendations.domain.changes import TITLE, UnitChange, base_words
from recommendations.domain.differences import edits
from recommendations.domain.hunks import change_between
from recommendations.domain.papers import Attribution, Contribution
from recommendations.domain.text import Span, Unit
from recommendations.domain.words import Token

_SHORTEST_MATCH = 2


@dataclass(frozen=True, slots=True)
class Claim:
    """One contribution with its exact change."""

    before: Unit
    change: UnitChange
    by: Attribution


@dataclass(frozen=True, slots=True)
class Addition:
    """Words that a contribution puts before the base word ``place``."""

    place: int
    words: tuple[Span, ...]
    by: Attribution


@dataclass(slots=True)
class Claims:
    """What contributions want of one paragraph: base words struck out, by index, and words put in."""

    struck: dict[int, Attribution] = field(default_factory=dict)
    added: list[Addition] = field(default_factory=list)


def claims_of(contributions: Sequence[Contribution]) -> tuple[Claim, ...]:
    """The contributions to a unit that change it, in their order."""
    return tuple(
        Claim(one.before, change_between(one.before, one.after), one.by)
        for one in contributions
        if one.before is not None and one.after is not None
    )


def claims_on(paragraph: str, base: Sequence[Token], claims: Sequence[Claim]) -> Claims:
    """What the claims want of the paragraph (or ``TITLE``) whose words are these."""
    found = Claims()
    for claim in claims:
        if paragraph == TITLE or any(known.uid == paragraph for known in claim.before.paragraphs):
            _note(found, paragraph, base, claim)
    return found


def _note(found: Claims, paragraph: str, base: Sequence[Token], claim: Claim) -> None:
    places = _places(base, base_words(claim.before, paragraph).tokens)
    for hunk in claim.change.all_hunks:
        if hunk.paragraph != paragraph:
            continue
        for at in set(range(hunk.start, hunk.end)) & places.keys():
            found.struck.setdefault(places[at], claim.by)
        if hunk.new:
            place = places.get(hunk.start, places.get(hunk.start - 1, -1) + 1)
            found.added.append(Addition(place, tuple(token.word for token in hunk.new), claim.by))


def mover_or_maker(paragraph: str, claims: Sequence[Claim]) -> Attribution | None:
    """Who put a whole paragraph in, struck it out or moved it."""
    for claim in claims:
        moved = {one.uid for one in claim.change.moved}
        if paragraph in moved or paragraph in claim.change.deleted:
            return claim.by
        if any(new.paragraph.uid == paragraph for new in claim.change.inserted):
            return claim.by
    return None


def owners(words: Sequence[Span], additions: Sequence[Addition]) -> list[Attribution | None]:
    """By whom each of these words was put in; additions are found as they stand, otherwise by their longest parts."""
    found: list[Attribution | None] = [None] * len(words)
    for addition in additions:
        for start, size in _stretches(words, addition.words, found):
            found[start : start + size] = [addition.by] * size
    return found


def _places(base: Sequence[Token], before: Sequence[Token]) -> Mapping[int, int]:
    """For each word of ``before`` that the base has too, its place there; one more place for the end."""
    places: dict[int, int] = {}
    at = new_at = 0
    for edit in edits(base, before):
        places.update(zip(range(new_at, edit.new_start), range(at, edit.start), strict=True))
        at, new_at = edit.end, edit.new_end
    places.update(zip(range(new_at, len(before) + 1), range(at, len(base) + 1), strict=True))
    return places


def _stretches(
    words: Sequence[Span], wanted: Sequence[Span], taken: Sequence[Attribution | None]
) -> Iterator[tuple[int, int]]:
    size = len(wanted)
    for start in range(len(words) - size + 1):
        if tuple(words[start : start + size]) == tuple(wanted) and not any(taken[start : start + size]):
            yield start, size
            return
    free = [word if by is None else None for word, by in zip(words, taken, strict=True)]
    blocks = SequenceMatcher(None, free, wanted, autojunk=False).get_matching_blocks()
    yield from ((block.a, block.size) for block in blocks if block.size >= _SHORTEST_MATCH)
