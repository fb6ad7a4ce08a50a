"""Compaction: a snapshot takes the place of the updates it contains, and of no other."""

from uuid import UUID

from recommendations.live.document import LiveDocument
from recommendations.storage import drafting as queries
from recommendations.storage.database import db
from recommendations.storage.writer import submit


def compact(text_id: UUID) -> bool:
    """Write the text's log as a snapshot; False if there was nothing to do, or another compaction came first.

    It works on the log, not on the text in memory: what is not yet on disk is no part of it, and an update
    that still waits for its predecessor is kept as it is, since a snapshot would silently drop it.
    """
    log = queries.log_of(db.session(), text_id)
    db.session.remove()
    document = LiveDocument(log.payloads)
    contained = [seq for seq, payload in log.rows if not document.lacks(payload)]
    if not contained:
        return False
    whole = document.whole()
    return submit(lambda session: queries.replace_snapshot(session, text_id, log, whole, contained))
