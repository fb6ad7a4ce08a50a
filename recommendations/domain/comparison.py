"""A change shown: word by word, before and after, and in one sentence; all from the same hunks."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from recommendations.domain.hunks import TITLE, Hunk, UnitChange, base_words
from recommendations.domain.text import Paragraph, Span, Unit
from recommendations.domain.words import Token, Words, normal_spans, plain_text, words_of

_SHORT_CHANGE, _SHORT_WORD, _MOST_CONTEXT = 4, 3, 3
_PAUSES = frozenset(".,;:!?…()«»\"'’")


class Mark(StrEnum):
    """What becomes of a stretch of text."""

    KEPT = "kept"
    INSERTED = "inserted"
    DELETED = "deleted"


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of text with one fate."""

    mark: Mark
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class ComparedParagraph:
    """A paragraph with its changes; ``mark`` tells whether it is new or deleted as a whole."""

    uid: str
    mark: Mark
    segments: tuple[Segment, ...]

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


class Wording(StrEnum):
    """The sentence patterns in which changes are told; templates translate them."""

    REPLACED = "replaced"
    INSERTED = "inserted"
    DELETED = "deleted"
    SPACING = "spacing"
    PARAGRAPH_INSERTED = "paragraph-inserted"
    PARAGRAPH_DELETED = "paragraph-deleted"
    TITLE = "title"
    ADDRESSEE_ADDED = "addressee-added"
    ADDRESSEE_REMOVED = "addressee-removed"


@dataclass(frozen=True, slots=True)
class Statement:
    """One change as data: "'old' becomes 'new'"; for an insertion ``old`` is what it follows, if anything."""

    wording: Wording
    old: str
    new: str


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
    return Comparison(
        _changed(TITLE, base_words(base, TITLE), change.hunks),
        tuple(_paragraphs(base, change)),
        (*addressees, *added),
        tuple(_statements(base, change)),
    )


def _paragraphs(base: Unit, change: UnitChange) -> Iterator[ComparedParagraph]:
    yield from _inserted(None, change)
    for paragraph in base.paragraphs:
        if paragraph.uid in change.deleted:
            yield _whole(paragraph, Mark.DELETED)
        else:
            yield _changed(paragraph.uid, words_of(paragraph.spans), change.hunks)
        yield from _inserted(paragraph.uid, change)


def _inserted(after: str | None, change: UnitChange) -> Iterator[ComparedParagraph]:
    return (_whole(new.paragraph, Mark.INSERTED) for new in change.inserted if new.after == after)


def _whole(paragraph: Paragraph, mark: Mark) -> ComparedParagraph:
    return ComparedParagraph(paragraph.uid, mark, (Segment(mark, paragraph.spans),))


def _changed(uid: str, base: Words, hunks: Sequence[Hunk]) -> ComparedParagraph:
    segments: list[Segment] = []
    at = 0
    gap_is_shown = False
    for hunk in (hunk for hunk in hunks if hunk.paragraph == uid):
        segments.append(Segment(Mark.KEPT, _spans(base.tokens[at : hunk.start], without_gap=gap_is_shown)))
        segments.extend(_hunk_segments(base, hunk, gap_is_shown=gap_is_shown and at == hunk.start))
        at, gap_is_shown = hunk.end, True
    rest = _spans(base.tokens[at:], without_gap=gap_is_shown)
    tail = () if gap_is_shown and at == len(base.tokens) else base.after
    segments.append(Segment(Mark.KEPT, normal_spans((*rest, *tail))))
    return ComparedParagraph(uid, Mark.KEPT, tuple(segment for segment in segments if segment.spans))


def _spans(tokens: Sequence[Token], *, without_gap: bool) -> tuple[Span, ...]:
    spans = [span for token in tokens for span in token.spans]
    return normal_spans(spans[len(tokens[0].gap) :] if tokens and without_gap else spans)


def _hunk_segments(base: Words, hunk: Hunk, *, gap_is_shown: bool) -> list[Segment]:
    """What goes and what comes, with the white space on both sides that stays either way."""
    old_after = base.tokens[hunk.end].gap if hunk.end < len(base.tokens) else base.after
    old = [piece for token in base.tokens[hunk.start : hunk.end] for piece in (token.gap, (token.word,))] + [old_after]
    new = [piece for token in hunk.new for piece in (token.gap, (token.word,))] + [hunk.after]
    lead: tuple[Span, ...] = ()
    tail: tuple[Span, ...] = ()
    if old[0] == new[0] and not gap_is_shown:
        lead, old, new = old[0], old[1:], new[1:]
    if old and new and old[-1] == new[-1]:
        tail, old, new = old[-1], old[:-1], new[:-1]
    return [
        Segment(Mark.KEPT, lead),
        Segment(Mark.DELETED, normal_spans(span for piece in old for span in piece)),
        Segment(Mark.INSERTED, normal_spans(span for piece in new for span in piece)),
        Segment(Mark.KEPT, tail),
    ]


def _side(segments: Sequence[Segment], left_out: Mark) -> tuple[Span, ...]:
    return normal_spans(span for segment in segments if segment.mark is not left_out for span in segment.spans)


def _statements(base: Unit, change: UnitChange) -> Iterator[Statement]:
    yield from _title_statement(base, [hunk for hunk in change.hunks if hunk.paragraph == TITLE])
    texts = [hunk for hunk in change.hunks if hunk.paragraph != TITLE]
    yield from (_statement(base_words(base, hunk.paragraph), hunk) for hunk in texts)
    gone = [paragraph.plain for paragraph in base.paragraphs if paragraph.uid in change.deleted]
    yield from (Statement(Wording.PARAGRAPH_DELETED, plain, "") for plain in gone)
    yield from (Statement(Wording.PARAGRAPH_INSERTED, "", new.paragraph.plain) for new in change.inserted)
    yield from (Statement(Wording.ADDRESSEE_ADDED, "", code) for code in change.added_addressees)
    yield from (Statement(Wording.ADDRESSEE_REMOVED, code, "") for code in change.removed_addressees)


def _title_statement(base: Unit, hunks: Sequence[Hunk]) -> Iterator[Statement]:
    if hunks:
        after = plain_text(_changed(TITLE, base_words(base, TITLE), hunks).after)
        yield Statement(Wording.TITLE, base.title, after)


def _statement(base: Words, hunk: Hunk) -> Statement:
    old, new = base.tokens[hunk.start : hunk.end], hunk.new
    if hunk.is_space_only:
        return Statement(Wording.SPACING, _read(base.tokens[max(hunk.start - 1, 0) : hunk.start + 1]), "")
    if not old:
        return Statement(Wording.INSERTED, _read(_preceding(base, hunk.start)), _read(new))
    if not new:
        return Statement(Wording.DELETED, _read(old), "")
    context = _context(base, hunk) if len(_read(old)) <= _SHORT_CHANGE else ()
    joined = context and Token(hunk.after, context[0].word)
    return Statement(Wording.REPLACED, _read((*old, *context)), _read((*new, joined, *context[1:]) if joined else new))


def _preceding(base: Words, place: int) -> tuple[Token, ...]:
    """The two words before a place, with the mark after them."""
    marks = 1 if place and base.tokens[place - 1].word.text in _PAUSES else 0
    start = max(place - 2 - marks, 0)
    ends = [at + 1 for at in range(start, place - marks) if base.tokens[at].ends_sentence]
    return base.tokens[ends[-1] if ends else start : place]


def _context(base: Words, hunk: Hunk) -> tuple[Token, ...]:
    """The few words after a very short change that make it readable: "once" as "once a year"."""
    following = base.tokens[hunk.end :]
    pause = next((place for place, token in enumerate(following) if token.word.text in _PAUSES), len(following))
    glued = next((place for place, token in enumerate(following[:pause]) if token.gap), pause)
    taken = min(pause, glued + _MOST_CONTEXT)
    while glued < taken < pause and len(following[taken - 1].word.text) <= _SHORT_WORD:
        taken -= 1
    return following[:taken]


def _read(tokens: Sequence[Token]) -> str:
    return plain_text([span for token in tokens for span in token.spans]).strip()
