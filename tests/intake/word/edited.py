"""A Word file that was edited, with what should come of each edit."""

from collections import Counter
from dataclasses import dataclass, field

from recommendations.domain.intake import BaseText, ChangeKind, ReturnedPaper
from recommendations.domain.text import Span, Unit
from tests.intake.word.papers import par

Text = tuple[str, tuple[str, ...]]
"""A unit as it reads: its title, its paragraphs."""


@dataclass(slots=True)
class Sheet:
    """A paragraph of the file in the making."""

    content: str
    style: str
    name: str = ""
    mark: str = ""
    before: str = ""
    after: str = ""

    def written(self, *, named: bool) -> str:
        """The paragraph as XML, with or without its bookmark."""
        name = self.name if named else ""
        return self.before + par(self.content, style=self.style, name=name, mark=self.mark) + self.after


@dataclass(frozen=True, slots=True)
class Expected:
    """One edit: the unit it is in (empty for a new one), what it is, and how the unit reads with it alone."""

    uid: str
    kind: ChangeKind
    text: Text | None


@dataclass(slots=True)
class Edited:
    """A base, the paragraphs of the edited file, what each edit should become, and how all units should read."""

    base: BaseText
    sheets: list[Sheet] = field(default_factory=list)
    expected: list[Expected] = field(default_factory=list)
    texts: dict[str, Text | None] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)

    @property
    def changes(self) -> Counter[tuple[str, ChangeKind, Text | None]]:
        """What should be found, as :func:`changes_in` tells it."""
        return Counter((one.uid, one.kind, one.text) for one in self.expected)

    def body(self, *, named: bool) -> str:
        """The file's text."""
        return "".join(sheet.written(named=named) for sheet in self.sheets)


def reads(unit: Unit | None) -> Text | None:
    """How a unit reads, kinds of spaces aside."""
    if unit is None:
        return None
    return plain(unit.title), tuple(plain("".join(map(shown, one.spans))) for one in unit.paragraphs)


def changes_in(paper: ReturnedPaper) -> Counter[tuple[str, ChangeKind, Text | None]]:
    """Every change that was found: its unit, what it does, and how the unit reads with it alone."""
    return Counter((unit.uid, change.kind, reads(change.amended)) for unit in paper.units for change in unit.changes)


def shown(span: Span) -> str:
    """Words, with signs for what is strong, and for footnotes."""
    if span.footnote is not None:
        return f"[{span.footnote}]"
    return f"*{span.text}*" if span.strong else span.text


def plain(text: str) -> str:
    return " ".join(text.split())
