"""Reading the record: journeys, the chain in both directions, and followers."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any, TypeVar

from sqlalchemy import SelectBase, literal, select, union
from sqlalchemy.orm import with_polymorphic
from sqlalchemy.orm.attributes import set_committed_value
from sqlalchemy.orm.util import identity_key

from bmw.kernel.database import db
from bmw.kernel.rules import Who
from bmw.kernel.text import Sentence
from bmw.record.models import Behind, Follow, Link, Record, Step
from bmw.record.words import Relation, Word

T = TypeVar("T")
DEPTH = 8
CHAIN = (Relation.SOURCE, Relation.REVIEWED, Relation.PLANNED, Relation.DECIDED, Relation.MERGED, Relation.PART)


@cache
def anything() -> Any:
    """A record of any kind, with all that is kept about its kind; made once, it costs a millisecond."""
    return with_polymorphic(Record, "*")


def things(ids: Collection[int]) -> dict[int, Record]:
    """The records with these ids, whatever they are; those already at hand are not asked for again."""
    here = db().identity_map
    found: dict[int, Record] = {n: here[key] for n in ids if (key := identity_key(Record, n)) in here}
    missing = [n for n in ids if n not in found]
    if missing:
        thing = anything()
        found |= {each.id: each for each in db.scalars(select(thing).where(thing.id.in_(missing))).unique()}
    return found


def accompany(rows: Sequence[T], name: str) -> Sequence[T]:
    """Give each row the record it names, all in one query and whatever kind they are.

    A join would make the database lay out every record of the town first.
    """
    found = things({n for row in rows if (n := getattr(row, f"{name}_id"))})
    for row in rows:
        set_committed_value(row, name, found.get(getattr(row, f"{name}_id")))
    return rows


def journey(record: Record) -> Sequence[Step]:
    """What happened to a record, oldest first, as everybody may see it."""
    steps = select(Step).where(Step.record_id == record.id, Step.public).order_by(Step.id)
    return accompany(db.scalars(steps).all(), "other")


@dataclass(frozen=True)
class Passage:
    """One line of a journey that is no step of the thing itself: something later that means something for it."""

    at: datetime
    word: Word
    sentence: Sentence
    other: Record


def way_on(steps: Sequence[Step], later: Sequence[Record]) -> list[Step | Passage]:
    """The journey of a contribution with what later things mean for it, in order of time.

    Of a decision only the day is known; it never stands before the moment it was written down.
    """
    turns = [(each, each.turn) for each in later if each.is_public]
    placed: list[tuple[datetime, Step | Passage]] = [(step.at, step) for step in steps]
    for each, turn in turns:
        if turn:
            placed.append((max(turn.at, each.created), Passage(turn.at, turn.word, turn.sentence, each)))
    return [happened for _at, happened in sorted(placed, key=lambda pair: pair[0])]


def sources(record: Record, *, most: int = 500) -> list[Record]:
    """Everything a record comes from, latest first."""
    return _walk(record, back=True, most=most)


def consequences(record: Record, *, most: int = 500) -> list[Record]:
    """Everything that became of a record, in order of time, and what the council decided about it."""
    return _walk(record, back=False, most=most)


def _walk(record: Record, *, back: bool, most: int) -> list[Record]:
    here, there = (Link.to_id, Link.from_id) if back else (Link.from_id, Link.to_id)
    walk = select(there.label("id"), literal(1).label("distance")).where(here == record.id).cte("walk", recursive=True)
    onward = select(there, walk.c.distance + 1).join(walk, here == walk.c.id).where(walk.c.distance < DEPTH)
    walk = walk.union(onward)
    ids: SelectBase = select(walk.c.id)
    if not back:
        # Decisions of the council do not come from a measure, but belong to what became of it.
        decided = select(Link.from_id).join(walk, Link.to_id == walk.c.id)
        ids = union(select(walk.c.id), decided.where(Link.relation == Relation.DECIDED))
    thing = anything()
    order = thing.id.desc() if back else thing.id
    return list(db.scalars(select(thing).where(thing.id.in_(ids)).order_by(order).limit(most)).unique())


def consequences_of(records: Iterable[Record]) -> dict[int, list[Record]]:
    """Everything that became of each of these records, by its id and in order of time; two questions for all."""
    ids = [record.id for record in records]
    first = select(Link.from_id.label("origin"), Link.to_id.label("id"), literal(1).label("distance"))
    walk = first.where(Link.from_id.in_(ids)).cte("walks", recursive=True)
    onward = select(walk.c.origin, Link.to_id, walk.c.distance + 1).join(walk, Link.from_id == walk.c.id)
    walk = walk.union(onward.where(walk.c.distance < DEPTH))
    decided = select(walk.c.origin, Link.from_id).join(walk, Link.to_id == walk.c.id)
    pairs = db.execute(union(select(walk.c.origin, walk.c.id), decided.where(Link.relation == Relation.DECIDED))).all()
    there = things({id for _origin, id in pairs})
    found: dict[int, list[Record]] = {each: [] for each in ids}
    for origin, id in sorted(pairs, key=lambda pair: pair[1]):
        found[origin].append(there[id])
    return found


@dataclass(frozen=True)
class Stage:
    """One station of the chain: records of one sort, side by side."""

    name: str
    records: Sequence[Record]


STATIONS: dict[str, tuple[str, ...]] = {
    "contributions": ("proposal", "survey", "point", "comment"),
    "finding": ("finding",),
    "review": ("review",),
    "measure": ("measure",),
    "decision": ("decision",),
}
"""The stations of the chain on the way from a citizen's sentence to the council, and what stands at each."""


def chain_stages(record: Record, *, back: bool = True) -> list[Stage]:
    """Where a record comes from, nearest first, or what became of it; only what everybody may see."""
    return stages_of(sources(record) if back else consequences(record), back=back)


def stages_of(found: Sequence[Record], *, back: bool) -> list[Stage]:
    """These records by station; only what everybody may see, or the place where it was."""
    public = sorted((each for each in found if each.is_public or each.keeps_its_place), key=lambda each: each.id)
    stages = [Stage(name, [each for each in public if each.kind in kinds]) for name, kinds in STATIONS.items()]
    filled = [stage for stage in stages if stage.records]
    return filled[::-1] if back else filled


def is_following(person_id: int | None, record: Record) -> bool:
    """Whether somebody follows a record."""
    return person_id is not None and db.get(Follow, (person_id, record.id)) is not None


def followers(records: Iterable[Record]) -> set[int]:
    """Ids of the people who follow any of these records."""
    ids = [record.id for record in records]
    return set(db.scalars(select(Follow.person_id).where(Follow.record_id.in_(ids))))


def followed_by(person_id: int, *, most: int = 50) -> Sequence[Record]:
    """What somebody follows, newest first."""
    thing = anything()
    return (
        db.scalars(
            select(thing)
            .join(Follow, Follow.record_id == thing.id)
            .where(Follow.person_id == person_id)
            .order_by(thing.id.desc())
            .limit(most)
        )
        .unique()
        .all()
    )


def of(person: Who, at: datetime) -> dict[str, Any]:
    """What somebody follows (kind, reference), and the steps they did (also step and time)."""
    followed = select(Record.kind, Record.reference).join(Follow, Follow.record_id == Record.id)
    done = (
        select(Record.kind, Record.reference, Step.word.label("step"), Step.at)
        .join(Step, Step.record_id == Record.id)
        .join(Behind, Behind.step_id == Step.id)
        .where(Behind.person_id == person.id)
    )
    return {
        "follows": [dict(row._mapping) for row in db.execute(followed.where(Follow.person_id == person.id))],
        "steps": [dict(row._mapping) for row in db.execute(done.order_by(Step.id))],
    }


def by_reference(kind: str, reference: str) -> Record | None:
    """The record of this kind with this number."""
    return db.scalar(select(Record).where(Record.kind == kind, Record.reference == reference))
