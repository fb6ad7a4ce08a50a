"""A signed manifesto from its signature to the corrigendum that is signed in its place, as people see it on the way."""

import re
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa
from playwright.sync_api import Page, expect

from recommendations.domain.people import Actor
from recommendations.storage.corrections import Corrigendum
from recommendations.storage.database import transaction
from tests.browser.axe import barriers, scrolls_sideways, small_targets
from tests.browser.conftest import LiveServer, Visitors
from tests.browser.lamps import LAPTOP, PHONE, WALL, Lamps, adopt_lamps, make_lamps, person_of

pytestmark = pytest.mark.browser
WRONG = "Cities should light 20 streets by 2032."
RIGHT = {"en": "Cities should light 200 streets by 2032.", "fr": "Les villes devraient éclairer 200 rues d’ici 2032."}


@dataclass(frozen=True)
class Stage:
    """An assembly whose manifesto is adopted, and the browsers that look at it."""

    lamps: Lamps
    visitors: Visitors
    server: LiveServer

    def page(self, actor: Actor, **options: object) -> Page:
        with self.server.app.app_context():
            person = person_of(actor)
        return self.visitors.signed_in(person, **options)

    def public(self, number: int) -> str:
        return f"/public/{self.lamps.code}/manifesto/{number}"


@pytest.fixture
def stage(visitors: Visitors, live_server: LiveServer) -> Stage:
    with live_server.app.app_context():
        lamps = make_lamps()
        adopt_lamps(lamps)
    visitors.expected.append("status of 422")  # a form that is sent back
    return Stage(lamps, visitors, live_server)


def _sound(page: Page) -> None:
    page.wait_for_load_state("networkidle")  # what somebody has just done is still being put into the page
    assert list(barriers(page)) == []
    size = page.viewport_size
    assert size is not None
    assert not scrolls_sideways(page, size["width"])
    if size == PHONE["viewport"]:
        assert small_targets(page) == []
    page.set_viewport_size(size)


def _sign(page: Page, number: int, reason: str = "") -> None:
    page.goto(f"/manifesto/{number}/sign")
    if reason:
        page.get_by_label("In the place of the president").check()
        page.get_by_label("Why the president does not sign").fill(reason)
    page.get_by_label("The first eight characters of the hash").fill(page.locator("#sha256 span").first.inner_text())
    page.get_by_label("I have seen what differs").check()
    page.get_by_role("button", name="Sign the manifesto").click()
    expect(page.get_by_text("The manifesto is signed.")).to_be_visible()


def _join(page: Page, number: int, function: str) -> None:
    page.goto(f"/manifesto/{number}")
    page.locator("a[href$='/join']").click()
    page.get_by_role("button", name="Join the manifesto").click()
    expect(page.locator("#function-error")).to_have_text(re.compile("Say in which function you sign."))
    _sound(page)
    page.get_by_label("My function").fill(function)
    page.get_by_role("button", name="Join the manifesto").click()
    expect(page.get_by_text("Your member has joined the manifesto.")).to_be_visible()


def _open(page: Page, words: dict[str, str]) -> None:
    page.goto("/manifesto/1/corrigenda")
    page.get_by_text("Choose the part of the text").click()
    page.get_by_role("link", name=re.compile("Light for the streets")).click()
    for language, text in words.items():
        page.locator(f"[name='{language}:p:lamps-p1']").fill(text)
    page.get_by_label("What went wrong").fill("A zero was lost.")
    page.get_by_role("button", name="Open the corrigendum").click()


def _time_passes(stage: Stage) -> None:
    """The time for objections is over."""
    with stage.server.app.app_context(), transaction() as session:
        for row in session.scalars(
            sa.select(Corrigendum).where(Corrigendum.edition_id == stage.lamps.assembly.edition_id)
        ):
            row.objections_until = row.at - timedelta(seconds=1)


def _verdict(page: Page, address: str, path: Path) -> Page:
    page.goto(address)
    with page.expect_download() as download:
        page.get_by_role("link", name="Word file (English)").click()
    download.value.save_as(path)
    page.goto("/verify")
    page.get_by_label("The Word file").set_input_files(path)
    page.get_by_role("button", name="Check this file").click()
    return page


def test_a_deputy_signs_with_a_reason_and_members_join_on_the_page_that_everybody_reads(stage: Stage) -> None:
    lamps = stage.lamps
    signatory = stage.page(lamps.signatory, **PHONE)
    _sign(signatory, 1, "The president has fallen ill.")
    _sound(signatory)
    for delegate, function in zip(lamps.assembly.delegates, ("Mayor", "Deputy mayor"), strict=False):
        _join(stage.page(delegate, **PHONE), 1, function)
    signatory.goto("/manifesto")
    expect(signatory.get_by_text("in the place of the president (The president has fallen ill.)")).to_be_visible()

    for options in (PHONE, LAPTOP, WALL):
        stranger = stage.visitors.context(**options).new_page()
        stranger.goto(stage.public(1))
        signatures = stranger.locator("#signatures")
        expect(signatures).to_contain_text("in the place of the president (The president has fallen ill.)")
        expect(signatures.locator("li")).to_have_text(
            [re.compile("Castelroux.*Mayor"), re.compile("Lindenfurt.*Deputy")]
        )
        expect(signatures.locator("time").first).to_have_text(re.compile(r"\d{4}, \d\d:\d\d"))
        expect(stranger.locator(".qr-frame svg")).to_be_visible()
        _sound(stranger)


def test_a_corrigendum_is_stopped_then_put_in_force_and_everybody_is_told(stage: Stage, tmp_path: Path) -> None:
    assembly, stranger = stage.lamps.assembly, stage.visitors.context(**PHONE).new_page()
    president, secretariat = stage.page(assembly.president), stage.page(assembly.secretariat, **LAPTOP)
    _sign(president, 1)
    _open(secretariat, {"en": RIGHT["en"]})
    expect(secretariat.get_by_text("Write it in every language").first).to_be_visible()
    _sound(secretariat)
    _open(secretariat, RIGHT)
    expect(secretariat.get_by_text("The corrigendum is open to objections.")).to_be_visible()

    delegate = stage.page(assembly.delegates[0], **PHONE)
    delegate.goto("/manifesto")
    expect(delegate.get_by_text("A corrigendum of this text is open")).to_be_visible()
    delegate.locator("#manifesto").get_by_role("link", name="Corrigenda").click()
    delegate.locator("summary", has_text="Object").click()
    delegate.get_by_role("button", name="Stop the corrigendum").click()
    _sound(delegate)
    delegate.get_by_label("Why this is no mere correction").fill("We voted on 20.")
    delegate.get_by_role("button", name="Stop the corrigendum").click()
    expect(delegate.get_by_text("Your objection is recorded")).to_be_visible()
    _sound(delegate)

    _open(secretariat, RIGHT)
    _time_passes(stage)
    stranger.goto(stage.public(1))
    expect(stranger.locator("#state")).not_to_contain_text("corrected since")
    secretariat.reload()
    secretariat.get_by_role("button", name="Put it in force").click()
    expect(secretariat.get_by_text("Corrigendum 2", exact=True)).to_be_visible()
    stranger.goto(stage.public(1))
    expect(stranger.get_by_text("This text has been corrected since")).to_be_visible()
    stranger.get_by_role("link", name="Manifesto 2").click()
    expect(stranger.get_by_text("This corrected text is in force, but not signed yet.")).to_be_visible()
    expect(stranger.get_by_text("A corrigendum puts right what was signed: A zero was lost.")).to_be_visible()
    _sound(stranger)

    president.goto("/manifesto")
    expect(president.get_by_text("A corrigendum of manifesto 1 is in force.")).to_be_visible()
    _sign(president, 2)
    hashes = set()
    for number, words in ((1, WRONG), (2, RIGHT["en"])):
        stranger.goto(stage.public(number))
        expect(stranger.locator(".sheet")).to_contain_text(words)
        hashes.add(stranger.locator("#hash .hash").inner_text())
        verified = _verdict(stranger, stage.public(number), tmp_path / f"{number}.docx")
        expect(verified.locator("#verdict")).to_contain_text(f"Manifesto {number} of ")
    assert len(hashes) == 2
    delegate.goto("/record")
    for sentence in ("was stopped", "is in force", "was signed"):
        expect(delegate.get_by_text(re.compile(sentence)).first).to_be_visible()
