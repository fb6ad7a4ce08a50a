"""A change shown: word by word, and before and after; its sentences are :mod:`statements`."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby

from recommendations.domain.changes import TITLE, Hunk, UnitChange
from recommendations.domain.incorporation import applied
from recommendations.domain.statements import Statement, Wording, statements
from recommendations.domain.text import Paragraph, Span, Unit
from recommendations.domain.words import Token, Words, normal_spans, words_of

__all__ = ["ComparedParagraph", "Comparison", "Mark", "Segment", "Statement", "Wording", "compare"]


class Mark(StrEnum):
    """What becomes of a stretch of text."""

    KEPT = "kept"
    INSERTED = "inserted"
    DELETED = "deleted"


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of text with one fate; what is moved is deleted here and inserted elsewhere, or the reverse.

    ``move`` is the place of a sentence's move among those of the change, counted from 1; 0 for anything else.
    """

    mark: Mark
    spans: tuple[Span, ...]
    is_moved: bool = False
    move: int = 0


@dataclass(frozen=True, slots=True)
class ComparedParagraph:
    """A paragraph with its changes; ``mark`` tells whether it is new or deleted as a whole.

    One that is moved is told twice under its uid: deleted where it was, and inserted, as it would be, where it goes.
    """

    uid: str
    mark: Mark
    segments: tuple[Segment, ...]
    is_moved: bool = False

    @property
    def is_changed(self) -> bool:
        """Whether anything in it changes."""
        return any(segment.mark is not Mark.KEPT for segment in self.segments)

    @property
    def before(self) -> tuple[Span, ...]:
        """The paragraph as it was."""
        return _side(self.segments, Mark.INSERTED)

    @property
    def after(self) -> tuple[Span, ...]:
        """The paragraph as it would be."""
        return _side(self.segments, Mark.DELETED)


@dataclass(frozen=True, slots=True)
class Comparison:
    """A unit and its change, ready to be shown."""

    title: ComparedParagraph
    paragraphs: tuple[ComparedParagraph, ...]
    addressees: tuple[tuple[Mark, str], ...]
    statements: tuple[Statement, ...]

    @property
    def changes_text(self) -> bool:
        """Whether words change, not only the addressees."""
        return self.title.is_changed or any(paragraph.is_changed for paragraph in self.paragraphs)


def compare(base: Unit, change: UnitChange) -> Comparison:
    """The change of the unit in all the forms in which people read it."""
    addressees = [(Mark.DELETED if c in change.removed_addressees else Mark.KEPT, c) for c in base.addressees]
    added = [(Mark.INSERTED, code) for code in change.added_addressees]
    title = Paragraph(TITLE, (Span(base.title),))
    return Comparison(
        _changed(title, change) if TITLE in change.touched else _kept(title),
        tuple(_paragraphs(base, change)),
        (*addressees, *added),
        tuple(statements(base, change)),
    )


def _paragraphs(base: Unit, change: UnitChange) -> Iterator[ComparedParagraph]:
    """What stays in the order of the base, and what comes where it comes."""
    moved, touched = {one.uid for one in change.moved}, change.touched
    stays = {p.uid: p for p in base.paragraphs if p.uid not in moved and p.uid not in change.deleted}
    coming = _coming(applied(base, change), stays.keys(), moved) if change.inserted or moved else {}
    yield from coming.get(None, ())
    for paragraph in base.paragraphs:
        if paragraph.uid in stays:
            yield _changed(paragraph, change) if paragraph.uid in touched else _kept(paragraph)
            yield from coming.get(paragraph.uid, ())
        else:
            yield _whole(paragraph, Mark.DELETED, is_moved=paragraph.uid in moved)


def _kept(paragraph: Paragraph) -> ComparedParagraph:
    spans = normal_spans(paragraph.spans)
    return ComparedParagraph(paragraph.uid, Mark.KEPT, (Segment(Mark.KEPT, spans),) if spans else ())


def _coming(amended: Unit, stays: Iterable[str], moved: Iterable[str]) -> dict[str | None, list[ComparedParagraph]]:
    """The new and the moved paragraphs by the one that stays before them."""
    last: str | None = None
    coming: dict[str | None, list[ComparedParagraph]] = {None: [], **{uid: [] for uid in stays}}
    for paragraph in amended.paragraphs:
        if paragraph.uid in coming:
            last = paragraph.uid
        else:
            coming[last].append(_whole(paragraph, Mark.INSERTED, is_moved=paragraph.uid in moved))
    return coming


def _whole(paragraph: Paragraph, mark: Mark, *, is_moved: bool) -> ComparedParagraph:
    segment = Segment(mark, paragraph.spans, is_moved=is_moved)
    return ComparedParagraph(paragraph.uid, mark, (segment,), is_moved=is_moved)


@dataclass(frozen=True, slots=True)
class _Piece:
    """A word or the white space before it, coming or going; ``move`` is that of a segment."""

    spans: tuple[Span, ...]
    move: int


def _changed(paragraph: Paragraph, change: UnitChange) -> ComparedParagraph:
    base = words_of(paragraph.spans)
    segments: list[Segment] = []
    at = 0
    for run in _runs(paragraph.uid, change):
        start, end = run[0][0].start, run[-1][0].end
        segments.append(Segment(Mark.KEPT, _spans(base.tokens[at:start], without_gap=bool(segments))))
        segments.extend(_run_segments(base, run))
        at = end
    rest = _spans(base.tokens[at:], without_gap=bool(segments))
    tail = () if segments and at == len(base.tokens) else base.after
    segments.append(Segment(Mark.KEPT, normal_spans((*rest, *tail))))
    return ComparedParagraph(paragraph.uid, Mark.KEPT, tuple(segment for segment in segments if segment.spans))


def _runs(uid: str, change: UnitChange) -> list[list[tuple[Hunk, int]]]:
    """The hunks between which no word stays, each with the move of which it is an end."""
    moves = list(enumerate(change.moves, start=1))
    ends = [*((move.target, number) for number, move in moves), *((move.source, number) for number, move in moves)]
    hunks = [one for one in (*((hunk, 0) for hunk in change.hunks), *ends) if one[0].paragraph == uid]
    runs: list[list[tuple[Hunk, int]]] = []
    for one in sorted(hunks, key=lambda one: (one[0].start, one[0].end)):
        if runs and runs[-1][-1][0].end == one[0].start:
            runs[-1].append(one)
        else:
            runs.append([one])
    return runs


def _spans(tokens: Sequence[Token], *, without_gap: bool) -> tuple[Span, ...]:
    spans = [span for token in tokens for span in token.spans]
    return normal_spans(spans[len(tokens[0].gap) :] if tokens and without_gap else spans)


def _run_segments(base: Words, run: Sequence[tuple[Hunk, int]]) -> Iterator[Segment]:
    """What goes and what comes, with the white space on both sides that stays either way."""
    end = run[-1][0].end
    old_after = base.tokens[end].gap if end < len(base.tokens) else base.after
    old = [p for hunk, move in run for p in _pieces(base.tokens[hunk.start : hunk.end], move)]
    new = [p for hunk, move in run for p in _pieces(hunk.new, move)]
    old, new = [*old, _Piece(old_after, 0)], [*new, _Piece(run[-1][0].after, 0)]
    lead: tuple[Span, ...] = ()
    tail: tuple[Span, ...] = ()
    if old[0].spans == new[0].spans:
        lead, old, new = old[0].spans, old[1:], new[1:]
    if old and new and old[-1].spans == new[-1].spans:
        tail, old, new = old[-1].spans, old[:-1], new[:-1]
    yield Segment(Mark.KEPT, lead)
    yield from _marked(Mark.DELETED, old)
    yield from _marked(Mark.INSERTED, new)
    yield Segment(Mark.KEPT, tail)


def _pieces(tokens: Sequence[Token], move: int) -> Iterator[_Piece]:
    for token in tokens:
        yield _Piece(token.gap, move)
        yield _Piece((token.word,), move)


def _marked(mark: Mark, pieces: Sequence[_Piece]) -> Iterator[Segment]:
    for move, group in groupby(pieces, key=lambda piece: piece.move):
        spans = normal_spans(span for piece in group for span in piece.spans)
        yield Segment(mark, spans, is_moved=bool(move), move=move)


def _side(segments: Sequence[Segment], left_out: Mark) -> tuple[Span, ...]:
    return normal_spans(span for segment in segments if segment.mark is not left_out for span in segment.spans)
