"""Browsers of the assembly: strangers, and people who have really signed in."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol
from uuid import UUID

import flask
import pytest
from flask import Flask
from flask.testing import FlaskClient
from flask_wtf.csrf import generate_csrf
from werkzeug.test import TestResponse

from recommendations.domain.people import Actor, Role
from recommendations.services.people.signing_in import actor_of, issue_link
from recommendations.services.texts.revisions import store_revision
from recommendations.storage.database import transaction
from recommendations.storage.editions import Edition
from recommendations.storage.people import Member, Person
from tests.factories import make_edition, make_person, make_theme
from tests.halls import Hall, make_hall, opened
from tests.services.assembly import ENGLISH, FRENCH, OTHER, RECITAL


class Browser(FlaskClient):
    """A test client that sends the form's token as a page's form would; ``csrf=False`` leaves it out.

    ``actor`` is the person who signed in, None for a stranger.
    """

    actor: Actor | None = None

    def open(self, *args: Any, csrf: bool = True, **kwargs: Any) -> TestResponse:  # noqa: ANN401 - the client's own
        """Send the request, with the form's token where one is needed."""
        if csrf and kwargs.get("method", "GET") not in {"GET", "HEAD", "OPTIONS"}:
            headers = dict(kwargs.pop("headers", None) or {})
            kwargs["headers"] = headers | {"X-CSRFToken": self.form_token()}
        return super().open(*args, **kwargs)

    def form_token(self) -> str:
        """The token that a form rendered for this browser holds."""
        with self.application.test_request_context(), self.session_transaction() as kept:
            flask.session.update(kept)
            token: str = generate_csrf()
            kept["csrf_token"] = flask.session["csrf_token"]
        return token

    @property
    def person_id(self) -> UUID:
        """Who signed in."""
        assert self.actor is not None
        return self.actor.person_id


class SignedIn(Protocol):
    """``signed_in(as_=Role.CHAIR)``: a browser in which a new person with this role has signed in by a link.

    Everybody belongs to the test's ``edition`` unless a ``person_id`` is given.
    """

    def __call__(
        self,
        as_: Role = Role.DELEGATE,
        *,
        theme_id: UUID | None = None,
        member: Member | None = None,
        person_id: UUID | None = None,
    ) -> Browser:
        """Sign in."""
        ...


@pytest.fixture
def browser(app: Flask) -> Callable[[], Browser]:
    """Make a browser that nobody has used."""
    app.test_client_class = Browser

    def make() -> Browser:
        client = app.test_client()
        assert isinstance(client, Browser)
        return client

    return make


@pytest.fixture
def client(browser: Callable[[], Browser]) -> Browser:
    """A stranger's browser."""
    return browser()


@pytest.fixture
def edition(app: Flask) -> Edition:
    """The edition in which ``signed_in`` people act; a detached row whose columns are loaded."""
    with app.app_context(), transaction() as session:
        return make_edition(session)


@pytest.fixture
def signed_in(app: Flask, edition: Edition, browser: Callable[[], Browser]) -> SignedIn:
    """Sign people in through the real pages."""

    def sign_in(
        as_: Role = Role.DELEGATE,
        *,
        theme_id: UUID | None = None,
        member: Member | None = None,
        person_id: UUID | None = None,
    ) -> Browser:
        with app.app_context():
            with transaction() as session:
                person = session.get(Person, person_id) if person_id else None
                person = person or make_person(session, edition, as_, member=member, theme_id=theme_id)
                actor = actor_of(person)
            token = issue_link(actor.person_id, None)
        client = browser()
        assert client.post(f"/enter/{token}").status_code == 303
        client.actor = actor
        return client

    return sign_in


@pytest.fixture
def hall(app: Flask, edition: Edition) -> Hall:
    """Three delegates, a chair and two recommendations in the edition of the signed-in people."""
    with app.app_context():
        return make_hall(3, edition=edition)


@pytest.fixture
def poll_id(app: Flask, hall: Hall) -> UUID:
    """An open poll on the second recommendation."""
    with app.app_context():
        return opened(hall)


@dataclass(frozen=True, slots=True)
class Tabled:
    """Where the tabled text stands."""

    theme_id: UUID
    revision_id: UUID

    @property
    def form(self) -> str:
        """The address of the filing form."""
        return f"/themes/{self.theme_id}/units/r1/amend"


@pytest.fixture
def tabled(app: Flask, edition: Edition) -> Tabled:
    """A theme tabled in English and French."""
    with app.app_context(), transaction() as session:
        theme = make_theme(session, edition, number=2)
        revision = store_revision(session, theme.id, {"en": (RECITAL, ENGLISH, OTHER), "fr": (FRENCH, OTHER)})
        return Tabled(theme.id, revision.id)
