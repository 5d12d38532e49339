"""Reading processes, their phases and the changes of their schedules."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Select, exists, func, or_, select
from sqlalchemy.orm import selectinload

from bmw.focus.models import Field
from bmw.kernel.database import db
from bmw.processes.models import Phase, Process, ScheduleChange, State, process_field
from bmw.votes.models import Ballot, ImportedTotal, Vote

MOST = 200


def _whole() -> Select[Process]:
    return select(Process).options(
        selectinload(Process.fields), selectinload(Process.phases).selectinload(Phase.changes)
    )


def by_reference(reference: str) -> Process | None:
    """The process with this number."""
    return db.scalar(_whole().where(Process.reference == reference))


def by_id(process_id: int) -> Process | None:
    """The process with this key."""
    return db.scalar(_whole().where(Process.id == process_id))


def running(at: datetime) -> Sequence[Process]:
    """Processes that have started and whose last phase has not ended, the next to end first."""
    last = func.max(Phase.ends)
    ending = select(Phase.process_id, last.label("last")).group_by(Phase.process_id).having(last > at).subquery()
    found = _whole().join(ending, ending.c.process_id == Process.id).where(Process.state == State.RUNNING)
    return db.scalars(found.order_by(ending.c.last, Process.id).limit(MOST)).all()


def public() -> Sequence[Process]:
    """Every process people can see, the newest first."""
    found = _whole().where(Process.state != State.DRAFT).order_by(Process.id.desc())
    return db.scalars(found.limit(MOST)).all()


def all_of_them() -> Sequence[Process]:
    """Every process, drafts too, for the editors' overview."""
    return db.scalars(_whole().order_by(Process.id.desc()).limit(MOST)).all()


def not_archived() -> Sequence[Process]:
    """Every process in which something can still be planned, the newest first."""
    found = _whole().where(Process.state != State.ARCHIVED).order_by(Process.id.desc())
    return db.scalars(found.limit(MOST)).all()


def for_field(field: Field) -> Sequence[Process]:
    """Public processes about a field, the newest first."""
    mine = _whole().join(process_field, process_field.c.process_id == Process.id)
    found = mine.where(process_field.c.field_id == field.id, Process.state != State.DRAFT)
    return db.scalars(found.order_by(Process.id.desc()).limit(MOST)).all()


def changes(process: Process) -> Sequence[ScheduleChange]:
    """Every change of the schedule with its reason, the newest first."""
    found = select(ScheduleChange).join(Phase).where(Phase.process_id == process.id)
    return db.scalars(found.order_by(ScheduleChange.id.desc())).all()


def phase(reference: str, phase_id: int) -> Phase | None:
    """A phase of the process with this number."""
    found = select(Phase).join(Process, Process.id == Phase.process_id)
    return db.scalar(found.where(Process.reference == reference, Phase.id == phase_id))


def has_votes(process: Process) -> bool:
    """Whether anything was voted in a process, here or where it was taken over from."""
    cast = exists().where(Vote.ballot_id == Ballot.id)
    brought = exists().where(ImportedTotal.ballot_id == Ballot.id)
    mine = Ballot.register_id == process.register_id
    return bool(db.scalar(select(exists(select(Ballot.id).where(mine, or_(cast, brought))))))
