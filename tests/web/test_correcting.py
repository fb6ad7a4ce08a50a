import re
from uuid import UUID

import pytest
from flask import Flask

from recommendations.domain.people import Role
from recommendations.services.manifesto.contradictions import flag_contradiction
from recommendations.services.manifesto.language_checks import open_findings
from recommendations.services.texts.revisions import newest_revision, store_revision
from recommendations.services.voting.targets import on_contradiction
from recommendations.storage.database import db, transaction
from recommendations.storage.editions import Edition
from tests.chains import Assembly, adopt_units, hold_poll, make_assembly
from tests.factories import make_actor, make_unit
from tests.web.conftest import Browser, SignedIn


@pytest.fixture
def assembly(app: Flask) -> Assembly:
    with app.app_context():
        return make_assembly()


@pytest.fixture
def staff(assembly: Assembly, signed_in: SignedIn) -> Browser:
    return signed_in(person_id=assembly.secretariat.person_id)


@pytest.fixture
def chair(assembly: Assembly, signed_in: SignedIn) -> Browser:
    return signed_in(person_id=assembly.chair.person_id)


def form_of(app: Flask, theme_id: UUID, **fields: str) -> dict[str, str]:
    with app.app_context():
        revision = newest_revision(db.session(), theme_id)
        assert revision is not None
        return {
            "revision": str(revision.id),
            "reason": "A comma.",
            "en:p:r2a-p1": "Light, the streets. [en]",
        } | fields


def test_a_correction_goes_from_the_form_over_the_chair_into_the_text(
    app: Flask, assembly: Assembly, staff: Browser, chair: Browser
) -> None:
    theme_id = assembly.theme_ids[0]
    address = f"/themes/{theme_id}/units/r2a/correct"
    assert address in staff.get(f"/themes/{theme_id}/corrections").get_data(as_text=True)
    assert "Light the streets. [fr]" in staff.get(address).get_data(as_text=True)

    answer = staff.post(address, data=form_of(app, theme_id), follow_redirects=True)

    page = answer.get_data(as_text=True)
    assert "The correction is proposed." in page
    assert "Confirm the correction" not in page
    assert "Confirm or refuse editorial corrections" in chair.get("/").get_data(as_text=True)
    shown = chair.get(f"/themes/{theme_id}/corrections").get_data(as_text=True)
    confirm = re.findall(r'action="([^"]+/confirm)"', shown)[0]
    page = chair.post(confirm, follow_redirects=True).get_data(as_text=True)
    assert "In the text" in page
    assert "Nothing changes in: Français" in page
    page = chair.post(confirm.replace("/confirm", "/revert"), follow_redirects=True).get_data(as_text=True)
    assert "Taken back" in page
    again = chair.post(confirm)
    assert again.status_code == 409
    assert "has been decided already" in again.get_data(as_text=True)
    assert "Correction 1" in chair.get("/corrections").get_data(as_text=True)


def test_a_correction_is_refused_by_the_chair(app: Flask, assembly: Assembly, staff: Browser, chair: Browser) -> None:
    theme_id = assembly.theme_ids[0]
    staff.post(f"/themes/{theme_id}/units/r2a/correct", data=form_of(app, theme_id))
    shown = chair.get(f"/themes/{theme_id}/corrections").get_data(as_text=True)

    page = chair.post(re.findall(r'action="([^"]+/refuse)"', shown)[0], follow_redirects=True).get_data(as_text=True)

    assert "The correction is refused" in page


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        pytest.param({"en:p:r2a-p1": "Never light 7 streets. [en]"}, "it changes: 7, never", id="another meaning"),
        pytest.param({"reason": " "}, "Give the reason", id="no reason"),
        pytest.param({"en:p:r2a-p1": "Light the streets. [en]"}, "Nothing has been changed yet", id="nothing"),
        pytest.param({"revision": "00000000-0000-0000-0000-000000000000"}, "The text has changed", id="old text"),
    ],
)
def test_what_was_typed_stays_where_a_correction_is_refused(
    app: Flask, assembly: Assembly, staff: Browser, fields: dict[str, str], sentence: str
) -> None:
    theme_id = assembly.theme_ids[0]
    form = form_of(app, theme_id, **fields)

    answer = staff.post(f"/themes/{theme_id}/units/r2a/correct", data=form)

    assert answer.status_code == 422
    page = answer.get_data(as_text=True)
    assert sentence in page
    assert form["en:p:r2a-p1"] in page


def test_a_form_that_is_not_ours_is_no_correction(app: Flask, assembly: Assembly, staff: Browser) -> None:
    theme_id = assembly.theme_ids[0]
    address = f"/themes/{theme_id}/units/r2a/correct"

    assert staff.post(address, data=form_of(app, theme_id, revision="mine")).status_code == 400
    assert staff.get(f"/themes/{theme_id}/units/r9/correct").status_code == 404


def test_a_theme_s_chair_decides_on_the_corrections_of_that_theme_alone(
    app: Flask, assembly: Assembly, staff: Browser, signed_in: SignedIn
) -> None:
    theme_id, other_id = assembly.theme_ids
    staff.post(f"/themes/{theme_id}/units/r2a/correct", data=form_of(app, theme_id))
    with app.app_context(), transaction() as session:
        edition = session.get_one(Edition, assembly.edition_id)
        own = make_actor(session, edition, Role.CHAIR, theme_id=theme_id)
        other = make_actor(session, edition, Role.CHAIR, theme_id=other_id)
    confirm = re.findall(
        r'action="([^"]+/confirm)"',
        signed_in(person_id=own.person_id).get(f"/themes/{theme_id}/corrections").get_data(as_text=True),
    )[0]

    stranger = signed_in(person_id=other.person_id)

    assert stranger.post(confirm).status_code == 403
    assert stranger.post(confirm.replace(str(theme_id), str(other_id))).status_code == 403


def test_versions_that_differ_are_shown_side_by_side_and_can_be_confirmed(
    app: Flask, assembly: Assembly, staff: Browser
) -> None:
    theme_id = assembly.theme_ids[0]
    assert "Nothing differs" in staff.get("/languages").get_data(as_text=True)
    with app.app_context():
        with transaction() as session:
            words = {"en": (make_unit("r2a", "Every two years."),), "fr": (make_unit("r2a", "Tous les trois ans."),)}
            store_revision(session, theme_id, words)
        mark = open_findings(db.session(), assembly.edition_id)[0].fingerprint

    page = staff.get("/languages").get_data(as_text=True)
    assert "<mark>two</mark>" in page
    assert "<mark>trois</mark>" in page
    refused = staff.post(f"/themes/{theme_id}/languages/confirm", data={"fingerprint": mark, "reason": ""})
    assert refused.status_code == 422
    assert f'id="reason-{mark}-error"' in refused.get_data(as_text=True)
    unknown = staff.post(f"/themes/{theme_id}/languages/confirm", data={"fingerprint": "0", "reason": "Yes."})
    assert unknown.status_code == 404
    done = staff.post(
        f"/themes/{theme_id}/languages/confirm",
        data={"fingerprint": mark, "reason": "As meant."},
        follow_redirects=True,
    )
    assert "As meant." in done.get_data(as_text=True)


def test_two_recommendations_are_flagged_and_the_flag_is_taken_away(
    assembly: Assembly, chair: Browser, signed_in: SignedIn
) -> None:
    one, other = assembly.theme_ids
    form = {"one": f"{one} r2a", "other": f"{other} r7a", "reason": "Light, or save."}

    page = chair.post("/contradictions", data=form, follow_redirects=True).get_data(as_text=True)
    assert "Light, or save." in page
    again = chair.post("/contradictions", data=form)
    assert again.status_code == 422
    assert "These two are flagged already" in again.get_data(as_text=True)
    assert chair.post("/contradictions", data=form | {"one": "nothing"}).status_code == 422
    assert "Give the reason" in chair.post("/contradictions", data=form | {"reason": ""}).get_data(as_text=True)
    delegate = signed_in(person_id=assembly.delegates[0].person_id)
    assert delegate.post("/contradictions", data=form).status_code == 403
    drop = re.findall(r'action="([^"]+/drop)"', page)[0]
    assert delegate.post(drop).status_code == 403
    assert "The flag is taken away." in chair.post(drop, follow_redirects=True).get_data(as_text=True)
    assert chair.post(drop).status_code == 404


def test_the_chair_prepares_the_choice_between_two(app: Flask, assembly: Assembly, chair: Browser) -> None:
    one, other = assembly.theme_ids
    form = {"one": f"{one} r2a", "other": f"{other} r7a", "reason": "Light, or save."}
    page = chair.post("/contradictions", data=form, follow_redirects=True).get_data(as_text=True)
    prepare = re.findall(r'action="([^"]+/drop)"', page)[0].replace("/drop", "/prepare")
    with app.app_context():
        adopt_units(assembly, 0, "r2a")
        adopt_units(assembly, 1, "r7a")
    assert prepare in chair.get("/contradictions").get_data(as_text=True)

    assert chair.post(prepare).status_code == 303

    assert chair.post(prepare).status_code == 409
    assert "The vote" in chair.get("/contradictions").get_data(as_text=True)


def test_of_two_that_contradict_one_stands_and_one_gives_way(app: Flask, assembly: Assembly, chair: Browser) -> None:
    one, other = assembly.theme_ids
    with app.app_context():
        adopt_units(assembly, 0, "r2a")
        adopt_units(assembly, 1, "r7a")
        contradiction_id = flag_contradiction(assembly.chair, (one, "r2a"), (other, "r7a"), "Light, or save.")
        hold_poll(assembly, on_contradiction(contradiction_id))

    page = chair.get("/contradictions").get_data(as_text=True)

    assert page.index("Stands") < page.index("Gives way")
    assert "Not adopted yet" not in page


def test_merged_themes_lead_from_old_addresses_to_the_new_place(
    assembly: Assembly, staff: Browser, chair: Browser
) -> None:
    into, source = assembly.theme_ids
    assert chair.get("/themes/merge").status_code == 403
    assert "/themes/merge" in staff.get("/corrections").get_data(as_text=True)
    assert "/themes/merge" not in chair.get("/corrections").get_data(as_text=True)
    assert str(source) in staff.get("/themes/merge").get_data(as_text=True)
    assert staff.post("/themes/merge", data={"source": "x", "into": str(into)}).status_code == 404
    assert staff.post("/themes/merge", data={"source": str(source), "into": ""}).status_code == 422
    same = staff.post("/themes/merge", data={"source": str(into), "into": str(into)})
    assert same.status_code == 422
    assert "Choose two different themes." in same.get_data(as_text=True)

    chosen = {"source": str(source), "into": str(into)}

    asked = staff.post("/themes/merge", data=chosen).get_data(as_text=True)
    assert "Merge theme 7 into theme 2?" in asked
    assert re.findall(r">(7\.\d)</td>.*?<strong>(2\.\d)</strong>", asked) == [("7.1", "2.3"), ("7.2", "2.4")]
    assert chair.get(f"/themes/{source}/units/r7a").status_code == 200, "nothing has happened yet"

    page = staff.post("/themes/merge", data={**chosen, "step": "merge"}, follow_redirects=True)

    assert "from theme T07" in page.get_data(as_text=True)
    moved = chair.get(f"/themes/{source}/units/r7a")
    assert (moved.status_code, moved.location) == (301, f"/themes/{into}/units/r7a")
    assert chair.get(f"/themes/{into}/units/r7a").status_code == 200
    gone = chair.get(f"/themes/{source}").get_data(as_text=True)
    assert f"/themes/{into}" in gone
    for work in ("list", "synopsis"):
        assert chair.get(f"/themes/{source}/{work}").location == f"/themes/{into}/{work}"
    assert "Part of theme 2 now" in chair.get("/").get_data(as_text=True)
    assert "This theme has become part of another one" in gone
    assert "No amendments" not in gone
