"""Who may see and change meetings and their points."""

from datetime import datetime

from bmw.kernel.rules import YES, Answer, Who, no, rule
from bmw.kernel.text import _
from bmw.meetings.models import Meeting, Point
from bmw.processes import rules as process_rules
from bmw.processes.rules import is_editor


@rule
def may_see(who: Who, meeting: Meeting, at: datetime) -> Answer:
    """Everybody sees the meetings of a process that has started."""
    return process_rules.may_see(who, meeting.process, at)


@rule
def may_see_point(who: Who, point: Point, at: datetime) -> Answer:
    """A point is as public as its meeting."""
    return may_see(who, point.meeting, at)


@rule
def of_its_process(who: Who, meeting: Meeting, at: datetime) -> Answer:
    """A meeting is changed like its process."""
    return process_rules.may_change(who, meeting.process, at)


@rule
def has_begun(who: Who, meeting: Meeting, at: datetime) -> Answer:
    """Minutes and points come after the start of a meeting."""
    return YES if at >= meeting.starts else no(_("The meeting has not begun yet. Write minutes after its start."))


@rule
def is_not_cited(who: Who, point: Point, at: datetime) -> Answer:
    """A point stays as it is once a finding rests on it."""
    return no(_("A finding rests on this point. That is why it stays as it is.")) if point.cited else YES


@rule
def of_its_meeting(who: Who, point: Point, at: datetime) -> Answer:
    """A point is changed like its meeting."""
    return may_report(who, point.meeting, at)


may_edit = of_its_process
may_report = of_its_process & has_begun
may_change_point = of_its_meeting & is_not_cited

__all__ = ["is_editor", "may_change_point", "may_edit", "may_report", "may_see", "may_see_point"]
