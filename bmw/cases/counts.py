"""How people are treated, in numbers for everybody: never by person, only by month, by rule, and how it ended."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import median

from sqlalchemy import func, select

from bmw.cases.models import AGAIN, TARGETS, UPHELD, Case, Decision, Kind, Reason
from bmw.cases.queries import OWN
from bmw.kernel.database import db

YEAR = timedelta(days=365)
LOOKED_AT = 5000
"""Waiting times are worked out from the last so many decisions."""
DESK = (Kind.SUBMITTED, Kind.EDITED, Kind.REPORTED, Kind.OBJECTION, Kind.DISAGREED, Kind.FEEDBACK)


@dataclass(frozen=True)
class Waiting:
    """How long cases of one kind wait: what was decided within a year, and what waits now."""

    kind: Kind
    decided: int
    middle: timedelta
    longest: timedelta
    waits: int
    oldest: datetime | None

    @property
    def target(self) -> timedelta:
        """Within which time the moderators want to decide."""
        return TARGETS[self.kind]


@dataclass(frozen=True)
class Rule:
    """How often something was restricted by one rule, and how often that was lifted again."""

    rule: Reason
    restricted: int
    lifted: int


@dataclass(frozen=True)
class Reports:
    """What came of reports."""

    received: int
    upheld: int
    kept: int
    other: int
    waits: int


@dataclass(frozen=True)
class Objections:
    """What came of objections, by authors and by those who reported."""

    received: int
    succeeded: int
    kept: int
    waits: int


def waiting_times(at: datetime) -> list[Waiting]:
    """For each kind of case how long it took within a year, and what waits now for how long."""
    wanted = select(Case.kind, Case.opened, Case.decided).where(Case.decided > at - YEAR)
    took: dict[Kind, list[timedelta]] = {kind: [] for kind in Kind}
    for kind, opened, decided in db.execute(wanted.order_by(Case.decided.desc()).limit(LOOKED_AT)):
        if decided is not None:
            took[kind].append(decided - opened)
    now = select(Case.kind, func.count(), func.min(Case.opened)).where(Case.decided.is_(None)).group_by(Case.kind)
    waits = {kind: (count, oldest) for kind, count, oldest in db.execute(now)}
    return [_of(kind, took[kind], *waits.get(kind, (0, None))) for kind in DESK]


def _of(kind: Kind, took: list[timedelta], waits: int, oldest: datetime | None) -> Waiting:
    seconds = median(each.total_seconds() for each in took) if took else 0
    return Waiting(kind, len(took), timedelta(seconds=seconds), max(took, default=timedelta()), waits, oldest)


def by_rule() -> list[Rule]:
    """Every restriction there ever was, by the rule it rests on, most frequent first."""
    counted = select(Case.rule, func.count(), func.count(Case.lifted)).where(*OWN).group_by(Case.rule)
    rules = [Rule(rule, restricted, lifted) for rule, restricted, lifted in db.execute(counted) if rule]
    return sorted(rules, key=lambda each: (-each.restricted, each.rule))


def reports() -> Reports:
    """What came of all reports."""
    ended = _ended([Kind.REPORTED])
    upheld = sum(ended[each] for each in UPHELD)
    other = sum(ended.values()) - upheld - ended[Decision.KEPT] - ended[None]
    return Reports(sum(ended.values()), upheld, ended[Decision.KEPT], other, ended[None])


def objections() -> Objections:
    """What came of all objections."""
    ended = _ended(AGAIN)
    succeeded = sum(ended[each] for each in (*UPHELD, Decision.RESTORED))
    return Objections(sum(ended.values()), succeeded, ended[Decision.KEPT], ended[None])


def _ended(kinds: Iterable[Kind]) -> Counter[Decision | None]:
    counted = select(Case.decision, func.count().label("cases")).where(Case.kind.in_(kinds)).group_by(Case.decision)
    return Counter({row.decision: row.cases for row in db.execute(counted)})
