"""Polls on blocks of amendments, and between recommendations that contradict each other."""

from collections.abc import Sequence
from uuid import UUID

import pytest

from recommendations.domain.amendments import AmendmentState, Conflict, RequestKind
from recommendations.domain.polls import Choice, DecisionIncorporated, PollPending, SubjectNotReady
from recommendations.domain.refusals import NotFound
from recommendations.domain.settling import ContradictionOpen, SeparateVoteAsked
from recommendations.services.manifesto.adopting import compose_manifesto
from recommendations.services.manifesto.contradictions import flag_contradiction
from recommendations.services.voting.acts import open_poll, prepare_poll
from recommendations.services.voting.pages import read_poll
from recommendations.services.voting.targets import on_amendment, on_block, on_contradiction, on_unit
from recommendations.storage.amendments import Amendment
from recommendations.storage.corrections import Contradiction
from recommendations.storage.database import db, transaction
from recommendations.storage.polls import Poll, adopted_units
from recommendations.storage.record import events_of
from recommendations.storage.voting_lists import VoteRequest, poll_items_of
from tests.services.assembly import Assembly, admitted, make_assembly
from tests.services.held import BOTH, annul, hold, opened, pair
from tests.services.kinds import state_of

pytestmark = pytest.mark.usefixtures("context")
S = AmendmentState
NONE = (Choice.AGAINST, Choice.AGAINST)


def wants_apart(assembly: Assembly, amendment_id: UUID) -> None:
    with transaction() as session:
        row = session.get_one(Amendment, amendment_id)
        request = VoteRequest(
            edition_id=row.edition_id,
            theme_id=row.theme_id,
            unit_uid=row.unit_uid,
            amendment_id=row.id,
            kind=RequestKind.SEPARATE,
            member_id=assembly.delegate.member_id,
            person_id=assembly.delegate.person_id,
            at=row.filed_at,
        )
        session.add(request)


@pytest.mark.parametrize(("choices", "state"), [(BOTH, S.ADOPTED), (NONE, S.REJECTED)])
def test_a_block_decides_each_of_its_amendments(choices: Sequence[Choice], state: AmendmentState) -> None:
    assembly = make_assembly()
    ids = pair(assembly)

    poll_id = hold(assembly, on_block(ids), choices)

    assert [state_of(one) for one in ids] == [state, state]
    view = read_poll(poll_id, assembly.delegate)
    assert [item.label for item in view.items] == ["A01", "A02"]
    assert view.line.question["en"] == "Shall amendments A01, A02 be adopted together, as a block?"
    assert view.line.title["en"] == "A01, A02"
    annul(assembly, poll_id)
    assert [state_of(one) for one in ids] == [S.ADMISSIBLE, S.ADMISSIBLE]
    again = prepare_poll(on_block(ids), assembly.chair)
    assert db.session.get_one(Poll, again).repeats_id == poll_id


def test_a_block_annulled_before_its_announcement_waits_again() -> None:
    assembly = make_assembly()
    ids = pair(assembly)
    poll_id = opened(assembly, on_block(ids))
    assert [state_of(one) for one in ids] == [S.IN_VOTE, S.IN_VOTE]

    annul(assembly, poll_id)

    assert [state_of(one) for one in ids] == [S.ADMISSIBLE, S.ADMISSIBLE]


def test_what_somebody_wants_apart_is_taken_out_before_the_block_opens() -> None:
    assembly = make_assembly()
    ids = pair(assembly)
    poll_id = prepare_poll(on_block(ids), assembly.chair)
    wants_apart(assembly, ids[0])

    open_poll(poll_id, assembly.chair)

    assert [state_of(one) for one in ids] == [S.ADMISSIBLE, S.IN_VOTE]
    assert poll_items_of(db.session(), poll_id) == [ids[1]]
    assert "poll-item-taken-out" in [row.kind for row in events_of(db.session(), assembly.edition_id)]
    with pytest.raises(SeparateVoteAsked):
        prepare_poll(on_block(ids[:1]), assembly.chair)


def test_a_block_of_nothing_is_not_opened() -> None:
    assembly = make_assembly()
    ids = pair(assembly)
    poll_id = prepare_poll(on_block(ids), assembly.chair)
    for one in ids:
        wants_apart(assembly, one)

    with pytest.raises(SubjectNotReady):
        open_poll(poll_id, assembly.chair)
    with pytest.raises(NotFound):
        prepare_poll(on_block([]), assembly.chair)


def test_what_excludes_each_other_is_not_in_one_block() -> None:
    assembly = make_assembly()
    one, rival = admitted(assembly, "once", "twice"), admitted(assembly, "once a year", "every month")

    with pytest.raises(Conflict):
        prepare_poll(on_block([one, rival]), assembly.chair)


def test_an_amendment_is_not_in_two_undecided_polls() -> None:
    assembly = make_assembly()
    one, other = pair(assembly)
    prepare_poll(on_block([one, other]), assembly.chair)
    third = admitted(assembly, "four years", "five years")
    prepare_poll(on_amendment(third), assembly.chair)

    for target in (on_block([other]), on_amendment(one), on_block([third]), on_block([one, other])):
        with pytest.raises(PollPending):
            prepare_poll(target, assembly.chair)


def test_the_poll_of_a_block_stands_once_its_text_was_voted() -> None:
    assembly = make_assembly()
    poll_id = hold(assembly, on_block(pair(assembly)))
    hold(assembly, on_unit(assembly.theme_id, "r1"))

    with pytest.raises(DecisionIncorporated):
        annul(assembly, poll_id)


def contradiction(assembly: Assembly) -> UUID:
    for uid in ("r1", "r2"):
        hold(assembly, on_unit(assembly.theme_id, uid))
    places = [(assembly.theme_id, uid) for uid in ("r1", "r2")]
    return flag_contradiction(assembly.chair, places[0], places[1], "One forbids what the other asks for.")


@pytest.mark.parametrize(
    ("choices", "kept_uid", "stand"),
    [
        (BOTH, "one", {"r1"}),
        (NONE, "other", {"r2"}),
        ((Choice.FOR, Choice.AGAINST), "", {"r1", "r2"}),
    ],
)
def test_the_assembly_chooses_between_two_that_contradict_each_other(
    choices: Sequence[Choice], kept_uid: str, stand: set[str]
) -> None:
    assembly = make_assembly()
    row_id = contradiction(assembly)
    with pytest.raises(ContradictionOpen):
        compose_manifesto(assembly.secretariat)

    poll_id = hold(assembly, on_contradiction(row_id), choices)

    db.session.remove()
    assert db.session.get_one(Contradiction, row_id).kept == kept_uid
    assert {uid for _, uid in adopted_units(db.session(), assembly.edition_id)} == stand
    view = read_poll(poll_id, assembly.delegate)
    assert [unit["en"].uid for unit in view.choice] == ["r1", "r2"]
    assert view.line.title["en"] == "Quiet nights / Schools"
    if kept_uid:
        assert compose_manifesto(assembly.secretariat) == 1
        with pytest.raises(SubjectNotReady):
            opened(assembly, on_contradiction(row_id))
    else:
        annul(assembly, poll_id)
        hold(assembly, on_contradiction(row_id))


def test_an_annulled_choice_is_open_again() -> None:
    assembly = make_assembly()
    row_id = contradiction(assembly)
    annul(assembly, hold(assembly, on_contradiction(row_id)))

    db.session.remove()
    assert db.session.get_one(Contradiction, row_id).kept == ""
