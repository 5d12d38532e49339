"""The schedule of a process as people read it: what was, what is now, what comes, and what is open when."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bmw.kernel.text import Localized, Sentence
from bmw.processes.models import OPENS, Opens, Phase, Process, ScheduleChange, State


class Status(StrEnum):
    """Where a phase stands, seen from a moment."""

    DONE = "done"
    NOW = "now"
    NEXT = "next"


@dataclass(frozen=True)
class PhaseView:
    """A phase as it is drawn on the timeline."""

    id: int
    title: Localized
    text: Localized
    starts: datetime
    ends: datetime
    status: Status
    opens: tuple[Sentence, ...]
    changes: tuple[ScheduleChange, ...]


@dataclass(frozen=True)
class Window:
    """A stretch of time without a gap; the end does not belong to it any more."""

    starts: datetime
    ends: datetime

    def __contains__(self, moment: datetime) -> bool:
        return self.starts <= moment < self.ends


def status(phase: Phase, at: datetime) -> Status:
    """Whether a phase is over, running or still to come."""
    if at < phase.starts:
        return Status.NEXT
    return Status.NOW if at < phase.ends else Status.DONE


def timeline(process: Process, at: datetime) -> list[PhaseView]:
    """Every phase in order, with what it opens in words and each change of its dates with the reason."""
    return [_view(phase, at) for phase in in_order(process.phases)]


def in_order(phases: Iterable[Phase]) -> list[Phase]:
    """Phases as they follow each other."""
    return sorted(phases, key=lambda phase: (phase.starts, phase.ends, phase.id or 0))


def _view(phase: Phase, at: datetime) -> PhaseView:
    words = tuple(OPENS[what] for what in Opens if what in phase.opens)
    return PhaseView(
        phase.id, phase.title, phase.text, phase.starts, phase.ends, status(phase, at), words, tuple(phase.changes)
    )


def windows(phases: Sequence[Phase], what: Opens) -> list[Window]:
    """When something is open: phases that overlap or touch count as one stretch of time."""
    found: list[Window] = []
    for phase in in_order(each for each in phases if what in each.opens):
        if found and phase.starts <= found[-1].ends:
            found[-1] = Window(found[-1].starts, max(found[-1].ends, phase.ends))
        else:
            found.append(Window(phase.starts, phase.ends))
    return found


def open_window(process: Process, what: Opens, at: datetime) -> Window | None:
    """The stretch of time in which something is open now, if it is."""
    if process.state is not State.RUNNING:
        return None
    return next((window for window in windows(process.phases, what) if at in window), None)


def open_now(process: Process, at: datetime) -> list[tuple[Sentence, datetime]]:
    """What people can do now, each with the moment until when."""
    found = [(OPENS[what], open_window(process, what, at)) for what in Opens]
    return [(words, window.ends) for words, window in found if window]


def ends(process: Process) -> datetime | None:
    """When the last phase ends."""
    return max((phase.ends for phase in process.phases), default=None)
