"""Titles from their amendment to the adopted text in both languages; a language that differs until it is put right."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import LiveServer, Visitors
from tests.browser.lamps import LAPTOP, PHONE, WALL, adopt_lamps, make_lamps
from tests.browser.test_corrigendum import Stage, _sign, _sound

pytestmark = pytest.mark.browser
NIGHT = {"en": "Streets and squares at night", "fr": "Les rues et les places la nuit"}
SQUARES = {"en": "Light for streets and squares", "fr": "De la lumière dans les rues et sur les places"}


def _propose(page: Page, address: str, subject: str, titles: dict[str, str]) -> None:
    page.goto(address)
    page.locator("[name='en:title']").fill(titles["en"])
    page.get_by_label("Short title of your amendment").fill(subject)
    page.get_by_text("Change the text in another language too").click()
    page.locator("[name='fr:title']").fill(titles["fr"])
    page.get_by_role("button", name="Check it").click()
    for title in titles.values():
        expect(page.get_by_text(f"becomes “{title}”")).to_be_visible()
    page.get_by_role("button", name="File this amendment").click()
    expect(page.get_by_text("Your amendment is filed.")).to_be_visible()


def _adopt(chair: Page, voters: list[Page], question: str) -> None:
    chair.goto("/chair")
    chair.locator("li", has_text=question).get_by_role("button", name="Prepare").first.click()
    chair.get_by_role("button", name="Open the poll").click()
    for page in voters:
        page.get_by_role("button", name="For", exact=True).click()
        expect(page.get_by_text(re.compile(r"Recorded at"))).to_be_visible()
    chair.get_by_role("button", name="Close the poll").click()
    chair.get_by_role("button", name="Announce the result").click()


def test_titles_are_amended_voted_and_stand_in_the_adopted_text(visitors: Visitors, live_server: LiveServer) -> None:
    with live_server.app.app_context():
        lamps = make_lamps()
    stage, theme = Stage(lamps, visitors, live_server), f"/themes/{lamps.theme_id}"
    chair = stage.page(lamps.assembly.chair, **LAPTOP)
    voters = [stage.page(delegate, **PHONE) for delegate in lamps.assembly.delegates[:2]]
    _propose(voters[0], f"{theme}/title/amend", "And squares", NIGHT)
    _propose(voters[1], f"{theme}/units/lamps/amend", "Squares in the title", SQUARES)
    chair.goto("/amendments")
    for address in [link.get_attribute("href") for link in chair.locator("a.item-title").all()]:
        chair.goto(str(address))
        chair.get_by_role("button", name="Admissible", exact=True).click()
    for page in voters:
        page.goto("/now")
    wall = chair.context.new_page()
    wall.set_viewport_size(WALL["viewport"])  # type: ignore[arg-type]  # a dict with width and height
    wall.goto("/projector")

    for question in ("Squares in the title", "recommendation 2.1 be", "recommendation 2.2 be", "And squares"):
        _adopt(chair, voters, question)
    expect(wall.locator("h1.outcome")).to_have_text("Adopted")
    expect(wall.get_by_text("the title of theme 2")).to_be_visible()

    chair.goto(theme)
    expect(chair.get_by_role("heading", level=1)).to_have_text(NIGHT["en"])
    expect(chair.get_by_role("link", name=SQUARES["en"]).first).to_be_visible()
    chair.goto(f"{theme}/revisions/1")
    expect(chair.get_by_role("heading", level=1)).to_have_text("Streets at night")
    chair.goto("/manifesto")
    chair.get_by_role("button", name="Compose manifesto 1").click()
    for language in ("en", "fr"):
        chair.goto(f"/manifesto/1?language={language}")
        expect(chair.locator(".manifesto")).to_contain_text(NIGHT[language])
        expect(chair.locator(".manifesto")).to_contain_text(SQUARES[language])
    _sound(chair)


def test_a_language_that_differs_is_not_signed_until_it_is_put_right(
    visitors: Visitors, live_server: LiveServer
) -> None:
    with live_server.app.app_context():
        lamps = make_lamps("Les villes devraient éclairer 30 rues d’ici 2032.")
        adopt_lamps(lamps)
    visitors.expected.append("status of 4")
    stage = Stage(lamps, visitors, live_server)
    president, chair = stage.page(lamps.assembly.president), stage.page(lamps.assembly.chair)
    secretariat = stage.page(lamps.assembly.secretariat, **PHONE)
    president.goto("/manifesto/1")
    expect(president.get_by_text(re.compile("No Word file in .* yet"))).to_have_count(2)
    president.goto("/manifesto/1/sign")
    president.get_by_label("The first eight characters").fill(president.locator("#sha256 span").first.inner_text())
    president.get_by_label("I have seen what differs").check()
    president.get_by_role("button", name="Sign the manifesto").click()
    expect(president.get_by_text("The language versions do not say the same").first).to_be_visible()

    secretariat.goto("/languages")
    expect(secretariat.get_by_text("Figures differ:").first).to_be_visible()
    secretariat.locator("summary", has_text="It is right as it is").click()
    secretariat.get_by_role("button", name="Confirm").click()
    _sound(secretariat)
    secretariat.get_by_role("link", name="Correct a version").click()
    secretariat.locator("[name='fr:p:lamps-p1']").fill("Les villes devraient éclairer 20 rues d’ici 2032.")
    secretariat.get_by_label("Why", exact=True).fill("The French version had another figure.")
    secretariat.get_by_role("button", name="Propose the correction").click()
    chair.goto(f"/themes/{lamps.theme_id}/corrections")
    chair.get_by_role("button", name="Confirm the correction").click()

    secretariat.goto("/languages")
    expect(secretariat.get_by_text("Nothing differs")).to_be_visible()
    chair.goto("/manifesto/1")
    expect(chair.get_by_text("This text has been corrected since")).to_be_visible()
    _sign(president, 2)
    expect(president.get_by_role("link", name="Word file (Français)")).to_be_visible()
