"""Secrets that people carry, in a cookie, a link or a code; only their hashes are kept."""

import secrets
from hashlib import sha256

CODE_DIGITS = 6


def new_token() -> str:
    """A secret nobody can guess."""
    return secrets.token_urlsafe(32)


def new_code() -> str:
    """Six digits, short enough to type."""
    return f"{secrets.randbelow(10**CODE_DIGITS):0{CODE_DIGITS}}"


def hashed(token: str) -> bytes:
    """What is kept of a secret."""
    return sha256(token.encode()).digest()


def hashed_code(code: str, link_hash: bytes) -> bytes:
    """What is kept of a code; the same digits look different in each mail."""
    return sha256(link_hash + code.encode()).digest()
