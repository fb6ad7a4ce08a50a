"""The live channel: rooms, live text and news. It decides nothing and writes nothing by itself."""

from flask import Flask

from recommendations.config import Settings
from recommendations.domain.permissions import Action
from recommendations.live.rooms import Rooms
from recommendations.services.facts import told
from recommendations.sockets import admission, driver, news, texts
from recommendations.sockets.channel import AtOnce, Greenlets, init_channel, socketio

__all__ = ["ACTIONS", "init_sockets", "socketio"]

# Every event a client may send, and the Action it needs; tests/test_architecture.py reads it.
ACTIONS: dict[str, Action] = {
    "connect": Action.READ_EDITION,
    "disconnect": Action.READ_EDITION,
    **{event: action for event, (action, _) in texts.EVENTS.items()},
}
RECEIVERS = (news.on_fact, texts.on_drafting_changed, texts.on_text_filled, admission.on_signed_out)
LARGEST_MESSAGE = 4_000_000

socketio.on_event("connect", admission.connect)
socketio.on_event("disconnect", admission.disconnecting(texts.leave_all))


def init_sockets(app: Flask) -> None:
    """Attach the live channel; only our own pages may connect, and only our own driver serves them."""
    settings: Settings = app.config["SETTINGS"]
    socketio.init_app(
        app,
        async_mode="threading" if settings.is_testing else "gevent",
        cors_allowed_origins=admission.allowed_origins(settings),
        async_handlers=False,
        manage_session=False,
        max_http_buffer_size=LARGEST_MESSAGE,
        transports=["websocket"],
        ping_interval=20,
        ping_timeout=20,
    )
    for event, (action, handler) in texts.EVENTS.items():
        socketio.server.on(event, admission.admitted(app, event, action, handler))
    if not settings.is_testing:
        driver.install(socketio.server.eio)
    tasks = AtOnce() if settings.is_testing else Greenlets()
    init_channel(app, tasks, Rooms(app, tasks, texts.Teller()))
    for receiver in RECEIVERS:
        told.connect(receiver)
