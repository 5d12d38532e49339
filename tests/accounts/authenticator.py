"""A passkey made of software: signs what a browser would let a device sign, and what none should accept."""

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass, field
from hashlib import sha256
from secrets import token_bytes
from typing import Any

import cbor2
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256

PRESENT, VERIFIED, ATTESTED = 1, 4, 64


def words(data: bytes) -> str:
    return urlsafe_b64encode(data).decode().rstrip("=")


def data(text: str) -> bytes:
    return urlsafe_b64decode(text + "=" * (-len(text) % 4))


@dataclass
class Authenticator:
    """One passkey on one device; its fields can be bent for an attack."""

    host: str = "localhost"
    origin: str = "http://localhost:8000"
    counter: int = 0
    flags: int = PRESENT | VERIFIED
    key: ec.EllipticCurvePrivateKey = field(default_factory=lambda: ec.generate_private_key(ec.SECP256R1()))
    key_id: bytes = field(default_factory=lambda: token_bytes(32))

    def make(self, asked: dict[str, Any]) -> str:
        """Make the passkey for a page that asks."""
        numbers = self.key.public_key().public_numbers()
        public = {1: 2, 3: -7, -1: 1, -2: numbers.x.to_bytes(32, "big"), -3: numbers.y.to_bytes(32, "big")}
        attested = bytes(16) + len(self.key_id).to_bytes(2, "big") + self.key_id + cbor2.dumps(public)
        told = {"fmt": "none", "attStmt": {}, "authData": self._state(ATTESTED) + attested}
        return self._answer(self._client("webauthn.create", asked), attestationObject=words(cbor2.dumps(told)))

    def sign(self, asked: dict[str, Any]) -> str:
        """Sign for a page that asks."""
        self.counter += 1
        client, state = self._client("webauthn.get", asked), self._state()
        signature = self.key.sign(state + sha256(client).digest(), ec.ECDSA(SHA256()))
        return self._answer(client, authenticatorData=words(state), signature=words(signature))

    def _client(self, kind: str, asked: dict[str, Any]) -> bytes:
        return json.dumps({"type": kind, "challenge": asked["challenge"], "origin": self.origin}).encode()

    def _state(self, more: int = 0) -> bytes:
        return sha256(self.host.encode()).digest() + bytes([self.flags | more]) + self.counter.to_bytes(4, "big")

    def _answer(self, client: bytes, **response: str) -> str:
        number = words(self.key_id)
        response["clientDataJSON"] = words(client)
        return json.dumps({"id": number, "rawId": number, "type": "public-key", "response": response})
