"""The one Socket.IO server of the process, and what every part of the live channel shares."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from time import monotonic
from uuid import UUID

import gevent
from flask import Flask, current_app
from flask_babel import force_locale
from flask_socketio import SocketIO

from recommendations.domain.refusals import Refused
from recommendations.domain.text import Unit
from recommendations.live.rooms import Rooms, Tasks
from recommendations.sockets.connections import Connections

socketio = SocketIO()

# A unit, its printed number, and its HTML.
Rendered = tuple[Unit, str, str]
FRAGMENTS_EVERY = 0.5
PARTICIPATION_EVERY = 1.0


class Greenlets:
    """Work put off into greenlets, as people are served."""

    def now(self, work: Callable[[], None]) -> None:
        """Run the work beside the caller."""
        gevent.spawn(work)

    def later(self, seconds: float, work: Callable[[], None]) -> None:
        """Run the work after this time."""
        gevent.spawn_later(seconds, work)


class AtOnce:
    """Work that is not put off at all: tests see its effect when the call returns."""

    def now(self, work: Callable[[], None]) -> None:
        """Run the work."""
        work()

    def later(self, seconds: float, work: Callable[[], None]) -> None:  # noqa: ARG002 - there is no waiting here
        """Run the work."""
        work()


class Throttle:
    """Runs work for each key at most once in ``seconds``; what comes meanwhile is done with the next run."""

    def __init__(self, tasks: Tasks, seconds: float) -> None:
        """Begin with every key free to run."""
        self._tasks = tasks
        self._seconds = seconds
        self._planned: set[object] = set()
        self._last: dict[object, float] = {}

    def soon(self, key: object, work: Callable[[], None]) -> None:
        """Run the work as soon as the key may; if a run is planned already, that run will do."""
        if key in self._planned:
            return
        self._planned.add(key)
        wait = self._last.get(key, float("-inf")) + self._seconds - monotonic()
        self._tasks.later(max(0.0, wait), partial(self._run, key, work))

    def _run(self, key: object, work: Callable[[], None]) -> None:
        self._planned.discard(key)
        self._last[key] = monotonic()
        work()


@dataclass(slots=True)
class Channel:
    """What the live channel of one application knows; it lives as long as the process.

    ``rendered`` keeps the newest rendering of each unit of each text, ``shown`` what its readers were last sent.
    """

    tasks: Tasks
    rooms: Rooms
    connections: Connections
    fragments: Throttle
    participation: Throttle
    rendered: dict[UUID, dict[str, Rendered]] = field(default_factory=dict)
    shown: dict[UUID, dict[str, str]] = field(default_factory=dict)


def init_channel(app: Flask, tasks: Tasks, rooms: Rooms) -> None:
    """Give the application its live channel."""
    app.extensions["channel"] = Channel(
        tasks, rooms, Connections(), Throttle(tasks, FRAGMENTS_EVERY), Throttle(tasks, PARTICIPATION_EVERY)
    )


def channel() -> Channel:
    """The live channel of the application at hand."""
    found: Channel = current_app.extensions["channel"]
    return found


def spoken(refusal: Refused, locale: str) -> dict[str, str]:
    """A refusal's code and its sentence in the person's language."""
    speak: Callable[[Refused], str] = current_app.extensions["sentence"]
    with force_locale(locale):
        return {"code": refusal.code, "sentence": speak(refusal)}


def room_of_edition(edition_id: UUID) -> str:
    """Everybody of an edition who is connected."""
    return f"edition:{edition_id}"


def room_of_writers(text_id: UUID) -> str:
    """Who holds the Yjs document of a text."""
    return f"writers:{text_id}"


def room_of_followers(text_id: UUID) -> str:
    """Who reads a text as the server renders it."""
    return f"followers:{text_id}"
