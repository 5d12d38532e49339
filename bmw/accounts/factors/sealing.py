"""Keys made from BMW_SECRET: whoever has only a copy of the database can read no secret of an app and guess no code."""

import secrets
from base64 import urlsafe_b64encode
from hmac import digest
from re import sub

from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
"""Without those that look alike on paper."""
CODES, CODE_LENGTH, GROUP = 10, 16, 4


class Unreadable(Exception):
    """A sealed secret cannot be opened: BMW_SECRET is not the one it was sealed with."""


def _key(secret: str, purpose: bytes) -> bytes:
    return HKDF(SHA256(), length=32, salt=None, info=b"bmw second factor " + purpose).derive(secret.encode())


def _fernet(secret: str) -> Fernet:
    return Fernet(urlsafe_b64encode(_key(secret, b"seal")))


def seal(plain: bytes, secret: str) -> bytes:
    """Something as it is kept."""
    return _fernet(secret).encrypt(plain)


def unseal(sealed: bytes, secret: str) -> bytes:
    """What was kept; raises `Unreadable` with another secret."""
    try:
        return _fernet(secret).decrypt(sealed)
    except InvalidToken:
        raise Unreadable from None


def new_codes() -> list[str]:
    """Ten recovery codes of 80 bits, in groups that can be written down."""
    whole = ("".join(secrets.choice(LETTERS) for _sign in range(CODE_LENGTH)) for _code in range(CODES))
    return [in_groups(code) for code in whole]


def in_groups(text: str) -> str:
    """A long code in groups of four."""
    return " ".join(text[n : n + GROUP] for n in range(0, len(text), GROUP))


def bare(typed: str) -> str:
    """A recovery code without what people write between its groups."""
    return sub(r"[\s-]", "", typed).upper()


def hashed_code(code: str, person_id: int, secret: str) -> bytes:
    """What is kept of a recovery code; it works for one person only."""
    return digest(_key(secret, b"recovery"), f"{person_id}\0{bare(code)}".encode(), "sha256")


def handle_of(person_id: int, secret: str) -> bytes:
    """What a passkey calls somebody: always the same, and telling nothing."""
    return digest(_key(secret, b"handle"), str(person_id).encode(), "sha256")


__all__ = ["CODES", "Unreadable", "bare", "handle_of", "hashed_code", "in_groups", "new_codes", "seal", "unseal"]
