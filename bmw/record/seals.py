"""Sealing the record: each hour a checksum over the steps since the last one, and over its checksum."""

import json
from collections.abc import Iterator, Sequence
from datetime import datetime
from hashlib import sha256
from typing import Any, NamedTuple

from sqlalchemy import func, select, text

from bmw.kernel.database import db, is_shared
from bmw.record.models import Seal, Step

CHUNK = 2000
MOST = 10_000
COLUMNS = (Step.id, Step.record_id, Step.word, Step.at, Step.other_id, Step.public, Step.digest)


class Sum(NamedTuple):
    """What the steps after one and up to another come to."""

    after: int
    digest: bytes
    until: int
    steps: int


def latest() -> Seal | None:
    """The newest seal."""
    return db.scalars(select(Seal).order_by(Seal.id.desc()).limit(1)).one_or_none()


def all_of_them(most: int = MOST) -> Sequence[Seal]:
    """The seals, newest first."""
    return db.scalars(select(Seal).order_by(Seal.id.desc()).limit(most)).all()


def settled() -> int:
    """The newest step, when every one before it is kept."""
    if is_shared():
        # Numbers of steps are given before they are kept: whoever is just writing one ends first.
        db.execute(text("LOCK TABLE step IN SHARE ROW EXCLUSIVE MODE"))
    return db.scalar(select(func.max(Step.id))) or 0


def since_the_last(until: int) -> Sum:
    """What has happened since the last seal; in a large town this takes a while, and holds up nobody."""
    last = latest()
    return _sum(last.digest if last else b"", last.until if last else 0, until)


def add(new: Sum, at: datetime, *, is_sound: bool) -> Seal | None:
    """Seal what has happened, unless somebody was first; nothing new needs no seal, unless it is to tell of a fault."""
    last = latest()
    if new.after != (last.until if last else 0):
        return None
    if not new.steps and (is_sound or last is None or not last.is_sound):
        return None
    before = last.steps if last else 0
    seal = Seal(at=at, until=new.until, steps=before + new.steps, digest=new.digest, is_sound=is_sound)
    db.add(seal)
    db.flush()
    return seal


def broken() -> Iterator[Seal]:
    """Every seal with which the record does not agree any more."""
    before = Sum(0, b"", 0, 0)
    for seal in db.scalars(select(Seal).order_by(Seal.id)).all():
        found = _sum(before.digest, before.until, seal.until)
        if (found.digest, before.steps + found.steps) != (seal.digest, seal.steps):
            yield seal
        before = Sum(0, seal.digest, seal.until, seal.steps)


def _sum(start: bytes, after: int, until: int) -> Sum:
    wanted = select(*COLUMNS).where(Step.id > after, Step.id <= until).order_by(Step.id)
    total, last, steps = sha256(start), after, 0
    for row in db.execute(wanted, execution_options={"yield_per": CHUNK}):
        total.update(_line(row))
        last, steps = row.id, steps + 1
    return Sum(after, total.digest(), last, steps)


def _line(row: Any) -> bytes:
    """A step as it is sealed: a line of JSON, so that anybody can do the same."""
    content = [row.id, row.record_id, row.word, row.at.isoformat(), row.other_id, row.public, row.digest.hex()]
    return f"{json.dumps(content)}\n".encode()
