"""What people do first on a page, for those who look at the page that follows."""

import re
from collections.abc import Callable

from playwright.sync_api import Page


def press(name: str) -> Callable[[Page], None]:
    return lambda page: page.get_by_role("button", name=name).first.click()


def unfold(page: Page) -> None:
    """Open everything that can be opened, but not the menus that lie over the page."""
    page.evaluate("() => document.querySelectorAll('main details').forEach((part) => { part.open = true; })")


def sign_unread(page: Page) -> None:
    page.locator("#sign .button").first.click()


def open_menu(page: Page) -> None:
    page.locator(".account summary").first.click()


def type_a_wrong_code(page: Page) -> None:
    page.get_by_label("Your code").fill("ABCD-EFGH")
    page.locator("main form button").click()


def choose_themes(page: Page) -> None:
    """The last theme that can be merged, into the first one."""
    count = page.locator("#source option").count()
    page.locator("#source").select_option(index=count - 1)
    page.locator("#into").select_option(index=1)
    page.get_by_role("button", name="See what will happen").click()


def correct_nothing(page: Page) -> None:
    page.get_by_role("button", name="Propose the correction").click()


def change_nothing(page: Page) -> None:
    page.get_by_role("button", name="Check it").click()


def add_nobody(page: Page) -> None:
    page.get_by_role("button", name="Put on the list").click()


def make_package(page: Page) -> None:
    """Ask for a package and wait until it is there."""
    page.get_by_role("button", name="Make a package").click()
    page.get_by_role("link", name="Take away").first.wait_for()
    page.reload()


def propose(page: Page) -> None:
    """Fill in the filing form and ask for the preview."""
    page.get_by_label("Short title of your amendment").fill("Every year")
    text = page.locator("main textarea").first
    text.fill(f"{text.input_value()} The council reports on it every year.")
    page.get_by_label("Reason").fill("What is not reported is not done.")
    page.get_by_role("button", name="Check it").click()


def annul_without_reason(page: Page) -> None:
    page.locator("summary").filter(has_text=re.compile("Annul this poll")).first.click()
    page.get_by_role("button", name="Annul", exact=True).locator("visible=true").first.click()


def write(page: Page) -> None:
    page.locator("[data-drafting][data-ready]").wait_for()


def follow(page: Page) -> None:
    page.locator("[data-following][data-ready]").wait_for()
