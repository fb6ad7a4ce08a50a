import pytest
from flask import Flask

from recommendations.domain.polls import Choice, Majority
from recommendations.services.voting.acts import open_poll, prepare_poll
from recommendations.services.voting.pages import read_poll
from recommendations.services.voting.targets import on_unit
from recommendations.storage.database import db
from recommendations.storage.record import events_of
from tests.halls import decided, make_hall


@pytest.mark.parametrize(("majority", "adopted"), [(None, True), (Majority.TWO_THIRDS_MEMBERS, False)])
def test_the_statutes_may_ask_for_another_majority_for_one_question(
    context: Flask, majority: Majority | None, *, adopted: bool
) -> None:
    assert context.config["TESTING"]
    hall = make_hall(3)

    poll_id = prepare_poll(on_unit(hall.theme_id, "r2"), hall.chair, majority=majority)
    open_poll(poll_id, hall.chair)
    decided(hall, poll_id, Choice.FOR, Choice.ABSTAIN, Choice.ABSTAIN)

    assert read_poll(poll_id, hall.chair).line.is_adopted is adopted
    prepared = next(event for event in events_of(db.session(), hall.edition_id) if event.kind == "poll-prepared")
    assert prepared.payload["majority"] == (majority or Majority.SIMPLE).value
