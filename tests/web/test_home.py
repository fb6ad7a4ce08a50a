import json
import tomllib
from datetime import UTC, datetime
from uuid import uuid4

import pytest
from flask import Flask

from recommendations.config import ROOT, VERSION
from recommendations.domain.people import Role
from recommendations.domain.polls import Majority, PollState, PollSubject, QuorumRule
from recommendations.storage.database import transaction
from recommendations.storage.editions import Edition, Theme
from recommendations.storage.people import Member
from recommendations.storage.polls import Poll, RollEntry
from tests.factories import make_edition, make_person, make_theme
from tests.web.conftest import Browser, SignedIn


@pytest.fixture
def theme(app: Flask, edition: Edition) -> Theme:
    with app.app_context(), transaction() as session:
        return make_theme(session, edition, number=3)


def test_a_stranger_learns_what_this_is_and_where_to_sign_in(client: Browser) -> None:
    page = client.get("/").text

    assert "an assembly of cities drafts its recommendations" in page
    assert 'href="/sign-in"' in page


def test_a_stranger_is_told_the_edition_if_there_is_one_only(app: Flask, edition: Edition, client: Browser) -> None:
    assert edition.title["en"] in client.get("/").text

    with app.app_context(), transaction() as session:
        make_edition(session)
    assert edition.title["en"] not in client.get("/").text


@pytest.mark.parametrize("role", list(Role))
def test_everybody_finds_the_themes_at_home(signed_in: SignedIn, theme: Theme, role: Role) -> None:
    page = signed_in(as_=role).get("/").text

    assert "Theme 3" in page
    assert f"/themes/{theme.id}" in page


def test_the_secretariat_alone_is_led_to_the_participants(signed_in: SignedIn) -> None:
    assert "/participants" in signed_in(as_=Role.SECRETARIAT).get("/").text
    assert "/participants" not in signed_in(as_=Role.DELEGATE).get("/").text


def _open_poll(app: Flask, edition: Edition, theme: Theme) -> Member:
    """Open a poll; the member on its roll, whose delegate is present."""
    with app.app_context(), transaction() as session:
        poll = Poll(
            edition_id=edition.id,
            number=1,
            subject=PollSubject.RECOMMENDATION,
            theme_id=theme.id,
            unit_uid="u1",
            question={"en": "Shall 3.1 be adopted?", "fr": "Adopter 3.1 ?"},
            state=PollState.OPEN,
            majority=Majority.SIMPLE,
            quorum=QuorumRule.NONE,
            prepared_at=datetime.now(UTC),
        )
        session.add(poll)
        voter = make_person(session, edition)
        assert voter.member is not None
        session.flush()
        roll = RollEntry(poll_id=poll.id, member_id=voter.member.id, person_id=voter.id, weight=voter.member.weight)
        session.add(roll)
        return voter.member


def test_an_open_poll_is_a_delegates_next_step_and_an_observer_may_watch(
    app: Flask, signed_in: SignedIn, edition: Edition, theme: Theme
) -> None:
    member = _open_poll(app, edition, theme)

    assert "Vote: Shall 3.1 be adopted?" in signed_in(member=member).get("/").text
    assert "Vote: " not in signed_in(as_=Role.DELEGATE).get("/").text
    page = signed_in(as_=Role.OBSERVER).get("/").text
    assert "Vote: " not in page
    assert "Shall 3.1 be adopted?" in page


def test_a_rapporteur_of_another_theme_is_not_waited_for(signed_in: SignedIn, theme: Theme) -> None:
    page = signed_in(as_=Role.RAPPORTEUR, theme_id=theme.id).get("/")

    assert page.status_code == 200
    assert "Draft: " not in page.text


def test_the_page_of_a_theme_says_what_there_is(
    app: Flask, signed_in: SignedIn, edition: Edition, theme: Theme
) -> None:
    _open_poll(app, edition, theme)

    page = signed_in(as_=Role.OBSERVER).get(f"/themes/{theme.id}").text

    assert "Theme 3" in page
    assert "Shall 3.1 be adopted?" in page
    assert f'data-topics="theme:{theme.id} amendments:{theme.id} polls"' in page


def test_a_theme_of_another_edition_does_not_exist(app: Flask, signed_in: SignedIn) -> None:
    with app.app_context(), transaction() as session:
        elsewhere = make_theme(session, make_edition(session))
    delegate = signed_in()

    for theme_id in (elsewhere.id, uuid4()):
        answer = delegate.get(f"/themes/{theme_id}")
        assert answer.status_code == 404
        assert "does not exist in your edition" in answer.text


def test_the_health_page_says_that_the_database_answers(client: Browser) -> None:
    answer = client.get("/health")

    assert answer.status_code == 200
    assert json.loads(answer.text) == {"status": "ok", "database": True, "version": VERSION}


def test_the_version_is_said_once() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())

    assert project["project"]["version"] == VERSION


def test_the_accessibility_statement_is_public(client: Browser) -> None:
    assert "EN 301 549" in client.get("/accessibility").text


def test_an_unknown_address_says_so(client: Browser) -> None:
    answer = client.get("/nowhere")

    assert answer.status_code == 404
    assert "This page does not exist" in answer.text


def test_pages_speak_french_when_the_browser_does(client: Browser, edition: Edition) -> None:
    page = client.get("/", headers={"Accept-Language": "fr"}).text

    assert '<html lang="fr"' in page
    assert edition.title["fr"] in page
