import pytest

from recommendations.services.rehearsing.operations import UnfitOperationError, amended_text, is_known

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


def test_an_unknown_operation_is_not_taken_for_a_known_one() -> None:
    assert not is_known([{"op": "move_sentence", "sentence": "a", "before": "b"}])
