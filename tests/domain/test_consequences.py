"""What follows from the answer to a question."""

from uuid import UUID, uuid5

from recommendations.domain.amendments import StateReason
from recommendations.domain.consequences import Fall, Ties, if_adopted, if_rejected

SPACE = UUID("2b7a5f50-9c1c-4b8c-8d7e-0a4c1d9b7e21")
A1, A2, A3, A4, A5 = (uuid5(SPACE, str(number)) for number in range(1, 6))
SAME = StateReason.SAME_WORDS


def test_what_excludes_the_adopted_one_falls_and_names_it() -> None:
    ties = Ties({A1: {A2: SAME}, A2: {A1: SAME}}, pending={A1, A2})

    assert if_adopted([A1], ties).falls == (Fall(A2, SAME, A1),)
    assert if_rejected([A1], ties).possible == (A2,)


def test_what_is_decided_or_adopted_together_does_not_fall() -> None:
    ties = Ties({A1: {A2: SAME, A3: SAME}}, pending={A1, A3})

    assert if_adopted([A1, A3], ties).falls == ()


def test_an_adopted_compromise_ends_what_rests_in_it_and_a_rejected_one_revives_it() -> None:
    replaced = StateReason.REPLACED
    ties = Ties({A1: {A2: replaced, A3: SAME}}, {A1: (A2,)}, pending={A1, A3})

    assert if_adopted([A1], ties).falls == (Fall(A3, SAME, A1), Fall(A2, replaced, A1))
    assert if_rejected([A1], ties).revives == (A2,)
    assert if_rejected([A1], ties).possible == (A3,)


def test_sub_amendments_go_with_what_they_would_change() -> None:
    ties = Ties({A1: {A2: SAME}}, subs={A2: (A3, A5), A1: (A4,)}, pending={A1, A2, A3, A4})

    assert if_adopted([A1], ties).falls == (Fall(A2, SAME, A1), Fall(A3, StateReason.AMENDMENT_GONE, A2))
    assert if_rejected([A1], ties).falls == (Fall(A4, StateReason.AMENDMENT_GONE, A1),)
    assert if_rejected([A1], ties).possible == (A2,)


def test_a_sub_amendment_that_falls_by_itself_falls_once() -> None:
    ties = Ties({A1: {A2: SAME, A3: SAME}}, subs={A2: (A3,)}, pending={A1, A2, A3})

    assert if_adopted([A1], ties).falls == (Fall(A2, SAME, A1), Fall(A3, SAME, A1))


def test_what_is_decided_before_neither_falls_nor_takes_others_along() -> None:
    ties = Ties({A1: {A2: SAME, A3: SAME}}, {A1: (A4,)}, {A2: (A5,)}, {A1, A2, A3, A5})

    assert [fall.id for fall in if_adopted([A1], ties).without({A2}).falls] == [A3, A4]
    assert if_rejected([A1], ties).without({A2}).possible == (A3,)
    assert if_rejected([A1], ties).without({A4}).revives == ()
