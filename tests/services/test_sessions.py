"""Sessions: how they last, how they end, and what stays with their person."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa

from recommendations.domain.people import Actor
from recommendations.services.facts import Fact, SignedOut, told
from recommendations.services.people.signing_in import (
    actor_of_session,
    choose_locale,
    enter_by_code,
    enter_by_link,
    issue_code,
    issue_link,
    sessions_of,
    sign_out,
    sign_out_everywhere,
)
from recommendations.storage.database import db
from recommendations.storage.people import Person, SignIn
from tests.services.signed_in import acting, change

pytestmark = pytest.mark.usefixtures("context")


@pytest.mark.parametrize("token", [None, "", "never issued"])
def test_a_token_that_was_never_issued_is_nobody(token: str | None) -> None:
    assert actor_of_session(token) is None


@pytest.mark.parametrize(
    ("created", "seen", "holds"),
    [
        pytest.param(timedelta(hours=20), timedelta(hours=11), True, id="used within twelve hours"),
        pytest.param(timedelta(hours=20), timedelta(hours=13), False, id="idle for twelve hours"),
        pytest.param(timedelta(days=5, minutes=1), timedelta(minutes=1), False, id="older than five days"),
    ],
)
def test_a_session_ends_by_itself(person: Person, created: timedelta, seen: timedelta, *, holds: bool) -> None:
    token = enter_by_link(issue_link(person.id, None), "")
    at = datetime.now(UTC)
    change(SignIn, created_at=at - created, seen_at=at - seen)

    actor = actor_of_session(token)

    assert (actor is not None) is holds
    if actor:
        assert len(sessions_of(actor, token)) == 1


def test_a_session_in_use_is_noted_now_and_then(person: Person) -> None:
    token = enter_by_link(issue_link(person.id, None), "")
    before = datetime.now(UTC) - timedelta(hours=1)
    change(SignIn, seen_at=before)

    actor_of_session(token)

    assert db.session.scalars(sa.select(SignIn.seen_at)).one() > before + timedelta(minutes=59)


@pytest.fixture
def heard() -> Iterator[list[Fact]]:
    """The facts told during the test."""
    facts: list[Fact] = []
    with told.connected_to(facts.append):
        yield facts


def _two_devices(person: Person) -> tuple[str, str]:
    phone = enter_by_link(issue_link(person.id, None), "Safari, iPhone")
    laptop = enter_by_code(issue_code(person.id, None), "Firefox, Linux", "a browser")
    return phone, laptop


def test_signing_out_ends_this_session_alone(person: Person, heard: list[Fact]) -> None:
    phone, laptop = _two_devices(person)

    sign_out(acting(phone), phone)

    assert actor_of_session(phone) is None
    assert [view.device for view in sessions_of(acting(laptop), laptop)] == ["Firefox, Linux"]
    assert heard == [SignedOut(person.edition_id, person.id)]


def test_signing_out_everywhere_ends_every_session_of_this_person_alone(
    person: Person, desk: Actor, heard: list[Fact]
) -> None:
    phone, laptop = _two_devices(person)
    office = enter_by_link(issue_link(desk.person_id, None), "")

    sign_out_everywhere(acting(phone))

    assert actor_of_session(phone) is None
    assert actor_of_session(laptop) is None
    assert actor_of_session(office) == desk
    assert heard == [SignedOut(person.edition_id, person.id)]


def test_a_person_sees_their_devices_and_which_is_this_one(person: Person) -> None:
    phone, laptop = _two_devices(person)

    seen = {view.device: view.is_this for view in sessions_of(acting(laptop), laptop)}

    assert seen == {"Safari, iPhone": False, "Firefox, Linux": True}
    assert phone != laptop


def test_a_chosen_language_stays_with_the_person(person: Person) -> None:
    token = enter_by_link(issue_link(person.id, None), "")

    choose_locale(acting(token), "fr")

    assert acting(token).locale == "fr"
