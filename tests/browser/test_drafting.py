"""Two rapporteurs in one text, and everybody who reads it."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Visitors
from tests.browser.drafts import (
    LIGHT,
    NIGHT,
    STATUS,
    Draft,
    Gate,
    editor,
    expect_same_text,
    expect_saved,
    open_draft,
    paragraph,
    put_cursor,
    text_of,
)

pytestmark = pytest.mark.browser


def test_what_one_types_appears_with_the_other(pair: tuple[Page, Page]) -> None:
    first, second = pair

    put_cursor(first, paragraph(first, NIGHT), len(NIGHT))
    first.keyboard.type(" Every night.")

    expect(paragraph(second, f"{NIGHT} Every night.")).to_be_visible()
    expect_saved(first, second)


def test_two_who_type_in_one_paragraph_at_once_read_the_same_words(pair: tuple[Page, Page]) -> None:
    first, second = pair
    put_cursor(first, paragraph(first, NIGHT), len(NIGHT))
    put_cursor(second, paragraph(second, NIGHT), 0)

    for letters in ("abc", "def", "ghi"):
        first.keyboard.type(letters)
        second.keyboard.type(letters.upper())

    expect_same_text(first, second)
    assert text_of(first)[1] == f"ABCDEFGHI{NIGHT}abcdefghi"


def test_enter_begins_a_paragraph_and_every_letter_typed_after_it_is_there(pair: tuple[Page, Page]) -> None:
    first, second = pair
    sentence = "Because nobody should have to walk for forty minutes in the dark."
    put_cursor(first, paragraph(first, NIGHT), len(NIGHT))

    first.keyboard.press("Enter")
    first.keyboard.type(sentence)

    expect_same_text(first, second)
    assert text_of(first) == ["Night buses", NIGHT, sentence, "Light on the way home", LIGHT]


def test_ones_caret_stays_in_its_word_while_another_writes_before_it(pair: tuple[Page, Page]) -> None:
    first, second = pair
    put_cursor(first, paragraph(first, NIGHT), 10)
    put_cursor(second, paragraph(second, NIGHT), 0)

    second.keyboard.type("Before it: ")
    expect(paragraph(first, "Before it: ")).to_be_visible()
    first.keyboard.type("[here]")

    expect_same_text(first, second)
    assert text_of(first)[1] == f"Before it: {NIGHT[:10]}[here]{NIGHT[10:]}"


def test_the_others_caret_carries_their_name_while_they_move(pair: tuple[Page, Page], draft: Draft) -> None:
    first, second = pair

    put_cursor(second, paragraph(second, NIGHT), 5)
    second.keyboard.type("!")

    caret = editor(first).locator(".caret.is-moving")
    expect(caret).to_have_attribute("data-name", draft.colleague.name)
    expect(first.locator("#draft-others")).to_have_text(f"Also here: {draft.colleague.name}")
    expect(editor(first).locator(".caret.is-moving")).to_have_count(0)
    expect(editor(first).locator(".caret")).to_have_count(1)


def test_undo_takes_back_ones_own_words_and_not_the_others(pair: tuple[Page, Page]) -> None:
    first, second = pair
    put_cursor(first, paragraph(first, NIGHT), len(NIGHT))
    first.keyboard.type(" Mine.")
    expect(paragraph(second, "Mine.")).to_be_visible()
    put_cursor(second, paragraph(second, LIGHT), len(LIGHT))
    second.keyboard.type(" Theirs.")
    expect(paragraph(first, "Theirs.")).to_be_visible()

    first.get_by_role("button", name="Undo my last change").click()

    expect(paragraph(first, "Mine.")).to_have_count(0)
    expect_same_text(first, second)
    assert text_of(first)[1:] == [NIGHT, "Light on the way home", f"{LIGHT} Theirs."]


def test_undoing_a_new_recommendation_keeps_what_another_wrote_in_it(pair: tuple[Page, Page]) -> None:
    first, second = pair
    first.get_by_role("button", name="Add: Recommendation").click()
    expect(editor(second).locator(".unit-operative")).to_have_count(3)
    editor(second).locator(".unit-operative").nth(1).locator("p[data-uid]").click()
    second.keyboard.type("A sentence of the colleague.")
    expect(paragraph(first, "A sentence of the colleague.")).to_be_visible()

    first.get_by_role("button", name="Undo my last change").click()

    expect_same_text(first, second)
    assert "A sentence of the colleague." in text_of(first)


def test_two_splits_of_one_paragraph_at_once_lose_no_word_but_repeat_its_end(visitors: Visitors, draft: Draft) -> None:
    """The known nature of Yjs, pinned: whoever reads sees the same, and the words between the splits stand twice."""
    first, second = visitors.signed_in(draft.rapporteur), visitors.signed_in(draft.colleague)
    gates = Gate.before(first), Gate.before(second)
    open_draft(first, draft)
    open_draft(second, draft)
    put_cursor(first, paragraph(first, NIGHT), 12)
    put_cursor(second, paragraph(second, NIGHT), 27)
    expect_saved(first, second)

    for gate in gates:
        gate.close()
    first.keyboard.press("Enter")
    second.keyboard.press("Enter")
    expect(first.locator(STATUS)).to_have_text("Saving…")
    expect(second.locator(STATUS)).to_have_text("Saving…")
    for gate in gates:
        gate.open()

    expect_same_text(first, second)
    parts = text_of(first)[1:-2]
    assert parts[0] == NIGHT[:12]
    assert sorted(parts[1:]) == sorted([NIGHT[12:], NIGHT[27:]])


def test_a_follower_reads_along_and_cannot_type(pair: tuple[Page, Page], draft: Draft, visitors: Visitors) -> None:
    first, _ = pair
    reader = visitors.signed_in(draft.observer, viewport={"width": 390, "height": 844})
    reader.goto(draft.path())
    reader.locator("[data-following][data-ready]").wait_for()

    put_cursor(first, paragraph(first, NIGHT), len(NIGHT))
    first.keyboard.type(" Read along.")

    expect(reader.locator("#draft-units")).to_contain_text(f"{NIGHT} Read along.")
    expect(reader.locator("#draft-units .unit-number").first).to_have_text("2.1")
    assert reader.locator("[contenteditable], textarea, input:not([type=hidden])").count() == 0
