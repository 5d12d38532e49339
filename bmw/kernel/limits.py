"""Limits: how often something may be tried, booked before the step and kept even when the step fails."""

from datetime import UTC, datetime, timedelta
from hashlib import blake2b

from sqlalchemy import LargeBinary, delete, select
from sqlalchemy.orm import Mapped, mapped_column

from bmw.kernel.clock import Moment
from bmw.kernel.database import Base, beside, db


class Limit(Base):
    """How often one thing was tried within the running window."""

    __tablename__ = "limit_window"

    key: Mapped[bytes] = mapped_column(LargeBinary(16), primary_key=True)
    ends: Mapped[datetime] = mapped_column(Moment, index=True)
    spent: Mapped[int]


def spend(what: str, whose: str, *, most: int, per: timedelta, at: datetime) -> bool:
    """Book one try of somebody; false when the limit of the window is used up."""
    key = _key(what, whose)
    window = int(per.total_seconds())
    ends = datetime.fromtimestamp((int(at.timestamp()) // window + 1) * window, UTC)
    with beside() as session:
        limit = session.scalar(select(Limit).where(Limit.key == key).with_for_update())
        if limit is None:
            session.add(Limit(key=key, ends=ends, spent=1))
            return most >= 1
        if limit.ends <= at:
            limit.ends, limit.spent = ends, 0
        limit.spent += 1
        return limit.spent <= most


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


def _key(what: str, whose: str) -> bytes:
    return blake2b(f"{what}\0{whose}".encode(), digest_size=16).digest()
