"""A live text in memory, against updates as real editors and hostile clients send them."""

import random
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pycrdt import Doc, XmlElement, XmlFragment, XmlText

from recommendations.domain.drafting import DraftTooLong, UpdateMalformed, UpdateOutOfOrder, UpdateTooLarge
from recommendations.domain.text import Paragraph, Span, Unit, UnitKind, printable
from recommendations.live.document import LARGEST_UPDATE, MOST_CHARACTERS, LiveDocument, seed, units_of

RECOMMENDATION = Unit(
    "r1",
    UnitKind.RECOMMENDATION,
    (
        Paragraph("p1", (Span("We ask for "), Span("night buses", strong=True, emphasis=True), Span(" 😀."))),
        Paragraph("p2", (Span("See "), Span("this", link="https://example.org/"), Span("", footnote="A note."))),
    ),
    "Night buses",
    ("local", "eu"),
)
COMMITMENT = Unit("r2", UnitKind.COMMITMENT, (Paragraph("p3", (Span("Été."),)),), "We commit")
PASSAGE = Unit("u1", UnitKind.PASSAGE, (Paragraph("u1", (Span("Analysis."),)),))
RECITAL = Unit("u2", UnitKind.RECITAL, (Paragraph("u2", ()),))
UNITS = (PASSAGE, RECOMMENDATION, COMMITMENT, RECITAL)


class Editor:
    """A client that has the document and changes it as it likes."""

    def __init__(self, live: LiveDocument) -> None:
        self.doc: Doc[Any] = Doc()
        self.root = self.doc.get("prosemirror", type=XmlFragment)
        self.doc.apply_update(live.whole())

    def change(self, act: Callable[[XmlFragment], object]) -> bytes:
        """The update of one change."""
        before = self.doc.get_state()
        with self.doc.transaction():
            act(self.root)
        return self.doc.get_update(before)


def element(parent: XmlFragment | XmlElement, index: int) -> XmlElement:
    child = parent.children[index]
    assert isinstance(child, XmlElement)
    return child


def text_of(parent: XmlElement, index: int = 0) -> XmlText:
    child = parent.children[index]
    assert isinstance(child, XmlText)
    return child


def make_live() -> LiveDocument:
    return LiveDocument([seed(UNITS)])


def test_units_come_back_as_they_were_seeded() -> None:
    assert make_live().units() == UNITS


words = st.text(st.characters(codec="utf-8"), min_size=1, max_size=8).map(printable).filter(bool)
spans = st.builds(
    Span, words, strong=st.booleans(), emphasis=st.booleans(), link=st.sampled_from([None, "https://a.eu"])
)


@given(st.lists(spans, max_size=6))
@settings(max_examples=60, deadline=None)
def test_any_run_of_marks_keeps_its_words_and_marks(run: list[Span]) -> None:
    unit = Unit("r", UnitKind.RECOMMENDATION, (Paragraph("p", tuple(run)),), "T")

    (read,) = units_of([seed([unit])])

    def letters(found: tuple[Span, ...]) -> list[Span]:
        return [
            Span(letter, strong=span.strong, emphasis=span.emphasis, link=span.link)
            for span in found
            for letter in span.text
        ]

    assert letters(read.paragraphs[0].spans) == letters(tuple(run))


def test_what_cannot_be_printed_is_never_frozen() -> None:
    unit = Unit("r", UnitKind.RECOMMENDATION, (Paragraph("p", (Span("night\x00 bu\x1bses"),)),), "Ti\x07tle")

    (read,) = units_of([seed([unit])])

    assert (read.title, read.paragraphs[0].plain) == ("Title", "night buses")


@pytest.mark.parametrize("uid", ["../../etc", "a/b", "a b", "<script>", "x\x00", "", "x" * 65])
def test_a_uid_that_cannot_stand_in_an_address_is_replaced(uid: str) -> None:
    live = make_live()

    live.take(Editor(live).change(lambda root: root.children.append(XmlElement("passage", {"uid": uid}))))

    assert live.units()[-1].uid != uid
    assert 0 < len(live.units()[-1].uid) <= 64


def test_a_passage_of_two_paragraphs_becomes_two_passages() -> None:
    unit = Unit("u", UnitKind.PASSAGE, (Paragraph("a", (Span("One."),)), Paragraph("b", (Span("Two."),))))

    assert [read.uid for read in units_of([seed([unit])])] == ["u", "b"]


def test_typing_needs_no_repair() -> None:
    live = make_live()
    update = Editor(live).change(lambda root: text_of(element(root, 0)).insert(0, "New "))

    assert live.take(update) is None
    assert live.units()[0].paragraphs[0].plain == "New Analysis."


def test_an_update_that_comes_twice_counts_once() -> None:
    live = make_live()
    update = Editor(live).change(lambda root: text_of(element(root, 0)).insert(0, "New "))

    live.take(update)
    live.take(update)

    assert live.units()[0].paragraphs[0].plain == "New Analysis."


def test_of_two_equal_uids_the_later_one_is_renamed_for_everybody() -> None:
    live = make_live()
    editor = Editor(live)
    update = editor.change(lambda root: root.children.insert(2, XmlElement("recommendation", {"uid": "r1"})))

    repair = live.take(update)

    assert repair is not None
    editor.doc.apply_update(repair)
    uids = [unit.uid for unit in live.units()]
    assert uids[1] == "r1"
    assert len(set(uids)) == len(uids) == 5
    assert editor.doc.get_update() == live.whole()


def test_a_missing_uid_is_given() -> None:
    live = make_live()

    live.take(Editor(live).change(lambda root: element(root, 1).children.append(XmlElement("paragraph"))))

    assert live.units()[1].paragraphs[2].uid


def test_a_recommendation_always_has_a_title_and_a_paragraph() -> None:
    live = make_live()

    live.take(Editor(live).change(lambda root: root.children.append(XmlElement("recommendation", {"uid": "new"}))))

    assert "<title></title><paragraph uid=" in str(Editor(live).root.children[4])


def append_title(root: XmlFragment, index: int) -> None:
    title = XmlElement("title")
    element(root, 1).children.insert(index, title)
    words = XmlText()
    title.children.append(words)
    words.insert(0, "Night trains")


def test_the_words_of_a_second_title_stay_as_a_paragraph() -> None:
    live = make_live()

    live.take(Editor(live).change(lambda root: append_title(root, 3)))

    unit = live.units()[1]
    assert unit.title == "Night buses"
    assert [paragraph.plain for paragraph in unit.paragraphs][2:] == ["Night trains"]


def test_a_title_below_a_paragraph_moves_to_the_top() -> None:
    live = make_live()

    def turn_over(root: XmlFragment) -> None:
        del element(root, 1).children[0]
        append_title(root, 1)

    live.take(Editor(live).change(turn_over))

    unit = live.units()[1]
    assert (unit.title, unit.paragraphs) == ("Night trains", RECOMMENDATION.paragraphs)


def test_a_title_has_no_marks() -> None:
    live = make_live()

    title = Editor(live)
    live.take(title.change(lambda root: text_of(element(element(root, 1), 0)).format(0, 5, {"strong": {}})))

    assert live.units() == UNITS


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


def test_a_joining_client_gets_only_what_it_lacks() -> None:
    live = make_live()
    editor = Editor(live)
    state = editor.doc.get_state()
    live.take(editor.change(lambda root: text_of(element(root, 0)).insert(0, "a")))

    assert len(live.missing(state)) < len(live.missing(None)) / 4
    assert live.missing(b"") == live.whole()


@pytest.mark.parametrize("state", [b"\xff\xff\xff", bytes(100_000)])
def test_a_malformed_state_is_refused(state: bytes) -> None:
    with pytest.raises(UpdateMalformed):
        make_live().missing(state)
