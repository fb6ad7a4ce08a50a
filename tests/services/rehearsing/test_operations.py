import pytest

from recommendations.services.rehearsing.operations import UnfitOperationError, amended_text

BASE = "Lamps should be checked each month. Ladders too."


@pytest.mark.parametrize(
    ("operation", "expected"),
    [
        pytest.param({"op": "replace", "find": "each month", "with": "each week"}, "each week", id="replace"),
        pytest.param({"op": "delete", "find": " Ladders too."}, "each month.", id="delete"),
        pytest.param({"op": "insert_after", "find": "Lamps", "text": " and bells"}, "Lamps and bells", id="insert"),
        pytest.param({"op": "append", "text": " Bells as well."}, "too. Bells as well.", id="append"),
    ],
)
def test_an_operation_changes_the_words_it_names(operation: dict[str, str], expected: str) -> None:
    assert expected in amended_text(BASE, [operation])


def test_words_that_occur_twice_are_refused() -> None:
    with pytest.raises(UnfitOperationError, match="2 times"):
        amended_text("one one", [{"op": "delete", "find": "one"}])


@pytest.mark.parametrize(
    ("base", "sentence", "before", "expected"),
    [
        pytest.param(
            BASE, "Ladders too.", "Lamps", "Ladders too. Lamps should be checked each month.", id="to the front"
        ),
        pytest.param("One. Two. Three.", "One.", "Three.", "Two. One. Three.", id="from the front"),
        pytest.param("One. Two. Three.", "Three.", "Two.", "One. Three. Two.", id="between"),
    ],
)
def test_a_sentence_moves_with_its_space(base: str, sentence: str, before: str, expected: str) -> None:
    moved = {"op": "move_sentence", "sentence": sentence, "before": before}

    assert amended_text(base, [moved]) == expected


def test_everything_can_be_deleted() -> None:
    assert amended_text(BASE, [{"op": "delete_all"}]) == ""


def test_an_unknown_operation_is_refused() -> None:
    with pytest.raises(UnfitOperationError, match="no operation"):
        amended_text(BASE, [{"op": "sing", "find": "Lamps"}])
