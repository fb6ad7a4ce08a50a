"""Marks of tracking gathered into changes that a person would speak of as one."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from recommendations.domain.intake import ChangeKind, Signed
from recommendations.intake.word.blocks import Block
from recommendations.intake.word.pieces import UNGROUPED, FileParagraph, Note, Piece

_FREE = -1


@dataclass(slots=True)
class Group:
    """One change: what it takes and gives, who made it, and whether it splits, merges or moves.

    ``kind`` and ``said``, the words taken and given, are set where nobody tracked it.
    """

    number: int
    pieces: list[Piece] = field(default_factory=list)
    marks: list[FileParagraph] = field(default_factory=list)
    splits: bool = False
    merges: bool = False
    is_move: bool = False
    kind: ChangeKind | None = None
    said: tuple[str, str] = ("", "")

    @property
    def by(self) -> tuple[Signed, ...]:
        """Who and when, each once."""
        revisions = [one for piece in self.pieces for one in piece.revisions]
        revisions += [mark.mark_revision for mark in self.marks if mark.mark_revision is not None]
        return tuple(dict.fromkeys(revision.by for revision in revisions))

    @property
    def touches_words(self) -> bool:
        """Whether anything is inserted or deleted, not only formatted."""
        return bool(self.marks) or any(not piece.is_kept for piece in self.pieces)

    @property
    def moves(self) -> frozenset[str]:
        """The names of the moves it belongs to."""
        revisions = [one for piece in self.pieces for one in piece.revisions]
        revisions += [mark.mark_revision for mark in self.marks if mark.mark_revision is not None]
        return frozenset(revision.move for revision in revisions if revision.move)


@dataclass(frozen=True, slots=True)
class _Item:
    """A piece or a paragraph mark in the order of the file; ``owner`` is the paragraph it comes or goes with."""

    owner: int
    piece: Piece | None = None
    mark: FileParagraph | None = None


class Grouping:
    """The changes of a file, numbered in its order."""

    def __init__(self, blocks: Sequence[Block], notes: dict[str, Note]) -> None:
        self.groups: dict[int, Group] = {}
        self._notes = notes
        self._next = 0
        for block in blocks:
            self._gather(block)
        self._unite_moves()
        self.settle(blocks)

    def new(self) -> Group:
        """A change of which nothing is known yet."""
        self._next += 1
        self.groups[self._next] = Group(self._next)
        return self.groups[self._next]

    def unite(self, numbers: Iterable[int]) -> int:
        """Make one change of several, under the number of the first, which is returned."""
        first, *others = sorted(set(numbers))
        kept = self.groups[first]
        for number in others:
            gone = self.groups.pop(number)
            kept.pieces += gone.pieces
            kept.marks += gone.marks
            kept.splits |= gone.splits
            kept.merges |= gone.merges
            kept.is_move |= gone.is_move
            kept.kind = kept.kind or gone.kind
            kept.said = (kept.said[0] + gone.said[0], kept.said[1] + gone.said[1])
        for piece in kept.pieces:
            piece.group = first
        for mark in kept.marks:
            mark.mark_group = first
        return first

    def settle(self, blocks: Iterable[Block]) -> None:
        """Let every block know which changes are in it; those that nobody tracked stay where they were put."""
        for block in blocks:
            found = {member.mark_group for member in block.members}
            found |= {piece.group for member in block.members for piece in member.text}
            found |= {p.group for member in block.members for piece in member.text for p in self._inside(piece)}
            untracked = {n for n in block.groups if n in self.groups and self.groups[n].kind is not None}
            block.groups = frozenset(found - {UNGROUPED} | untracked)

    def _inside(self, piece: Piece) -> list[Piece]:
        return self._notes[piece.note].pieces if piece.note in self._notes else []

    def _gather(self, block: Block) -> None:
        last: _Item | None = None
        group: Group | None = None
        look: Group | None = None
        gap = ""
        for item in _items(block.members):
            piece = item.piece
            if piece is not None and piece.is_kept:
                look = self._add_look(piece, look)
                self._add_note(piece)
                gap += piece.text or " " * bool(piece.note)
                continue
            if group is None or last is None or not _are_one(last, item, gap):
                group = self.new()
            _put(group, item)
            if piece is not None:
                self._add_note(piece, group)
            last, gap, look = item, "", None

    def _add_look(self, piece: Piece, current: Group | None) -> Group | None:
        if piece.formatted is None:
            return None
        group = current or self.new()
        _put(group, _Item(_FREE, piece))
        return group

    def _add_note(self, piece: Piece, group: Group | None = None) -> None:
        """What changes within a footnote belongs to the footnote's own coming or going, or is one change."""
        revised = [one for one in self._inside(piece) if not one.is_kept]
        if revised:
            target = group or self.new()
            for one in revised:
                _put(target, _Item(_FREE, one))

    def _unite_moves(self) -> None:
        owners: dict[str, int] = {}
        for number in list(self.groups):
            names = self.groups[number].moves
            first = self.unite({number, *(owners[name] for name in names if name in owners)})
            owners |= dict.fromkeys(names, first)
            self.groups[first].is_move |= bool(names)


def _put(group: Group, item: _Item) -> None:
    if item.piece is not None:
        item.piece.group = group.number
        group.pieces.append(item.piece)
    if item.mark is not None:
        item.mark.mark_group = group.number
        group.marks.append(item.mark)
        group.splits |= item.owner == _FREE and item.mark.mark_inserted is not None
        group.merges |= item.owner == _FREE and item.mark.mark_deleted is not None


def _are_one(last: _Item, item: _Item, gap: str) -> bool:
    """Whether two marks of tracking with these kept characters between them belong to the same change."""
    if gap:
        return last.mark is None and item.mark is None and not any(sign.isspace() for sign in gap)
    return last.owner == item.owner or _FREE in {last.owner, item.owner}


def _items(members: Sequence[FileParagraph]) -> Iterator[_Item]:
    owners = _owners_of_marks(members)
    for place, member in enumerate(members):
        for piece in member.text:
            yield _Item(place, piece)
        if member.is_marked:
            yield _Item(owners[place], mark=member)


def _owners_of_marks(members: Sequence[FileParagraph]) -> list[int]:
    """For each paragraph mark the paragraph that comes or goes with it; none where it only splits or joins.

    Word marks the end of a new paragraph as inserted, LibreOffice the end of the one before.
    """
    claimed: set[int] = set()
    owners: list[int] = []
    for place, member in enumerate(members):
        owner = _owner(members, place, claimed) if member.is_marked else _FREE
        claimed.add(owner)
        owners.append(owner)
    return owners


def _owner(members: Sequence[FileParagraph], place: int, claimed: set[int]) -> int:
    is_insertion = members[place].mark_inserted is not None
    for candidate in (place, place + 1):
        if candidate >= len(members) or candidate in claimed:
            continue
        if all(_goes(piece, is_insertion) for piece in members[candidate].text):
            return candidate
    return _FREE


def _goes(piece: Piece, is_insertion: bool) -> bool:  # noqa: FBT001 - which of the two marks is asked for
    if piece.is_kept:
        return not (piece.note or piece.text.strip())
    return (piece.inserted if is_insertion else piece.deleted) is not None
