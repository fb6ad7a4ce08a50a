"""Every page of the demonstration, in every form a person may meet it."""

import gzip
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from recommendations.domain.people import Role
from recommendations.storage.people import Person
from tests.browser import demonstrated
from tests.browser.axe import barriers, scrolls_sideways, small_targets
from tests.browser.conftest import LiveServer, Visitors, serving
from tests.browser.places import DRAFTED, NOT_PAGES, VOTED, Place, later_places, places
from tests.browser.word_places import STRANGER

# One worker, so that the demonstration is loaded and every page visited once.
pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("demonstration")]
PHONE, LAPTOP, NARROWEST = 390, 1280, 320
# Colours change at once, so that axe never measures one on its way.
CALM = {"reduced_motion": "reduce"}
LARGEST_FIRST_LOAD = 25_000  # bytes, compressed
WRITING = "draft of a rapporteur"
RESOURCES = """() => performance.getEntriesByType("resource").map((entry) => [entry.name, entry.encodedBodySize])"""


@dataclass
class Findings:
    """What was found wrong on the pages, and what each weighed; every line names its page."""

    seen: set[str] = field(default_factory=set)
    wrong: dict[str, list[str]] = field(default_factory=dict)
    weights: dict[str, dict[str, int]] = field(default_factory=dict)

    def add(self, kind: str, place: Place, *details: str) -> None:
        self.wrong.setdefault(kind, []).extend(f"{place.name}: {detail}" for detail in details)

    def of(self, kind: str) -> list[str]:
        return self.wrong.get(kind, [])


def _look(page: Page, place: Place, findings: Findings) -> None:
    """Arrive on a laptop; then see the page on a phone, by night and by day, and on the narrowest screen.

    The phone has every barrier that the laptop has, and regions that scroll besides.
    """
    page.set_viewport_size({"width": LAPTOP, "height": 900})
    status = place.arrive(page)
    if status != place.status:
        findings.add("status", place, f"answered {status}")
    findings.seen.add(place.endpoint)
    page.set_viewport_size({"width": PHONE, "height": 844})
    page.emulate_media(color_scheme="dark")
    findings.add("barriers", place, *barriers(page, ["color-contrast"]))
    page.emulate_media(color_scheme="light")
    findings.add("barriers", place, *barriers(page))
    findings.add("targets", place, *small_targets(page))
    for width in (PHONE, NARROWEST):
        if scrolls_sideways(page, width):
            findings.add("sideways", place, f"is wider than {width} px")
    findings.weights[place.name] = _weights(page)


def _weights(page: Page) -> dict[str, int]:
    """What was sent for the page, in bytes by kind; the page itself is counted as a reverse proxy compresses it."""
    weights = {"html": len(gzip.compress(page.content().encode())), "css": 0, "js": 0}
    for address, size in page.evaluate(RESOURCES):
        kind = Path(address).suffix.removeprefix(".")
        if kind in weights:
            weights[kind] += size
    return weights


def _people(server: LiveServer) -> dict[str, Person]:
    with server.app.app_context():
        waiting, voted = demonstrated.waiting_voters(), demonstrated.voters()
        return {
            "delegate": waiting[0] if waiting else voted[0],
            VOTED: voted[0],
            "chair": demonstrated.person(Role.CHAIR),
            "secretariat": demonstrated.person(Role.SECRETARIAT),
            "observer": demonstrated.person(Role.OBSERVER),
            "rapporteur": demonstrated.person(Role.RAPPORTEUR, of=DRAFTED),
            "president": demonstrated.person(Role.PRESIDENT, locale="fr"),
            "signatory": demonstrated.person(Role.SIGNATORY),
        }


def _visit(browser: Browser, server: LiveServer, listed: list[Place]) -> Findings:
    findings, visitors, people = Findings(), Visitors(browser, server), _people(server)
    for role in dict.fromkeys(place.role for place in listed):
        page = visitors.context(**CALM).new_page() if role == STRANGER else visitors.signed_in(people[role], **CALM)
        for place in listed:
            if place.role == role:
                _look(page, place, findings)
                refused = f"the server responded with a status of {place.status} "
                findings.add("console", place, *(fault for fault in visitors.faults if refused not in fault))
                visitors.faults.clear()
        page.context.close()
    return findings


@pytest.fixture(scope="module")
def middle(browser: Browser, demonstration_server: LiveServer) -> Findings:
    """What was found while the assembly is at work."""
    return _visit(browser, demonstration_server, places(demonstration_server.app))


@pytest.fixture(scope="module")
def concluded_server(demonstration_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[LiveServer]:
    """A server on which the assembly has adopted its manifesto."""
    with serving(demonstration_file, tmp_path_factory.mktemp("end"), demonstrated.conclude) as server:
        yield server


@pytest.fixture(scope="module")
def end(browser: Browser, concluded_server: LiveServer) -> Findings:
    """What was found when the assembly has decided."""
    return _visit(browser, concluded_server, later_places(concluded_server.app))


@pytest.fixture(params=["middle", "end"])
def findings(request: pytest.FixtureRequest) -> Findings:
    found: Findings = request.getfixturevalue(request.param)
    return found


def test_no_page_has_a_barrier_that_axe_finds(findings: Findings) -> None:
    assert findings.of("barriers") == []


def test_every_page_answers_as_it_should(findings: Findings) -> None:
    assert findings.of("status") == []


def test_no_page_complains_in_the_console(findings: Findings) -> None:
    assert findings.of("console") == []


def test_no_page_scrolls_sideways(findings: Findings) -> None:
    assert findings.of("sideways") == []


def test_everything_to_press_is_large_enough_for_a_thumb(findings: Findings) -> None:
    assert findings.of("targets") == []


@pytest.mark.parametrize("width", [PHONE, NARROWEST])
def test_every_menu_opens_inside_the_screen(browser: Browser, demonstration_server: LiveServer, width: int) -> None:
    visitors = Visitors(browser, demonstration_server)
    viewport = {"width": width, "height": 740}
    page = visitors.signed_in(_people(demonstration_server)["delegate"], viewport=viewport)
    menus = page.locator("details.menu:visible")

    for menu in menus.all():
        menu.locator("summary").click()
        box = menu.locator(".menu-panel").bounding_box()
        assert box is not None
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= width
        assert box["y"] + box["height"] <= viewport["height"]
        page.keyboard.press("Escape")
    assert menus.count() == 3
    page.context.close()


def test_pages_in_french_say_so_and_fit_the_screen(browser: Browser, demonstration_server: LiveServer) -> None:
    server = demonstration_server
    with server.app.app_context():
        reader = demonstrated.person(Role.DELEGATE, locale="fr")
    page = Visitors(browser, server).signed_in(reader, viewport={"width": NARROWEST, "height": 740}, locale="fr-FR")
    wrong = []

    for place in places(server.app):
        if place.role == "delegate" and place.act is None:
            place.arrive(page)
            if page.locator("html").get_attribute("lang") != "fr":
                wrong.append(f"{place.name} is not in French")
            wrong += [f"{place.name} at {width} px" for width in (NARROWEST, PHONE) if scrolls_sideways(page, width)]

    assert wrong == []
    page.context.close()


def test_every_page_of_the_product_has_been_visited(
    middle: Findings, end: Findings, demonstration_server: LiveServer
) -> None:
    rules = demonstration_server.app.url_map.iter_rules()
    pages = {rule.endpoint for rule in rules if rule.methods and "GET" in rule.methods}

    assert pages - NOT_PAGES == (middle.seen | end.seen) - {""}


def test_every_page_for_reading_and_voting_is_light(middle: Findings, end: Findings) -> None:
    weights = {name: sum(parts.values()) for name, parts in (middle.weights | end.weights).items()}
    del weights[WRITING]

    assert {name: weight for name, weight in weights.items() if weight > LARGEST_FIRST_LOAD} == {}


def test_only_who_writes_loads_the_editor(middle: Findings) -> None:
    heavy = [name for name, weights in middle.weights.items() if weights["js"] > LARGEST_FIRST_LOAD]

    assert heavy == [WRITING]
