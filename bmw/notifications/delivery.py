"""Delivery: the outbox is the queue. Take what is due, send it outside of any transaction, write down how it ended."""

import logging
from collections import deque
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime, timedelta
from functools import partial
from threading import Event
from time import monotonic, sleep
from typing import TypeVar

from sqlalchemy import ColumnElement, or_, select, update
from sqlalchemy.exc import DBAPIError

from bmw.kernel.database import db, transaction
from bmw.kernel.settings import Settings
from bmw.notifications.carriers import Carrier, Refusal, carrier
from bmw.notifications.composer import compose
from bmw.notifications.models import Delivery, Message
from bmw.ui import current

T = TypeVar("T")
log = logging.getLogger("bmw.mail")
closing = Event()
"""Set when the process ends: the mail at hand is still sent, and the others are given back."""
LEASE = timedelta(minutes=10)
"""How long a taken message is left alone by others; after a crash it is due again."""
ROUND = LEASE / 2
"""After so long a postman gives back what he has not tried yet, so that nobody else sends it while he does."""
INSISTS, PAUSE = 60.0, 0.5
"""So many seconds a postman waits for a database that is away, and so long before he asks it again."""
LINES = 3
"""So often a line that breaks is opened anew before the rest waits for the next round."""
WAITS = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 30, 120, 720, 1440, 1440, 1440))
"""Longer and longer, so that a mail server may be away for a long weekend."""


def deliver(settings: Settings, at: datetime, *, most: int = 200) -> int:
    """Send what is due and say how many mails went out; needs an application context for the languages."""
    left, sent = deque(take(at, most=most)), 0
    for _line in range(LINES):
        if not left or closing.is_set():
            break
        try:
            with carrier(settings.mail) as open_carrier:
                sent += _send_all(left, open_carrier, settings, at)
                if closing.is_set():
                    give_back(left, at)  # before the mail server, which may dawdle, has said goodbye
                    left.clear()  # from now on they may be in somebody else's hands
        except OSError as error:
            log.warning("mail server: %s", type(error).__name__)
            while left:
                settle(left.popleft().id, Delivery.WAITING, at)
    give_back(left, at)
    return sent


def take(at: datetime, *, most: int = 200) -> Sequence[Message]:
    """Take messages that are due, so that nobody else sends them too; each taking counts as a try."""
    due = select(Message).where(Message.delivery == Delivery.WAITING, is_due(at)).order_by(Message.due, Message.id)
    with transaction(writes=False):
        if db.scalar(due.with_only_columns(Message.id).limit(1)) is None:
            return []
    with transaction():
        taken = db.scalars(due.limit(most).with_for_update(skip_locked=True)).all()
        for message in taken:
            message.tries, message.due = message.tries + 1, at + LEASE
    return taken


def is_due(at: datetime) -> ColumnElement[bool]:
    """What is to be sent now; a moment that no wait of ours reaches was written while the clock was wrong."""
    return or_(Message.due <= at, Message.tries == 0, Message.due > at + max(WAITS))


def give_back(left: Iterable[Message], at: datetime) -> None:
    """These were taken and not tried: they are due as before, and it counts for nothing."""
    if numbers := [message.id for message in left]:
        insist(lambda: _give_back(numbers, at), "mails cannot be given back yet")


def _give_back(numbers: Sequence[int], at: datetime) -> None:
    with transaction():
        mine = update(Message).where(Message.id.in_(numbers), Message.delivery == Delivery.WAITING)
        db.execute(mine.where(Message.due > at).values(tries=Message.tries - 1, due=at))


def _send_all(left: deque[Message], open_carrier: Carrier, settings: Settings, at: datetime) -> int:
    """Send one after the other, until all are sent, the line breaks, or the round is over."""
    begun, sent = monotonic(), 0
    while (
        left
        and not closing.is_set()
        and open_carrier.is_open
        and (passed := timedelta(seconds=monotonic() - begun)) < ROUND
    ):
        ours = insist(partial(_is_ours, left[0]), "the mails are not known yet")
        message = left.popleft()
        sent += ours and _send(message, open_carrier, settings, at, at + passed)
    return sent


def _is_ours(message: Message) -> bool:
    """Whether nobody else has taken it meanwhile, as happens when the clock jumps and every lease is over at once."""
    with transaction(writes=False):
        waits = select(Message.tries).where(Message.id == message.id, Message.delivery == Delivery.WAITING)
        return db.scalar(waits) == message.tries


def _send(message: Message, open_carrier: Carrier, settings: Settings, at: datetime, moment: datetime) -> bool:
    ended = Delivery.SENT
    try:
        if message.until and moment > message.until:
            raise Refusal("too late")
        open_carrier.carry(compose(message, settings, current.town(), at))
    except (Refusal, ValueError) as error:
        log.warning("mail %s cannot be delivered: %s", message.id, type(error).__name__)
        ended = Delivery.FAILED
    except Exception as error:  # whatever is wrong with one mail must not hold up the others
        log.warning("mail %s waits: %s", message.id, type(error).__name__)
        ended = Delivery.WAITING
    settle(message.id, ended, at)
    return ended is Delivery.SENT


def settle(message_id: int, ended: Delivery, at: datetime) -> None:
    """Write down how sending ended: sent, to be tried again later, or failed for good."""
    insist(lambda: _settle(message_id, ended, at), f"mail {message_id} cannot be written down yet")


def insist(step: Callable[[], T], trouble: str) -> T:
    """Wait for a database that is away for a moment, and do this step as soon as it is back.

    A mail that is not written down goes out a second time, and one that is not given back waits for its lease.
    """
    ends = monotonic() + INSISTS
    while True:
        try:
            return step()
        except DBAPIError as error:
            if monotonic() > ends:
                raise
            log.warning("%s: %s", trouble, type(error).__name__)
            sleep(PAUSE)


def _settle(message_id: int, ended: Delivery, at: datetime) -> None:
    with transaction():
        message = db.get(Message, message_id, with_for_update=True)
        if message is None or message.delivery is not Delivery.WAITING:
            return
        if ended is Delivery.WAITING and message.tries <= len(WAITS):
            message.due = at + WAITS[message.tries - 1]
            return
        if ended is Delivery.WAITING:
            log.error("mail %s is given up after %s tries", message.id, message.tries)
        message.delivery = Delivery.FAILED if ended is Delivery.WAITING else ended
        message.address = None
        if message.private:
            message.subject = message.body = message.path = ""
