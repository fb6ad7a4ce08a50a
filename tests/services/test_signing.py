import json
from dataclasses import replace

import pytest

from recommendations.domain.adoption import (
    AlreadySigned,
    ManifestoState,
    ManuscriptDamaged,
    NotAdopted,
    PlaceMissing,
    SignedTextDiffers,
)
from recommendations.domain.canonical import sha256
from recommendations.domain.people import Actor, Role
from recommendations.domain.polls import Choice
from recommendations.domain.refusals import NotFound, NotPermitted, Refused
from recommendations.domain.signatures import DeputyReasonMissing, FunctionMissing, SigningAct
from recommendations.services.manifesto.adopting import compose_manifesto
from recommendations.services.manifesto.publishing import overview, read_manifesto, signing_page
from recommendations.services.manifesto.signing import sign_manifesto
from recommendations.services.texts.editions import situation
from recommendations.services.voting.acts import annul_poll
from recommendations.storage.database import transaction
from recommendations.storage.editions import Edition
from recommendations.storage.manifestos import manifesto_by_number
from tests.chains import Assembly, adopt_units, adopted_assembly, kinds_of, make_assembly, sha256_of, vote_on_manifesto
from tests.factories import make_actor, make_edition

pytestmark = pytest.mark.usefixtures("context")


def sign(assembly: Assembly, *, actor: Actor | None = None, act: SigningAct | None = None) -> None:
    stated = act or SigningAct(sha256_of(assembly), "president", "Porto Claro")
    sign_manifesto(1, stated, actor or assembly.president)


def signatory(assembly: Assembly) -> Actor:
    with transaction() as session:
        return make_actor(session, session.get_one(Edition, assembly.edition_id), Role.SIGNATORY)


def change_stored_text(assembly: Assembly, before: str, after: str) -> None:
    with transaction() as session:
        row = manifesto_by_number(session, assembly.edition_id, 1)
        assert row is not None
        assert before in row.canonical
        row.canonical = row.canonical.replace(before, after)


def test_an_adopted_manifesto_is_signed_with_its_hash() -> None:
    assembly = adopted_assembly()

    sign(assembly)

    page = read_manifesto(1, assembly.chair)
    assert page.line.state is ManifestoState.SIGNED
    assert [line.sha256 for line in page.publication.signatures] == [page.line.sha256]
    assert kinds_of(assembly.edition_id)[-1] == "manifesto-signed"


def test_a_rejected_manifesto_is_not_signed_and_the_themes_stay_adopted() -> None:
    assembly = make_assembly()
    adopt_units(assembly, 0, "r2a")
    compose_manifesto(assembly.secretariat)

    vote_on_manifesto(assembly, 1, [Choice.AGAINST] * 3)

    with pytest.raises(NotAdopted):
        sign(assembly)
    assert overview(assembly.chair).adopted == 1
    assert read_manifesto(1, assembly.chair).line.state is ManifestoState.NOT_ADOPTED


def test_a_composed_manifesto_is_not_signed_before_the_vote() -> None:
    assembly = make_assembly()
    adopt_units(assembly, 0, "r2a")
    compose_manifesto(assembly.secretariat)

    with pytest.raises(NotAdopted):
        sign(assembly)


def test_before_the_vote_the_signing_page_has_nothing_to_compare_with() -> None:
    assembly = make_assembly()
    adopt_units(assembly, 0, "r2a")
    compose_manifesto(assembly.secretariat)

    page = signing_page(1, assembly.president)

    assert (page.voted_sha256, page.differences, page.page.can_sign) == ("", (), False)


def test_only_the_president_signs() -> None:
    assembly = adopted_assembly()

    with pytest.raises(NotPermitted):
        sign(assembly, actor=assembly.secretariat)


def test_nobody_signs_twice() -> None:
    assembly = adopted_assembly()
    sign(assembly)

    with pytest.raises(AlreadySigned):
        sign(assembly)


def test_a_second_signatory_signs_the_same_text() -> None:
    assembly = adopted_assembly()
    sign(assembly)
    with transaction() as session:
        second = make_actor(session, session.get_one(Edition, assembly.edition_id), Role.PRESIDENT)

    sign(assembly, actor=second)

    assert len(read_manifesto(1, second).publication.signatures) == 2


@pytest.mark.parametrize(
    ("function", "place", "refusal"), [("president", "  ", PlaceMissing), (" ", "Porto Claro", FunctionMissing)]
)
def test_a_signature_says_in_which_function_and_where(function: str, place: str, refusal: type[Refused]) -> None:
    assembly = adopted_assembly()

    with pytest.raises(refusal):
        sign(assembly, act=SigningAct(sha256_of(assembly), function, place))


def test_several_signatories_sign_each_in_a_function_of_their_own() -> None:
    assembly = adopted_assembly()
    host = signatory(assembly)

    sign(assembly)
    assert [situation(actor).to_sign for actor in (assembly.president, host)] == [None, 1]
    sign(assembly, actor=host, act=SigningAct(sha256_of(assembly), "Mayor of the host city", "Porto Claro"))
    assert situation(host).to_sign is None

    lines = read_manifesto(1, host).publication.signatures
    assert [(line.name, line.function) for line in lines] == [
        (assembly.president.name, "president"),
        (host.name, "Mayor of the host city"),
    ]


def test_who_signs_in_the_presidents_place_says_why_and_the_record_keeps_it() -> None:
    assembly = adopted_assembly()
    deputy = signatory(assembly)
    stated = SigningAct(sha256_of(assembly), "president", "Porto Claro")

    with pytest.raises(DeputyReasonMissing):
        sign(assembly, actor=deputy, act=stated)
    sign(assembly, actor=deputy, act=replace(stated, deputises_because="The president is ill."))

    (line,) = read_manifesto(1, deputy).publication.signatures
    assert (line.function, line.deputises_because) == ("president", "The president is ill.")
    assert situation(assembly.president).to_sign is None
    assert kinds_of(assembly.edition_id)[-1] == "manifesto-signed-by-deputy"


def test_another_hash_than_the_adopted_one_is_not_signed() -> None:
    assembly = adopted_assembly()

    with pytest.raises(SignedTextDiffers):
        sign(assembly, act=SigningAct("0" * 64, "president", "Porto Claro"))


def test_a_text_changed_in_the_database_is_not_signed_and_the_difference_is_shown() -> None:
    assembly = adopted_assembly()
    change_stored_text(assembly, "Open the schools. [en]", "Close the schools. [en]")

    page = signing_page(1, assembly.president)

    assert not page.page.is_intact
    shown = [(one.place, "Open" in one.voted, "Close" in one.signed) for one in page.differences]
    assert shown == [("2.1", True, True)]
    with pytest.raises(SignedTextDiffers):
        sign(assembly)
    assert "manifesto-signed" not in kinds_of(assembly.edition_id)


def test_a_text_changed_together_with_its_hash_is_not_signed_either() -> None:
    assembly = adopted_assembly()
    change_stored_text(assembly, "Open the schools. [en]", "Close the schools. [en]")
    with transaction() as session:
        row = manifesto_by_number(session, assembly.edition_id, 1)
        assert row is not None
        row.sha256 = sha256(json.loads(row.canonical))

    with pytest.raises(SignedTextDiffers):
        sign(assembly)


def test_a_text_that_is_no_manuscript_is_neither_shown_nor_signed() -> None:
    assembly = adopted_assembly()
    voted = sha256_of(assembly)
    change_stored_text(assembly, '"format"', '"form"')

    with pytest.raises(ManuscriptDamaged):
        signing_page(1, assembly.president)
    with pytest.raises(SignedTextDiffers):
        sign_manifesto(1, SigningAct(voted, "president", "Porto Claro"), assembly.president)


def test_an_untouched_text_has_no_difference_to_what_was_voted() -> None:
    assembly = adopted_assembly()

    page = signing_page(1, assembly.president)

    assert page.differences == ()
    assert page.page.changed == ()
    assert page.voted_sha256 == page.page.line.sha256
    assert (page.page.is_intact, page.page.can_sign, page.place) == (True, True, "Porto Claro")


def test_the_vote_on_a_signed_manifesto_is_not_annulled() -> None:
    assembly = make_assembly()
    adopt_units(assembly, 0, "r2a")
    compose_manifesto(assembly.secretariat)
    poll_id = vote_on_manifesto(assembly, 1)
    sign(assembly)

    with pytest.raises(AlreadySigned):
        annul_poll(poll_id, assembly.chair, reason="Too late.")


@pytest.mark.parametrize("number", [1, 9])
def test_a_manifesto_of_another_edition_does_not_exist_here(number: int) -> None:
    assembly = adopted_assembly()
    with transaction() as session:
        stranger = make_actor(session, make_edition(session), Role.PRESIDENT)

    with pytest.raises(NotFound):
        read_manifesto(number, stranger)
    with pytest.raises(NotFound):
        sign_manifesto(number, SigningAct(sha256_of(assembly), "president", "Elsewhere"), stranger)
