"""Moves in a redline: which of them can be told as such, and moved paragraphs word by word."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from recommendations.domain.comparison import Mark
from recommendations.domain.papers import Attribution
from recommendations.domain.strokes import RedlinedParagraph, Stroke
from recommendations.domain.words import normal_spans

ENDS = frozenset({Mark.DELETED, Mark.INSERTED})


def told_moves(paragraphs: Sequence[RedlinedParagraph]) -> tuple[RedlinedParagraph, ...]:
    """The paragraphs with those moves that have two ends and one mover; other ones go here and come there."""
    ends: dict[str, list[Stroke]] = defaultdict(list)
    for paragraph in paragraphs:
        for stroke in paragraph.strokes:
            if stroke.move:
                ends[stroke.move].append(stroke)
    if not ends and not any(paragraph.move for paragraph in paragraphs):
        return tuple(paragraphs)
    movers = {move: {one.by for one in strokes if one.by is not None} for move, strokes in ends.items()}
    told = {
        move: next(iter(movers[move]), None)
        for move, strokes in ends.items()
        if {one.mark for one in strokes} == ENDS and len(movers[move]) <= 1
    }
    return tuple(
        replace(
            paragraph,
            strokes=tuple(_settled(stroke, told) for stroke in paragraph.strokes),
            move=paragraph.move if paragraph.move in told else "",
        )
        for paragraph in paragraphs
    )


def _settled(stroke: Stroke, told: dict[str, Attribution | None]) -> Stroke:
    if not stroke.move:
        return stroke
    return replace(stroke, by=told[stroke.move]) if stroke.move in told else replace(stroke, move="")


def end_of_move(strokes: Sequence[Stroke], end: Mark, move: str, mover: Attribution | None) -> Iterator[Stroke]:
    """One end of a moved paragraph, from its difference: what stays has moved, what changes comes or goes.

    Words that were struck go with the old place, new ones come with the new place; nothing is a change in a change.
    """
    left_out = Mark.INSERTED if end is Mark.DELETED else Mark.DELETED
    here = (stroke for stroke in strokes if stroke.mark is not left_out)
    for is_kept, group in groupby(here, key=lambda stroke: stroke.mark is Mark.KEPT):
        if is_kept:
            yield Stroke(end, normal_spans(span for stroke in group for span in stroke.side(left_out)), mover, move)
        else:
            yield from (replace(stroke, by=stroke.by or mover, move="") for stroke in group)
