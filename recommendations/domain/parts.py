"""The parts into which an amendment falls by itself, as a proposal for a vote in parts."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from recommendations.domain.changes import TITLE, Hunk, Move, UnitChange

MOST_PARTS = 4
_NOTHING = UnitChange()

Change = Mapping[str, UnitChange]


def parts_of_change(change: Change) -> tuple[dict[str, UnitChange], ...]:
    """The change in at most four parts, {language: change}, that together are all of it.

    A part is a paragraph with everything that happens to it, a change of the title, or of the addressees; where
    only one paragraph is touched, each of its changes, provided that every language has as many of them.
    """
    pieces = list(_by_place(change))
    if len(pieces) == 1:
        pieces = list(_by_hunk(pieces[0])) or pieces
    kept, rest = pieces[: MOST_PARTS - 1], pieces[MOST_PARTS - 1 :]
    return tuple([*kept, _joined(rest)] if rest else kept)


def _by_place(change: Change) -> Iterator[dict[str, UnitChange]]:
    places = dict.fromkeys(place for one in change.values() for place in _places(one))
    for place in places:
        found = {language: _at(one, place) for language, one in change.items()}
        yield {language: one for language, one in found.items() if one != _NOTHING}


ADDRESSEES = "\x00addressees"  # no paragraph is called so


def _places(change: UnitChange) -> Iterator[str]:
    hunks = sorted(change.hunks, key=lambda hunk: hunk.paragraph != TITLE)
    yield from (hunk.paragraph for hunk in hunks)
    yield from (move.source.paragraph for move in change.moves)
    yield from change.deleted
    yield from (moved.uid for moved in change.moved)
    yield from (new.paragraph.uid for new in change.inserted)
    if change.added_addressees or change.removed_addressees:
        yield ADDRESSEES


def _at(change: UnitChange, place: str) -> UnitChange:
    """What of the change happens at this place."""
    is_addressees = place == ADDRESSEES
    return UnitChange(
        hunks=tuple(hunk for hunk in change.hunks if hunk.paragraph == place),
        deleted=tuple(uid for uid in change.deleted if uid == place),
        inserted=tuple(new for new in change.inserted if new.paragraph.uid == place),
        added_addressees=change.added_addressees if is_addressees else (),
        removed_addressees=change.removed_addressees if is_addressees else (),
        moves=tuple(move for move in change.moves if move.source.paragraph == place),
        moved=tuple(moved for moved in change.moved if moved.uid == place),
    )


def _by_hunk(change: Change) -> Iterator[dict[str, UnitChange]]:
    """One part for each change of words of the one paragraph; nothing where the languages do not go together."""
    counts = {len(_edits(one)) for one in change.values()}
    others = any(replace(one, hunks=(), moves=()) != _NOTHING for one in change.values())
    if len(counts) == 1 and not others:
        for number in range(counts.pop()):
            yield {language: _edits(one)[number] for language, one in change.items()}


def _edits(change: UnitChange) -> list[UnitChange]:
    edits: list[Hunk | Move] = [*change.hunks, *change.moves]
    ordered = sorted(edits, key=lambda edit: edit.start if isinstance(edit, Hunk) else edit.source.start)
    return [UnitChange(hunks=(one,)) if isinstance(one, Hunk) else UnitChange(moves=(one,)) for one in ordered]


def _joined(pieces: list[dict[str, UnitChange]]) -> dict[str, UnitChange]:
    joined: dict[str, UnitChange] = {}
    for piece in pieces:
        for language, change in piece.items():
            joined[language] = _sum(joined.get(language, _NOTHING), change)
    return joined


def _sum(one: UnitChange, other: UnitChange) -> UnitChange:
    return UnitChange(
        hunks=(*one.hunks, *other.hunks),
        deleted=(*one.deleted, *other.deleted),
        inserted=(*one.inserted, *other.inserted),
        added_addressees=(*one.added_addressees, *other.added_addressees),
        removed_addressees=(*one.removed_addressees, *other.removed_addressees),
        moves=(*one.moves, *other.moves),
        moved=(*one.moved, *other.moved),
    )
