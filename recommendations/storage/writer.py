"""The one writer: what waits is committed together, and nobody is answered before the disk is."""

import threading
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, TypeVar

import gevent
from flask import Flask, current_app
from gevent.monkey import is_module_patched
from sqlalchemy import Connection, Engine, create_engine
from sqlalchemy.orm import Session
from sqlalchemy.pool import NullPool

from recommendations.storage.database import db, engine_options, prepare_engine

T = TypeVar("T")
MOST_AT_ONCE = 256


@dataclass(slots=True)
class _Waiting:
    job: Callable[[Session], Any]
    done: threading.Event = field(default_factory=threading.Event)
    result: Any = None
    error: BaseException | None = None


class GroupWriter:
    """Runs small write jobs in shared transactions, in the order of their arrival.

    The first caller that finds nobody writing leads: it takes all that waits, commits once, wakes the
    others, and goes on until nothing waits. One fsync then serves many ballots, so that a slow disk costs
    each of them little. Each job has its own savepoint: a refusal or a broken constraint fails it alone.
    """

    def __init__(self, url: str) -> None:
        """Open an engine of its own: the pool's locks belong to the greenlets, the writer works in a real thread."""
        options = engine_options(url)
        engine = create_engine(url, poolclass=NullPool, connect_args=options.get("connect_args", {}))
        prepare_engine(engine)
        self._engine: Engine = engine.execution_options(writes=True)
        self._connection: Connection | None = None
        self._queue: deque[_Waiting] = deque()
        self._lock = threading.Lock()
        self._leading = False

    def submit(self, job: Callable[[Session], T]) -> T:
        """The job's result, once it is on disk.

        Raises:
            Refused, IntegrityError: what the job itself raised; the others of the group are not touched.
            DBAPIError: the commit failed; nothing of the group is recorded, and nobody is told otherwise.
        """
        waiting = _Waiting(job)
        with self._lock:
            self._queue.append(waiting)
            leads, self._leading = not self._leading, True
        if leads:
            self._lead()
        waiting.done.wait()
        if waiting.error is not None:
            raise waiting.error
        return waiting.result  # type: ignore[no-any-return]  # the job's own type, kept through Any

    def _lead(self) -> None:
        while group := self._next_group():
            _in_a_real_thread(self._write, group)
            for waiting in group:
                waiting.done.set()

    def _next_group(self) -> list[_Waiting]:
        with self._lock:
            group = [self._queue.popleft() for _ in range(min(len(self._queue), MOST_AT_ONCE))]
            self._leading = bool(group)
        return group

    def close(self) -> None:
        """Give the connection back; a later job opens a new one."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def _write(self, group: list[_Waiting]) -> None:
        try:
            self._connection = self._connection or self._engine.connect()
            with Session(self._connection, expire_on_commit=False) as session, session.begin():
                for waiting in group:
                    _attempt(session, waiting)
        except Exception as error:  # noqa: BLE001 - whoever waits must be told, whatever went wrong
            for waiting in group:
                waiting.error = error
            self._forget_connection()

    def _forget_connection(self) -> None:
        broken, self._connection = self._connection, None
        if broken is not None:
            broken.invalidate()
            broken.close()


def _attempt(session: Session, waiting: _Waiting) -> None:
    try:
        with session.begin_nested():
            waiting.result = waiting.job(session)
    except Exception as error:  # noqa: BLE001 - it is raised again where the job was submitted
        waiting.error = error


def _in_a_real_thread(write: Callable[[list[_Waiting]], None], group: list[_Waiting]) -> None:
    # An fsync would stop every greenlet of the process; in a real thread it stops nobody.
    if is_module_patched("threading"):
        gevent.get_hub().threadpool.apply(write, (group,))
    else:
        write(group)


def init_writer(app: Flask, url: str) -> None:
    """Give the application its one writer."""
    app.extensions["writer"] = GroupWriter(url)


def submit(job: Callable[[Session], T]) -> T:
    """Run the job through the application's writer; see :meth:`GroupWriter.submit`.

    The reading session is given back first: hundreds may wait here, and the pool has fewer connections.
    """
    db.session.remove()
    writer: GroupWriter = current_app.extensions["writer"]
    return writer.submit(job)
