"""What stands in a foreign file and becomes no text: each with its words, the reason, and where it stood."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from recommendations.domain.imported import SetAside, Why
from recommendations.domain.intake import Aside, FoundComment
from recommendations.intake.word.outline import Kind, Row
from recommendations.intake.word.pieces import Contents, FileParagraph, Piece

_WHY = {
    Aside.TABLE: Why.TABLE,
    Aside.BOX: Why.BOX,
    Aside.HEADER: Why.HEADER,
    Aside.FIELD: Why.FIELD,
    Aside.BLANK: Why.BLANK,
    Aside.RUBY: Why.RUBY,
}
_SHOWN_BEFORE = 60
NO_PLACE = -1


@dataclass(frozen=True, slots=True)
class _Found:
    """Something that was found, at the paragraph with this position, behind these words of it."""

    position: int
    why: Why
    words: str
    before: str = ""
    by: str = ""


class Asides:
    """Collects them, for one file; ``lists`` are the positions of paragraphs that list what the program computes."""

    def __init__(self, contents: Contents, comments: Mapping[str, FoundComment], lists: frozenset[int]) -> None:
        self._contents, self._comments, self._lists = contents, comments, lists
        self._arrived = {piece.inserted.move for piece in contents.all_pieces if piece.inserted is not None}

    def found(self, rows: Sequence[Row], titles: Sequence[Row]) -> tuple[SetAside, ...]:
        """All of them in the order of the file, then what has no place; ``titles`` are the rows that became titles."""
        found = [*self._in_text(), *self._beside(), *self._of_titles(titles), *self._pictures(), *self._comments_told()]
        found += self._orphans()
        found.sort(key=lambda one: (one.position == NO_PLACE, one.position))
        places = [row for row in rows if row.plain]
        return tuple(_placed(one, places) for one in found)

    def _in_text(self) -> Iterator[_Found]:
        computed: list[tuple[int, str]] = []
        for paragraph in self._contents.paragraphs:
            if paragraph.position in self._lists:
                computed.append((paragraph.position, self._said(paragraph.pieces)))
            else:
                yield from self._hidden(paragraph)
            yield from self._deleted(paragraph)
        words = [one for one in computed if one[1]]
        if words:
            yield _Found(words[0][0], Why.FIELD, " | ".join(one for _, one in words))

    def _hidden(self, paragraph: FileParagraph) -> Iterator[_Found]:
        for aside, pieces in groupby(paragraph.pieces, key=lambda piece: piece.aside):
            words = self._said(pieces) if aside is not None else ""
            if aside is not None and words:
                yield _Found(paragraph.position, _WHY[aside], words)

    def _beside(self) -> Iterator[_Found]:
        """The words of each table, box and so on, cells and paragraphs one after the other."""
        for (aside, position, _), group in groupby(self._contents.besides, key=_place_beside):
            paragraphs = list(group)
            words = [said for one in paragraphs if (said := self._said(one.pieces))]
            if words and aside is not None:
                yield _Found(position, _WHY[aside], " | ".join(dict.fromkeys(words) if position < 0 else words))
            for one in paragraphs:
                yield from self._deleted(one, position)

    def _deleted(self, paragraph: FileParagraph, position: int | None = None) -> Iterator[_Found]:
        """The words that are marked as deleted, footnotes included; not those that were moved."""
        at = paragraph.position if position is None else position
        before = ""
        for is_gone, group in groupby(paragraph.pieces, key=self._is_gone):
            pieces = list(group)
            if is_gone:
                words = self._all_words(pieces)
                by = next((piece.deleted.by.author for piece in pieces if piece.deleted is not None), "")
                if words:
                    yield _Found(at, Why.DELETED, words, before, by)
            else:
                before = " ".join(f"{before} {self._said(pieces)}".split())
                for piece in pieces:
                    yield from self._deleted_in_note(piece, at, before)

    def _deleted_in_note(self, piece: Piece, at: int, before: str) -> Iterator[_Found]:
        note = self._contents.notes.get(piece.note)
        gone = [one for one in note.pieces if self._is_gone(one)] if note is not None else []
        words = self._all_words(gone)
        if words:
            yield _Found(at, Why.DELETED, words, before, next(one.deleted.by.author for one in gone if one.deleted))

    def _is_gone(self, piece: Piece) -> bool:
        return piece.deleted is not None and not (piece.deleted.move and piece.deleted.move in self._arrived)

    def _of_titles(self, titles: Iterable[Row]) -> Iterator[_Found]:
        """Footnotes and addresses of links in what became a title, which is words alone."""
        for row in titles:
            for span in row.spans:
                for words in (span.footnote, span.link):
                    if words:
                        yield _Found(row.position, Why.HEADING, words, row.plain)

    def _pictures(self) -> Iterator[_Found]:
        for position, words in self._contents.pictures:
            yield _Found(position, Why.PICTURE, words)

    def _comments_told(self) -> Iterator[_Found]:
        homes = {key: one.position for one in self._contents.paragraphs for key in one.comments}
        homes |= {key: one.position for one in self._contents.besides for key in one.comments}
        for key, comment in self._comments.items():
            yield _Found(homes.get(key, NO_PLACE), Why.COMMENT, comment.text, comment.quoted, comment.by.author)

    def _orphans(self) -> Iterator[_Found]:
        homes = (*self._contents.paragraphs, *self._contents.besides)
        led_to = {piece.note for one in homes for piece in one.pieces}
        for key, note in self._contents.notes.items():
            words = _plain(note.pieces)
            if key not in led_to and words:
                yield _Found(NO_PLACE, Why.NOTE, words)

    def _said(self, pieces: Iterable[Piece]) -> str:
        """The words that stand there once every change is accepted, with their footnotes in brackets."""
        return self._all_words(piece for piece in pieces if piece.deleted is None)

    def _all_words(self, pieces: Iterable[Piece]) -> str:
        told = []
        for piece in pieces:
            note = self._contents.notes.get(piece.note)
            words = _plain(one for one in note.pieces if not self._is_gone(one)) if note is not None else ""
            told.append(f"{piece.text} [{words}]" if words else piece.text)
        return " ".join("".join(told).split())


def _plain(pieces: Iterable[Piece]) -> str:
    """The words alone; a note may lead to itself."""
    return " ".join("".join(piece.text for piece in pieces).split())


def _place_beside(paragraph: FileParagraph) -> tuple[Aside | None, int, int]:
    if paragraph.aside is Aside.HEADER:
        return paragraph.aside, NO_PLACE, 0
    return paragraph.aside, paragraph.position, paragraph.table if paragraph.aside is Aside.TABLE else 0


def _placed(one: _Found, rows: Sequence[Row]) -> SetAside:
    if one.position == NO_PLACE:
        return SetAside(one.why, one.words, after=one.before, by=one.by)
    earlier = [row for row in rows if row.position < one.position]
    heading = next((row for row in reversed(earlier) if row.kind in {Kind.HEADING, Kind.TITLE}), None)
    last = earlier[-1].plain if earlier and earlier[-1] is not heading else ""
    return SetAside(one.why, one.words, heading.plain if heading else "", _ending(one.before or last), one.by)


def _ending(words: str) -> str:
    """The last words, whole ones, to be read inside of a sentence."""
    said = words.rstrip(".;,")
    return said if len(said) <= _SHOWN_BEFORE else "… " + said[-_SHOWN_BEFORE:].partition(" ")[2]
