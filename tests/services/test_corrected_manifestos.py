from dataclasses import replace
from uuid import UUID

import pytest

from recommendations.domain.adoption import AlreadySigned, CorrectedSince, SignedTextDiffers
from recommendations.domain.polls import Choice
from recommendations.domain.signatures import SigningAct
from recommendations.services.facts import ManifestoChanged, told
from recommendations.services.manifesto.adopting import compose_manifesto
from recommendations.services.manifesto.correcting import (
    CorrectionProposal,
    confirm_correction,
    propose_correction,
    revert_correction,
)
from recommendations.services.manifesto.correction_pages import corrections_page
from recommendations.services.manifesto.publishing import overview, signing_page
from recommendations.services.manifesto.signing import sign_manifesto
from recommendations.services.texts.revisions import newest_revision, store_revision
from recommendations.services.voting.acts import (
    announce_poll,
    annul_poll,
    cast_ballot,
    close_poll,
    open_poll,
    prepare_poll,
)
from recommendations.services.voting.targets import on_manifesto
from recommendations.storage.database import db, transaction
from recommendations.storage.manifestos import manifesto_by_number
from tests import chains
from tests.chains import adopted_assembly, kinds_of

pytestmark = pytest.mark.usefixtures("context")


def corrected(assembly: chains.Assembly, words: str = "Open, the schools. [en]") -> UUID:
    theme_id = assembly.theme_ids[0]
    revision = newest_revision(db.session(), theme_id)
    assert revision is not None
    unit = revision.unit_texts("r2b")["en"]
    paragraph = replace(unit.paragraphs[0], spans=(replace(unit.paragraphs[0].spans[0], text=words),))
    wish = CorrectionProposal(revision.id, {"en": replace(unit, paragraphs=(paragraph,))}, "A comma.")
    correction_id = propose_correction(assembly.secretariat, theme_id, "r2b", wish)
    confirm_correction(assembly.chair, correction_id)
    return correction_id


def sign(assembly: chains.Assembly, number: int) -> None:
    page = signing_page(number, assembly.president)
    sign_manifesto(number, SigningAct(page.page.line.sha256, "president", "Porto Claro"), assembly.president)


def test_the_president_signs_the_adopted_text_with_its_listed_corrections() -> None:
    assembly = adopted_assembly()
    heard: list[object] = []

    with told.connected_to(heard.append):
        corrected(assembly)

    view = overview(assembly.president)
    assert view.newest is not None
    assert (view.newest.line.number, view.newest.can_sign) == (2, True)
    assert ManifestoChanged in [type(fact) for fact in heard]
    assert "manifesto-corrected" in kinds_of(assembly.edition_id)
    page = signing_page(2, assembly.president)
    assert ["Open, the schools" in one.signed for one in page.differences] == [True]
    assert page.to_sign_sha256 == page.page.line.sha256 != page.voted_sha256
    with pytest.raises(CorrectedSince):
        sign(assembly, 1)
    sign(assembly, 2)
    with pytest.raises(AlreadySigned):
        corrected(assembly, "Open the schools! [en]")


@pytest.mark.parametrize("is_put", [False, True], ids=["composed", "in the vote"])
def test_what_is_corrected_before_the_vote_is_over_is_in_the_text_that_is_signed(*, is_put: bool) -> None:
    assembly = chains.make_assembly()
    chains.adopt_units(assembly, 0, "r2b")
    compose_manifesto(assembly.secretariat)
    row = manifesto_by_number(db.session(), assembly.edition_id, 1)
    assert row is not None
    poll_id = prepare_poll(on_manifesto(row.id), assembly.chair)
    if not is_put:
        corrected(assembly)
    open_poll(poll_id, assembly.chair)
    if is_put:
        corrected(assembly)
    cast_ballot(poll_id, assembly.delegates[0], Choice.FOR, key="k")
    close_poll(poll_id, assembly.chair)
    announce_poll(poll_id, assembly.chair)

    page = signing_page(2, assembly.president)
    assert ["Open, the schools" in one.signed for one in page.differences] == [True]
    assert page.to_sign_sha256 == page.page.line.sha256 != page.voted_sha256
    with pytest.raises(CorrectedSince):
        sign(assembly, 1)
    sign(assembly, 2)


def test_a_correction_taken_back_before_the_signature_leaves_the_adopted_text() -> None:
    assembly = adopted_assembly()
    revert_correction(assembly.chair, corrected(assembly))

    page = signing_page(3, assembly.president)

    assert page.differences == ()
    assert page.voted_sha256 == page.page.line.sha256
    sign(assembly, 3)


def test_a_correction_outside_the_manifesto_issues_no_other_one() -> None:
    assembly = adopted_assembly()
    with transaction() as session:
        session.expire_all()
    theme_id = assembly.theme_ids[1]
    revision = newest_revision(db.session(), theme_id)
    assert revision is not None
    unit = revision.unit_texts("r7a")["en"]
    wish = CorrectionProposal(revision.id, {"en": replace(unit, title="Title, r7a [en]")}, "A comma.")

    confirm_correction(assembly.chair, propose_correction(assembly.secretariat, theme_id, "r7a", wish))

    view = overview(assembly.president)
    assert view.newest is not None
    assert view.newest.line.number == 1


def test_without_the_vote_behind_it_a_corrected_manifesto_is_not_signed() -> None:
    assembly = chains.make_assembly()
    chains.adopt_units(assembly, 0, "r2b")
    compose_manifesto(assembly.secretariat)
    poll_id = chains.vote_on_manifesto(assembly, 1)
    corrected(assembly)
    annul_poll(poll_id, assembly.chair, reason="Wrong text.")

    with pytest.raises(SignedTextDiffers):
        sign(assembly, 2)


def test_what_reads_otherwise_than_it_was_voted_is_listed() -> None:
    assembly = adopted_assembly()
    corrected(assembly)

    page = corrections_page(assembly.delegates[0], assembly.theme_ids[0])

    assert [(one.place.uid, sorted(one.languages)) for one in page.reworded] == [("r2b", ["en", "fr"])]
    assert corrections_page(assembly.delegates[0], assembly.theme_ids[1]).reworded == ()


def test_a_recommendation_that_is_no_longer_there_is_not_compared() -> None:
    assembly = adopted_assembly()
    with transaction() as session:
        store_revision(session, assembly.theme_ids[0], chains.in_both())

    assert corrections_page(assembly.delegates[0]).reworded == ()
