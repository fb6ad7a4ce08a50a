"""Serving the application over gevent, with our own WebSocket driver."""

import errno
import gc
import os
import resource
import signal
import socket
import sys

import gevent
from flask import Flask
from gevent.pywsgi import WSGIServer

from recommendations.config import Settings
from recommendations.sockets import driver, socketio

OPEN_FILES = 8_192
BACKLOG = 1_024
GOODBYE_SECONDS = 2
SWITCH_SECONDS = 0.0001


def serve(app: Flask) -> None:
    """Serve until stopped; a taken port or a foreign WebSocket driver stops the start with a sentence."""
    settings: Settings = app.config["SETTINGS"]
    _ensure_our_driver()
    server = WSGIServer(listen(settings), app, handler_class=driver.Handler, log=None)
    _allow_many_connections()
    # The writer commits in a real thread and asks for the interpreter several times on the way; at the
    # default of 5 ms each, a busy server would make every commit, and with it every keystroke, wait for long.
    sys.setswitchinterval(SWITCH_SECONDS)
    spare_what_is_loaded()
    for number in (signal.SIGTERM, signal.SIGINT):
        gevent.signal_handler(number, server.stop, GOODBYE_SECONDS)
    server.serve_forever()


def spare_what_is_loaded() -> None:
    """The garbage collector never looks again at the program itself, which stays for good."""
    # Modules and mappers are over a hundred thousand objects: going through them took 0.1 s of many a large page.
    gc.collect()
    gc.freeze()


def listen(settings: Settings) -> socket.socket:
    """The socket that listens where people will connect.

    Raises:
        SystemExit: the port is taken, or not ours to take; the message says what to do.
    """
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    try:
        return socket.create_server((settings.host, settings.port), family=family, backlog=BACKLOG)
    except OSError as error:
        sys.exit(_reason(error, settings))


def _ensure_our_driver() -> None:
    found = driver.driver_in_use(socketio.server.eio)
    if found != driver.OURS:
        sys.exit(f"The live channel would use {found} instead of {driver.OURS}: not started.")


def _allow_many_connections() -> None:
    # An assembly has more people than the usual limit of 1,024 open files.
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = OPEN_FILES if hard == resource.RLIM_INFINITY else min(OPEN_FILES, hard)
    if soft != resource.RLIM_INFINITY and soft < wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))


def _reason(error: OSError, settings: Settings) -> str:
    place = f"{settings.host}:{settings.port}"
    if error.errno == errno.EADDRINUSE:
        return (
            f"Port {settings.port} is taken by another program. Choose another one: PORT={settings.port + 1} make run"
        )
    if error.errno == errno.EACCES:
        return f"This user may not listen on {place}. Choose a port from 1024 on, for instance PORT=5000."
    return f"Cannot listen on {place}: {os.strerror(error.errno or 0)}."
