"""Telling people: a message is written in their language, in the transaction of what happened."""

from datetime import datetime
from typing import Protocol

from sqlalchemy import select, update

from bmw.kernel.database import db
from bmw.kernel.text import Sentence
from bmw.notifications.models import Delivery, Message
from bmw.ui.links import path_of
from bmw.ui.locale import in_language, offered


class Recipient(Protocol):
    """Somebody who can be told something."""

    id: int
    address: str | None
    language: str


def tell(
    recipient: Recipient,
    subject: Sentence,
    body: Sentence,
    at: datetime,
    *,
    endpoint: str = "",
    dedupe: str | None = None,
    **values: object,
) -> None:
    """Tell one person something, in the app and by mail; `endpoint` and `values` name the page it is about.

    With `dedupe`, the same event is told to the same person only once.
    """
    key = f"{dedupe}:{recipient.id}" if dedupe else None
    if key and db.scalar(select(Message.id).where(Message.dedupe == key)):
        return
    language = recipient.language if recipient.language in offered() else "de"
    with in_language(language):
        message = Message(
            person_id=recipient.id,
            address=recipient.address,
            language=language,
            subject=str(subject)[:200],
            body=str(body),
            path=path_of(endpoint, language, **values) if endpoint else "",
            created=at,
            due=at,
            delivery=Delivery.WAITING if recipient.address else Delivery.NOT_BY_MAIL,
            dedupe=key,
        )
    db.add(message)


def send_privately(address: str, language: str, subject: Sentence, body: Sentence, at: datetime) -> None:
    """A mail that is not shown in the app, as for signing in; its text is forgotten once it is sent."""
    with in_language(language):
        words = {"subject": str(subject)[:200], "body": str(body)}
    db.add(Message(address=address, language=language, created=at, due=at, private=True, **words))


def mark_read(person_id: int, at: datetime) -> None:
    """Somebody has seen their messages."""
    db.execute(update(Message).where(Message.person_id == person_id, Message.read.is_(None)).values(read=at))
