"""The proposed order, each rule as a sentence."""

from collections.abc import Iterable
from dataclasses import replace
from uuid import UUID

from recommendations.domain.amendments import Procedure
from recommendations.domain.editions import Order, RuleSet
from recommendations.domain.hunks import Relation, UnitChange, change_between, relation
from recommendations.domain.voting_order import Entry, proposed_order
from tests.domain.entries import BASE, entry, key, said
from tests.factories import make_unit


def excluded(entries: Iterable[Entry], *tied: tuple[int, int]) -> dict[UUID, frozenset[UUID]]:
    known = list(entries)
    pairs = {(key(a), key(b)) for a, b in tied} | {(key(b), key(a)) for a, b in tied}
    return {
        one.id: frozenset(
            other.id
            for other in known
            if other is not one
            and one.amends == other.amends
            and ((one.id, other.id) in pairs or _exclude(one.change, other.change))
        )
        for one in known
    }


def _exclude(one: UnitChange, other: UnitChange) -> bool:
    return relation({"en": one}, {"en": other}) is Relation.CONFLICT


def order(*entries: Entry, tied: tuple[tuple[int, int], ...] = (), rules: RuleSet | None = None) -> list[str]:
    """The order as it is read out; * where the chair decides."""
    numbers = {one.id: one.number for one in entries}
    placed = proposed_order(entries, excluded(entries, *tied), rules or RuleSet())
    return [
        "+".join(str(numbers[one]) for one in question.ids)
        + (f"/{question.part}" if question.part else "")
        + (" oral" if question.is_oral else "")
        + ("*" if question.is_equal else "")
        for question in placed
    ]


def test_what_changes_more_of_the_text_comes_first() -> None:
    assert order(entry(1, "once a year", "twice a year"), entry(2, "once a year", "every month")) == ["2", "1"]


def test_a_deletion_comes_before_every_change_of_what_it_deletes() -> None:
    change = entry(1, "Each town should report once a year", "All the big towns must publish their accounts")
    deletion = entry(2, " Each town should report once a year to its council.", "")

    assert order(change, deletion) == ["2", "1"]


def test_a_deletion_of_one_word_does_not_come_before_the_change_of_a_whole_sentence() -> None:
    rewritten = entry(1, "Each town should report once a year", "All the big places must publish accounts often")
    word = entry(2, "once ", "")

    assert order(rewritten, word) == ["1", "2"]


def test_of_two_deletions_the_greater_one_comes_first() -> None:
    small = entry(1, " once a year", "")
    great = entry(2, " Each town should report once a year to its council.", "")

    assert order(small, great) == ["2", "1"]


def test_figures_go_by_their_distance_from_the_original_and_not_by_their_numbers() -> None:
    assert order(entry(1, "70%", "80%"), entry(2, "70%", "20%"), entry(3, "70%", "100%")) == ["2", "3", "1"]


def test_figures_in_words_are_figures() -> None:
    amendments = [entry(1, "thirty", "forty"), entry(2, "thirty", "ninety"), entry(3, "thirty", "fourteen")]

    assert order(*amendments) == ["2", "3", "1"]


def test_figures_count_even_where_one_changes_more_words_around_them() -> None:
    assert order(entry(1, "should cover 70%", "must pay 75%"), entry(2, "70%", "95%")) == ["2", "1"]


def test_equally_far_figures_stand_in_filing_order_and_the_chair_decides() -> None:
    assert order(entry(4, "70%", "50%"), entry(7, "70%", "90%"), entry(9, "70%", "80%")) == ["4*", "7*", "9"]


def test_a_deletion_still_comes_before_figures() -> None:
    figures = [entry(1, "70%", "80%"), entry(2, "70%", "10%")]

    assert order(*figures, entry(3, "The fund should cover 70% of the cost of a shelter. ", "")) == ["3", "2", "1"]


def test_where_not_all_change_the_figure_the_share_counts_and_distance_breaks_the_tie() -> None:
    words = entry(3, "cover 70% of the cost", "pay what is needed")

    assert order(entry(1, "70%", "75%"), entry(2, "70%", "95%"), words) == ["3", "2", "1"]


def test_a_compromise_comes_first_with_its_group_and_before_other_groups() -> None:
    elsewhere = entry(1, "Neighbours", "Residents")
    parts = [entry(2, "once a year", "twice a year"), entry(3, "to its council", "to everybody there is")]
    both = entry(9, "once a year to its council", "twice a year to everybody", procedure=Procedure.COMPROMISE)

    assert order(elsewhere, *parts, both) == ["9", "3", "2", "1"]


def test_a_compromise_stands_at_its_place_where_the_rules_say_so() -> None:
    elsewhere = entry(1, "Neighbours", "Residents")
    both = entry(9, "once", "twice", procedure=Procedure.COMPROMISE)

    rules = RuleSet(compromise_first=False)
    assert order(elsewhere, entry(2, "once a year", "every day"), both, rules=rules) == ["1", "2", "9"]


def test_two_compromises_are_the_chairs_to_order() -> None:
    one = entry(5, "once", "twice", procedure=Procedure.COMPROMISE)
    other = entry(6, "once a year", "every day", procedure=Procedure.COMPROMISE)

    assert order(one, other) == ["5*", "6*"]


def test_groups_stand_by_their_earliest_number() -> None:
    fund = [entry(2, "70%", "75%"), entry(5, "70%", "20%")]

    assert order(*fund, entry(1, "Neighbours", "Residents"), entry(3, "council", "mayor")) == ["1", "5", "2", "3"]


def test_what_excludes_through_a_third_is_one_group() -> None:
    left, right = entry(1, "Each town", "Every single town"), entry(4, "year to its", "month to the")
    bridge = entry(9, "Each town should report once a year to its", "All report to the")

    assert order(left, entry(3, "Neighbours", "Residents"), right, bridge) == ["9", "4", "1", "3"]


def test_insertions_come_after_what_takes_words_away() -> None:
    insertion = entry(1, "report once", "report, in full, once")
    change = entry(2, "should report once a year", "must publish every month")

    assert order(insertion, change) == ["2", "1"]


def test_of_a_move_and_an_edit_that_exclude_each_other_the_edit_comes_first() -> None:
    moved = entry(1)
    swapped = replace(BASE, paragraphs=BASE.paragraphs[::-1])
    moved = replace(moved, amended=swapped, change=change_between(BASE, swapped))

    assert order(moved, entry(2, "Neighbours", "Residents"), tied=((1, 2),)) == ["2", "1"]


def test_amendments_that_people_tied_together_are_one_group() -> None:
    first, second = entry(1, "once", "twice"), entry(2, "Neighbours should", "Everybody must")

    assert order(first, second) == ["1", "2"]
    assert order(first, second, tied=((1, 2),)) == ["2", "1"]


def test_equal_shares_that_exclude_each_other_are_flagged() -> None:
    assert order(entry(1, "once", "twice"), entry(2, "once", "never")) == ["1*", "2*"]


def test_sub_amendments_stand_directly_before_their_amendment() -> None:
    parents = [entry(1, "once a year", "every month"), entry(2, "Neighbours", "Residents")]
    subs = [entry(5, "70%", "75%", amends=key(2)), entry(6, "70%", "20%", amends=key(2))]

    assert order(*parents, *subs) == ["1", "6", "5", "2"]


def test_a_sub_amendment_whose_amendment_is_decided_stands_alone() -> None:
    assert order(entry(6, "70%", "20%", amends=None)) == ["6"]


def test_identical_amendments_are_one_question_at_the_place_of_the_first() -> None:
    together = frozenset({key(1), key(7)})
    twins = [entry(1, "once", "twice", together=together), entry(7, "once", "twice", together=together)]

    assert order(*twins, entry(3, "Neighbours", "Residents")) == ["1+7", "3"]


def test_parts_are_put_in_their_order() -> None:
    assert order(entry(1, "once", "twice", parts=(1, 2)), entry(2, "council", "mayor")) == ["1/1", "1/2", "2"]


def test_oral_amendments_come_last_whatever_they_touch() -> None:
    spoken = entry(3, "should report once a year to its council", "must report", procedure=Procedure.ORAL)

    assert order(spoken, entry(8, "once", "twice"), entry(9, "70%", "71%")) == ["8", "9", "3 oral"]


def test_the_chronological_order_is_that_of_filing_with_the_same_bundles() -> None:
    together = frozenset({key(2), key(4)})
    twins = [entry(4, "once", "twice", together=together), entry(2, "once", "twice", together=together)]
    sub = entry(9, "70%", "75%", amends=key(2))
    deletion = entry(3, " Each town should report once a year to its council.", "")
    spoken = entry(1, "Neighbours", "Residents", procedure=Procedure.ORAL)

    rules = RuleSet(order=Order.CHRONOLOGICAL)
    assert order(*twins, deletion, sub, spoken, rules=rules) == ["9", "2+4", "3", "1 oral"]


def test_the_order_does_not_depend_on_the_order_in_which_amendments_are_read() -> None:
    entries = [
        entry(1, "70%", "80%"),
        entry(2, "70%", "20%"),
        entry(3, "once", "twice"),
        entry(4, " Each town should report once a year to its council.", ""),
        entry(5, "Neighbours", "Residents"),
    ]

    assert order(*entries) == order(*reversed(entries)) == ["2", "1", "4", "3", "5"]


def test_an_amendment_without_a_base_has_its_place_by_filing() -> None:
    new = Entry(key(3), 3, amended=BASE, change=UnitChange())
    compared = Entry(key(2), 2, amended=BASE, change=UnitChange())

    assert order(new, compared) == ["2", "3"]
    assert order(new, compared, tied=((2, 3),)) == ["2*", "3*"]


def test_of_a_move_and_an_insertion_that_people_tied_together_the_move_comes_first() -> None:
    insertion = entry(1, "a shelter.", "a good shelter.")
    moved = replace(BASE, paragraphs=BASE.paragraphs[::-1])
    move = Entry(key(2), 2, base=BASE, amended=moved, change=change_between(BASE, moved))

    assert order(insertion, move, tied=((1, 2),)) == ["2", "1"]


def test_of_two_moves_the_one_of_more_words_comes_first() -> None:
    base = make_unit("r1", "One is. Two are there.", "Three.", "Four words are here and they move away.")
    sentence = said("One is. Two are there.", "Two are there. One is.", base)
    paragraph = replace(base, paragraphs=(base.paragraphs[2], *base.paragraphs[:2]))
    entries = [
        Entry(key(number), number, base=base, amended=unit, change=change_between(base, unit))
        for number, unit in ((1, sentence), (2, paragraph))
    ]

    assert order(*entries, tied=((1, 2),)) == ["2", "1"]


def test_a_deleted_paragraph_counts_with_all_its_words() -> None:
    word = entry(1, "once a year", "twice a year")
    without = replace(BASE, paragraphs=BASE.paragraphs[:1])
    deletion = Entry(key(2), 2, base=BASE, amended=without, change=change_between(BASE, without))

    assert order(word, deletion, tied=((1, 2),)) == ["2", "1"]


def test_equally_far_ones_that_only_a_third_keeps_together_are_not_the_chairs_to_order() -> None:
    between = entry(3, "once a year to its council. Shelters", "often to everybody at all times. Houses")

    assert order(entry(1, "once", "twice"), entry(2, "council", "parliament"), between) == ["3", "1", "2"]
