"""Forms that create something: sending one again returns the first result and adds nothing."""

import secrets
from datetime import datetime, timedelta
from hashlib import sha256

from flask import g
from sqlalchemy import LargeBinary, String, delete
from sqlalchemy.orm import Mapped, mapped_column

from bmw.kernel.database import Base, Moment, db
from bmw.ui.links import without_words

KEPT = timedelta(hours=24)


class FormNonce(Base):
    """A form that was carried out, and where it led."""

    __tablename__ = "form_nonce"

    key: Mapped[bytes] = mapped_column(LargeBinary(32), primary_key=True)
    location: Mapped[str] = mapped_column(String(500))
    at: Mapped[datetime] = mapped_column(Moment, index=True)


def new_nonce() -> str:
    """A fresh number for a form; the page that carries it is never cached."""
    g.nonce_given = True
    return secrets.token_urlsafe(16)


def key_of(nonce: str, endpoint: str, whose: str) -> bytes:
    """The key of one form of one person."""
    return sha256(f"{nonce}\0{endpoint}\0{whose}".encode()).digest()


def first_result(key: bytes) -> str | None:
    """Where the form led when it was sent for the first time."""
    done = db.get(FormNonce, key)
    return done.location if done else None


def remember(key: bytes, location: str, at: datetime) -> None:
    """Keep where a form led, in the same transaction as what it did."""
    db.add(FormNonce(key=key, location=without_words(location)[:500], at=at))


def forget_past(at: datetime) -> None:
    """Clear away forms older than a day."""
    db.execute(delete(FormNonce).where(FormNonce.at < at - KEPT))
