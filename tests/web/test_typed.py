"""What hostile or hasty browsers send is kept printable, and never breaks a page."""

from uuid import UUID

import pytest
from flask import Flask, request

from recommendations.domain.people import Role
from tests.web.conftest import SignedIn

SOMEWHERE = UUID(int=1)


def test_a_pasted_control_character_never_reaches_the_assembly(app: Flask) -> None:
    with app.test_request_context("/?words=a%07b", method="POST", data={"subject": "Twice\x00 a\x0byear"}):
        assert request.form["subject"] == "Twice a\nyear"
        assert request.args["words"] == "ab"


def test_a_file_form_keeps_every_value_of_a_field(app: Flask) -> None:
    with app.test_request_context("/", method="POST", data={"addressees": ["eu", "local\x00"]}):
        assert request.form.getlist("addressees") == ["eu", "local"]


@pytest.mark.parametrize(
    "path",
    [
        f"/manifesto/{10**20}",
        f"/manifesto/{10**20}/en.docx",
        f"/themes/{SOMEWHERE}/revisions/{10**20}",
        f"/themes/{SOMEWHERE}/units/%00",
        f"/themes/{SOMEWHERE}/units/r1%1b",
    ],
)
def test_an_address_that_no_page_has_is_not_found(signed_in: SignedIn, path: str) -> None:
    assert signed_in(as_=Role.SECRETARIAT).get(path).status_code == 404


@pytest.mark.parametrize("path", [f"/record?before={10**26}", "/record?before=x", f"/participants?page={10**26}"])
def test_a_number_beyond_all_numbers_is_no_number(signed_in: SignedIn, path: str) -> None:
    assert signed_in(as_=Role.SECRETARIAT).get(path).status_code == 200
