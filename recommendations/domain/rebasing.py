"""An amendment carried over to a newer text: exactly where its words stand unchanged, otherwise not at all."""

from collections.abc import Mapping
from dataclasses import replace
from itertools import pairwise

from recommendations.domain.changes import (
    TITLE,
    Hunk,
    Move,
    MovedParagraph,
    NewParagraph,
    UnitChange,
    base_words,
)
from recommendations.domain.differences import edits
from recommendations.domain.refusals import Refused
from recommendations.domain.text import Span, Unit
from recommendations.domain.words import Token, Words, plain_text


class WordsChanged(Refused):
    """The newer text has other words where the amendment makes its change; ``words`` are those of the old text."""


def rebase(
    changes: Mapping[str, UnitChange], old: Mapping[str, Unit], new: Mapping[str, Unit]
) -> dict[str, UnitChange]:
    """The same change of the new text as it was of the old one, {language: change} (cases 5, 6).

    Raises:
        WordsChanged: touched words, or the neighbours of what is put in, no longer stand unchanged side by side.
    """
    return {language: _rebased(change, old[language], new.get(language)) for language, change in changes.items()}


def _rebased(change: UnitChange, old: Unit, new: Unit | None) -> UnitChange:
    if new is None:
        raise WordsChanged(words=old.title)
    if old == new:
        return change
    for uid in change.deleted:
        _ensure_same(old, new, uid)
    order = _Order(old, new)
    lines = {uid: _Line(uid, old, new) for uid in {hunk.paragraph for hunk in change.all_hunks}}
    _ensure_addressees(change, new)
    return UnitChange(
        tuple(lines[hunk.paragraph].hunk(hunk) for hunk in change.hunks),
        change.deleted,
        tuple(NewParagraph(order.anchor(new.after, change), new.paragraph) for new in change.inserted),
        change.added_addressees,
        change.removed_addressees,
        tuple(Move(*(lines[hunk.paragraph].hunk(hunk) for hunk in (m.source, m.target))) for m in change.moves),
        tuple(MovedParagraph(order.known(m.uid), order.anchor(m.after, change)) for m in change.moved),
    )


def _ensure_same(old: Unit, new: Unit, uid: str) -> None:
    words = {paragraph.uid: paragraph.spans for paragraph in new.paragraphs}
    was = next(paragraph for paragraph in old.paragraphs if paragraph.uid == uid)
    if words.get(uid) != was.spans:
        raise WordsChanged(words=was.plain)


def _ensure_addressees(change: UnitChange, new: Unit) -> None:
    """Whom the change adds is still missing, and whom it removes is still there."""
    for code in change.added_addressees:
        if code in new.addressees:
            raise WordsChanged(words=code)
    for code in change.removed_addressees:
        if code not in new.addressees:
            raise WordsChanged(words=code)


class _Order:
    """Which paragraphs stand side by side, before and after."""

    def __init__(self, old: Unit, new: Unit) -> None:
        self._plain = {paragraph.uid: paragraph.plain for paragraph in old.paragraphs}
        self._known = {paragraph.uid for paragraph in new.paragraphs}
        before, after = ([None, *(p.uid for p in unit.paragraphs), None] for unit in (old, new))
        self._following = dict(pairwise(before))
        self._neighbours = frozenset(pairwise(after))

    def known(self, uid: str) -> str:
        """The paragraph, which is still there."""
        if uid not in self._known:
            raise WordsChanged(words=self._plain[uid])
        return uid

    def anchor(self, after: str | None, change: UnitChange) -> str | None:
        """The paragraph behind which something is put: it and the next one still stand side by side."""
        if any(moved.uid == after for moved in change.moved):
            return after
        following = self._following[after]
        if (after, following) not in self._neighbours:
            raise WordsChanged(words=self._plain[after] if after is not None else self._plain.get(following or "", ""))
        return after


class _Line:
    """A paragraph before and after, in word coordinates."""

    def __init__(self, uid: str, old: Unit, new: Unit) -> None:
        self._old = base_words(old, uid)
        if uid != TITLE and all(paragraph.uid != uid for paragraph in new.paragraphs):
            raise WordsChanged(words=plain_text(self._old.spans))
        self._new = base_words(new, uid)
        self._kept = _kept(self._old.tokens, self._new.tokens)

    def hunk(self, hunk: Hunk) -> Hunk:
        """The same hunk of the new paragraph."""
        first, last = (hunk.start, hunk.end - 1) if hunk.start < hunk.end else (hunk.start - 1, hunk.start)
        at = self._kept.get(first)
        if at is None or any(self._kept.get(place) != at + place - first for place in range(first, last + 1)):
            raise WordsChanged(words=self._said(first, last + 1))
        start = at + hunk.start - first
        end = start + hunk.end - hunk.start
        after = self._after(hunk, start, end)
        return replace(hunk, start=start, end=end, new=self._with_gap(hunk, start), after=after)

    def _after(self, hunk: Hunk, start: int, end: int) -> tuple[Span, ...]:
        """The space behind the change; where words are only taken away, it parts what comes to stand side by side."""
        own = _gap(self._new, end) if hunk.after == _gap(self._old, hunk.end) else hunk.after
        if hunk.new or self._kept.get(hunk.start - 1) == start - 1:
            return own
        before = _gap(self._new, start)
        return before if start == 0 else max(before, own, key=lambda gap: len(plain_text(gap)))

    def _with_gap(self, hunk: Hunk, start: int) -> tuple[Token, ...]:
        """What is put in; its first space, where it is that of the old text, is that of the new one."""
        if not hunk.new or hunk.new[0].gap != _gap(self._old, hunk.start):
            return hunk.new
        return (Token(_gap(self._new, start), hunk.new[0].word), *hunk.new[1:])

    def _said(self, start: int, end: int) -> str:
        tokens = self._old.tokens[max(start, 0) : end]
        return plain_text([span for token in tokens for span in token.spans]).strip()


def _kept(old: tuple[Token, ...], new: tuple[Token, ...]) -> dict[int, int]:
    """Where the unchanged words of the old text stand in the new one; the two ends of a text are words as well."""
    kept = {-1: -1}
    at = new_at = 0
    for edit in (*edits(old, new), None):
        end = edit.start if edit is not None else len(old) + 1
        kept.update(zip(range(at, end), range(new_at, new_at + end - at), strict=True))
        if edit is not None:
            at, new_at = edit.end, edit.new_end
    return kept


def _gap(words: Words, place: int) -> tuple[Span, ...]:
    return words.tokens[place].gap if place < len(words.tokens) else words.after
