"""Limits: how often something may be tried, booked before the step and kept even when the step fails."""

from datetime import UTC, datetime, timedelta
from hashlib import blake2b

from sqlalchemy import LargeBinary, delete, select
from sqlalchemy.orm import Mapped, mapped_column

from bmw.kernel.clock import Moment
from bmw.kernel.database import Base, beside


class Limit(Base):
    """How often one thing was tried within the running window."""

    __tablename__ = "limit_window"

    key: Mapped[bytes] = mapped_column(LargeBinary(16), primary_key=True)
    ends: Mapped[datetime] = mapped_column(Moment, index=True)
    spent: Mapped[int]


def spend(what: str, whose: str, *, most: int, per: timedelta, at: datetime) -> bool:
    """Book one try of somebody; false when the limit of the window is used up."""
    key = blake2b(f"{what}\0{whose}".encode(), digest_size=16).digest()
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


def forget_past(at: datetime) -> None:
    """Clear away windows that have ended."""
    with beside() as session:
        session.execute(delete(Limit).where(Limit.ends < at))
