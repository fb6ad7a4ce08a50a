"""Carets of the other writers: relayed as they come, under the name of the person who is signed in."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any
from uuid import UUID

from recommendations.domain.drafting import UpdateMalformed
from recommendations.live.carets import Caret, read_caret
from recommendations.sockets.channel import channel, room_of_writers, socketio
from recommendations.sockets.connections import Connection, Seat


def share(connection: Connection, text_id: UUID, message: Mapping[str, Any]) -> None:
    """Show a writer's caret to the others; nobody moves another's, or appears under another's name."""
    caret = read_caret(message.get("update"))
    seats = channel().connections.seats_in({text_id})
    if any(seat.caret and seat.caret.client == caret.client and other is not connection for other, _, seat in seats):
        raise UpdateMalformed
    if caret.state is not None and isinstance(caret.state.get("user"), dict):
        user = caret.state["user"] | {"name": connection.actor.name}
        caret = replace(caret, state=caret.state | {"user": user})
    connection.seats[text_id].caret = caret
    _relay(text_id, caret, connection.sid)


def show_others(connection: Connection, text_id: UUID) -> None:
    """Show the carets of those who were here before to one who has just come."""
    for other, _, seat in channel().connections.seats_in({text_id}):
        if seat.caret is not None and other is not connection:
            message = {"text": str(text_id), "update": seat.caret.encoded()}
            socketio.emit("text-awareness", message, to=connection.sid)


def hide(connection: Connection, text_id: UUID, seat: Seat) -> None:
    """Take away the caret of one who leaves, also when the network took them."""
    if seat.caret is not None:
        _relay(text_id, replace(seat.caret, clock=seat.caret.clock + 1, state=None), connection.sid)


def _relay(text_id: UUID, caret: Caret, sid: str) -> None:
    message = {"text": str(text_id), "update": caret.encoded()}
    socketio.emit("text-awareness", message, to=room_of_writers(text_id), skip_sid=sid)
