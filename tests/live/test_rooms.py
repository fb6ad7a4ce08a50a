"""Rooms on a real database: what is saved, what is lost, what is put away and what is compacted."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from uuid import UUID, uuid4

import pytest
import sqlalchemy as sa
from flask import Flask

from recommendations.domain.drafting import DraftingClosed, UpdateMalformed
from recommendations.domain.people import Role
from recommendations.domain.refusals import NotFound, Refused
from recommendations.domain.text import Paragraph, Span, Unit, UnitKind
from recommendations.live.compaction import compact
from recommendations.live.document import BrokenDocumentError
from recommendations.live.rooms import COMPACT_AFTER, Room, Rooms, Waiting
from recommendations.services.texts.drafting import read_units, seed_text
from recommendations.storage import drafting as queries
from recommendations.storage.database import db, transaction
from recommendations.storage.texts import Text, TextSnapshot, TextUpdate
from tests.factories import make_actor, make_edition, make_theme
from tests.live.writing import Editor, element, text_of

UNITS = (Unit("u1", UnitKind.PASSAGE, (Paragraph("u1", (Span("Words."),)),)),)


@dataclass
class Put:
    """Work that waits until the test lets it run: a clock in the hand of the test."""

    waiting: list[Callable[[], None]] = field(default_factory=list)

    def now(self, work: Callable[[], None]) -> None:
        """Keep the work."""
        self.waiting.append(work)

    def later(self, seconds: float, work: Callable[[], None]) -> None:  # noqa: ARG002 - the test decides when
        """Keep the work."""
        self.waiting.append(work)

    def run(self) -> None:
        """Run what waits, and what that leads to."""
        while self.waiting:
            self.waiting.pop(0)()


@dataclass
class Ear:
    """Hears what became of updates."""

    saved: list[list[int]] = field(default_factory=list)
    lost: list[tuple[list[int], str]] = field(default_factory=list)

    def on_saved(self, room: Room, batch: Sequence[Waiting], update: bytes) -> None:  # noqa: ARG002 - a listener's signature
        """Note the numbers."""
        self.saved.append([waiting.number for waiting in batch])

    def on_lost(self, room: Room, batch: Sequence[Waiting], refusal: Refused) -> None:  # noqa: ARG002 - as above
        """Note the numbers and the reason."""
        self.lost.append(([waiting.number for waiting in batch], refusal.code))


@dataclass
class House:
    """Rooms with a text in them."""

    app: Flask
    text_id: UUID
    theme_id: UUID
    person_id: UUID
    tasks: Put
    ear: Ear
    rooms: Rooms

    def words(self) -> str:
        """The words on disk."""
        db.session.remove()
        return read_units(db.session(), self.text_id)[0].paragraphs[0].plain

    def count(self, table: type[TextUpdate] | type[TextSnapshot]) -> int:
        """How many rows the text has."""
        db.session.remove()
        rows = sa.select(sa.func.count()).select_from(table).where(table.text_id == self.text_id)
        return int(db.session.scalar(rows) or 0)

    def type(self, room: Room, words: str, number: int = 1, person_id: UUID | None = None) -> None:
        """Let a writer type at the beginning."""
        update = Editor(room.document).change(lambda root: text_of(element(root, 0)).insert(0, words))
        self.rooms.take(room, Waiting(update, person_id or self.person_id, "sid", number))


@pytest.fixture
def house(context: Flask) -> House:
    """A text that nobody has opened yet."""
    with transaction() as session:
        edition = make_edition(session)
        theme = make_theme(session, edition)
        text_id = seed_text(session, theme.id, "en", UNITS)
        person = make_actor(session, edition, Role.SECRETARIAT)
    tasks, ear = Put(), Ear()
    return House(context, text_id, theme.id, person.person_id, tasks, ear, Rooms(context, tasks, ear))


def test_nothing_is_told_before_it_is_on_disk(house: House) -> None:
    room = house.rooms.enter(house.text_id, "sid")

    house.type(room, "a")
    before = (house.words(), list(house.ear.saved))
    house.tasks.run()

    assert before == ("Words.", [])
    assert (house.words(), house.ear.saved) == ("aWords.", [[1]])


def test_what_waits_is_committed_together_in_one_row(house: House) -> None:
    room = house.rooms.enter(house.text_id, "sid")

    for number in range(1, 6):
        house.type(room, "a", number)
    house.tasks.run()

    assert house.ear.saved == [[1, 2, 3, 4, 5]]
    assert house.count(TextUpdate) == 2
    assert house.words() == "aaaaaWords."


def test_the_log_tells_who_wrote_what(house: House) -> None:
    with transaction() as session:
        other = make_actor(session, make_edition(session), Role.SECRETARIAT).person_id
    room = house.rooms.enter(house.text_id, "sid")

    for number, person_id in enumerate([house.person_id, house.person_id, other, house.person_id], start=1):
        house.type(room, "a", number, person_id)
    house.tasks.run()

    log = sa.select(TextUpdate.person_id).where(TextUpdate.text_id == house.text_id).order_by(TextUpdate.seq)
    assert list(db.session.scalars(log)) == [None, house.person_id, other, house.person_id]


def test_two_people_share_one_room(house: House) -> None:
    assert house.rooms.enter(house.text_id, "a") is house.rooms.enter(house.text_id, "b")


def test_a_text_that_does_not_exist_has_no_room(house: House) -> None:
    with pytest.raises(NotFound):
        house.rooms.enter(uuid4(), "sid")


def test_a_room_is_put_away_when_it_has_been_empty_and_loads_again_as_it_was(house: House) -> None:
    room = house.rooms.enter(house.text_id, "sid")
    house.type(room, "a")
    house.tasks.run()

    house.rooms.leave(room, "sid")
    still = house.rooms.find(house.text_id)
    house.tasks.run()

    assert (still, house.rooms.find(house.text_id)) == (room, None)
    assert house.rooms.enter(house.text_id, "sid").document.units()[0].paragraphs[0].plain == "aWords."
    assert (house.count(TextUpdate), house.count(TextSnapshot)) == (0, 1)


def test_a_room_that_somebody_entered_again_is_not_put_away(house: House) -> None:
    room = house.rooms.enter(house.text_id, "sid")
    house.rooms.leave(room, "sid")
    house.rooms.enter(house.text_id, "other")

    house.tasks.run()

    assert house.rooms.find(house.text_id) is room


def test_a_long_log_is_compacted_beside_the_typing_and_loses_nothing(house: House) -> None:
    room = house.rooms.enter(house.text_id, "sid")
    room.rows = COMPACT_AFTER - 1

    house.type(room, "a")
    house.tasks.run()
    house.type(room, "b")
    house.tasks.run()

    assert (house.count(TextUpdate), house.count(TextSnapshot)) == (1, 1)
    assert house.words() == "baWords."


def test_a_second_compaction_replaces_the_snapshot_and_an_idle_one_does_nothing(house: House) -> None:
    first = compact(house.text_id)
    idle = compact(house.text_id)
    house.type(house.rooms.enter(house.text_id, "sid"), "a")
    house.tasks.run()
    second = compact(house.text_id)

    assert (first, idle, second) == (True, False, True)
    assert (house.count(TextUpdate), house.count(TextSnapshot), house.words()) == (0, 1, "aWords.")


def test_of_two_compactions_at_once_the_later_one_changes_nothing(house: House) -> None:
    log = queries.log_of(db.session(), house.text_id)
    compact(house.text_id)

    with transaction() as session:
        is_replaced = queries.replace_snapshot(session, house.text_id, log, b"older", [log.rows[0][0]])

    assert not is_replaced
    assert house.words() == "Words."


def test_compaction_keeps_an_update_that_waits_for_its_predecessor(house: House) -> None:
    room = house.rooms.enter(house.text_id, "sid")
    editor = Editor(room.document)
    first = editor.change(lambda root: text_of(element(root, 0)).insert(0, "a"))
    second = editor.change(lambda root: text_of(element(root, 0)).insert(1, "b"))
    with transaction() as session:
        queries.append_updates(session, [(house.text_id, None, second)])

    compact(house.text_id)
    with transaction() as session:
        queries.append_updates(session, [(house.text_id, None, first)])

    assert house.words() == "abWords."


def test_after_closing_a_room_refuses(house: House) -> None:
    room = house.rooms.enter(house.text_id, "sid")

    concerned = house.rooms.tell_drafting(house.theme_id, is_open=False)

    assert concerned == [room]
    with pytest.raises(DraftingClosed):
        house.type(room, "late")


def test_what_waited_when_drafting_was_closed_on_disk_is_refused_to_its_author(house: House) -> None:
    room = house.rooms.enter(house.text_id, "sid")
    house.type(room, "late", 7)
    with transaction() as session:
        session.get_one(Text, house.text_id).drafting = False

    house.tasks.run()

    assert house.ear.lost == [([7], "drafting-closed")]
    assert (house.words(), house.rooms.find(house.text_id)) == ("Words.", None)


def test_one_closed_text_does_not_hold_up_another(house: House) -> None:
    with transaction() as session:
        other_id = seed_text(session, house.theme_id, "fr", UNITS)
        session.get_one(Text, house.text_id).drafting = False
    room, other = house.rooms.enter(house.text_id, "a"), house.rooms.enter(other_id, "b")
    room.is_open = True

    house.type(room, "late", 1)
    house.type(other, "in time", 2)
    house.tasks.run()

    assert (house.ear.saved, house.ear.lost) == ([[2]], [([1], "drafting-closed")])


def test_authors_are_told_when_the_disk_refuses(house: House, caplog: pytest.LogCaptureFixture) -> None:
    room = house.rooms.enter(house.text_id, "sid")
    house.type(room, "a", 7)
    with db.engine.begin() as connection:
        connection.exec_driver_sql("ALTER TABLE text_updates RENAME TO unreachable")

    house.tasks.run()

    assert house.ear.lost == [([7], "update-not-saved")]
    assert house.rooms.find(house.text_id) is None
    assert "could not be saved" in caplog.text


def test_an_update_that_breaks_the_document_costs_nobody_else_a_word(house: House) -> None:
    room = house.rooms.enter(house.text_id, "sid")
    house.type(room, "a", 1)
    house.tasks.run()

    class Broken:
        """A document whose library has panicked."""

        def take(self, update: bytes) -> bytes | None:
            raise BrokenDocumentError(update)

    room.document = Broken()  # type: ignore[assignment]  # no update is known that makes the library panic
    with pytest.raises(UpdateMalformed):
        house.rooms.take(room, Waiting(b"x", None, "sid", 2))

    assert house.rooms.enter(house.text_id, "sid").document.units()[0].paragraphs[0].plain == "aWords."
