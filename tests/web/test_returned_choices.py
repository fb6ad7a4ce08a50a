"""What of a returned file is offered, chosen and filed: moves, whole recommendations, late and outdated files."""

import re
from collections.abc import Callable

import pytest
import sqlalchemy as sa
from flask import Flask

from recommendations.domain.amendments import AmendmentState
from recommendations.domain.people import Role
from recommendations.storage.amendments import Amendment
from recommendations.storage.database import db
from recommendations.storage.editions import Edition
from tests.edited import Edited
from tests.web.conftest import Browser, SignedIn, Tabled
from tests.web.tabled import freeze_again, past, set_rules
from tests.web.test_returned import edit_copy, send

BUSES = "Night buses should run"


@pytest.fixture
def delegate(signed_in: SignedIn) -> Browser:
    return signed_in(Role.DELEGATE)


@pytest.fixture
def returned(tabled: Tabled, delegate: Browser) -> Callable[[Callable[[Edited], Edited]], str]:
    """The address of what a file edited like this asks for."""

    def come_back(edit: Callable[[Edited], Edited]) -> str:
        answer = send(delegate, tabled, edit(Edited(edit_copy(delegate, tabled))).content)
        assert answer.status_code == 303
        return str(answer.location)

    return come_back


Returned = Callable[[Callable[[Edited], Edited]], str]


def offered(page: str) -> dict[str, bool]:
    """The changes that can be chosen, and whether they are."""
    boxes = re.findall(r'<input type="checkbox"[^>]*name="file-(\d+)"[^>]*>', page)
    tags = re.findall(r'<input type="checkbox"[^>]*name="file-\d+"[^>]*>', page)
    return {number: " checked" in tag for number, tag in zip(boxes, tags, strict=True)}


def filed(app: Flask) -> list[Amendment]:
    with app.app_context():
        rows = list(db.session.scalars(sa.select(Amendment).order_by(Amendment.number)))
        db.session.expunge_all()
        db.session.remove()
        return rows


def test_a_move_between_recommendations_is_one_pair_and_becomes_two_amendments(
    app: Flask, delegate: Browser, returned: Returned
) -> None:
    address = returned(lambda file: file.move(BUSES, "Schools should open"))
    page = delegate.get(address).text

    answer = delegate.post(address, data={"file-1": "yes", "title-1": "Buses to schools"}, follow_redirects=True)

    assert offered(page) == {"1": False}
    assert "Taken out of 2.1:" in page
    assert "Put into 2.2:" in page
    assert "These words come from another recommendation." in page
    assert "2 amendments are filed." in answer.text
    assert [(row.unit_uid, row.title) for row in filed(app)] == [("r1", "Buses to schools"), ("r2", "Buses to schools")]
    assert offered(answer.text) == {}


def test_the_end_of_a_recommendation_becomes_a_request_and_is_not_chosen_by_itself(
    app: Flask, delegate: Browser, returned: Returned
) -> None:
    address = returned(lambda file: file.delete("Schools", "Schools should open"))
    page = delegate.get(address).text

    delegate.post(address, data={"file-1": "yes", "title-1": "No schools"})

    assert offered(page) == {"1": False}
    assert "The whole text deleted" in page
    assert "Ask for a separate vote" in page
    assert [row.state for row in filed(app)] == [AmendmentState.INADMISSIBLE]


def test_what_raises_no_doubt_is_chosen_and_what_does_waits(delegate: Browser, returned: Returned) -> None:
    page = delegate.get(returned(lambda file: file.replace("once", "twice").write_over("four years", "six years"))).text

    assert offered(page) == {"1": True, "2": False}
    assert "2 changes can be filed." in page
    assert "1 of them is not ticked yet: look at it first." in page
    assert 'value="Replace “once a year” by “twice a year”"' in page


def test_a_deletion_has_a_title_that_says_so(delegate: Browser, returned: Returned) -> None:
    page = delegate.get(returned(lambda file: file.replace(" for four years", ""))).text

    assert 'value="Delete “for four years”"' in page


def test_addressees_are_never_told_by_their_codes(delegate: Browser, returned: Returned) -> None:
    assert "Addressed to: local" not in delegate.get(returned(lambda file: file.replace("once", "twice"))).text


def test_comments_and_what_has_no_place_are_shown(delegate: Browser, returned: Returned) -> None:
    address = returned(lambda file: file.comment("quiet streets", "Who pays?").replace("Working paper", "Our paper"))
    page = delegate.get(address).text

    assert "Who pays?" in page
    assert "What could not be placed" in page
    assert "Our paper" in page
    assert offered(page) == {}
    assert "File the chosen changes" not in page


def test_a_table_that_nobody_marked_is_not_lost(delegate: Browser, returned: Returned) -> None:
    page = delegate.get(returned(lambda file: file.add_table("Budget: 2 million a year", BUSES))).text

    assert "Budget: 2 million a year" in page
    assert "stands in a table" in page


def test_after_the_deadline_the_delegate_says_that_it_is_late(
    app: Flask, edition: Edition, delegate: Browser, returned: Returned
) -> None:
    address = returned(lambda file: file.replace("once", "twice"))
    past(app, edition)
    choice = {"file-1": "yes", "title-1": "Twice"}

    silent = delegate.post(address, data=choice)
    nothing_yet = filed(app)
    delegate.post(address, data=choice | {"late": "yes"})

    assert silent.status_code == 422
    assert "The deadline has passed. Say below that you file late, or file nothing." in silent.text
    assert nothing_yet == []
    assert [row.state for row in filed(app)] == [AmendmentState.LATE]


def test_where_late_amendments_are_not_taken_nothing_is_offered(
    app: Flask, edition: Edition, delegate: Browser, returned: Returned
) -> None:
    address = returned(lambda file: file.replace("once", "twice"))
    set_rules(app, edition, rules=dict(edition.rules) | {"late_amendment_supporters": None})
    past(app, edition)

    page = delegate.get(address).text
    sent = delegate.post(address, data={"file-1": "yes", "title-1": "Twice", "late": "yes"})

    assert "this edition takes no late amendments" in page
    assert offered(page) == {}
    assert 400 <= sent.status_code < 500
    assert filed(app) == []


def test_of_a_text_that_was_frozen_again_nothing_is_filed(
    app: Flask, tabled: Tabled, delegate: Browser, returned: Returned
) -> None:
    address = returned(lambda file: file.replace("once", "twice"))
    freeze_again(app, tabled)

    page = delegate.get(address).text
    sent = delegate.post(address, data={"file-1": "yes", "title-1": "Twice"})

    assert "The text has been frozen again since you sent the file." in page
    assert "twice" in page
    assert offered(page) == {}
    assert sent.status_code == 422
    assert filed(app) == []


def test_a_missing_title_is_asked_for_at_its_field(delegate: Browser, returned: Returned) -> None:
    address = returned(lambda file: file.replace("once", "twice"))

    answer = delegate.post(address, data={"file-1": "yes", "title-1": ""})

    assert '<a href="#title-1">' in answer.text
    assert 'id="title-1-error"' in answer.text
