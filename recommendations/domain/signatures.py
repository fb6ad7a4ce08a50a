"""Signatures: in which function, in whose place, and what a signatory's key is asked to sign."""

import hashlib
from dataclasses import asdict, dataclass

from recommendations.domain.canonical import Json
from recommendations.domain.refusals import Refused

PURPOSE = "hemicycle-signature/1"
LONGEST_MANDATE = 2_000_000
"""Bytes of the document that shows that somebody may co-sign for a member."""


@dataclass(frozen=True, slots=True)
class SigningAct:
    """What the signatory states: the hash they confirm, the function they sign in, and where.

    ``deputises_because`` is the reason why somebody signs in the place of the holder of that function, else empty.
    """

    confirmed_sha256: str
    function: str
    place: str
    deputises_because: str = ""


@dataclass(frozen=True, slots=True)
class Proof:
    """What a passkey has signed, in base64url without padding: anybody can check it without us.

    The key signs ``authenticator_data`` followed by the SHA-256 of ``client_data``, in which the challenge is that
    of ``challenge_of`` for ``nonce``. ``public_key`` is a COSE key.
    """

    credential: str
    public_key: str
    nonce: str
    authenticator_data: str
    client_data: str
    signature: str

    def to_json(self) -> dict[str, Json]:
        """The proof as it is stored and published."""
        return {name: str(value) for name, value in asdict(self).items()}


def challenge_of(sha256: str, edition: str, number: int, nonce: bytes) -> bytes:
    """The 32 bytes that a passkey signs for this text and no other; ``nonce`` makes each of them single."""
    lines = (PURPOSE, edition, str(number), sha256, nonce.hex())
    return hashlib.sha256("\n".join(lines).encode()).digest()


class FunctionMissing(Refused):
    """A signature says in which function it is given (R31)."""


class DeputyReasonMissing(Refused):
    """Whoever signs in the place of another says why (case 102)."""


class PasskeyMissing(Refused):
    """The rules of this assembly ask for a passkey, and this signature came without one."""


class PasskeyUnknown(Refused):
    """This passkey is not one of the signatory's."""


class PasskeyRefused(Refused):
    """What the passkey answered does not fit what was asked, or the device did not check who is using it."""


class ChallengeOver(Refused):
    """What the passkey was asked to sign has been used, or is too long ago."""


class PasskeyInUse(Refused):
    """This passkey has been entered before."""


class NotYetSigned(Refused):
    """Members co-sign what has been signed."""


class AlreadyCoSigned(Refused):
    """This member has co-signed this manifesto."""


class MandateTooLarge(Refused):
    """The document that shows the mandate is too large."""


class MandateOfOtherKind(Refused):
    """The document that shows the mandate is neither a PDF nor a picture."""
