"""Two texts held against each other: every paragraph that differs is told, and shown by its words."""

from collections import Counter

import pytest

from recommendations.domain.comparison import Mark
from recommendations.domain.held import ChangedParagraph, differing

ONE, TWO, THREE = "Cities light their streets at night.", "Cities plant many trees.", "Cities clean their squares."


@pytest.mark.parametrize(
    ("found", "differences"),
    [
        pytest.param([ONE, TWO, THREE], [], id="the same"),
        pytest.param([ONE, THREE], [ChangedParagraph(TWO, "", ONE)], id="one is missing"),
        pytest.param([ONE, TWO, "New.", THREE], [ChangedParagraph("", "New.", TWO)], id="one is added"),
        pytest.param(["New.", ONE, TWO, THREE], [ChangedParagraph("", "New.", "")], id="one is added first"),
        pytest.param(
            [ONE, "Quite another thing.", "Cities plant few trees.", THREE],
            [ChangedParagraph("", "Quite another thing.", ONE), ChangedParagraph(TWO, "Cities plant few trees.", ONE)],
            id="a new one before a changed one",
        ),
        pytest.param(
            [ONE, "Quite another thing.", THREE],
            [ChangedParagraph(TWO, "", ONE), ChangedParagraph("", "Quite another thing.", ONE)],
            id="another in its place",
        ),
        pytest.param([TWO, ONE, THREE], [ChangedParagraph(ONE, "", ""), ChangedParagraph("", ONE, TWO)], id="moved"),
        pytest.param([], [ChangedParagraph(one, "", "") for one in (ONE, TWO, THREE)], id="nothing left"),
    ],
)
def test_paragraphs_that_differ_are_told_with_what_stands_before_them(
    found: list[str], differences: list[ChangedParagraph]
) -> None:
    assert list(differing([ONE, TWO, THREE], found)) == differences


def test_a_changed_word_is_shown_between_words_that_stay() -> None:
    changed = ChangedParagraph(ONE, "Cities must light their streets by night.")

    assert changed.segments == (
        (Mark.KEPT, "Cities"),
        (Mark.INSERTED, "must"),
        (Mark.KEPT, "light their streets"),
        (Mark.DELETED, "at"),
        (Mark.INSERTED, "by"),
        (Mark.KEPT, "night."),
    )


def test_long_stretches_that_stay_are_shortened_at_words() -> None:
    long = " ".join(f"word{number}" for number in range(60))

    first, _, last = ChangedParagraph(f"{long} old {long}", f"{long} {long}").segments

    assert first[1].startswith("… word")
    assert first[1].endswith("word59")
    assert last[1].startswith("word0 ")
    assert last[1].endswith(" …")
    assert len(first[1]) < 100


def test_equal_paragraphs_in_thousands_are_not_matched_with_each_other() -> None:
    signed = [f"{number % 2}" for number in range(2_000)]
    found = ["1"] * 2_500

    told = list(differing(signed, found))

    assert Counter((one.signed, one.found) for one in told) == {("0", ""): 1_000, ("", "1"): 1_500}


def test_of_words_without_end_only_the_first_are_compared() -> None:
    endless = ChangedParagraph(ONE, f"{ONE} {'Cities do. ' * 50_000}")

    kept, added = endless.segments

    assert kept == (Mark.KEPT, ONE)
    assert added[0] is Mark.INSERTED
    assert added[1].endswith(" …")
    assert len(added[1].split()) < 1_000


def test_a_long_paragraph_of_ours_is_compared_to_its_end() -> None:
    long = "We ask for trees. " * 500

    segments = ChangedParagraph(f"{long}Now.", f"{long}Never.").segments

    assert [text for mark, text in segments if mark is not Mark.KEPT] == ["Now.", "Never."]
