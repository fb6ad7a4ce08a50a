"""The record: procedural acts chained by their hashes, so that none can be altered unseen."""

from dataclasses import dataclass

from recommendations.domain.canonical import Json, sha256

FIRST = "0" * 64


@dataclass(frozen=True, slots=True)
class Event:
    """One procedural act; ``at`` is ISO 8601 in UTC, ``seq`` counts from 1 without gaps."""

    seq: int
    at: str
    kind: str
    actor: str | None
    payload: Json
    previous: str
    digest: str


def event_digest(previous: str, seq: int, at: str, content: tuple[str, str | None, Json]) -> str:
    """The hash of an event; ``content`` is its kind, its actor and its payload."""
    kind, actor, payload = content
    return sha256({"previous": previous, "seq": seq, "at": at, "kind": kind, "actor": actor, "payload": payload})


def first_fault(events: list[Event]) -> int | None:
    """The ``seq`` expected at the first event that does not follow from the one before; None if all hold."""
    previous = FIRST
    for position, event in enumerate(events, start=1):
        digest = event_digest(previous, position, event.at, (event.kind, event.actor, event.payload))
        if (event.seq, event.previous, event.digest) != (position, previous, digest):
            return position
        previous = event.digest
    return None
