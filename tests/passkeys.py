"""A device with a passkey, as a browser would answer for it: real keys and real signatures, no screen."""

import json
from dataclasses import dataclass, field
from hashlib import sha256
from secrets import token_bytes

import cbor2
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from webauthn.helpers import bytes_to_base64url as coded

PRESENT, VERIFIED, WITH_KEY = 0x01, 0x04, 0x40


@dataclass(slots=True)
class Device:
    """One passkey on the P-256 curve; ``verifies`` says whether the device checks who is using it."""

    origin: str = "http://localhost"
    name: str = "localhost"
    verifies: bool = True
    uses: int = 0
    identifier: bytes = field(default_factory=lambda: token_bytes(16))
    key: ec.EllipticCurvePrivateKey = field(default_factory=lambda: ec.generate_private_key(ec.SECP256R1()))

    def made(self, options: str) -> str:
        """The answer to the question for a new passkey."""
        asked = json.loads(options)
        credential = self.identifier
        data = self._data(WITH_KEY) + bytes(16) + len(credential).to_bytes(2, "big") + credential + self._public()
        attestation = cbor2.dumps({"fmt": "none", "attStmt": {}, "authData": data})
        client = self._client("webauthn.create", asked["challenge"])
        return self._answer({"clientDataJSON": coded(client), "attestationObject": coded(attestation)})

    def signed(self, options: str, **changes: str) -> str:
        """The answer to the question for a signature; ``changes`` are what a liar would put into it."""
        asked = json.loads(options)
        self.uses += 1
        client = self._client("webauthn.get", changes.get("challenge", asked["challenge"]))
        data = self._data()
        signature = self.key.sign(data + sha256(client).digest(), ec.ECDSA(hashes.SHA256()))
        response = {"clientDataJSON": coded(client), "authenticatorData": coded(data), "signature": coded(signature)}
        return self._answer(response)

    def _answer(self, response: dict[str, str]) -> str:
        identifier = coded(self.identifier)
        answer = {"id": identifier, "rawId": identifier, "type": "public-key", "clientExtensionResults": {}}
        return json.dumps({**answer, "response": response})

    def _client(self, kind: str, challenge: str) -> bytes:
        return json.dumps({"type": kind, "challenge": challenge, "origin": self.origin, "crossOrigin": False}).encode()

    def _data(self, flags: int = 0) -> bytes:
        state = PRESENT | flags | (VERIFIED if self.verifies else 0)
        return sha256(self.name.encode()).digest() + bytes([state]) + self.uses.to_bytes(4, "big")

    def _public(self) -> bytes:
        numbers = self.key.public_key().public_numbers()
        x, y = (value.to_bytes(32, "big") for value in (numbers.x, numbers.y))
        return cbor2.dumps({1: 2, 3: -7, -1: 1, -2: x, -3: y})
