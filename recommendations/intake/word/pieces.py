"""What a Word file's text is made of when it is read: pieces with their revisions, in paragraphs."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from recommendations.domain.intake import Aside, Signed
from recommendations.domain.text import Span

UNGROUPED = -1
SAFE_LINK = re.compile(r"(?:https?://|mailto:)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Revision:
    """One mark of tracking: who and when as the file says it, and the name of the move it belongs to."""

    by: Signed
    move: str = ""


@dataclass(frozen=True, slots=True)
class Look:
    """The marks of a run that a text keeps."""

    strong: bool = False
    emphasis: bool = False
    link: str | None = None


@dataclass(slots=True)
class Piece:
    """Characters with the same marks, or a footnote; ``aside`` says why they are no part of the text.

    What is both inserted and deleted never stood in a text that anybody agreed on. ``group`` is the change it
    belongs to.
    """

    text: str
    look: Look = Look()
    old_look: Look | None = None
    inserted: Revision | None = None
    deleted: Revision | None = None
    formatted: Revision | None = None
    note: str = ""
    aside: Aside | None = None
    group: int = UNGROUPED

    @property
    def is_kept(self) -> bool:
        """Whether it stands in the text before and after."""
        return self.inserted is None and self.deleted is None

    @property
    def revisions(self) -> tuple[Revision, ...]:
        """The marks of tracking on it."""
        return tuple(one for one in (self.inserted, self.deleted, self.formatted) if one is not None)

    def stands_with(self, accepted: frozenset[int]) -> bool:
        """Whether it stands in the text in which these changes are accepted and all others are rejected."""
        is_accepted = self.group in accepted
        if self.inserted is not None and not is_accepted:
            return False
        return self.deleted is None or not is_accepted

    def look_with(self, accepted: frozenset[int]) -> Look:
        """Its marks in that text."""
        if self.formatted is not None and self.old_look is not None and self.group not in accepted:
            return self.old_look
        return self.look


@dataclass(slots=True)
class FileParagraph:
    """A paragraph as the file has it; a mark that was inserted or deleted joins it to the next one in one version.

    ``bookmarks`` and ``comments`` stand before the piece with their position. ``listed`` is the list and the level.
    """

    position: int
    pieces: list[Piece] = field(default_factory=list)
    style: str = ""
    outline: int | None = None
    listed: tuple[str, int] | None = None
    mark_inserted: Revision | None = None
    mark_deleted: Revision | None = None
    mark_group: int = UNGROUPED
    bookmarks: list[tuple[str, int]] = field(default_factory=list)
    comments: list[str] = field(default_factory=list)
    aside: Aside | None = None
    table: int = 0

    @property
    def is_marked(self) -> bool:
        """Whether its paragraph mark itself was inserted or deleted."""
        return self.mark_inserted is not None or self.mark_deleted is not None

    @property
    def mark_revision(self) -> Revision | None:
        """The tracking of its paragraph mark."""
        return self.mark_inserted or self.mark_deleted

    def ends_with(self, accepted: frozenset[int]) -> bool:
        """Whether a paragraph ends here in the text in which these changes alone are accepted."""
        is_accepted = self.mark_group in accepted
        if self.mark_inserted is not None and not is_accepted:
            return False
        return self.mark_deleted is None or not is_accepted

    @property
    def text(self) -> list[Piece]:
        """Its pieces that are part of the text."""
        return [piece for piece in self.pieces if piece.aside is None]


@dataclass(slots=True)
class Note:
    """A footnote or endnote; its changes belong to the place where it stands in the text."""

    pieces: list[Piece] = field(default_factory=list)

    def words_with(self, accepted: frozenset[int]) -> str:
        """What it says in the text in which these changes alone are accepted."""
        return " ".join("".join(p.text for p in self.pieces if p.stands_with(accepted)).split())


@dataclass(frozen=True, slots=True)
class Contents:
    """Everything read from a file: the paragraphs of its text, those beside it, its notes.

    ``pictures`` are the positions of the paragraphs they stand in, each with what is said in its place.
    """

    paragraphs: Sequence[FileParagraph]
    besides: Sequence[FileParagraph]
    notes: dict[str, Note]
    quotes: dict[str, str]
    tables: int = 0
    pictures: Sequence[tuple[int, str]] = ()
    formats: int = 0
    dropped_links: int = 0

    @property
    def all_pieces(self) -> Iterator[Piece]:
        """Every piece, of the text or beside it."""
        for paragraph in (*self.paragraphs, *self.besides):
            yield from paragraph.pieces
        for note in self.notes.values():
            yield from note.pieces


def spans_with(pieces: Iterable[Piece], accepted: frozenset[int], notes: dict[str, Note]) -> tuple[Span, ...]:
    """The spans of these pieces in the text in which these changes alone are accepted."""
    spans: list[Span] = []
    for piece in pieces:
        if not piece.stands_with(accepted):
            continue
        look = piece.look_with(accepted)
        if not piece.note:
            spans.append(Span(piece.text, look.strong, look.emphasis, look.link))
        elif words := notes[piece.note].words_with(accepted) if piece.note in notes else "":
            spans.append(Span("", footnote=words))
    return tuple(spans)
