"""Links and codes: who gets in with them, how often, and for how long."""

from collections.abc import Callable
from uuid import UUID

import pytest
import sqlalchemy as sa

from recommendations.domain.people import Actor, Role
from recommendations.domain.refusals import NotFound, NotPermitted, Refused
from recommendations.domain.signing_in import (
    MOST_ATTEMPTS,
    CodeBlocked,
    CodeExpired,
    CodeUsed,
    CodeWrong,
    LinkExpired,
    LinkUnknown,
    LinkUsed,
    OtherEdition,
    TooManyAttempts,
)
from recommendations.services.people.attempts import Attempts
from recommendations.services.people.signing_in import (
    actor_of,
    actor_of_session,
    enter_by_code,
    enter_by_link,
    issue_code,
    issue_link,
    read_link,
)
from recommendations.storage.database import db, transaction
from recommendations.storage.people import Credential, OfficeRow, Person, SignIn
from recommendations.storage.record import events_of
from tests.factories import make_actor, make_edition
from tests.services.signed_in import LONG_AGO, acting, change

pytestmark = pytest.mark.usefixtures("context")


def test_a_link_signs_its_person_in(person: Person) -> None:
    token = enter_by_link(issue_link(person.id, None), "Firefox")

    assert actor_of_session(token) == actor_of(person)


def test_a_person_without_any_office_may_sign_in(person: Person) -> None:
    with transaction() as session:
        session.execute(sa.delete(OfficeRow).where(OfficeRow.person_id == person.id))

    token = enter_by_link(issue_link(person.id, None), "")

    assert acting(token).offices == frozenset()


def test_reading_a_link_says_who_and_spends_nothing(person: Person) -> None:
    token = issue_link(person.id, None)

    seen = [read_link(token) for _ in range(3)]

    assert {(view.name, view.is_own) for view in seen} == {(person.name, False)}
    assert seen[0].member.startswith("City ")
    assert enter_by_link(token, "")


def test_a_link_works_once(person: Person) -> None:
    token = issue_link(person.id, None)
    enter_by_link(token, "")

    with pytest.raises(LinkUsed):
        enter_by_link(token, "")
    with pytest.raises(LinkUsed):
        read_link(token)


def test_a_used_link_may_be_read_by_its_owner(person: Person) -> None:
    token = issue_link(person.id, None)
    session_token = enter_by_link(token, "")

    assert read_link(token, acting(session_token)).is_own


def test_an_expired_link_is_refused(person: Person) -> None:
    token = issue_link(person.id, None)
    change(Credential, expires_at=LONG_AGO)

    with pytest.raises(LinkExpired):
        enter_by_link(token, "")


def test_a_new_link_replaces_the_one_before(person: Person) -> None:
    first, second = issue_link(person.id, None), issue_link(person.id, None)

    with pytest.raises(LinkUnknown):
        enter_by_link(first, "")
    assert enter_by_link(second, "")


def test_a_code_is_no_link(person: Person) -> None:
    code = issue_code(person.id, None)

    with pytest.raises(LinkUnknown):
        read_link(code)


def test_tokens_and_codes_are_not_in_the_database(person: Person) -> None:
    link, code = issue_link(person.id, None), issue_code(person.id, None)
    session_token = enter_by_link(link, "")

    stored = {row.digest for row in db.session.scalars(sa.select(Credential))}
    stored |= {row.digest for row in db.session.scalars(sa.select(SignIn))}

    assert len(stored) == 3
    assert all(len(digest) == 64 for digest in stored)
    assert not stored & {link, code, code.replace("-", ""), session_token}


@pytest.mark.parametrize("spelling", [str.lower, lambda code: f" {code.replace('-', ' ')} ", str])
def test_a_code_signs_its_person_in_however_it_is_spaced(person: Person, spelling: Callable[[str], str]) -> None:
    token = enter_by_code(spelling(issue_code(person.id, None)), "", "a browser")

    assert acting(token).person_id == person.id


def test_a_code_works_once(person: Person) -> None:
    code = issue_code(person.id, None)
    enter_by_code(code, "", "a browser")

    with pytest.raises(CodeUsed):
        enter_by_code(code, "", "a browser")


def test_an_expired_code_is_refused(person: Person) -> None:
    code = issue_code(person.id, None)
    change(Credential, expires_at=LONG_AGO)

    with pytest.raises(CodeExpired):
        enter_by_code(code, "", "a browser")


def test_a_code_whose_second_half_is_guessed_too_often_is_blocked(person: Person) -> None:
    code = issue_code(person.id, None)
    wrong = code[:5] + ("2222" if code[5:] != "2222" else "3333")
    for number in range(MOST_ATTEMPTS):
        with pytest.raises(CodeWrong):
            enter_by_code(wrong, "", f"browser {number}")

    with pytest.raises(CodeBlocked):
        enter_by_code(code, "", "an honest browser")
    assert enter_by_code(issue_code(person.id, None), "", "an honest browser")


def test_a_browser_that_tries_many_codes_must_wait_and_others_need_not(person: Person) -> None:
    for _ in range(6):
        with pytest.raises(CodeWrong):
            enter_by_code("nonsense", "", "a guessing browser")
    code = issue_code(person.id, None)

    with pytest.raises(TooManyAttempts):
        enter_by_code(code, "", "a guessing browser")
    assert enter_by_code(code, "", "the browser beside it, behind the same address")


def test_attempts_come_back_with_time() -> None:
    times = [0.0]
    counters = Attempts(clock=lambda: times[0])
    for _ in range(6):
        counters.ensure_left("browser")
        counters.count_wrong("browser")
    with pytest.raises(TooManyAttempts):
        counters.ensure_left("browser")

    times[0] = 60.0

    counters.ensure_left("browser")


def test_all_browsers_together_have_a_limit_and_the_memory_of_them_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("recommendations.services.people.attempts.MOST_VISITORS", 100)
    counters = Attempts(clock=lambda: 0.0)
    for number in range(200):
        counters.ensure_left(f"browser {number}")
        counters.count_wrong(f"browser {number}")

    with pytest.raises(TooManyAttempts):
        counters.ensure_left("a browser that never tried")


def test_a_browser_of_one_edition_is_not_moved_to_another(person: Person) -> None:
    with transaction() as session:
        elsewhere = make_actor(session, make_edition(session), Role.CHAIR)
    link, code = issue_link(person.id, None), issue_code(person.id, None)

    with pytest.raises(OtherEdition):
        enter_by_link(link, "", elsewhere)
    with pytest.raises(OtherEdition):
        enter_by_code(code, "", "a browser", elsewhere)
    assert enter_by_link(link, "")
    assert enter_by_code(code, "", "a browser")


def test_the_desk_issues_and_the_record_says_so(person: Person, desk: Actor) -> None:
    issue_link(person.id, desk)
    issue_code(person.id, desk)

    events = events_of(db.session(), person.edition_id)

    assert [(event.kind, event.person_id, event.payload["kind"]) for event in events] == [
        ("credential-issued", desk.person_id, "link"),
        ("credential-issued", desk.person_id, "code"),
    ]


def test_nobody_else_issues(person: Person) -> None:
    with pytest.raises(NotPermitted):
        issue_link(person.id, actor_of(person))


@pytest.mark.parametrize("issue", [issue_link, issue_code])
def test_the_desk_of_another_edition_does_not_know_the_person(
    person: Person, issue: Callable[[UUID, Actor], str]
) -> None:
    with transaction() as session:
        elsewhere = make_actor(session, make_edition(session), Role.SECRETARIAT)

    with pytest.raises(NotFound):
        issue(person.id, elsewhere)


def test_every_refusal_of_signing_in_has_a_code_of_its_own() -> None:
    kinds = [LinkUnknown, LinkExpired, LinkUsed, CodeWrong, CodeExpired, CodeUsed, CodeBlocked, TooManyAttempts]

    assert len({kind.code for kind in kinds} - {Refused.code}) == len(kinds)
