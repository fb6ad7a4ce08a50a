"""Word files taken away, worked over, brought back and verified, in a browser."""

import io
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from docx import Document
from playwright.sync_api import Browser, Page, expect

from recommendations.domain.people import Role
from tests.browser import demonstrated
from tests.browser.axe import barriers, scrolls_sideways
from tests.browser.conftest import LiveServer, Visitors, serving
from tests.browser.places import FROZEN
from tests.edited import Edited

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("demonstration")]
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
PHONE = {"width": 390, "height": 844}
# Whether what has the focus can be seen to have it.
SHOWS_FOCUS = """() => {
    const element = document.activeElement;
    const style = getComputedStyle(element);
    return (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2) || style.boxShadow !== "none";
}"""
MOST_STEPS = 120


@pytest.fixture(scope="module")
def server(demonstration_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[LiveServer]:
    """A server on which the assembly has adopted its manifesto."""
    with serving(demonstration_file, tmp_path_factory.mktemp("word"), demonstrated.conclude) as running:
        yield running


@pytest.fixture
def visitors(browser: Browser, server: LiveServer) -> Iterator[Visitors]:
    """People with browsers; no console may complain."""
    people = Visitors(browser, server)
    yield people
    for context in people.contexts:
        context.close()
    assert people.unexpected() == []


@pytest.fixture
def delegate(visitors: Visitors, server: LiveServer) -> Page:
    """A delegate's phone."""
    with server.app.app_context():
        person = demonstrated.voters()[0]
    return visitors.signed_in(person, viewport=PHONE)


@pytest.fixture
def theme_page(server: LiveServer) -> str:
    """The address of the frozen theme's Word files."""
    with server.app.app_context():
        return f"/themes/{demonstrated.theme(FROZEN)}/word"


def downloaded(page: Page, selector: str) -> list[tuple[str, bytes]]:
    """What each of the links leads to, pressed one after the other."""
    found = []
    for link in page.locator(selector).all():
        with page.expect_download() as waiting:
            link.click()
        found.append((waiting.value.suggested_filename, waiting.value.path().read_bytes()))
    return found


def words_of(content: bytes) -> str:
    return "\n".join(paragraph.text for paragraph in Document(io.BytesIO(content)).paragraphs)


def hand_in(page: Page, label: str, content: bytes, button: str) -> None:
    file = {"name": "our changes.docx", "mimeType": WORD, "buffer": content}
    page.get_by_label(label).set_input_files(file)  # type: ignore[arg-type]  # Playwright's own dictionary
    page.get_by_role("button", name=button).click()


def send_back(page: Page, theme_page: str, edited: Edited) -> None:
    page.goto(theme_page)
    hand_in(page, "The Word file with your changes", edited.content, "Show me the changes")
    expect(page.get_by_role("heading", name="Changes in a Word file")).to_be_visible()


def edit_copy(page: Page, theme_page: str) -> Edited:
    page.goto(theme_page)
    ((_, content),) = downloaded(page, 'a[href*="/word/edit-en"]')
    return Edited(content)


def test_every_word_file_of_a_theme_opens(delegate: Page, theme_page: str) -> None:
    delegate.goto(theme_page)

    files = dict(downloaded(delegate, 'a[href$=".docx"]'))

    kinds = ("edit", "lines", "amendments")
    assert sorted(files) == sorted(f"t04-v1-{kind}-{language}.docx" for kind in kinds for language in ("en", "fr"))
    assert all("Sports halls" in words_of(files[f"t04-v1-{kind}-en.docx"]) for kind in ("edit", "lines"))
    assert len(Document(io.BytesIO(files["t04-v1-amendments-en.docx"])).tables) > 0


def test_every_word_file_of_the_manifesto_opens(delegate: Page) -> None:
    delegate.goto("/manifesto/1")
    delegate.get_by_text("More Word files").click()

    files = dict(downloaded(delegate, 'main a[href$=".docx"]'))

    names = {f"manifesto-1{kind}-{language}.docx" for kind in ("", "-minutes", "-roll") for language in ("en", "fr")}
    assert names <= set(files)
    assert all(Document(io.BytesIO(content)).paragraphs for content in files.values())
    assert "Mend street lights" in words_of(files["manifesto-1-en.docx"])


def test_two_of_the_changes_of_an_edited_file_are_filed_and_stand_on_the_desk(
    visitors: Visitors, delegate: Page, theme_page: str, server: LiveServer
) -> None:
    file = edit_copy(delegate, theme_page)
    file.replace("at least one qualified", "at least two qualified").replace("5% of our", "8% of our")
    file.replace("within eight days and", "within ten days and").write_over("30,000 residents", "20,000 residents")
    send_back(delegate, theme_page, file)

    expect(delegate.get_by_text("4 changes can be filed.")).to_be_visible()
    expect(delegate.locator("ins").first).to_contain_text("two")
    expect(delegate.get_by_label("File this as an amendment")).to_have_count(4)
    assert [box.is_checked() for box in delegate.get_by_label("File this as an amendment").all()].count(True) == 3
    delegate.get_by_label("File this as an amendment").nth(1).uncheck()
    delegate.locator("summary", has_text="Title and reason").first.click()
    delegate.get_by_label("Short title").first.fill("Two youth workers")
    delegate.get_by_label(re.compile("I file late")).check()
    delegate.get_by_role("button", name="File the chosen changes").click()

    expect(delegate.get_by_text("2 amendments are filed.")).to_be_visible()
    expect(delegate.get_by_text(re.compile(r"filed as A\d+"))).to_have_count(2)
    expect(delegate.get_by_label("File this as an amendment")).to_have_count(2)
    with server.app.app_context():
        secretariat = demonstrated.person(Role.SECRETARIAT)
    desk = visitors.signed_in(secretariat)
    desk.goto("/amendments?words=youth workers")
    expect(desk.get_by_role("link", name="Two youth workers")).to_be_visible()


def test_a_returned_file_is_read_and_filed_with_the_keyboard_alone(delegate: Page, theme_page: str) -> None:
    file = (
        edit_copy(delegate, theme_page).replace("free of charge", "at no cost").replace("two coaches", "three coaches")
    )
    send_back(delegate, theme_page, file)

    reached: list[str] = []
    for _step in range(MOST_STEPS):
        delegate.keyboard.press("Tab")
        assert delegate.evaluate(SHOWS_FOCUS)
        name = str(delegate.evaluate("() => document.activeElement.name || document.activeElement.textContent.trim()"))
        reached.append(name)
        if name in {"file-2", "late"}:
            delegate.keyboard.press("Space")
        if name == "File the chosen changes":
            break
    delegate.keyboard.press("Enter")

    assert reached.index("file-1") < reached.index("file-2") < reached.index("late")
    expect(delegate.get_by_text("1 amendment is filed.")).to_be_visible()


def test_a_returned_file_in_french_is_without_barriers(visitors: Visitors, server: LiveServer, theme_page: str) -> None:
    with server.app.app_context():
        reader = demonstrated.person(Role.DELEGATE, locale="fr")
        content = demonstrated.worked_over(demonstrated.edit_copy(FROZEN))
    page = visitors.signed_in(reader, viewport=PHONE, locale="fr-FR", reduced_motion="reduce")
    page.goto(theme_page)
    hand_in(page, "Le fichier Word avec vos modifications", content, "Montrez-moi les modifications")
    expect(page.locator("#changes")).to_be_visible()

    assert list(barriers(page)) == []
    assert not scrolls_sideways(page, 320)


def test_strangers_verify_an_untouched_a_saved_and_a_changed_manifesto(visitors: Visitors) -> None:
    page = visitors.context(viewport=PHONE).new_page()
    page.goto("/public/demo/manifesto/1")
    ((_, word),) = downloaded(page, 'a[href$="/en.docx"]')
    saved = io.BytesIO()
    Document(io.BytesIO(word)).save(saved)
    changed = Edited(word).write_over("cities", "villages").content

    for content, verdict in (
        (word, "This is the very file that we issue, untouched."),
        (saved.getvalue(), "every word of it is as we issue it"),
        (changed, "This file says something else"),
    ):
        page.goto("/verify")
        hand_in(page, "The Word file", content, "Check this file")
        expect(page.locator("#verdict")).to_contain_text(verdict)
    expect(page.locator("#verdict ins")).to_contain_text("villages")
    page.get_by_role("link", name="Read the manifesto").click()
    expect(page.get_by_role("heading", name="Manifesto", exact=True)).to_be_visible()


def test_a_stranger_reads_the_adopted_manifesto_in_both_languages(visitors: Visitors) -> None:
    page = visitors.context(viewport=PHONE).new_page()

    page.goto("/public/demo/manifesto/1")
    expect(page.get_by_text("Mend street lights within five days")).to_be_visible()
    page.get_by_role("link", name="Français", exact=True).click()

    expect(page.locator("article [lang=fr]").first).to_be_visible()
    expect(page.get_by_role("heading", name="Votes")).to_be_visible()
