"""A file held against its base: what each line is, and what nobody tracked but is different all the same."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from recommendations.domain.hunks import TITLE
from recommendations.domain.intake import BaseText, ChangeKind
from recommendations.domain.proposals import THEME_TITLE
from recommendations.domain.text import Span, Unit, UnitKind
from recommendations.intake.word.blocks import NOTHING, Line, blocks_of
from recommendations.intake.word.grouping import Group, Grouping
from recommendations.intake.word.matching import NUMBER, Item, Matcher, items_of, normal, without_number
from recommendations.intake.word.moves import note_moves
from recommendations.intake.word.pieces import UNGROUPED, Contents, spans_with
from recommendations.intake.word.recognised import Recognised
from recommendations.intake.word.weaving import differing, same_marks, same_words


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
    known.furniture_texts |= {normal(text) for text in base.furniture}
    _learn_styles(known)
    _note_numbers(known)
    _note_places(known)
    note_moves(known)
    _note_untracked(known, originals)
    _note_missing(known, items)
    _note_order(known, originals)
    _note_following(known)
    known.reindex()
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
    known.furniture_texts |= {normal(line.plain) for line in known.furniture}


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
    known.untracked[line] = known.grouping.unite({group.number, *own} - {UNGROUPED})
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
