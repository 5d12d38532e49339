"""Writing the record: numbers, steps, links and follows."""

import json
import secrets
from datetime import datetime
from hashlib import sha256
from typing import Any, TypeVar

from sqlalchemy import delete, update

from bmw.kernel.clock import TOWN_ZONE
from bmw.kernel.database import db, insert_into
from bmw.kernel.rules import Who
from bmw.record.models import Behind, Counter, Follow, Link, Record, Step
from bmw.record.words import Relation, Word

R = TypeVar("R", bound=Record)


def next_reference(kind: str, at: datetime, *, count: int = 1) -> str:
    """The next free number of this kind in this year; with `count`, the first of that many."""
    year = at.astimezone(TOWN_ZONE).year
    given = insert_into(Counter).values(kind=kind, year=year, last=count)
    further = {"last": Counter.last + count}
    last = db.scalar(given.on_conflict_do_update(index_elements=["kind", "year"], set_=further).returning(Counter.last))
    first = int(last) - count + 1
    return f"{year}-{first:05}"


def enter(record: R, at: datetime) -> R:
    """Give a new record its number and its place in the town's memory."""
    record.created = at
    record.reference = next_reference(record.kind_of(), at)
    db.add(record)
    db.flush()
    return record


def step(
    record: Record,
    word: Word,
    at: datetime,
    *,
    by: int | None = None,
    other: Record | None = None,
    public: bool = True,
    note: dict[str, Any] | None = None,
) -> Step:
    """Write down what happened to a record; the public part says neither text nor name."""
    salt, digest = sealed(record.reference, word, at, by=by, note=note)
    happened = Step(record=record, word=word, at=at, other=other, public=public, digest=digest)
    db.add(happened)
    db.flush()
    db.add(Behind(step_id=happened.id, salt=salt, person_id=by, note=note or {}))
    return happened


def sealed(
    reference: str, word: Word, at: datetime, *, by: int | None = None, note: dict[str, Any] | None = None
) -> tuple[bytes, bytes]:
    """A new salt, and the digest of a step under it; without the salt the digest says nothing."""
    salt = secrets.token_bytes(16)
    content = json.dumps([reference, word, at.isoformat(), by, note], sort_keys=True, ensure_ascii=False)
    return salt, sha256(salt + content.encode()).digest()


def link(earlier: Record, later: Record, relation: Relation, at: datetime) -> None:
    """Join two records of the chain; joining them again changes nothing."""
    if db.get(Link, (earlier.id, later.id, relation)) is None:
        db.add(Link(from_id=earlier.id, to_id=later.id, relation=relation, created=at))


def follow(person_id: int, record: Record, *, wanted: bool = True) -> None:
    """Somebody wants, or no longer wants, to hear what becomes of a record."""
    if not wanted:
        db.execute(delete(Follow).where(Follow.person_id == person_id, Follow.record_id == record.id))
    elif db.get(Follow, (person_id, record.id)) is None:
        db.add(Follow(person_id=person_id, record_id=record.id))


def forget(person: Who, at: datetime) -> None:
    """Somebody leaves: the steps stay, but nothing tells any more who did them, and nothing is followed."""
    db.execute(update(Behind).where(Behind.person_id == person.id).values(person_id=None, salt=b"", note={}))
    db.execute(delete(Follow).where(Follow.person_id == person.id))
