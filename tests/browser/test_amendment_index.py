"""Amendments in a real browser: their index by keyboard, advice and answer, a private note, parts, side by side."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy.orm import Session

from recommendations.domain.people import Role
from recommendations.services.filing.amending import file_amendment, judge_amendment
from recommendations.services.texts.revisions import store_revision
from recommendations.storage.people import Member, Person
from tests.browser.axe import barriers, scrolls_sideways
from tests.browser.conftest import LiveServer, Visitors
from tests.factories import make_edition, make_person, make_theme
from tests.services.assembly import ENGLISH, FRENCH, OTHER, Assembly, changed, proposal

pytestmark = pytest.mark.browser
PHONE, LAPTOP = 390, 1280


class Stage:
    """A tabled theme with three amendments, two of which exclude each other, and its people."""

    def __init__(self, session: Session) -> None:
        edition = make_edition(session)
        theme = make_theme(session, edition, number=2)
        self.theme_id: UUID = theme.id
        self.revision_id = store_revision(session, theme.id, {"en": (ENGLISH, OTHER), "fr": (FRENCH, OTHER)}).id
        self.edition_id = edition.id
        self.delegate = make_person(session, edition, Role.DELEGATE)
        self.chair = make_person(session, edition, Role.CHAIR)
        self.secretariat = make_person(session, edition, Role.SECRETARIAT)
        self.rapporteur = make_person(session, edition, Role.RAPPORTEUR, theme_id=theme.id)
        self.amendments: list[UUID] = []


@pytest.fixture
def stage(scene: Callable[..., Any], live_server: LiveServer) -> Stage:
    """Three amendments on one recommendation, the first in two parts."""
    from recommendations.services.people.signing_in import actor_of  # noqa: PLC0415 - only scenes act directly

    made: Stage = scene(Stage)
    with live_server.app.app_context():
        actors = {
            name: scene(lambda s, n=name: actor_of(s.get(Person, getattr(made, n).id)))
            for name in ("delegate", "chair")
        }
        delegate, chair = actors["delegate"], actors["chair"]
        assembly = Assembly(
            made.edition_id, made.theme_id, made.revision_id, delegate, delegate, chair, chair, delegate
        )
        twofold = changed(changed(ENGLISH, "once", "twice"), "2 am", "3 am")
        for unit, title in (
            (twofold, "Twice and later"),
            (changed(ENGLISH, "once a year", "yearly"), "Yearly"),
            (changed(ENGLISH, "quiet", "calm"), "Calm streets"),
        ):
            made.amendments.append(file_amendment(delegate, made.theme_id, proposal(assembly, unit, title=title)))
        judge_amendment(chair, made.amendments[0], is_admissible=True)
    return made


def clean(page: Page) -> None:
    """No barrier, and no sideways scrolling on a phone."""
    assert list(barriers(page)) == []
    assert not scrolls_sideways(page, PHONE)
    page.set_viewport_size({"width": LAPTOP, "height": 900})


def test_the_index_is_filtered_by_keyboard_alone(visitors: Visitors, stage: Stage) -> None:
    page = visitors.signed_in(stage.delegate)
    page.goto("/amendments")

    page.get_by_label("Search").focus()
    page.keyboard.type("CALM")
    page.keyboard.press("Enter")

    expect(page.locator("#list")).to_contain_text("Calm streets")
    expect(page.locator("#list")).not_to_contain_text("Yearly")
    star = page.get_by_role("button", name="Star A03 for me")
    star.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Star A03 for me")).to_have_attribute("aria-pressed", "true")
    clean(page)


def test_advice_is_answered_and_a_note_stays_private(visitors: Visitors, stage: Stage) -> None:
    rapporteur, proposer = visitors.signed_in(stage.rapporteur), visitors.signed_in(stage.delegate)
    address = f"/amendments/{stage.amendments[1]}"

    rapporteur.goto(address)
    rapporteur.get_by_text("Advise the assembly").click()
    rapporteur.get_by_label("Adopt with a modification").check()
    rapporteur.get_by_label("How it should read").fill("each quarter")
    rapporteur.get_by_role("button", name="Record the advice").click()
    expect(rapporteur.locator("#opinion")).to_contain_text("each quarter")
    rapporteur.get_by_label("My note").fill("Ask the other city")
    rapporteur.get_by_role("button", name="Keep the note").click()
    expect(rapporteur.get_by_label("My note")).to_have_value("Ask the other city")

    proposer.goto(address)
    expect(proposer.get_by_label("My note")).to_have_value("")
    proposer.get_by_text("Answer the advice").click()
    proposer.get_by_label("Your answer").fill("Gladly.")
    proposer.get_by_role("button", name="Answer", exact=True).click()
    expect(proposer.locator("#opinion")).to_contain_text("Gladly.")
    clean(proposer)


def test_the_chair_cuts_an_amendment_into_parts(visitors: Visitors, stage: Stage) -> None:
    page = visitors.signed_in(stage.chair)
    page.goto(f"/amendments/{stage.amendments[0]}")

    page.get_by_role("link", name="Put it to the vote in parts").click()
    clean(page)
    for place, title in enumerate(("Rhythm", "Buses")):
        page.get_by_label("Short title of the part").nth(place).fill(title)
    page.get_by_role("button", name="Vote in these parts").click()

    expect(page.locator("#parts")).to_contain_text("A01/1")
    expect(page.locator("#parts")).to_contain_text("Buses")


def test_the_workshop_leads_to_a_compromise(visitors: Visitors, stage: Stage) -> None:
    page = visitors.signed_in(stage.secretariat)
    page.goto(f"/themes/{stage.theme_id}/units/r1/workshop")
    clean(page)

    page.get_by_label("A01").check()
    page.get_by_label("A02").check()
    page.get_by_role("button", name="Write the compromise").click()

    for chosen in stage.amendments[:2]:
        expect(page.locator(f'input[name="replaces"][value="{chosen}"]')).to_be_checked()


def test_the_synopsis_stands_side_by_side_or_one_after_the_other_and_on_paper(visitors: Visitors, stage: Stage) -> None:
    page = visitors.signed_in(stage.delegate)
    page.goto(f"/themes/{stage.theme_id}/synopsis")
    tops = """() => [...document.querySelectorAll("#unit-r1 td")]
        .map((cell) => Math.round(cell.getBoundingClientRect().top))"""

    page.set_viewport_size({"width": LAPTOP, "height": 900})
    assert len(set(page.evaluate(tops))) == 1
    page.set_viewport_size({"width": PHONE, "height": 844})
    stacked = page.evaluate(tops)
    assert stacked == sorted(set(stacked))
    page.emulate_media(media="print")
    assert (
        page.evaluate("() => getComputedStyle(document.querySelector('#unit-r1 > thead')).display")
        == "table-header-group"
    )
    assert page.evaluate("() => getComputedStyle(document.querySelector('#unit-r2')).breakBefore") == "auto"
    page.emulate_media(media="screen")
    clean(page)


def test_members_are_named_in_the_filter(visitors: Visitors, stage: Stage, scene: Callable[..., Any]) -> None:
    name = scene(lambda session: session.get(Member, stage.delegate.member_id).name)
    page = visitors.signed_in(stage.delegate)
    page.goto("/amendments")

    page.get_by_text("More filters and sorting").click()
    page.get_by_label("Proposer").select_option(label=name)
    page.get_by_role("button", name="Show").click()

    expect(page.locator("#list")).to_contain_text("3 amendments")
