"""A whole poll as a state machine: whatever people do in whatever order, the record agrees with a notebook."""

from collections.abc import Callable
from itertools import count
from uuid import UUID

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from recommendations.domain.people import Actor
from recommendations.domain.polls import BallotFinal, Choice, PollClosed, PollNotClosed, PollNotOpen, PollState
from recommendations.domain.record import Event, first_fault
from recommendations.domain.refusals import Refused
from recommendations.services.voting.acts import announce_poll, annul_poll, close_poll
from recommendations.services.voting.tallying import Receipt
from recommendations.storage.ballots import named_ballots
from recommendations.storage.database import db
from recommendations.storage.polls import Poll
from recommendations.storage.record import events_of
from tests.halls import Hall, make_hall, opened, vote

delegates = st.integers(0, 3)
choices = st.sampled_from(Choice)


class Assembly(RuleBasedStateMachine):
    """Four delegates and one poll at a time; the notebook holds what was acknowledged."""

    def __init__(self) -> None:
        super().__init__()
        self.keys = count()
        self.notebook: dict[int, tuple[Choice, str, Receipt]] = {}
        self.state = PollState.OPEN
        self.hall: Hall
        self.poll_id: UUID

    @initialize(is_changeable=st.booleans())
    def gather(self, *, is_changeable: bool) -> None:
        self.is_changeable = is_changeable
        self.hall = make_hall(4, rules={"ballot_change_until_close": is_changeable})
        self.poll_id = opened(self.hall)

    def _delegate(self, place: int) -> Actor:
        return self.hall.delegates[place]

    @rule(place=delegates, choice=choices)
    def cast(self, place: int, choice: Choice) -> None:
        key = f"key-{next(self.keys)}"
        if self.state is not PollState.OPEN:
            expect(PollClosed, lambda: vote(self.poll_id, self._delegate(place), choice, key=key))
        elif place in self.notebook and not self.is_changeable:
            expect(BallotFinal, lambda: vote(self.poll_id, self._delegate(place), choice, key=key))
        else:
            self.notebook[place] = (choice, key, vote(self.poll_id, self._delegate(place), choice, key=key))

    @rule(place=delegates)
    @precondition(lambda self: bool(self.notebook))
    def send_again(self, place: int) -> None:
        if place in self.notebook:
            choice, key, receipt = self.notebook[place]
            again = vote(self.poll_id, self._delegate(place), choice, key=key)
            assert (again.choice, again.received_at) == (receipt.choice, receipt.received_at)

    @rule()
    def close(self) -> None:
        if self.state is PollState.OPEN:
            close_poll(self.poll_id, self.hall.chair)
            self.state = PollState.CLOSED
        else:
            expect(PollNotOpen, lambda: close_poll(self.poll_id, self.hall.chair))

    @rule()
    def announce(self) -> None:
        if self.state is PollState.CLOSED:
            announce_poll(self.poll_id, self.hall.chair)
            self.state = PollState.ANNOUNCED
        else:
            expect(PollNotClosed, lambda: announce_poll(self.poll_id, self.hall.chair))

    @rule()
    def annul_and_repeat(self) -> None:
        annul_poll(self.poll_id, self.hall.chair, reason="A fault.")
        annulled, self.poll_id = self.poll_id, opened(self.hall)
        assert db.session.get_one(Poll, self.poll_id).repeats_id == annulled
        self.notebook, self.state = {}, PollState.OPEN

    @invariant()
    def the_record_agrees_with_the_notebook(self) -> None:
        db.session.remove()
        lines = {line.member_id: line.choice for line in named_ballots(db.session(), self.poll_id)}
        noted = {self._delegate(place).member_id: choice for place, (choice, _, _) in self.notebook.items()}
        assert {member: choice for member, choice in lines.items() if choice} == noted
        poll = db.session.get_one(Poll, self.poll_id)
        assert poll.state is self.state
        if poll.outcome is not None:
            said = [choice for choice, _, _ in self.notebook.values()]
            assert poll.outcome["seats"] == {
                "for": said.count(Choice.FOR),
                "against": said.count(Choice.AGAINST),
                "abstain": said.count(Choice.ABSTAIN),
                "not_voted": 4 - len(said),
            }
            assert poll.outcome["adopted"] is (said.count(Choice.FOR) > said.count(Choice.AGAINST))

    @invariant()
    def the_chain_of_events_holds(self) -> None:
        chain = [
            Event(row.seq, row.at, row.kind, str(row.person_id), row.payload, row.previous, row.digest)
            for row in events_of(db.session(), self.hall.edition_id)
        ]
        assert first_fault(chain) is None


def expect(kind: type[Refused], act: Callable[[], object]) -> None:
    with pytest.raises(kind):
        act()


@pytest.mark.usefixtures("context")
def test_whatever_happens_the_record_agrees_with_what_was_acknowledged() -> None:
    run_state_machine_as_test(
        Assembly,
        settings=settings(
            max_examples=12, stateful_step_count=25, deadline=None, suppress_health_check=[HealthCheck.too_slow]
        ),
    )
