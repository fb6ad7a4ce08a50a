import pytest

from recommendations.domain.language_check import FindingKind, LanguagesDiverge, LanguageStale
from recommendations.domain.people import Actor, Role
from recommendations.domain.polls import ReasonMissing
from recommendations.domain.proposals import THEME_TITLE
from recommendations.domain.refusals import NotFound, NotPermitted
from recommendations.domain.signatures import SigningAct
from recommendations.domain.text import UnitKind
from recommendations.services.manifesto.adopting import compose_manifesto
from recommendations.services.manifesto.correcting import CorrectionProposal, confirm_correction, propose_correction
from recommendations.services.manifesto.exporting import export
from recommendations.services.manifesto.language_checks import all_findings, confirm_finding, open_findings
from recommendations.services.manifesto.language_pages import language_page
from recommendations.services.manifesto.publishing import read_manifesto
from recommendations.services.manifesto.signing import sign_manifesto
from recommendations.services.texts.revisions import newest_revision, store_revision
from recommendations.storage.database import db, transaction
from recommendations.storage.editions import Edition, themes_of
from tests import chains
from tests.chains import adopt_units, in_both, sha256_of, vote_on_manifesto
from tests.factories import make_actor, make_unit
from tests.services.assembly import FRENCH, Assembly, admitted, changed, make_assembly, newest_text, settle
from tests.services.kinds import theme_title
from tests.services.staled import amend_in_english

pytestmark = pytest.mark.usefixtures("context")


def kinds(assembly: Assembly | chains.Assembly) -> list[tuple[FindingKind, tuple[str, ...], tuple[str, ...]]]:
    return [
        (one.finding.kind, one.finding.here, one.finding.there)
        for one in open_findings(db.session(), assembly.edition_id)
    ]


def confirm_all(assembly: Assembly, by: Actor | None = None, reason: str = "Both are right.") -> None:
    for one in open_findings(db.session(), assembly.edition_id):
        confirm_finding(by or assembly.secretariat, one.fingerprint, reason)


def diverging(english: str = "Every two years.", french: str = "Tous les trois ans.") -> chains.Assembly:
    """An assembly that has adopted a manifesto whose versions do not say the same."""
    assembly = chains.make_assembly()
    with transaction() as session:
        words = {"en": (make_unit("r2a", english),), "fr": (make_unit("r2a", french),)}
        store_revision(session, assembly.theme_ids[0], words)
    adopt_units(assembly, 0, "r2a")
    compose_manifesto(assembly.secretariat)
    vote_on_manifesto(assembly, 1)
    return assembly


def sign(assembly: chains.Assembly, number: int = 1) -> None:
    sign_manifesto(number, SigningAct(sha256_of(assembly, number), "president", "Porto Claro"), assembly.president)


def test_a_figure_that_only_one_version_has_is_found_and_can_be_confirmed() -> None:
    assembly = make_assembly()
    assert kinds(assembly) == [(FindingKind.FIGURE, ("4",), ())]

    confirm_all(assembly)

    assert kinds(assembly) == []
    listed = all_findings(db.session(), assembly.edition_id)
    assert [(one.confirmed, one.number, one.theme_number) for one in listed] == [("Both are right.", "2.1", 2)]


def test_other_words_make_a_confirmation_void() -> None:
    assembly = make_assembly()
    confirm_all(assembly)

    settle(assembly, admitted(assembly, "Night buses", "All buses"), adopted=True)

    assert kinds(assembly) == [(FindingKind.STALE, (), ()), (FindingKind.FIGURE, ("4",), ())]


def test_a_title_that_has_followed_in_one_language_only_is_found_and_can_be_confirmed() -> None:
    assembly = make_assembly()
    confirm_all(assembly)

    settle(assembly, theme_title(assembly, "Theme of the night"), adopted=True)

    found = [one for one in open_findings(db.session(), assembly.edition_id) if one.uid == THEME_TITLE]
    assert [one.finding.kind for one in found] == [FindingKind.STALE, FindingKind.FIGURE]
    assert {one.finding.other for one in found} == {"fr"}
    (title,) = [unit for unit in language_page(assembly.secretariat) if unit.is_title]
    assert "".join(part.text for part in title.versions["en"].title) == "Theme of the night"
    confirm_all(assembly)
    assert kinds(assembly) == []


def test_a_confirmation_has_a_reason_and_a_person_who_may_give_it() -> None:
    assembly = make_assembly()

    with pytest.raises(ReasonMissing):
        confirm_all(assembly, reason=" ")
    with pytest.raises(NotPermitted):
        confirm_all(assembly, assembly.delegate)
    with pytest.raises(NotFound):
        confirm_finding(assembly.secretariat, "0" * 64, "Right.")
    with transaction() as session:
        edition = session.get_one(Edition, assembly.edition_id)
        rapporteur = make_actor(session, edition, Role.RAPPORTEUR, theme_id=assembly.theme_id)
    confirm_all(assembly, rapporteur)


def test_a_version_that_has_not_followed_an_adopted_amendment_is_stale_until_it_does() -> None:
    assembly = make_assembly()
    confirm_all(assembly)
    settle(assembly, admitted(assembly, "four years", "forty years"), adopted=True)
    assert [kind for kind, _, _ in kinds(assembly)] == [FindingKind.STALE, FindingKind.FIGURE]

    revision = newest_revision(db.session(), assembly.theme_id)
    assert revision is not None
    follows = changed(FRENCH, "par an.", "par an. Elles devraient payer des rues calmes pendant quarante ans.")
    wish = CorrectionProposal(revision.id, {"fr": follows}, "The French version follows.")
    confirm_correction(assembly.chair, propose_correction(assembly.secretariat, assembly.theme_id, "r1", wish))

    assert kinds(assembly) == []
    assert newest_text(assembly, "fr") == follows


def test_a_correction_of_another_paragraph_does_not_make_a_version_follow() -> None:
    assembly = make_assembly()
    settle(assembly, admitted(assembly, "once a year", "each year"), adopted=True)
    revision = newest_revision(db.session(), assembly.theme_id)
    assert revision is not None

    elsewhere = changed(FRENCH, "de nuit", "nocturnes")
    wish = CorrectionProposal(revision.id, {"fr": elsewhere}, "One word for two.")
    confirm_correction(assembly.chair, propose_correction(assembly.secretariat, assembly.theme_id, "r1", wish))

    assert newest_text(assembly, "fr") == elsewhere
    assert FindingKind.STALE in [kind for kind, _, _ in kinds(assembly)]


def test_an_amendment_adopted_in_all_languages_leaves_none_behind() -> None:
    assembly = make_assembly()
    confirm_all(assembly)
    french = changed(FRENCH, "une fois par an", "deux fois par an")
    amendment_id = admitted(
        assembly,
        "once a year",
        "two times a year",
        amended={"en": changed(newest_text(assembly), "once a year", "two times a year"), "fr": french},
    )

    settle(assembly, amendment_id, adopted=True)

    assert [kind for kind, _, _ in kinds(assembly)] == [FindingKind.FIGURE]


def test_texts_that_do_not_say_the_same_are_not_signed() -> None:
    assembly = diverging()

    with pytest.raises(LanguagesDiverge) as refusal:
        sign(assembly)
    assert refusal.value.details == {"count": 1}
    for language in ("en", "fr"):
        with pytest.raises(LanguagesDiverge):
            export(1, language, "docx", assembly.secretariat)
    assert read_manifesto(1, assembly.chair).held == {"en", "fr"}
    assert export(1, "en", "json", assembly.secretariat)


def test_what_was_confirmed_is_signed_and_stays_deliverable() -> None:
    assembly = diverging()
    for one in open_findings(db.session(), assembly.edition_id):
        confirm_finding(assembly.secretariat, one.fingerprint, "Both are right.")

    sign(assembly)

    assert export(1, "fr", "docx", assembly.secretariat)
    assert read_manifesto(1, assembly.chair).held == frozenset()


def test_a_correction_that_brings_the_versions_in_line_lets_the_president_sign() -> None:
    assembly = diverging()
    revision = newest_revision(db.session(), assembly.theme_ids[0])
    assert revision is not None
    wish = CorrectionProposal(revision.id, {"fr": make_unit("r2a", "Tous les deux ans.")}, "As decided.")
    confirm_correction(assembly.chair, propose_correction(assembly.secretariat, assembly.theme_ids[0], "r2a", wish))

    with pytest.raises(LanguagesDiverge):
        export(1, "fr", "docx", assembly.secretariat)
    sign(assembly, 2)


def test_a_stale_language_is_neither_signed_nor_delivered_and_the_others_are() -> None:
    assembly = chains.make_assembly()
    adopt_units(assembly, 0, "r2b")
    amend_in_english(assembly)
    adopt_units(assembly, 0, "r2a")
    compose_manifesto(assembly.secretariat)
    vote_on_manifesto(assembly, 1)

    with pytest.raises(LanguageStale) as refusal:
        sign(assembly)
    assert refusal.value.details == {"languages": "fr"}
    with pytest.raises(LanguageStale):
        export(1, "fr", "docx", assembly.secretariat)
    assert export(1, "en", "docx", assembly.secretariat)
    assert read_manifesto(1, assembly.chair).held == {"fr"}


def test_a_draft_of_texts_that_differ_says_that_it_is_one() -> None:
    assembly = chains.make_assembly()
    with transaction() as session:
        words = {"en": (make_unit("r2a", "Two."),), "fr": (make_unit("r2a", "Trois."),)}
        store_revision(session, assembly.theme_ids[0], words)
    adopt_units(assembly, 0, "r2a")
    compose_manifesto(assembly.secretariat)

    assert export(1, "fr", "docx", assembly.secretariat)


def test_the_preamble_is_checked_like_everything_else() -> None:
    assembly = chains.make_assembly()
    with transaction() as session:
        themes = themes_of(session, assembly.edition_id)
        words = in_both(("c1", "Having regard to 5 charters,", UnitKind.CITATION))
        store_revision(session, themes[0].id, words | {"fr": (make_unit("c1", "Vu 6 chartes,"),)})
    adopt_units(assembly, 0, "r2a")
    compose_manifesto(assembly.secretariat)
    vote_on_manifesto(assembly, 1)

    with pytest.raises(LanguagesDiverge):
        sign(assembly)


def test_the_page_marks_the_words_in_both_versions_and_lists_the_open_ones_first() -> None:
    assembly = make_assembly()

    (unit,) = language_page(assembly.secretariat)

    assert (unit.is_open, unit.may_confirm, unit.number) == (True, True, "2.1")
    parts = [part for version in unit.versions.values() for text in version.paragraphs for part in text]
    assert [part.text for part in parts if part.is_marked] == ["four"]
    assert language_page(assembly.delegate)[0].may_confirm is False
    confirm_all(assembly)
    assert [one.is_open for one in language_page(assembly.secretariat)] == [False]
