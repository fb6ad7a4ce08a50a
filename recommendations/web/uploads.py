"""Files that people send: how many of them the process holds in memory at once, each person's and all together."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock
from uuid import UUID

from flask import current_app
from werkzeug.datastructures import FileStorage

from recommendations.domain.intake import NamedFile, ReadersBusy, TooManyFiles
from recommendations.web.access import signed_in_actor
from recommendations.web.typed import file_name

# Two are read at a time: with a few more held, the readers are never idle, and the memory is bounded.
MOST_OF_ONE = 2
MOST_OF_STRANGERS = 3
MOST_OF_ALL = 8
_STRANGERS = None


class HeldFiles:
    """Counts the files that one process holds, by person; strangers count as one, for nobody can tell them apart."""

    def __init__(self) -> None:
        """Start with none."""
        self._lock = Lock()
        self._held: Counter[UUID | None] = Counter()

    @contextmanager
    def one(self, person: UUID | None) -> Iterator[None]:
        """Room for one more file, as long as the block runs.

        Raises:
            TooManyFiles: the person has sent others, which are still being read.
            ReadersBusy: so many files are held that this one would have to wait for long.
        """
        self._take(person)
        try:
            yield
        finally:
            self._give_back(person)

    def _take(self, person: UUID | None) -> None:
        with self._lock:
            if person is not _STRANGERS and self._held[person] >= MOST_OF_ONE:
                raise TooManyFiles(most=MOST_OF_ONE)
            is_full = self._held[_STRANGERS] >= MOST_OF_STRANGERS if person is _STRANGERS else False
            if is_full or self._held.total() >= MOST_OF_ALL:
                raise ReadersBusy
            self._held[person] += 1

    def _give_back(self, person: UUID | None) -> None:
        with self._lock:
            self._held[person] -= 1
            if not self._held[person]:
                del self._held[person]


@contextmanager
def held(file: FileStorage) -> Iterator[NamedFile]:
    """The file in memory while the block runs; until there is room for it, it stays where the request has put it.

    Raises:
        TooManyFiles, ReadersBusy: it is not read.
    """
    actor = signed_in_actor()
    counter: HeldFiles = current_app.extensions.setdefault("held_files", HeldFiles())
    with counter.one(actor.person_id if actor else _STRANGERS):
        yield NamedFile(file_name(file.filename or ""), file.read())
