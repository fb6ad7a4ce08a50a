"""The president confirms the hash with a passkey; anybody can check the confirmation afterwards."""

import json
from datetime import timedelta

import pytest
import sqlalchemy as sa
import webauthn
from webauthn.helpers import base64url_to_bytes

from recommendations.domain.adoption import ManifestoState
from recommendations.domain.people import Actor, Role
from recommendations.domain.refusals import NotFound, NotPermitted
from recommendations.domain.signatures import (
    ChallengeOver,
    PasskeyInUse,
    PasskeyMissing,
    PasskeyRefused,
    PasskeyUnknown,
    SigningAct,
    challenge_of,
)
from recommendations.services.manifesto.publishing import read_manifesto
from recommendations.services.manifesto.signing import ask_to_sign, sign_manifesto
from recommendations.services.people.passkeys import enter_passkey, forget_passkey, offer_passkey, own_passkeys
from recommendations.storage.database import db, transaction
from recommendations.storage.editions import Edition
from recommendations.storage.manifestos import SignatureRow
from recommendations.storage.signing import KeyChallenge, Passkey
from tests.chains import Assembly, adopted_assembly, kinds_of, sha256_of
from tests.factories import make_actor
from tests.passkeys import Device

pytestmark = pytest.mark.usefixtures("context")


def with_device(actor: Actor, **fields: object) -> Device:
    device = Device(**fields)  # type: ignore[arg-type]  # overrides of Device
    enter_passkey(actor, device.made(offer_passkey(actor)), "Phone")
    return device


def act_of(assembly: Assembly) -> SigningAct:
    return SigningAct(sha256_of(assembly), Role.PRESIDENT.value, "Porto Claro")


def signature() -> SignatureRow:
    return db.session.scalars(sa.select(SignatureRow)).one()


def insist_on_passkeys(assembly: Assembly) -> None:
    with transaction() as session:
        edition = session.get_one(Edition, assembly.edition_id)
        edition.rules = {**edition.rules, "passkey_required": True}


def test_the_president_confirms_with_a_passkey_what_anybody_can_check_later() -> None:
    assembly = adopted_assembly()
    device = with_device(assembly.president)

    answer = device.signed(ask_to_sign(1, assembly.president))
    sign_manifesto(1, act_of(assembly), assembly.president, answer)

    proof = signature().proof
    assert proof is not None
    code = db.session.get_one(Edition, assembly.edition_id).code
    webauthn.verify_authentication_response(
        credential={
            "id": proof["credential"],
            "rawId": proof["credential"],
            "type": "public-key",
            "response": {
                "clientDataJSON": proof["client_data"],
                "authenticatorData": proof["authenticator_data"],
                "signature": proof["signature"],
            },
        },
        expected_challenge=challenge_of(sha256_of(assembly), code, 1, base64url_to_bytes(proof["nonce"])),
        expected_rp_id="localhost",
        expected_origin="http://localhost",
        credential_public_key=base64url_to_bytes(proof["public_key"]),
        credential_current_sign_count=0,
        require_user_verification=True,
    )
    assert kinds_of(assembly.edition_id)[-1] == "manifesto-signed"


def test_where_the_rules_ask_for_a_passkey_nothing_is_signed_without_one() -> None:
    assembly = adopted_assembly()
    insist_on_passkeys(assembly)

    with pytest.raises(PasskeyMissing):
        sign_manifesto(1, act_of(assembly), assembly.president)

    assert read_manifesto(1, assembly.chair).line.state is ManifestoState.ADOPTED


def test_a_passkey_that_has_signed_another_text_does_not_sign_this_one() -> None:
    assembly = adopted_assembly()
    device = with_device(assembly.president)
    other = webauthn.helpers.bytes_to_base64url(challenge_of("0" * 64, "E1", 1, bytes(32)))

    with pytest.raises(PasskeyRefused):
        sign_manifesto(
            1, act_of(assembly), assembly.president, device.signed(ask_to_sign(1, assembly.president), challenge=other)
        )

    assert db.session.scalars(sa.select(SignatureRow)).all() == []


@pytest.mark.parametrize(
    "liar", [{"verifies": False}, {"origin": "http://localhost.example"}, {"name": "elsewhere.example"}]
)
def test_who_is_not_verified_or_is_elsewhere_does_not_sign(liar: dict[str, object]) -> None:
    assembly = adopted_assembly()
    device = with_device(assembly.president)
    for name, value in liar.items():
        setattr(device, name, value)

    with pytest.raises(PasskeyRefused):
        sign_manifesto(1, act_of(assembly), assembly.president, device.signed(ask_to_sign(1, assembly.president)))


def test_a_signature_made_with_another_key_is_refused() -> None:
    assembly = adopted_assembly()
    device = with_device(assembly.president)
    device.key = Device().key

    with pytest.raises(PasskeyRefused):
        sign_manifesto(1, act_of(assembly), assembly.president, device.signed(ask_to_sign(1, assembly.president)))


@pytest.mark.parametrize(
    "answer",
    ["{", "[]", '{"id": "x"}', "null", '{"rawId": 3}', "\x00", pytest.param("[" * 100_000, id="nested without end")],
)
def test_what_is_no_answer_is_refused(answer: str) -> None:
    assembly = adopted_assembly()
    with_device(assembly.president)
    ask_to_sign(1, assembly.president)

    with pytest.raises((PasskeyRefused, PasskeyUnknown)):
        sign_manifesto(1, act_of(assembly), assembly.president, answer)


def test_a_question_is_answered_once() -> None:
    assembly = adopted_assembly()
    device = with_device(assembly.president)
    answer = device.signed(ask_to_sign(1, assembly.president))
    sign_manifesto(1, act_of(assembly), assembly.president, answer)
    with transaction() as session:
        session.delete(session.get_one(SignatureRow, signature().id))

    with pytest.raises(ChallengeOver):
        sign_manifesto(1, act_of(assembly), assembly.president, answer)


def test_a_question_is_open_for_five_minutes() -> None:
    assembly = adopted_assembly()
    device = with_device(assembly.president)
    answer = device.signed(ask_to_sign(1, assembly.president))
    with transaction() as session:
        for challenge in session.scalars(sa.select(KeyChallenge)):
            challenge.expires_at -= timedelta(minutes=5)

    with pytest.raises(ChallengeOver):
        sign_manifesto(1, act_of(assembly), assembly.president, answer)


def test_somebody_elses_passkey_does_not_sign() -> None:
    assembly = adopted_assembly()
    with transaction() as session:
        other = make_actor(session, session.get_one(Edition, assembly.edition_id), Role.SIGNATORY)
    with_device(assembly.president)
    device = with_device(other)
    question = ask_to_sign(1, assembly.president)

    with pytest.raises(PasskeyUnknown):
        sign_manifesto(1, act_of(assembly), assembly.president, device.signed(question))


def test_without_a_passkey_there_is_nothing_to_ask() -> None:
    assembly = adopted_assembly()

    with pytest.raises(PasskeyUnknown):
        ask_to_sign(1, assembly.president)


def test_a_passkey_is_entered_once_by_one_person() -> None:
    assembly = adopted_assembly()
    with transaction() as session:
        other = make_actor(session, session.get_one(Edition, assembly.edition_id), Role.SIGNATORY)
    device = with_device(assembly.president)

    with pytest.raises(PasskeyInUse):
        enter_passkey(other, device.made(offer_passkey(other)), "Phone")


def test_the_question_for_a_new_passkey_names_those_there_are() -> None:
    assembly = adopted_assembly()
    device = with_device(assembly.president)

    asked = json.loads(offer_passkey(assembly.president))

    assert [base64url_to_bytes(one["id"]) for one in asked["excludeCredentials"]] == [device.identifier]
    assert asked["authenticatorSelection"]["userVerification"] == "required"


@pytest.mark.parametrize("liar", [{"verifies": False}, {"origin": "https://elsewhere.example"}])
def test_a_passkey_that_does_not_check_its_owner_is_not_entered(liar: dict[str, object]) -> None:
    assembly = adopted_assembly()

    with pytest.raises(PasskeyRefused):
        with_device(assembly.president, **liar)

    assert own_passkeys(assembly.president) == ()


def test_a_forgotten_passkey_signs_no_more() -> None:
    assembly = adopted_assembly()
    device = with_device(assembly.president)
    question = ask_to_sign(1, assembly.president)
    (key,) = own_passkeys(assembly.president)

    forget_passkey(assembly.president, key.id)

    assert key.label == "Phone"
    assert own_passkeys(assembly.president) == ()
    with pytest.raises(PasskeyUnknown):
        sign_manifesto(1, act_of(assembly), assembly.president, device.signed(question))
    assert kinds_of(assembly.edition_id)[-2:] == ["passkey-entered", "passkey-forgotten"]


def test_passkeys_are_the_signatorys_own() -> None:
    assembly = adopted_assembly()
    with transaction() as session:
        other = make_actor(session, session.get_one(Edition, assembly.edition_id), Role.SIGNATORY)
    with_device(assembly.president)
    (key,) = own_passkeys(assembly.president)

    with pytest.raises(NotFound):
        forget_passkey(other, key.id)
    for act in (offer_passkey, own_passkeys):
        with pytest.raises(NotPermitted):
            act(assembly.chair)
    assert db.session.get(Passkey, key.id) is not None
