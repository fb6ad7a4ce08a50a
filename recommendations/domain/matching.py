"""One paragraph before and after, with the sentences that moved out of it or into it taken aside."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from recommendations.domain.changes import Hunk
from recommendations.domain.differences import Edit, edits
from recommendations.domain.moving import Carried
from recommendations.domain.text import Span
from recommendations.domain.words import Token, Words


@dataclass(frozen=True, slots=True)
class _Side:
    """A text without the sentences taken aside; ``stay`` are the places of the remaining words in the whole."""

    words: Words
    stay: Sequence[int]

    @property
    def remaining(self) -> Sequence[Token]:
        """The words that are not taken aside."""
        tokens = self.words.tokens
        return tokens if len(self.stay) == len(tokens) else [tokens[at] for at in self.stay]

    def behind(self, place: int) -> int:
        """The place in the whole right behind the remaining words before this one."""
        return self.stay[place - 1] + 1 if place else 0

    def at(self, place: int) -> int:
        """The place in the whole of a remaining word, or of the end."""
        return self.stay[place] if place < len(self.stay) else len(self.words.tokens)

    def gap(self, place: int) -> tuple[Span, ...]:
        """The white space before a word of the whole, or at its end."""
        return self.words.tokens[place].gap if place < len(self.words.tokens) else self.words.after

    def without(self, place: int) -> int:
        """How many of the remaining words stand before this place of the whole."""
        return sum(1 for stay in self.stay if stay < place)


class Matched:
    """The paragraph's words that stay side by side, and the edits between them."""

    def __init__(self, uid: str, old: Words, new: Words, carried: Sequence[Carried]) -> None:
        self.uid = uid
        self._out = [one for one in carried if one.paragraph == uid]
        self._in = [one for one in carried if one.new_paragraph == uid]
        self._old = _side(old, [(one.start, one.end) for one in self._out])
        self._new = _side(new, [(one.new_start, one.new_end) for one in self._in])
        self._before, self._after = self._old.remaining, self._new.remaining
        self._edits = edits(self._before, self._after)
        self._left = {one: self._old.without(one.start) for one in self._out}
        self._reached = {one: self._new.without(one.new_start) for one in self._in}

    def entangled(self) -> set[Carried]:
        """Those that cannot be told as moves, because other words change right across where they were or are."""
        left = {one for one, place in self._left.items() if any(e.start < place < e.end for e in self._edits)}
        return left | {one for one, place in self._reached.items() if any(_hides(e, place) for e in self._edits)}

    def hunks(self) -> Iterator[Hunk]:
        """The changes other than moves, in order."""
        at = new_at = 0
        for edit in self._edits:
            yield from self._spaces((at, edit.start, new_at))
            yield self._hunk(edit)
            at, new_at = edit.end + 1, edit.new_end + 1
        yield from self._spaces((at, len(self._old.stay) + 1, new_at))

    def _hunk(self, edit: Edit) -> Hunk:
        if edit.start == edit.end:
            start = end = self._old.behind(edit.start)
        else:
            start, end = self._old.stay[edit.start], self._old.behind(edit.end)
        new = tuple(self._new.words.tokens[at] for at in self._new.stay[edit.new_start : edit.new_end])
        following = self._new.behind(edit.new_end) if new else self._new.at(edit.new_end)
        return Hunk(self.uid, start, end, new, self._new.gap(following))

    def _spaces(self, stretch: tuple[int, int, int]) -> Iterator[Hunk]:
        """Changes of white space alone among words that stay; what moves away or here sets its own."""
        start, end, new_start = stretch
        new_end = new_start + end - start
        if self._before[start:end] == self._after[new_start:new_end]:
            start, new_start = min(end, len(self._before)), min(new_end, len(self._after))
        for place, new_place in zip(range(start, end), range(new_start, new_end), strict=True):
            if place in self._left.values() or new_place in self._reached.values():
                continue
            gap, at = self._new.gap(self._new.at(new_place)), self._old.at(place)
            if gap != self._old.gap(at):
                yield Hunk(self.uid, at, at, (), gap)

    def source(self, one: Carried) -> Hunk:
        """The sentences taken away."""
        lines = [(e.start, e.end, e.new_start, e.new_end, e.start == e.end) for e in self._edits]
        following = self._new.at(_across(self._left[one], lines))
        return Hunk(self.uid, one.start, one.end, (), self._new.gap(following))

    def target(self, one: Carried) -> Hunk:
        """The same sentences put in, behind the words of the base after which they stand now."""
        lines = [(e.new_start, e.new_end, e.start, e.end, e.start == e.end) for e in self._edits]
        at = self._old.behind(_across(self._reached[one], lines))
        cargo = self._new.words.tokens[one.new_start : one.new_end]
        return Hunk(self.uid, at, at, cargo, self._new.gap(one.new_end))


def _across(place: int, lines: Sequence[tuple[int, int, int, int, bool]]) -> int:
    """The place in the other text; before an edit that begins there, but behind what is only inserted there."""
    matched = place
    for start, end, other_start, other_end, is_insertion in lines:
        if end <= place and (start < place or is_insertion):
            matched = place + other_end - end
        elif start == place:
            matched = other_start
    return matched


def _side(words: Words, aside: Sequence[tuple[int, int]]) -> _Side:
    gone = {place for start, end in aside for place in range(start, end)}
    everything = range(len(words.tokens))
    return _Side(words, [place for place in everything if place not in gone] if gone else everything)


def _hides(edit: Edit, place: int) -> bool:
    """Whether what moved to this place stands among the edit's new words, or before what it only inserts."""
    is_insertion = edit.start == edit.end
    return edit.new_start < place < edit.new_end or (is_insertion and edit.new_start == place)
