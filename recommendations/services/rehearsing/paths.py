"""The way of an amendment as the record tells it, in the words of the file."""

from collections.abc import Iterator, Sequence
from uuid import UUID

from recommendations.services.rehearsing.play import AMENDMENTS, Play
from recommendations.storage.database import db
from recommendations.storage.record import EventRow, events_of

_STEPS = {"filed": "tabled", "rebased": "rebased_by_proposer"}
_NAMED = {"withdrawn": "withdrawn_by_", "taken_over": "taken_over_by_"}


def check_paths(play: Play) -> None:
    """Every step that the file names was taken, in this order; and who is the proposer now."""
    events = events_of(db.session(), play.scene.edition_id)
    for proposed, row in list(play.rows()):
        if proposed.path:
            found = list(_steps(play, events, row.id))
            report = found if not _holds(proposed.path, found) else list(proposed.path)
            play.report.expect(AMENDMENTS, f"{proposed.id} path", report, list(proposed.path))
        if proposed.proposer_of_record != proposed.proposer:
            proposer = play.delegate(proposed.proposer_of_record)
            play.report.expect(AMENDMENTS, f"{proposed.id} proposer", row.person_id, proposer.person_id)


def _steps(play: Play, events: Sequence[EventRow], amendment_id: UUID) -> Iterator[str]:
    names = {actor.person_id: code for code, actor in play.scene.delegates.items()}
    for event in events:
        act = event.kind.removeprefix("amendment-").replace("-", "_")
        if event.kind.startswith("amendment-") and event.payload.get("amendment") == str(amendment_id):
            by = names.get(event.person_id, "") if event.person_id else ""
            yield f"{_NAMED[act]}{by}" if act in _NAMED else _STEPS.get(act, act)


def _holds(wanted: Sequence[str], found: Sequence[str]) -> bool:
    rest = iter(found)
    return all(step in rest for step in wanted)
