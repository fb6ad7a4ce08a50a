"""Words that stay and change their marks alone: one that becomes bold is not struck and written again."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from recommendations.domain.comparison import Mark
from recommendations.domain.papers import Attribution
from recommendations.domain.strokes import Stroke
from recommendations.domain.text import Span
from recommendations.domain.words import normal_spans, words_of


@dataclass(frozen=True, slots=True)
class Piece:
    """A word with the white space before it, or white space at the end; and whose change it is."""

    spans: tuple[Span, ...]
    by: Attribution | None

    @property
    def unmarked(self) -> tuple[Span, ...]:
        """The same without its marks."""
        return normal_spans(replace(span, strong=False, emphasis=False) for span in self.spans)


def pieces(spans: Sequence[Span], by: Sequence[Attribution | None]) -> list[Piece]:
    """A stretch in its words, each ``by`` whom the one in the same place says."""
    words = words_of(spans)
    found = [Piece(token.spans, owner) for token, owner in zip(words.tokens, by, strict=True)]
    return [*found, Piece(words.after, None)] if words.after else found


def remarked(old: Sequence[Piece], new: Sequence[Piece]) -> tuple[Stroke, ...]:
    """What gives way to what, where words at one end or both change their marks alone; nothing where none do."""
    before = _alike(old, new)
    after = _alike(old[before:][::-1], new[before:][::-1])
    if not before and not after:
        return ()
    end, new_end = len(old) - after, len(new) - after
    return (
        *_staying(old[:before], new[:before]),
        *_changing(Mark.DELETED, old[before:end]),
        *_changing(Mark.INSERTED, new[before:new_end]),
        *_staying(old[end:], new[new_end:]),
    )


def side_by_side(new: Sequence[Span], old: Sequence[Span]) -> Iterator[tuple[Span, Span]]:
    """The same words with new and with old marks, cut wherever one of the two changes."""
    waiting = list(old)
    for span in new:
        rest = span
        while rest.text or rest.footnote is not None:
            known = waiting.pop(0)
            size = min(len(rest.text), len(known.text))
            yield replace(rest, text=rest.text[:size]), replace(known, text=known.text[:size])
            if known.text[size:]:
                waiting.insert(0, replace(known, text=known.text[size:]))
            rest = Span("") if rest.footnote is not None else replace(rest, text=rest.text[size:])


def _alike(old: Sequence[Piece], new: Sequence[Piece]) -> int:
    """How many pieces from the start on say the same."""
    place = 0
    while place < min(len(old), len(new)) and old[place].unmarked == new[place].unmarked:
        place += 1
    return place


def _staying(old: Sequence[Piece], new: Sequence[Piece]) -> Iterator[Stroke]:
    owned = [(was, now, was.by or now.by) for was, now in zip(old, new, strict=True)]
    for by, group in groupby(owned, key=lambda one: one[2]):
        pairs = list(group)
        before = normal_spans(span for was, _, _ in pairs for span in was.spans)
        yield Stroke(Mark.KEPT, normal_spans(span for _, now, _ in pairs for span in now.spans), by, was=before)


def _changing(mark: Mark, changing: Sequence[Piece]) -> Iterator[Stroke]:
    for by, group in groupby(changing, key=lambda one: one.by):
        yield Stroke(mark, normal_spans(span for piece in group for span in piece.spans), by)
