"""Who is connected, and what each connection may do: asked at every event, changed when a right ends."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from time import monotonic
from uuid import UUID

from recommendations.domain.drafting import DraftingClosed, TextNotJoined, TooManyUpdates
from recommendations.domain.people import Actor
from recommendations.domain.permissions import Action, Subject, ensure_permitted
from recommendations.domain.refusals import NotPermitted
from recommendations.live.carets import Caret

EVENTS_PER_SECOND = 60
EVENTS_AT_ONCE = 300


@dataclass(slots=True)
class Budget:
    """How many events a connection may still send: no person types as fast as it refills."""

    left: float = EVENTS_AT_ONCE
    at: float = field(default_factory=monotonic)

    def spend(self) -> None:
        """Count one event.

        Raises:
            TooManyUpdates: the budget is empty.
        """
        at = monotonic()
        self.left = min(EVENTS_AT_ONCE, self.left + (at - self.at) * EVENTS_PER_SECOND)
        self.at = at
        if self.left < 1:
            raise TooManyUpdates
        self.left -= 1


@dataclass(slots=True)
class Seat:
    """A connection's place in one text, with its last caret if it is a writer's."""

    theme_id: UUID
    granted: frozenset[Action]
    is_open: bool
    caret: Caret | None = None


@dataclass(slots=True)
class Connection:
    """One browser tab of a signed-in person; ``token`` is its session's, to ask again whether it still holds."""

    sid: str
    actor: Actor
    token: str
    budget: Budget = field(default_factory=Budget)
    seats: dict[UUID, Seat] = field(default_factory=dict)

    def ensure_may(self, action: Action, text_id: UUID) -> None:
        """Let an event pass.

        Raises:
            NotPermitted: the role does not allow it.
            TextNotJoined, DraftingClosed: it would, but not on this connection, or not now.
        """
        if action is Action.FOLLOW_DRAFT:
            ensure_permitted(self.actor, action, Subject(self.actor.edition_id))
            return
        seat = self.seats.get(text_id)
        if seat is None:
            raise TextNotJoined
        if action not in seat.granted:
            raise NotPermitted
        if not seat.is_open:
            raise DraftingClosed


class Connections:
    """Every connection of this process."""

    def __init__(self) -> None:
        """Begin with nobody."""
        self._by_sid: dict[str, Connection] = {}

    def add(self, connection: Connection) -> None:
        """Admit a connection."""
        self._by_sid[connection.sid] = connection

    def remove(self, sid: str) -> Connection | None:
        """Forget a connection."""
        return self._by_sid.pop(sid, None)

    def find(self, sid: str) -> Connection | None:
        """The connection, if it was admitted."""
        return self._by_sid.get(sid)

    def of_person(self, person_id: UUID) -> list[Connection]:
        """Every connection of a person."""
        return [found for found in self._by_sid.values() if found.actor.person_id == person_id]

    def seats_in(self, text_ids: Iterable[UUID]) -> list[tuple[Connection, UUID, Seat]]:
        """Every seat in these texts."""
        wanted = set(text_ids)
        return [
            (connection, text_id, seat)
            for connection in self._by_sid.values()
            for text_id, seat in connection.seats.items()
            if text_id in wanted
        ]

    def seats_on(self, theme_id: UUID) -> list[tuple[Connection, UUID, Seat]]:
        """Every seat in a text of the theme."""
        return [
            (connection, text_id, seat)
            for connection in self._by_sid.values()
            for text_id, seat in connection.seats.items()
            if seat.theme_id == theme_id
        ]
