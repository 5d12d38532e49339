"""Reading the record: journeys, the chain in both directions, and followers."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import literal, select
from sqlalchemy.orm import with_polymorphic
from sqlalchemy.orm.attributes import set_committed_value

from bmw.kernel.database import db
from bmw.record.models import Follow, Link, Record, Step
from bmw.record.words import Relation

DEPTH = 8
CHAIN = (Relation.SOURCE, Relation.REVIEWED, Relation.PLANNED, Relation.DECIDED, Relation.MERGED, Relation.PART)


def journey(record: Record) -> Sequence[Step]:
    """What happened to a record, oldest first, as everybody may see it."""
    other = with_polymorphic(Record, "*")
    found = select(Step, other).outerjoin(other, other.id == Step.other_id)
    steps = []
    for step, thing in db.execute(found.where(Step.record_id == record.id, Step.public).order_by(Step.id)).unique():
        set_committed_value(step, "other", thing)
        steps.append(step)
    return steps


def sources(record: Record, *, most: int = 500) -> list[tuple[int, Record]]:
    """Everything a record comes from, with its distance in links, nearest first."""
    return _walk(record, back=True, most=most)


def consequences(record: Record, *, most: int = 500) -> list[tuple[int, Record]]:
    """Everything that became of a record, with its distance in links, nearest first."""
    return _walk(record, back=False, most=most)


def _walk(record: Record, *, back: bool, most: int) -> list[tuple[int, Record]]:
    here, there = (Link.to_id, Link.from_id) if back else (Link.from_id, Link.to_id)
    walk = select(there.label("id"), literal(1).label("distance")).where(here == record.id).cte("walk", recursive=True)
    onward = select(there, walk.c.distance + 1).join(walk, here == walk.c.id).where(walk.c.distance < DEPTH)
    walk = walk.union(onward)
    thing = with_polymorphic(Record, "*")
    found = (
        select(walk.c.distance, thing)
        .join(thing, thing.id == walk.c.id)
        .order_by(walk.c.distance, thing.id)
        .limit(most)
    )
    seen: dict[int, tuple[int, Record]] = {}
    for distance, each in db.execute(found).unique():
        seen.setdefault(each.id, (distance, each))
    return list(seen.values())


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
    found = [each for _distance, each in (sources(record) if back else consequences(record)) if each.is_public]
    stages = [Stage(name, [each for each in found if each.kind in kinds]) for name, kinds in STATIONS.items()]
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
    thing = with_polymorphic(Record, "*")
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


def by_reference(kind: str, reference: str) -> Record | None:
    """The record of this kind with this number."""
    return db.scalar(select(Record).where(Record.kind == kind, Record.reference == reference))
