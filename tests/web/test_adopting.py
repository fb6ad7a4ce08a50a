import io
import json
import re
from dataclasses import replace

import pytest
from docx import Document
from flask import Flask

from recommendations.domain.canonical import sha256
from recommendations.domain.polls import Choice
from recommendations.domain.text import Span
from recommendations.services.manifesto.adopting import compose_manifesto
from recommendations.services.manifesto.correcting import CorrectionProposal, confirm_correction, propose_correction
from recommendations.services.texts.revisions import newest_revision
from recommendations.storage.database import db, transaction
from recommendations.storage.manifestos import manifesto_by_number
from tests.chains import Assembly, adopt_units, adopted_assembly, make_assembly, vote_on_manifesto
from tests.web.conftest import SignedIn


@pytest.fixture
def assembly(app: Flask) -> Assembly:
    """An assembly that has adopted two recommendations."""
    with app.app_context():
        made = make_assembly()
        adopt_units(made, 0, "r2a", "r2b")
        return made


@pytest.fixture
def adopted(app: Flask, assembly: Assembly) -> Assembly:
    """An assembly that has adopted its manifesto."""
    with app.app_context():
        compose_manifesto(assembly.secretariat)
        vote_on_manifesto(assembly, 1)
    return assembly


def sha256_of(app: Flask, assembly: Assembly) -> str:
    with app.app_context():
        row = manifesto_by_number(db.session(), assembly.edition_id, 1)
        assert row is not None
        return row.sha256


def signing(sha: str, **fields: str) -> dict[str, str]:
    return {"sha256": sha, "start": sha[:8], "place": "Porto Claro", "compared": "yes"} | fields


def test_the_secretariat_composes_and_reads_what_it_composed(assembly: Assembly, signed_in: SignedIn) -> None:
    browser = signed_in(person_id=assembly.secretariat.person_id)

    answer = browser.post("/manifesto/compose", follow_redirects=True)

    assert answer.status_code == 200
    assert answer.request.path == "/manifesto/1"
    page = answer.get_data(as_text=True)
    assert "Light the streets. [en]" in page
    assert "2.2" in page


def test_composing_of_nothing_is_refused_in_a_sentence(app: Flask, signed_in: SignedIn) -> None:
    with app.app_context():
        bare = make_assembly()
    browser = signed_in(person_id=bare.secretariat.person_id)

    answer = browser.post("/manifesto/compose")

    assert answer.status_code == 409
    assert "nothing to put together" in answer.get_data(as_text=True)


def test_a_delegate_sees_no_button_to_compose(assembly: Assembly, signed_in: SignedIn) -> None:
    browser = signed_in(person_id=assembly.delegates[0].person_id)

    assert "/manifesto/compose" not in browser.get("/manifesto").get_data(as_text=True)
    assert browser.post("/manifesto/compose").status_code == 403


@pytest.mark.parametrize(
    ("choice", "sentence"),
    [
        pytest.param(None, "waits for the vote", id="composed"),
        pytest.param(Choice.FOR, "The president signs it next", id="adopted"),
        pytest.param(Choice.AGAINST, "did not adopt the text as a whole", id="rejected"),
    ],
)
def test_the_page_says_where_the_manifesto_stands(
    app: Flask, assembly: Assembly, signed_in: SignedIn, choice: Choice | None, sentence: str
) -> None:
    with app.app_context():
        compose_manifesto(assembly.secretariat)
        if choice:
            vote_on_manifesto(assembly, 1, [choice] * 3)

    page = signed_in(person_id=assembly.chair.person_id).get("/manifesto").get_data(as_text=True)

    assert sentence in page


def test_the_text_is_read_in_the_wanted_language(adopted: Assembly, signed_in: SignedIn) -> None:
    browser = signed_in(person_id=adopted.delegates[0].person_id)

    assert "Light the streets. [fr]" in browser.get("/manifesto/1?language=fr").get_data(as_text=True)
    assert "Light the streets. [en]" in browser.get("/manifesto/1?language=xx").get_data(as_text=True)


def test_a_manifesto_that_was_never_composed_does_not_exist(adopted: Assembly, signed_in: SignedIn) -> None:
    assert signed_in(person_id=adopted.chair.person_id).get("/manifesto/7").status_code == 404


def test_the_president_sees_that_nothing_differs_and_signs(app: Flask, adopted: Assembly, signed_in: SignedIn) -> None:
    browser = signed_in(person_id=adopted.president.person_id)
    sha = sha256_of(app, adopted)
    page = browser.get("/manifesto/1/sign").get_data(as_text=True)
    assert "Nothing differs." in page
    assert 'value="Porto Claro"' in page
    assert re.findall(r"<span>([0-9a-f]{8})</span>", page) == [sha[at : at + 8] for at in range(0, 64, 8)]

    answer = browser.post("/manifesto/1/sign", data=signing(sha), follow_redirects=True)

    assert "The manifesto is signed." in answer.get_data(as_text=True)
    assert adopted.president.name in answer.get_data(as_text=True)
    assert "You have signed this manifesto." in browser.get("/manifesto/1/sign").get_data(as_text=True)


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        pytest.param({"start": "00000000"}, "not the first eight characters", id="another hash copied"),
        pytest.param({"compared": ""}, "Confirm that you have seen", id="not compared"),
        pytest.param({"place": " "}, "Say where you are signing", id="no place"),
    ],
)
def test_an_incomplete_act_is_refused_and_what_was_typed_stays(
    app: Flask, adopted: Assembly, signed_in: SignedIn, fields: dict[str, str], sentence: str
) -> None:
    browser = signed_in(person_id=adopted.president.person_id)
    typed = signing(sha256_of(app, adopted)) | {"place": "Elsewhere"} | fields

    answer = browser.post("/manifesto/1/sign", data=typed)

    page = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert sentence in page
    assert f'value="{typed["start"]}"' in page
    assert typed["place"].strip() in page


def test_a_text_changed_in_the_database_is_shown_and_not_signed(
    app: Flask, adopted: Assembly, signed_in: SignedIn
) -> None:
    sha = sha256_of(app, adopted)
    with app.app_context(), transaction() as session:
        row = manifesto_by_number(session, adopted.edition_id, 1)
        assert row is not None
        row.canonical = row.canonical.replace("Light the streets. [en]", "Sell the streets. [en]")
    browser = signed_in(person_id=adopted.president.person_id)

    assert "</span>Sell<span" in browser.get("/manifesto/1/sign").get_data(as_text=True)
    answer = browser.post("/manifesto/1/sign", data=signing(sha))

    assert answer.status_code == 409
    assert "not exactly what the assembly adopted" in answer.get_data(as_text=True)
    assert browser.get("/manifesto/1/en.docx").status_code == 409


def test_before_the_vote_the_president_finds_no_form_to_sign(
    app: Flask, assembly: Assembly, signed_in: SignedIn
) -> None:
    with app.app_context():
        compose_manifesto(assembly.secretariat)

    page = signed_in(person_id=assembly.president.person_id).get("/manifesto/1/sign").get_data(as_text=True)

    assert "has not voted on this text yet" in page
    assert 'name="start"' not in page


@pytest.mark.parametrize("who", ["secretariat", "chair"])
def test_nobody_but_the_president_reaches_the_signature(adopted: Assembly, signed_in: SignedIn, who: str) -> None:
    browser = signed_in(person_id=getattr(adopted, who).person_id)

    assert browser.get("/manifesto/1/sign").status_code == 403
    assert browser.post("/manifesto/1/sign", data={}).status_code == 403


def test_the_word_file_is_taken_away_in_each_language(adopted: Assembly, signed_in: SignedIn) -> None:
    browser = signed_in(person_id=adopted.delegates[0].person_id)

    answer = browser.get("/manifesto/1/fr.docx")

    assert "manifesto-1-fr.docx" in answer.headers["Content-Disposition"]
    assert Document(io.BytesIO(answer.data)).core_properties.language == "fr-FR"
    assert browser.get("/manifesto/1/de.docx").status_code == 404


def test_the_manuscript_is_taken_away_and_has_the_hash(app: Flask, adopted: Assembly, signed_in: SignedIn) -> None:
    browser = signed_in(person_id=adopted.delegates[0].person_id)

    document = json.loads(browser.get("/manifesto/1.json").data)

    assert sha256(document["manifesto"]) == sha256_of(app, adopted)


def test_a_manifesto_corrected_since_leads_to_the_one_that_is_signed(app: Flask, signed_in: SignedIn) -> None:
    with app.app_context():
        assembly = adopted_assembly()
        theme_id = assembly.theme_ids[0]
        newest = newest_revision(db.session(), theme_id)
        assert newest is not None
        unit = newest.unit_texts("r2b")["en"]
        words = tuple(replace(one, spans=(Span("Open, the schools. [en]"),)) for one in unit.paragraphs)
        wish = CorrectionProposal(newest.id, {"en": replace(unit, paragraphs=words)}, "A comma.")
        confirm_correction(assembly.chair, propose_correction(assembly.secretariat, theme_id, "r2b", wish))
    president = signed_in(person_id=assembly.president.person_id)

    old, new = (president.get(f"/manifesto/{number}/sign").text for number in (1, 2))

    assert "This text has been corrected since" in old
    assert "/manifesto/2/sign" in old
    assert "no longer has its hash" not in old
    assert 'id="sign"' not in old
    assert "r2b-p" not in new
    assert 'id="sign"' in new
    assert "has been corrected since" in president.get("/manifesto/1").text


@pytest.mark.parametrize("kind", ["redline", "minutes", "roll"])
@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_papers_around_the_manifesto_are_written(
    adopted: Assembly, signed_in: SignedIn, kind: str, language: str
) -> None:
    browser = signed_in(person_id=adopted.delegates[0].person_id)

    answer = browser.get(f"/manifesto/1/{kind}-{language}.docx")

    assert f"/manifesto/1/{kind}-{language}.docx" in browser.get("/manifesto/1").text
    text = "\n".join(paragraph.text for paragraph in Document(io.BytesIO(answer.data)).paragraphs)
    assert len(text) > 50
    assert browser.get(f"/manifesto/1/{kind}-xx.docx").status_code == 404
    assert browser.get(f"/manifesto/1/poem-{language}.docx").status_code == 404
