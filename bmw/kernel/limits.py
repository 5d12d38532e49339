"""Limits: how often something may be tried, booked before the step and kept even when the step fails."""

from contextvars import ContextVar
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from functools import cache
from hashlib import blake2b
from typing import Any, cast

from sqlalchemy import LargeBinary, Table, bindparam, case, delete, or_
from sqlalchemy.orm import Mapped, mapped_column

from bmw.kernel.clock import Moment
from bmw.kernel.database import Base, beside, db, insert_into


class Limit(Base):
    """How often one thing was tried within the running window."""

    __tablename__ = "limit_window"

    key: Mapped[bytes] = mapped_column(LargeBinary(16), primary_key=True)
    ends: Mapped[datetime] = mapped_column(Moment, index=True)
    spent: Mapped[int]


TABLE = cast(Table, Limit.__table__)


class What(StrEnum):
    """Everything that can be done too often."""

    MAIL_FROM = "mail from"
    MAIL_TO = "mail to"
    CODE_FROM = "code from"
    CODE_ON = "code on"
    CODE_FOR = "code for"
    LETTER = "letters from"
    RECEIPT = "receipts to"
    REPORT_OF = "reports of"
    REPORT_ABOUT = "reports about"
    OBJECTION = "objections"
    PROPOSAL = "proposals"
    COMMENT = "comments"
    VOTE = "votes"
    ANSWER = "answers"
    FOLLOW = "follows"
    CHANGE = "changes"
    FILE = "files"
    FACTOR_FROM = "factor from"
    FACTOR_IN = "factor in"
    FACTOR_OF = "factor of"
    FACTOR_A_DAY = "factor a day"
    FACTOR_HELP = "factor help"
    LEAVE_MAIL = "leave mail"
    LEAVE_CODE = "leave code"


goes_on: ContextVar[datetime | None] = ContextVar("goes_on", default=None)
"""When what was refused in the running request may be tried again."""
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@dataclass(frozen=True)
class Allowance:
    """How often in how long; from `risky` tries on, a browser has to show that it took some trouble."""

    most: int
    per: timedelta = HOUR
    risky: int | None = None


ALLOWED = {
    What.MAIL_FROM: Allowance(100, risky=50),
    What.MAIL_TO: Allowance(6),
    What.CODE_FROM: Allowance(300),
    What.CODE_ON: Allowance(20),
    What.CODE_FOR: Allowance(20, DAY),
    What.LETTER: Allowance(60, risky=30),
    What.RECEIPT: Allowance(5),
    What.REPORT_OF: Allowance(20),
    What.REPORT_ABOUT: Allowance(30),
    What.OBJECTION: Allowance(20),
    What.PROPOSAL: Allowance(20, risky=10),
    What.COMMENT: Allowance(60, risky=30),
    What.VOTE: Allowance(600),
    What.ANSWER: Allowance(120),
    What.FOLLOW: Allowance(300),
    What.CHANGE: Allowance(60),
    What.FILE: Allowance(40),
    What.FACTOR_FROM: Allowance(100),
    What.FACTOR_IN: Allowance(20),
    What.FACTOR_OF: Allowance(20),
    What.FACTOR_A_DAY: Allowance(100, DAY),
    What.FACTOR_HELP: Allowance(5, DAY),
    What.LEAVE_MAIL: Allowance(10),
    What.LEAVE_CODE: Allowance(20, DAY),
}
"""All limits in one place: mails by network and address, codes by network, place and address, the rest by person."""


@dataclass(frozen=True)
class Spent:
    """How a try was booked; it is true when the step may go on."""

    tries: int
    most: int
    ends: datetime

    def __bool__(self) -> bool:
        return self.tries <= self.most


def book(what: What, whose: str, at: datetime) -> Spent:
    """Book one try of somebody against the limit in the table."""
    allowance = ALLOWED[what]
    return _spend(what, whose, allowance.most, allowance.per, at)


def spend(what: str, whose: str, *, most: int, per: timedelta, at: datetime) -> bool:
    """Book one try of somebody against a limit of its own; false when the limit of the window is used up."""
    return bool(_spend(what, whose, most, per, at))


def _key(what: str, whose: str) -> bytes:
    return blake2b(f"{what}\0{whose}".encode(), digest_size=16).digest()


def _spend(what: str, whose: str, most: int, per: timedelta, at: datetime) -> Spent:
    window = int(per.total_seconds())
    ends = datetime.fromtimestamp((int(at.timestamp()) // window + 1) * window, UTC)
    with beside(lightly=True) as session:
        asked = {"key": _key(what, whose), "ends": ends, "at": at, "last": at + per}
        tries, until = session.connection().execute(_booking(session.get_bind().dialect.name), asked).one()
    if tries > most:
        goes_on.set(max(until, goes_on.get() or until))
    return Spent(tries, most, until)


@cache
def _booking(_dialect: str) -> Any:
    """One statement: a first try is put in, a further one is added, a new window begins at one."""
    # No window ends later than one that begins now: such an end was written while the clock was wrong.
    fresh = or_(TABLE.c.ends <= bindparam("at"), TABLE.c.ends > bindparam("last"))
    first = insert_into(Limit).values(key=bindparam("key"), ends=bindparam("ends"), spent=1)
    further = {
        "spent": case((fresh, 1), else_=TABLE.c.spent + 1),
        "ends": case((fresh, first.excluded.ends), else_=TABLE.c.ends),
    }
    return first.on_conflict_do_update(index_elements=["key"], set_=further).returning(TABLE.c.spent, TABLE.c.ends)


def use_once(what: str, until: datetime) -> bool:
    """Mark something as used, together with the running step; false if it was used before."""
    key = _key("once", what)
    if db.get(Limit, key):
        return False
    db.add(Limit(key=key, ends=until, spent=1))
    db.flush()
    return True


def spent(what: str, whose: str, at: datetime) -> tuple[int, datetime] | None:
    """How often somebody tried something in the window that runs, and when it ends."""
    limit = db.get(Limit, _key(what, whose))
    return (limit.spent, limit.ends) if limit and limit.ends > at else None


def forget(what: str, whose: str) -> None:
    """Somebody leaves: that they tried something is forgotten at once."""
    db.execute(delete(Limit).where(Limit.key == _key(what, whose)))


def forget_past(at: datetime) -> None:
    """Clear away windows that have ended."""
    db.execute(delete(Limit).where(Limit.ends <= at))
