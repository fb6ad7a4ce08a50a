"""Incorporation: compatible changes put into the text exactly, in any order with the same result."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from recommendations.domain.amendments import Conflict
from recommendations.domain.changes import TITLE, Move, NewParagraph, UnitChange, base_words
from recommendations.domain.conflicts import standings
from recommendations.domain.text import Paragraph, Unit
from recommendations.domain.weaving import Piece, loaded, rides, woven
from recommendations.domain.words import plain_text, words_of


@dataclass(frozen=True, slots=True)
class NumberedChange:
    """The change of one amendment; ``number`` is its filing order, which decides between insertions at one place."""

    number: int
    languages: Mapping[str, UnitChange]


def incorporate(base: Unit, language: str, changes: Sequence[NumberedChange]) -> Unit:
    """The unit with all changes in it; identical ones count once, the sequence's order does not matter.

    Raises:
        Conflict: two of the changes touch the same words; nobody decides that but people.
    """
    ordered = sorted(changes, key=lambda change: change.number)
    found = standings({place: change.languages for place, change in enumerate(ordered)})
    for place, change in enumerate(ordered):
        for other in found.conflicts_of(place)[:1]:
            raise Conflict(one=change.number, other=ordered[other].number)
    distinct = [
        change for place, change in enumerate(ordered) if place <= min(found.identical_to(place), default=place)
    ]
    return _incorporated(base, [change.languages[language] for change in distinct if language in change.languages])


def applied(base: Unit, change: UnitChange) -> Unit:
    """The unit with this one change in it."""
    return _incorporated(base, [change])


def _incorporated(base: Unit, changes: Sequence[UnitChange]) -> Unit:
    pieces = _pieces(base, changes)
    added = dict.fromkeys(code for change in changes for code in change.added_addressees)
    removed = {code for change in changes for code in change.removed_addressees}
    return replace(
        base,
        paragraphs=tuple(_placed(base, changes, pieces)),
        title=plain_text(woven(base_words(base, TITLE), pieces[TITLE]).spans) if TITLE in pieces else base.title,
        addressees=(*(code for code in base.addressees if code not in removed), *added),
    )


def _pieces(base: Unit, changes: Sequence[UnitChange]) -> dict[str, list[Piece]]:
    """What is put into each paragraph, in filing order; edits of moved sentences travel with them (case 20)."""
    riding = _riding(changes)
    carried = {piece for group in riding.values() for piece in group}
    pieces: dict[str, list[Piece]] = defaultdict(list)
    for owner, change in enumerate(changes):
        for hunk in change.hunks:
            if Piece(owner, hunk) not in carried:
                pieces[hunk.paragraph].append(Piece(owner, hunk))
        for move in change.moves:
            words = base_words(base, move.source.paragraph)
            pieces[move.target.paragraph].append(Piece(owner, loaded(words, move, riding.get((owner, move), []))))
            pieces[move.source.paragraph].append(Piece(owner, move.source))
    return pieces


def _riding(changes: Sequence[UnitChange]) -> dict[tuple[int, Move], list[Piece]]:
    """The hunks of others that travel with each move, in filing order."""
    moves = [(owner, move) for owner, change in enumerate(changes) for move in change.moves]
    hunks = [Piece(owner, hunk) for owner, change in enumerate(changes) for hunk in change.hunks] if moves else []
    return {
        (owner, move): [piece for piece in hunks if piece.owner != owner and rides(piece.hunk, move.source)]
        for owner, move in moves
    }


def _placed(base: Unit, changes: Sequence[UnitChange], pieces: Mapping[str, Sequence[Piece]]) -> Iterator[Paragraph]:
    """The paragraphs in their new order; what stays, and what is deleted or moved, marks the places of the others."""
    paragraphs = {p.uid: _with_pieces(p, pieces.get(p.uid, ())) for p in base.paragraphs}
    gone = {uid for change in changes for uid in (*change.deleted, *(moved.uid for moved in change.moved))}
    yield from _behind(None, changes, paragraphs)
    for uid, paragraph in paragraphs.items():
        if uid not in gone:
            yield from paragraph
        yield from _behind(uid, changes, paragraphs)


def _behind(
    uid: str | None, changes: Sequence[UnitChange], paragraphs: Mapping[str, Sequence[Paragraph]]
) -> Iterator[Paragraph]:
    """What comes to stand at the place behind this paragraph, in filing order; what two put there comes once."""
    placed: set[str] = set()
    for change in changes:
        if all(moved.uid != uid for moved in change.moved):
            yield from _new_after(uid, change.inserted)
        for moved in change.moved:
            if moved.after == uid and moved.uid not in placed:
                placed.add(moved.uid)
                yield from paragraphs[moved.uid]
                yield from _new_after_moved(moved.uid, changes)


def _new_after(uid: str | None, inserted: Sequence[NewParagraph]) -> Iterator[Paragraph]:
    return (new.paragraph for new in inserted if new.after == uid)


def _new_after_moved(uid: str, changes: Sequence[UnitChange]) -> Iterator[Paragraph]:
    """What those that move a paragraph put behind it."""
    for change in changes:
        if any(moved.uid == uid for moved in change.moved):
            yield from _new_after(uid, change.inserted)


def _with_pieces(paragraph: Paragraph, pieces: Sequence[Piece]) -> tuple[Paragraph, ...]:
    """The paragraph with its pieces; nothing where several changes together leave no word of it."""
    if not pieces:
        return (paragraph,)
    words = words_of(paragraph.spans)
    result = woven(words, pieces)
    if words.tokens and not result.tokens and len({piece.owner for piece in pieces}) > 1:
        return ()
    return (Paragraph(paragraph.uid, result.spans),)
