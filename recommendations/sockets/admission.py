"""The door of the live channel: own pages only, signed-in people only, each event by its Action."""

from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID

from flask import Flask, current_app, request, session
from flask_socketio import ConnectionRefusedError as ConnectionRefused
from flask_socketio import join_room

from recommendations.config import Settings
from recommendations.domain.drafting import UpdateMalformed
from recommendations.domain.permissions import Action
from recommendations.domain.refusals import NotPermitted, Refused
from recommendations.services.facts import SignedOut
from recommendations.services.people.signing_in import actor_of_session
from recommendations.sockets.channel import channel, room_of_edition, socketio, spoken
from recommendations.sockets.connections import Connection

Message = Mapping[str, Any]
Handler = Callable[[Connection, UUID, Message], dict[str, Any] | None]
Leaver = Callable[[Connection], None]
LONGEST_NAME = 64


def allowed_origins(settings: Settings) -> list[str]:
    """The origins of our own pages; on one's own machine both of its names count."""
    origin = settings.public_origin
    twins = {"127.0.0.1": "localhost", "localhost": "127.0.0.1"}
    scheme, _, place = origin.partition("://")
    host, _, port = place.partition(":")
    if host not in twins:
        return [origin]
    return [origin, f"{scheme}://{twins[host]}" + (f":{port}" if port else "")]


def connect(_auth: object = None) -> None:
    """Admit a connection of a signed-in person from one of our own pages.

    Raises:
        ConnectionRefused: another origin or none, or nobody signed in.
    """
    settings: Settings = current_app.config["SETTINGS"]
    if request.headers.get("Origin") not in allowed_origins(settings):
        raise ConnectionRefused("foreign-origin")
    token = session.get("sign_in")
    actor = actor_of_session(token)
    if actor is None or token is None:
        raise ConnectionRefused("signed-out")
    channel().connections.add(Connection(_sid(), actor, token))
    join_room(room_of_edition(actor.edition_id))


def disconnecting(leave: Leaver) -> Callable[..., None]:
    """The handler that forgets a connection after ``leave`` took it out of its texts."""

    def disconnect(_reason: object = None) -> None:
        connection = channel().connections.remove(_sid())
        if connection is not None:
            leave(connection)

    return disconnect


def admitted(app: Flask, event: str, action: Action, handler: Handler) -> Callable[..., dict[str, Any] | None]:
    """The handler behind its door: a known connection, a well-formed message, a permitted act.

    A refusal is the answer to the event; of a change it is told as ``text-refused`` too. There is no request
    here: opening one, with its session, would cost more than all the rest of a keystroke.
    """

    def guarded(sid: str, *arguments: object) -> dict[str, Any] | None:
        with app.app_context():
            connection = channel().connections.find(sid)
            if connection is None:
                return {"refused": NotPermitted.code, "sentence": ""}
            message = arguments[0] if arguments and isinstance(arguments[0], dict) else {}
            try:
                connection.budget.spend()
                text_id = _text_id(message)
                connection.ensure_may(action, text_id)
                return handler(connection, text_id, message)
            except Refused as refusal:
                return _refuse(event, connection, message, refusal)

    return guarded


def _text_id(message: Message) -> UUID:
    text = message.get("text")
    try:
        return UUID(text if isinstance(text, str) else "")
    except ValueError as error:
        raise UpdateMalformed from error


def _refuse(event: str, connection: Connection, message: Message, refusal: Refused) -> dict[str, Any]:
    said = spoken(refusal, connection.actor.locale)
    if event == "text-update":
        tell_refused(connection.sid, message.get("text"), message.get("number"), said)
    return {"refused": said["code"], "sentence": said["sentence"]}


def tell_refused(sid: str, text: object, number: object, said: dict[str, str]) -> None:
    """Tell the author that a change was not taken, and why."""
    place = {
        "text": text if isinstance(text, str) and len(text) <= LONGEST_NAME else "",
        "number": number if isinstance(number, int) else 0,
    }
    socketio.emit("text-refused", place | said, to=sid)


def on_signed_out(fact: object) -> None:
    """Close the person's connections whose session has ended; those of other devices stay."""
    if not isinstance(fact, SignedOut):
        return
    for connection in channel().connections.of_person(fact.person_id):
        if actor_of_session(connection.token) is None:
            socketio.server.disconnect(connection.sid)


def _sid() -> str:
    sid: str = request.sid  # type: ignore[attr-defined]  # Flask-SocketIO puts it there
    return sid
