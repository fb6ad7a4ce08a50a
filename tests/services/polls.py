"""What tests of polls read and change in storage."""

from uuid import UUID

from recommendations.storage.ballots import count_ballots
from recommendations.storage.database import db
from recommendations.storage.polls import Poll

TWICE = "Cities should run night buses twice a year."
MONTHLY = "Cities should run night buses every month."


def poll_row(poll_id: UUID) -> Poll:
    db.session.remove()
    return db.session.get_one(Poll, poll_id)


def ballots_in(poll_id: UUID) -> int:
    db.session.remove()
    return count_ballots(db.session(), poll_id)
