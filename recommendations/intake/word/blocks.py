"""Blocks: paragraphs of a file that tracked paragraph marks tie together, and the lines they are in each version."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from recommendations.intake.word.pieces import FileParagraph, Piece

NOTHING: frozenset[int] = frozenset()


@dataclass(slots=True, eq=False)
class Line:
    """A paragraph in one version of the text: the file's paragraphs it is made of, and the pieces standing in it."""

    members: list[FileParagraph] = field(default_factory=list)
    pieces: list[Piece] = field(default_factory=list)

    @property
    def is_blank(self) -> bool:
        """Whether nothing can be read in it."""
        return not any(piece.note or piece.text.strip() for piece in self.pieces)

    @property
    def home(self) -> FileParagraph:
        """The file's paragraph in which its words begin."""
        own = {id(piece) for piece in self.pieces if piece.note or piece.text.strip()}
        return next((one for one in self.members if any(id(p) in own for p in one.pieces)), self.members[-1])

    @property
    def bookmarks(self) -> list[str]:
        """The bookmarks that stand in it."""
        return [name for member in self.members for name, _ in member.bookmarks]

    @property
    def plain(self) -> str:
        """Its characters."""
        return "".join(piece.text for piece in self.pieces)


@dataclass(slots=True, eq=False)
class Block:
    """Paragraphs up to one whose mark is untouched; ``originals`` are the lines before any change."""

    members: list[FileParagraph]
    originals: list[Line] = field(default_factory=list)
    groups: frozenset[int] = NOTHING

    def lines_with(self, accepted: frozenset[int]) -> list[Line]:
        """The lines in the text in which these changes alone are accepted."""
        if not self.groups & accepted:
            return self.originals
        return lines_of(self.members, accepted)


def lines_of(members: Sequence[FileParagraph], accepted: frozenset[int]) -> list[Line]:
    """The lines that these paragraphs are in the text in which these changes alone are accepted."""
    lines: list[Line] = []
    current = Line()
    for member in members:
        current.members.append(member)
        current.pieces += [piece for piece in member.text if piece.stands_with(accepted)]
        if member.ends_with(accepted):
            lines.append(current)
            current = Line()
    if current.members:
        lines.append(current)
    return lines


def blocks_of(paragraphs: Iterable[FileParagraph]) -> list[Block]:
    """The blocks of a text, in order."""
    blocks: list[Block] = []
    members: list[FileParagraph] = []
    for paragraph in paragraphs:
        members.append(paragraph)
        if not paragraph.is_marked:
            blocks.append(Block(members))
            members = []
    if members:
        blocks.append(Block(members))
    for block in blocks:
        block.originals = lines_of(block.members, NOTHING)
    return blocks
