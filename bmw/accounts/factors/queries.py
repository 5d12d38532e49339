"""Which second factors somebody has, what their browser is in the middle of, and who has lost everything."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import func, select

from bmw.accounts.factors.models import Factor, Kind, Pending, Purpose, RecoveryCode, Reset
from bmw.accounts.models import Appointment, Office, Person
from bmw.kernel.database import db


def owned_by(person_id: int | None, kind: Kind | None = None) -> Sequence[Factor]:
    """Somebody's second factors, the oldest first."""
    mine = select(Factor).where(Factor.person_id == person_id).order_by(Factor.id)
    return db.scalars(mine.where(Factor.kind == kind) if kind else mine).all()


def of(person: Person, at: datetime) -> dict[str, Any]:
    """Somebody's second factors, when each recovery code was used, and what they asked for after a loss."""
    codes = select(RecoveryCode).where(RecoveryCode.person_id == person.id).order_by(RecoveryCode.used)
    asked = select(Reset).where(Reset.person_id == person.id).order_by(Reset.id)
    return {
        "second_factors": _rows(owned_by(person.id), "kind", "name", "created", "used"),
        "recovery_codes": [{"used": each.used or False} for each in db.scalars(codes)],
        "lost_factors": _rows(db.scalars(asked).unique(), "asked", "due", "ended", "outcome"),
    }


def _rows(things: Iterable[Any], *names: str) -> list[dict[str, Any]]:
    return [{name: getattr(each, name) for name in names} for each in things]


def by_id(factor_id: int) -> Factor | None:
    """The factor with this number; rules ask whose it is."""
    return db.get(Factor, factor_id)


def passkey(person_id: int | None, key_id: bytes) -> Factor | None:
    """Somebody's own passkey with this number, and nobody else's."""
    theirs = select(Factor).where(Factor.person_id == person_id, Factor.kind == Kind.PASSKEY, Factor.key_id == key_id)
    return db.scalar(theirs)


def codes_left(person_id: int | None) -> int:
    """How many recovery codes somebody can still use."""
    unused = select(func.count()).select_from(RecoveryCode).where(RecoveryCode.used.is_(None))
    return db.scalar(unused.where(RecoveryCode.person_id == person_id)) or 0


def pending(session_hash: bytes, purpose: Purpose, at: datetime) -> bytes | None:
    """What this browser is in the middle of, while it counts."""
    found = db.get(Pending, (session_hash, purpose))
    return found.value if found and found.ends > at else None


def open_reset_of(person_id: int | None) -> Reset | None:
    """The request of somebody who has lost every factor, while it is open."""
    theirs = select(Reset).where(Reset.person_id == person_id, Reset.ended.is_(None))
    return db.scalars(theirs.order_by(Reset.id)).unique().first()


def open_resets() -> Sequence[Reset]:
    """Every open request, the oldest first."""
    return db.scalars(select(Reset).where(Reset.ended.is_(None)).order_by(Reset.id)).unique().all()


def reset_by_id(reset_id: int) -> Reset | None:
    """One open request."""
    found = db.get(Reset, reset_id)
    return found if found and found.ended is None else None


def administrators() -> Sequence[Person]:
    """Everybody who gives offices."""
    holding = select(Appointment.person_id).where(Appointment.office == Office.ADMINISTRATOR)
    return db.scalars(select(Person).where(Person.id.in_(holding)).order_by(Person.id)).unique().all()
