"""Codes of an app (TOTP, RFC 6238): a new one every thirty seconds, each good once."""

from base64 import b32encode
from datetime import datetime
from secrets import compare_digest, token_bytes

import pyotp
import segno

STEP = 30
SECRET_BYTES = 20
"""160 bits, as the RFC asks."""
QUIET = 4
"""Light modules around the picture, so that cameras find it."""


def new_secret() -> bytes:
    """A secret nobody can guess."""
    return token_bytes(SECRET_BYTES)


def letters_of(secret: bytes) -> str:
    """A secret as apps take it when it is typed."""
    return b32encode(secret).decode()


def address_of(secret: bytes, name: str, town: str) -> str:
    """What the picture says to an app."""
    return pyotp.TOTP(letters_of(secret)).provisioning_uri(name=name, issuer_name=town)


def step_of(code: str, secret: bytes, after: int, at: datetime) -> int | None:
    """The time step that a code belongs to, if it is the present one or a neighbour and was not used up yet."""
    now, codes = int(at.timestamp()) // STEP, pyotp.HOTP(letters_of(secret))
    fitting = [step for step in (now - 1, now, now + 1) if compare_digest(codes.at(step).encode(), code.encode())]
    return next((step for step in fitting if step > after), None)


def picture(address: str) -> tuple[str, int]:
    """An address as a square picture for cameras: the path of an SVG drawing, and how wide it is."""
    rows = [list(row) for row in segno.make(address, error="m", micro=False).matrix]
    path = "".join(
        f"M{x + QUIET} {y + QUIET}h1v1h-1z" for y, row in enumerate(rows) for x, dark in enumerate(row) if dark
    )
    return path, len(rows) + 2 * QUIET
