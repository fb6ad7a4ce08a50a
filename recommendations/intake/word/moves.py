"""Paragraphs that left one place of a file for another."""

from collections import defaultdict
from collections.abc import Sequence

from recommendations.intake.word.blocks import Line, lines_of
from recommendations.intake.word.matching import normal
from recommendations.intake.word.recognised import Recognised

_SHORTEST_MOVE = 20
"""Letters that a paragraph has at least if its coming here and its going there are taken for a move."""


def note_moves(known: Recognised) -> None:
    """Which paragraph of the file is which original line that went away elsewhere."""
    everything = frozenset(known.grouping.groups)
    changed = [block for block in known.blocks if block.groups]
    leaving = _moving([line for block in changed for line in block.originals], is_leaving=True)
    lines = [line for block in changed for line in lines_of(block.members, everything)]
    coming = _moving(lines, is_leaving=False)
    for key in leaving.keys() & coming.keys():
        if key[0] or _is_cut_and_pasted(known, leaving[key], coming[key]):
            for old, new in zip(leaving[key], coming[key], strict=False):
                _join_move(known, old, new)
    known.grouping.settle(known.blocks)


def _is_cut_and_pasted(known: Recognised, leaving: Sequence[Line], coming: Sequence[Line]) -> bool:
    """Whether the same words, deleted here and inserted there, are one paragraph that left a unit which stays.

    LibreOffice forgets which insertion belongs to which deletion. What a whole deleted unit said, and a new one says
    again, is no move of paragraphs.
    """
    item = known.items.get(leaving[0])
    if len(leaving) != 1 or len(coming) != 1 or item is None or len(item.normal) < _SHORTEST_MOVE:
        return False
    own = [line for line, other in known.items.items() if other.unit == item.unit]
    return any(piece.is_kept and piece.text.strip() for line in own for piece in line.pieces)


def _moving(lines: Sequence[Line], *, is_leaving: bool) -> dict[tuple[str, str], list[Line]]:
    """The lines that leave or come as a whole, by the name of the move, or by their words where it has none."""
    found: dict[tuple[str, str], list[Line]] = defaultdict(list)
    for line in lines:
        name = None if line.is_blank else _all_moved(line, is_leaving=is_leaving)
        if name is not None:
            found[(name, "") if name else ("", normal(line.plain))].append(line)
    return found


def _join_move(known: Recognised, old: Line, new: Line) -> None:
    known.arrivals[new.home.position] = old
    known.departures.add(old)
    own = {piece.group for line in (old, new) for piece in line.pieces if not piece.is_kept and piece.text.strip()}
    number = known.grouping.unite(own)
    known.grouping.groups[number].is_move = True


def _all_moved(line: Line, *, is_leaving: bool) -> str | None:
    """The name of the move that all of the line's words belong to, empty for none; None where some words stay."""
    pieces = [piece for piece in line.pieces if piece.text.strip() or piece.note]
    revisions = [piece.deleted if is_leaving else piece.inserted for piece in pieces]
    names = {revision.move for revision in revisions if revision is not None}
    return names.pop() if all(revisions) and len(names) == 1 else None
