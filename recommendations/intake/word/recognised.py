"""What is known of a returned file's lines, once they are held against their base."""

from collections import defaultdict
from dataclasses import dataclass, field

from recommendations.domain.intake import Doubt
from recommendations.domain.text import Paragraph, Unit
from recommendations.intake.word.blocks import Block, Line
from recommendations.intake.word.grouping import Grouping
from recommendations.intake.word.matching import Item, normal
from recommendations.intake.word.pieces import Note


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
    furniture_texts: set[str] = field(default_factory=set)
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
        for number, block in enumerate(self.blocks):
            units = {self.items[line].unit for line in block.originals if line in self.items}
            units |= {unit for unit in [self.entering[number]] if unit is not None}
            for unit in units:
                self.blocks_of[unit].add(number)
            for group in block.groups:
                self.blocks_with[group].add(number)
        for unit, group in self.disordered.items():
            self.blocks_with[group] |= self.blocks_of[unit]
        for (unit, _), group in self.missing.items():
            self.blocks_with[group] |= self.blocks_of[unit]

    def paragraph(self, unit: str, uid: str) -> Paragraph:
        """A paragraph of the base."""
        return next(one for one in self.units[unit].paragraphs if one.uid == uid)

    def is_inside(self, line: Line, unit: str | None) -> bool:
        """Whether the unit goes on behind a new line."""
        position = line.home.position + 1
        item = self.following[position] if position < len(self.following) else None
        return item is not None and item.unit == unit and not item.is_head

    def is_furniture(self, line: Line) -> bool:
        """Whether a new line repeats what stands around the text."""
        return normal(line.plain) in self.furniture_texts

    def is_head(self, line: Line) -> bool:
        """Whether a new line looks like those with which units begin."""
        return line.home.style in self.head_styles - self.text_styles

    def is_title(self, line: Line) -> bool:
        """Whether a new line looks like the titles of units."""
        return line.home.style in self.title_styles
