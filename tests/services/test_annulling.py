"""What an annulled poll leaves, what it takes back, and when it is too late."""

import pytest

from recommendations.domain.amendments import AmendmentState
from recommendations.domain.polls import (
    Choice,
    DecisionIncorporated,
    PollAnnulled,
    PollClosed,
    PollState,
    ReasonMissing,
)
from recommendations.services.texts.revisions import newest_revision
from recommendations.services.voting.acts import annul_poll, open_poll, prepare_poll
from recommendations.services.voting.targets import on_amendment
from recommendations.storage.database import db
from recommendations.storage.polls import adopted_units
from tests.halls import admissible, decided, make_hall, opened, prepared, vote
from tests.services.kinds import state_of
from tests.services.polls import MONTHLY, TWICE, ballots_in, poll_row

pytestmark = pytest.mark.usefixtures("context")


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
