"""What other programs put on the clipboard becomes recommendations and paragraphs of the house, and nothing else."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Visitors
from tests.browser.drafts import (
    LIGHT,
    NIGHT,
    Draft,
    editor,
    expect_saved,
    make_draft,
    open_draft,
    paragraph,
    put_cursor,
    text_of,
)

pytestmark = pytest.mark.browser
PASTED = Path(__file__).with_name("pasted")
PASTE = """([html, plain]) => {
    const data = new DataTransfer();
    if (html) data.setData('text/html', html);
    data.setData('text/plain', plain);
    const start = performance.now();
    const event = new ClipboardEvent('paste', {clipboardData: data, bubbles: true, cancelable: true});
    document.querySelector('.draft-editor').dispatchEvent(event);
    return performance.now() - start;
}"""
COPY = """() => {
    const data = new DataTransfer();
    const event = new ClipboardEvent('copy', {clipboardData: data, bubbles: true, cancelable: true});
    document.querySelector('.draft-editor').dispatchEvent(event);
    return data.getData('text/html');
}"""
LOOKS = """(root) => [...root.querySelectorAll('[style], [class*="Mso"], font, table, img, li, ins, del')]
    .filter((one) => !one.closest('.caret, .ProseMirror-separator') && !one.matches('.ProseMirror-separator'))
    .map((one) => one.outerHTML)"""


@pytest.fixture
def draft(scene: Callable[..., Any]) -> Draft:
    made: Draft = scene(make_draft)
    return made


@pytest.fixture
def page(visitors: Visitors, draft: Draft) -> Page:
    """A rapporteur with the cursor at the end of the first recommendation."""
    page = visitors.signed_in(draft.rapporteur)
    open_draft(page, draft)
    put_cursor(page, paragraph(page, NIGHT), len(NIGHT))
    return page


def paste(page: Page, html: str, plain: str = "plain") -> float:
    """Paste as the browser does; the milliseconds in which the page could do nothing else."""
    took: float = page.evaluate(PASTE, [html, plain])
    return took


def read(name: str) -> str:
    return (PASTED / f"{name}.html").read_text()


def test_a_text_from_word_becomes_recommendations(page: Page, draft: Draft, visitors: Visitors) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))

    paste(page, read("word"))

    expect_saved(page)
    assert text_of(page) == [
        "Night buses",
        f"{NIGHT}Before the first heading, “smart” quotes – and a line of its own.",
        "Quiet nights",
        "Cities publish their noise figures, see the guide and not this, once a quarter.",
        "Night buses run until 2 am.",
        "Stops are lit. All of them.",
        "Schools",
        "Age | Hours",
        "6 | 20",
        "Schools open early.",
        "Light on the way home",
        LIGHT,
    ]
    written = editor(page)
    assert written.evaluate(LOOKS) == []
    expect(written.locator("strong")).to_have_text(["publish", "20"])
    expect(written.locator("em")).to_have_text("noise figures")
    expect(written.locator("a")).to_have_attribute("href", "https://example.org/noise")
    expect(written.locator("sup.footnote-mark")).to_have_attribute("data-footnote", "See the directive 2002/49/EC.")
    assert not [url for url in asked if "invalid" in url]
    other = visitors.signed_in(draft.colleague)
    open_draft(other, draft)
    assert text_of(other) == text_of(page)


@pytest.mark.parametrize(
    ("name", "texts", "strong", "note"),
    [
        pytest.param(
            "libreoffice",
            ["Quiet nights", "Cities publish all figures.", "Night buses", "Lit stops", "also in winter"],
            ["publish", "all"],
            "Twice a year.",
            id="LibreOffice",
        ),
        pytest.param(
            "google", ["Quiet nights", "Cities publish figures", "Night buses"], ["publish"], "Twice.", id="Google"
        ),
    ],
)
def test_other_programs_are_understood_as_well(
    page: Page, name: str, texts: list[str], strong: list[str], note: str
) -> None:
    paste(page, read(name))

    expect_saved(page)
    assert text_of(page) == ["Night buses", NIGHT, *texts, "Light on the way home", LIGHT]
    assert editor(page).evaluate(LOOKS) == []
    expect(editor(page).locator("strong")).to_have_text(strong)
    expect(editor(page).locator("sup.footnote-mark")).to_have_attribute("data-footnote", note)
    expect(editor(page).locator(".unit-operative")).to_have_count(3)


def test_paragraphs_without_a_heading_stay_in_the_recommendation(page: Page) -> None:
    paste(page, "<p class=MsoNormal> One.</p><p class=MsoNormal><o:p>&nbsp;</o:p></p><p class=MsoNormal>Two.</p>")

    expect_saved(page)
    assert text_of(page) == ["Night buses", f"{NIGHT}One.", "Two.", "Light on the way home", LIGHT]


def test_a_few_words_are_put_between_others(page: Page) -> None:
    put_cursor(page, paragraph(page, NIGHT), 10)

    paste(
        page, "<html><body><!--StartFragment--><span style='color:red'> nicely </span><!--EndFragment--></body></html>"
    )

    expect_saved(page)
    assert text_of(page)[1] == f"{NIGHT[:10]}nicely{NIGHT[10:]}"


def test_a_title_takes_words_alone(page: Page) -> None:
    put_cursor(page, editor(page).locator("h2").first, len("Night buses"))

    paste(page, "<p class=MsoNormal> <b>and</b> trams<a href='#x' name='y'>[1]</a></p>")

    expect_saved(page)
    assert text_of(page)[0] == "Night busesand trams[1]"


def test_what_is_copied_here_is_pasted_exactly(page: Page) -> None:
    put_cursor(page, paragraph(page, NIGHT), 0)
    for _ in range(10):
        page.keyboard.press("Shift+ArrowRight")
    words = page.evaluate("getSelection().toString()")
    # The editor hears of the last key a moment after the browser.
    page.wait_for_function(f"(words) => ({COPY})().includes(words)", arg=words)
    copied = page.evaluate(COPY)
    put_cursor(page, paragraph(page, LIGHT), len(LIGHT))

    paste(page, copied)

    expect_saved(page)
    assert "data-pm-slice" in copied
    assert words
    assert text_of(page)[-1] == LIGHT + words


def test_three_hundred_paragraphs_do_not_stop_the_page(page: Page) -> None:
    one = (
        "<h2>Title {0}</h2>"
        "<p class=MsoNormal><span style='font-size:12pt'>Paragraph {0}. </span>" + "Words. " * 40 + "</p>"
    )

    took = paste(page, "<html><body>" + "".join(one.format(number) for number in range(150)) + "</body></html>")
    put_cursor(page, paragraph(page, NIGHT), 0)
    page.keyboard.type("Now ")

    expect(paragraph(page, f"Now {NIGHT}")).to_be_visible()
    expect_saved(page)
    assert len(text_of(page)) == 2 * 152
    assert took < 3_000
