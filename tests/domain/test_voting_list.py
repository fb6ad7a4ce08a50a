"""A published list stays true while questions are decided, fall and come back."""

from dataclasses import replace
from uuid import UUID, uuid5

import pytest

from recommendations.domain.voting_list import (
    Flag,
    ItemKind,
    ListIncomplete,
    ListItem,
    block_of,
    brought_up_to_date,
    decided_before,
    ensure_complete,
    item_from_json,
    item_to_json,
    items_named,
)

SPACE = UUID("2b7a5f50-9c1c-4b8c-8d7e-0a4c1d9b7e22")


def ask(*numbers: int, part: int | None = None) -> ListItem:
    kind = ItemKind.AMENDMENT if part is None else ItemKind.PART
    label = "+".join(f"A{number:02d}" for number in numbers) + (f"/{part}" if part else "")
    return ListItem(kind, label, "r1", tuple(uuid5(SPACE, str(number)) for number in numbers), part)


UNIT = ListItem(ItemKind.UNIT, "2.1", "r1")


def labels(items: tuple[ListItem, ...]) -> list[str]:
    return [item.label for item in items]


def test_what_is_done_leaves_the_list_and_the_order_stays() -> None:
    published = [ask(3), ask(1), ask(2), UNIT]

    assert labels(brought_up_to_date(published, [ask(1), ask(2), ask(3), UNIT])) == ["A03", "A01", "A02", "2.1"]
    assert labels(brought_up_to_date(published, [ask(2), ask(3), UNIT])) == ["A03", "A02", "2.1"]


def test_what_revives_stands_behind_what_it_follows_by_itself_and_is_marked() -> None:
    found = brought_up_to_date([ask(2), ask(1), UNIT], [ask(1), ask(5), ask(6), ask(2), UNIT])

    assert labels(found) == ["A02", "A01", "A05", "A06", "2.1"]
    assert [Flag.NEW in item.flags for item in found] == [False, False, True, True, False]


def test_what_revives_before_everything_else_stands_first() -> None:
    assert labels(brought_up_to_date([UNIT], [ask(5), UNIT])) == ["A05", "2.1"]


def test_a_question_stays_at_its_place_when_one_more_says_the_same() -> None:
    assert labels(brought_up_to_date([ask(4), ask(1)], [ask(1, 9), ask(4)])) == ["A04", "A01+A09"]


def test_a_question_whose_twin_is_gone_stays_at_its_place() -> None:
    assert labels(brought_up_to_date([ask(1, 9), ask(4)], [ask(4), ask(9)])) == ["A09", "A04"]


def test_two_published_questions_that_became_one_are_put_once() -> None:
    assert labels(brought_up_to_date([ask(1), ask(4), ask(9)], [ask(1, 9), ask(4)])) == ["A01+A09", "A04"]


def test_a_block_shrinks_and_a_block_of_one_is_none() -> None:
    published = [block_of([ask(1), ask(2), ask(3)]), UNIT]

    assert labels(brought_up_to_date(published, [ask(1), ask(3), UNIT])) == ["A01, A03", "2.1"]
    assert brought_up_to_date(published, [ask(3), UNIT])[0].kind is ItemKind.AMENDMENT
    assert labels(brought_up_to_date(published, [UNIT])) == ["2.1"]


def test_what_is_wanted_apart_stands_behind_its_block() -> None:
    published = [block_of([ask(1), ask(2), ask(3)]), UNIT]
    apart = replace(ask(1), flags=frozenset({Flag.SEPARATE_VOTE}))

    assert labels(brought_up_to_date(published, [apart, ask(2), ask(3), UNIT])) == ["A02, A03", "A01", "2.1"]


def test_parts_are_questions_of_their_own() -> None:
    published = [ask(1, part=1), ask(1, part=2), UNIT]

    assert labels(brought_up_to_date(published, [ask(1, part=2), UNIT])) == ["A01/2", "2.1"]
    assert ask(1, part=2).key.endswith("/2")


def test_a_list_puts_every_due_question_once() -> None:
    due = [ask(1), ask(2), ask(3), UNIT]
    ensure_complete([UNIT, ask(3), ask(2), ask(1)], due)
    ensure_complete([block_of([ask(1), ask(3)]), ask(2), UNIT], due)

    for wrong in ([ask(1), ask(2), UNIT], [*due, ask(1)], [*due, ask(7)], [block_of([ask(1), ask(2)]), *due]):
        with pytest.raises(ListIncomplete):
            ensure_complete(wrong, due)


def test_keys_name_questions_and_blocks() -> None:
    due = [ask(1, 9), ask(2), ask(3, part=1), UNIT]
    keys = [UNIT.key, ask(3, part=1).key, block_of([ask(1, 9), ask(2)]).key]

    assert items_named(keys, due) == [UNIT, ask(3, part=1), block_of([ask(1, 9), ask(2)])]
    assert items_named([ask(9).key, ask(1).key, ask(2).key], due) == [ask(1, 9), ask(2)]
    assert items_named([block_of([ask(1), ask(9)]).key], due) == [ask(1, 9)]
    for wrong in ("unit:r9", "nonsense", ask(7).key, "block:"):
        with pytest.raises(ListIncomplete):
            items_named([wrong], due)


def test_an_item_is_kept_as_it_is() -> None:
    for item in (UNIT, ask(1, 2), ask(1, part=2), block_of([ask(1), ask(2)])):
        assert item_from_json(item_to_json(item)) == item


def test_what_is_listed_earlier_is_decided_before_unless_the_chair_has_put_the_other_one_forward() -> None:
    items = [ask(1, 4), UNIT, ask(2), ask(3)]
    in_order, put_forward = decided_before(items, [1, 0, 1, 0]), decided_before(items, [0, 0, 1, 0])

    assert in_order[ask(3).key] == {*ask(1, 4).amendment_ids, *ask(2).amendment_ids}
    assert in_order[ask(1, 4).key] == frozenset()
    assert in_order[ask(2).key] == {*ask(1, 4).amendment_ids}
    assert put_forward[ask(2).key] == frozenset()
    assert decided_before([ask(1, part=1), ask(1, part=2)], [0, 0])[ask(1, part=2).key] == frozenset()
