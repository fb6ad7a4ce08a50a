"""Queries of live texts and of their log of updates."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from recommendations.storage.database import now
from recommendations.storage.editions import Edition, Theme
from recommendations.storage.texts import Text, TextSnapshot, TextUpdate

# A text, the author (None for the server's own updates), and the update.
Entry = tuple[UUID, UUID | None, bytes]


@dataclass(frozen=True, slots=True)
class Log:
    """A text's log: the snapshot, and every update that has not been forgotten, oldest first."""

    snapshot: bytes | None
    snapshot_seq: int
    rows: tuple[tuple[int, bytes], ...]

    @property
    def payloads(self) -> tuple[bytes, ...]:
        """Everything that must be replayed, in order."""
        first = () if self.snapshot is None else (self.snapshot,)
        return (*first, *(payload for _, payload in self.rows))


def find_text(session: Session, text_id: UUID) -> tuple[Text, Theme, Edition] | None:
    """A live text with its theme and its edition."""
    joined = sa.select(Text, Theme, Edition).join(Theme, Theme.id == Text.theme_id)
    row = session.execute(joined.join(Edition, Edition.id == Theme.edition_id).where(Text.id == text_id)).first()
    return None if row is None else (row[0], row[1], row[2])


def texts_of(session: Session, theme_id: UUID, *, lock: bool = False) -> list[Text]:
    """The live texts of a theme by language; ``lock`` keeps others from writing them until the commit."""
    every = sa.select(Text).where(Text.theme_id == theme_id)
    # Locked in the order in which the writers of several texts lock them.
    found = session.scalars(every.order_by(Text.id).with_for_update() if lock else every)
    return sorted(found, key=lambda text: text.language)


def open_among(session: Session, text_ids: Iterable[UUID]) -> frozenset[UUID]:
    """Those of the texts whose drafting is open; they stay open until this transaction ends."""
    wanted = sa.select(Text.id).where(Text.id.in_(list(text_ids)), Text.drafting.is_(True))
    return frozenset(session.scalars(wanted.order_by(Text.id).with_for_update(read=True)))


def append_updates(session: Session, entries: Sequence[Entry]) -> None:
    """Write updates at the end of their texts' logs, in this order."""
    at = now()
    if entries:
        rows = [
            {"text_id": text, "person_id": person, "at": at, "payload": payload} for text, person, payload in entries
        ]
        session.execute(sa.insert(TextUpdate), rows)


def log_of(session: Session, text_id: UUID) -> Log:
    """The log as it is now on disk.

    The rows are read before the snapshot: a compaction between the two then shows updates twice, which
    is harmless, never not at all.
    """
    every = sa.select(TextUpdate.seq, TextUpdate.payload).where(TextUpdate.text_id == text_id).order_by(TextUpdate.seq)
    rows = tuple((seq, payload) for seq, payload in session.execute(every))
    snapshot = session.get(TextSnapshot, text_id)
    if snapshot is None:
        return Log(None, 0, rows)
    return Log(snapshot.payload, snapshot.seq, rows)


def replace_snapshot(session: Session, text_id: UUID, log: Log, payload: bytes, contained: Sequence[int]) -> bool:
    """Keep ``payload`` as the snapshot and forget the updates it contains; False if another one came first."""
    snapshot = session.get(TextSnapshot, text_id, with_for_update=True)
    if (snapshot.seq if snapshot else 0) != log.snapshot_seq:
        return False
    if snapshot is None:
        snapshot = TextSnapshot(text_id=text_id)
        session.add(snapshot)
    snapshot.seq, snapshot.at, snapshot.payload = max(contained), now(), payload
    for start in range(0, len(contained), 500):
        part = contained[start : start + 500]
        session.execute(sa.delete(TextUpdate).where(TextUpdate.text_id == text_id, TextUpdate.seq.in_(part)))
    session.flush()
    return True
