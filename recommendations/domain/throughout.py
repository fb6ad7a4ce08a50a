"""The same wording throughout: one word or phrase replaced wherever a unit has it."""

from collections.abc import Sequence
from dataclasses import replace as with_fields

from recommendations.domain.changes import TITLE, Hunk
from recommendations.domain.text import Paragraph, Span, Unit
from recommendations.domain.weaving import Piece, woven
from recommendations.domain.words import Token, Words, plain_text, words_of


def replaced_throughout(unit: Unit, find: str, replace: str) -> Unit | None:
    """The unit with every ``find``, whole words only, replaced; None where it has none.

    A capital at the beginning of what is found stays one; marks and footnotes stay.
    """
    wanted, given = words_of([Span(find.strip())]), words_of([Span(replace.strip())])
    if not wanted.tokens or wanted == given:
        return None
    title = plain_text(_replaced(words_of([Span(unit.title)]), wanted.tokens, given.tokens).spans) or unit.title
    paragraphs = tuple(
        Paragraph(p.uid, _replaced(words_of(p.spans), wanted.tokens, given.tokens).spans) for p in unit.paragraphs
    )
    changed = with_fields(unit, title=title, paragraphs=paragraphs)
    return None if changed == unit else changed


def _replaced(words: Words, wanted: Sequence[Token], given: Sequence[Token]) -> Words:
    pieces: list[Piece] = []
    place = 0
    while place <= len(words.tokens) - len(wanted):
        if _stands_at(words.tokens, place, wanted):
            pieces.append(
                Piece(0, _hunk(words, place, place + len(wanted), _fitted(words.tokens, place, wanted, given)))
            )
            place += len(wanted)
        else:
            place += 1
    return woven(words, pieces) if pieces else words


def _stands_at(tokens: Sequence[Token], place: int, wanted: Sequence[Token]) -> bool:
    found = tokens[place : place + len(wanted)]
    if not _says(found[0].word.text, wanted[0].word.text):
        return False
    return all(
        token.word.text == other.word.text and token.word.footnote is None and bool(token.gap) == bool(other.gap)
        for token, other in zip(found[1:], wanted[1:], strict=True)
    )


def _says(text: str, wanted: str) -> bool:
    """Whether it is the word, or the word with a capital at the beginning of a sentence."""
    return text == wanted or text == _capitalised(wanted)


def _capitalised(text: str) -> str:
    return text[:1].title() + text[1:]


def _fitted(tokens: Sequence[Token], place: int, wanted: Sequence[Token], given: Sequence[Token]) -> tuple[Token, ...]:
    """The new words with the marks, the space before and the capital of those that they replace."""
    found = tokens[place : place + len(wanted)]
    fitted: list[Token] = []
    for at, token in enumerate(given):
        marks = found[at].word if len(given) == len(found) else found[0].word
        gap = found[0].gap if at == 0 else tuple(with_fields(marks, text=span.text) for span in token.gap)
        text = token.word.text
        if at == 0 and found[0].word.text != wanted[0].word.text:
            text = _capitalised(text)
        fitted.append(Token(gap, with_fields(marks, text=text)))
    return tuple(fitted)


def _hunk(words: Words, start: int, end: int, new: tuple[Token, ...]) -> Hunk:
    after = words.tokens[end].gap if end < len(words.tokens) else words.after
    is_first_gone = start == 0 and not new
    return Hunk(TITLE, start, end, new, words.tokens[0].gap if is_first_gone else after)
