"""The live channel: rooms, live text and news. It decides nothing and writes nothing by itself."""

from flask import Flask
from flask_socketio import SocketIO

from recommendations.config import Settings

socketio = SocketIO()


def init_sockets(app: Flask) -> None:
    """Attach the live channel; only our own origin may connect."""
    settings: Settings = app.config["SETTINGS"]
    socketio.init_app(
        app,
        async_mode="threading" if settings.is_testing else "gevent",
        cors_allowed_origins=[settings.public_origin],
        async_handlers=False,
        manage_session=False,
        max_http_buffer_size=4_000_000,
        transports=["websocket"],
    )
