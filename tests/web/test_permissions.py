"""Walks every route as everybody, and as nobody."""

from dataclasses import dataclass
from uuid import UUID, uuid4

import pytest
from flask import Flask
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from recommendations.domain.people import Actor, Office, Role
from recommendations.domain.permissions import Action, Subject, permits
from recommendations.services.manifesto.adopting import compose_manifesto
from recommendations.services.texts.drafting import seed_text
from recommendations.services.texts.revisions import store_revision
from recommendations.storage.database import transaction
from recommendations.storage.editions import Edition
from recommendations.storage.people import OfficeRow
from tests.chains import adopt_units, make_assembly, vote_on_manifesto
from tests.factories import make_edition, make_person, make_theme, make_unit
from tests.halls import ENGLISH, FRENCH, Hall, admissible, opened
from tests.web.conftest import Browser, SignedIn

# The service looks closer than the table can: whose amendment it is, who carries whose vote.
LOOKED_AT_AGAIN = {
    Action.WITHDRAW_AMENDMENT,
    Action.PROPOSE_COMPROMISE,
    Action.ANSWER_COMPROMISE,
    Action.ANSWER_ADVICE,
}
LAST = "people.sign_out"
# Enough for every form to be read; none of them is meant to succeed.
FIELDS = {"value": "yes", "choice": "for", "key": "a key", "subject": "A title", "state": "closed"}


@dataclass(frozen=True)
class Populated:
    """A small edition with one of everything, and the values that its addresses take."""

    edition_id: UUID
    theme_id: UUID
    other_theme_id: UUID
    values: dict[str, object]


@pytest.fixture
def populated(app: Flask) -> Populated:
    with app.app_context():
        assembly = make_assembly()
        adopt_units(assembly, 0, "r2a", "r2b")
        compose_manifesto(assembly.secretariat)
        vote_on_manifesto(assembly, 1)
        with transaction() as session:
            edition = session.get_one(Edition, assembly.edition_id)
            theme = make_theme(session, edition, number=77)
            store_revision(session, theme.id, {"en": (make_unit("r1", ENGLISH),), "fr": (make_unit("r1", FRENCH),)})
            seed_text(session, theme.id, "en", (make_unit("r1", ENGLISH),))
            person = make_person(session, edition, Role.OBSERVER)
        hall = Hall(edition.id, theme.id, assembly.chair, assembly.delegates)
        amendment_id = admissible(hall, ENGLISH + " Always.")
        values: dict[str, object] = {
            "theme_id": theme.id,
            "amendment_id": admissible(hall, "Never."),
            "poll_id": opened(hall, amendment_id),
            "person_id": person.id,
            "co_signature_id": uuid4(),
            "passkey_id": uuid4(),
            "upload_id": uuid4(),
            "kind": "nothing",
            "uid": "r1",
            "number": 1,
            "language": "en",
            "code": edition.code,
            "token": "nonsense",
            "filename": "nothing",
            "key": "nothing",
        }
        # Of these there are none: who may ask is told so, who may not is not told even that.
        for name in (
            "compromise_id",
            "correction_id",
            "contradiction_id",
            "corrigendum_id",
            "link_id",
            "recipient_id",
            "template_id",
        ):
            values[name] = uuid4()
        return Populated(edition.id, theme.id, assembly.theme_ids[0], values)


def _walk(app: Flask) -> list[tuple[Rule, str, Action | None]]:
    """Every route with each of its methods and its Action; the one that signs out comes last."""
    rules = sorted(app.url_map.iter_rules(), key=lambda rule: (rule.endpoint == LAST, rule.rule))
    return [
        (rule, method, getattr(app.view_functions[rule.endpoint], "action", None))
        for rule in rules
        for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"})
    ]


def _ask(app: Flask, browser: Browser, rule: Rule, method: str, values: dict[str, object]) -> TestResponse:
    with app.test_request_context():
        path = app.url_map.bind("localhost").build(rule.endpoint, {name: values[name] for name in rule.arguments})
    return browser.open(path, method=method, data=FIELDS if method == "POST" else None)


def _theme(rule: Rule, values: dict[str, object]) -> UUID | None:
    theme_id = values["theme_id"] if "theme_id" in rule.arguments else None
    return theme_id if isinstance(theme_id, UUID) else None


@pytest.mark.parametrize("role", list(Role))
def test_every_route_is_open_to_those_whom_the_table_names(
    app: Flask, populated: Populated, signed_in: SignedIn, role: Role
) -> None:
    for theme_id in (None, populated.theme_id, populated.other_theme_id):
        browser = _person(app, populated.edition_id, signed_in, (Office(role, theme_id),))
        _walk_as(app, browser, populated)


def _walk_as(app: Flask, browser: Browser, populated: Populated) -> None:
    assert browser.actor is not None
    for rule, method, action in _walk(app):
        answer = _ask(app, browser, rule, method, populated.values)

        where = f"{method} {answer.request.path} as {set(browser.actor.offices)}"
        assert answer.status_code < 500, where
        if action is None:
            assert answer.status_code not in {401, 403}, where
        elif permits(browser.actor, action, Subject(populated.edition_id, _theme(rule, populated.values))):
            assert answer.status_code != 401, where
            assert answer.status_code != 403 or action in LOOKED_AT_AGAIN, where
        else:
            assert answer.status_code == 403, where
            assert "not-permitted" in answer.text, where


def _person(app: Flask, edition_id: UUID, signed_in: SignedIn, offices: tuple[Office, ...]) -> Browser:
    with app.app_context(), transaction() as session:
        edition = session.get_one(Edition, edition_id)
        person = make_person(session, edition, offices[0].role, theme_id=offices[0].theme_id)
        session.add_all(OfficeRow(person_id=person.id, role=o.role, theme_id=o.theme_id) for o in offices[1:])
    return signed_in(person_id=person.id)


def test_every_route_but_the_public_ones_is_closed_to_strangers(
    app: Flask, populated: Populated, client: Browser
) -> None:
    for rule, method, action in _walk(app):
        answer = _ask(app, client, rule, method, populated.values)

        where = f"{method} {answer.request.path}"
        if action is None:
            assert answer.status_code < 500, where
            assert answer.status_code not in {401, 403}, where
        elif method == "GET":
            assert answer.status_code == 303, where
            assert answer.location.startswith("/sign-in?next="), where
        else:
            assert answer.status_code == 401, where


def test_who_holds_every_office_elsewhere_finds_nothing_here(
    app: Flask, populated: Populated, signed_in: SignedIn
) -> None:
    with app.app_context(), transaction() as session:
        elsewhere = make_edition(session)
    offices = (Role.DELEGATE, *(role for role in Role if role is not Role.DELEGATE))
    browser = _person(app, elsewhere.id, signed_in, tuple(Office(role) for role in offices))

    for rule, method, action in _walk(app):
        if action is None or not any(name.endswith("_id") for name in rule.arguments):
            continue
        answer = _ask(app, browser, rule, method, populated.values)

        # A form that lacks a field may be refused before anybody looks for the thing; it tells nothing either.
        assert answer.status_code in {400, 404}, f"{method} {answer.request.path}: {answer.status_code}"


def test_an_actor_is_of_one_edition_only() -> None:
    here, there = UUID(int=1), UUID(int=2)
    everything = frozenset(Office(role) for role in Role)
    actor = Actor(UUID(int=3), here, "Somebody", everything, UUID(int=4))

    assert all(permits(actor, action, Subject(here)) for action in Action)
    assert not any(permits(actor, action, Subject(there)) for action in Action)
