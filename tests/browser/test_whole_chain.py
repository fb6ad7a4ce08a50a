"""The whole way of one recommendation, walked by seven people in seven browsers: from a live draft to the Word file."""

import os
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from playwright.sync_api import CDPSession, Page, expect
from sqlalchemy.orm import Session

from recommendations.domain.editions import ThemeKind
from recommendations.domain.people import Role
from recommendations.domain.text import Paragraph, Span, Unit, UnitKind
from recommendations.services.people.signing_in import actor_of
from recommendations.services.texts.drafting import seed_text
from recommendations.services.texts.freezing import freeze, set_drafting
from recommendations.storage.editions import Theme
from recommendations.storage.people import Person
from tests.browser.conftest import LiveServer, Visitors
from tests.browser.drafts import expect_same_text, expect_saved, paragraph, put_cursor
from tests.factories import make_edition, make_member, make_person, make_theme

pytestmark = pytest.mark.browser

PHONE = {"viewport": {"width": 390, "height": 844}, "device_scale_factor": 2, "is_mobile": True, "has_touch": True}
LAPTOP = {"viewport": {"width": 1280, "height": 860}}
WALL = {"viewport": {"width": 1600, "height": 900}}
OBSERVATORY = "Cities should set up an observatory of public space. It should publish its findings once a year."
COUNCIL = "Residents should sit on its council."
OBSERVATOIRE = "Les villes devraient créer un observatoire de l’espace public. Il devrait publier une fois par an."
# Words and what stands instead of them, in both languages: no version may stay behind the one that is decided.
TWICE = (("once a year", "twice a year"), ("une fois par an", "deux fois par an"))
QUARTER = (("once a year", "every quarter"), ("une fois par an", "chaque trimestre"))
SQUARES = (("public space", "public space and squares"), ("l’espace public", "l’espace public et des places"))


@dataclass(frozen=True)
class Assembly:
    """A theme being drafted, a preamble that is frozen, and seven people."""

    theme: Theme
    preamble: Theme
    rapporteurs: tuple[Person, Person]
    delegates: tuple[Person, Person, Person]
    chair: Person
    president: Person


def _unit(language: str, *texts: str) -> Unit:
    title = {"en": "An observatory", "fr": "Un observatoire"}[language]
    paragraphs = tuple(Paragraph(f"p{place}", (Span(text),)) for place, text in enumerate(texts, start=1))
    return Unit("observatory", UnitKind.RECOMMENDATION, paragraphs, title, ("local",))


def make_assembly(session: Session) -> Assembly:
    edition = make_edition(session, title={"en": "Forum of Cities 2030", "fr": "Forum des villes 2030"})
    theme = make_theme(session, edition, number=1)
    theme.title = {"en": "Public space for everyone", "fr": "L’espace public pour toutes et tous"}
    seed_text(session, theme.id, "en", [_unit("en", OBSERVATORY, COUNCIL)])
    seed_text(session, theme.id, "fr", [_unit("fr", OBSERVATOIRE, "Les habitants y siègent.")])
    preamble = make_theme(session, edition, number=0, kind=ThemeKind.PREAMBLE)
    for language, words in (("en", "We, the cities, recommend:"), ("fr", "Nous, les villes, recommandons :")):
        seed_text(session, preamble.id, language, [Unit("we", UnitKind.PASSAGE, (Paragraph("we", (Span(words),)),))])
    rapporteurs = [make_person(session, edition, Role.RAPPORTEUR, theme_id=theme.id) for _ in range(2)]
    names = ("Castelroux", "Lindenfurt", "Vila Marinha")
    delegates = [make_person(session, edition, member=_member(session, edition, name)) for name in names]
    chair, president = (make_person(session, edition, role) for role in (Role.CHAIR, Role.PRESIDENT))
    people = ("Ana Quintarel", "Jonas Ebersolt", "Chiara Moretval", "Hanna Lindqvarn", "Paulo Estevarez")
    for person, name in zip((*rapporteurs, *delegates), people, strict=True):
        person.name = name
    chair.name, president.name = "Freja Iversund", "Wanda Fjellander"
    return Assembly(theme, preamble, (*rapporteurs,), (*delegates,), chair, president)  # type: ignore[arg-type]  # two and three


def _member(session: Session, edition: Any, name: str) -> Any:  # noqa: ANN401 - rows of the factories
    member = make_member(session, edition)
    member.name = name
    return member


@pytest.fixture
def assembly(scene: Callable[..., Any], live_server: LiveServer) -> Assembly:
    made: Assembly = scene(make_assembly)
    with live_server.app.app_context():
        set_drafting(made.preamble.id, actor_of(made.chair), is_open=False)
        freeze(made.preamble.id, actor_of(made.chair))
    return made


@pytest.fixture
def shot(tmp_path: Path) -> Callable[[Page, str], None]:
    """Keep a picture; `make tour` sets TOUR to the folder of the documentation."""
    folder = Path(os.environ.get("TOUR", tmp_path))

    def take(page: Page, name: str) -> None:
        page.evaluate("() => document.fonts.ready")
        page.screenshot(path=folder / f"{name}.png", animations="disabled")

    return take


def _draft_together(visitors: Visitors, assembly: Assembly, shot: Callable[[Page, str], None]) -> None:
    first, second = (visitors.signed_in(person, **LAPTOP) for person in assembly.rapporteurs)
    for page in (first, second):
        page.goto(f"/themes/{assembly.theme.id}/draft/en")
        page.locator("[data-drafting][data-ready]").wait_for()
    put_cursor(first, paragraph(first, COUNCIL), len(COUNCIL))
    put_cursor(second, paragraph(second, OBSERVATORY), 0)
    first.keyboard.type(" They choose its head.")
    second.keyboard.type("All ")
    expect_same_text(first, second)
    put_cursor(second, paragraph(second, "Cities"), 4)
    for _ in "All ":
        second.keyboard.press("Backspace")
    expect_same_text(first, second)
    expect_saved(first, second)
    shot(first, "draft-laptop")
    first.goto(f"/themes/{assembly.theme.id}/drafting")
    first.get_by_role("button", name="Close drafting").click()
    first.goto(f"/themes/{assembly.theme.id}/freeze")
    first.get_by_role("button", name="Freeze as version 1").click()
    first.goto(f"/themes/{assembly.theme.id}/revisions/1")
    expect(first.get_by_text("They choose its head.").first).to_be_visible()
    shot(first, "revision-laptop")


def _file(page: Page, assembly: Assembly, title: str, changes: tuple[tuple[str, str], tuple[str, str]]) -> Page:
    english, french = changes
    page.goto(f"/themes/{assembly.theme.id}/units/observatory")
    page.get_by_role("link", name="Propose an amendment").click()
    page.get_by_label("Short title of your amendment").fill(title)
    page.locator("[name='en:p:p1']").fill(OBSERVATORY.replace(*english))
    page.get_by_text("Change the text in another language too").click()
    page.locator("[name='fr:p:p1']").fill(OBSERVATOIRE.replace(*french))
    page.get_by_role("button", name="Check it").click()
    expect(page.get_by_role("heading", name="Check your amendment")).to_be_visible()
    return page


def _amend(delegates: list[Page], assembly: Assembly, shot: Callable[[Page, str], None]) -> None:
    first, second, third = delegates
    _file(first, assembly, "Twice a year", TWICE)
    expect(first.get_by_text("Your amendment is compatible with all others filed so far.")).to_be_visible()
    shot(first, "preview-phone")
    first.get_by_role("button", name="File this amendment").click()
    _file(second, assembly, "Every quarter", QUARTER)
    expect(second.get_by_text("changes the same words as others")).to_be_visible()
    second.get_by_role("button", name="File this amendment").click()
    _file(third, assembly, "And squares", SQUARES)
    third.get_by_role("button", name="File this amendment").click()
    third.goto(f"/themes/{assembly.theme.id}/units/observatory")
    shot(third, "unit-phone")


def _admit_all(chair: Page, shot: Callable[[Page, str], None]) -> None:
    chair.goto("/amendments")
    addresses = [link.get_attribute("href") for link in chair.locator("a.item-title").all()]
    for address in addresses:
        chair.goto(str(address))
        chair.get_by_role("button", name="Admissible", exact=True).click()
    chair.goto("/amendments")
    shot(chair, "amendments-laptop")


def _hold(chair: Page, delegates: list[Page], title: str, choices: tuple[str, str, str]) -> None:
    """Prepare and open the question with this title, and let everybody vote on what appears by itself."""
    chair.goto("/chair")
    chair.locator("li", has_text=title).get_by_role("button", name="Prepare").first.click()
    chair.get_by_role("button", name="Open the poll").click()
    for page, choice in zip(delegates, choices, strict=True):
        page.get_by_role("button", name=choice, exact=True).click()
        expect(page.get_by_text(re.compile(r"Recorded at \d\d:\d\d:\d\d"))).to_be_visible()


def _announce(chair: Page) -> None:
    chair.get_by_role("button", name="Close the poll").click()
    chair.get_by_role("button", name="Announce the result").click()


def _decide(chair: Page, delegates: list[Page], wall: Page, title: str) -> None:
    for page in delegates:
        page.goto("/now")
    _hold(chair, delegates, title, ("For", "For", "Against"))
    _announce(chair)
    expect(wall.locator("h1.outcome")).to_have_text("Adopted")


def _first_vote(chair: Page, delegates: list[Page], wall: Page, shot: Callable[[Page, str], None]) -> None:
    wall.goto("/projector")
    for page in delegates:
        page.goto("/now")
        expect(page.get_by_text("Nothing is open")).to_be_visible()
    _hold(chair, delegates, "Twice a year", ("For", "Against", "For"))
    expect(wall.get_by_text("3 of 3")).to_be_visible()
    shot(delegates[0], "now-phone")
    shot(wall, "projector-open")
    shot(chair, "desk-laptop")
    _announce(chair)
    expect(wall.locator("h1.outcome")).to_have_text("Adopted")
    shot(wall, "projector-result")
    chair.goto("/amendments")
    expect(chair.locator("li", has_text="Every quarter")).to_contain_text("Fallen")


def _phone_with_a_key(page: Page) -> tuple[CDPSession, str]:
    """A device that keeps passkeys, and its name; it checks who uses it until it is told that it is somebody else."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    options = {"protocol": "ctap2", "transport": "internal", "automaticPresenceSimulation": True}
    verified = {"hasResidentKey": True, "hasUserVerification": True, "isUserVerified": True}
    added = session.send("WebAuthn.addVirtualAuthenticator", {"options": options | verified})
    return session, str(added["authenticatorId"])


def _enter_passkey(president: Page, shot: Callable[[Page, str], None]) -> None:
    president.get_by_role("link", name="Enter a passkey").click()
    president.get_by_label("Name of the device").fill("My phone")
    president.get_by_role("button", name="Enter a passkey").click()
    expect(president.get_by_text("You can sign with it.")).to_be_visible()
    shot(president, "passkeys-laptop")


def _sign(president: Page, shot: Callable[[Page, str], None]) -> None:
    device, identifier = _phone_with_a_key(president)
    president.goto("/manifesto/1/sign")
    _enter_passkey(president, shot)
    president.goto("/manifesto/1/sign")
    expect(president.get_by_text("Nothing differs.")).to_be_visible()
    start = president.locator("#sha256 span").first.inner_text()
    president.get_by_label("The first eight characters of the hash").fill(start)
    president.get_by_label("I have seen what differs").check()
    shot(president, "signing-laptop")
    device.send("WebAuthn.setUserVerified", {"authenticatorId": identifier, "isUserVerified": False})
    president.get_by_role("button", name="Sign the manifesto").click()
    expect(president.get_by_text("Your device has not confirmed it.")).to_be_visible()
    expect(president.get_by_label("I have seen what differs")).to_be_checked()
    device.send("WebAuthn.setUserVerified", {"authenticatorId": identifier, "isUserVerified": True})
    president.get_by_role("button", name="Sign the manifesto").click()
    expect(president.get_by_text("Signed").first).to_be_visible()
    expect(president.get_by_text("confirmed with a passkey")).to_be_visible()


def _word_file(page: Page, tmp_path: Path) -> str:
    page.goto("/manifesto/1")
    with page.expect_download() as download:
        page.get_by_role("link", name="Word file (English)").click()
    path = tmp_path / "manifesto.docx"
    download.value.save_as(path)
    document = Document(str(path))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([paragraph.text for paragraph in document.paragraphs] + cells)


def test_seven_people_bring_a_recommendation_from_the_draft_to_the_word_file(
    visitors: Visitors, assembly: Assembly, shot: Callable[[Page, str], None], tmp_path: Path
) -> None:
    _draft_together(visitors, assembly, shot)
    delegates = [visitors.signed_in(person, **PHONE) for person in assembly.delegates]
    _amend(delegates, assembly, shot)
    chair = visitors.signed_in(assembly.chair, **LAPTOP)
    wall = chair.context.new_page()
    wall.set_viewport_size(WALL["viewport"])  # type: ignore[arg-type]  # a dict with width and height
    _admit_all(chair, shot)

    _first_vote(chair, delegates, wall, shot)
    _decide(chair, delegates, wall, "And squares")
    chair.goto(f"/themes/{assembly.theme.id}/units/observatory")
    shot(chair, "unit-laptop")
    _decide(chair, delegates, wall, "An observatory")
    chair.goto("/manifesto")
    chair.get_by_role("button", name="Compose manifesto 1").click()
    _decide(chair, delegates, wall, "anifesto")
    president = visitors.signed_in(assembly.president, **LAPTOP)
    _sign(president, shot)

    text = _word_file(president, tmp_path)
    shot(president, "manifesto-laptop")
    assert "observatory of public space and squares. It should publish its findings twice a year." in text
    assert "They choose its head." in text
    assert "every quarter" not in text
    assert "Wanda Fjellander" in text
    chair.goto("/record")
    shot(chair, "record-laptop")
