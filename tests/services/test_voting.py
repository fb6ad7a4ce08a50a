"""Polls from their preparation to their announcement, on both databases and with the real writer."""

from collections.abc import Callable
from datetime import timedelta
from fractions import Fraction
from functools import partial
from threading import Thread
from uuid import UUID, uuid4

import pytest
import sqlalchemy as sa
from flask import Flask

from recommendations import create_app
from recommendations.domain.adoption import ManifestoState
from recommendations.domain.amendments import AmendmentState
from recommendations.domain.canonical import sha256
from recommendations.domain.outcomes import outcome_from_json
from recommendations.domain.people import Actor, Role
from recommendations.domain.polls import (
    AmendmentsPending,
    BallotFinal,
    BallotKeyReused,
    Choice,
    DecisionIncorporated,
    NobodyEntitled,
    NotOnTheRoll,
    NotPresent,
    PollAnnulled,
    PollClosed,
    PollNotClosed,
    PollNotOpen,
    PollNotPrepared,
    PollPending,
    PollState,
    QuorumMissing,
    ReasonMissing,
    RivalInVote,
    SubjectNotReady,
)
from recommendations.domain.refusals import NotFound, NotPermitted
from recommendations.services.facts import BallotCast, Fact, PollChanged, told
from recommendations.services.manifesto.adopting import compose_manifesto
from recommendations.services.texts.revisions import newest_revision
from recommendations.services.voting.acts import (
    announce_poll,
    annul_poll,
    close_due_polls,
    close_poll,
    open_poll,
    prepare_poll,
)
from recommendations.services.voting.tallying import Receipt
from recommendations.services.voting.targets import on_amendment, on_manifesto, on_unit
from recommendations.storage.amendments import Amendment
from recommendations.storage.ballots import ballots_to_hash, count_ballots, insert_ballot, named_ballots
from recommendations.storage.database import db, now, transaction
from recommendations.storage.editions import Edition
from recommendations.storage.manifestos import ManifestoRow, manifesto_by_number
from recommendations.storage.people import Member, Person
from recommendations.storage.polls import Poll, adopted_units, announced_polls
from recommendations.storage.record import events_of
from tests.chains import kinds_of
from tests.conftest import settings_for
from tests.factories import make_actor
from tests.halls import Hall, admissible, decided, make_hall, opened, prepared, vote
from tests.threads import in_threads

pytestmark = pytest.mark.usefixtures("context")
TWICE = "Cities should run night buses twice a year."
MONTHLY = "Cities should run night buses every month."
OTHER_WORDS = "Towns should run night buses once a year."


def poll_row(poll_id: UUID) -> Poll:
    db.session.remove()
    return db.session.get_one(Poll, poll_id)


def state_of(amendment_id: UUID) -> AmendmentState:
    db.session.remove()
    return db.session.get_one(Amendment, amendment_id).state


def ballots_in(poll_id: UUID) -> int:
    db.session.remove()
    return count_ballots(db.session(), poll_id)


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


def test_an_adopted_amendment_is_in_the_text_after_the_announcement_and_not_before() -> None:
    hall = make_hall()
    amendment_id = admissible(hall, TWICE)
    poll_id = opened(hall, amendment_id)
    assert state_of(amendment_id) is AmendmentState.IN_VOTE
    vote(poll_id, hall.delegates[0])
    close_poll(poll_id, hall.chair)
    assert state_of(amendment_id) is AmendmentState.IN_VOTE

    announce_poll(poll_id, hall.chair)

    assert state_of(amendment_id) is AmendmentState.ADOPTED
    newest = newest_revision(db.session(), hall.theme_id)
    assert newest is not None
    assert newest.unit_texts("r1")["en"].paragraphs[0].plain == TWICE


def test_a_rejected_amendment_leaves_the_text_alone() -> None:
    hall = make_hall()
    amendment_id = admissible(hall, TWICE)

    decided(hall, opened(hall, amendment_id), Choice.AGAINST)

    assert state_of(amendment_id) is AmendmentState.REJECTED
    newest = newest_revision(db.session(), hall.theme_id)
    assert newest is not None
    assert newest.number == 1


def test_an_amendment_that_has_fallen_cannot_be_opened_any_more() -> None:
    hall = make_hall()
    first, second = admissible(hall, TWICE), admissible(hall, MONTHLY)
    late = prepare_poll(on_amendment(second), hall.chair)
    decided(hall, opened(hall, first), Choice.FOR)
    assert state_of(second) is AmendmentState.FALLEN

    with pytest.raises(SubjectNotReady):
        open_poll(late, hall.chair)


def test_of_two_exclusive_amendments_only_one_is_in_the_vote() -> None:
    hall = make_hall()
    opened(hall, admissible(hall, TWICE))

    with pytest.raises(RivalInVote) as refused:
        opened(hall, admissible(hall, MONTHLY))
    assert refused.value.details == {"rival": "A01"}


def test_compatible_amendments_may_be_in_the_vote_together() -> None:
    hall = make_hall()
    opened(hall, admissible(hall, TWICE))

    assert poll_row(opened(hall, admissible(hall, OTHER_WORDS))).state is PollState.OPEN


def test_amendments_are_decided_before_the_text_they_change() -> None:
    hall = make_hall()
    admissible(hall, TWICE)
    poll_id = prepared(hall, "r1")

    with pytest.raises(AmendmentsPending) as refused:
        open_poll(poll_id, hall.chair)
    assert refused.value.details == {"labels": "A01"}


def test_a_recommendation_is_voted_in_the_text_its_amendments_gave_it() -> None:
    hall = make_hall()
    poll_id = prepared(hall, "r1")
    decided(hall, opened(hall, admissible(hall, TWICE)), Choice.FOR)

    open_poll(poll_id, hall.chair)

    assert poll_row(poll_id).text["en"]["paragraphs"][0]["spans"] == [{"text": TWICE}]


def test_the_newest_announced_poll_on_a_recommendation_decides() -> None:
    hall = make_hall()
    decided(hall, opened(hall), Choice.FOR)
    assert adopted_units(db.session(), hall.edition_id) == {(hall.theme_id, "r2")}

    decided(hall, opened(hall), Choice.AGAINST)

    db.session.remove()
    assert adopted_units(db.session(), hall.edition_id) == set()
    assert [poll.number for poll in announced_polls(db.session(), hall.edition_id)] == [1, 2]


def test_an_annulled_poll_gives_its_reason_and_is_repeated() -> None:
    hall = make_hall()
    amendment_id = admissible(hall, TWICE)
    poll_id = opened(hall, amendment_id)
    vote(poll_id, hall.delegates[0])

    annul_poll(poll_id, hall.chair, reason="  The wrong text was on the screen. ")

    assert state_of(amendment_id) is AmendmentState.ADMISSIBLE
    assert poll_row(poll_id).annulled_reason == "The wrong text was on the screen."
    again = poll_row(opened(hall, amendment_id))
    assert (again.repeats_id, again.number) == (poll_id, 2)
    assert ballots_in(again.id) == 0


def test_an_annulled_poll_takes_no_ballots_and_no_acts() -> None:
    hall = make_hall()
    poll_id = opened(hall)
    annul_poll(poll_id, hall.chair, reason="A fault.")

    with pytest.raises(PollClosed):
        vote(poll_id, hall.delegates[0])
    with pytest.raises(PollAnnulled):
        annul_poll(poll_id, hall.chair, reason="Again.")


def test_annulling_needs_a_reason() -> None:
    hall = make_hall()
    poll_id = opened(hall)

    with pytest.raises(ReasonMissing):
        annul_poll(poll_id, hall.chair, reason=" ")
    assert poll_row(poll_id).state is PollState.OPEN


def test_annulling_a_prepared_poll_leaves_its_amendment_alone() -> None:
    hall = make_hall()
    amendment_id = admissible(hall, TWICE)
    poll_id = prepare_poll(on_amendment(amendment_id), hall.chair)

    annul_poll(poll_id, hall.chair, reason="Prepared twice.")

    assert state_of(amendment_id) is AmendmentState.ADMISSIBLE


def test_annulling_an_announced_adoption_takes_its_words_out_of_the_text() -> None:
    hall = make_hall()
    first, second = admissible(hall, TWICE), admissible(hall, MONTHLY)
    poll_id = opened(hall, first)
    decided(hall, poll_id, Choice.FOR)

    annul_poll(poll_id, hall.chair, reason="The wrong text was on the screen.")

    assert (state_of(first), state_of(second)) == (AmendmentState.ADMISSIBLE, AmendmentState.ADMISSIBLE)
    newest = newest_revision(db.session(), hall.theme_id)
    assert newest is not None
    assert "once a year" in newest.unit_texts("r1")["en"].paragraphs[0].plain


def test_a_decision_on_which_the_text_was_voted_cannot_be_annulled() -> None:
    hall = make_hall()
    poll_id = opened(hall, admissible(hall, TWICE))
    decided(hall, poll_id, Choice.FOR)
    open_poll(prepared(hall, "r1"), hall.chair)

    with pytest.raises(DecisionIncorporated):
        annul_poll(poll_id, hall.chair, reason="Too late.")


def test_a_rejection_cannot_be_annulled_once_a_rival_is_in_the_text() -> None:
    hall = make_hall()
    first, second = admissible(hall, TWICE), admissible(hall, MONTHLY)
    poll_id = opened(hall, first)
    decided(hall, poll_id, Choice.AGAINST)
    decided(hall, opened(hall, second), Choice.FOR)

    with pytest.raises(DecisionIncorporated):
        annul_poll(poll_id, hall.chair, reason="Too late.")


def test_an_annulled_adoption_of_a_recommendation_is_not_in_the_manifesto() -> None:
    hall = make_hall()
    poll_id = opened(hall)
    decided(hall, poll_id, Choice.FOR)

    annul_poll(poll_id, hall.chair, reason="A fault in the count of those present.")

    assert adopted_units(db.session(), hall.edition_id) == set()


def test_the_manifesto_is_put_to_the_vote_and_adopted_by_two_thirds() -> None:
    hall = make_hall()
    decided(hall, opened(hall), Choice.FOR)
    manifesto = compose(hall)
    poll_id = prepare_poll(on_manifesto(manifesto), hall.chair)
    open_poll(poll_id, hall.chair)
    assert manifesto_state(manifesto) is ManifestoState.PUT_TO_VOTE

    decided(hall, poll_id, Choice.FOR, Choice.FOR, Choice.AGAINST)

    assert manifesto_state(manifesto) is ManifestoState.ADOPTED


def test_what_a_manifesto_in_the_vote_is_built_on_cannot_be_annulled() -> None:
    hall = make_hall()
    poll_id = opened(hall)
    decided(hall, poll_id, Choice.FOR)
    open_poll(prepare_poll(on_manifesto(compose(hall)), hall.chair), hall.chair)

    with pytest.raises(DecisionIncorporated):
        annul_poll(poll_id, hall.chair, reason="Too late.")


def test_an_annulled_vote_on_the_manifesto_leaves_it_as_composed() -> None:
    hall = make_hall()
    decided(hall, opened(hall), Choice.FOR)
    manifesto = compose(hall)
    poll_id = prepare_poll(on_manifesto(manifesto), hall.chair)
    open_poll(poll_id, hall.chair)
    decided(hall, poll_id, Choice.FOR)

    annul_poll(poll_id, hall.chair, reason="The wrong version was on the screen.")

    assert manifesto_state(manifesto) is ManifestoState.COMPILED


def test_a_decided_manifesto_is_not_put_again() -> None:
    hall = make_hall()
    decided(hall, opened(hall), Choice.FOR)
    manifesto = compose(hall)
    poll_id = prepare_poll(on_manifesto(manifesto), hall.chair)
    open_poll(poll_id, hall.chair)
    decided(hall, poll_id, Choice.AGAINST)

    with pytest.raises(SubjectNotReady):
        open_poll(prepare_poll(on_manifesto(manifesto), hall.chair), hall.chair)


def compose(hall: Hall) -> UUID:
    number = compose_manifesto(hall.chair)
    row = manifesto_by_number(db.session(), hall.edition_id, number)
    assert row is not None
    return row.id


def manifesto_state(manifesto_id: UUID) -> ManifestoState:
    db.session.remove()
    return db.session.get_one(ManifestoRow, manifesto_id).state


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


def test_four_ballots_of_one_member_at_the_same_moment_are_one_ballot(context: Flask) -> None:
    hall = make_hall(rules={"ballot_change_until_close": False})
    poll_id = opened(hall)

    results = in_threads(context, [partial(vote, poll_id, hall.delegates[0]) for _ in range(4)])

    assert ballots_in(poll_id) == 1
    assert sorted(type(result).__name__ for result in results) == ["BallotFinal"] * 3 + ["Receipt"]


def test_two_processes_with_writers_of_their_own_record_one_ballot(context: Flask, database_url: str) -> None:
    hall = make_hall(rules={"ballot_change_until_close": False})
    poll_id = opened(hall)
    other = create_app(settings_for(database_url))

    def elsewhere() -> Receipt:
        with other.app_context():
            return vote(poll_id, hall.delegates[0], Choice.AGAINST)

    results = in_threads(context, [partial(vote, poll_id, hall.delegates[0]), elsewhere])

    assert ballots_in(poll_id) == 1
    assert sorted(type(result).__name__ for result in results) == ["BallotFinal", "Receipt"]
    with other.app_context():
        other.extensions["writer"].close()
        db.session.remove()
        db.engine.dispose()


def test_a_ballot_is_in_the_count_if_and_only_if_it_was_acknowledged(context: Flask) -> None:
    hall = make_hall(12)
    poll_id = opened(hall)
    jobs: list[Callable[[], object]] = [partial(vote, poll_id, actor) for actor in hall.delegates]
    jobs.insert(6, partial(close_poll, poll_id, hall.chair))

    results = in_threads(context, jobs)

    acknowledged = sum(isinstance(result, Receipt) for result in results)
    refused = sum(isinstance(result, PollClosed) for result in results)
    outcome = poll_row(poll_id).outcome
    assert outcome is not None
    assert (outcome["yes"], acknowledged + refused) == (str(acknowledged), 12)
    assert sum(line.choice is not None for line in named_ballots(db.session(), poll_id)) == acknowledged


@pytest.mark.parametrize("engine_name", ["postgresql"])
def test_a_ballot_that_another_process_records_in_the_same_moment_is_not_doubled(context: Flask) -> None:
    hall = make_hall()
    poll_id = opened(hall)
    results: list[object] = []

    def cast() -> None:
        with context.app_context():
            results.append(vote(poll_id, hall.delegates[0], Choice.AGAINST))

    thread = Thread(target=cast)
    with transaction() as session:
        values = {"person_id": hall.delegates[0].person_id, "choice": Choice.FOR, "key": "other", "received_at": now()}
        insert_ballot(session, {"poll_id": poll_id, "member_id": hall.delegates[0].member_id} | values)
        thread.start()
        waiting = sa.text("SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'")
        while not session.scalar(waiting):
            session.execute(sa.text("SELECT pg_stat_clear_snapshot()"))
    thread.join()

    assert [line.choice for line in named_ballots(db.session(), poll_id) if line.choice] == [Choice.AGAINST]
    assert len(results) == 1
