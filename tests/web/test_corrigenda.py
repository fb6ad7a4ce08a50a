import re

import pytest
from flask import Flask

from recommendations.domain.signatures import SigningAct
from recommendations.services.manifesto.adopting import compose_manifesto
from recommendations.services.manifesto.signing import sign_manifesto
from tests.chains import Assembly, adopt_units, make_assembly, sha256_of, vote_on_manifesto
from tests.web.conftest import Browser, SignedIn

FORM = {"en:p:r2b-p1": "Open all the schools. [en]", "reason": "A word was lost."}
ADDRESS = "/manifesto/1/units/r2b/corrigendum"


def signed(app: Flask, hours: int = 24) -> Assembly:
    with app.app_context():
        assembly = make_assembly(rules={"corrigendum_objection_hours": hours})
        adopt_units(assembly, 0, "r2b")
        compose_manifesto(assembly.secretariat)
        vote_on_manifesto(assembly, 1)
        sign_manifesto(1, SigningAct(sha256_of(assembly), "president", "Porto Claro"), assembly.president)
        return assembly


@pytest.fixture
def assembly(app: Flask) -> Assembly:
    return signed(app)


@pytest.fixture
def staff(assembly: Assembly, signed_in: SignedIn) -> Browser:
    return signed_in(person_id=assembly.secretariat.person_id)


def test_after_the_signature_nothing_is_composed_any_more(staff: Browser) -> None:
    assert "Compose manifesto" not in staff.get("/manifesto").get_data(as_text=True)
    answer = staff.post("/manifesto/compose")

    assert answer.status_code == 409
    assert "put right by a corrigendum" in answer.get_data(as_text=True)


def test_a_corrigendum_is_opened_and_stopped_by_an_objection(
    assembly: Assembly, staff: Browser, signed_in: SignedIn
) -> None:
    assert ADDRESS in staff.get("/manifesto/1/corrigenda").get_data(as_text=True)
    assert "Open the schools. [fr]" in staff.get(ADDRESS).get_data(as_text=True)
    page = staff.post(ADDRESS, data=FORM, follow_redirects=True).get_data(as_text=True)
    assert "Open to objections" in page
    assert "/manifesto/1/corrigenda" in staff.get("/manifesto/1").get_data(as_text=True)

    delegate = signed_in(person_id=assembly.delegates[0].person_id)
    shown = delegate.get("/manifesto/1/corrigenda").get_data(as_text=True)
    stop = re.findall(r'action="([^"]+/object)"', shown)[0]
    silent = delegate.post(stop, data={"reason": ""})
    assert silent.status_code == 422
    assert "Give the reason" in silent.get_data(as_text=True)
    assert staff.post(stop.replace("/object", "/enforce")).status_code == 409
    page = delegate.post(stop, data={"reason": "Never decided."}, follow_redirects=True).get_data(as_text=True)
    assert "Never decided." in page
    assert "Stopped" in page
    assert delegate.post(stop, data={"reason": "Again."}).status_code == 409
    assert delegate.post(stop.replace("/object", "/enforce")).status_code == 403


def test_a_corrigendum_in_force_stands_beside_what_was_signed(app: Flask, signed_in: SignedIn) -> None:
    assembly = signed(app, hours=0)
    staff = signed_in(person_id=assembly.secretariat.person_id)
    shown = staff.post(ADDRESS, data=FORM, follow_redirects=True).get_data(as_text=True)

    answer = staff.post(re.findall(r'action="([^"]+/enforce)"', shown)[0], follow_redirects=True)

    assert answer.request.path == "/manifesto/2"
    assert "Open all the schools. [en]" in answer.get_data(as_text=True)
    page = staff.get("/manifesto/2/corrigenda").get_data(as_text=True)
    assert "As signed: manifesto 1" in page
    assert "As corrected: manifesto 2" in page
    president = signed_in(person_id=assembly.president.person_id)
    assert "the listed corrections" in president.get("/manifesto/2/sign").get_data(as_text=True)


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [({"reason": ""}, "Give the reason"), ({"en:p:r2b-p1": "Open the schools. [en]"}, "Nothing has been changed yet")],
)
def test_what_was_typed_stays_where_a_corrigendum_is_refused(
    staff: Browser, fields: dict[str, str], sentence: str
) -> None:
    answer = staff.post(ADDRESS, data=FORM | fields)

    assert answer.status_code == 422
    assert sentence in answer.get_data(as_text=True)


def test_only_what_was_signed_and_only_by_those_who_may(
    assembly: Assembly, staff: Browser, signed_in: SignedIn
) -> None:
    assert staff.get("/manifesto/1/units/r9/corrigendum").status_code == 404
    assert staff.get("/manifesto/7/corrigenda").status_code == 404
    delegate = signed_in(person_id=assembly.delegates[0].person_id)
    assert delegate.get(ADDRESS).status_code == 403
    assert delegate.post(ADDRESS, data=FORM).status_code == 403
