"""What the assembly refuses, each kind with a stable code."""

import re
from typing import ClassVar


def _code(name: str) -> str:
    return re.sub(r"(?<!^)(?=[A-Z])", "-", name).lower()


class Refused(Exception):
    """An act the rules do not allow; edges translate ``code`` into a sentence.

    ``details`` are the values that the sentence may name, never secrets.
    """

    code: ClassVar[str] = "refused"

    def __init_subclass__(cls) -> None:
        """Derive the stable code from the name: ``PollClosed`` becomes ``poll-closed``."""
        cls.code = _code(cls.__name__)

    def __init__(self, **details: str | int) -> None:
        super().__init__(self.code)
        self.details = details


class NotPermitted(Refused):
    """The actor has no role that allows the act."""


class NotFound(Refused):
    """No such thing in the actor's edition."""


class NotConfirmed(Refused):
    """The disk or the database did not answer for the act: nobody may be told that it is recorded."""


def kinds() -> frozenset[type[Refused]]:
    """Every kind of refusal defined so far, for the tests that want a sentence for each."""
    found: set[type[Refused]] = set()
    waiting = [Refused]
    while waiting:
        children = waiting.pop().__subclasses__()
        found.update(children)
        waiting.extend(children)
    return frozenset(found)
