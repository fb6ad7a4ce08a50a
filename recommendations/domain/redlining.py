"""Redlines: a text against an earlier one, exact to the word, each change with the one who made it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from recommendations.domain.attributing import Addition, Claim, Claims, claims_of, claims_on, mover_or_maker, owners
from recommendations.domain.changes import TITLE
from recommendations.domain.comparison import ComparedParagraph, Mark, Segment, compare
from recommendations.domain.hunks import change_between
from recommendations.domain.papers import Attribution, Contribution
from recommendations.domain.text import Paragraph, Span, Unit, UnitKind
from recommendations.domain.words import normal_spans, plain_text, words_of

Codes = tuple[tuple[Mark, str], ...]


@dataclass(frozen=True, slots=True)
class Stroke:
    """A stretch of text with one fate, and by whom; None where the change is editorial or nothing changes."""

    mark: Mark
    spans: tuple[Span, ...]
    by: Attribution | None = None


@dataclass(frozen=True, slots=True)
class RedlinedParagraph:
    """A paragraph in strokes; ``mark`` and ``by`` are of the paragraph itself: whether it comes or goes as a whole."""

    uid: str
    mark: Mark
    strokes: tuple[Stroke, ...]
    by: Attribution | None = None

    def side(self, left_out: Mark) -> tuple[Span, ...]:
        """The words without what is ``left_out``."""
        return normal_spans(span for stroke in self.strokes if stroke.mark is not left_out for span in stroke.spans)


@dataclass(frozen=True, slots=True)
class RedlinedUnit:
    """A unit in strokes; ``number`` is the printed one of the new text, or of the base for a unit that goes."""

    uid: str
    kind: UnitKind
    number: str
    language: str
    mark: Mark
    title: tuple[Stroke, ...]
    addressees: Codes
    paragraphs: tuple[RedlinedParagraph, ...]
    by: Attribution | None = None


def redlined(base: Unit, new: Unit, language: str, contributions: Sequence[Contribution] = ()) -> RedlinedUnit:
    """The unit's difference, each change attributed to the first contribution that made it."""
    own = [one for one in contributions if one.uid == base.uid and one.language == language]
    claims = claims_of(own)
    shown = compare(base, change_between(base, new))
    title = _paragraph(shown.title, claims)
    paragraphs = tuple(_paragraph(paragraph, claims) for paragraph in shown.paragraphs)
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


def _paragraph(shown: ComparedParagraph, claims: Sequence[Claim]) -> RedlinedParagraph:
    by = mover_or_maker(shown.uid, claims) if shown.mark is not Mark.KEPT else None
    if by is not None:
        strokes = tuple(Stroke(segment.mark, segment.spans, by) for segment in shown.segments if segment.spans)
        return RedlinedParagraph(shown.uid, shown.mark, strokes, by)
    wanted = claims_on(shown.uid, words_of(shown.before).tokens, claims) if claims else Claims()
    strokes = tuple(_attributed(shown.segments, wanted))
    return RedlinedParagraph(shown.uid, shown.mark, strokes, _last(strokes) if shown.mark is not Mark.KEPT else None)


def _last(strokes: Sequence[Stroke]) -> Attribution | None:
    return strokes[-1].by if strokes else None


def _attributed(segments: Sequence[Segment], wanted: Claims) -> Iterator[Stroke]:
    """The segments, cut where the one who made the change changes."""
    at = 0
    for is_kept, group in groupby(segments, key=lambda segment: segment.mark is Mark.KEPT):
        run = list(group)
        if is_kept:
            yield Stroke(Mark.KEPT, normal_spans(span for segment in run for span in segment.spans))
        else:
            yield from _run(run, at, wanted)
        at += sum(len(words_of(one.spans).tokens) for one in run if one.mark is not Mark.INSERTED)


def _run(segments: Sequence[Segment], at: int, wanted: Claims) -> Iterator[Stroke]:
    """What changes between two words that stay, the first of the base words being ``at``."""
    end = at + sum(len(words_of(one.spans).tokens) for one in segments if one.mark is Mark.DELETED)
    additions = [one for one in wanted.added if at <= one.place <= end]
    strokes: list[Stroke] = []
    for segment in segments:
        strokes += _cut(segment, _owners(segment, at, wanted, additions))
        at += len(words_of(segment.spans).tokens) if segment.mark is Mark.DELETED else 0
    someone = next((stroke.by for stroke in strokes if stroke.by is not None), None)
    yield from (stroke if words_of(stroke.spans).tokens else replace(stroke, by=someone) for stroke in strokes)


def _owners(segment: Segment, at: int, wanted: Claims, additions: Sequence[Addition]) -> list[Attribution | None]:
    tokens = words_of(segment.spans).tokens
    if segment.mark is Mark.DELETED:
        return [wanted.struck.get(at + place) for place in range(len(tokens))]
    return owners([token.word for token in tokens], additions)


def _cut(segment: Segment, by: Sequence[Attribution | None]) -> Iterator[Stroke]:
    words = words_of(segment.spans)
    if not words.tokens:
        yield Stroke(segment.mark, segment.spans)
        return
    places = range(len(words.tokens))
    for owner, group in groupby(places, key=by.__getitem__):
        own = list(group)
        spans = [span for place in own for span in words.tokens[place].spans]
        after = words.after if own[-1] == places[-1] else ()
        yield Stroke(segment.mark, normal_spans([*spans, *after]), owner)
