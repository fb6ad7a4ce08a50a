"""One live text in memory: a Yjs document that takes updates from people it does not trust."""

from collections.abc import Iterable
from typing import Any

from gevent import GreenletExit
from pycrdt import Doc, XmlFragment, XmlText, get_update

from recommendations.domain.drafting import DraftTooLong, UpdateMalformed, UpdateOutOfOrder, UpdateTooLarge
from recommendations.domain.text import Unit
from recommendations.live.schema import MARKS, NO_MARKS, has_known_marks, repair
from recommendations.live.units import read_units, write_units

ROOT = "prosemirror"
LARGEST_UPDATE = 256_000
LARGEST_STATE = 64_000
LARGEST_TEXT = 4_000_000
# Above this an update is no keystroke: it is tried on a copy before it may touch the text.
KEYSTROKE = 2_000
MOST_UNITS = 600
MOST_CHARACTERS = 600_000
TITLE_DEPTH = 3


class BrokenDocumentError(RuntimeError):
    """The document in memory can no longer be used and must be loaded again from the log."""


class LiveDocument:
    """The document and its rules; nothing here waits, so that no other greenlet meets an open transaction."""

    def __init__(self, updates: Iterable[bytes] = ()) -> None:
        """Replay what the log has; it was checked when it was taken."""
        self._suspect = False
        self._begin()
        for update in updates:
            self._doc.apply_update(update)
        self._suspect = False
        self._size = len(self._doc.get_update())

    def _begin(self) -> None:
        self._doc: Doc[Any] = Doc()
        self._root = self._doc.get(ROOT, type=XmlFragment)
        self._subscription = self._root.observe_deep(self._look)

    def state(self) -> bytes:
        """The state vector: what of each author's work is in."""
        return self._doc.get_state()

    def whole(self) -> bytes:
        """The document as one update."""
        return self._doc.get_update()

    def missing(self, state: bytes | None) -> bytes:
        """What a client with this state vector lacks; everything, if it has none.

        Raises:
            UpdateMalformed: the state vector is none.
        """
        if not state:
            return self.whole()
        if len(state) > LARGEST_STATE:
            raise UpdateMalformed
        try:
            return self._doc.get_update(state)
        except ValueError as error:
            raise UpdateMalformed from error

    def units(self) -> tuple[Unit, ...]:
        """The text as units of the domain."""
        with self._doc.transaction():
            return read_units(self._root)

    def lacks(self, update: bytes) -> bool:
        """Whether the update waits for an earlier one that is not here."""
        # What remains of the update beyond our state begins with the number of authors with remaining work.
        return get_update(update, self._doc.get_state())[0] != 0

    def add(self, units: Iterable[Unit]) -> bytes:
        """Append units as the server's own update, which is returned."""
        before = self.state()
        with self._doc.transaction():
            write_units(self._root, units)
        self._suspect = False
        return self._doc.get_update(before)

    def hear(self, update: bytes) -> None:
        """Merge what the server has itself written to the log; to hear it twice changes nothing."""
        self._doc.apply_update(update)
        self._suspect = False
        self._size = len(self._doc.get_update())

    def take(self, update: bytes) -> bytes | None:
        """Merge a client's update; the server's own repair of it, if it needed one.

        Raises:
            UpdateTooLarge, DraftTooLong, UpdateMalformed, UpdateOutOfOrder: nothing of it was taken.
            BrokenDocumentError: the update broke the document in memory.
        """
        self._ensure_size(update)
        if len(update) > KEYSTROKE:
            self._try_on_a_copy(update)
        self._suspect = False
        _apply(self._doc, update)
        if self.lacks(update):
            self._forget_what_waits()
            raise UpdateOutOfOrder
        self._size += len(update)
        return self._repair() if self._suspect else None

    def _ensure_size(self, update: bytes) -> None:
        if len(update) > LARGEST_UPDATE:
            raise UpdateTooLarge(limit=LARGEST_UPDATE // 1000)
        if self._size + len(update) > LARGEST_TEXT:
            self._size = len(self.whole())
            if self._size + len(update) > LARGEST_TEXT:
                raise DraftTooLong

    def _try_on_a_copy(self, update: bytes) -> None:
        copy: Doc[Any] = Doc()
        root = copy.get(ROOT, type=XmlFragment)
        copy.apply_update(self.whole())
        try:
            _apply(copy, update)
        except BrokenDocumentError as error:
            raise UpdateMalformed from error
        with copy.transaction():
            is_long = len(root.children) > MOST_UNITS or len(str(root)) > MOST_CHARACTERS
        if is_long:
            raise DraftTooLong

    def _forget_what_waits(self) -> None:
        whole = self.whole()  # without what waits for a predecessor
        self._begin()
        self._doc.apply_update(whole)
        self._suspect = False

    def _look(self, events: list[Any]) -> None:
        # Typing inside known marks cannot break the schema; anything else is looked at as a whole.
        if not self._suspect:
            self._suspect = not all(_is_typing(event) for event in events)

    def _repair(self) -> bytes | None:
        before = self.state()
        with self._doc.transaction():
            is_changed = repair(self._root)
        self._suspect = False
        return self._doc.get_update(before) if is_changed else None


def _apply(doc: Doc[Any], update: bytes) -> None:
    try:
        doc.apply_update(update)
    except ValueError as error:
        raise UpdateMalformed from error
    except (KeyboardInterrupt, SystemExit, GreenletExit):
        raise
    except BaseException as error:
        # The library's panics are no Exceptions, and leave the document in an unknown state.
        raise BrokenDocumentError from error


def _is_typing(event: Any) -> bool:  # noqa: ANN401 - the library's events are untyped
    if not isinstance(event.target, XmlText) or event.keys:
        return False
    # A title, the first child of its unit, takes words without marks.
    known = NO_MARKS if len(event.path) == TITLE_DEPTH and event.path[1] == 0 else MARKS
    return all(
        isinstance(change.get("insert", ""), str) and has_known_marks(change.get("attributes"), known)
        for change in event.delta
    )


def seed(units: Iterable[Unit]) -> bytes:
    """The first update of a new text. Never call it for a text that a client may already hold."""
    return LiveDocument().add(units)


def units_of(updates: Iterable[bytes]) -> tuple[Unit, ...]:
    """The units of a text as the log has it."""
    return LiveDocument(updates).units()
