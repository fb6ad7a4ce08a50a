"""A live text in memory, against updates as hostile clients send them."""

import random
from collections.abc import Callable

import pytest
from pycrdt import XmlElement, XmlFragment, XmlText

from recommendations.domain.drafting import DraftTooLong, UpdateMalformed, UpdateOutOfOrder, UpdateTooLarge
from recommendations.live.document import LARGEST_UPDATE, MOST_CHARACTERS
from tests.live.writing import UNITS, Editor, element, make_live, text_of


@pytest.mark.parametrize("uid", ["../../etc", "a/b", "a b", "<script>", "x\x00", "", "x" * 65])
def test_a_uid_that_cannot_stand_in_an_address_is_replaced(uid: str) -> None:
    live = make_live()

    live.take(Editor(live).change(lambda root: root.children.append(XmlElement("passage", {"uid": uid}))))

    assert live.units()[-1].uid != uid
    assert 0 < len(live.units()[-1].uid) <= 64


@pytest.mark.parametrize(
    "act",
    [
        pytest.param(lambda root: root.children.append(XmlElement("table")), id="an unknown node"),
        pytest.param(lambda root: root.children.append(XmlText("loose")), id="text outside of a paragraph"),
        pytest.param(lambda root: root.children.append(XmlElement("paragraph", {"uid": "x"})), id="a loose paragraph"),
        pytest.param(lambda root: element(root, 0).children.append(XmlElement("script")), id="a node among words"),
        pytest.param(lambda root: element(root, 0).attributes.__setitem__("onclick", "x"), id="an unknown attribute"),
        pytest.param(lambda root: text_of(element(root, 0)).format(0, 3, {"colour": {"c": "red"}}), id="a mark"),
        pytest.param(
            lambda root: text_of(element(root, 0)).format(0, 3, {"link": {"href": "javascript:alert(1)"}}),
            id="a link that runs a script",
        ),
        pytest.param(lambda root: text_of(element(root, 0)).insert_embed(0, {"image": "x"}), id="an embedded object"),
        pytest.param(lambda root: element(root, 1).attributes.__setitem__("kind", "decree"), id="an unknown kind"),
    ],
)
def test_what_the_schema_does_not_know_is_taken_out_again(act: Callable[[XmlFragment], object]) -> None:
    live = make_live()

    repair = live.take(Editor(live).change(act))

    assert repair is not None
    assert live.units() == UNITS


def test_bad_addressees_become_none() -> None:
    live = make_live()

    live.take(Editor(live).change(lambda root: element(root, 1).attributes.__setitem__("addressees", '{"a": 1}')))

    assert live.units()[1].addressees == ()


@pytest.mark.parametrize("update", [b"", b"\x00", b"abc", b"\xff" * 40, b"\x01\x01\x05"])
def test_a_malformed_update_is_refused_and_changes_nothing(update: bytes) -> None:
    live = make_live()

    with pytest.raises(UpdateMalformed):
        live.take(update)

    assert live.units() == UNITS


def test_noise_never_breaks_the_text() -> None:
    noise = random.Random(7)
    live = make_live()
    good = Editor(live).change(lambda root: text_of(element(root, 0)).insert(0, "New " * 700))

    for _ in range(400):
        update = bytearray(good)
        for _ in range(noise.randint(1, 4)):
            update[noise.randrange(len(update))] = noise.randrange(256)
        try:
            live.take(bytes(update))
        except (UpdateMalformed, UpdateOutOfOrder, DraftTooLong):
            continue

    assert {unit.uid for unit in live.units()} >= {"r2", "u2"}


def test_an_update_whose_predecessor_is_missing_is_refused_until_it_comes() -> None:
    live = make_live()
    editor = Editor(live)
    first = editor.change(lambda root: text_of(element(root, 0)).insert(0, "a"))
    second = editor.change(lambda root: text_of(element(root, 0)).insert(1, "b"))

    with pytest.raises(UpdateOutOfOrder):
        live.take(second)
    live.take(first)
    after_first = live.units()[0].paragraphs[0].plain
    live.take(second)

    assert (after_first, live.units()[0].paragraphs[0].plain) == ("aAnalysis.", "abAnalysis.")


def test_an_oversized_update_is_refused() -> None:
    with pytest.raises(UpdateTooLarge):
        make_live().take(bytes(LARGEST_UPDATE + 1))


def test_a_text_that_would_become_too_long_is_refused() -> None:
    live = make_live()
    editor = Editor(live)
    pages = "x" * 200_000
    for _ in range(MOST_CHARACTERS // len(pages) - 1):
        live.take(editor.change(lambda root: text_of(element(root, 0)).insert(0, pages)))

    with pytest.raises(DraftTooLong):
        live.take(editor.change(lambda root: text_of(element(root, 0)).insert(0, pages)))


@pytest.mark.parametrize("state", [b"\xff\xff\xff", bytes(100_000)])
def test_a_malformed_state_is_refused(state: bytes) -> None:
    with pytest.raises(UpdateMalformed):
        make_live().missing(state)
