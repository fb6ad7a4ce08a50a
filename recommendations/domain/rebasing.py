"""An amendment carried over to a newer text: exactly where its words stand unchanged, otherwise not at all."""

from collections.abc import Collection, Mapping, Sequence
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
from recommendations.domain.moving import Carried, moved_sentences
from recommendations.domain.refusals import Refused
from recommendations.domain.text import Span, Unit
from recommendations.domain.words import Token, Words, plain_text, words_of


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
    moved = _moved(old, new)
    lines = {uid: _Line(uid, old, new, moved) for uid in {hunk.paragraph for hunk in change.all_hunks}}
    _ensure_addressees(change, new)
    hunks = (lines[hunk.paragraph].hunk(hunk) for hunk in change.hunks)
    places = {uid: place for place, uid in enumerate((TITLE, *(paragraph.uid for paragraph in new.paragraphs)))}
    return UnitChange(
        # Whoever files the same on the new text names it in the order of that text.
        tuple(sorted(hunks, key=lambda hunk: (places[hunk.paragraph], hunk.start, hunk.end))),
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


def _moved(old: Unit, new: Unit) -> tuple[Carried, ...]:
    """The sentences of the old text that the new one has elsewhere, word for word, once in each of the two."""
    after = {paragraph.uid: paragraph.spans for paragraph in new.paragraphs}
    before = {p.uid: words_of(p.spans) for p in old.paragraphs if after.get(p.uid, p.spans) != p.spans}
    return moved_sentences(before, {uid: words_of(after[uid]) for uid in before})


class _Line:
    """A paragraph before, and where its words stand after, in word coordinates."""

    def __init__(self, uid: str, old: Unit, new: Unit, moved: Sequence[Carried]) -> None:
        self._old, self._text = base_words(old, uid), new
        if uid != TITLE and all(paragraph.uid != uid for paragraph in new.paragraphs):
            raise WordsChanged(words=plain_text(self._old.spans))
        out = [one for one in moved if one.paragraph == uid]
        left = {place for one in out for place in range(one.start, one.end)}
        come = {place for one in moved if one.new_paragraph == uid for place in range(one.new_start, one.new_end)}
        kept = _kept(self._old.tokens, base_words(new, uid).tokens, left, come)
        self._kept = {place: (uid, at) for place, at in kept.items()}
        for one in out:
            places = range(one.start, one.end)
            self._kept |= {place: (one.new_paragraph, one.new_start + place - one.start) for place in places}

    def hunk(self, hunk: Hunk) -> Hunk:
        """The same hunk of the new text: in the same paragraph, or where its sentence stands now."""
        first, last = (hunk.start, hunk.end - 1) if hunk.start < hunk.end else (hunk.start - 1, hunk.start)
        uid, at = self._kept.get(first, ("", 0))
        if any(self._kept.get(place) != (uid, at + place - first) for place in range(first, last + 1)):
            raise WordsChanged(words=self._said(first, last + 1))
        start = at + hunk.start - first
        place = range(start, start + hunk.end - hunk.start)
        new = base_words(self._text, uid)
        after = self._after(hunk, new, place, is_behind=self._kept.get(hunk.start - 1) == (uid, start - 1))
        return Hunk(uid, place.start, place.stop, self._with_gap(hunk, new, start), after)

    def _after(self, hunk: Hunk, new: Words, place: range, *, is_behind: bool) -> tuple[Span, ...]:
        """The space behind the change; where words are only taken away, it parts what comes to stand side by side."""
        own = _gap(new, place.stop) if hunk.after == _gap(self._old, hunk.end) else hunk.after
        if hunk.new or is_behind:
            return own
        if place.stop == len(new.tokens):
            return new.after
        before = _gap(new, place.start)
        return before if place.start == 0 else max(before, own, key=lambda gap: len(plain_text(gap)))

    def _with_gap(self, hunk: Hunk, new: Words, start: int) -> tuple[Token, ...]:
        """What is put in; its first space, where it is that of the old text, is that of the new one."""
        if not hunk.new or hunk.new[0].gap != _gap(self._old, hunk.start):
            return hunk.new
        return (Token(_gap(new, start), hunk.new[0].word), *hunk.new[1:])

    def _said(self, start: int, end: int) -> str:
        tokens = self._old.tokens[max(start, 0) : end]
        return plain_text([span for token in tokens for span in token.spans]).strip()


def _kept(old: Sequence[Token], new: Sequence[Token], left: Collection[int], come: Collection[int]) -> dict[int, int]:
    """Where the unchanged words of the old text stand in the new one; the two ends of a text are words as well.

    The places in ``left`` and ``come`` are those of words that moved away, or to here.
    """
    stay = [-1, *(place for place in range(len(old)) if place not in left), len(old)]
    new_stay = [-1, *(place for place in range(len(new)) if place not in come), len(new)]
    kept = {-1: -1}
    at = new_at = 1
    for edit in (*edits([old[p] for p in stay[1:-1]], [new[p] for p in new_stay[1:-1]]), None):
        end = edit.start + 1 if edit is not None else len(stay)
        kept.update(zip(stay[at:end], new_stay[new_at : new_at + end - at], strict=True))
        if edit is not None:
            at, new_at = edit.end + 1, edit.new_end + 1
    return kept


def _gap(words: Words, place: int) -> tuple[Span, ...]:
    return words.tokens[place].gap if place < len(words.tokens) else words.after
