"""Who prepares, opens, closes and announces a poll, and in which order."""

from collections.abc import Callable
from uuid import UUID, uuid4

import pytest

from recommendations.domain.people import Actor
from recommendations.domain.polls import (
    Choice,
    NobodyEntitled,
    PollNotClosed,
    PollNotOpen,
    PollNotPrepared,
    PollPending,
    PollState,
    QuorumMissing,
)
from recommendations.domain.refusals import NotFound, NotPermitted
from recommendations.services.facts import BallotCast, Fact, PollChanged, told
from recommendations.services.voting.acts import announce_poll, close_poll, open_poll, prepare_poll
from recommendations.services.voting.targets import on_amendment, on_manifesto, on_unit
from tests.chains import kinds_of
from tests.halls import admissible, decided, make_hall, opened, prepared
from tests.services.polls import TWICE, poll_row

pytestmark = pytest.mark.usefixtures("context")


def test_closing_a_closed_poll_is_refused() -> None:
    hall = make_hall()
    poll_id = opened(hall)
    close_poll(poll_id, hall.chair)

    with pytest.raises(PollNotOpen):
        close_poll(poll_id, hall.chair)


def test_opening_an_opened_poll_is_refused() -> None:
    hall = make_hall()
    poll_id = opened(hall)

    with pytest.raises(PollNotPrepared):
        open_poll(poll_id, hall.chair)


def test_announcing_an_open_poll_is_refused() -> None:
    hall = make_hall()
    poll_id = opened(hall)

    with pytest.raises(PollNotClosed):
        announce_poll(poll_id, hall.chair)


@pytest.mark.parametrize("act", [open_poll, close_poll, announce_poll])
def test_only_the_chair_conducts_polls(act: Callable[[UUID, Actor], None]) -> None:
    hall = make_hall()
    poll_id = prepared(hall)

    with pytest.raises(NotPermitted):
        act(poll_id, hall.delegates[0])


@pytest.mark.parametrize("act", [open_poll, close_poll, announce_poll])
def test_a_chair_of_another_edition_finds_no_such_poll(act: Callable[[UUID, Actor], None]) -> None:
    poll_id = prepared(make_hall())

    with pytest.raises(NotFound):
        act(poll_id, make_hall().chair)


def test_only_a_chair_or_the_secretariat_prepares_polls() -> None:
    hall = make_hall()

    with pytest.raises(NotPermitted):
        prepare_poll(on_unit(hall.theme_id, "r2"), hall.delegates[0])


def test_a_subject_of_another_edition_cannot_be_put_to_the_vote() -> None:
    hall, other = make_hall(), make_hall()

    for target in (on_unit(other.theme_id, "r2"), on_unit(hall.theme_id, "r9"), on_amendment(admissible(other, TWICE))):
        with pytest.raises(NotFound):
            prepare_poll(target, hall.chair)
    with pytest.raises(NotFound):
        prepare_poll(on_manifesto(uuid4()), hall.chair)


def test_there_is_one_undecided_poll_on_a_subject_at_a_time() -> None:
    hall = make_hall()
    prepared(hall)

    with pytest.raises(PollPending):
        prepared(hall)


def test_a_poll_without_the_quorum_stays_prepared() -> None:
    hall = make_hall(1, rules={"quorum": "one_third_of_members_present"}, members_total=4)
    poll_id = prepared(hall)

    with pytest.raises(QuorumMissing) as refused:
        open_poll(poll_id, hall.chair)
    assert refused.value.details == {"counted": "1", "required": "1 1/3"}
    assert poll_row(poll_id).state is PollState.PREPARED


def test_a_poll_in_an_empty_hall_is_not_opened() -> None:
    hall = make_hall(0)

    with pytest.raises(NobodyEntitled):
        opened(hall)


def test_every_act_is_an_event_and_is_told_after_the_commit() -> None:
    hall = make_hall()
    facts: list[Fact] = []
    hear = facts.append
    told.connect(hear, weak=False)
    try:
        poll_id = opened(hall)
        decided(hall, poll_id, Choice.FOR)
    finally:
        told.disconnect(hear)

    kinds = kinds_of(hall.edition_id)
    assert kinds == ["poll-prepared", "poll-opened", "poll-closed", "poll-announced"]
    assert facts == [
        PollChanged(hall.edition_id, poll_id),
        PollChanged(hall.edition_id, poll_id),
        BallotCast(hall.edition_id, poll_id, 1),
        PollChanged(hall.edition_id, poll_id),
        PollChanged(hall.edition_id, poll_id),
    ]
