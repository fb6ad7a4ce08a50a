"""Edge cases 9 to 18: sub-amendments, compromises, splits, and what is not voted as an amendment."""

from uuid import UUID

import pytest

from recommendations.domain.amendments import AmendmentState, Procedure, RequestKind, StateReason
from recommendations.domain.encoding import units_by_language
from recommendations.domain.filing import ThirdDegree
from recommendations.domain.people import Actor
from recommendations.domain.settling import SplitRefused
from recommendations.domain.text import Unit
from recommendations.domain.voting_list import Flag, ItemKind
from recommendations.services.deciding.compromising import answer_compromise
from recommendations.services.deciding.editorial import apply_editorial
from recommendations.services.deciding.splitting import split_amendment
from recommendations.services.filing.amending import file_amendment, judge_amendment
from recommendations.services.voting.lists import proposed_list
from recommendations.services.voting.requests import request_vote
from recommendations.storage.database import db
from recommendations.storage.wordings import parts_of
from tests.edge_cases.stage import (
    ENGLISH,
    FRENCH,
    Edit,
    Stage,
    admit,
    admitted,
    decide,
    decide_unit,
    edited,
    file,
    listed,
    polls,
    proposal,
    row,
    states,
    text,
)

State = AmendmentState


def sub_amendment(stage: Stage, parent: UUID, edit: Edit, by: Actor) -> UUID:
    """A change of what the amendment proposes."""
    unit = units_by_language(row(parent).amended)["en"]
    wish = proposal(
        stage, {}, amended={"en": edited(unit, edit)}, procedure=Procedure.SUB_AMENDMENT, amends_id=parent, title="Sub"
    )
    return file_amendment(by, stage.theme_id, wish)


def compromise(stage: Stage, edit: Edit, *replaced: UUID) -> UUID:
    """The rapporteur's compromise, admissible."""
    wish = proposal(stage, {"en": edit}, procedure=Procedure.COMPROMISE, replaces=replaced, title="A middle way")
    return admit(stage, file_amendment(stage.rapporteur, stage.theme_id, wish))


def consented(stage: Stage, compromise_id: UUID, amendment_id: UUID, *, by: int, gives: bool = True) -> None:
    answer_compromise(stage.delegates[by], compromise_id, amendment_id, gives=gives)


def test_case_09_a_sub_amendment_to_a_sub_amendment_is_refused(stage: Stage) -> None:
    parent = admitted(stage, "four years", "six years")
    sub = sub_amendment(stage, parent, ("six years", "seven years"), stage.delegates[1])

    with pytest.raises(ThirdDegree):
        sub_amendment(stage, sub, ("seven years", "eight years"), stage.delegates[2])


def test_case_10_a_sub_amendment_against_its_amendments_sense_is_inadmissible(stage: Stage) -> None:
    parent = admitted(stage, "four years", "six years")
    sub = sub_amendment(stage, parent, ("six years", "no years"), stage.delegates[1])

    judge_amendment(stage.chair, sub, is_admissible=False, reason="It turns the amendment into its opposite.")

    assert states(parent, sub) == [State.ADMISSIBLE, State.INADMISSIBLE]
    assert row(sub).state_reason == "It turns the amendment into its opposite."
    assert listed(stage)[0] == "A01"


def test_case_11_what_an_adopted_compromise_replaces_falls(stage: Stage) -> None:
    low, high = admitted(stage, "four years", "five years"), admitted(stage, "once a year", "monthly", by=1)
    middle = compromise(stage, ("quiet streets", "silent streets"), low, high)
    consented(stage, middle, low, by=0)
    consented(stage, middle, high, by=1)
    assert states(low, high) == [State.MERGED] * 2
    assert listed(stage)[0] == "A03"

    decide(stage, middle, adopted=True)

    assert states(middle, low, high) == [State.ADOPTED, State.FALLEN, State.FALLEN]
    assert {row(one).state_code for one in (low, high)} == {StateReason.REPLACED}
    assert {row(one).felled_by_id for one in (low, high)} == {middle}


def test_case_12_what_a_rejected_compromise_would_have_replaced_revives_at_its_place(stage: Stage) -> None:
    low, high = admitted(stage, "four years", "five years"), admitted(stage, "four years", "nine years", by=1)
    before = listed(stage)
    middle = compromise(stage, ("four years", "seven years"), low, high)
    consented(stage, middle, low, by=0)
    consented(stage, middle, high, by=1)

    decide(stage, middle, adopted=False)

    assert states(middle, low, high) == [State.REJECTED, State.ADMISSIBLE, State.ADMISSIBLE]
    assert listed(stage) == before


def test_case_13_an_author_who_refuses_the_compromise_keeps_the_amendment_on_the_list(stage: Stage) -> None:
    given, fitting = admitted(stage, "four years", "five years"), admitted(stage, "once a year", "monthly", by=1)
    clashing = admitted(stage, "four years", "nine years", by=2)
    middle = compromise(stage, ("four years", "seven years"), given, fitting, clashing)
    consented(stage, middle, given, by=0)
    for by, refusing in enumerate((fitting, clashing), start=1):
        consented(stage, middle, refusing, by=by, gives=False)
    assert listed(stage)[:3] == ["A04", "A03", "A02"]

    decide(stage, middle, adopted=True)

    assert states(given, fitting, clashing) == [State.FALLEN, State.ADMISSIBLE, State.FALLEN]
    assert row(clashing).state_code is StateReason.SAME_WORDS
    decide(stage, fitting, adopted=True)
    assert text(stage) == ENGLISH["r1"].replace("four", "seven").replace("once a year", "monthly")


def test_case_14_a_split_vote_on_a_compromise_is_refused(stage: Stage) -> None:
    low = admitted(stage, "four years", "five years")
    middle = compromise(stage, ("quiet streets for four years", "silent streets for six years"), low)

    with pytest.raises(SplitRefused):
        split_amendment(stage.chair, middle, ["Streets", "Years"], {})
    with pytest.raises(SplitRefused):
        request_vote(stage.delegates[0], stage.theme_id, "r1", kind=RequestKind.SPLIT, amendment_id=middle)


def in_two_parts(stage: Stage, *, second_alone: bool) -> UUID:
    """Part 2 builds on part 1: "noise figures" becomes "noise figures and maps", then "and maps in colour"."""
    amendment_id = admitted(stage, "noise figures", "noise figures and maps in colour")
    base = proposal(stage, {"en": ("noise figures", "noise figures and maps")}).amended["en"]
    wordings: dict[frozenset[int], dict[str, Unit]] = {
        frozenset({1}): {"en": base},
        frozenset({1, 2}): {"en": edited(base, ("maps", "maps in colour"))},
    }
    if second_alone:
        wordings[frozenset({2})] = {"en": edited(base, ("noise figures and maps", "noise figures in colour"))}
    split_amendment(stage.chair, amendment_id, ["Maps", "Colour"], wordings)
    return amendment_id


def part_states(amendment_id: UUID) -> list[State]:
    return [part.state for part in parts_of(db.session(), amendment_id)]


def test_case_15_a_part_that_needs_a_rejected_one_has_its_own_wording_or_falls(stage: Stage) -> None:
    amendment_id = in_two_parts(stage, second_alone=True)
    assert listed(stage)[:2] == ["A01/1", "A01/2"]

    decide(stage, amendment_id, adopted=False, part=1)
    decide(stage, amendment_id, adopted=True, part=2)

    assert states(amendment_id) == [State.ADOPTED_IN_PART]
    assert text(stage).startswith("Cities should publish noise figures in colour once a year.")


def test_without_a_wording_of_its_own_the_second_part_falls(stage: Stage) -> None:
    amendment_id = in_two_parts(stage, second_alone=False)

    decide(stage, amendment_id, adopted=False, part=1)

    assert part_states(amendment_id) == [State.REJECTED, State.FALLEN]
    assert (states(amendment_id), text(stage)) == ([State.REJECTED], ENGLISH["r1"])


def test_case_16_the_original_stands_when_all_parts_are_rejected(stage: Stage) -> None:
    amendment_id = in_two_parts(stage, second_alone=True)

    for part in (1, 2):
        decide(stage, amendment_id, adopted=False, part=part)

    assert part_states(amendment_id) == [State.REJECTED] * 2
    assert (states(amendment_id), text(stage)) == ([State.REJECTED], ENGLISH["r1"])


def test_case_17_the_deletion_of_a_whole_recommendation_is_a_separate_vote_on_it(stage: Stage) -> None:
    amendment_id = file(stage, ENGLISH["r1"], "")

    assert (states(amendment_id), row(amendment_id).state_code) == (
        [State.INADMISSIBLE],
        StateReason.DELETES_WHOLE_TEXT,
    )
    items = {item.unit_uid: item for item in proposed_list(db.session(), stage.theme_id).items}
    assert items["r1"].kind is ItemKind.UNIT
    assert Flag.SEPARATE_VOTE in items["r1"].flags
    assert Flag.SEPARATE_VOTE not in items["r2"].flags
    decide_unit(stage, adopted=False)
    assert text(stage) == ENGLISH["r1"]


def test_case_18_a_change_of_one_language_version_is_an_editorial_remedy_without_a_vote(stage: Stage) -> None:
    wish = proposal(stage, {"fr": ("une fois par an", "une fois l'an")})
    amendment_id = file_amendment(stage.delegates[0], stage.theme_id, wish)
    assert (states(amendment_id), row(amendment_id).state_code) == ([State.EDITORIAL], StateReason.LANGUAGE_ONLY)
    assert listed(stage) == ["2.1", "2.2"]

    apply_editorial(stage.chair, amendment_id)

    assert states(amendment_id) == [State.EDITORIAL_APPLIED]
    assert text(stage, "fr") == FRENCH["r1"].replace("une fois par an", "une fois l'an")
    assert (text(stage), polls(stage)) == (ENGLISH["r1"], [])
