"""What an announced decision does to its amendment, to the text and to other questions."""

import pytest

from recommendations.domain.amendments import AmendmentState
from recommendations.domain.polls import AmendmentsPending, Choice, PollState, RivalInVote, SubjectNotReady
from recommendations.services.texts.revisions import newest_revision
from recommendations.services.voting.acts import announce_poll, close_poll, open_poll, prepare_poll
from recommendations.services.voting.targets import on_amendment
from recommendations.storage.database import db
from recommendations.storage.polls import adopted_units, announced_polls
from tests.halls import admissible, decided, make_hall, opened, prepared, vote
from tests.services.kinds import state_of
from tests.services.polls import MONTHLY, TWICE, poll_row

pytestmark = pytest.mark.usefixtures("context")
OTHER_WORDS = "Towns should run night buses once a year."


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
