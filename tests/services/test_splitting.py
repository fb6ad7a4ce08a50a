"""An amendment voted in parts: each combination has its wording beforehand, or the part falls (case 15)."""

from collections.abc import Mapping
from dataclasses import replace
from uuid import UUID

import pytest

from recommendations.domain.amendments import (
    AmendmentDecided,
    AmendmentState,
    PollAlreadyOpen,
    StateReason,
    TitleMissing,
    VersionCause,
)
from recommendations.domain.polls import AmendmentsPending, Choice, DecisionIncorporated, SubjectNotReady
from recommendations.domain.refusals import NotFound, NotPermitted
from recommendations.domain.settling import SplitRefused, TooManyParts, WordingMissing
from recommendations.domain.text import Unit
from recommendations.services.amendments.wordings import NewVersion, take_version
from recommendations.services.deciding.parts import wording_of_part
from recommendations.services.deciding.splitting import proposed_parts, split_amendment, undo_split
from recommendations.services.filing.amending import file_amendment
from recommendations.services.voting.acts import (
    announce_poll,
    annul_poll,
    cast_ballot,
    close_poll,
    open_poll,
    prepare_poll,
)
from recommendations.services.voting.pages import read_poll
from recommendations.services.voting.targets import on_amendment
from recommendations.storage.database import db, transaction
from recommendations.storage.wordings import parts_of, versions_of, wordings_of
from tests.services.assembly import ENGLISH, Assembly, admitted, changed, make_assembly, newest_text, proposal, row_of
from tests.services.kinds import admit, compromise, in_series, state_of, why

pytestmark = pytest.mark.usefixtures("context")
S = AmendmentState
FIRST, LATER = "noise and dust figures", "noise, dust and light figures"
Wordings = Mapping[frozenset[int], Mapping[str, Unit]]


def by_itself(assembly: Assembly) -> UUID:
    """An amendment of both paragraphs, which falls into two parts by itself."""
    both = changed(changed(ENGLISH, "once", "twice"), "2 am", "4 am")
    return admit(assembly, file_amendment(assembly.delegate, assembly.theme_id, proposal(assembly, both)))


def nested(assembly: Assembly, *also: int) -> UUID:
    """An amendment whose second part changes what the first part says; ``also`` have a wording of their own."""
    amendment_id = admitted(assembly, "noise figures", LATER)
    alone = {1: FIRST, 2: "noise and light figures"}
    given = {frozenset({part}): {"en": changed(ENGLISH, "noise figures", alone[part])} for part in (1, *also)}
    split_amendment(assembly.chair, amendment_id, ["Dust", "Light"], given)
    return amendment_id


def hold(assembly: Assembly, amendment_id: UUID, part: int, *, adopted: bool) -> UUID:
    """The poll on one part, from its preparation to its announcement."""
    poll_id = prepare_poll(on_amendment(amendment_id, part), assembly.chair)
    open_poll(poll_id, assembly.chair)
    choice = Choice.FOR if adopted else Choice.AGAINST
    cast_ballot(poll_id, assembly.delegate, choice, key=poll_id.hex)
    close_poll(poll_id, assembly.chair)
    announce_poll(poll_id, assembly.chair)
    return poll_id


def states(amendment_id: UUID) -> list[AmendmentState]:
    db.session.remove()
    return [part.state for part in parts_of(db.session(), amendment_id)]


def noise(assembly: Assembly) -> str:
    return newest_text(assembly).paragraphs[0].plain.removeprefix("Town halls should publish ").split(" once")[0]


@pytest.mark.parametrize(
    ("results", "state", "words"),
    [
        ((True, True), S.ADOPTED, "noise, dust and light figures"),
        ((True, False), S.ADOPTED_IN_PART, "noise and dust figures"),
        ((False, True), S.ADOPTED_IN_PART, "noise and light figures"),
        ((False, False), S.REJECTED, "noise figures"),
    ],
)
def test_each_combination_reads_as_was_fixed_beforehand(
    results: tuple[bool, bool], state: AmendmentState, words: str
) -> None:
    assembly = make_assembly()
    amendment_id = nested(assembly, 2)

    for part, adopted in enumerate(results, start=1):
        hold(assembly, amendment_id, part, adopted=adopted)

    assert (state_of(amendment_id), noise(assembly)) == (state, words)


def test_a_part_that_needs_another_one_falls_with_it() -> None:
    assembly = make_assembly()
    amendment_id = nested(assembly)

    hold(assembly, amendment_id, 1, adopted=False)

    assert states(amendment_id) == [S.REJECTED, S.FALLEN]
    assert state_of(amendment_id) is S.REJECTED


def test_an_annulled_poll_on_a_part_gives_back_what_fell_with_it() -> None:
    assembly = make_assembly()
    amendment_id = nested(assembly)
    poll_id = hold(assembly, amendment_id, 1, adopted=False)

    annul_poll(poll_id, assembly.chair, reason="The wrong part was shown.")

    assert states(amendment_id) == [S.ADMISSIBLE, S.ADMISSIBLE]
    assert state_of(amendment_id) is S.ADMISSIBLE


def test_the_annulled_poll_on_the_last_part_opens_the_amendment_again() -> None:
    assembly = make_assembly()
    amendment_id = nested(assembly, 2)
    rival = admitted(assembly, "publish noise figures", "say nothing")
    hold(assembly, amendment_id, 1, adopted=True)
    last = hold(assembly, amendment_id, 2, adopted=False)
    assert why(rival) == (StateReason.SAME_WORDS, "A01")

    annul_poll(last, assembly.chair, reason="The wrong part was shown.")

    assert states(amendment_id) == [S.ADOPTED, S.ADMISSIBLE]
    assert (state_of(amendment_id), state_of(rival), noise(assembly)) == (S.IN_VOTE, S.ADMISSIBLE, "noise figures")
    causes = [version.cause for version in versions_of(db.session(), amendment_id)]
    assert causes == [VersionCause.FILED, VersionCause.IN_PART, VersionCause.RESTORED]
    hold(assembly, amendment_id, 2, adopted=True)
    assert (state_of(amendment_id), noise(assembly)) == (S.ADOPTED, LATER)


def test_a_poll_annulled_before_its_announcement_opens_only_its_part_again() -> None:
    assembly = make_assembly()
    amendment_id = nested(assembly, 2)
    poll_id = prepare_poll(on_amendment(amendment_id, 1), assembly.chair)
    open_poll(poll_id, assembly.chair)
    assert states(amendment_id) == [S.IN_VOTE, S.ADMISSIBLE]

    annul_poll(poll_id, assembly.chair, reason="The wrong part was shown.")

    assert (states(amendment_id), state_of(amendment_id)) == ([S.ADMISSIBLE, S.ADMISSIBLE], S.ADMISSIBLE)


def test_an_earlier_part_is_not_taken_back_once_a_later_one_is_voted() -> None:
    assembly = make_assembly()
    amendment_id = nested(assembly, 2)
    first = hold(assembly, amendment_id, 1, adopted=True)
    hold(assembly, amendment_id, 2, adopted=True)

    with pytest.raises(DecisionIncorporated):
        annul_poll(first, assembly.chair, reason="The wrong part was shown.")


def test_parts_are_voted_in_their_order_and_never_beside_the_whole() -> None:
    assembly = make_assembly()
    amendment_id = nested(assembly, 2)
    whole = prepare_poll(on_amendment(amendment_id), assembly.chair)
    later = prepare_poll(on_amendment(amendment_id, 2), assembly.chair)

    with pytest.raises(SubjectNotReady):
        open_poll(whole, assembly.chair)
    with pytest.raises(AmendmentsPending) as refusal:
        open_poll(later, assembly.chair)
    assert refusal.value.details["labels"] == "A01/1"
    first = prepare_poll(on_amendment(amendment_id, 1), assembly.chair)
    open_poll(first, assembly.chair)
    with pytest.raises(PollAlreadyOpen):
        undo_split(assembly.chair, amendment_id)
    with pytest.raises(AmendmentsPending):
        open_poll(later, assembly.chair)


def test_a_decided_part_is_not_put_again() -> None:
    assembly = make_assembly()
    amendment_id = nested(assembly, 2)
    hold(assembly, amendment_id, 1, adopted=True)
    again = prepare_poll(on_amendment(amendment_id, 1), assembly.chair)

    with pytest.raises(SubjectNotReady):
        open_poll(again, assembly.chair)


def test_the_question_and_the_change_are_those_of_the_part() -> None:
    assembly = make_assembly()
    amendment_id = nested(assembly, 2)
    hold(assembly, amendment_id, 1, adopted=True)
    view = read_poll(prepare_poll(on_amendment(amendment_id, 2), assembly.chair), assembly.chair)

    assert view.line.question["en"] == "Shall part 2 of amendment A01 be adopted (A01/2)?"
    assert view.line.title == {"en": "A01/2 Light"}
    assert view.amendment is not None
    assert view.amendment.label == "A01/2"
    assert LATER in view.text["en"].paragraphs[0].plain


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
