"""A change made in a file, put into the words of the base: what it does not touch stays exactly as it was."""

import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from urllib.parse import quote

from recommendations.domain.differences import Edit, edits
from recommendations.domain.text import Span
from recommendations.domain.words import Token, Words, normal_spans, words_of
from recommendations.intake.word.pieces import SAFE_LINK

Spans = Sequence[Span]


def woven(base: Spans, before: Spans, after: Spans) -> tuple[Span, ...] | None:
    """The base with what differs between ``before`` and ``after`` in it.

    None where the file says something else than the base at the very place that changes. Where ``before`` says what
    the base says, spaces, marks and links of the base are kept, whatever a program has made of them.
    """
    texts = words_of(base), words_of(before), words_of(after)
    keys = [_keys(text) for text in texts]
    found = edits(keys[1], keys[2])
    places = _Places(keys[0], keys[1])
    mapped = [_mapped(edit, places) for edit in found]
    if any(edit is None for edit in mapped):
        return None
    return _put_together(texts, [edit for edit in mapped if edit is not None], found, places)


def same_words(one: Spans, other: Spans) -> bool:
    """Whether two texts say the same, spaces and marks aside."""
    if one == other:
        return True
    return _keys(words_of(one)) == _keys(words_of(other))


def same_marks(one: Spans, other: Spans) -> bool:
    """Whether two texts that say the same also look the same."""
    pairs = zip(words_of(one).tokens, words_of(other).tokens, strict=True)
    return all(_marks(a.word) == _marks(b.word) for a, b in pairs if a.word.footnote is None)


def differing(one: Spans, other: Spans) -> tuple[str, str]:
    """The words of each text that the other one lacks."""
    texts = words_of(one), words_of(other)
    found = edits(_keys(texts[0]), _keys(texts[1]))
    old = [texts[0].tokens[edit.start : edit.end] for edit in found]
    new = [texts[1].tokens[edit.new_start : edit.new_end] for edit in found]
    return _said(old), _said(new)


def _said(stretches: Sequence[Sequence[Token]]) -> str:
    spans = [[span for token in tokens for span in token.spans] for tokens in stretches if tokens]
    return " … ".join("".join(span.text or span.footnote or "" for span in one).strip() for one in spans)


def trimmed(spans: Spans) -> tuple[Span, ...]:
    """The text without white space at its beginning and its end."""
    words = words_of(spans)
    if not words.tokens:
        return ()
    return Words((Token((), words.tokens[0].word), *words.tokens[1:])).spans


def _keys(text: Words) -> list[Token]:
    """The words as they are compared: without marks and spaces."""
    return [Token((), _key(token.word)) for token in text.tokens]


def _key(word: Span) -> Span:
    note = None if word.footnote is None else _plain(" ".join(word.footnote.split()))
    return Span(_plain(word.text), footnote=note)


def _plain(text: str) -> str:
    return text if text.isascii() else unicodedata.normalize("NFC", text).replace("\u00ad", "")


class _Places:
    """Where each boundary between words of the file stands in the base, and which words are the same."""

    def __init__(self, base: Sequence[Token], before: Sequence[Token]) -> None:
        self.same: dict[int, int] = {}
        self.opening: dict[int, int] = {}
        self.closing: dict[int, int] = {}
        at = other = 0
        for edit in (*edits(base, before), Edit(len(base), len(base), len(before), len(before))):
            for step in range(edit.new_start - other):
                self.same[other + step] = at + step
            for step in range(edit.new_start - other + 1):
                self.opening.setdefault(other + step, at + step)
                self.closing[other + step] = at + step
            at, other = edit.end, edit.new_end
            self.opening[other] = at


def _mapped(edit: Edit, places: _Places) -> Edit | None:
    """The edit in places of the base; None where these words are not those of the base."""
    words = [places.same.get(at) for at in range(edit.start, edit.end)]
    if any(word is None for word in words):
        return None
    known = [word for word in words if word is not None]
    if known:
        return Edit(known[0], known[-1] + 1, edit.new_start, edit.new_end)
    place = places.closing.get(edit.start, places.opening.get(edit.start))
    return None if place is None else Edit(place, place, edit.new_start, edit.new_end)


def _put_together(
    texts: tuple[Words, Words, Words], mapped: Sequence[Edit], found: Sequence[Edit], places: _Places
) -> tuple[Span, ...]:
    base, before, after = texts
    stays = _staying(before, after, found)
    ours = {places.same[old]: pair for old, pair in stays.items() if old in places.same}
    tokens: list[Token] = []
    at = 0
    for edit in mapped:
        tokens += [_kept(base.tokens[place], ours.get(place)) for place in range(at, edit.start)]
        tokens += after.tokens[edit.new_start : edit.new_end]
        at = edit.end
    tokens += [_kept(base.tokens[place], ours.get(place)) for place in range(at, len(base.tokens))]
    if tokens and tokens[0].gap and not (base.tokens and base.tokens[0].gap):
        tokens[0] = Token((), tokens[0].word)
    # White space behind the last word goes with that word, and not with the part of a paragraph cut off before it.
    is_whole = bool(base.tokens) and not (mapped and mapped[-1].end == len(base.tokens))
    return normal_spans(Words(tuple(tokens), base.after if is_whole else ()).spans)


def _staying(before: Words, after: Words, found: Sequence[Edit]) -> dict[int, tuple[Token, Token]]:
    """The words that stay, by their place before: as they were and as they are."""
    stays: dict[int, tuple[Token, Token]] = {}
    at = other = 0
    for edit in (*found, Edit(len(before.tokens), len(before.tokens), len(after.tokens), len(after.tokens))):
        for step in range(edit.start - at):
            stays[at + step] = before.tokens[at + step], after.tokens[other + step]
        at, other = edit.end, edit.new_end
    return stays


def _kept(token: Token, pair: tuple[Token, Token] | None) -> Token:
    """A word of the base, with the marks and the space that the file has given it."""
    if pair is None:
        return token
    old, new = pair
    word = token.word
    if word.footnote is None and _marks(old.word) != _marks(new.word):
        word = _marked(word, new.word)
    gap = token.gap
    if _kind(old.gap) != _kind(new.gap):
        gap = new.gap
    elif gap and new.gap and [_marks(span) for span in old.gap] != [_marks(span) for span in new.gap]:
        gap = (_marked(Span("".join(span.text for span in gap)), new.gap[0]),)
    return token if word is token.word and gap is token.gap else Token(gap, word)


def _marks(span: Span) -> tuple[bool, bool, str | None]:
    return span.strong, span.emphasis, _address(span.link)


@lru_cache(maxsize=1_024)
def _address(link: str | None) -> str | None:
    """The address as a document can hold it, in one spelling; None for what no document holds."""
    if link is None or not SAFE_LINK.match(link):
        return None
    return quote(link.strip().encode("utf-8", "ignore"), safe="%/:?#[]@!$&'()*+,;=-._~")


def _marked(span: Span, like: Span) -> Span:
    return Span(span.text, like.strong, like.emphasis, like.link)


def _kind(gap: Spans) -> str:
    """No space, a space, or a new line: how wide the space is belongs to programs, not to texts."""
    text = "".join(span.text for span in gap)
    return "\n" if "\n" in text else text[:1] and " "
