"""Which paragraph of the base each original paragraph of the file is: by bookmark and words, never by place alone."""

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import partial

from rapidfuzz import fuzz, process

from recommendations.domain.anchors import bookmark_name
from recommendations.domain.hunks import TITLE
from recommendations.domain.intake import BaseText, Doubt
from recommendations.domain.proposals import THEME_TITLE
from recommendations.domain.text import Span
from recommendations.intake.word.blocks import Line

SIMILAR = 75
"""So much alike, from 0 to 100, two texts are taken for the same one."""
_RIVALS = 4
_CLEARLY = 4
"""By so much the likest one is ahead of the next, or place has to decide between them."""
NUMBER = re.compile(r"\s*(?:\d+(?:\.\d+)*[.)]?|[IVXLC]+[.)])\s+")


@dataclass(frozen=True, slots=True)
class Item:
    """A paragraph of the base, or the title of a unit or of the theme (``paragraph`` is ``TITLE``)."""

    position: int
    unit: str
    paragraph: str
    spans: tuple[Span, ...]
    normal: str
    names: frozenset[str]
    number: str = ""
    is_head: bool = False


@dataclass(slots=True)
class Matches:
    """For each original line its item of the base, with the doubts about it; ``furniture`` is no text at all."""

    items: dict[Line, Item] = field(default_factory=dict)
    doubts: dict[Line, Doubt] = field(default_factory=dict)
    furniture: set[Line] = field(default_factory=set)


def normal(text: str) -> str:
    """The text as it is compared: no kind of space differs from another, soft hyphens do not count."""
    return " ".join(unicodedata.normalize("NFC", text).replace("\u00ad", "").split())


def without_number(text: str) -> str:
    """The text behind a number that stands before it as words."""
    return NUMBER.sub("", text, count=1)


def items_of(base: BaseText) -> list[Item]:
    """Everything that can be recognised, in order; the theme's title comes first."""
    found = [Item(0, THEME_TITLE, TITLE, (Span(base.title),), normal(base.title), frozenset(), is_head=True)]
    for entry in base.units:
        unit = entry.unit
        head = frozenset({bookmark_name(unit.uid)})
        if unit.title:
            spans = (Span(unit.title),)
            place = len(found)
            found.append(Item(place, unit.uid, TITLE, spans, normal(unit.title), head, entry.number, is_head=True))
            head = frozenset()
        for paragraph in unit.paragraphs:
            names = head | {bookmark_name(paragraph.uid)}
            text = normal(paragraph.plain)
            is_head = bool(head)
            number = entry.number if is_head else ""
            found.append(Item(len(found), unit.uid, paragraph.uid, paragraph.spans, text, names, number, is_head))
            head = frozenset()
    return [item for item in found if item.normal]


class Matcher:
    """Finds the items of the base among the lines, in rounds from the surest to the least sure."""

    def __init__(self, items: Sequence[Item], lines: Sequence[Line], furniture: Iterable[str]) -> None:
        self._lines = [line for line in lines if not line.is_blank]
        self._order = {line: place for place, line in enumerate(self._lines)}
        self._normal = {line: normal(line.plain) for line in self._lines}
        self._bare = {line: without_number(text) for line, text in self._normal.items()}
        self._free = {item.position: item for item in items}
        self._furniture = {normal(text) for text in furniture}
        self.found = Matches()

    def match(self) -> Matches:
        """All matches that can be answered for."""
        self._by_bookmark(self._says)
        self._by_text()
        self._set_furniture_aside()
        self._by_likeness(only_clear=True)
        self._by_bookmark(lambda *_: True, doubt=Doubt.BOOKMARK_ONLY)
        self._by_likeness(only_clear=False)
        self._by_place()
        return self.found

    def _open(self) -> list[Line]:
        return [line for line in self._lines if line not in self.found.items and line not in self.found.furniture]

    def _take(self, line: Line, item: Item, doubt: Doubt | None = None) -> None:
        self.found.items[line] = item
        self._free.pop(item.position)
        if doubt is not None:
            self.found.doubts[line] = doubt

    def _says(self, line: Line, item: Item) -> bool:
        return item.normal in {self._normal[line], self._bare[line]}

    def _likeness(self, line: Line, item: Item) -> float:
        return max(fuzz.ratio(text, item.normal) for text in {self._normal[line], self._bare[line]})

    def _by_bookmark(self, confirms: Callable[[Line, Item], bool], doubt: Doubt | None = None) -> None:
        named = {name: item for item in self._free.values() for name in item.names}
        seen: set[str] = set()
        for line in self._open():
            # A copied paragraph brings a second bookmark of the same name along: the first one counts.
            own = [name for name in line.bookmarks if name in named and name not in seen]
            seen.update(own)
            items = {named[name].position: named[name] for name in own}
            wanted = [item for item in items.values() if item.position in self._free and confirms(line, item)]
            if len(wanted) == 1:
                is_unsure = doubt is not None and self._likeness(line, wanted[0]) < SIMILAR
                self._take(line, wanted[0], doubt if is_unsure else None)

    def _by_text(self) -> None:
        items: dict[str, list[Item]] = defaultdict(list)
        for item in self._free.values():
            items[item.normal].append(item)
        lines: dict[str, list[Line]] = defaultdict(list)
        for line in self._open():
            key = self._normal[line] if self._normal[line] in items else self._bare[line]
            if key in items:
                lines[key].append(line)
        twins = {text for text, found in lines.items() if len(found) > 1 or len(items[text]) > 1}
        for text in lines.keys() - twins:
            self._take(lines[text][0], items[text][0])
        around = self._surroundings()
        for text in sorted(twins):
            self._tell_apart(lines[text], items[text], around)

    def _tell_apart(self, lines: list[Line], alike: list[Item], around: dict[Line, tuple[int, int]]) -> None:
        """Texts alike: the next neighbours decide, then those further away, then order; a choice left is a doubt."""
        for fits in (self._is_beside, partial(self._is_between, around)):
            for line in lines:
                near = [item for item in alike if item.position in self._free and fits(line, item)]
                if line not in self.found.items and len(near) == 1:
                    self._take(line, near[0])
        rest = [line for line in lines if line not in self.found.items]
        left = [item for item in alike if item.position in self._free]
        for line, item in zip(rest, left, strict=False):
            self._take(line, item, None if len(rest) == len(left) else Doubt.TWINS)

    def _is_beside(self, line: Line, item: Item) -> bool:
        """Whether a line next to this one is what stands next to the item."""
        place = self._order[line]
        sides = [(one, step) for step in (-1, 1) if 0 <= (one := place + step) < len(self._lines)]
        found = [(self.found.items.get(self._lines[one]), step) for one, step in sides]
        return any(other is not None and other.position == item.position + step for other, step in found)

    def _is_between(self, around: dict[Line, tuple[int, int]], line: Line, item: Item) -> bool:
        """Whether the item stands between what the nearest recognised lines around this one are."""
        low, high = around[line]
        return low < item.position < high

    def _surroundings(self) -> dict[Line, tuple[int, int]]:
        """For each line between which items of the base the nearest recognised lines before and after it are."""
        before, after = -1, len(self._order) + len(self._free) + len(self.found.items)
        befores: list[int] = []
        for line in self._lines:
            befores.append(before)
            before = self.found.items[line].position if line in self.found.items else before
        around: dict[Line, tuple[int, int]] = {}
        for line, last in zip(reversed(self._lines), reversed(befores), strict=True):
            around[line] = last, after
            after = self.found.items[line].position if line in self.found.items else after
        return around

    def _set_furniture_aside(self) -> None:
        names = {name for item in self._free.values() for name in item.names}
        around = [line for line in self._open() if self._normal[line] in self._furniture]
        self.found.furniture |= {line for line in around if not names.intersection(line.bookmarks)}

    def _by_likeness(self, *, only_clear: bool) -> None:
        texts = {position: item.normal for position, item in self._free.items()}
        lines = self._open() if texts else []
        pairs: list[tuple[float, Line, int]] = []
        for line in lines:
            found = process.extract(self._bare[line], texts, scorer=fuzz.ratio, score_cutoff=SIMILAR, limit=_RIVALS)
            pairs += [(score, line, position) for _, score, position in found]
        pairs.sort(key=lambda pair: (-pair[0], self._order[pair[1]]))
        scores: dict[Line | int, list[float]] = defaultdict(list)
        for score, line, position in pairs:
            scores[line].append(score)
            scores[position].append(score)
        for score, line, position in pairs:
            if line in self.found.items or position not in self._free:
                continue
            is_clear = all(sum(other > score - _CLEARLY for other in scores[key]) == 1 for key in (line, position))
            if is_clear or not only_clear:
                item = self._free[position]
                doubt = None if item.names.intersection(line.bookmarks) else Doubt.SIMILAR_ONLY
                self._take(line, item, doubt if is_clear else Doubt.TWINS)

    def _by_place(self) -> None:
        """A single unknown paragraph where a single one of the base lacks is that one, rewritten."""
        around = self._surroundings()
        waiting = Counter(around[line] for line in self._open())
        for line in self._open():
            low, high = around[line]
            missing = [position for position in self._free if low < position < high]
            if waiting[low, high] == len(missing) == 1 and low >= 0:
                self._take(line, self._free[missing[0]], Doubt.PLACE_ONLY)
