"""Whether the town still remembers what it knew: an older state that was put back is noticed and told to everybody."""

import json
from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path
from secrets import token_hex

from flask import Flask
from sqlalchemy import func, select

from bmw.kernel.database import db, transaction
from bmw.record.models import Step
from bmw.site.models import Restoration

SEEN = ".seen"
"""A note beside the town's files, apart from its database: how far its journal had come."""
KNOWN = "bmw_restored"
"""Where a process keeps the last time, so that the first page need not ask."""
ANNOUNCED = timedelta(days=14)
"""So long every visitor is told on the first page."""


def restorations() -> Sequence[Restoration]:
    """Each time an earlier state was put back, newest first."""
    return db.scalars(select(Restoration).order_by(Restoration.id.desc())).all()


def last() -> Restoration | None:
    """The last one."""
    return db.scalar(select(Restoration).order_by(Restoration.id.desc()).limit(1))


def recall(app: Flask) -> None:
    """Look it up for the pages of this process."""
    with transaction(writes=False):
        app.extensions[KNOWN] = last()


def announce(state_of: datetime, at: datetime) -> None:
    """An earlier state was put back: what was written between the two moments is missing."""
    db.add(Restoration(state_of=state_of, at=at))


def remember(files: Path) -> None:
    """Note how far the journal has come."""
    step = _last()
    if step is not None and step.id > _seen(files):
        files.mkdir(parents=True, exist_ok=True)
        fresh = files / f"{SEEN}.{token_hex(4)}"  # all processes do this in the same minute
        fresh.write_text(json.dumps({"step": step.id}), encoding="utf-8")
        fresh.replace(files / SEEN)


def compare(files: Path, at: datetime) -> bool:
    """If the journal is shorter than it was, tell everybody; whether it is."""
    step = _last()
    if (step.id if step else 0) >= _seen(files):
        return False
    announce(step.at if step else at, at)
    (files / SEEN).unlink()
    return True


def _last() -> Step | None:
    return db.scalar(select(Step).where(Step.id == select(func.max(Step.id)).scalar_subquery()))


def _seen(files: Path) -> int:
    with suppress(OSError, ValueError):
        return int(json.loads((files / SEEN).read_text(encoding="utf-8"))["step"])
    return 0
