"""Tracked changes and the comments that explain them, as WordprocessingML."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from exports.markup import Look, clean, paragraph, runs
from recommendations.domain.comparison import Mark
from recommendations.domain.manifesto import chosen
from recommendations.domain.papers import Attribution

_ELEMENTS = {Mark.INSERTED: "ins", Mark.DELETED: "del"}
_ANCHOR = '<w:r><w:rPr><w:rStyle w:val="CommentReference"/></w:rPr><w:annotationRef/></w:r>'
_FIRST_DAY = "1980-01-01"


@dataclass(slots=True)
class Tracking:
    """Who edited, for what no amendment accounts for, and the comments written so far."""

    editor: str
    edited_on: str
    house: str
    comments: list[str] = field(default_factory=list)
    told: set[str] = field(default_factory=set)

    def signature(self, by: Attribution | None, identifier: int) -> str:
        """The attributes that sign a change."""
        author = by.author if by else self.editor
        day = (by.changed_on if by else self.edited_on)[:10] or _FIRST_DAY
        return f'w:id="{identifier}" w:author="{clean(author)}" w:date="{day}T00:00:00Z"'

    def signed(self, mark: Mark, by: Attribution | None, content: str, identifier: int) -> str:
        """Runs as a tracked change; as they are where nothing changes."""
        if mark is Mark.KEPT or not content:
            return content
        element = _ELEMENTS[mark]
        return f"<w:{element} {self.signature(by, identifier)}>{content}</w:{element}>"

    def paragraph_mark(self, mark: Mark, by: Attribution | None, identifier: int) -> str:
        """The properties of a paragraph that comes or goes as a whole."""
        return f"<w:rPr><w:{_ELEMENTS[mark]} {self.signature(by, identifier)}/></w:rPr>"

    def commented(self, content: str, by: Attribution, language: str, look: Look) -> str:
        """The runs with a comment that names the amendment and its vote."""
        self.told.add(by.amendment)
        number = len(self.comments)
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
