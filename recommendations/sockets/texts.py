"""Live texts over the socket: join, change, carets, leave; what is refused is never applied."""

from collections.abc import Sequence
from functools import partial
from typing import Any
from uuid import UUID

from flask_socketio import join_room, leave_room

from recommendations.domain.drafting import TextNotJoined, UpdateMalformed
from recommendations.domain.permissions import Action, Subject, permits
from recommendations.domain.refusals import NotFound, Refused
from recommendations.live.rooms import Room, Waiting
from recommendations.services.facts import DraftingChanged, TextFilled
from recommendations.sockets import carets, fragments
from recommendations.sockets.admission import Handler, Message, tell_refused
from recommendations.sockets.channel import channel, room_of_followers, room_of_writers, socketio, spoken
from recommendations.sockets.connections import Connection, Seat

HIGHEST_NUMBER = 2**53


def join(connection: Connection, text_id: UUID, message: Message) -> dict[str, Any]:
    """Take a seat in a text: a writer gets what its document lacks, a follower the text as rendered units.

    ``follow`` asks for the reader's seat, also by somebody who may write.
    """
    _leave(connection, text_id)
    room = channel().rooms.enter(text_id, connection.sid)
    try:
        answer = _take_seat(connection, room, message)
    except Refused:
        channel().rooms.leave(room, connection.sid)
        raise
    return answer


def _take_seat(connection: Connection, room: Room, message: Message) -> dict[str, Any]:
    actor = connection.actor
    if room.edition_id != actor.edition_id:
        raise NotFound
    subject = Subject(room.edition_id, room.theme_id)
    is_writer = permits(actor, Action.EDIT_DRAFT, subject) and message.get("follow") is not True
    missing = {"missing": _missing(room, message), "state": room.document.state()} if is_writer else {}
    granted = {Action.FOLLOW_DRAFT, Action.EDIT_DRAFT} if is_writer else {Action.FOLLOW_DRAFT}
    connection.seats[room.text_id] = Seat(room.theme_id, frozenset(granted), room.is_open)
    place = room_of_writers(room.text_id) if is_writer else room_of_followers(room.text_id)
    join_room(place, sid=connection.sid, namespace="/")
    if is_writer:
        carets.show_others(connection, room.text_id)
    else:
        fragments.show_all(room, connection.sid)
    return {
        "role": "writer" if is_writer else "follower",
        "epoch": room.epoch,
        "drafting": room.is_open,
    } | missing


def _missing(room: Room, message: Message) -> bytes:
    # A document of another epoch has nothing in common with ours: its state says nothing about what it lacks.
    is_ours = message.get("epoch") in {None, room.epoch}
    state = message.get("state")
    return room.document.missing(state if is_ours and isinstance(state, bytes) else None)


def update(connection: Connection, text_id: UUID, message: Message) -> None:
    """Merge a writer's change; its author hears ``text-saved`` once it is on disk."""
    change, number = message.get("update"), message.get("number")
    if not isinstance(change, bytes) or not isinstance(number, int) or not 0 <= number < HIGHEST_NUMBER:
        raise UpdateMalformed
    room = channel().rooms.find(text_id)
    if room is None or connection.sid not in room.people:
        raise TextNotJoined
    channel().rooms.take(room, Waiting(change, connection.actor.person_id, connection.sid, number))


def leave(connection: Connection, text_id: UUID, _message: Message) -> None:
    """Give the seat back."""
    _leave(connection, text_id)


def leave_all(connection: Connection) -> None:
    """Give every seat back, when the connection has ended."""
    for text_id in list(connection.seats):
        _leave(connection, text_id)


def _leave(connection: Connection, text_id: UUID) -> None:
    seat = connection.seats.pop(text_id, None)
    if seat is None:
        return
    carets.hide(connection, text_id, seat)
    for name in (room_of_writers(text_id), room_of_followers(text_id)):
        leave_room(name, sid=connection.sid, namespace="/")
    room = channel().rooms.find(text_id)
    if room is not None:
        channel().rooms.leave(room, connection.sid)


EVENTS: dict[str, tuple[Action, Handler]] = {
    "text-join": (Action.FOLLOW_DRAFT, join),
    "text-update": (Action.EDIT_DRAFT, update),
    "text-awareness": (Action.EDIT_DRAFT, carets.share),
    "text-leave": (Action.FOLLOW_DRAFT, leave),
}


class Teller:
    """Tells the people in a text what became of their work."""

    def on_saved(self, room: Room, batch: Sequence[Waiting], update: bytes) -> None:
        """Show the batch to the other writers and to followers, and tell its authors that it is on disk."""
        authors = {waiting.sid for waiting in batch}
        # Of a batch by several authors each gets all: merging one's own change again changes nothing,
        # and the whole room shares one frame.
        alone = next(iter(authors)) if len(authors) == 1 else None
        shown = {"text": str(room.text_id), "update": update}
        socketio.emit("text-update", shown, to=room_of_writers(room.text_id), skip_sid=alone)
        for waiting in batch:
            if waiting.sid is not None:
                saved = {"text": str(room.text_id), "number": waiting.number}
                socketio.emit("text-saved", saved, to=waiting.sid)
        fragments.show_changes(room)

    def on_lost(self, room: Room, batch: Sequence[Waiting], refusal: Refused) -> None:
        """Tell the authors, and let everybody else in the text connect and join again."""
        authors = {waiting.sid for waiting in batch}
        for waiting in batch:
            author = channel().connections.find(waiting.sid or "")
            if author is not None:
                tell_refused(author.sid, str(room.text_id), waiting.number, spoken(refusal, author.actor.locale))
        for sid in room.people - authors:
            _interrupt(sid)


def _interrupt(sid: str) -> None:
    # Ending the transport, not the session: clients take it for a bad network and come back by themselves.
    # Beside the flush, since the end waits until what was already queued for the client is sent.
    transport = socketio.server.manager.eio_sid_from_sid(sid, "/")
    if transport is not None:
        channel().tasks.now(partial(socketio.server.eio.disconnect, transport))


def on_drafting_changed(fact: object) -> None:
    """From now on the theme's texts take changes, or refuse them; everybody in them is told."""
    if not isinstance(fact, DraftingChanged):
        return
    channel().rooms.tell_drafting(fact.theme_id, is_open=fact.is_open)
    for connection, text_id, seat in channel().connections.seats_on(fact.theme_id):
        seat.is_open = fact.is_open
        socketio.emit("text-drafting", {"text": str(text_id), "open": fact.is_open}, to=connection.sid)


def on_text_filled(fact: object) -> None:
    """Whoever has the empty text open sees it filled."""
    if isinstance(fact, TextFilled):
        channel().rooms.hear(fact.text_id, fact.update)
