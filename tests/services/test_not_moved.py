"""What nobody in the room moves is not voted, unless somebody takes it over at once."""

import pytest

from recommendations.domain.amendments import AmendmentState, NotTabled
from recommendations.domain.filing import AuthorPresent
from recommendations.domain.people import Actor
from recommendations.domain.refusals import NotPermitted
from recommendations.services.filing.amending import judge_amendment
from recommendations.services.filing.moving import mark_not_moved, take_over_amendment
from recommendations.storage.database import transaction
from recommendations.storage.people import Person
from tests.services.assembly import admitted, filed, make_assembly, row_of
from tests.services.kinds import rapporteurs_compromise

pytestmark = pytest.mark.usefixtures("context")


def leave(actor: Actor) -> None:
    with transaction() as session:
        session.get_one(Person, actor.person_id).present = False


def test_what_nobody_in_the_room_moves_is_not_moved_until_somebody_takes_it_over() -> None:
    assembly = make_assembly()
    amendment_id = admitted(assembly, "once", "twice")
    leave(assembly.delegate)

    mark_not_moved(assembly.chair, amendment_id)
    marked = row_of(amendment_id)
    take_over_amendment(assembly.other_delegate, amendment_id)

    assert (marked.state, marked.returns_to) == (AmendmentState.NOT_MOVED, AmendmentState.ADMISSIBLE)
    assert row_of(amendment_id).state is AmendmentState.ADMISSIBLE


def test_an_amendment_whose_author_is_in_the_room_is_not_passed_over() -> None:
    assembly = make_assembly()
    amendment_id = admitted(assembly, "once", "twice")

    with pytest.raises(AuthorPresent) as refusal:
        mark_not_moved(assembly.chair, amendment_id)
    assert refusal.value.details == {"name": assembly.delegate.name}


def test_an_officers_amendment_is_moved_by_the_officer() -> None:
    assembly = make_assembly()
    rapporteur, middle = rapporteurs_compromise(assembly, filed(assembly, "once", "twice"))
    judge_amendment(assembly.chair, middle, is_admissible=True)

    with pytest.raises(AuthorPresent):
        mark_not_moved(assembly.chair, middle)
    leave(rapporteur)
    mark_not_moved(assembly.chair, middle)

    assert row_of(middle).state is AmendmentState.NOT_MOVED


def test_only_what_waits_for_its_vote_is_passed_over_and_only_by_the_chair() -> None:
    assembly = make_assembly()
    tabled, ready = filed(assembly, "once", "twice"), admitted(assembly, "2 am", "4 am")
    leave(assembly.delegate)

    with pytest.raises(NotTabled):
        mark_not_moved(assembly.chair, tabled)
    with pytest.raises(NotPermitted):
        mark_not_moved(assembly.other_delegate, ready)
