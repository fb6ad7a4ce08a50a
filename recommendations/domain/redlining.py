"""Redlines: a text against an earlier one, exact to the word, each change with the one who made it."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from recommendations.domain.attributing import Addition, Claim, Claims, claims_of, claims_on, mover_or_maker, owners
from recommendations.domain.changes import TITLE
from recommendations.domain.comparison import ComparedParagraph, Mark, Segment, compare
from recommendations.domain.hunks import change_between
from recommendations.domain.papers import Attribution, Contribution
from recommendations.domain.redlined_marks import pieces, remarked
from recommendations.domain.redlined_moves import end_of_move, told_moves
from recommendations.domain.strokes import RedlinedParagraph, RedlinedUnit, Stroke
from recommendations.domain.text import Paragraph, Span, Unit
from recommendations.domain.words import normal_spans, plain_text, words_of


def redlined(base: Unit, new: Unit, language: str, contributions: Sequence[Contribution] = ()) -> RedlinedUnit:
    """The unit's difference, each change attributed to the first contribution that made it."""
    own = [one for one in contributions if one.uid == base.uid and one.language == language]
    claims = claims_of(own)
    shown = compare(base, change_between(base, new))
    title = _paragraph(shown.title, claims, base.uid)
    paragraphs = told_moves(
        [
            _moved(one, base, new, claims) if one.is_moved else _paragraph(one, claims, base.uid)
            for one in shown.paragraphs
        ]
    )
    return RedlinedUnit(new.uid, new.kind, "", language, Mark.KEPT, title.strokes, shown.addressees, paragraphs)


def whole(
    unit: Unit,
    mark: Mark,
    language: str,
    contributions: Sequence[Contribution] = (),
    by: Attribution | None = None,
) -> RedlinedUnit:
    """A unit that comes, goes or stays as a whole; ``by`` is who did it unless a contribution is just that."""
    by = next((one.by for one in contributions if one.uid == unit.uid and _is_whole(one, mark)), by)
    paragraphs = tuple(
        RedlinedParagraph(paragraph.uid, mark, _strokes(mark, paragraph.spans, by), by) for paragraph in unit.paragraphs
    )
    title = _strokes(mark, normal_spans([Span(unit.title)]), by)
    codes = tuple((mark, code) for code in unit.addressees)
    return RedlinedUnit(unit.uid, unit.kind, "", language, mark, title, codes, paragraphs, by)


def accepted(unit: RedlinedUnit) -> Unit | None:
    """The unit with every change accepted; None where it goes."""
    return _side(unit, Mark.DELETED)


def rejected(unit: RedlinedUnit) -> Unit | None:
    """The unit with every change rejected; None where it had not been there."""
    return _side(unit, Mark.INSERTED)


def _is_whole(contribution: Contribution, mark: Mark) -> bool:
    return (contribution.before if mark is Mark.INSERTED else contribution.after) is None


def _strokes(mark: Mark, spans: tuple[Span, ...], by: Attribution | None) -> tuple[Stroke, ...]:
    return (Stroke(mark, spans, by),) if spans else ()


def _side(unit: RedlinedUnit, left_out: Mark) -> Unit | None:
    if unit.mark is left_out:
        return None
    title = RedlinedParagraph(TITLE, Mark.KEPT, unit.title)
    paragraphs = tuple(Paragraph(p.uid, p.side(left_out)) for p in unit.paragraphs if p.mark is not left_out)
    codes = tuple(code for mark, code in unit.addressees if mark is not left_out)
    return Unit(unit.uid, unit.kind, paragraphs, plain_text(title.side(left_out)), codes)


def _paragraph(shown: ComparedParagraph, claims: Sequence[Claim], unit: str) -> RedlinedParagraph:
    by = mover_or_maker(shown.uid, claims) if shown.mark is not Mark.KEPT else None
    if by is not None:
        strokes = tuple(Stroke(segment.mark, segment.spans, by) for segment in shown.segments if segment.spans)
        return RedlinedParagraph(shown.uid, shown.mark, strokes, by)
    strokes = tuple(_attributed(shown.segments, _wanted(shown, claims), unit))
    return RedlinedParagraph(shown.uid, shown.mark, strokes, _last(strokes) if shown.mark is not Mark.KEPT else None)


def _moved(end: ComparedParagraph, base: Unit, new: Unit, claims: Sequence[Claim]) -> RedlinedParagraph:
    """One end of a paragraph that has moved, perhaps with changed words."""
    both = (next(p for p in unit.paragraphs if p.uid == end.uid) for unit in (base, new))
    alone, changed = (replace(base, title="", addressees=(), paragraphs=(paragraph,)) for paragraph in both)
    (shown,) = compare(alone, change_between(alone, changed)).paragraphs
    by = mover_or_maker(end.uid, claims)
    strokes = tuple(_attributed(shown.segments, _wanted(shown, claims), base.uid))
    move = f"{base.uid}#{end.uid}"
    return RedlinedParagraph(end.uid, end.mark, tuple(end_of_move(strokes, end.mark, move, by)), by, move)


def _wanted(shown: ComparedParagraph, claims: Sequence[Claim]) -> Claims:
    return claims_on(shown.uid, words_of(shown.before).tokens, claims) if claims else Claims()


def _last(strokes: Sequence[Stroke]) -> Attribution | None:
    return strokes[-1].by if strokes else None


def _attributed(segments: Sequence[Segment], wanted: Claims, unit: str) -> Iterator[Stroke]:
    """The segments, cut where the one who made the change changes."""
    at = 0
    for is_kept, group in groupby(segments, key=lambda segment: segment.mark is Mark.KEPT):
        run = list(group)
        if is_kept:
            yield Stroke(Mark.KEPT, normal_spans(span for segment in run for span in segment.spans))
        else:
            yield from _run(run, at, wanted, unit)
        at += sum(len(words_of(one.spans).tokens) for one in run if one.mark is not Mark.INSERTED)


def _run(segments: Sequence[Segment], at: int, wanted: Claims, unit: str) -> Iterator[Stroke]:
    """What changes between two words that stay, the first of the base words being ``at``."""
    end = at + sum(len(words_of(one.spans).tokens) for one in segments if one.mark is Mark.DELETED)
    additions = [one for one in wanted.added if at <= one.place <= end]
    owned: list[tuple[Segment, list[Attribution | None]]] = []
    for segment in segments:
        owned.append((segment, _owners(segment, at, wanted, additions)))
        at += len(words_of(segment.spans).tokens) if segment.mark is Mark.DELETED else 0
    strokes = _remarked(owned) or [stroke for segment, by in owned for stroke in _cut(segment, by, unit)]
    someone = next((stroke.by for stroke in strokes if stroke.by is not None), None)
    yield from (stroke if words_of(stroke.spans).tokens else replace(stroke, by=someone) for stroke in strokes)


def _remarked(owned: Sequence[tuple[Segment, Sequence[Attribution | None]]]) -> Sequence[Stroke]:
    """The run as words that change their marks; nothing where they do not, or where something has moved as well."""
    if [segment.mark for segment, _ in owned] != [Mark.DELETED, Mark.INSERTED] or any(one.move for one, _ in owned):
        return ()
    old, new = (pieces(segment.spans, by) for segment, by in owned)
    return remarked(old, new)


def _owners(segment: Segment, at: int, wanted: Claims, additions: Sequence[Addition]) -> list[Attribution | None]:
    tokens = words_of(segment.spans).tokens
    if segment.mark is Mark.DELETED:
        return [wanted.struck.get(at + place) for place in range(len(tokens))]
    return owners([token.word for token in tokens], additions)


def _cut(segment: Segment, by: Sequence[Attribution | None], unit: str) -> Iterator[Stroke]:
    words = words_of(segment.spans)
    move = f"{unit}/{segment.move}" if segment.move else ""
    if not words.tokens:
        yield Stroke(segment.mark, segment.spans, None, move)
        return
    places = range(len(words.tokens))
    for owner, group in groupby(places, key=by.__getitem__):
        own = list(group)
        spans = [span for place in own for span in words.tokens[place].spans]
        after = words.after if own[-1] == places[-1] else ()
        yield Stroke(segment.mark, normal_spans([*spans, *after]), owner, move)
