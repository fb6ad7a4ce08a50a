"""Serving the application over gevent."""

from flask import Flask

from recommendations.config import Settings
from recommendations.sockets import socketio


def serve(app: Flask) -> None:
    """Serve until stopped."""
    settings: Settings = app.config["SETTINGS"]
    socketio.run(app, host=settings.host, port=settings.port)
