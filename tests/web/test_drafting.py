"""The pages of a live text: writing, following, closing, freezing; all but the writing without JavaScript."""

import json
import re
from datetime import UTC, datetime
from uuid import UUID

import pytest
from flask import Flask

from recommendations.domain.amendments import AmendmentKind, AmendmentState
from recommendations.domain.editions import ThemeKind
from recommendations.domain.people import Role
from recommendations.domain.text import Paragraph, Span, Unit, UnitKind
from recommendations.services.texts.drafting import seed_text
from recommendations.storage.amendments import Amendment
from recommendations.storage.database import transaction
from recommendations.storage.editions import Edition, Theme
from recommendations.storage.revisions import tabled_revision_row
from tests.factories import make_person, make_theme, make_unit
from tests.web.conftest import SignedIn

NIGHT = make_unit("night", "Buses <run> all night.", title="Night & buses")
LIGHT = make_unit("light", "Lamps burn.", title="Light")
NUIT = make_unit("night", "Les bus roulent.", title="Bus de nuit")


@pytest.fixture
def theme(app: Flask, edition: Edition) -> Theme:
    """A theme with two recommendations in English, one of them in French."""
    with app.app_context(), transaction() as session:
        made = make_theme(session, edition, number=4)
        seed_text(session, made.id, "en", (NIGHT, LIGHT))
        seed_text(session, made.id, "fr", (NUIT,))
        return made


def test_a_follower_reads_the_text_in_the_page_itself(theme: Theme, signed_in: SignedIn) -> None:
    page = signed_in(Role.OBSERVER).get(f"/themes/{theme.id}/draft/en").text

    assert "Buses &lt;run&gt; all night." in page
    assert "Night &amp; buses" in page
    assert re.search(r'class="unit-number">4\.2<', page)
    assert "data-following" in page
    assert "draft-toolbar" not in page
    assert "Freeze the text" not in page


def test_a_rapporteur_gets_the_editor_and_a_plain_sentence_without_javascript(
    theme: Theme, signed_in: SignedIn
) -> None:
    page = signed_in(Role.RAPPORTEUR, theme_id=theme.id).get(f"/themes/{theme.id}/draft/en").text

    assert 'role="toolbar"' in page
    assert "Writing together needs JavaScript." in page
    assert "Buses &lt;run&gt; all night." in page
    found = re.search(r'id="drafting-data">(.*?)</script>', page, re.DOTALL)
    assert found is not None
    data = json.loads(found[1])
    assert data["words"]["state-saved"] == "All changes saved"
    assert data["parallel"]["name"] == "French"
    assert data["order"] == ["night", "light"]


def test_a_rapporteur_of_another_theme_only_follows(
    app: Flask, edition: Edition, theme: Theme, signed_in: SignedIn
) -> None:
    with app.app_context(), transaction() as session:
        other = make_theme(session, edition, number=5)

    page = signed_in(Role.RAPPORTEUR, theme_id=other.id).get(f"/themes/{theme.id}/draft/en").text

    assert "data-following" in page


def test_the_tabs_say_which_version_decides_and_what_the_other_lacks(theme: Theme, signed_in: SignedIn) -> None:
    page = signed_in(Role.OBSERVER).get(f"/themes/{theme.id}/draft/fr").text

    assert "authoritative" in page
    assert "1 part missing" in page


def test_a_language_without_a_text_does_not_exist(theme: Theme, signed_in: SignedIn) -> None:
    browser = signed_in(Role.OBSERVER)

    assert browser.get(f"/themes/{theme.id}/draft/de").status_code == 404


def test_the_preamble_is_written_with_citations_and_recitals(app: Flask, edition: Edition, signed_in: SignedIn) -> None:
    recital = Unit("c1", UnitKind.RECITAL, (Paragraph("c1", (Span("Whereas cities sleep,"),)),))
    with app.app_context(), transaction() as session:
        preamble = make_theme(session, edition, number=0, kind=ThemeKind.PREAMBLE)
        seed_text(session, preamble.id, "en", (recital,))

    page = signed_in(Role.SECRETARIAT).get(f"/themes/{preamble.id}/draft/en").text

    assert 'data-command="add-recital"' in page
    assert 'data-command="add-recommendation"' not in page


def test_closing_shows_its_consequences_first_and_then_closes(theme: Theme, signed_in: SignedIn) -> None:
    rapporteur = signed_in(Role.RAPPORTEUR, theme_id=theme.id)

    question = rapporteur.get(f"/themes/{theme.id}/drafting").text
    answer = rapporteur.post(f"/themes/{theme.id}/drafting", data={"state": "closed"}, follow_redirects=True)

    assert "Nobody can change the text any more, in any language." in question
    assert "Drafting is closed. The text has not been frozen yet." in answer.text
    reopened = rapporteur.post(f"/themes/{theme.id}/drafting", data={"state": "open"}, follow_redirects=True)
    assert "Drafting is open: rapporteurs write" in reopened.text


def test_a_state_that_is_none_is_refused(theme: Theme, signed_in: SignedIn) -> None:
    rapporteur = signed_in(Role.RAPPORTEUR, theme_id=theme.id)

    assert rapporteur.post(f"/themes/{theme.id}/drafting", data={"state": "ajar"}).status_code == 400


def test_freezing_shows_its_consequences_first_and_then_freezes(theme: Theme, signed_in: SignedIn) -> None:
    rapporteur = signed_in(Role.RAPPORTEUR, theme_id=theme.id)

    question = rapporteur.get(f"/themes/{theme.id}/freeze").text
    answer = rapporteur.post(f"/themes/{theme.id}/freeze", follow_redirects=True)

    assert "Freeze the text as version 1?" in question
    assert "The French version is not aligned with the authoritative one" in question
    assert "1 part is missing: 4.2 Light" in question
    assert "The text is frozen as version 1." in answer.text
    assert answer.request.path == f"/themes/{theme.id}/revisions/1"
    assert "Version 1 stays as it is." in rapporteur.get(f"/themes/{theme.id}/drafting").text


def test_an_incomplete_text_is_refused_with_a_sentence_on_the_same_page(
    app: Flask, edition: Edition, signed_in: SignedIn
) -> None:
    with app.app_context(), transaction() as session:
        theme = make_theme(session, edition, number=7)
        seed_text(session, theme.id, "en", (NIGHT, make_unit("bare", title="")))
    rapporteur = signed_in(Role.RAPPORTEUR, theme_id=theme.id)

    answer = rapporteur.post(f"/themes/{theme.id}/freeze")

    assert answer.status_code == 409
    assert "There is a problem" in answer.text
    assert "English, part 2 cannot be frozen" in answer.text
    assert "It has neither a title nor a text." in answer.text
    assert "Freeze as version" not in answer.text


def test_a_text_the_assembly_decides_on_is_not_frozen_again(
    app: Flask, edition: Edition, theme: Theme, signed_in: SignedIn
) -> None:
    rapporteur = signed_in(Role.RAPPORTEUR, theme_id=theme.id)
    rapporteur.post(f"/themes/{theme.id}/freeze")
    with app.app_context():
        _decide(theme.id, edition)

    draft = rapporteur.get(f"/themes/{theme.id}/draft/en").text
    answer = rapporteur.post(f"/themes/{theme.id}/freeze")

    assert "it cannot be drafted or frozen again" in draft
    assert answer.status_code == 409
    opened = rapporteur.post(f"/themes/{theme.id}/drafting", data={"state": "open"})
    assert opened.status_code == 409


def _decide(theme_id: UUID, edition: Edition) -> None:
    with transaction() as session:
        revision = tabled_revision_row(session, theme_id)
        person = make_person(session, edition)
        assert revision is not None
        fields = {"unit_uid": "night", "number": 1, "title": "T", "language": "en", "amended": {}, "hunks": {}}
        session.add(
            Amendment(
                edition_id=edition.id,
                revision_id=revision.id,
                theme_id=theme_id,
                kind=AmendmentKind.REPLACE,
                state=AmendmentState.ADOPTED,
                member_id=person.member_id,
                person_id=person.id,
                filed_at=datetime.now(UTC),
                filing_key="k",
                **fields,
            )
        )


@pytest.mark.parametrize("path", ["drafting", "freeze"])
def test_a_delegate_neither_closes_nor_freezes(path: str, theme: Theme, signed_in: SignedIn) -> None:
    delegate = signed_in(Role.DELEGATE)

    assert delegate.get(f"/themes/{theme.id}/{path}").status_code == 403
    assert delegate.post(f"/themes/{theme.id}/{path}", data={"state": "closed"}).status_code == 403
