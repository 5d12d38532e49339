"""How the platform is: whether it can write, knows its plan, has room, and gets its mails away."""

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from uuid import uuid4

from sqlalchemy import Engine, func, insert, select
from sqlalchemy.exc import SQLAlchemyError

from bmw.kernel.clock import TOWN_ZONE
from bmw.kernel.database import WRITES
from bmw.kernel.limits import Limit
from bmw.kernel.migrations import is_ahead, is_current
from bmw.kernel.settings import Settings
from bmw.notifications.models import Delivery, Message
from bmw.site.conformance.steps import LATE as TOO_LATE
from bmw.site.conformance.steps import SOON
from bmw.site.models import Done, StatementStep

ROOM = 200_000_000
"""So many bytes must be free where the data lie."""
LATE = timedelta(minutes=30)
"""A mail that waits longer shows that something is wrong; the platform works all the same."""

LOOKED_BACK = timedelta(days=7)
"""Of so many days mails that never arrived are counted."""

BACKED_UP = ".backed-up"
"""A note beside the town's files: when the last backup was made."""
OLD = timedelta(days=1)
"""An older backup would lose too much."""


@dataclass(frozen=True)
class Condition:
    """One thing about the platform: whether it is well, in words, and whether nothing can be saved without it."""

    name: str
    is_well: bool
    told: str
    is_needed: bool = True


def conditions(engine: Engine, settings: Settings, at: datetime, made: date | None = None) -> list[Condition]:
    """Everything worth knowing before somebody sends something."""
    return [
        _asked("database", lambda: _can_write(engine, at)),
        _asked("plan", lambda: _is_planned(engine)),
        *[_room(name, path) for name, path in places(engine, settings).items()],
        _asked("mails", lambda: _oldest_mail(engine, at)),
        _asked("statement", lambda: _reviewed(engine, at, made)),
        *([] if settings.demo else [_last_backup(Path(settings.files), at)]),
    ]


def places(engine: Engine, settings: Settings) -> dict[str, Path]:
    """The folders that data grow in."""
    file = engine.url.database if engine.dialect.name == "sqlite" else ""
    return {"files": Path(settings.files), **({"data": Path(file).parent} if file else {})}


def _asked(name: str, ask: Callable[[], Condition]) -> Condition:
    try:
        return ask()
    except SQLAlchemyError as error:
        return Condition(name, False, f"not reachable ({type(error).__name__})")


def _can_write(engine: Engine, at: datetime) -> Condition:
    """Write a row and take it back: nothing stays."""
    with engine.connect().execution_options(**{WRITES: True}) as connection:
        connection.execute(insert(Limit).values(key=uuid4().bytes, ends=at, spent=0))
        connection.rollback()
    return Condition("database", True, "can be written to")


def _is_planned(engine: Engine) -> Condition:
    if is_current(engine):
        return Condition("plan", True, "is current")
    if is_ahead(engine):
        return Condition("plan", True, "is newer than this version, which serves until the new one takes over")
    return Condition("plan", False, "is old: type `bmw migrate`")


def _room(name: str, path: Path) -> Condition:
    while not path.exists() and path != path.parent:
        path = path.parent
    free = shutil.disk_usage(path).free
    return Condition(name, free >= ROOM, f"{free // 1_000_000} MB free")


def _oldest_mail(engine: Engine, at: datetime) -> Condition:
    """How long mails wait, how many do, and how many of the last days were given up."""
    counted = select(func.count(), func.min(Message.created))
    given_up = counted.where(Message.delivery == Delivery.FAILED, Message.created > at - LOOKED_BACK)
    with engine.connect() as connection:
        waiting, oldest = connection.execute(counted.where(Message.delivery == Delivery.WAITING)).one()
        failed, _first = connection.execute(given_up).one()
    age = at - oldest if waiting else timedelta()
    told = f"the oldest has waited {int(age.total_seconds() // 60)} minutes, {waiting} wait"
    told += f", {failed} of the last {LOOKED_BACK.days} days could not be delivered" if failed else ""
    return Condition("mails", age <= LATE, told, False)


def _last_backup(files: Path, at: datetime) -> Condition:
    """The best backup is of no use if nobody notices that it is not made any more."""
    try:
        age = at - datetime.fromisoformat((files / BACKED_UP).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return Condition("backup", False, "none has been made yet: type `bmw backup FOLDER`", False)
    return Condition("backup", age <= OLD, f"the last one was made {int(age.total_seconds() // 3600)} hours ago", False)


def _reviewed(engine: Engine, at: datetime, made: date | None) -> Condition:
    """The law wants the accessibility statement looked over every year; `made` counts until somebody did."""
    with engine.connect() as connection:
        step = connection.scalar(select(func.max(StatementStep.at)).where(StatementStep.done == Done.REVIEWED))
    last = step.astimezone(TOWN_ZONE).date() if step else made
    if last is None:
        return Condition("statement", False, "the accessibility statement has never been looked over", False)
    age = (at.astimezone(TOWN_ZONE).date() - last).days
    told = f"the accessibility statement was looked over on {last.isoformat()}"
    told += ": more than a year ago" if age > TOO_LATE else ": please look over it again" if age > SOON else ""
    return Condition("statement", age <= SOON, told, False)
