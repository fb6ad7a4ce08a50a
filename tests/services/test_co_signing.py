"""Members join a signed manifesto afterwards, each for itself (case 104)."""

from functools import partial

import pytest
from flask import Flask

from recommendations.domain.people import Role
from recommendations.domain.refusals import NotFound, NotPermitted, Refused
from recommendations.domain.signatures import (
    LONGEST_MANDATE,
    AlreadyCoSigned,
    FunctionMissing,
    MandateOfOtherKind,
    MandateTooLarge,
    NotYetSigned,
    SigningAct,
)
from recommendations.services.manifesto.co_signing import Mandate, co_sign, co_signatures, mandate_of, may_co_sign
from recommendations.services.manifesto.publishing import read_manifesto
from recommendations.services.manifesto.signing import sign_manifesto
from recommendations.storage import database
from recommendations.storage.database import db, transaction
from recommendations.storage.editions import Edition
from recommendations.storage.manifestos import ManifestoRow, manifesto_by_number
from tests.chains import Assembly, adopted_assembly, kinds_of, sha256_of
from tests.factories import make_actor, make_edition
from tests.threads import in_threads

pytestmark = pytest.mark.usefixtures("context")
LETTER = Mandate("letter.pdf", b"%PDF-1.7 invented")


def signed_assembly() -> Assembly:
    assembly = adopted_assembly()
    sign_manifesto(1, SigningAct(sha256_of(assembly), "president", "Porto Claro"), assembly.president)
    return assembly


def row_of(assembly: Assembly) -> ManifestoRow:
    row = manifesto_by_number(db.session(), assembly.edition_id, 1)
    assert row is not None
    return row


def test_a_member_joins_with_its_mandate_and_stands_in_every_document() -> None:
    assembly = signed_assembly()
    delegate = assembly.delegates[0]

    co_sign(1, "Deputy mayor", LETTER, delegate)

    (line,) = read_manifesto(1, assembly.chair).publication.co_signatures
    assert (line.name, line.function, line.country) == (delegate.name, "Deputy mayor", "FR")
    assert kinds_of(assembly.edition_id)[-1] == "manifesto-co-signed"
    (listed,) = co_signatures(db.session(), row_of(assembly).id)
    assert mandate_of(listed.id, assembly.secretariat) == LETTER


def test_a_member_joins_once_whoever_comes_for_it() -> None:
    assembly = signed_assembly()
    delegate = assembly.delegates[0]
    co_sign(1, "Mayor", None, delegate)

    with pytest.raises(AlreadyCoSigned):
        co_sign(1, "Mayor", None, delegate)

    assert not may_co_sign(db.session(), row_of(assembly), delegate)
    assert may_co_sign(db.session(), row_of(assembly), assembly.delegates[1])


def test_of_four_who_join_at_once_for_one_member_one_does_and_nobody_waits_in_vain(
    context: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database, "PATIENCE_SECONDS", 3)
    assembly = signed_assembly()
    join = partial(co_sign, 1, "Mayor", None, assembly.delegates[0])
    db.session.remove()

    told = in_threads(context, [join] * 4)

    assert [type(one) for one in told if one is not None] == [AlreadyCoSigned] * 3


def test_nobody_joins_what_is_not_signed() -> None:
    assembly = adopted_assembly()

    assert not may_co_sign(db.session(), row_of(assembly), assembly.delegates[0])
    with pytest.raises(NotYetSigned):
        co_sign(1, "Mayor", None, assembly.delegates[0])
    with pytest.raises(NotFound):
        co_sign(2, "Mayor", None, assembly.delegates[0])


@pytest.mark.parametrize(
    ("function", "mandate", "refusal"),
    [
        ("  ", None, FunctionMissing),
        ("Mayor", Mandate("page.html", b"<html>"), MandateOfOtherKind),
        ("Mayor", Mandate("letter.pdf", b"%PDF-" + bytes(LONGEST_MANDATE)), MandateTooLarge),
    ],
)
def test_a_co_signature_is_complete_and_its_mandate_readable(
    function: str, mandate: Mandate | None, refusal: type[Refused]
) -> None:
    assembly = signed_assembly()

    with pytest.raises(refusal):
        co_sign(1, function, mandate, assembly.delegates[0])

    assert read_manifesto(1, assembly.chair).publication.co_signatures == ()


def test_only_who_carries_a_vote_joins_and_only_the_secretariat_reads_mandates() -> None:
    assembly = signed_assembly()
    co_sign(1, "Mayor", LETTER, assembly.delegates[0])
    (listed,) = co_signatures(db.session(), row_of(assembly).id)
    with transaction() as session:
        stranger = make_actor(session, make_edition(session), Role.SECRETARIAT)

    for officer in (assembly.chair, assembly.president, assembly.secretariat):
        with pytest.raises(NotPermitted):
            co_sign(1, "Mayor", None, officer)
    with pytest.raises(NotPermitted):
        mandate_of(listed.id, assembly.delegates[0])
    with pytest.raises(NotFound):
        mandate_of(listed.id, stranger)


def test_what_has_no_mandate_gives_none() -> None:
    assembly = signed_assembly()
    co_sign(1, "Mayor", None, assembly.delegates[0])
    (listed,) = co_signatures(db.session(), row_of(assembly).id)

    with pytest.raises(NotFound):
        mandate_of(listed.id, assembly.secretariat)
    assert db.session.get_one(Edition, assembly.edition_id)
