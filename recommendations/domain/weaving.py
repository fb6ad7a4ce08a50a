"""Hunks of any number of changes put into one paragraph, with the white space right between all words."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from recommendations.domain.changes import Hunk, Move
from recommendations.domain.text import Span
from recommendations.domain.words import Token, Words, closes_sentence, plain_text, words_of

Gap = tuple[Span, ...]
_CLINGING = frozenset(",;:.!?…)]")


@dataclass(frozen=True, slots=True)
class Piece:
    """A hunk of one of several changes, which are told apart by their numbers."""

    owner: int
    hunk: Hunk


@dataclass(slots=True)
class _Line:
    """The text as it grows; ``claims`` are the gaps that changes since the last word have asked for."""

    tokens: list[Token] = field(default_factory=list)
    claims: list[tuple[int, Gap]] = field(default_factory=list)

    def add(self, token: Token, owner: int) -> None:
        """Append a word of a change, which wants its own gap before it."""
        self.claims.append((owner, token.gap))
        self.keep(token)

    def keep(self, token: Token) -> None:
        """Append a word; the gap is the one asked for, otherwise its own."""
        self.tokens.append(Token(self._gap(token), token.word) if self.claims else token)
        self.claims.clear()

    def _gap(self, token: Token) -> Gap:
        # The gaps that one change asks for are those of one text, and agree.
        if not self.tokens or len({owner for owner, _ in self.claims}) == 1:
            return self.claims[0][1]
        # A comma that has been put behind a word stays with whatever word now stands before it.
        if token.word.text in _CLINGING and not self.claims[-1][1]:
            return ()
        # No text has these two words side by side: the widest gap that was asked for, and never none where
        # two words would become one.
        widest = max((gap for _, gap in self.claims), key=lambda gap: (len(plain_text(gap)), plain_text(gap)))
        return widest or ((Span(" "),) if _would_grow_together(self.tokens[-1].word, token.word) else ())


def _would_grow_together(left: Span, right: Span) -> bool:
    both = left.text and right.text
    return bool(both) and len(words_of([Span(left.text + right.text)]).tokens) == 1


def woven(base: Words, pieces: Sequence[Piece]) -> Words:
    """The paragraph with the pieces put into it; they do not overlap, and are in order where they meet."""
    line = _Line()
    at = 0
    for piece in sorted(pieces, key=lambda piece: (piece.hunk.start, piece.hunk.end)):
        for token in base.tokens[at : piece.hunk.start]:
            line.keep(token)
        for token in piece.hunk.new:
            line.add(token, piece.owner)
        line.claims.append((piece.owner, piece.hunk.after))
        at = piece.hunk.end
    for token in base.tokens[at:]:
        line.keep(token)
    return Words(tuple(line.tokens), line.claims[-1][1] if line.claims else base.after)


def rides(hunk: Hunk, source: Hunk) -> bool:
    """Whether the hunk belongs to the sentences of the source, and travels where they are moved.

    What is put before them is theirs unless it is a sentence of its own; behind them, only what closes them.
    """
    if hunk.paragraph != source.paragraph or hunk.start < source.start or hunk.end > source.end:
        return False
    if source.start < hunk.end and hunk.start < source.end:
        return True
    if hunk.is_space_only:
        return False
    is_closing = all(token.is_closing and not token.gap for token in hunk.new)
    return is_closing if hunk.start == source.end else not (is_closing or closes_sentence(hunk.new))


def loaded(base: Words, move: Move, riding: Sequence[Piece]) -> Hunk:
    """The target of the move with the moved words as the riding pieces have changed them."""
    if not riding:
        return move.target
    start, end = move.source.start, move.source.end
    own = [Piece(piece.owner, _shifted(piece.hunk, start)) for piece in riding]
    tokens = woven(Words(base.tokens[start:end]), own).tokens
    if tokens:
        tokens = (Token(move.target.new[0].gap, tokens[0].word), *tokens[1:])
    return replace(move.target, new=tokens)


def _shifted(hunk: Hunk, by: int) -> Hunk:
    return replace(hunk, start=hunk.start - by, end=hunk.end - by)
