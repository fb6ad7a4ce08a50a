"""Units put together again from the lines of a file, with any choice of its changes accepted."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from uuid import NAMESPACE_OID, uuid5

from recommendations.domain.hunks import TITLE
from recommendations.domain.proposals import NEW_UNIT, THEME_TITLE
from recommendations.domain.text import Paragraph, Span, Unit, UnitKind
from recommendations.domain.words import plain_text
from recommendations.intake.word.blocks import NOTHING, Block, Line
from recommendations.intake.word.matching import NUMBER, Item
from recommendations.intake.word.pieces import spans_with
from recommendations.intake.word.recognised import Recognised
from recommendations.intake.word.weaving import trimmed, woven

_SINGLE = frozenset({UnitKind.CITATION, UnitKind.RECITAL})
"""Where another paragraph is hardly meant as one more of the same unit."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A paragraph of a unit, or its title, in the order of the file; ``uid`` is ``TITLE`` for the latter."""

    unit: str
    uid: str
    spans: tuple[Span, ...]
    item: Item | None = None
    is_moved: bool = False


@dataclass(slots=True)
class Arrangement:
    """What a choice of changes makes of a stretch of the file.

    ``behind`` says for each new unit after which unit it stands, and ``lines`` which lines it is made of. It is
    entangled where words change that nobody tracked, and uncertain where a new paragraph may begin a unit or not.
    """

    placed: list[Placed] = field(default_factory=list)
    claimed: set[int] = field(default_factory=set)
    behind: dict[str, str | None] = field(default_factory=dict)
    lines: dict[str, list[Line]] = field(default_factory=dict)
    entangled: bool = False
    is_uncertain: bool = False


class Assembler:
    """Arranges lines into units; one file, one base."""

    def __init__(self, recognised: Recognised, key: str) -> None:
        self._known = recognised
        self._key = key

    def arrange(self, accepted: frozenset[int], scope: Iterable[int]) -> Arrangement:
        """The units in these blocks, in the text in which these changes alone are accepted."""
        result = Arrangement()
        current: str | None = None
        last = -1
        for number in scope:
            if number != last + 1:
                current = self._known.entering[number]
            last = number
            for line, sources, is_moved in self._sources(self._known.blocks[number], accepted):
                current = self._place(result, (line, sources, is_moved), accepted, current)
        return result

    def unit(self, uid: str, made: Arrangement, accepted: frozenset[int]) -> Unit | None:
        """The unit as arranged; None where nothing would be left of it."""
        base = self._known.units[uid]
        entries = [entry for entry in made.placed if entry.unit == uid]
        titles = [plain_text(entry.spans).strip() for entry in entries if entry.uid == TITLE]
        title = titles[0] if titles else base.title if self._stays(uid, TITLE, accepted) else ""
        found = {entry.uid: Paragraph(entry.uid, entry.spans) for entry in entries if entry.uid != TITLE}
        order = self._order(uid, [entry for entry in entries if entry.uid != TITLE], accepted)
        paragraphs = tuple(found.get(one) or self._known.paragraph(uid, one) for one in order)
        if base.paragraphs and not paragraphs:
            return None
        if uid == THEME_TITLE and not title:
            return None
        return replace(base, title=title, paragraphs=paragraphs)

    def new_unit(self, name: str, made: Arrangement) -> Unit:
        """A unit that is not in the base."""
        entries = [entry for entry in made.placed if entry.unit == name]
        title = next((plain_text(entry.spans).strip() for entry in entries if entry.uid == TITLE), "")
        paragraphs = tuple(Paragraph(entry.uid, entry.spans) for entry in entries if entry.uid != TITLE)
        return Unit(NEW_UNIT, UnitKind.RECOMMENDATION, paragraphs, title)

    def _stays(self, unit: str, paragraph: str, accepted: frozenset[int]) -> bool:
        """Whether something of the base that the file lacks is kept nevertheless."""
        number = self._known.missing.get((unit, paragraph))
        if number is not None:
            return number not in accepted
        return (unit, paragraph) not in self._known.seen

    def _order(self, uid: str, entries: Sequence[Placed], accepted: frozenset[int]) -> list[str]:
        """The paragraphs in the order of the file; what nobody moved in the order of the base."""
        base = [paragraph.uid for paragraph in self._known.units[uid].paragraphs]
        places = {one: place for place, one in enumerate(base)}
        order = [entry.uid for entry in entries]
        if self._known.disordered.get(uid) not in accepted:
            fixed = [entry.uid for entry in entries if entry.item is not None and not entry.is_moved]
            queue = iter(sorted(fixed, key=lambda one: places.get(one, 0)))
            order = [next(queue) if one in set(fixed) else one for one in order]
        for one in base:
            if one not in order and self._stays(uid, one, accepted):
                before = [order.index(other) for other in base[: places[one]] if other in order]
                order.insert(max(before) + 1 if before else 0, one)
        return order

    def _sources(self, block: Block, accepted: frozenset[int]) -> Iterator[tuple[Line, list[Line], bool]]:
        """Each line with the original lines that it is made of, and whether it came here from elsewhere."""
        lines = block.lines_with(accepted)
        if lines is block.originals:
            yield from ((line, [line], False) for line in lines)
            return
        owners = {
            id(piece): line for line in block.originals for piece in line.pieces if piece.text.strip() or piece.note
        }
        linked = [list(dict.fromkeys(owners[id(p)] for p in line.pieces if id(p) in owners)) for line in lines]
        taken = {id(line) for sources in linked for line in sources}
        free = [line for line in block.originals if id(line) not in taken and not line.is_blank]
        for line, sources in zip(lines, linked, strict=True):
            arrived = self._known.arrivals.get(line.home.position) if not sources else None
            if arrived is not None:
                yield line, [arrived], True
                continue
            yield line, sources or self._rewritten(line, free), False

    def _rewritten(self, line: Line, free: list[Line]) -> list[Line]:
        """The original whose words all gave way to this line's, in the same paragraph of the file."""
        for original in free if not line.is_blank else ():
            if original.home is line.home and original not in self._known.departures:
                free.remove(original)
                return [original]
        return []

    def _place(
        self,
        made: Arrangement,
        found: tuple[Line, list[Line], bool],
        accepted: frozenset[int],
        current: str | None,
    ) -> str | None:
        """Put one line where it belongs; the unit that the text has reached is returned."""
        line, sources, is_moved = found
        items = [self._known.items[one] for one in sources if one in self._known.items]
        if line.is_blank:
            return current
        if not items:
            return self._place_unknown(made, line, sources, accepted, current)
        spans = self._words(made, line, sources, accepted)
        item = next((one for one in items if one.position not in made.claimed), None)
        made.claimed.update(one.position for one in items)
        if item is None:
            made.placed.append(Placed(items[0].unit, self._uid(line), trimmed(spans)))
            return current
        is_stray = line.home.position in self._known.strays
        if item.is_head or not (is_moved or is_stray):
            current = item.unit
        if self._strays(line, item, accepted, is_moved=is_moved) and current not in {None, item.unit}:
            made.placed.append(Placed(str(current), self._uid(line), trimmed(spans)))
        else:
            made.placed.append(Placed(item.unit, item.paragraph, spans, item, is_moved))
        return current

    def _strays(self, line: Line, item: Item, accepted: frozenset[int], *, is_moved: bool) -> bool:
        return not item.is_head and (is_moved or self._known.strays.get(line.home.position) in accepted)

    def _place_unknown(
        self, made: Arrangement, line: Line, sources: list[Line], accepted: frozenset[int], current: str | None
    ) -> str | None:
        untracked = [self._known.untracked.get(one) for one in sources]
        is_unwanted = sources and not any(number in accepted for number in untracked if number is not None)
        if is_unwanted or self._known.is_furniture(line):
            return current
        spans = trimmed(spans_with(line.pieces, accepted, self._known.notes))
        is_inside = self._known.is_inside(line, current)
        if self._known.is_head(line) and (self._known.is_title(line) or not is_inside):
            made.is_uncertain |= is_inside
            name = f"new:{line.home.position}"
            behind = made.behind.get(current or "", current)
            made.behind[name] = None if behind == THEME_TITLE else behind
            made.lines[name] = [line]
            uid = TITLE if self._known.is_title(line) else self._uid(line)
            made.placed.append(Placed(name, uid, spans))
            return name
        if current is not None and current != THEME_TITLE:
            made.placed.append(Placed(current, self._uid(line), spans))
            made.lines.setdefault(current, []).append(line)
            is_single = current in self._known.units and self._known.units[current].kind in _SINGLE
            made.is_uncertain |= is_single or self._known.is_head(line)
        return current

    def _uid(self, line: Line) -> str:
        return uuid5(NAMESPACE_OID, f"{self._key}:{line.home.position}").hex

    def _words(
        self, made: Arrangement, line: Line, sources: Sequence[Line], accepted: frozenset[int]
    ) -> tuple[Span, ...]:
        """What the line says: the words of the base, with what is accepted in them."""
        number = self._known.numbers.get(sources[0], "")
        base = [span for one in sources for span in self._base(one)]
        if len(sources) == 1 and sources[0] is line and self._known.untracked.get(line) not in accepted:
            return tuple(base)
        before = [span for one in sources for span in spans_with(one.pieces, NOTHING, self._known.notes)]
        after = spans_with(line.pieces, accepted, self._known.notes)
        full = [Span(number), *base] if number else base
        is_wanted = any(self._known.untracked.get(one) in accepted for one in sources)
        found = None if is_wanted else woven(full, before, after)
        if found is None:
            made.entangled |= not is_wanted
            found = woven(full, full, after) or ()
        return _without(found, number)

    def _base(self, line: Line) -> tuple[Span, ...]:
        item = self._known.items.get(line)
        return item.spans if item is not None else spans_with(line.pieces, NOTHING, self._known.notes)


def _without(spans: tuple[Span, ...], number: str) -> tuple[Span, ...]:
    """The text behind the number that the paper prints before it, or behind what somebody has made of that."""
    if not number or not spans:
        return spans
    text = spans[0].text
    found = NUMBER.match(text)
    end = len(number.strip()) if text.startswith(number.strip()) else found.end() if found is not None else 0
    return trimmed((replace(spans[0], text=text[end:].lstrip()), *spans[1:]))
