"""What waits for somebody to read."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import func, select

from bmw.kernel.database import db
from bmw.kernel.rules import Who
from bmw.notifications.models import Message
from bmw.ui.paging import Page, keyset


def inbox(person_id: int | None, *, most: int = 50) -> Sequence[Message]:
    """Somebody's messages, newest first."""
    mine = select(Message).where(Message.person_id == person_id, Message.private.is_(False))
    return db.scalars(mine.order_by(Message.id.desc()).limit(most)).all()


def of(person: Who, at: datetime) -> dict[str, Any]:
    """Everything we wrote to somebody, newest first: what, when, when it was read, how the mail ended."""
    names = ("subject", "body", "language", "path", "created", "read", "delivery")
    return {"messages": [{name: getattr(each, name) for name in names} for each in inbox(person.id, most=100_000)]}


def inbox_page(person_id: int | None, cursor: str | None) -> Page[Message]:
    """One page of somebody's messages, newest first."""
    mine = select(Message).where(Message.person_id == person_id, Message.private.is_(False))
    return keyset(mine, [Message.id], cursor)


def newest(person_id: int | None) -> int:
    """The number of somebody's newest message; 0 if there is none."""
    return db.scalar(select(func.max(Message.id)).where(Message.person_id == person_id)) or 0


def unread(person_id: int) -> int:
    """How many messages somebody has not seen."""
    counted = select(func.count()).where(
        Message.person_id == person_id, Message.read.is_(None), Message.private.is_(False)
    )
    return db.scalar(counted) or 0
