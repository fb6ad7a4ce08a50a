"""The one writer: what waits is committed together, and nobody is answered before the disk is."""

import logging
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

from recommendations.domain.refusals import NotConfirmed
from recommendations.storage.database import FAILURES, db, engine_options, ensure_standing, prepare_engine

T = TypeVar("T")
MOST_AT_ONCE = 256
logger = logging.getLogger(__name__)


@dataclass(slots=True)
class _Waiting:
    job: Callable[[Session], Any]
    is_act: bool = False
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

    def submit(self, job: Callable[[Session], T], *, is_act: bool = False) -> T:
        """The job's result, once it is on disk.

        An act of procedure holds the edition's record, which everybody who holds more than a row takes first.
        It therefore begins a transaction: what came before it is committed before.

        Raises:
            Refused, IntegrityError: what the job itself raised; the others of the group are not touched.
            NotConfirmed: the transaction failed; nobody of the group is told that it is recorded.
        """
        waiting = _Waiting(job, is_act)
        with self._lock:
            self._queue.append(waiting)
            leads, self._leading = not self._leading, True
        if leads:
            self._lead()
        waiting.done.wait()
        if waiting.error is not None:
            raise waiting.error
        return waiting.result  # type: ignore[no-any-return]  # the job's own type, kept through Any

    def __len__(self) -> int:
        """How many jobs wait for the next transaction."""
        return len(self._queue)

    def _lead(self) -> None:
        while group := self._next_group():
            _in_a_real_thread(self._write, group)
            for waiting in group:
                waiting.done.set()

    def _next_group(self) -> list[_Waiting]:
        group: list[_Waiting] = []
        with self._lock:
            while self._queue and len(group) < MOST_AT_ONCE and not (group and self._queue[0].is_act):
                group.append(self._queue.popleft())
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
        except Exception as error:  # whoever waits must be told, whatever went wrong
            logger.exception("A transaction of %d jobs failed", len(group))
            unconfirmed = NotConfirmed()
            unconfirmed.__cause__ = error
            for waiting in group:
                waiting.error = unconfirmed
            self._forget_connection()

    def _forget_connection(self) -> None:
        broken, self._connection = self._connection, None
        if broken is not None:
            broken.invalidate()
            broken.close()


def _attempt(session: Session, waiting: _Waiting) -> None:
    savepoint = session.begin_nested()
    try:
        waiting.result = waiting.job(session)
        savepoint.commit()
    except Exception as error:  # noqa: BLE001 - it is raised again where the job was submitted
        waiting.error = _as_heard(error)
        savepoint.rollback()
        # Going on after a full disk would tell the first jobs of the group that they are recorded.
        ensure_standing(session.connection())


def _as_heard(error: Exception) -> Exception:
    """The error as the job's submitter hears it: a failing database confirms nothing."""
    if not isinstance(error, FAILURES):
        return error
    logger.error("A job failed with its database", exc_info=error)
    unconfirmed = NotConfirmed()
    unconfirmed.__cause__ = error
    return unconfirmed


def _in_a_real_thread(write: Callable[[list[_Waiting]], None], group: list[_Waiting]) -> None:
    # An fsync would stop every greenlet of the process; in a real thread it stops nobody.
    if is_module_patched("threading"):
        gevent.get_hub().threadpool.apply(write, (group,))
    else:
        write(group)


def init_writer(app: Flask, url: str) -> None:
    """Give the application its one writer."""
    app.extensions["writer"] = GroupWriter(url)


def submit(job: Callable[[Session], T], *, is_act: bool = False) -> T:
    """Run the job through the application's writer; see :meth:`GroupWriter.submit`.

    The reading session is given back first: hundreds may wait here, and the pool has fewer connections.
    """
    db.session.remove()
    writer: GroupWriter = current_app.extensions["writer"]
    return writer.submit(job, is_act=is_act)
