"""Who is in the room: people leave and come back through the desk, so that a poll has the attendance of the file."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from fractions import Fraction

from recommendations.services.people.participants import set_presence
from recommendations.services.rehearsing.scene import Scene, Voter


class AttendanceDoesNotFitError(ValueError):
    """No selection of the members' weights was found that gives the attendance."""


@contextmanager
def attended_by(scene: Scene, weight: Fraction | None) -> Iterator[Sequence[Voter]]:
    """As many are in the room as ``weight`` says, and afterwards those who were there before.

    Raises:
        AttendanceDoesNotFitError.
    """
    if weight is None:
        yield scene.voters
        return
    there = _selected((*scene.voters, *scene.absent), weight)
    kept = {voter.actor.person_id for voter in there}
    leaving = [voter for voter in scene.voters if voter.actor.person_id not in kept]
    arriving = [voter for voter in scene.absent if voter.actor.person_id in kept]
    _move(scene, leaving, arriving)
    try:
        yield there
    finally:
        _move(scene, arriving, leaving)


def _selected(voters: Sequence[Voter], weight: Fraction) -> list[Voter]:
    missing, there = weight, []
    for voter in sorted(voters, key=lambda voter: voter.weight, reverse=True):
        if 0 < voter.weight <= missing:
            missing -= voter.weight
            there.append(voter)
    if missing:
        message = f"the members' weights cannot give an attendance of {weight}"
        raise AttendanceDoesNotFitError(message)
    return there


def _move(scene: Scene, leaving: Sequence[Voter], arriving: Sequence[Voter]) -> None:
    for voter in leaving:
        set_presence(voter.actor.person_id, scene.secretariat, present=False)
    for voter in arriving:
        set_presence(voter.actor.person_id, scene.secretariat, present=True)
