"""Limits: how often something may be tried, booked before the step and kept even when the step fails."""

from datetime import UTC, datetime, timedelta
from hashlib import blake2b

from sqlalchemy import LargeBinary, case, delete
from sqlalchemy.orm import Mapped, mapped_column

from bmw.kernel.clock import Moment
from bmw.kernel.database import Base, beside, insert_into


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
    fresh = Limit.ends <= at
    first = insert_into(Limit).values(key=key, ends=ends, spent=1)
    further = {
        "spent": case((fresh, 1), else_=Limit.spent + 1),
        "ends": case((fresh, first.excluded.ends), else_=Limit.ends),
    }
    booked = first.on_conflict_do_update(index_elements=["key"], set_=further).returning(Limit.spent)
    with beside() as session:
        return int(session.scalar(booked)) <= most


def forget_past(at: datetime) -> None:
    """Clear away windows that have ended."""
    with beside() as session:
        session.execute(delete(Limit).where(Limit.ends < at))
