"""What amendments and their themes are said to be, in words of their own."""

import re
from uuid import UUID

from flask import Flask

from recommendations.domain.amendments import AmendmentState, StateReason
from recommendations.domain.people import Role
from recommendations.storage.amendments import Amendment
from recommendations.storage.database import transaction
from recommendations.storage.editions import Edition
from tests.web.conftest import SignedIn, Tabled
from tests.web.tabled import filed, past


def id_of(address: str) -> UUID:
    return UUID(address.rsplit("/", 1)[1])


def test_a_refused_language_correction_asks_for_its_reason_in_words_of_its_own(
    app: Flask, signed_in: SignedIn, tabled: Tabled
) -> None:
    address = filed(signed_in(), tabled, "once", "twice")
    with app.app_context(), transaction() as session:
        session.get_one(Amendment, id_of(address)).state = AmendmentState.EDITORIAL
    chair = signed_in(Role.CHAIR, theme_id=tabled.theme_id)

    answer = chair.post(f"/themes/{tabled.theme_id}{address}/editorial", data={"act": "refuse"})

    assert answer.status_code == 422
    assert "Say why the correction is not taken" in answer.text
    assert "admissible" not in answer.text


def test_a_request_to_delete_the_whole_is_told_as_a_separate_vote(
    app: Flask, signed_in: SignedIn, tabled: Tabled
) -> None:
    delegate = signed_in()
    address = filed(delegate, tabled, "once", "twice")
    with app.app_context(), transaction() as session:
        row = session.get_one(Amendment, id_of(address))
        row.state, row.state_code = AmendmentState.INADMISSIBLE, StateReason.DELETES_WHOLE_TEXT

    theme = f"/themes/{tabled.theme_id}"
    pages = (address, "/amendments", "/amendments/mine", theme, f"{theme}/units/r1", f"{theme}/synopsis")
    for path in pages:
        page = delegate.get(path).text
        assert re.search(r'class="tag tag-active">Separate vote<', page), path
        assert 'tag-negative">Not admissible<' not in page, path


def test_a_theme_is_open_to_amendments_until_the_deadline(
    app: Flask, edition: Edition, signed_in: SignedIn, tabled: Tabled
) -> None:
    delegate = signed_in()
    in_time = [delegate.get(path).text for path in ("/", f"/themes/{tabled.theme_id}")]

    past(app, edition)

    for before, path in zip(in_time, ("/", f"/themes/{tabled.theme_id}"), strict=True):
        assert "Open to amendments" in before
        after = delegate.get(path).text
        assert "Open to amendments" not in after
        assert "Deadline for amendments passed" in after
