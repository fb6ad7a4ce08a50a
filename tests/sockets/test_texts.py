"""Live texts over the socket: who may write, what is refused, and what the others see."""

from collections.abc import Callable
from uuid import uuid4

import pytest
from pycrdt import XmlElement, XmlFragment

from recommendations.domain.people import Actor, Role
from recommendations.live.document import LARGEST_UPDATE
from recommendations.services.facts import TextFilled, tell
from recommendations.services.texts.drafting import fill_text, read_units, seed_text
from recommendations.services.texts.freezing import set_drafting
from recommendations.sockets import ACTIONS
from recommendations.storage.database import db, transaction
from recommendations.storage.texts import Text
from tests.factories import make_actor, make_edition, make_unit
from tests.sockets.conftest import Hall, Tab

OpenTab = Callable[[Actor], Tab]


def words_on_disk(hall: Hall) -> str:
    with hall.app.app_context():
        return read_units(db.session(), hall.text_id)[0].paragraphs[0].plain


def test_a_rapporteur_joins_as_writer_and_gets_the_text(hall: Hall, open_tab: OpenTab) -> None:
    tab = open_tab(hall.rapporteur)

    answer = tab.join()

    assert (answer["role"], answer["epoch"], answer["drafting"]) == ("writer", 1, True)
    assert "We ask for buses." in str(tab.doc.get("prosemirror", type=XmlFragment))
    assert answer["state"]


def test_a_change_is_on_disk_before_its_author_and_the_others_hear_of_it(hall: Hall, open_tab: OpenTab) -> None:
    author, other = open_tab(hall.rapporteur), open_tab(hall.rapporteur)
    author.join()
    other.join()

    author.type("Now ")

    assert words_on_disk(hall) == "Now We ask for buses."
    assert author.heard("text-saved") == [{"text": hall.text, "number": 1}]
    (shown,) = other.heard("text-update")
    other.doc.apply_update(shown["update"])
    assert other.doc.get_state() == author.doc.get_state()


def test_the_author_does_not_hear_ones_own_change(hall: Hall, open_tab: OpenTab) -> None:
    author = open_tab(hall.rapporteur)
    author.join()

    author.type("Now ")

    assert author.heard("text-update") == []


def test_the_servers_repair_reaches_the_author_too(hall: Hall, open_tab: OpenTab) -> None:
    author = open_tab(hall.rapporteur)
    author.join()
    before = author.doc.get_state()
    author.doc.get("prosemirror", type=XmlFragment).children.append(XmlElement("table"))

    author.send(author.doc.get_update(before))

    (repair,) = author.heard("text-update")
    author.doc.apply_update(repair["update"])
    assert "table" not in str(author.doc.get("prosemirror", type=XmlFragment))


def test_a_follower_gets_rendered_units_and_no_document(hall: Hall, open_tab: OpenTab) -> None:
    tab = open_tab(hall.observer)

    answer = tab.join()

    assert answer["role"] == "follower"
    assert not any(isinstance(part, bytes) for part in answer.values())
    (shown,) = tab.heard("text-fragments")
    assert shown["order"] == ["r1"]
    assert "We ask for buses." in shown["units"][0]["html"]


def test_a_follower_sees_only_the_units_that_changed(hall: Hall, open_tab: OpenTab) -> None:
    author, reader = open_tab(hall.rapporteur), open_tab(hall.observer)
    author.join()
    reader.join()
    before = author.doc.get_state()
    author.doc.get("prosemirror", type=XmlFragment).children.append(XmlElement("passage", {"uid": "u2"}))
    author.send(author.doc.get_update(before))
    reader.heard("text-fragments")

    author.type("Now ")

    (shown,) = reader.heard("text-fragments")
    assert [unit["uid"] for unit in shown["units"]] == ["r1"]
    assert shown["order"] == ["r1", "u2"]


def test_a_follower_who_types_is_refused_with_a_sentence(hall: Hall, open_tab: OpenTab) -> None:
    writer, reader = open_tab(hall.rapporteur), open_tab(hall.observer)
    writer.join()
    reader.join()

    reader.send(writer.change("Hostile "))

    (refused,) = reader.heard("text-refused")
    assert (refused["code"], refused["number"], refused["text"]) == ("not-permitted", 1, hall.text)
    assert refused["sentence"]
    assert words_on_disk(hall) == "We ask for buses."


def test_a_writer_may_ask_to_read_only(hall: Hall, open_tab: OpenTab) -> None:
    writer, reader = open_tab(hall.rapporteur), open_tab(hall.rapporteur)
    writer.join()

    assert reader.join(follow=True)["role"] == "follower"
    reader.send(writer.change("x"))
    assert [refused["code"] for refused in reader.heard("text-refused")] == ["not-permitted"]


def test_who_has_not_joined_is_refused(hall: Hall, open_tab: OpenTab) -> None:
    writer, stranger = open_tab(hall.rapporteur), open_tab(hall.rapporteur)
    writer.join()

    stranger.send(writer.change("Hostile "))

    assert [refused["code"] for refused in stranger.heard("text-refused")] == ["text-not-joined"]


def test_who_has_left_is_refused(hall: Hall, open_tab: OpenTab) -> None:
    writer = open_tab(hall.rapporteur)
    writer.join()
    writer.socket.emit("text-leave", {"text": hall.text})

    writer.type("Late ")

    assert [refused["code"] for refused in writer.heard("text-refused")] == ["text-not-joined"]


@pytest.mark.parametrize(
    ("update", "code"),
    [
        pytest.param(b"noise", "update-malformed", id="noise"),
        pytest.param(b"", "update-malformed", id="nothing"),
        pytest.param("text", "update-malformed", id="no bytes"),
        pytest.param(None, "update-malformed", id="no update"),
        pytest.param(bytes(LARGEST_UPDATE + 1), "update-too-large", id="oversized"),
    ],
)
def test_a_bad_update_is_refused_and_changes_nothing(hall: Hall, open_tab: OpenTab, update: object, code: str) -> None:
    writer = open_tab(hall.rapporteur)
    writer.join()

    writer.send(update)

    (refused,) = writer.heard("text-refused")
    assert (refused["code"], bool(refused["sentence"])) == (code, True)
    assert words_on_disk(hall) == "We ask for buses."


def test_an_update_without_its_predecessor_is_refused(hall: Hall, open_tab: OpenTab) -> None:
    writer = open_tab(hall.rapporteur)
    writer.join()
    writer.change("lost ")

    writer.type("found ")

    assert [refused["code"] for refused in writer.heard("text-refused")] == ["update-out-of-order"]


@pytest.mark.parametrize("number", [-1, "1", None, 2**60])
def test_a_bad_number_is_refused(hall: Hall, open_tab: OpenTab, number: object) -> None:
    writer = open_tab(hall.rapporteur)
    writer.join()

    writer.send(writer.change("x"), number=number)

    assert [refused["code"] for refused in writer.heard("text-refused")] == ["update-malformed"]


@pytest.mark.parametrize("text", ["nonsense", 7, None, ["x"]])
def test_a_message_about_no_text_is_refused(hall: Hall, open_tab: OpenTab, text: object) -> None:
    assert open_tab(hall.rapporteur).join(text=text)["refused"] == "update-malformed"


def test_a_message_without_content_is_refused(hall: Hall, open_tab: OpenTab) -> None:
    answer = open_tab(hall.rapporteur).socket.emit("text-join", callback=True)

    assert answer["refused"] == "update-malformed"


def test_a_malformed_state_is_refused(hall: Hall, open_tab: OpenTab) -> None:
    assert open_tab(hall.rapporteur).join(state=b"\xff\xff")["refused"] == "update-malformed"


def test_a_text_that_does_not_exist_is_refused(hall: Hall, open_tab: OpenTab) -> None:
    assert open_tab(hall.rapporteur).join(text=str(uuid4()))["refused"] == "not-found"


def test_the_text_of_another_edition_does_not_exist(hall: Hall, open_tab: OpenTab) -> None:
    with hall.app.app_context(), transaction() as session:
        guest = make_actor(session, make_edition(session), Role.SECRETARIAT)

    assert open_tab(guest).join()["refused"] == "not-found"


def test_after_another_epoch_a_client_gets_the_whole_text(hall: Hall, open_tab: OpenTab) -> None:
    tab = open_tab(hall.rapporteur)
    whole = tab.join()["missing"]

    assert tab.join(epoch=0)["missing"] == whole
    assert len(tab.join(epoch=1)["missing"]) < len(whole)


def test_after_drafting_is_closed_a_change_is_refused_and_everybody_is_told(hall: Hall, open_tab: OpenTab) -> None:
    writer, reader = open_tab(hall.rapporteur), open_tab(hall.observer)
    writer.join()
    reader.join()

    with hall.app.app_context():
        set_drafting(hall.theme_id, hall.rapporteur, is_open=False)
    told = [tab.heard("text-drafting") for tab in (writer, reader)]
    writer.type("Late ")

    assert told == [[{"text": hall.text, "open": False}]] * 2
    (refused,) = writer.heard("text-refused")
    assert (refused["code"], bool(refused["sentence"])) == ("drafting-closed", True)
    assert words_on_disk(hall) == "We ask for buses."


def test_after_drafting_is_opened_again_changes_are_taken(hall: Hall, open_tab: OpenTab) -> None:
    writer = open_tab(hall.rapporteur)
    writer.join()
    with hall.app.app_context():
        set_drafting(hall.theme_id, hall.rapporteur, is_open=False)
        set_drafting(hall.theme_id, hall.rapporteur, is_open=True)

    writer.type("Again ")

    assert words_on_disk(hall) == "Again We ask for buses."


def test_a_closing_that_nobody_told_the_room_is_found_at_the_disk(hall: Hall, open_tab: OpenTab) -> None:
    writer, other = open_tab(hall.rapporteur), open_tab(hall.rapporteur)
    writer.join()
    other.join()
    with hall.app.app_context(), transaction() as session:
        session.get_one(Text, hall.text_id).drafting = False

    writer.type("Late ")

    assert [refused["code"] for refused in writer.heard("text-refused")] == ["drafting-closed"]
    assert other.heard("text-update") == []
    assert words_on_disk(hall) == "We ask for buses."
    assert other.join()["drafting"] is False


def test_every_event_has_its_action() -> None:
    assert {event for event in ACTIONS if event.startswith("text-")} == {
        "text-join",
        "text-update",
        "text-awareness",
        "text-leave",
    }


def test_an_empty_text_filled_from_a_file_is_filled_before_the_eyes_of_whoever_has_it_open(
    hall: Hall, open_tab: OpenTab
) -> None:
    with hall.app.app_context(), transaction() as session:
        text_id = seed_text(session, hall.theme_id, "fr", ())
    writer = open_tab(hall.rapporteur)
    answer = writer.join(text=str(text_id))
    writer.doc.apply_update(answer["missing"])

    with hall.app.app_context():
        with transaction() as session:
            update = fill_text(session, text_id, (make_unit("r1", "Des mots."),))
        for _ in range(2):
            tell(TextFilled(hall.edition_id, hall.theme_id, text_id, update))

    for shown in writer.heard("text-update"):
        assert shown["text"] == str(text_id)
        writer.doc.apply_update(shown["update"])
    assert str(writer.doc.get("prosemirror", type=XmlFragment)).count("Des mots.") == 1
    late = open_tab(hall.rapporteur)
    late.doc.apply_update(late.join(text=str(text_id))["missing"])
    assert str(late.doc.get("prosemirror", type=XmlFragment)).count("Des mots.") == 1
