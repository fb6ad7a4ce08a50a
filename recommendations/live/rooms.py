"""The rooms of live texts: each text is in memory once, and what people write is on disk before others see it."""

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import groupby
from typing import Protocol
from uuid import UUID

from flask import Flask
from pycrdt import merge_updates
from sqlalchemy.orm import Session

from recommendations.domain.drafting import DraftingClosed, UpdateMalformed, UpdateNotSaved
from recommendations.domain.refusals import NotFound, Refused
from recommendations.live.compaction import compact
from recommendations.live.document import BrokenDocumentError, LiveDocument
from recommendations.storage import drafting as queries
from recommendations.storage.database import db
from recommendations.storage.writer import submit

KEEP_EMPTY_SECONDS = 60
COMPACT_AFTER = 500


class Tasks(Protocol):
    """How work is put off: in greenlets where people are served, at once in tests."""

    def now(self, work: Callable[[], None]) -> None:
        """Run the work beside the caller, or at once."""

    def later(self, seconds: float, work: Callable[[], None]) -> None:
        """Run the work after this time."""


class Listener(Protocol):
    """Who tells the people in a room what became of their work."""

    def on_saved(self, room: "Room", batch: "Sequence[Waiting]", update: bytes) -> None:
        """The batch, merged into one update, is on disk."""

    def on_lost(self, room: "Room", batch: "Sequence[Waiting]", refusal: Refused) -> None:
        """The batch is not on disk; the room is gone, and whoever was in it must join again."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """An update in memory that waits for its commit; the server's own has no author."""

    update: bytes
    person_id: UUID | None = None
    sid: str | None = None
    number: int = 0


@dataclass(slots=True)
class Room:
    """One text in memory."""

    text_id: UUID
    theme_id: UUID
    edition_id: UUID
    theme_number: int
    addressees: dict[str, dict[str, str]]
    language: str
    epoch: int
    is_open: bool
    document: LiveDocument
    rows: int
    people: set[str] = field(default_factory=set)
    waiting: list[Waiting] = field(default_factory=list)
    is_gone: bool = False


class Rooms:
    """Every text that somebody has open in this process, which is the only one that writes it."""

    def __init__(self, app: Flask, tasks: Tasks, listener: Listener) -> None:
        """Begin without any room."""
        self._app = app
        self._tasks = tasks
        self._listener = listener
        self._rooms: dict[UUID, Room] = {}
        self._unsaved: dict[UUID, Room] = {}
        self._is_writing = False
        self._loading = threading.Lock()

    def find(self, text_id: UUID) -> Room | None:
        """The room, if the text is in memory."""
        return self._rooms.get(text_id)

    def enter(self, text_id: UUID, sid: str) -> Room:
        """The room of the text, loaded from the log if nobody had it open, with ``sid`` in it.

        Raises:
            NotFound: there is no such text.
        """
        with self._loading:
            room = self._rooms.get(text_id) or self._load(text_id)
            self._rooms[text_id] = room
            room.people.add(sid)
        return room

    def leave(self, room: Room, sid: str) -> None:
        """Take ``sid`` out; an empty room is put away after a while."""
        room.people.discard(sid)
        if not room.people:
            self._tasks.later(KEEP_EMPTY_SECONDS, partial(self._put_away, room))

    def take(self, room: Room, waiting: Waiting) -> None:
        """Merge an update into the text in memory and queue it for the disk, with the server's repair of it.

        Raises:
            DraftingClosed, UpdateTooLarge, DraftTooLong, UpdateMalformed, UpdateOutOfOrder: nothing was taken.
        """
        if not room.is_open:
            raise DraftingClosed
        try:
            repair = room.document.take(waiting.update)
        except BrokenDocumentError as error:
            self._lose(room, (), UpdateNotSaved())
            raise UpdateMalformed from error
        room.waiting.append(waiting)
        if repair is not None:
            room.waiting.append(Waiting(repair))
        self._unsaved[room.text_id] = room
        self._flush_soon()

    def hear(self, text_id: UUID, update: bytes) -> None:
        """What the server has itself written to the log is in memory too, and shown to whoever has the text open."""
        room = self._rooms.get(text_id)
        if room is not None:
            room.document.hear(update)
            self._listener.on_saved(room, (), update)

    def tell_drafting(self, theme_id: UUID, *, is_open: bool) -> list[Room]:
        """Note that drafting of a theme was closed or opened; the rooms that it concerns."""
        with self._loading:
            concerned = [room for room in self._rooms.values() if room.theme_id == theme_id]
            for room in concerned:
                room.is_open = is_open
        return concerned

    def _load(self, text_id: UUID) -> Room:
        session = db.session()
        found = queries.find_text(session, text_id)
        if found is None:
            raise NotFound
        text, theme, edition = found
        log = queries.log_of(session, text_id)
        room = Room(
            text_id,
            theme.id,
            theme.edition_id,
            theme.number,
            edition.addressees,
            text.language,
            text.epoch,
            text.drafting,
            LiveDocument(log.payloads),
            len(log.rows),
        )
        db.session.remove()
        return room

    def _flush_soon(self) -> None:
        # No tick: an update that comes alone is committed at once; what comes meanwhile, in whatever
        # room, waits for that commit and shares the next one.
        if not self._is_writing:
            self._is_writing = True
            self._tasks.now(self._flush)

    def _flush(self) -> None:
        with self._app.app_context():
            try:
                while self._unsaved:
                    self._write([_Batch.of(room) for room in self._unsaved.values()])
            finally:
                self._is_writing = False

    def _write(self, batches: "Sequence[_Batch]") -> None:
        self._unsaved.clear()
        try:
            still_open = submit(partial(_append, batches))
        except Exception:  # the authors must be told, whatever went wrong
            self._app.logger.exception("Changes to %d live texts could not be saved", len(batches))
            for batch in batches:
                self._lose(batch.room, batch.waiting, UpdateNotSaved())
            return
        for batch in batches:
            if batch.room.text_id in still_open:
                self._listener.on_saved(batch.room, batch.waiting, batch.merged)
                self._compact_later(batch.room, len(batch.entries))
            else:
                self._lose(batch.room, batch.waiting, DraftingClosed())

    def _compact_later(self, room: Room, rows: int) -> None:
        room.rows += rows
        if room.rows >= COMPACT_AFTER:
            room.rows = 0
            self._tasks.now(partial(self._compact, room))

    def _lose(self, room: Room, waiting: Sequence[Waiting], refusal: Refused) -> None:
        # What is in memory is ahead of the disk: it is forgotten, and read again from the log.
        room.is_gone = True
        batch, room.waiting = [*waiting, *room.waiting], []
        self._unsaved.pop(room.text_id, None)
        if self._rooms.get(room.text_id) is room:
            del self._rooms[room.text_id]
        self._listener.on_lost(room, batch, refusal)

    def _put_away(self, room: Room) -> None:
        if room.people or room.waiting or room.is_gone:
            return
        room.is_gone = True
        if self._rooms.get(room.text_id) is room:
            del self._rooms[room.text_id]
        if room.rows:
            self._compact(room)

    def _compact(self, room: Room) -> None:
        with self._app.app_context():
            compact(room.text_id)


@dataclass(frozen=True, slots=True)
class _Batch:
    """What a room writes in one commit: one row for each run of one person's updates, so the log tells who wrote."""

    room: Room
    waiting: Sequence[Waiting]
    entries: Sequence[queries.Entry]
    merged: bytes

    @classmethod
    def of(cls, room: Room) -> "_Batch":
        """Take over what waits in the room."""
        waiting, room.waiting = room.waiting, []
        runs = ((person, list(run)) for person, run in groupby(waiting, key=lambda one: one.person_id))
        entries = [(room.text_id, person, _merged(run)) for person, run in runs]
        return cls(room, waiting, entries, _merged(waiting))


def _merged(waiting: Sequence[Waiting]) -> bytes:
    return waiting[0].update if len(waiting) == 1 else merge_updates(*(one.update for one in waiting))


def _append(batches: Sequence[_Batch], session: Session) -> frozenset[UUID]:
    """Write what may still be written; the texts that took it. A closing before this commit is before it for all."""
    still_open = queries.open_among(session, (batch.room.text_id for batch in batches))
    entries = [entry for batch in batches if batch.room.text_id in still_open for entry in batch.entries]
    queries.append_updates(session, entries)
    return still_open
