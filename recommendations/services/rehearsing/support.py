"""Which parts of a file the house can play today; the rest is reported, never counted as holding."""

from collections.abc import Sequence

from recommendations.intake.assembly import Assembly, Proposed
from recommendations.services.rehearsing.operations import WHOLE, is_known

KINDS = frozenset({"replace", "insert", "delete", "add_sentence", "addressee", "delete_whole"})


def reason_against(assembly: Assembly, proposed: Proposed) -> str | None:
    """Why the amendment, or what is expected of it, cannot be played; None if it can."""
    own = _own_reason(proposed)
    if own is not None:
        return own
    for other in assembly.amendments:
        decides = other.target == proposed.id or proposed.id in (other.raw.get("replaces") or ())
        if decides and _own_reason(other) is not None:
            return f"decided together with {other.id}: {_own_reason(other)}"
    return None


def is_voted_alone(proposed: Proposed) -> bool:
    """Whether its own poll can be held, even where what it amounts to in the end depends on a later kind."""
    return _own_reason(proposed) is None and proposed.figures is not None


def _own_reason(proposed: Proposed) -> str | None:
    if proposed.kind not in KINDS:
        return f"the kind {proposed.kind}"
    if not all(is_known(operations) for operations in proposed.change.values()):
        return "an operation of a later kind"
    if not any(proposed.change.values()) and proposed.addressees is None:
        return "a change of no text"
    if proposed.raw.get("late"):
        return "the rule for late amendments"
    if "quorum" in (proposed.raw.get("poll") or {}):
        return "a poll with an attendance of its own"
    return None


def is_whole_deletion(proposed: Proposed) -> bool:
    """Whether the amendment deletes all of its text, which is a separate vote (R4)."""
    return any(operation["op"] == WHOLE for operations in proposed.change.values() for operation in operations)


def amendments_on(assembly: Assembly, recommendation: str) -> Sequence[Proposed]:
    """All amendments of a recommendation, with the sub-amendments on them, in the order of the file."""
    direct = [entry for entry in assembly.amendments if entry.target == recommendation]
    ids = {entry.id for entry in direct}
    return [entry for entry in assembly.amendments if entry in direct or entry.target in ids]


def is_played_whole(assembly: Assembly, recommendation: str) -> bool:
    """Whether everything that happens to the recommendation can be played, so that its final text must hold."""
    return all(reason_against(assembly, entry) is None for entry in amendments_on(assembly, recommendation))
