"""What is open when, and who may change a process."""

from collections.abc import Callable
from datetime import datetime

from bmw.accounts.models import Office
from bmw.kernel.clock import in_words
from bmw.kernel.rules import YES, Answer, Who, holds, no, rule
from bmw.kernel.text import Sentence, _
from bmw.processes.models import Opens, Phase, Process, State
from bmw.processes.schedule import ends, windows

Dated = Callable[[Sentence], Sentence]

UNTIL: dict[Opens, Dated] = {
    Opens.SUBMIT: lambda date: _("You can make proposals until %(date)s.", date=date),
    Opens.COMMENT: lambda date: _("You can discuss until %(date)s.", date=date),
    Opens.VOTE: lambda date: _("You can support proposals or vote until %(date)s.", date=date),
    Opens.SURVEY: lambda date: _("You can answer surveys until %(date)s.", date=date),
}
FROM: dict[Opens, Dated] = {
    Opens.SUBMIT: lambda date: _("You can make proposals from %(date)s.", date=date),
    Opens.COMMENT: lambda date: _("You can discuss from %(date)s.", date=date),
    Opens.VOTE: lambda date: _("You can vote from %(date)s.", date=date),
    Opens.SURVEY: lambda date: _("You can answer surveys from %(date)s.", date=date),
}
SINCE: dict[Opens, Dated] = {
    Opens.SUBMIT: lambda date: _("You could make proposals until %(date)s. Now it is closed.", date=date),
    Opens.COMMENT: lambda date: _("You could discuss until %(date)s. Now it is closed.", date=date),
    Opens.VOTE: lambda date: _("You could vote until %(date)s. Now it is closed.", date=date),
    Opens.SURVEY: lambda date: _("You could answer surveys until %(date)s. Now it is closed.", date=date),
}
NEVER: dict[Opens, Sentence] = {
    Opens.SUBMIT: _("In this participation process nobody makes proposals."),
    Opens.COMMENT: _("In this participation process there is no discussion."),
    Opens.VOTE: _("In this participation process there is no voting."),
    Opens.SURVEY: _("In this participation process there are no surveys."),
}


def is_open_for(process: Process, what: Opens, at: datetime) -> Answer:
    """Whether something is open in a process now; the sentence says until when, from when, or since when not."""
    if process.state is State.DRAFT:
        return no(_("This participation process has not started yet."))
    if process.state is State.ARCHIVED:
        return no(_("This participation process is finished. You can still read everything."))
    found = windows(process.phases, what)
    if not found:
        return no(NEVER[what])
    for window in found:
        if at in window:
            return Answer(True, UNTIL[what](in_words(window.ends)))
        if at < window.starts:
            return no(FROM[what](in_words(window.starts)))
    return no(SINCE[what](in_words(found[-1].ends)))


is_editor = holds(Office.EDITOR, Office.ADMINISTRATOR)


@rule
def may_see(who: Who, process: Process, at: datetime) -> Answer:
    """Everybody sees a process once it has started; before that, editors do."""
    return YES if process.is_public else is_editor(who, process, at)


@rule
def is_not_archived(who: Who, process: Process, at: datetime) -> Answer:
    """An archived process stays as it is."""
    archived = process.state is State.ARCHIVED
    return no(_("This participation process is archived. Nothing in it can be changed any more.")) if archived else YES


@rule
def is_ready(who: Who, process: Process, at: datetime) -> Answer:
    """A process starts once, and with a schedule."""
    if process.state is not State.DRAFT:
        return no(_("This participation process has already started."))
    return YES if process.phases else no(_("Add at least one phase first. Then people know what happens when."))


@rule
def is_over(who: Who, process: Process, at: datetime) -> Answer:
    """A process is archived when it runs and its last phase has ended."""
    if process.state is State.DRAFT:
        return no(_("This participation process has not started yet."))
    last = ends(process)
    if last and at < last:
        date = in_words(last)
        return no(_("The last phase ends on %(date)s. To end earlier, change the schedule first.", date=date))
    return YES


@rule
def is_of_a_draft(who: Who, phase: Phase, at: datetime) -> Answer:
    """A schedule that people know keeps all its phases."""
    draft = phase.process.state is State.DRAFT
    return YES if draft else no(_("People know this schedule already. You can move the phase, but not remove it."))


@rule
def of_its_process(who: Who, phase: Phase, at: datetime) -> Answer:
    """A phase is changed like its process."""
    return may_change(who, phase.process, at)


may_change = is_editor & is_not_archived
may_start = is_editor & is_not_archived & is_ready
may_archive = is_editor & is_not_archived & is_over
may_change_phase = of_its_process
may_remove_phase = of_its_process & is_of_a_draft
