"""Delivery: the outbox is the queue. Take what is due, send it outside of any transaction, write down how it ended."""

import logging
from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import select

from bmw.kernel.database import db, transaction
from bmw.kernel.settings import Settings
from bmw.notifications.carriers import Carrier, Refusal, carrier
from bmw.notifications.composer import compose
from bmw.notifications.models import Delivery, Message
from bmw.ui import current

log = logging.getLogger("bmw.mail")
LEASE = timedelta(minutes=10)
"""How long a taken message is left alone by others; after a crash it is due again."""
WAITS = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 30, 120, 720))


def deliver(settings: Settings, at: datetime, *, most: int = 200) -> int:
    """Send what is due and say how many mails went out; needs an application context for the languages."""
    taken = take(at, most=most)
    if not taken:
        return 0
    try:
        with carrier(settings.mail) as open_carrier:
            return sum(_send(message, open_carrier, settings, at) for message in taken)
    except OSError as error:
        log.warning("mail server: %s", type(error).__name__)
        for message in taken:
            settle(message.id, Delivery.WAITING, at)
        return 0


def take(at: datetime, *, most: int = 200) -> Sequence[Message]:
    """Take messages that are due, so that nobody else sends them too; each taking counts as a try."""
    due = (
        select(Message).where(Message.delivery == Delivery.WAITING, Message.due <= at).order_by(Message.due, Message.id)
    )
    with transaction(writes=False):
        if db.scalar(due.with_only_columns(Message.id).limit(1)) is None:
            return []
    with transaction():
        taken = db.scalars(due.limit(most).with_for_update(skip_locked=True)).all()
        for message in taken:
            message.tries, message.due = message.tries + 1, at + LEASE
    return taken


def _send(message: Message, open_carrier: Carrier, settings: Settings, at: datetime) -> bool:
    ended = Delivery.SENT
    try:
        if message.until and at > message.until:
            raise Refusal("too late")
        open_carrier.carry(compose(message, settings, current.town(), at))
    except (Refusal, ValueError) as error:
        log.warning("mail %s cannot be delivered: %s", message.id, type(error).__name__)
        ended = Delivery.FAILED
    except OSError as error:
        log.warning("mail %s waits: %s", message.id, type(error).__name__)
        ended = Delivery.WAITING
    settle(message.id, ended, at)
    return ended is Delivery.SENT


def settle(message_id: int, ended: Delivery, at: datetime) -> None:
    """Write down how sending ended: sent, to be tried again later, or failed for good."""
    with transaction():
        message = db.get(Message, message_id, with_for_update=True)
        if message is None or message.delivery is not Delivery.WAITING:
            return
        if ended is Delivery.WAITING and message.tries <= len(WAITS):
            message.due = at + WAITS[message.tries - 1]
            return
        message.delivery = Delivery.FAILED if ended is Delivery.WAITING else ended
        message.address = None
        if message.private:
            message.subject = message.body = message.path = ""
