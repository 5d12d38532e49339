"""Small notes that a page carries and a form brings back: nobody else can write one, and each is for one purpose."""

import hmac
from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error
from hashlib import sha256

from bmw.ui import current

LONGEST = 2000


def sign(purpose: str, words: str) -> str:
    """Words as they stand in a form."""
    return f"{urlsafe_b64encode(words.encode()).decode()}.{_mark(purpose, words)}"


def read(purpose: str, written: str | None) -> str:
    """The words, if they are ours; else nothing."""
    packed, _dot, mark = (written or "").partition(".")
    if not mark.isascii() or len(packed) > LONGEST:
        return ""
    try:
        words = urlsafe_b64decode(packed.encode()).decode()
    except (Error, ValueError):
        return ""
    return words if hmac.compare_digest(mark, _mark(purpose, words)) else ""


def _mark(purpose: str, words: str) -> str:
    return hmac.new(current.secret(), f"{purpose}\0{words}".encode(), sha256).hexdigest()[:32]
