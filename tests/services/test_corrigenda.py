from collections.abc import Mapping
from datetime import timedelta
from uuid import UUID, uuid4

import pytest

from recommendations.domain.adoption import (
    AlreadySigned,
    CorrectedSince,
    ManifestoState,
    ManuscriptDamaged,
    SignedTextDiffers,
)
from recommendations.domain.corrections import (
    CorrigendumNotOpen,
    CorrigendumState,
    NothingToCorrect,
    NotSigned,
    ObjectionPeriodOver,
    ObjectionPeriodRuns,
)
from recommendations.domain.language_check import LanguagesDiverge
from recommendations.domain.people import Actor
from recommendations.domain.polls import ReasonMissing
from recommendations.domain.refusals import NotFound, NotPermitted
from recommendations.domain.signatures import SigningAct
from recommendations.domain.text import Unit, UnitKind
from recommendations.services.manifesto.adopting import compose_manifesto
from recommendations.services.manifesto.co_signing import co_sign
from recommendations.services.manifesto.corrected import CorrigendumNote
from recommendations.services.manifesto.corrigenda import enforce_corrigendum, object_to_corrigendum, open_corrigendum
from recommendations.services.manifesto.corrigendum_pages import corrigenda_page, corrigendum_form
from recommendations.services.manifesto.exporting import export
from recommendations.services.manifesto.published import published
from recommendations.services.manifesto.publishing import read_manifesto, signing_page
from recommendations.services.manifesto.signing import sign_manifesto
from recommendations.services.manifesto.verifying import Verdict, verify
from recommendations.storage.database import transaction
from recommendations.storage.manifestos import manifesto_by_number
from tests.chains import Assembly, adopt_units, kinds_of, make_assembly, sha256_of, vote_on_manifesto
from tests.factories import make_unit

pytestmark = pytest.mark.usefixtures("context")


def signed_assembly(hours: int = 24) -> Assembly:
    """An assembly whose manifesto is signed."""
    assembly = make_assembly(rules={"corrigendum_objection_hours": hours})
    adopt_units(assembly, 0, "r2b")
    compose_manifesto(assembly.secretariat)
    vote_on_manifesto(assembly, 1)
    sign(assembly, 1)
    return assembly


def sign(assembly: Assembly, number: int) -> None:
    sign_manifesto(number, SigningAct(sha256_of(assembly, number), "president", "Porto Claro"), assembly.president)


def changes(words: str = "Open all the schools.") -> dict[str, dict[str, Unit]]:
    units = {
        language: make_unit("r2b", f"{words} [{language}]", kind=UnitKind.COMMITMENT, title=f"Title r2b [{language}]")
        for language in ("en", "fr")
    }
    return {"r2b": units}


def opened(assembly: Assembly, wanted: Mapping[str, Mapping[str, Unit]] | None = None, by: Actor | None = None) -> UUID:
    return open_corrigendum(by or assembly.secretariat, 1, wanted or changes(), "A word was lost in print.")


def test_a_corrigendum_makes_a_second_manifesto_that_the_president_signs_again() -> None:
    assembly = signed_assembly(hours=0)
    corrigendum_id = opened(assembly)

    number = enforce_corrigendum(assembly.president, corrigendum_id)

    assert number == 2
    assert read_manifesto(1, assembly.chair).line.state is ManifestoState.SIGNED
    page = read_manifesto(2, assembly.president)
    assert (page.line.state, page.can_sign, page.has_corrigenda) == (ManifestoState.ADOPTED, True, True)
    assert "Open all the schools. [fr]" in str(page.manifesto)
    assert signing_page(2, assembly.president).to_sign_sha256 == page.line.sha256
    sign(assembly, 2)
    for kept in (1, 2):
        assert export(kept, "en", "docx", assembly.delegates[0])
    assert kinds_of(assembly.edition_id)[-3:] == ["corrigendum-opened", "corrigendum-in-force", "manifesto-signed"]
    (view,) = corrigenda_page(assembly.delegates[0], 2).corrigenda
    assert (view.wrong, view.result, view.state) == (1, 2, CorrigendumState.IN_FORCE)


def test_a_second_corrigendum_corrects_the_corrected_text() -> None:
    assembly = signed_assembly(hours=0)
    enforce_corrigendum(assembly.president, opened(assembly))
    sign(assembly, 2)

    again = open_corrigendum(assembly.secretariat, 2, changes("Open all schools."), "One more.")
    enforce_corrigendum(assembly.secretariat, again)

    sign(assembly, 3)
    assert "Open all schools. [en]" in str(read_manifesto(3, assembly.chair).manifesto)


def test_one_objection_stops_a_corrigendum() -> None:
    assembly = signed_assembly()
    corrigendum_id = opened(assembly)
    assert corrigenda_page(assembly.delegates[0], 1).corrigenda[0].may_object

    object_to_corrigendum(assembly.delegates[0], corrigendum_id, "That was never decided.")

    (view,) = corrigenda_page(assembly.delegates[0], 1).corrigenda
    assert (view.state, view.objection, view.may_object) == (
        CorrigendumState.STOPPED,
        "That was never decided.",
        False,
    )
    with pytest.raises(CorrigendumNotOpen):
        enforce_corrigendum(assembly.president, corrigendum_id)
    with pytest.raises(CorrigendumNotOpen):
        object_to_corrigendum(assembly.delegates[1], corrigendum_id, "Nor do I.")


def test_it_is_in_force_when_the_time_for_objections_is_over_and_not_before() -> None:
    assembly = signed_assembly()
    corrigendum_id = opened(assembly)
    (view,) = corrigenda_page(assembly.president, 1).corrigenda
    assert (view.objections_until - view.at, view.may_enforce) == (timedelta(hours=24), False)

    with pytest.raises(ObjectionPeriodRuns):
        enforce_corrigendum(assembly.president, corrigendum_id)


def test_who_comes_too_late_cannot_object() -> None:
    assembly = signed_assembly(hours=0)
    corrigendum_id = opened(assembly)
    assert corrigenda_page(assembly.president, 1).corrigenda[0].may_enforce

    with pytest.raises(ObjectionPeriodOver):
        object_to_corrigendum(assembly.delegates[0], corrigendum_id, "Too late.")


def test_a_corrigendum_names_what_is_wrong_in_a_signed_text() -> None:
    assembly = signed_assembly()

    with pytest.raises(NothingToCorrect):
        opened(assembly, changes("Open the schools."))
    with pytest.raises(ReasonMissing):
        open_corrigendum(assembly.secretariat, 1, changes(), " ")
    for wanted in ({"r9": changes()["r2b"]}, {"r2b": {"de": make_unit("r2b", "Alle.")}}):
        with pytest.raises(NotFound):
            opened(assembly, wanted)
    with pytest.raises(NotFound):
        open_corrigendum(assembly.secretariat, 7, changes(), "Wrong.")
    with pytest.raises(NotFound):
        enforce_corrigendum(assembly.secretariat, uuid4())


def test_an_unsigned_text_has_no_corrigenda() -> None:
    assembly = make_assembly()
    adopt_units(assembly, 0, "r2b")
    compose_manifesto(assembly.secretariat)

    with pytest.raises(NotSigned):
        opened(assembly)
    assert corrigenda_page(assembly.secretariat, 1).units == ()


def test_delegates_object_and_the_secretariat_opens() -> None:
    assembly = signed_assembly()
    corrigendum_id = opened(assembly)

    for act in (
        lambda: opened(assembly, by=assembly.chair),
        lambda: enforce_corrigendum(assembly.chair, corrigendum_id),
    ):
        with pytest.raises(NotPermitted):
            act()
    with pytest.raises(NotPermitted):
        object_to_corrigendum(assembly.secretariat, corrigendum_id, "No.")
    with pytest.raises(ReasonMissing):
        object_to_corrigendum(assembly.delegates[0], corrigendum_id, " ")


def test_a_signed_text_that_was_touched_is_not_corrected() -> None:
    assembly = signed_assembly(hours=0)
    corrigendum_id = opened(assembly)
    with transaction() as session:
        row = manifesto_by_number(session, assembly.edition_id, 1)
        assert row is not None
        row.canonical = row.canonical.replace("Open the schools. [en]", "Close the schools. [en]")

    with pytest.raises(ManuscriptDamaged):
        enforce_corrigendum(assembly.president, corrigendum_id)
    with pytest.raises(ManuscriptDamaged):
        opened(assembly)


def test_a_corrigendum_is_signed_as_it_was_opened_and_not_otherwise() -> None:
    assembly = signed_assembly(hours=0)
    enforce_corrigendum(assembly.president, opened(assembly))
    with transaction() as session:
        row = manifesto_by_number(session, assembly.edition_id, 1)
        assert row is not None
        row.canonical = row.canonical.replace("Open the schools. [en]", "Close the schools. [en]")

    with pytest.raises(SignedTextDiffers):
        sign(assembly, 2)
    with pytest.raises(AlreadySigned):
        sign_manifesto(1, SigningAct("0" * 64, "president", "Porto Claro"), assembly.president)


def test_a_corrigendum_of_a_text_that_is_corrected_already_would_undo_the_other_one() -> None:
    assembly = signed_assembly(hours=0)
    first, second = opened(assembly), opened(assembly, changes("Open every school."))
    enforce_corrigendum(assembly.president, first)

    views = corrigenda_page(assembly.president, 1).corrigenda
    assert [(view.is_overtaken, view.may_enforce) for view in views] == [(False, False), (True, False)]
    assert not any(view.may_object for view in corrigenda_page(assembly.delegates[0], 1).corrigenda)
    assert corrigenda_page(assembly.secretariat, 1).corrected_by == 2
    for act in (lambda: enforce_corrigendum(assembly.president, second), lambda: opened(assembly)):
        with pytest.raises(CorrectedSince):
            act()


def test_a_corrigendum_that_changes_a_figure_in_one_language_only_is_refused() -> None:
    assembly = signed_assembly()
    wanted = changes("Open 20 schools.")["r2b"]["en"]

    with pytest.raises(LanguagesDiverge):
        opened(assembly, {"r2b": {"en": wanted}})
    assert opened(assembly, changes("Open 20 schools."))


def test_readers_and_members_are_led_to_the_corrected_text() -> None:
    assembly = signed_assembly(hours=0)
    code = read_manifesto(1, assembly.chair).edition
    corrigendum_id = opened(assembly)
    word = export(1, "en", "docx", assembly.chair)[1]
    assert verify(word).corrected_by is None
    assert read_manifesto(1, assembly.chair).objections_until is not None
    assert (published(code, 1).corrected_by, read_manifesto(1, assembly.delegates[0]).can_join) == (None, True)

    enforce_corrigendum(assembly.president, corrigendum_id)

    assert (verify(word).verdict, verify(word).corrected_by) == (Verdict.SAME_FILE, 2)
    assert (published(code, 1).corrected_by, published(code, 1).corrects) == (2, None)
    assert published(code, 2).corrects == CorrigendumNote(1, 1, "A word was lost in print.")
    page = read_manifesto(1, assembly.delegates[0])
    assert (page.can_join, page.objections_until) == (False, None)
    with pytest.raises(CorrectedSince):
        co_sign(1, "Mayor", None, assembly.delegates[0])
    sign(assembly, 2)
    co_sign(2, "Mayor", None, assembly.delegates[0])


def test_the_form_shows_the_signed_words() -> None:
    assembly = signed_assembly()

    assert [unit.number for unit in corrigenda_page(assembly.secretariat, 1).units] == ["", "", "2.1"]
    assert corrigenda_page(assembly.delegates[0], 1).units == ()
    form = corrigendum_form(assembly.secretariat, 1, "r2b")
    assert form.units["en"].paragraphs[0].plain == "Open the schools. [en]"
    with pytest.raises(NotFound):
        corrigendum_form(assembly.secretariat, 1, "r9")
    with pytest.raises(NotFound):
        corrigenda_page(assembly.secretariat, 9)
