"""Words: the coordinates in which changes of a text are exact."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise, repeat

from recommendations.domain.lines import grapheme_starts
from recommendations.domain.text import Span

_JOINING = frozenset("-\u2010\u2011\u00b7")  # hyphens, and the middle dot of inclusive French
_DECIMAL = frozenset(".,")
_SENTENCE_ENDS = frozenset(".!?…\u3002\uff01\uff1f\uff61\u061f\u06d4")  # the last ones Chinese, Japanese and Arabic
_CLOSING = frozenset("\"'’”»)]")
_STOPS = _SENTENCE_ENDS | _CLOSING | {""}  # the last is a footnote
# Scripts without spaces between words: each of their characters is a word.
_UNSPACED = re.compile("[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
# Blocks in which no character extends the one before, and none is unspaced: most texts have nothing else.
_PLAIN = re.compile(
    "[\x00-\u02ff\u0370-\u0482\u048a-\u052f\u1e00-\u1fff\u2000-\u200b\u2010-\u2029\u202f-\u205f\u20a0-\u20cf\u2100-\u23ff]*"
)
_STRETCH_END = re.compile(r"[.!?](?=\s)")
_PLAIN_TOKEN = re.compile(r"\s*(?:[^\W_]+(?:[-\u2010\u2011\u00b7][^\W_]+|(?<=\d)[.,](?=\d)[^\W_]+)*|\S)")

_Marks = tuple[bool, bool, str | None]  # strong, emphasis, link


@dataclass(frozen=True, slots=True)
class Token:
    """A word, a punctuation mark or a footnote, with the white space before it; all with their marks."""

    gap: tuple[Span, ...]
    word: Span

    @property
    def spans(self) -> tuple[Span, ...]:
        """The token as it stands in the text."""
        return (*self.gap, self.word)

    @property
    def ends_sentence(self) -> bool:
        """Whether a sentence ends with it."""
        return self.word.text in _SENTENCE_ENDS

    @property
    def is_closing(self) -> bool:
        """Whether it belongs to what stands before it: a footnote's number, a quotation mark."""
        return self.word.footnote is not None or self.word.text in _CLOSING


@dataclass(frozen=True, slots=True)
class Words:
    """A paragraph as tokens; ``after`` is white space behind the last one."""

    tokens: tuple[Token, ...]
    after: tuple[Span, ...] = ()

    @property
    def spans(self) -> tuple[Span, ...]:
        """The paragraph's spans, exactly, in normal form."""
        return normal_spans([span for token in self.tokens for span in token.spans] + list(self.after))


def normal_spans(spans: Iterable[Span]) -> tuple[Span, ...]:
    """The same text with neighbours of equal marks joined and nothing empty left; footnotes stay apart."""
    joined: list[Span] = []
    run: list[Span] = []
    for span in spans:
        if span.footnote is None and not span.text:
            continue
        if run and not _have_same_marks(run[0], span):
            joined.append(_one(run))
            run = []
        run.append(span)
    return (*joined, _one(run)) if run else ()


def _one(run: Sequence[Span]) -> Span:
    first = run[0]
    if len(run) == 1:
        return first
    return Span("".join([span.text for span in run]), first.strong, first.emphasis, first.link)


def _have_same_marks(one: Span, other: Span) -> bool:
    if one.footnote is not None or other.footnote is not None:
        return False
    return one.strong == other.strong and one.emphasis == other.emphasis and one.link == other.link


def plain_text(spans: Sequence[Span]) -> str:
    """The words alone."""
    return "".join(span.text for span in spans)


def words_of(spans: Iterable[Span]) -> Words:
    """The tokens of a paragraph; together they are the paragraph, exactly."""
    return _words_of(tuple(spans))


@lru_cache(maxsize=512)
def _words_of(spans: tuple[Span, ...]) -> Words:
    tokens: list[Token] = []
    gap: tuple[Span, ...] = ()
    for span in normal_spans(spans):
        if span.footnote is not None:
            tokens.append(Token(gap, span))
            gap = ()
            continue
        for text in _stretches(span.text):
            known, after = _tokens_of(text, (span.strong, span.emphasis, span.link))
            first: Sequence[Token] = [Token((*gap, *known[0].gap), known[0].word)] if gap and known else known[:1]
            tokens += (*first, *known[1:])
            gap = after if known else (*gap, *after)
    return Words(tuple(tokens), gap)


def _stretches(text: str) -> Sequence[str]:
    """The text cut where white space follows the end of a sentence: amended texts share most of these."""
    if not _PLAIN.fullmatch(text):
        return [text]
    ends = [found.end() for found in _STRETCH_END.finditer(text)]
    return [text[start:end] for start, end in pairwise((0, *ends, len(text)))]


# The same sentences and words come again and again: made once, they are compared by identity.
@lru_cache(maxsize=4_096)
def _tokens_of(text: str, marks: _Marks) -> tuple[tuple[Token, ...], tuple[Span, ...]]:
    if _PLAIN.fullmatch(text):
        tokens = tuple(map(_plain_token, _PLAIN_TOKEN.findall(text), repeat(marks)))
    else:
        tokens = tuple(_token(gap, word, marks) for gap, word in _clustered(text))
    after = text[len(text.rstrip()) :]
    return tokens, (Span(after, *marks),) if after else ()


@lru_cache(maxsize=32_768)
def _plain_token(spaced: str, marks: _Marks) -> Token:
    word = spaced.lstrip()
    return _token(spaced[: len(spaced) - len(word)], word, marks)


@lru_cache(maxsize=32_768)
def _token(gap: str, word: str, marks: _Marks) -> Token:
    return Token((Span(gap, *marks),) if gap else (), Span(word, *marks))


def _clustered(text: str) -> Iterator[tuple[str, str]]:
    """The words, each with the white space before it; white space at the end is left over."""
    clusters = [text[a:b] for a, b in pairwise((*grapheme_starts(text), len(text)))]
    start, gap = 0, ""
    while start < len(clusters):
        end = start + 1
        while end < len(clusters) and _goes_on(clusters, start, end):
            end += 1
        piece = "".join(clusters[start:end])
        if piece.isspace():
            gap = piece
        else:
            yield gap, piece
            gap = ""
        start = end


def _goes_on(clusters: Sequence[str], start: int, at: int) -> bool:
    """Whether the token begun at ``start`` includes the cluster at ``at``."""
    if clusters[start].isspace():
        return clusters[at].isspace()
    if not _is_letter(clusters[start]):
        return False
    if _is_letter(clusters[at]):
        return True
    before, after = clusters[at - 1], clusters[at + 1] if at + 1 < len(clusters) else ""
    if clusters[at] in _JOINING:
        return _is_letter(before) and _is_letter(after)
    return clusters[at] in _DECIMAL and before.isdecimal() and after.isdecimal()


def _is_letter(cluster: str) -> bool:
    """Whether it can stand next to others in one word."""
    return cluster[:1].isalnum() and not _UNSPACED.match(cluster)


def sentence_ends(tokens: Sequence[Token], start: int, end: int) -> list[int]:
    """The places behind ``start`` and before ``end`` at which sentences end, and ``end``.

    What closes a sentence without a space, a quotation mark or the number of a footnote, belongs to it.
    """
    ends = [at + 1 for at in range(start, end - 1) if tokens[at].word.text in _STOPS and _closes(tokens, at)]
    return [*ends, end]


def ends_sentence(tokens: Sequence[Token], place: int) -> bool:
    """Whether a sentence ends right before this place."""
    return tokens[place - 1].word.text in _STOPS and _closes(tokens, place - 1)


def closes_sentence(tokens: Sequence[Token]) -> bool:
    """Whether the last of these words ends a sentence, or closes one that has ended."""
    place = len(tokens) - 1
    while place > 0 and not tokens[place].gap and tokens[place].is_closing:
        place -= 1
    return place >= 0 and tokens[place].ends_sentence


def _closes(tokens: Sequence[Token], place: int) -> bool:
    following = tokens[place + 1] if place + 1 < len(tokens) else None
    if following is not None and not following.gap and not _may_begin(tokens[place], following):
        return False
    first = place
    while first and not tokens[first].gap and tokens[first].is_closing:
        first -= 1
    return tokens[first].ends_sentence


def _may_begin(token: Token, following: Token) -> bool:
    """Whether a sentence may follow without any space, as in scripts that have none."""
    return bool(_UNSPACED.match(following.word.text)) and token.word.text in _SENTENCE_ENDS
