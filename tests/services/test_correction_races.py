"""A correction of the text at the same moment as the vote on it, its signature, or another correction."""

from dataclasses import replace
from functools import partial
from uuid import UUID

import pytest
from flask import Flask

from recommendations.domain.adoption import AlreadySigned, ManifestoState
from recommendations.domain.corrections import CorrectionNotOpen
from recommendations.domain.polls import Choice
from recommendations.domain.signatures import SigningAct
from recommendations.domain.text import Unit
from recommendations.services.manifesto.adopting import compose_manifesto
from recommendations.services.manifesto.correcting import (
    CorrectionProposal,
    confirm_correction,
    propose_correction,
    revert_correction,
)
from recommendations.services.manifesto.publishing import signing_page
from recommendations.services.manifesto.signing import sign_manifesto
from recommendations.services.texts.revisions import newest_revision
from recommendations.services.voting.acts import announce_poll, cast_ballot, close_poll, open_poll, prepare_poll
from recommendations.services.voting.targets import on_manifesto
from recommendations.storage.database import db
from recommendations.storage.manifestos import manifesto_by_number, manifestos_of
from tests.chains import Assembly, adopt_units, adopted_assembly, kinds_of, make_assembly
from tests.threads import in_threads

pytestmark = pytest.mark.usefixtures("context")


def proposed_correction(assembly: Assembly) -> UUID:
    theme_id = assembly.theme_ids[0]
    revision = newest_revision(db.session(), theme_id)
    assert revision is not None
    unit: Unit = revision.unit_texts("r2b")["en"]
    paragraph = replace(
        unit.paragraphs[0], spans=(replace(unit.paragraphs[0].spans[0], text="Open, the schools. [en]"),)
    )
    wish = CorrectionProposal(revision.id, {"en": replace(unit, paragraphs=(paragraph,))}, "A comma.")
    return propose_correction(assembly.secretariat, theme_id, "r2b", wish)


def test_a_correction_confirmed_while_the_manifesto_is_put_is_in_the_text_to_sign(context: Flask) -> None:
    assembly = make_assembly()
    adopt_units(assembly, 0, "r2b")
    correction_id = proposed_correction(assembly)
    compose_manifesto(assembly.secretariat)
    row = manifesto_by_number(db.session(), assembly.edition_id, 1)
    assert row is not None
    poll_id = prepare_poll(on_manifesto(row.id), assembly.chair)
    confirm = partial(confirm_correction, assembly.chair, correction_id)
    db.session.remove()

    assert in_threads(context, [confirm, partial(open_poll, poll_id, assembly.chair)]) == [None, None]
    cast_ballot(poll_id, assembly.delegates[0], Choice.FOR, key="k")
    close_poll(poll_id, assembly.chair)
    announce_poll(poll_id, assembly.chair)

    page = signing_page(2, assembly.president)
    assert ["Open, the schools" in one.signed for one in page.differences] == [True]


def test_a_correction_is_in_the_signed_text_or_refused(context: Flask) -> None:
    assembly = adopted_assembly()
    confirm = partial(confirm_correction, assembly.chair, proposed_correction(assembly))
    sha256 = signing_page(1, assembly.president).page.line.sha256
    sign = partial(sign_manifesto, 1, SigningAct(sha256, "president", "Porto Claro"), assembly.president)
    db.session.remove()

    confirmed, signed = in_threads(context, [confirm, sign])

    assert (confirmed is None) is (signed is not None)
    assert confirmed is None or isinstance(confirmed, AlreadySigned)
    states = [row.state for row in manifestos_of(db.session(), assembly.edition_id)]
    assert states == ([ManifestoState.ADOPTED] * 2 if confirmed is None else [ManifestoState.SIGNED])


def test_a_correction_is_reverted_once(context: Flask) -> None:
    assembly = adopted_assembly()
    correction_id = proposed_correction(assembly)
    confirm_correction(assembly.chair, correction_id)
    db.session.remove()

    results = in_threads(context, [partial(revert_correction, assembly.chair, correction_id)] * 3)

    assert [type(result) for result in results].count(CorrectionNotOpen) == 2
    assert kinds_of(assembly.edition_id).count("correction-reverted") == 1
