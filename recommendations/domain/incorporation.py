"""Incorporation: compatible changes put into the text exactly, in any order with the same result."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import combinations

from recommendations.domain.amendments import Conflict
from recommendations.domain.hunks import TITLE, Hunk, NewParagraph, Relation, UnitChange, base_words, relation
from recommendations.domain.text import Paragraph, Span, Unit
from recommendations.domain.words import Token, Words, plain_text, words_of


@dataclass(frozen=True, slots=True)
class NumberedChange:
    """The change of one amendment; ``number`` is its filing order, which decides between insertions at one place."""

    number: int
    languages: Mapping[str, UnitChange]


def incorporate(base: Unit, language: str, changes: Sequence[NumberedChange]) -> Unit:
    """The unit with all changes in it; identical ones count once, the sequence's order does not matter.

    Raises:
        Conflict: two of the changes touch the same words; nobody decides that but people.
    """
    ordered = _distinct(sorted(changes, key=lambda change: change.number))
    for one, other in combinations(ordered, 2):
        if relation(one.languages, other.languages) is Relation.CONFLICT:
            raise Conflict(one=one.number, other=other.number)
    return _incorporated(base, [change.languages[language] for change in ordered if language in change.languages])


def _distinct(changes: Sequence[NumberedChange]) -> list[NumberedChange]:
    distinct: list[NumberedChange] = []
    for change in changes:
        if all(change.languages != earlier.languages for earlier in distinct):
            distinct.append(change)
    return distinct


def _incorporated(base: Unit, changes: Sequence[UnitChange]) -> Unit:
    deleted = {uid for change in changes for uid in change.deleted}
    paragraphs = list(_new_after(None, changes))
    for paragraph in base.paragraphs:
        if paragraph.uid not in deleted:
            paragraphs.append(Paragraph(paragraph.uid, _merged(base, paragraph.uid, changes)))
        paragraphs.extend(_new_after(paragraph.uid, changes))
    added = dict.fromkeys(code for change in changes for code in change.added_addressees)
    removed = {code for change in changes for code in change.removed_addressees}
    return replace(
        base,
        paragraphs=tuple(paragraphs),
        title=plain_text(_merged(base, TITLE, changes)),
        addressees=(*(code for code in base.addressees if code not in removed), *added),
    )


def _new_after(uid: str | None, changes: Sequence[UnitChange]) -> list[Paragraph]:
    placed: list[NewParagraph] = [new for change in changes for new in change.inserted if new.after == uid]
    return [new.paragraph for new in placed]


def _merged(base: Unit, uid: str, changes: Sequence[UnitChange]) -> tuple[Span, ...]:
    hunks = [hunk for change in changes for hunk in change.hunks if hunk.paragraph == uid]
    return merge_words(base_words(base, uid), sorted(hunks, key=lambda hunk: (hunk.start, hunk.end))).spans


@dataclass(slots=True)
class _Line:
    """The text as it grows; ``claims`` are the gaps that changes since the last word have asked for."""

    tokens: list[Token] = field(default_factory=list)
    claims: list[tuple[Span, ...]] = field(default_factory=list)

    def add(self, token: Token, own: tuple[Span, ...] | None) -> None:
        """Append a word; ``own`` is the gap that its own change, or the untouched base, wants before it."""
        wanted = [*self.claims, *([own] if own is not None else [])]
        self.tokens.append(Token(self._gap(wanted, token), token.word))
        self.claims = []

    def _gap(self, wanted: Sequence[tuple[Span, ...]], token: Token) -> tuple[Span, ...]:
        if len(wanted) == 1 or not self.tokens:
            return wanted[0]
        # Neither text has these two words side by side: the widest gap that was asked for, and never
        # none where two words would become one.
        widest = max(wanted, key=lambda gap: (len(plain_text(gap)), plain_text(gap)))
        return widest or ((Span(" "),) if _would_grow_together(self.tokens[-1].word, token.word) else ())


def _would_grow_together(left: Span, right: Span) -> bool:
    both = left.text and right.text
    return bool(both) and len(words_of([Span(left.text + right.text)]).tokens) == 1


def merge_words(base: Words, hunks: Sequence[Hunk]) -> Words:
    """The paragraph with non-overlapping hunks, sorted by place, put into it."""
    line = _Line()
    at = 0
    for hunk in hunks:
        _keep(line, base, at, hunk.start)
        for token in hunk.new:
            line.add(token, token.gap)
        line.claims.append(hunk.after)
        at = hunk.end
    _keep(line, base, at, len(base.tokens))
    return Words(tuple(line.tokens), line.claims[-1] if line.claims else base.after)


def _keep(line: _Line, base: Words, start: int, end: int) -> None:
    for token in base.tokens[start:end]:
        line.add(token, None if line.claims else token.gap)
