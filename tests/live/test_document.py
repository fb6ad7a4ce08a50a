"""A live text in memory, against updates as real editors send them."""

from hypothesis import given, settings
from hypothesis import strategies as st
from pycrdt import XmlElement, XmlFragment, XmlText

from recommendations.domain.text import Paragraph, Span, Unit, UnitKind, printable
from recommendations.live.document import seed, units_of
from tests.live.writing import RECOMMENDATION, UNITS, Editor, element, make_live, text_of


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


def test_a_joining_client_gets_only_what_it_lacks() -> None:
    live = make_live()
    editor = Editor(live)
    state = editor.doc.get_state()
    live.take(editor.change(lambda root: text_of(element(root, 0)).insert(0, "a")))

    assert len(live.missing(state)) < len(live.missing(None)) / 4
    assert live.missing(b"") == live.whole()
