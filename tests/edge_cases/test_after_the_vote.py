"""Edge cases 38 to 44: contradictions, merged themes, corrections, corrigenda, languages, and edited files."""

import io
import zipfile
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import pytest

from recommendations.domain.adoption import ManifestoState
from recommendations.domain.amendments import AmendmentState
from recommendations.domain.corrections import CorrigendumState, MeaningChanged, ObjectionPeriodRuns
from recommendations.domain.intake import NamedFile
from recommendations.domain.language_check import FindingKind, LanguagesDiverge, LanguageStale
from recommendations.domain.signatures import SigningAct
from recommendations.services.filing.amending import file_amendment
from recommendations.services.filing.returned import returned_page, take_in
from recommendations.services.manifesto.adopting import compose_manifesto, composed
from recommendations.services.manifesto.contradictions import flag_contradiction
from recommendations.services.manifesto.correcting import (
    CorrectionProposal,
    confirm_correction,
    propose_correction,
    revert_correction,
)
from recommendations.services.manifesto.corrigenda import enforce_corrigendum, open_corrigendum
from recommendations.services.manifesto.exporting import export
from recommendations.services.manifesto.language_checks import open_findings
from recommendations.services.manifesto.signing import sign_manifesto
from recommendations.services.manifesto.verifying import Verdict, verify
from recommendations.services.texts.merging import merge_themes
from recommendations.services.texts.revisions import newest_revision, store_revision
from recommendations.services.voting.targets import on_contradiction, on_manifesto, on_unit
from recommendations.storage.corrections import Contradiction, Corrigendum
from recommendations.storage.database import db, now, transaction
from recommendations.storage.editions import Edition
from recommendations.storage.manifestos import ManifestoRow, manifestos_of
from tests.edge_cases.stage import (
    ENGLISH,
    FRENCH,
    Stage,
    admit,
    admitted,
    decide,
    decide_unit,
    decided,
    edited,
    opened,
    proposal,
    row,
    text,
)
from tests.factories import make_theme, make_unit

ROOT = Path(__file__).parents[2]


def second_theme(stage: Stage) -> UUID:
    """Another tabled theme of the edition, with one recommendation."""
    with transaction() as session:
        theme = make_theme(session, session.get_one(Edition, stage.edition_id), number=7)
        version = (make_unit("s1", "Cities should make noise."),)
        french = (make_unit("s1", "Les villes devraient faire du bruit."),)
        store_revision(session, theme.id, {"en": version, "fr": french})
        return theme.id


def adopted_manifesto(stage: Stage) -> ManifestoRow:
    """What is adopted so far, adopted as a whole."""
    compose_manifesto(stage.secretariat)
    manifesto = manifestos_of(db.session(), stage.edition_id)[-1]
    decided(stage, opened(stage, on_manifesto(manifesto.id)), adopted=True)
    return manifesto


def sign(stage: Stage, manifesto: ManifestoRow) -> None:
    sign_manifesto(manifesto.number, SigningAct(manifesto.sha256, "president", "Porto Claro"), stage.president)


def correction(stage: Stage, old: str, new: str) -> CorrectionProposal:
    newest = newest_revision(db.session(), stage.theme_id)
    assert newest is not None
    return CorrectionProposal(newest.id, {"en": edited(newest.unit_texts("r1")["en"], (old, new))}, "A typing error.")


def test_case_38_the_assembly_chooses_between_two_adopted_recommendations_that_contradict(stage: Stage) -> None:
    other = second_theme(stage)
    decide_unit(stage)
    decided(stage, opened(stage, on_unit(other, "s1")), adopted=True)
    flag = flag_contradiction(stage.rapporteur, (stage.theme_id, "r1"), (other, "s1"), "Quiet, or noise.")
    assert len(composed(db.session(), stage.edition_id).chapters) == 2

    decided(stage, opened(stage, on_contradiction(flag)), adopted=True)

    db.session.remove()
    assert db.session.get_one(Contradiction, flag).kept == "one"
    (chapter,) = composed(db.session(), stage.edition_id).chapters
    assert [unit.texts[0][1].uid for unit in chapter.units if unit.number] == ["r1"]


def test_case_39_identifiers_and_amendments_follow_a_theme_that_is_merged(stage: Stage) -> None:
    amendment_id = admitted(stage, "four years", "six years")
    into = second_theme(stage)

    merge_themes(stage.secretariat, stage.theme_id, into)

    newest = newest_revision(db.session(), into)
    assert newest is not None
    assert newest.unit_texts("r1")["en"].paragraphs[0].plain == ENGLISH["r1"]
    assert newest.origins["r1"] == "T02"
    moved = row(amendment_id)
    assert (moved.theme_id, moved.label, moved.unit_uid) == (into, "A01", "r1")
    assert moved.state is AmendmentState.ADMISSIBLE


def test_case_40_a_typing_error_is_corrected_by_two_and_a_change_of_meaning_is_not(stage: Stage) -> None:
    decide_unit(stage)

    first = propose_correction(stage.rapporteur, stage.theme_id, "r1", correction(stage, "publish", "publisch"))
    confirm_correction(stage.chair, first)

    assert "publisch" in text(stage)
    revert_correction(stage.chair, first)
    assert text(stage) == ENGLISH["r1"]
    with pytest.raises(MeaningChanged):
        propose_correction(stage.rapporteur, stage.theme_id, "r1", correction(stage, "four years", "six years"))


def test_case_41_a_wrong_figure_in_a_signed_text_needs_a_corrigendum_and_both_versions_are_kept(stage: Stage) -> None:
    decide_unit(stage, "r2")
    signed = adopted_manifesto(stage)
    sign(stage, signed)
    newest = newest_revision(db.session(), stage.theme_id)
    assert newest is not None
    right = {code: edited(unit, ("70", "7")) for code, unit in newest.unit_texts("r2").items()}
    corrigendum = open_corrigendum(stage.secretariat, signed.number, {"r2": right}, "Seven was decided.")
    with pytest.raises(ObjectionPeriodRuns):
        enforce_corrigendum(stage.secretariat, corrigendum)
    with transaction() as session:
        session.get_one(Corrigendum, corrigendum).objections_until = now() - timedelta(seconds=1)

    number = enforce_corrigendum(stage.secretariat, corrigendum)

    db.session.remove()
    first, second = sorted(manifestos_of(db.session(), stage.edition_id), key=lambda one: one.number)
    assert (first.state, first.canonical, second.number) == (ManifestoState.SIGNED, signed.canonical, number)
    assert "7% of the cost" in second.canonical
    assert db.session.get_one(Corrigendum, corrigendum).state is CorrigendumState.IN_FORCE


def test_case_42_a_language_that_has_not_followed_is_neither_signed_nor_exported(stage: Stage) -> None:
    decide(stage, admitted(stage, "noise figures", "noise maps"), adopted=True)
    decide_unit(stage)
    manifesto = adopted_manifesto(stage)

    found = [one.finding for one in open_findings(db.session(), stage.edition_id)]
    assert [(one.kind, one.other) for one in found] == [(FindingKind.STALE, "fr")]
    with pytest.raises(LanguageStale):
        sign(stage, manifesto)
    with pytest.raises(LanguageStale):
        export(manifesto.number, "fr", "docx", stage.secretariat)
    assert export(manifesto.number, "en", "docx", stage.secretariat)[1]


def test_case_43_a_figure_that_differs_between_languages_blocks_the_signature(stage: Stage) -> None:
    wish = proposal(stage, {"en": ("70%", "80%"), "fr": ("70 %", "90 %")}, uid="r2")
    amendment_id = admit(stage, file_amendment(stage.delegates[0], stage.theme_id, wish))
    decide(stage, amendment_id, adopted=True)
    decide_unit(stage, "r2")
    manifesto = adopted_manifesto(stage)

    assert [one.uid for one in open_findings(db.session(), stage.edition_id)] == ["r2"]
    with pytest.raises(LanguagesDiverge):
        sign(stage, manifesto)


def test_case_44_an_edited_word_file_is_not_the_text_and_its_differences_are_suggestions(stage: Stage) -> None:
    decide_unit(stage)
    manifesto = adopted_manifesto(stage)
    _name, content = export(manifesto.number, "en", "docx", stage.secretariat)
    forged = _with_words(content, "quiet", "loud")
    assert forged != content

    verification = verify(forged)
    upload = take_in(stage.delegates[0], stage.theme_id, "en", NamedFile("manifesto.docx", forged))

    assert verification.verdict is Verdict.CHANGED
    assert any("loud" in one.found for one in verification.differences)
    found = [view for unit in returned_page(stage.delegates[0], upload).units for view in unit.changes]
    assert any("loud" in view.found.given for view in found)
    assert [view.filed_as for view in found if view.filed_as] == []
    assert text(stage) == ENGLISH["r1"]
    assert text(stage, "fr") == FRENCH["r1"]
    sign(stage, manifesto)


def _with_words(content: bytes, old: str, new: str) -> bytes:
    """The Word file as somebody would edit it."""
    result = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as before, zipfile.ZipFile(result, "w") as after:
        for name in before.namelist():
            part = before.read(name)
            after.writestr(name, part.replace(old.encode(), new.encode()) if name == "word/document.xml" else part)
    return result.getvalue()
