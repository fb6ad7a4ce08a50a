"""Limits on wrong codes: by browser and altogether, never by address, which 800 people share."""

from collections.abc import Callable
from dataclasses import dataclass
from threading import Lock
from time import monotonic

from flask import Flask, current_app

from recommendations.domain.signing_in import TooManyAttempts

MOST_VISITORS = 10_000


@dataclass(slots=True)
class Bucket:
    """Tokens that come back with time; ``per_second`` is the rate, ``burst`` the most there are at once."""

    burst: float
    per_second: float
    tokens: float
    at: float

    def refill(self, at: float) -> float:
        """The tokens there are at this moment."""
        self.tokens = min(self.burst, self.tokens + (at - self.at) * self.per_second)
        self.at = at
        return self.tokens


class Attempts:
    """Wrong codes of one process: 6 at once from a browser and one a minute, 200 at once from all and 2 a second."""

    def __init__(self, clock: Callable[[], float] = monotonic) -> None:
        """Start with full buckets."""
        self._clock = clock
        self._lock = Lock()
        self._all = Bucket(200, 2, 200, clock())
        self._visitors: dict[str, Bucket] = {}

    def ensure_left(self, visitor: str) -> None:
        """Let an attempt pass while there are attempts left.

        Raises:
            TooManyAttempts: this browser, or all of them together, have tried too many wrong codes.
        """
        with self._lock:
            at = self._clock()
            if min(self._bucket(visitor, at).refill(at), self._all.refill(at)) < 1:
                raise TooManyAttempts

    def count_wrong(self, visitor: str) -> None:
        """Take one attempt from the browser and from all."""
        with self._lock:
            at = self._clock()
            for bucket in (self._bucket(visitor, at), self._all):
                bucket.refill(at)
                bucket.tokens -= 1

    def _bucket(self, visitor: str, at: float) -> Bucket:
        if visitor not in self._visitors and len(self._visitors) >= MOST_VISITORS:
            del self._visitors[next(iter(self._visitors))]
        return self._visitors.setdefault(visitor, Bucket(6, 1 / 60, 6, at))


def init_attempts(app: Flask) -> None:
    """Give the application its counters."""
    app.extensions["attempts"] = Attempts()


def attempts() -> Attempts:
    """The application's counters."""
    counters: Attempts = current_app.extensions["attempts"]
    return counters
