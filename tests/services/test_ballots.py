"""Ballots: who may send one, when, how often, and what each weighs."""

from datetime import timedelta
from fractions import Fraction
from uuid import UUID

import pytest

from recommendations.domain.canonical import sha256
from recommendations.domain.outcomes import outcome_from_json
from recommendations.domain.people import Actor, Role
from recommendations.domain.polls import (
    BallotFinal,
    BallotKeyReused,
    Choice,
    NotOnTheRoll,
    NotPresent,
    PollClosed,
    PollState,
)
from recommendations.domain.refusals import NotFound, NotPermitted
from recommendations.services.voting.acts import close_due_polls, close_poll
from recommendations.storage.ballots import ballots_to_hash
from recommendations.storage.database import db, now, transaction
from recommendations.storage.editions import Edition
from recommendations.storage.people import Member, Person
from recommendations.storage.polls import Poll
from recommendations.storage.record import events_of
from tests.factories import make_actor
from tests.halls import decided, make_hall, opened, prepared, vote
from tests.services.polls import ballots_in, poll_row

pytestmark = pytest.mark.usefixtures("context")


def set_time(poll_id: UUID, **times: object) -> None:
    with transaction() as session:
        poll = session.get_one(Poll, poll_id)
        for name, value in times.items():
            setattr(poll, name, value)


def test_opening_freezes_the_question_the_rule_and_the_roll() -> None:
    hall = make_hall(2)
    poll = poll_row(opened(hall))

    assert poll.state is PollState.OPEN
    assert poll.question == {
        "en": "Shall recommendation 2.2 be adopted?",
        "fr": "La recommandation 2.2 est-elle adoptée\u202f?",
    }
    assert poll.text["fr"]["paragraphs"][0]["spans"] == [{"text": "Les villes devraient rendre compte."}]
    assert (poll.members, poll.present, poll.represented) == (Fraction(2), Fraction(2), Fraction(0))


def be_present(actor: Actor, *, present: bool) -> None:
    with transaction() as session:
        session.get_one(Person, actor.person_id).present = present


def test_a_delegate_who_arrives_after_the_opening_is_not_on_the_roll() -> None:
    hall = make_hall()
    be_present(hall.delegates[0], present=False)
    poll_id = opened(hall)
    be_present(hall.delegates[0], present=True)

    with pytest.raises(NotOnTheRoll):
        vote(poll_id, hall.delegates[0])


def test_a_delegate_who_has_left_votes_no_more_but_the_ballot_stands() -> None:
    hall = make_hall()
    poll_id = opened(hall)
    vote(poll_id, hall.delegates[0])
    be_present(hall.delegates[0], present=False)

    with pytest.raises(NotPresent):
        vote(poll_id, hall.delegates[0], Choice.AGAINST)
    assert ballots_in(poll_id) == 1


def test_a_ballot_is_acknowledged_with_the_time_it_was_recorded() -> None:
    hall = make_hall()
    poll_id = opened(hall)
    before = now()

    receipt = vote(poll_id, hall.delegates[0], Choice.ABSTAIN)

    assert (receipt.choice, receipt.cast, receipt.is_repeat) == (Choice.ABSTAIN, 1, False)
    assert before <= receipt.received_at <= now()


def test_sending_the_same_ballot_again_has_the_same_receipt() -> None:
    hall = make_hall()
    poll_id = opened(hall)
    first = vote(poll_id, hall.delegates[0], key="the same")

    again = vote(poll_id, hall.delegates[0], key="the same")

    assert (again.received_at, again.is_repeat) == (first.received_at, True)
    assert ballots_in(poll_id) == 1


def test_a_recorded_ballot_sent_again_after_the_closing_is_still_acknowledged() -> None:
    hall = make_hall()
    poll_id = opened(hall)
    first = vote(poll_id, hall.delegates[0], key="the same")
    close_poll(poll_id, hall.chair)

    assert vote(poll_id, hall.delegates[0], key="the same").received_at == first.received_at


def test_the_key_of_a_ballot_cannot_carry_another_choice() -> None:
    hall = make_hall()
    poll_id = opened(hall)
    vote(poll_id, hall.delegates[0], Choice.FOR, key="the same")

    with pytest.raises(BallotKeyReused):
        vote(poll_id, hall.delegates[0], Choice.AGAINST, key="the same")


def test_the_last_choice_before_the_closing_counts() -> None:
    hall = make_hall()
    poll_id = opened(hall)
    vote(poll_id, hall.delegates[0], Choice.FOR)
    vote(poll_id, hall.delegates[0], Choice.AGAINST)

    decided(hall, poll_id)

    outcome = poll_row(poll_id).outcome
    assert outcome is not None
    assert (outcome["yes"], outcome["no"], outcome["not_voted"]) == ("0", "1", "2")


def test_a_second_ballot_is_refused_where_ballots_are_final_and_the_voter_is_named() -> None:
    hall = make_hall(rules={"ballot_change_until_close": False})
    with transaction() as session:
        member_id = hall.delegates[0].member_id
        edition = session.get_one(Edition, hall.edition_id)
        substitute = make_actor(session, edition, Role.DELEGATE, member=session.get_one(Member, member_id))
    poll_id = opened(hall)
    vote(poll_id, hall.delegates[0])

    with pytest.raises(BallotFinal) as refused:
        vote(poll_id, substitute, Choice.AGAINST)
    assert refused.value.details == {"name": hall.delegates[0].name}
    assert ballots_in(poll_id) == 1


@pytest.mark.parametrize("act", ["prepared", "closed"])
def test_a_ballot_outside_the_opening_hours_is_refused(act: str) -> None:
    hall = make_hall()
    poll_id = prepared(hall) if act == "prepared" else opened(hall)
    if act == "closed":
        close_poll(poll_id, hall.chair)

    with pytest.raises(PollClosed):
        vote(poll_id, hall.delegates[0])


def test_a_ballot_after_the_closing_time_is_refused_though_nobody_has_closed_the_poll() -> None:
    hall = make_hall()
    poll_id = opened(hall, seconds=60)
    set_time(poll_id, closes_at=now())

    with pytest.raises(PollClosed):
        vote(poll_id, hall.delegates[0])


def test_a_poll_whose_time_is_over_closes_by_the_clock_at_that_time() -> None:
    hall = make_hall()
    poll_id = opened(hall, seconds=60)
    vote(poll_id, hall.delegates[0])
    over = now() - timedelta(seconds=5)
    set_time(poll_id, closes_at=over)

    close_due_polls(hall.edition_id)
    close_due_polls(hall.edition_id)

    poll = poll_row(poll_id)
    assert (poll.state, poll.closed_at) == (PollState.CLOSED, over)
    event = events_of(db.session(), hall.edition_id)[-1]
    assert (event.kind, event.person_id) == ("poll-closed", None)


def test_the_chair_and_the_clock_close_a_poll_once(monkeypatch: pytest.MonkeyPatch) -> None:
    hall = make_hall()
    poll_id = opened(hall)
    close_poll(poll_id, hall.chair)
    closed_at = poll_row(poll_id).closed_at
    # The chair was quicker than the clock that had seen the poll open.
    monkeypatch.setattr("recommendations.services.voting.acts.due_polls", lambda *_: [poll_id])

    close_due_polls(hall.edition_id)

    assert poll_row(poll_id).closed_at == closed_at


def test_a_poll_whose_time_runs_is_not_closed_by_the_clock() -> None:
    hall = make_hall()
    poll_id = opened(hall, seconds=60)

    close_due_polls(hall.edition_id)

    assert poll_row(poll_id).state is PollState.OPEN


def test_somebody_without_a_vote_is_refused() -> None:
    hall = make_hall()
    poll_id = opened(hall)

    with pytest.raises(NotPermitted):
        vote(poll_id, hall.chair)


def test_a_delegate_of_another_edition_finds_no_such_poll() -> None:
    poll_id = opened(make_hall())
    stranger = make_hall().delegates[0]

    with pytest.raises(NotFound):
        vote(poll_id, stranger)


def test_weights_decide_and_are_summed_exactly() -> None:
    hall = make_hall(weights=[Fraction("1.5"), Fraction(1), Fraction("2.4")])
    poll_id = opened(hall)

    decided(hall, poll_id, Choice.FOR, Choice.FOR, Choice.AGAINST)

    outcome = poll_row(poll_id).outcome
    assert outcome is not None
    assert (outcome["yes"], outcome["no"], outcome["entitled"], outcome["adopted"]) == ("2.5", "2.4", "4.9", True)
    assert outcome["seats"] == {"for": 2, "abstain": 0, "against": 1, "not_voted": 0}


def test_the_outcome_tells_the_base_of_a_majority_of_members() -> None:
    hall = make_hall(2, rules={"recommendation_majority": "absolute_members"}, members_total=4)
    poll_id = opened(hall)

    decided(hall, poll_id, Choice.FOR, Choice.FOR)

    stored = poll_row(poll_id).outcome
    assert stored is not None
    outcome = outcome_from_json(stored)
    assert (outcome.verdict.base_votes, outcome.verdict.required, outcome.is_adopted) == (
        Fraction(4),
        Fraction(2),
        False,
    )


def test_the_closing_event_carries_the_hash_of_the_canonical_ballots() -> None:
    hall = make_hall()
    poll_id = opened(hall)
    vote(poll_id, hall.delegates[0])
    close_poll(poll_id, hall.chair)

    db.session.remove()
    event = events_of(db.session(), hall.edition_id)[-1]
    assert event.payload["sha256"] == sha256([list(line) for line in ballots_to_hash(db.session(), poll_id)])
    assert event.payload["ballots"] == 1
