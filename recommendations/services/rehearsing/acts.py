"""The acts of a rehearsal, each through the same services as on the day."""

from uuid import UUID, uuid4

from recommendations.intake.assembly import Figures
from recommendations.services.poll_subjects import Target
from recommendations.services.rehearsing.ballots import assigned
from recommendations.services.rehearsing.scene import Scene
from recommendations.services.voting import announce_poll, cast_ballot, close_poll, open_poll, prepare_poll
from recommendations.storage.database import db
from recommendations.storage.polls import Poll


def hold_poll(scene: Scene, target: Target, figures: Figures) -> bool:
    """Prepare, open, vote, close and announce; whether the question was adopted.

    Raises:
        Refused: an act of the poll is not allowed.
        FiguresDoNotFitError: the figures cannot be cast by the voters of the scene.
    """
    ballots = assigned(scene.voters, figures)
    poll_id = prepare_poll(target, scene.chair)
    open_poll(poll_id, scene.chair)
    for voter, choice in ballots:
        cast_ballot(poll_id, voter.actor, choice, key=uuid4().hex)
    close_poll(poll_id, scene.chair)
    announce_poll(poll_id, scene.chair)
    return is_adopted(poll_id)


def is_adopted(poll_id: UUID) -> bool:
    """The verdict of an announced poll."""
    poll = db.session.get_one(Poll, poll_id)
    return poll.outcome is not None and bool(poll.outcome["adopted"])
