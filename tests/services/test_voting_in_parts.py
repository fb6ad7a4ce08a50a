"""An amendment voted in parts: each result decides which words the next part is voted in (case 15)."""

import pytest

from recommendations.domain.amendments import AmendmentState, PollAlreadyOpen, StateReason, VersionCause
from recommendations.domain.polls import AmendmentsPending, DecisionIncorporated, SubjectNotReady
from recommendations.services.deciding.splitting import undo_split
from recommendations.services.voting.acts import annul_poll, open_poll, prepare_poll
from recommendations.services.voting.pages import read_poll
from recommendations.services.voting.targets import on_amendment
from recommendations.storage.database import db
from recommendations.storage.wordings import versions_of
from tests.services.assembly import admitted, make_assembly
from tests.services.in_parts import LATER, S, hold, nested, noise, states
from tests.services.kinds import state_of, why

pytestmark = pytest.mark.usefixtures("context")


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
