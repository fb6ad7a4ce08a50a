"""What is delivered: the states of a submission package."""

from enum import StrEnum


class PackageState(StrEnum):
    """Where a submission package stands; a finished one is kept as it is."""

    WAITING = "waiting"
    IN_WORK = "in_work"
    READY = "ready"
    FAILED = "failed"

    @property
    def is_finished(self) -> bool:
        """Whether nothing more happens to it."""
        return self in {PackageState.READY, PackageState.FAILED}
