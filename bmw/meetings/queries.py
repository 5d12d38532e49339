"""Reading meetings and their points."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Select, select
from sqlalchemy.orm import joinedload, selectinload

from bmw.focus.models import Field
from bmw.kernel.database import db
from bmw.meetings.models import Meeting, Point
from bmw.processes.models import Process, State

MOST = 100


def _whole() -> Select[Meeting]:
    together = joinedload(Meeting.process, innerjoin=True).lazyload(Process.phases), joinedload(Meeting.field)
    return select(Meeting).options(
        *together, selectinload(Meeting.points).selectinload(Point.cited), selectinload(Meeting.moves)
    )


def by_reference(reference: str) -> Meeting | None:
    """The meeting with this number."""
    return db.scalar(_whole().where(Meeting.reference == reference))


def point(reference: str) -> Point | None:
    """The point with this number."""
    found = select(Point).options(joinedload(Point.meeting, innerjoin=True).joinedload(Meeting.process, innerjoin=True))
    return db.scalar(found.where(Point.reference == reference))


def of_process(process: Process) -> Sequence[Meeting]:
    """The meetings of a process, in the order of their dates."""
    return _in_order(Meeting.process_id == process.id)


def of_field(field: Field) -> Sequence[Meeting]:
    """The announced meetings about a field, in the order of their dates."""
    public = Meeting.process_id.in_(select(Process.id).where(Process.state != State.DRAFT))
    return _in_order(Meeting.field_id == field.id, public)


def upcoming(at: datetime) -> Sequence[Meeting]:
    """Announced meetings that have not ended, the next one first."""
    running = Meeting.process_id.in_(select(Process.id).where(Process.state == State.RUNNING))
    return _in_order(Meeting.ends > at, running)


def _in_order(*which: object) -> Sequence[Meeting]:
    found = select(Meeting).where(*which)  # type: ignore[arg-type]  # comparisons of columns
    return db.scalars(found.order_by(Meeting.starts, Meeting.id).limit(MOST)).all()


def all_of_them() -> Sequence[Meeting]:
    """Every meeting, for the editors' overview, the latest first."""
    found = (
        select(Meeting)
        .options(joinedload(Meeting.process, innerjoin=True))
        .order_by(Meeting.starts.desc(), Meeting.id.desc())
    )
    return db.scalars(found.limit(MOST)).all()
