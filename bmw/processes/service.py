"""Leading a process: each function one step by one person."""

from datetime import datetime

from sqlalchemy import update

from bmw.kernel.database import db
from bmw.kernel.states import NotPossible, advance
from bmw.lookup.service import put
from bmw.processes import messages, queries
from bmw.processes.models import NEXT, Opens, Phase, Process, ScheduleChange, State
from bmw.processes.plans import About, Planned
from bmw.processes.schedule import Window, in_order
from bmw.record.service import enter, step
from bmw.record.words import Word
from bmw.votes.models import Ballot
from bmw.votes.service import close_register, open_register


def create(about: About, by: int, at: datetime) -> Process:
    """An editor drafts a process; it has a register of voters of its own."""
    process = Process(state=State.DRAFT, language="de", register_id=open_register().id)
    _describe(process, about)
    return enter(process, at)


def change(process: Process, about: About, *, seen: int) -> None:
    """An editor changes what is said about a process; how people vote stays once somebody has."""
    if seen != process.version:
        raise NotPossible("Changed in the meantime.")
    if about.ballot_kind is not process.ballot_kind:
        if queries.has_votes(process):
            raise NotPossible("Votes were cast already.")
        db.execute(update(Ballot).where(Ballot.register_id == process.register_id).values(kind=about.ballot_kind))
    _describe(process, about)
    process.version += 1
    if process.is_public:
        _make_findable(process)


def _make_findable(process: Process) -> None:
    texts = [process.summary, process.outcome, *(phase.title for phase in process.phases)]
    put(process, "de", process.title, " ".join(words for text in texts for words in text.values()))


def _describe(process: Process, about: About) -> None:
    process.title, process.summary, process.outcome = about.title, about.summary, about.outcome
    process.level, process.moderation, process.ballot_kind = about.level, about.moderation, about.ballot_kind
    process.fields = list(about.fields)


def start(process: Process, by: int, at: datetime) -> None:
    """An editor starts a process; from now on everybody sees it."""
    process.state = advance(process.state, State.RUNNING, NEXT)
    step(process, Word.PROCESS_STARTED, at, by=by)
    _make_findable(process)


def archive(process: Process, by: int, at: datetime) -> None:
    """An editor archives a process; from now on nobody can find out whose vote a vote was."""
    process.state = advance(process.state, State.ARCHIVED, NEXT)
    close_register(process.register)
    step(process, Word.PROCESS_ARCHIVED, at, by=by)


def add_phase(process: Process, planned: Planned, by: int, at: datetime, *, reason: str = "") -> Phase:
    """An editor adds a phase; once people know the schedule, with a reason."""
    phase = Phase(process=process, title=planned.title, text=planned.text, opens=planned.open_words)
    phase.starts, phase.ends = planned.starts, planned.ends
    db.add(phase)
    db.flush()
    process.phases = in_order(process.phases)
    if process.state is State.RUNNING:
        _explain(phase, None, reason, by, at)
    return phase


def change_phase(phase: Phase, planned: Planned, by: int, at: datetime, *, reason: str = "") -> None:
    """An editor changes a phase; new dates or something else open need a reason once people know the schedule."""
    moves = planned.moves(phase)
    before = Window(phase.starts, phase.ends)
    phase.title, phase.text = planned.title, planned.text
    phase.starts, phase.ends, phase.opens = planned.starts, planned.ends, planned.open_words
    if moves and phase.process.state is State.RUNNING:
        _explain(phase, before, reason, by, at)


def reschedule(phase: Phase, starts: datetime, ends: datetime, *, reason: str, by: int, at: datetime) -> None:
    """An editor moves a phase, for a reason that stays visible."""
    opens = [Opens(what) for what in phase.opens]
    change_phase(phase, Planned(phase.title, phase.text, starts, ends, opens), by, at, reason=reason)


def remove_phase(phase: Phase) -> None:
    """An editor takes a phase out of a draft; a schedule that people know keeps all its phases."""
    if phase.process.state is not State.DRAFT:
        raise NotPossible("The schedule is public.")
    phase.process.phases.remove(phase)
    db.delete(phase)


def _explain(phase: Phase, before: Window | None, reason: str, by: int, at: datetime) -> None:
    if not reason:
        raise NotPossible("A change of the schedule needs a reason.")
    change = ScheduleChange(phase=phase, at=at, reason=reason)
    change.old_starts, change.old_ends = (before.starts, before.ends) if before else (None, None)
    change.new_starts, change.new_ends = phase.starts, phase.ends
    db.add(change)
    step(phase.process, Word.PROCESS_RESCHEDULED, at, by=by, note={"phase": phase.id})
    messages.rescheduled(phase.process, reason, at)


__all__ = [
    "About",
    "Planned",
    "add_phase",
    "archive",
    "change",
    "change_phase",
    "create",
    "remove_phase",
    "reschedule",
    "start",
]
