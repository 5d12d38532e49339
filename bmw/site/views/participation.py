"""Participation processes: which there are, and one with its level, its schedule and what comes of it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import cast

from flask import abort, url_for
from flask.typing import ResponseReturnValue

from bmw.accounts.models import Person
from bmw.kernel.clock import in_words
from bmw.kernel.rules import anyone, is_signed_in
from bmw.kernel.text import Localized, Reading, Sentence
from bmw.meetings.models import Meeting
from bmw.processes import rules
from bmw.processes.models import Opens, Process, ScheduleChange
from bmw.processes.schedule import PhaseView, Status, open_now, timeline
from bmw.record import service
from bmw.record.models import Step
from bmw.record.queries import is_following, journey
from bmw.record.words import SAID
from bmw.site import queries
from bmw.site.forms import FollowForm
from bmw.site.standing import LEVELS, can, until
from bmw.site.views.room import bp
from bmw.ui import current
from bmw.ui.access import allowed
from bmw.ui.pages import page, see


@bp.get("/<lang:lang>/verfahren")
@allowed(anyone)
def processes() -> ResponseReturnValue:
    """Where people can take part now, and what is over."""
    at = current.at()
    running = queries.processes(over=False, at=at)
    return page(
        "site/processes.html",
        running=running,
        over=queries.processes(over=True, at=at),
        levels=LEVELS,
        open_now=lambda process: open_now(process, at),
        can=can(running, at),
        until=until(running, at),
    )


@bp.get("/<lang:lang>/verfahren/<ref:reference>")
@allowed(rules.may_see, on=queries.process_by_reference)
def process(process: Process) -> ResponseReturnValue:
    """One process: how much say people have, what is open until when, and what happens with the results."""
    at = current.at()
    found = queries.of_process(process)
    phases = [Scheduled.of(view, found["meeting"]) for view in timeline(process, at)]
    public, waiting = queries.counts(process)
    return page(
        "site/process.html",
        process=process,
        levels=LEVELS,
        phases=phases,
        open=_apart(process, at),
        public=public,
        waiting=waiting,
        steps=[Told.of(step) for step in journey(process)],
        following=is_following(current.who().id, process),
        can=can([process], at),
        until=until([process], at),
        surveys=found["survey"],
        findings=found["finding"],
        meetings=_between(phases, found["meeting"]),
    )


def _apart(process: Process, at: datetime) -> list[Sentence]:
    """What is open until when, where not everything ends at the same time; else one sentence says it all."""
    if len({end for _words, end in open_now(process, at)}) < 2:
        return []
    return [rules.is_open_for(process, what, at).sentence for what in Opens if process.opens(what, at)]


@bp.post("/<lang:lang>/verfahren/<ref:reference>/folgen")
@allowed(rules.may_see & is_signed_in, on=queries.process_by_reference)
def follow(process: Process) -> ResponseReturnValue:
    """Somebody wants, or no longer wants, to hear what becomes of a process."""
    form = FollowForm.sent()
    if not form.is_complete:
        abort(400)
    service.follow(cast(Person, current.who()).id, process, wanted=form.follow.data == "yes")
    return see("site.process", reference=process)


@dataclass(frozen=True)
class Scheduled:
    """A phase as the timeline draws it, with the meetings that fall into it."""

    title: Localized
    text: Localized
    starts: datetime
    ends: datetime
    status: Status
    opens: Sequence[Sentence]
    changes: Sequence[ScheduleChange]
    meetings: Sequence[tuple[Reading, str, Sentence]]

    @classmethod
    def of(cls, phase: PhaseView, meetings: Iterable[Meeting]) -> "Scheduled":
        """A phase with its meetings, in the order of their days."""
        mine = sorted((each for each in meetings if phase.starts <= each.starts < phase.ends), key=lambda m: m.starts)
        linked = [
            (each.title.reading(current.lang()), url_for(each.page, reference=each), in_words(each.starts))
            for each in mine
        ]
        plain = {name: getattr(phase, name) for name in ("title", "text", "starts", "ends", "status", "opens")}
        return cls(**plain, changes=phase.changes, meetings=linked)


def _between(phases: Sequence[Scheduled], meetings: Iterable[Meeting]) -> list[Meeting]:
    """Meetings that fall into no phase, in the order of their days; nobody should look for them in vain."""
    alone = [each for each in meetings if not any(phase.starts <= each.starts < phase.ends for phase in phases)]
    return sorted(alone, key=lambda each: each.starts)


@dataclass(frozen=True)
class Told:
    """A step as the journey draws it."""

    when: datetime
    sentence: Sentence
    url: str = ""
    target: Reading | None = None
    tone: str = ""

    @classmethod
    def of(cls, step: Step) -> "Told":
        """A step, with a link to what else it is about."""
        other = step.other
        url = url_for(other.page, reference=other) if other and other.page else ""
        return cls(step.at, SAID[step.word], url, other.reading(current.lang()) if other else None)
