"""Words: the coordinates in which changes of a text are exact."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from recommendations.domain.lines import grapheme_starts
from recommendations.domain.text import Span

_JOINING = frozenset("-\u2010\u2011\u00b7")  # hyphens, and the middle dot of inclusive French
_DECIMAL = frozenset(".,")
_SENTENCE_ENDS = frozenset(".!?…")


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
    for span in spans:
        if span.footnote is None and not span.text:
            continue
        last = joined[-1] if joined else None
        if last is not None and span.footnote is last.footnote is None and replace(last, text=span.text) == span:
            joined[-1] = replace(last, text=last.text + span.text)
        else:
            joined.append(span)
    return tuple(joined)


def plain_text(spans: Sequence[Span]) -> str:
    """The words alone."""
    return "".join(span.text for span in spans)


def words_of(spans: Iterable[Span]) -> Words:
    """The tokens of a paragraph; together they are the paragraph, exactly."""
    tokens: list[Token] = []
    gap: list[Span] = []
    for span in normal_spans(spans):
        for piece in [span] if span.footnote is not None else _cut(span):
            if piece.footnote is None and piece.text.isspace():
                gap.append(piece)
            else:
                tokens.append(Token(tuple(gap), piece))
                gap = []
    return Words(tuple(tokens), tuple(gap))


def _cut(span: Span) -> Iterator[Span]:
    clusters = [span.text[a:b] for a, b in pairwise((*grapheme_starts(span.text), len(span.text)))]
    start = 0
    while start < len(clusters):
        end = start + 1
        while end < len(clusters) and _goes_on(clusters, start, end):
            end += 1
        yield replace(span, text="".join(clusters[start:end]))
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
    return cluster[:1].isalnum()
