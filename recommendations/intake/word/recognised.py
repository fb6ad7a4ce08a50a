"""A file held against its base: what each line is, and what nobody tracked but is different all the same."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from recommendations.domain.hunks import TITLE
from recommendations.domain.intake import BaseText, ChangeKind, Doubt
from recommendations.domain.proposals import THEME_TITLE
from recommendations.domain.text import Paragraph, Span, Unit, UnitKind
from recommendations.intake.word.blocks import NOTHING, Block, Line, blocks_of, lines_of
from recommendations.intake.word.grouping import Group, Grouping
from recommendations.intake.word.matching import NUMBER, Item, Matcher, items_of, normal, without_number
from recommendations.intake.word.pieces import Contents, Note, spans_with
from recommendations.intake.word.weaving import differing, same_marks, same_words

_SHORTEST_MOVE = 20
"""Letters that a paragraph has at least if its coming here and its going there are taken for a move."""


@dataclass(slots=True)
class Recognised:
    """What is known of a file's lines.

    ``untracked``, ``missing``, ``disordered`` and ``strays`` lead to the numbers of changes that nobody tracked:
    of a line, of a part of the base, of a unit's order, of a paragraph that stands in another unit. ``arrivals`` are
    the original lines that came to a paragraph of the file from elsewhere, ``strangers`` those that neither look like
    the text nor are known to stand around it.
    """

    blocks: list[Block]
    notes: dict[str, Note]
    grouping: Grouping
    units: dict[str, Unit]
    items: dict[Line, Item]
    doubts: dict[Line, Doubt]
    furniture: set[Line]
    entering: list[str | None] = field(default_factory=list)
    numbers: dict[Line, str] = field(default_factory=dict)
    untracked: dict[Line, int] = field(default_factory=dict)
    missing: dict[tuple[str, str], int] = field(default_factory=dict)
    disordered: dict[str, int] = field(default_factory=dict)
    strays: dict[int, int] = field(default_factory=dict)
    arrivals: dict[int, Line] = field(default_factory=dict)
    departures: set[Line] = field(default_factory=set)
    strangers: list[Line] = field(default_factory=list)
    head_styles: set[str] = field(default_factory=set)
    title_styles: set[str] = field(default_factory=set)
    text_styles: set[str] = field(default_factory=set)
    blocks_of: dict[str, set[int]] = field(default_factory=lambda: defaultdict(set))
    blocks_with: dict[int, set[int]] = field(default_factory=lambda: defaultdict(set))
    seen: set[tuple[str, str]] = field(default_factory=set)
    following: list[Item | None] = field(default_factory=list)
    is_reordered: bool = False
    has_continuations: bool = False

    def reindex(self) -> None:
        """Find anew in which blocks each change and each unit is."""
        self.blocks_of.clear()
        self.blocks_with.clear()
        self.grouping.settle(self.blocks)
        _index(self)

    def paragraph(self, unit: str, uid: str) -> Paragraph:
        """A paragraph of the base."""
        return next(one for one in self.units[unit].paragraphs if one.uid == uid)

    def is_inside(self, line: Line, unit: str | None) -> bool:
        """Whether the unit goes on behind a new line."""
        position = line.home.position + 1
        item = self.following[position] if position < len(self.following) else None
        return item is not None and item.unit == unit and not item.is_head

    def is_head(self, line: Line) -> bool:
        """Whether a new line looks like those with which units begin."""
        return line.home.style in self.head_styles - self.text_styles

    def is_title(self, line: Line) -> bool:
        """Whether a new line looks like the titles of units."""
        return line.home.style in self.title_styles


def recognise(contents: Contents, base: BaseText) -> Recognised:
    """The file's lines, each with what it is in the base."""
    blocks = blocks_of(contents.paragraphs)
    grouping = Grouping(blocks, contents.notes)
    originals = [line for block in blocks for line in block.originals]
    items = items_of(base)
    found = Matcher(items, originals, base.furniture).match()
    units = {entry.unit.uid: entry.unit for entry in base.units}
    units[THEME_TITLE] = Unit(THEME_TITLE, UnitKind.PASSAGE, (), base.title)
    known = Recognised(blocks, contents.notes, grouping, units, found.items, found.doubts, found.furniture)
    _learn_styles(known)
    _note_numbers(known)
    _note_moves(known)
    _note_places(known)
    _note_untracked(known, originals)
    _note_missing(known, items)
    _note_order(known, originals)
    _note_following(known)
    _index(known)
    return known


def _learn_styles(known: Recognised) -> None:
    for line, item in known.items.items():
        style = line.home.style
        if item.is_head and known.units[item.unit].kind.is_operative:
            known.head_styles.add(style)
        if item.paragraph == TITLE and item.unit != THEME_TITLE:
            known.title_styles.add(style)
        if not item.is_head or not known.units[item.unit].kind.is_operative:
            known.text_styles.add(style)
        known.has_continuations |= not item.is_head


def _note_numbers(known: Recognised) -> None:
    for line, item in known.items.items():
        text = normal(line.plain)
        found = NUMBER.match(line.plain)
        if found is None or not item.is_head or text == item.normal:
            continue
        if (item.number and found[0].strip().rstrip(".)") == item.number) or without_number(text) == item.normal:
            known.numbers[line] = found[0]


def _note_moves(known: Recognised) -> None:
    """Which paragraph of the file is which original line that went away elsewhere."""
    everything = frozenset(known.grouping.groups)
    changed = [block for block in known.blocks if block.groups]
    leaving = _moving([line for block in changed for line in block.originals], is_leaving=True)
    lines = [line for block in changed for line in lines_of(block.members, everything)]
    coming = _moving(lines, is_leaving=False)
    for key in leaving.keys() & coming.keys():
        is_single = len(leaving[key]) == len(coming[key]) == 1
        if key[0] or (is_single and len(key[1]) >= _SHORTEST_MOVE):
            for old, new in zip(leaving[key], coming[key], strict=False):
                _join_move(known, old, new)
    known.grouping.settle(known.blocks)


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


def _note_places(known: Recognised) -> None:
    """Which unit the text has reached before each block, and which paragraphs stand in another one than their own."""
    current: str | None = None
    heads = {item.unit for item in known.items.values() if item.is_head}
    for number, block in enumerate(known.blocks):
        known.entering.append(current)
        for line in block.originals:
            item = known.items.get(line)
            if item is None:
                continue
            if not item.is_head and current not in {None, item.unit, THEME_TITLE} and item.unit in heads:
                words = normal(line.plain)
                known.strays[line.home.position] = _untracked(known, (words, words), number).number
                continue
            current = item.unit


def _untracked(
    known: Recognised, said: tuple[str, str], block: int | None = None, kind: ChangeKind = ChangeKind.UNTRACKED
) -> Group:
    group = known.grouping.new()
    group.kind, group.said = kind, said
    if block is not None:
        known.blocks[block].groups |= {group.number}
    return group


def _note_untracked(known: Recognised, originals: Sequence[Line]) -> None:
    first = min((place for place, line in enumerate(originals) if line in known.items), default=0)
    styles = _styles_of_text(known)
    order = {line: place for place, line in enumerate(originals)}
    for number, block in enumerate(known.blocks):
        for line in block.originals:
            if line in known.items:
                _note_difference(known, line, number)
            elif not line.is_blank and line not in known.furniture:
                if order[line] > first and line.home.style in styles:
                    _note_addition(known, line, number)
                else:
                    known.strangers.append(line)
    known.furniture.update(known.strangers)


def _styles_of_text(known: Recognised) -> set[str]:
    """The styles that a paragraph of the text can have; those of what stands around it are none."""
    # A program gives the style of the one to the other where it joins paragraphs: only untouched ones tell.
    untouched = [line for block in known.blocks if not block.groups for line in block.originals]
    styles = {line.home.style for line in untouched if line in known.items}
    around = {line.home.style for line in untouched if line in known.furniture}
    return (styles or {line.home.style for line in known.items}) - around


def _note_difference(known: Recognised, line: Line, block: int) -> None:
    item = known.items[line]
    number = known.numbers.get(line, "")
    base = [Span(number), *item.spans] if number else list(item.spans)
    file = spans_with(line.pieces, NOTHING, known.notes)
    if not same_words(base, file):
        group = _untracked(known, differing(base, file), block)
    elif item.paragraph != TITLE and not same_marks(base, file):
        group = _untracked(known, ("", ""), block, ChangeKind.FORMAT)
    else:
        return
    known.untracked[line] = group.number


def _note_addition(known: Recognised, line: Line, block: int) -> None:
    """A paragraph that nobody tracked: what is tracked in it can only come along with it."""
    group = _untracked(known, ("", normal(line.plain)), block)
    own = {piece.group for piece in line.pieces if not piece.is_kept or piece.formatted is not None}
    known.untracked[line] = known.grouping.unite({group.number, *own} - {-1})
    known.grouping.settle([known.blocks[block]])
    known.blocks[block].groups |= {known.untracked[line]}


def _note_missing(known: Recognised, items: Iterable[Item]) -> None:
    known.seen = {(item.unit, item.paragraph) for item in known.items.values()}
    gone = [item for item in items if (item.unit, item.paragraph) not in known.seen and item.unit != THEME_TITLE]
    whole = {item.unit for item in gone} - {unit for unit, _ in known.seen}
    groups: dict[str, Group] = {}
    for item in gone:
        key = item.unit if item.unit in whole else f"{item.unit} {item.position}"
        if key not in groups:
            groups[key] = _untracked(known, ("", ""), kind=ChangeKind.MISSING)
        said = " ".join(filter(None, (groups[key].said[0], item.normal)))
        groups[key].said = (said, "")
        known.missing[item.unit, item.paragraph] = groups[key].number


def _note_order(known: Recognised, originals: Sequence[Line]) -> None:
    positions: dict[str, list[int]] = defaultdict(list)
    heads: list[int] = []
    for line in originals:
        item = known.items.get(line)
        if item is not None and line.home.position not in known.strays:
            positions[item.unit].append(item.position)
            heads += [item.position] if item.is_head else []
    known.is_reordered = heads != sorted(heads)
    for unit, found in positions.items():
        if found != sorted(found):
            known.disordered[unit] = _untracked(known, ("", "")).number


def _note_following(known: Recognised) -> None:
    """What is recognised next, from each paragraph of the file on."""
    homes = {line.home.position: item for line, item in known.items.items()}
    following: list[Item | None] = []
    for block in reversed(known.blocks):
        for member in reversed(block.members):
            following.append(homes.get(member.position, following[-1] if following else None))
    known.following = following[::-1]


def _index(known: Recognised) -> None:
    for number, block in enumerate(known.blocks):
        units = {known.items[line].unit for line in block.originals if line in known.items}
        units |= {unit for unit in [known.entering[number]] if unit is not None}
        for unit in units:
            known.blocks_of[unit].add(number)
        for group in block.groups:
            known.blocks_with[group].add(number)
    for unit, group in known.disordered.items():
        known.blocks_with[group] |= known.blocks_of[unit]
    for (unit, _), group in known.missing.items():
        known.blocks_with[group] |= known.blocks_of[unit]
