"""An amendment is cut into parts before its vote, with the wording of each combination (case 15)."""

from dataclasses import replace
from uuid import UUID

import pytest

from recommendations.domain.amendments import AmendmentDecided, PollAlreadyOpen, StateReason, TitleMissing, VersionCause
from recommendations.domain.refusals import NotFound, NotPermitted
from recommendations.domain.settling import SplitRefused, TooManyParts, WordingMissing
from recommendations.services.amendments.wordings import NewVersion, take_version
from recommendations.services.deciding.parts import wording_of_part
from recommendations.services.deciding.splitting import proposed_parts, split_amendment, undo_split
from recommendations.services.filing.amending import file_amendment
from recommendations.services.voting.acts import prepare_poll
from recommendations.services.voting.targets import on_amendment
from recommendations.storage.database import db, transaction
from recommendations.storage.wordings import wordings_of
from tests.services.assembly import ENGLISH, Assembly, admitted, changed, make_assembly, newest_text, proposal, row_of
from tests.services.in_parts import FIRST, LATER, S, hold, nested, noise, states
from tests.services.kinds import admit, compromise, in_series, state_of, why

pytestmark = pytest.mark.usefixtures("context")


def by_itself(assembly: Assembly) -> UUID:
    """An amendment of both paragraphs, which falls into two parts by itself."""
    both = changed(changed(ENGLISH, "once", "twice"), "2 am", "4 am")
    return admit(assembly, file_amendment(assembly.delegate, assembly.theme_id, proposal(assembly, both)))


def test_parts_are_proposed_from_the_amendment_itself() -> None:
    assembly = make_assembly()
    amendment_id = by_itself(assembly)

    row = row_of(amendment_id)
    parts = proposed_parts(db.session(), row)
    split_amendment(assembly.chair, amendment_id, ["Rhythm", "Hour"], {})

    assert [part.amended["en"] for part in parts] == [
        changed(ENGLISH, "once", "twice"),
        changed(ENGLISH, "2 am", "4 am"),
    ]
    hold(assembly, amendment_id, 1, adopted=False)
    hold(assembly, amendment_id, 2, adopted=True)
    assert newest_text(assembly) == changed(ENGLISH, "2 am", "4 am")


def test_an_identical_amendment_is_adopted_in_the_same_part() -> None:
    assembly = make_assembly()
    amendment_id = nested(assembly, 2)
    twin = admitted(assembly, "noise figures", LATER, by=assembly.other_delegate)
    hold(assembly, amendment_id, 1, adopted=True)
    hold(assembly, amendment_id, 2, adopted=False)

    assert (state_of(twin), why(twin)) == (S.ADOPTED_IN_PART, (StateReason.IDENTICAL, "A01"))
    assert noise(assembly) == FIRST


def test_what_is_voted_as_a_whole_is_not_split() -> None:
    assembly = make_assembly()
    one, other = admitted(assembly, "once", "twice"), admitted(assembly, "2 am", "4 am")
    middle = compromise(assembly, "figures", "all figures", other)
    in_series(one)

    for amendment_id in (one, middle):
        with pytest.raises(SplitRefused):
            split_amendment(assembly.chair, amendment_id, ["One", "Two"], {})
    with pytest.raises(AmendmentDecided):
        split_amendment(assembly.chair, other, ["One", "Two"], {})


def test_parts_whose_words_clash_have_no_wording_together() -> None:
    assembly = make_assembly()
    amendment_id = by_itself(assembly)
    alone = {1: ("once", "twice"), 2: ("once a year", "each month"), 3: ("2 am", "4 am")}
    given = {frozenset({part}): {"en": changed(ENGLISH, *words)} for part, words in alone.items()}

    split_amendment(assembly.chair, amendment_id, ["Rhythm", "Month", "Hour"], given)

    fixed = wordings_of(db.session(), amendment_id)
    assert set(fixed) == {frozenset(one) for one in ({1}, {2}, {3}, {1, 3}, {2, 3})}
    hold(assembly, amendment_id, 1, adopted=True)
    assert states(amendment_id) == [S.ADOPTED, S.FALLEN, S.ADMISSIBLE]


def test_the_wording_that_is_given_for_parts_together_is_the_one_that_is_adopted() -> None:
    assembly = make_assembly()
    amended = changed(changed(changed(ENGLISH, "once", "twice"), "four years", "six years"), "2 am", "4 am")
    amendment_id = admit(assembly, file_amendment(assembly.delegate, assembly.theme_id, proposal(assembly, amended)))
    alone = {1: ("once", "twice"), 2: ("four years", "six years"), 3: ("2 am", "4 am")}
    given = {frozenset({part}): {"en": changed(ENGLISH, *words)} for part, words in alone.items()}
    together = changed(changed(ENGLISH, "once a year", "each half-year"), "four years", "six years")
    titles = ["One", "Two", "Three"]
    split_amendment(assembly.chair, amendment_id, titles, given | {frozenset({1, 2}): {"en": together}})

    for part, adopted in ((1, True), (2, True), (3, False)):
        hold(assembly, amendment_id, part, adopted=adopted)

    assert newest_text(assembly) == together


def test_a_split_says_what_is_wrong_with_it() -> None:
    assembly = make_assembly()
    amendment_id = by_itself(assembly)
    for titles in (["One"], ["One", "Two", "Three", "Four", "Five"]):
        with pytest.raises(TooManyParts):
            split_amendment(assembly.chair, amendment_id, titles, {})
    with pytest.raises(TitleMissing):
        split_amendment(assembly.chair, amendment_id, ["One", " "], {})
    with pytest.raises(WordingMissing):
        split_amendment(assembly.chair, amendment_id, ["One", "Two", "Three"], {})
    with pytest.raises(NotPermitted):
        split_amendment(assembly.delegate, amendment_id, ["One", "Two"], {})
    with pytest.raises(NotFound):
        split_amendment(make_assembly().chair, amendment_id, ["One", "Two"], {})
    with pytest.raises(NotFound):
        undo_split(assembly.chair, amendment_id)
    with pytest.raises(NotFound):
        prepare_poll(on_amendment(amendment_id, 1), assembly.chair)


def test_nothing_is_split_once_a_poll_is_prepared() -> None:
    assembly = make_assembly()
    amendment_id = by_itself(assembly)
    prepare_poll(on_amendment(amendment_id), assembly.chair)

    with pytest.raises(PollAlreadyOpen):
        split_amendment(assembly.chair, amendment_id, ["One", "Two"], {})


def test_a_split_can_be_undone_and_does_not_outlive_its_words() -> None:
    assembly = make_assembly()
    amendment_id = nested(assembly, 2)
    undo_split(assembly.chair, amendment_id)
    assert states(amendment_id) == []

    split_amendment(
        assembly.chair, amendment_id, ["One"] * 2, {frozenset({1}): {"en": replace(ENGLISH, title="Nights")}}
    )
    with transaction() as session:
        row = row_of(amendment_id)
        take_version(session, session.merge(row), NewVersion(VersionCause.REBASED, {}, {}))
    assert states(amendment_id) == []


def test_without_a_wording_there_is_nothing_to_ask() -> None:
    assembly = make_assembly()
    row = row_of(nested(assembly))

    with pytest.raises(NotFound):
        wording_of_part(db.session(), row, 2)
