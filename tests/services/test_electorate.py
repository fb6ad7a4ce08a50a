"""Who is on the roll when a poll opens, and what counts as all members and as present."""

from fractions import Fraction
from uuid import UUID

import pytest

from recommendations.domain.people import Role
from recommendations.domain.polls import Choice
from recommendations.services.people.signing_in import actor_of
from recommendations.services.voting.electorate import attendance, mandates
from recommendations.storage.ballots import named_ballots
from recommendations.storage.database import db, transaction
from recommendations.storage.editions import Edition
from recommendations.storage.people import OfficeRow, Person
from tests.factories import make_edition, make_member, make_person
from tests.halls import make_hall, opened, vote

pytestmark = pytest.mark.usefixtures("context")


@pytest.fixture
def edition() -> Edition:
    """An edition without anybody."""
    with transaction() as session:
        return make_edition(session)


def carriers(edition: Edition) -> set[UUID]:
    return {mandate.person_id for mandate in mandates(db.session(), edition.id)}


@pytest.mark.parametrize(
    "fields",
    [
        pytest.param({"present": False}, id="an absent delegate"),
        pytest.param({"accredited": False}, id="a delegate without accreditation"),
    ],
)
def test_nobody_votes_without_accreditation_and_presence(edition: Edition, fields: dict[str, bool]) -> None:
    with transaction() as session:
        person = make_person(session, edition)
        for name, value in fields.items():
            setattr(person, name, value)

    assert carriers(edition) == set()


def test_a_member_that_has_not_paid_has_no_vote_and_is_no_member_of_the_base(edition: Edition) -> None:
    with transaction() as session:
        make_person(session, edition, member=make_member(session, edition, fee_paid=False))
        make_person(session, edition)

    roll = mandates(db.session(), edition.id)
    assert len(roll) == 1
    assert attendance(db.session(), edition.id, roll).members == 1


def test_a_weight_of_zero_is_no_vote(edition: Edition) -> None:
    with transaction() as session:
        make_person(session, edition, member=make_member(session, edition, weight=0))

    assert carriers(edition) == set()


@pytest.mark.parametrize("role", [Role.OBSERVER, Role.RAPPORTEUR, Role.CHAIR, Role.SECRETARIAT])
def test_staff_rapporteurs_and_observers_have_no_vote_by_role(edition: Edition, role: Role) -> None:
    with transaction() as session:
        make_person(session, edition, role, member=make_member(session, edition))

    assert carriers(edition) == set()


def test_a_chair_who_is_a_delegate_has_one_vote(edition: Edition) -> None:
    with transaction() as session:
        person = make_person(session, edition)
        person.offices.append(OfficeRow(role=Role.CHAIR))

    assert carriers(edition) == {person.id}


def test_of_two_delegates_of_one_member_the_first_by_name_carries_the_vote(edition: Edition) -> None:
    with transaction() as session:
        member = make_member(session, edition)
        second, first = (make_person(session, edition, member=member) for _ in range(2))
        first.name, second.name = "Ada", "Bea"

    assert carriers(edition) == {first.id}


def test_a_delegation_has_one_ballot_whoever_casts_it() -> None:
    hall = make_hall(1)
    with transaction() as session:
        edition = session.get_one(Edition, hall.edition_id)
        own = session.get_one(Person, hall.delegates[0].person_id)
        substitute = make_person(session, edition, member=own.member)
    poll_id = opened(hall)

    vote(poll_id, hall.delegates[0], Choice.FOR)
    vote(poll_id, actor_of(substitute), Choice.AGAINST)

    lines = named_ballots(db.session(), poll_id)
    assert [(line.choice, line.cast_by) for line in lines] == [(Choice.AGAINST, substitute.name)]


def test_people_of_another_edition_are_not_on_the_roll(edition: Edition) -> None:
    make_hall(2)

    assert carriers(edition) == set()


def test_the_stated_number_of_members_is_the_base_where_there_is_one() -> None:
    hall = make_hall(2, members_total=120, weights=[Fraction("1.5"), 1])

    there = attendance(db.session(), hall.edition_id, mandates(db.session(), hall.edition_id))
    assert (there.members, there.present) == (Fraction(120), Fraction("2.5"))


def test_without_a_stated_number_absent_members_count_in_the_base() -> None:
    hall = make_hall(2)
    with transaction() as session:
        make_member(session, session.get_one(Edition, hall.edition_id), weight=Fraction("1.5"))

    there = attendance(db.session(), hall.edition_id, mandates(db.session(), hall.edition_id))
    assert (there.members, there.present) == (Fraction("3.5"), Fraction(2))
