"""Telling people: a message is written in their language, in the transaction of what happened."""

import re
from datetime import datetime, timedelta
from typing import Protocol

from sqlalchemy import delete, func, or_, select, update

from bmw.kernel.database import db
from bmw.kernel.text import Sentence, direction_of, plain
from bmw.notifications.models import Delivery, Message
from bmw.ui.links import path_of, without_words
from bmw.ui.locale import in_language, offered


class Recipient(Protocol):
    """Somebody who can be told something."""

    id: int
    address: str | None
    language: str
    by_mail: bool


ENDED_TWICE = re.compile("(\\.[“”»])\\.")
"""A quoted title that is a sentence already ends the sentence around it."""
PRIVATE_KEPT = timedelta(days=1)
KEPT = timedelta(days=365)
CROSSED_OUT = "…"
"""What stands in a message where it quoted words that their author took back."""


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

    With `dedupe`, the same event is told to the same person only once. Who has no address, because they left or were
    taken over from elsewhere, could never read it.
    """
    if recipient.address is None:
        return
    key = f"{dedupe}:{recipient.id}" if dedupe else None
    if key and db.scalar(select(Message.id).where(Message.dedupe == key)):
        return
    language = recipient.language if recipient.language in offered() else "de"
    with in_language(language), plain(direction_of(language)):
        message = Message(
            person_id=recipient.id,
            address=recipient.address if recipient.by_mail else None,
            language=language,
            subject=str(subject)[:200],
            body=ENDED_TWICE.sub(r"\1", str(body)),
            path=without_words(path_of(endpoint, language, **values)) if endpoint else "",
            created=at,
            due=at,
            delivery=Delivery.WAITING if recipient.by_mail else Delivery.NOT_BY_MAIL,
            dedupe=key,
        )
    db.add(message)


def send_privately(
    address: str,
    language: str,
    subject: Sentence,
    body: Sentence,
    at: datetime,
    *,
    until: datetime | None = None,
    endpoint: str = "",
    **values: object,
) -> None:
    """A mail that is not shown in the app, as for signing in; its text is forgotten once it is sent."""
    language = language if language in offered() else "de"
    with in_language(language), plain(direction_of(language)):
        words = {"subject": str(subject)[:200], "body": str(body)}
    path = path_of(endpoint, language, **values) if endpoint else ""
    db.add(
        Message(address=address, language=language, path=path, created=at, due=at, until=until, private=True, **words)
    )


def mark_read(person_id: int, at: datetime, *, up_to: int | None = None) -> None:
    """Somebody has seen their messages; those that came after the one they saw stay new."""
    seen = update(Message).where(Message.person_id == person_id, Message.read.is_(None))
    db.execute((seen.where(Message.id <= up_to) if up_to is not None else seen).values(read=at))


def forget(person: Recipient, at: datetime) -> None:
    """Somebody leaves: their messages go, sent or not."""
    theirs, mailed = Message.person_id == person.id, Message.address == person.address
    db.execute(delete(Message).where(or_(theirs, mailed) if person.address else theirs))


def unquote(words: str, path: str = "") -> None:
    """Somebody took their words back: what messages to others quote of them is crossed out; `path` ends the address."""
    if words:
        quoting = Message.body.contains(words, autoescape=True), Message.path.endswith(path, autoescape=True)
        db.execute(update(Message).where(*quoting).values(body=func.replace(Message.body, words, CROSSED_OUT)))


def unname(name: str, *endpoints: str) -> None:
    """Somebody leaves: their name is crossed out in messages to others that lead to these pages."""
    for endpoint in endpoints:
        unquote(name, path_of(endpoint, "de").removeprefix("/de"))


def forget_past(at: datetime) -> None:
    """Clear away what is left of private mails after a day, and other messages after a year."""
    db.execute(
        delete(Message).where(
            Message.delivery != Delivery.WAITING,
            or_(Message.private & (Message.created < at - PRIVATE_KEPT), Message.created < at - KEPT),
        )
    )
