"""Where a tabled text stands on the pages, and its forms as a browser would send them."""

import re
from datetime import timedelta
from html import unescape
from uuid import UUID

from flask import Flask

from recommendations.domain.amendments import AmendmentState
from recommendations.services.texts.revisions import store_revision
from recommendations.storage.amendments import Amendment
from recommendations.storage.database import db, now, transaction
from recommendations.storage.editions import Edition
from tests.services.assembly import FRENCH, OTHER
from tests.web.conftest import Browser, Tabled

_FORMS = (
    '<form method="post" action="/themes/',
    '<form method="post" action="/amendments/',
)


def fields_of(page: str) -> dict[str, object]:
    """The form's fields as a browser would send them, untouched."""
    form = page[min(place for place in map(page.find, _FORMS) if place >= 0) :]
    form = form[: form.index("</form>")]
    fields: dict[str, object] = {}
    for tag in re.findall(r"<input[^>]*>", form, re.DOTALL):
        attributes = dict(re.findall(r'([a-z-]+)="([^"]*)"', tag))
        if attributes.get("type") in {"checkbox", "radio"} and " checked" not in tag:
            continue
        if attributes.get("name") in {"addressees", "replaces"}:
            known = fields.setdefault(attributes["name"], [])
            assert isinstance(known, list)
            known.append(unescape(attributes["value"]))
        else:
            fields[attributes["name"]] = unescape(attributes.get("value", ""))
    for tag, text in re.findall(r"<textarea([^>]*)>\n?(.*?)</textarea>", form, re.DOTALL):
        name = re.search(r'name="([^"]*)"', tag)
        assert name is not None
        fields[name[1]] = unescape(text)
    return fields


def filled(browser: Browser, tabled: Tabled, old: str, new: str, **fields: object) -> dict[str, object]:
    """The form with these words changed and a title."""
    typed = fields_of(browser.get(tabled.form).text)
    changed = {name: text.replace(old, new) if isinstance(text, str) else text for name, text in typed.items()}
    return changed | {"subject": "A better rhythm", "reason": "Because.", "step": "preview"} | fields


def filed(browser: Browser, tabled: Tabled, old: str, new: str) -> str:
    """The address of a filed amendment."""
    answer = browser.post(tabled.form, data=filled(browser, tabled, old, new, step="file"))
    assert answer.status_code == 303
    return str(answer.location)


def state_of(app: Flask, address: str) -> AmendmentState:
    with app.app_context():
        state = db.session.get_one(Amendment, UUID(address.rsplit("/", 1)[1])).state
        db.session.remove()
        return state


def row_of(app: Flask, address: str) -> Amendment:
    with app.app_context():
        row = db.session.get_one(Amendment, UUID(address.rsplit("/", 1)[1]))
        db.session.expunge(row)
        db.session.remove()
        return row


def set_rules(app: Flask, edition: Edition, **fields: object) -> None:
    with app.app_context(), transaction() as session:
        row = session.get_one(Edition, edition.id)
        rules = fields.pop("rules", None)
        if rules is not None:
            row.rules = rules  # type: ignore[assignment]  # a set of rules as it is stored
        for name, value in fields.items():
            setattr(row, name, value)


def freeze_again(app: Flask, tabled: Tabled) -> None:
    with app.app_context(), transaction() as session:
        store_revision(session, tabled.theme_id, {"en": (FRENCH, OTHER)})


def past(app: Flask, edition: Edition) -> None:
    """The deadline was a second ago."""
    set_rules(app, edition, amendment_deadline=now() - timedelta(seconds=1))
