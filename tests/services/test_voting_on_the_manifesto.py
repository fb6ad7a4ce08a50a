"""The manifesto in the vote."""

from uuid import UUID

import pytest

from recommendations.domain.adoption import ManifestoState
from recommendations.domain.polls import Choice, DecisionIncorporated, SubjectNotReady
from recommendations.services.manifesto.adopting import compose_manifesto
from recommendations.services.voting.acts import annul_poll, open_poll, prepare_poll
from recommendations.services.voting.targets import on_manifesto
from recommendations.storage.database import db
from recommendations.storage.manifestos import ManifestoRow, manifesto_by_number
from tests.halls import Hall, decided, make_hall, opened

pytestmark = pytest.mark.usefixtures("context")


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
