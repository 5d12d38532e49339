"""What waits on the desk, and what was decided about a contribution."""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import joinedload

from bmw.accounts.models import Person
from bmw.cases.models import LIFTING, RESTRICTIONS, Case, Kind
from bmw.kernel.database import db
from bmw.record.models import Record
from bmw.record.queries import accompany
from bmw.ui.paging import Page, keyset, read_cursor, write_cursor

BEGINNING = datetime(1970, 1, 1, tzinfo=UTC)
LARGEST = 2**62


def waiting(
    kind: Kind | None = None, cursor: str | None = None, *, language: str | None = None, within: Any = None
) -> Page[Case]:
    """What waits for a decision, oldest first; `within` is a selection of record ids, as those of one field."""
    wanted = _shown().where(Case.decided.is_(None))
    if kind is not None:
        wanted = wanted.where(Case.kind == kind)
    if language is not None:
        theirs = select(Record.language).where(Record.id == Case.record_id).scalar_subquery()
        wanted = wanted.where(func.coalesce(theirs, Case.language) == language)
    if within is not None:
        wanted = wanted.where(Case.record_id.in_(within))
    return _oldest_first(wanted, cursor)


def _oldest_first(wanted: Select[Case], cursor: str | None) -> Page[Case]:
    """The list read from its beginning: the next page holds what came later."""
    known = cursor if read_cursor(cursor, [datetime, int]) else None
    page = keyset(wanted, [Case.opened, Case.id], known or write_cursor("newer", [BEGINNING, 0]))
    return Page(accompany(page.items[::-1], "record"), newer=page.older if known else None, older=page.newer)


def held_back(cursor: str | None = None, *, within: Any = None) -> Page[Case]:
    """What was held back or hidden, latest decision first."""
    wanted = _shown().where(Case.decision.in_(RESTRICTIONS), Case.about_id.is_(None))
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
    """The decision that holds a contribution back or hides it now; none when it was lifted or never made."""
    settled = select(Case).where(Case.record_id == record.id, Case.decision.in_(RESTRICTIONS | LIFTING))
    own = settled.where(or_(Case.about_id.is_(None), Case.kind == Kind.OBJECTION))
    latest = db.scalar(own.order_by(Case.decided.desc(), Case.id.desc()).limit(1))
    return latest if latest is not None and latest.is_restriction else None


def of(person: Person, at: datetime) -> dict[str, Any]:
    """What somebody reported, objected to or told us: their words, and what came of it."""
    mine = accompany(db.scalars(select(Case).where(Case.from_id == person.id).order_by(Case.id)).all(), "record")
    names = ("kind", "opened", "reason", "text", "path", "decision", "decided", "rule", "facts")
    return {"reports": [{"about": _number(each), **{n: getattr(each, n) for n in names}} for each in mine]}


def _number(case: Case) -> str | None:
    return case.record.reference if case.record else None


def statements(record_ids: Iterable[int]) -> dict[int, list[dict[str, Any]]]:
    """For each of these contributions the decisions that held it back or hid it, with rule and facts."""
    found: dict[int, list[dict[str, Any]]] = {each: [] for each in record_ids}
    restricted = select(Case).where(Case.record_id.in_(found), Case.decision.in_(RESTRICTIONS)).order_by(Case.id)
    for case in db.scalars(restricted):
        row = {name: getattr(case, name) for name in ("decision", "decided", "rule", "facts")}
        found[case.record_id or 0].append(row)
    return found


def _shown() -> Select[Case]:
    return select(Case).options(
        joinedload(Case.taken_by),
        joinedload(Case.sender),
        joinedload(Case.about),
    )
