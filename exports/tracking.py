"""Tracked changes and the comments that explain them, as WordprocessingML."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from exports.markup import Look, clean, paragraph, runs
from recommendations.domain.comparison import Mark
from recommendations.domain.manifesto import chosen
from recommendations.domain.papers import Attribution
from recommendations.domain.text import Span

_ELEMENTS = {Mark.INSERTED: "ins", Mark.DELETED: "del"}
_ENDS = {Mark.INSERTED: "moveTo", Mark.DELETED: "moveFrom"}
_PROPERTIES = re.compile("<w:rPr>(.*?)</w:rPr>")
_MARKS = re.compile("<w:(?:b|bCs|i|iCs)/>")
_STYLE = re.compile("(?:<w:rStyle [^>]*>)?")
_ANCHOR = '<w:r><w:rPr><w:rStyle w:val="CommentReference"/></w:rPr><w:annotationRef/></w:r>'
_FIRST_DAY = "1980-01-01"
# LibreOffice 7.4 takes a comment for the footnote of the same number, and shows the words of other footnotes.
_BEYOND_FOOTNOTES = 100_000


@dataclass(slots=True)
class Tracking:
    """Who edited, for what no amendment accounts for, and the comments written so far."""

    editor: str
    edited_on: str
    house: str
    comments: list[str] = field(default_factory=list)
    told: set[str] = field(default_factory=set)
    moves: dict[str, str] = field(default_factory=dict)

    def signature(self, by: Attribution | None, identifier: int) -> str:
        """The attributes that sign a change."""
        author = by.author if by else self.editor
        day = (by.changed_on if by else self.edited_on)[:10] or _FIRST_DAY
        return f'w:id="{identifier}" w:author="{clean(author)}" w:date="{day}T00:00:00Z"'

    def signed(
        self, mark: Mark, by: Attribution | None, content: str, identifier: int, *, is_moved: bool = False
    ) -> str:
        """Runs as a tracked change, or as one end of a move; as they are where nothing changes."""
        if mark is Mark.KEPT or not content:
            return content
        element = (_ENDS if is_moved else _ELEMENTS)[mark]
        return f"<w:{element} {self.signature(by, identifier)}>{content}</w:{element}>"

    def paragraph_mark(self, mark: Mark, by: Attribution | None, identifier: int, *, is_moved: bool = False) -> str:
        """The properties of a paragraph that comes or goes as a whole."""
        element = (_ENDS if is_moved else _ELEMENTS)[mark]
        return f"<w:rPr><w:{element} {self.signature(by, identifier)}/></w:rPr>"

    def move_range(self, move: str, mark: Mark, by: Attribution | None, identifier: int) -> tuple[str, str]:
        """What stands before and behind one end of a move; both ends share a name."""
        name = self.moves.setdefault(move, f"move{len(self.moves) + 1}")
        element = f"w:{_ENDS[mark]}Range"
        start = f'<{element}Start {self.signature(by, identifier)} w:name="{name}"/>'
        return start, f'<{element}End w:id="{identifier}"/>'

    def remarked(self, content: str, by: Attribution | None, was: Span, identifier: Callable[[], int]) -> str:
        """Runs that had the marks of ``was`` before."""
        return _PROPERTIES.sub(lambda found: self._changed_properties(found[1], by, was, identifier()), content)

    def _changed_properties(self, properties: str, by: Attribution | None, was: Span, identifier: int) -> str:
        old = ("<w:b/><w:bCs/>" if was.strong else "") + ("<w:i/><w:iCs/>" if was.emphasis else "")
        earlier = _STYLE.sub(lambda style: style[0] + old, _MARKS.sub("", properties), count=1)
        change = f"<w:rPrChange {self.signature(by, identifier)}><w:rPr>{earlier}</w:rPr></w:rPrChange>"
        return f"<w:rPr>{properties}{change}</w:rPr>"

    def commented(self, content: str, by: Attribution, language: str, look: Look) -> str:
        """The runs with a comment that names the amendment and its vote."""
        self.told.add(by.amendment)
        number = _BEYOND_FOOTNOTES + len(self.comments)
        lines = [by.amendment, *(chosen(line, language)[0] for line in by.vote)]
        self.comments.append(self._comment(number, lines, by, look))
        return (
            f'<w:commentRangeStart w:id="{number}"/>{content}<w:commentRangeEnd w:id="{number}"/>'
            f'<w:r><w:rPr><w:rStyle w:val="CommentReference"/></w:rPr><w:commentReference w:id="{number}"/></w:r>'
        )

    def _comment(self, number: int, lines: Sequence[str], by: Attribution, look: Look) -> str:
        first, *rest = lines
        body = paragraph("CommentText", _ANCHOR + runs(first, look)) + "".join(
            paragraph("CommentText", runs(line, look)) for line in rest
        )
        initials = "".join(word[0] for word in self.house.split()[:2]).upper()
        return (
            f'<w:comment w:id="{number}" w:author="{clean(self.house)}" '
            f'w:date="{by.changed_on[:10] or _FIRST_DAY}T00:00:00Z" w:initials="{clean(initials)}">{body}</w:comment>'
        )
