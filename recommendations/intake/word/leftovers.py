"""What a file marks that is no change of a unit: every word of it is listed with the reason."""

from collections.abc import Iterable, Iterator

from recommendations.domain.intake import Aside, Doubt, LeftAside, Signed
from recommendations.intake.word.grouping import Group
from recommendations.intake.word.matching import normal
from recommendations.intake.word.pieces import UNGROUPED, Contents, Piece
from recommendations.intake.word.recognised import Recognised

_UNPLACED = frozenset({Aside.FURNITURE, Aside.NO_PLACE, Aside.UNACCOUNTED})
"""What somebody has to read, because it may be meant as a change of the text."""


class Leftovers:
    """Collects them, for one file."""

    def __init__(self, known: Recognised, contents: Contents, *, knows_furniture: bool) -> None:
        self._known, self._contents = known, contents
        self._found: list[LeftAside] = []
        self._homes = {id(piece): one.position for one in contents.paragraphs for piece in one.pieces}
        reason = Aside.NO_PLACE if knows_furniture else Aside.BESIDE
        self._found += [LeftAside(reason, given=" ".join(line.plain.split())) for line in known.strangers]
        self.formats = 0
        self.doubts: list[Doubt] = [Doubt.LINK_DROPPED] * bool(contents.dropped_links)

    def add(self, group: Group) -> None:
        """A change that leaves every unit as it is."""
        if not group.touches_words and group.kind is None:
            self.formats += 1
            return
        taken, given = self.taken(group), self.given(group)
        reason = self._reason(group) if taken or given else Aside.BLANK
        if reason is not Aside.BLANK:
            self._found.append(LeftAside(reason, taken, given, group.by))

    def taken(self, group: Group) -> str:
        """The words that a change deletes, footnotes included."""
        gone = [piece for piece in group.pieces if piece.deleted is not None and piece.inserted is None]
        return " ".join((group.said[0] + "".join(self._words(gone))).split())

    def given(self, group: Group) -> str:
        """The words that a change inserts, footnotes included."""
        new = [piece for piece in group.pieces if piece.inserted is not None and piece.deleted is None]
        return " ".join((group.said[1] + "".join(self._words(new))).split())

    def sorted(self) -> tuple[tuple[LeftAside, ...], tuple[LeftAside, ...]]:
        """What somebody has to read, and what can be left alone; both in the order in which it was found."""
        found = [*self._found, *self._besides()]
        unplaced = tuple(one for one in found if one.reason in _UNPLACED)
        return unplaced, tuple(one for one in found if one.reason not in _UNPLACED)

    def _words(self, pieces: Iterable[Piece]) -> Iterator[str]:
        home: int | None = None
        for piece in pieces:
            last, home = home, self._homes.get(id(piece), home)
            yield piece.text if last == home else f" {piece.text}"
            note = self._contents.notes.get(piece.note)
            if note is not None and all(one.is_kept for one in note.pieces):
                yield "".join(one.text for one in note.pieces)

    def _reason(self, group: Group) -> Aside:
        homes = {self._homes[id(piece)] for piece in group.pieces if id(piece) in self._homes}
        blocks = [self._known.blocks[number] for number in self._known.blocks_with[group.number]]
        lines = [
            line for block in blocks for line in block.originals if not line.is_blank and line.home.position in homes
        ]
        if any(line in self._known.furniture for line in lines):
            return Aside.FURNITURE
        if self.taken(group) == self.given(group):
            return Aside.SAME
        return Aside.NUMBER if any(line in self._known.numbers for line in lines) else Aside.NO_PLACE

    def _besides(self) -> Iterator[LeftAside]:
        """What is tracked outside of the text, or never stood in it, or in a note to which nothing leads."""
        for paragraph in (*self._contents.paragraphs, *self._contents.besides):
            yield from _aside(paragraph.pieces)
        for paragraph in self._contents.paragraphs:
            yield from self._unmarked(paragraph.pieces, Aside.RUBY)
        for paragraph in self._contents.besides:
            if paragraph.aside in {Aside.TABLE, Aside.BOX, Aside.HEADER}:
                yield from self._unmarked(paragraph.pieces, paragraph.aside)
        yield from self._orphans()
        for note in self._contents.notes.values():
            yield from _aside(note.pieces)
            yield from _told((p for p in note.pieces if p.group == UNGROUPED and p.aside is None), Aside.NO_PLACE)

    def _orphans(self) -> Iterator[LeftAside]:
        led_to = {piece.note for one in (*self._contents.paragraphs, *self._contents.besides) for piece in one.pieces}
        for key, note in self._contents.notes.items():
            words = note.words_with(frozenset())
            if key not in led_to and words:
                yield LeftAside(Aside.NO_PLACE, "", words)

    def _unmarked(self, pieces: Iterable[Piece], aside: Aside) -> Iterator[LeftAside]:
        """What somebody has written beside the text without marking it, and our paper does not have there."""
        kept = [piece for piece in pieces if piece.is_kept and piece.aside is aside]
        words = " ".join("".join(map(self._said, kept)).split())
        if words and normal(words) not in self._known.furniture_texts:
            yield LeftAside(aside, "", words)

    def _said(self, piece: Piece) -> str:
        note = self._contents.notes.get(piece.note)
        return piece.text if note is None else f" [{note.words_with(frozenset())}]"


def _aside(pieces: Iterable[Piece]) -> Iterator[LeftAside]:
    kept = list(pieces)
    for reason in dict.fromkeys(piece.aside for piece in kept if piece.aside is not None):
        yield from _told((piece for piece in kept if piece.aside is reason), reason)
    never = [piece for piece in kept if piece.inserted is not None and piece.deleted is not None and not piece.aside]
    words = " ".join("".join(piece.text for piece in never).split())
    if words:
        yield LeftAside(Aside.NEVER, words, words, _by(never))


def _told(pieces: Iterable[Piece], reason: Aside) -> Iterator[LeftAside]:
    revised = [piece for piece in pieces if not piece.is_kept]
    taken = " ".join("".join(piece.text for piece in revised if piece.deleted is not None).split())
    given = " ".join("".join(piece.text for piece in revised if piece.inserted is not None).split())
    if taken or given:
        yield LeftAside(reason, taken, given, _by(revised))


def _by(pieces: Iterable[Piece]) -> tuple[Signed, ...]:
    revisions = [one for piece in pieces for one in (piece.inserted, piece.deleted) if one is not None]
    return tuple(dict.fromkeys(revision.by for revision in revisions))
