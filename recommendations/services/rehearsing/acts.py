"""The acts of a rehearsal's poll, each through the same services as on the day."""

from dataclasses import dataclass
from uuid import UUID, uuid4

from recommendations.domain.polls import Choice, Majority, QuorumMissing
from recommendations.intake.proposed import Poll as Planned
from recommendations.services.rehearsing.ballots import assigned
from recommendations.services.rehearsing.presence import attended_by
from recommendations.services.rehearsing.scene import Scene, Voter
from recommendations.services.voting.acts import (
    announce_poll,
    cast_ballot,
    close_poll,
    open_poll,
    postpone_poll,
    prepare_poll,
)
from recommendations.services.voting.targets import Target
from recommendations.storage.database import db
from recommendations.storage.polls import Poll


@dataclass(frozen=True, slots=True)
class Held:
    """How a poll came out: adopted or not, or postponed for want of a quorum; and by which majority."""

    is_adopted: bool
    is_postponed: bool
    majority: str

    @property
    def verdict(self) -> str:
        """As files say it."""
        return "adopted" if self.is_adopted else "not_adopted"


def hold_poll(scene: Scene, target: Target, planned: Planned) -> Held:
    """Prepare, open, vote, close and announce; or postpone, where too few are there.

    Raises:
        Refused: an act of the poll is not allowed.
        FiguresDoNotFitError: the figures cannot be cast by the voters of the scene.
    """
    with attended_by(scene, planned.present) as voters:
        ballots = assigned(voters, planned.figures)
        majority = None if planned.majority is None else Majority(planned.majority)
        poll_id = prepare_poll(target, scene.chair, majority=majority)
        try:
            open_poll(poll_id, scene.chair)
        except QuorumMissing:
            postpone_poll(poll_id, scene.chair)
        else:
            _vote(scene, poll_id, ballots)
    return _outcome(poll_id)


def _vote(scene: Scene, poll_id: UUID, ballots: list[tuple[Voter, Choice]]) -> None:
    for voter, choice in ballots:
        cast_ballot(poll_id, voter.actor, choice, key=uuid4().hex)
    close_poll(poll_id, scene.chair)
    announce_poll(poll_id, scene.chair)


def _outcome(poll_id: UUID) -> Held:
    poll = db.session.get_one(Poll, poll_id)
    is_adopted = poll.outcome is not None and bool(poll.outcome["adopted"])
    return Held(is_adopted, poll.outcome is None, poll.majority.value)
