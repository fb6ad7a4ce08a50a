from collections.abc import Callable
from uuid import UUID, uuid4

import pytest

from recommendations.domain.people import Actor, Role
from recommendations.domain.refusals import NotFound, NotPermitted
from recommendations.services.facts import Fact, ParticipantsChanged, told
from recommendations.services.people import participants
from recommendations.storage.database import db, transaction
from recommendations.storage.people import Person
from recommendations.storage.record import events_of
from tests.factories import make_actor, make_edition, make_person

pytestmark = pytest.mark.usefixtures("context")
Change = Callable[[Person, Actor], None]


def _check_out(person: Person, actor: Actor) -> None:
    participants.set_presence(person.id, actor, present=False)


def _take_accreditation_back(person: Person, actor: Actor) -> None:
    participants.set_accreditation(person.id, actor, accredited=False)


def _note_unpaid(person: Person, actor: Actor) -> None:
    assert person.member_id is not None
    participants.set_fee(person.member_id, actor, paid=False)


CHANGES = pytest.mark.parametrize("change", [_check_out, _take_accreditation_back, _note_unpaid])


@pytest.fixture
def people() -> tuple[Person, Actor]:
    """A delegate and somebody at the desk."""
    with transaction() as session:
        edition = make_edition(session)
        return make_person(session, edition, Role.DELEGATE), make_actor(session, edition, Role.SECRETARIAT)


@CHANGES
def test_a_change_is_recorded_and_told_once(people: tuple[Person, Actor], change: Change) -> None:
    person, desk = people
    heard: list[Fact] = []

    with told.connected_to(heard.append):
        change(person, desk)
        change(person, desk)

    assert heard == [ParticipantsChanged(person.edition_id)]
    assert len(events_of(db.session(), person.edition_id)) == 1
    view = participants.participant(desk, person.id)
    assert view.member is not None
    assert [view.is_present, view.is_accredited, view.member.fee_paid].count(False) == 1


@CHANGES
def test_nobody_but_the_desk_changes_anything(people: tuple[Person, Actor], change: Change) -> None:
    person, _ = people
    outsider = Actor(person.id, person.edition_id, person.name, frozenset(), person.member_id)

    with pytest.raises(NotPermitted):
        change(person, outsider)


@CHANGES
def test_the_desk_of_another_edition_finds_nobody(people: tuple[Person, Actor], change: Change) -> None:
    person, _ = people
    with transaction() as session:
        elsewhere = make_actor(session, make_edition(session), Role.SECRETARIAT)

    with pytest.raises(NotFound):
        change(person, elsewhere)
    with pytest.raises(NotFound):
        participants.participant(elsewhere, person.id)


def test_the_list_counts_cities_that_have_somebody_here(people: tuple[Person, Actor]) -> None:
    person, desk = people

    assert participants.participants(desk, participants.Wanted()).members_present == 1
    participants.set_presence(person.id, desk, present=False)

    view = participants.participants(desk, participants.Wanted(words=person.name), page=9)
    assert (view.found, view.page, view.pages) == (1, 1, 1)
    assert (view.members_present, view.members) == (0, 1)


def test_a_person_that_never_was_is_not_found(people: tuple[Person, Actor]) -> None:
    unknown: UUID = uuid4()

    with pytest.raises(NotFound):
        participants.set_presence(unknown, people[1], present=True)
