"""What waits on the desk, and what was decided about a contribution."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import joinedload

from bmw.accounts.models import Person
from bmw.cases.models import AGAIN, OF_TEXTS, RESTRICTIONS, TARGETS, Case, Kind
from bmw.kernel.database import db
from bmw.record.models import Record
from bmw.record.queries import accompany
from bmw.ui.paging import Page, keyset, read_cursor, write_cursor

STATEMENT = ("decision", "decided", "rule", "law", "facts", "ends", "lifted")
"""What is told of a decision that took something away."""
BEGINNING = datetime(1970, 1, 1, tzinfo=UTC)
LARGEST = 2**62
OWN = (Case.decision.in_(RESTRICTIONS), or_(Case.about_id.is_(None), Case.kind.in_(AGAIN)))
"""Restrictions, each once: a report that was settled by one carries the same words."""


@dataclass(frozen=True)
class Wanted:
    """What of the queue somebody wants to see; nothing said means everything."""

    kind: Kind | None = None
    language: str | None = None
    within: Any = None
    """A selection of record ids, as those of one field."""
    taken_id: int | None = None
    """Only what this person looks after."""
    is_free: bool = False
    """Only what nobody looks after."""
    overdue_at: datetime | None = None
    """Only what should have been decided before this moment."""

    def narrow(self, cases: Select[Case]) -> Select[Case]:
        """The cases that fit."""
        if self.kind is not None:
            cases = cases.where(Case.kind == self.kind)
        if self.language is not None:
            theirs = select(Record.language).where(Record.id == Case.record_id).scalar_subquery()
            cases = cases.where(func.coalesce(theirs, Case.language) == self.language)
        if self.within is not None:
            cases = cases.where(Case.record_id.in_(self.within))
        if self.taken_id is not None:
            cases = cases.where(Case.taken_id == self.taken_id)
        if self.is_free:
            cases = cases.where(Case.taken_id.is_(None))
        if self.overdue_at is not None:
            late = [(Case.kind == kind) & (Case.opened < self.overdue_at - time) for kind, time in TARGETS.items()]
            usual = Case.answer_by.is_(None) & or_(*late)
            cases = cases.where(or_(Case.answer_by < self.overdue_at, usual))
        return cases


def waiting(kind: Kind | None = None, cursor: str | None = None, **more: Any) -> Page[Case]:
    """What waits for a decision, oldest first; further wishes are those of `Wanted`."""
    return _oldest_first(Wanted(kind, **more).narrow(_shown().where(Case.decided.is_(None))), cursor)


def heaviest(cursor: str | None = None, **more: Any) -> Page[Case]:
    """What waits, the reports that weigh most first."""
    waits = Wanted(**more).narrow(_shown().where(Case.decided.is_(None)))
    page = keyset(waits, [Case.weight, Case.id], cursor)
    return Page(accompany(page.items, "record"), page.newer, page.older)


def _oldest_first(wanted: Select[Case], cursor: str | None) -> Page[Case]:
    """The list read from its beginning: the next page holds what came later."""
    known = cursor if read_cursor(cursor, [datetime, int]) else None
    page = keyset(wanted, [Case.opened, Case.id], known or write_cursor("newer", [BEGINNING, 0]))
    return Page(accompany(page.items[::-1], "record"), newer=page.older if known else None, older=page.newer)


def held_back(cursor: str | None = None, *, within: Any = None) -> Page[Case]:
    """What was held back or hidden, latest decision first."""
    wanted = _shown().where(*OWN)
    if within is not None:
        wanted = wanted.where(Case.record_id.in_(within))
    page = keyset(wanted, [Case.decided, Case.id], cursor)
    return Page(accompany(page.items, "record"), page.newer, page.older)


def counts() -> dict[Kind, int]:
    """How many cases of each kind wait."""
    counted = select(Case.kind, func.count().label("waiting")).where(Case.decided.is_(None)).group_by(Case.kind)
    return {row.kind: row.waiting for row in db.execute(counted)}


def by_id(case_id: int) -> Case | None:
    """One case, with what it is about."""
    if case_id >= LARGEST:
        return None
    found = accompany(db.scalars(_shown().where(Case.id == case_id)).unique().all(), "record")
    return found[0] if found else None


def of_record(record: Record) -> Sequence[Case]:
    """Every case about a contribution, newest first."""
    about = _shown().where(Case.record_id == record.id).order_by(Case.id.desc())
    return accompany(db.scalars(about).unique().all(), "record")


def open_about(record: Record, kind: Kind | None = None) -> Sequence[Case]:
    """The cases about a contribution that still wait, oldest first."""
    wanted = _shown().where(Case.record_id == record.id, Case.decided.is_(None))
    if kind is not None:
        wanted = wanted.where(Case.kind == kind)
    return accompany(db.scalars(wanted.order_by(Case.id)).unique().all(), "record")


def standing_decision(record: Record) -> Case | None:
    """The decision that restricts a contribution now; none when it was lifted or never made."""
    stands = select(Case).where(Case.record_id == record.id, Case.lifted.is_(None), Case.decision.in_(OF_TEXTS), *OWN)
    return db.scalar(stands.order_by(Case.decided.desc(), Case.id.desc()).limit(1))


def next_to_end(at: datetime) -> Case | None:
    """A restriction whose time is over, held for whoever ends it."""
    over = select(Case).where(Case.ends <= at, Case.lifted.is_(None), *OWN).order_by(Case.ends, Case.id).limit(1)
    return db.scalar(over.with_for_update(skip_locked=True, of=Case))


def restrictions(cursor: str | None = None) -> Page[Case]:
    """Every restriction there ever was, latest first, with what it is about; for everybody, so only its bare facts."""
    page = keyset(select(Case).where(*OWN), [Case.decided, Case.id], cursor)
    return Page(accompany(page.items, "record"), page.newer, page.older)


def by_code(code: str) -> Case | None:
    """The report whose receipt this is."""
    if len(code) < 20:
        return None
    found = accompany(db.scalars(_shown().where(Case.code == code)).unique().all(), "record")
    return found[0] if found else None


def began_with_report(case: Case) -> bool:
    """Whether somebody's report led to a decision, or was settled by it."""
    if case.kind in (Kind.REPORTED, Kind.DISAGREED):
        return True
    settled = select(Case.id).where(Case.about_id == case.id, Case.kind == Kind.REPORTED)
    return db.scalar(settled.limit(1)) is not None


def reported_by(record: Record, person_id: int | None) -> bool:
    """Whether somebody has a report about a contribution that still waits."""
    theirs = select(Case.id).where(Case.record_id == record.id, Case.from_id == person_id, Case.decided.is_(None))
    return db.scalar(theirs.where(Case.kind.in_((Kind.REPORTED, Kind.DISAGREED))).limit(1)) is not None


READINGS = (Kind.SUBMITTED, Kind.EDITED)
"""Cases that nobody asked for: moderators read what somebody wrote or changed."""


def of(person: Person, at: datetime) -> dict[str, Any]:
    """What somebody reported, objected to or told us, and when moderators read what they wrote."""
    mine = accompany(db.scalars(select(Case).where(Case.from_id == person.id).order_by(Case.id)).all(), "record")
    brought = ("kind", "opened", "reason", "part", "quote", "text", "path", "answer_by", "noticed")
    names = (*brought, *STATEMENT)
    rows = [{"about": _number(each), **{n: getattr(each, n) for n in names}} for each in mine]
    readings = [row for row in rows if row["kind"] in READINGS]
    return {"reports": [row for row in rows if row["kind"] not in READINGS], "readings": readings}


def _number(case: Case) -> str | None:
    return case.record.reference if case.record else None


def statements(record_ids: Iterable[int]) -> dict[int, list[dict[str, Any]]]:
    """For each of these contributions the decisions that held it back or hid it, with rule and facts."""
    found: dict[int, list[dict[str, Any]]] = {each: [] for each in record_ids}
    restricted = select(Case).where(Case.record_id.in_(found), Case.decision.in_(RESTRICTIONS)).order_by(Case.id)
    for case in db.scalars(restricted):
        row = {name: getattr(case, name) for name in STATEMENT}
        found[case.record_id or 0].append(row)
    return found


def _shown() -> Select[Case]:
    return select(Case).options(
        joinedload(Case.taken_by),
        joinedload(Case.sender),
        joinedload(Case.about),
    )
