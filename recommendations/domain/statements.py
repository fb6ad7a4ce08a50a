"""A change told in sentences, as data that templates put into the reader's language."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from recommendations.domain.changes import TITLE, Hunk, Move, MovedParagraph, UnitChange, base_words
from recommendations.domain.text import Unit
from recommendations.domain.weaving import Piece, woven
from recommendations.domain.words import Token, Words, plain_text

_SHORT_CHANGE, _SHORT_WORD, _MOST_CONTEXT = 4, 3, 3
_PAUSES = frozenset(".,;:!?…()«»\"'’")
_OPENING_WORDS = 3


class Wording(StrEnum):
    """The sentence patterns in which changes are told; templates translate them.

    ``MOVED_BEFORE``: "old" now stands before "new …". ``MOVED_AFTER``: "old" now stands after "new", at the end of
    a paragraph; where ``new`` is empty, alone in it. ``PARAGRAPH_MOVED``: the paragraph "old …" now follows the
    paragraph "new …", or stands first where ``new`` is empty; of both only the first words are told.
    """

    REPLACED = "replaced"
    INSERTED = "inserted"
    DELETED = "deleted"
    SPACING = "spacing"
    PARAGRAPH_INSERTED = "paragraph-inserted"
    PARAGRAPH_DELETED = "paragraph-deleted"
    TITLE = "title"
    ADDRESSEE_ADDED = "addressee-added"
    ADDRESSEE_REMOVED = "addressee-removed"
    MOVED_BEFORE = "moved-before"
    MOVED_AFTER = "moved-after"
    PARAGRAPH_MOVED = "paragraph-moved"


@dataclass(frozen=True, slots=True)
class Statement:
    """One change as data: "'old' becomes 'new'"; for an insertion ``old`` is what it follows, if anything."""

    wording: Wording
    old: str
    new: str


def statements(base: Unit, change: UnitChange) -> Iterator[Statement]:
    """The change, sentence by sentence: the title, words, moves, paragraphs, addressees."""
    yield from _title_statement(base, [hunk for hunk in change.hunks if hunk.paragraph == TITLE])
    texts = [hunk for hunk in change.hunks if hunk.paragraph != TITLE]
    yield from (_statement(base_words(base, hunk.paragraph), hunk) for hunk in texts)
    yield from (_move_statement(base, move) for move in change.moves)
    gone = [paragraph.plain for paragraph in base.paragraphs if paragraph.uid in change.deleted]
    yield from (Statement(Wording.PARAGRAPH_DELETED, plain, "") for plain in gone)
    yield from (Statement(Wording.PARAGRAPH_INSERTED, "", new.paragraph.plain) for new in change.inserted)
    yield from (_paragraph_statement(base, moved) for moved in change.moved)
    yield from (Statement(Wording.ADDRESSEE_ADDED, "", code) for code in change.added_addressees)
    yield from (Statement(Wording.ADDRESSEE_REMOVED, code, "") for code in change.removed_addressees)


def _title_statement(base: Unit, hunks: Sequence[Hunk]) -> Iterator[Statement]:
    if hunks:
        after = woven(base_words(base, TITLE), [Piece(0, hunk) for hunk in hunks])
        yield Statement(Wording.TITLE, base.title, plain_text(after.spans))


def _move_statement(base: Unit, move: Move) -> Statement:
    said = _read(move.target.new)
    around = base_words(base, move.target.paragraph)
    following = around.tokens[move.target.start :]
    if following:
        return Statement(Wording.MOVED_BEFORE, said, _read(_opening(following)))
    return Statement(Wording.MOVED_AFTER, said, _read(_preceding(around, move.target.start)))


def _paragraph_statement(base: Unit, moved: MovedParagraph) -> Statement:
    openings = {p.uid: _read(_opening(base_words(base, p.uid).tokens)) for p in base.paragraphs}
    new = openings[moved.after] if moved.after is not None else ""
    return Statement(Wording.PARAGRAPH_MOVED, openings[moved.uid], new)


def _opening(tokens: Sequence[Token]) -> Sequence[Token]:
    """The first few words, as far as they belong together."""
    words = [place for place, token in enumerate(tokens) if token.word.text not in _PAUSES]
    end = words[:_OPENING_WORDS][-1] + 1 if words else len(tokens)
    stop = next((place for place, token in enumerate(tokens) if place and token.ends_sentence), end)
    return tokens[: min(end, stop)]


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
