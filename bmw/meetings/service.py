"""Planning a meeting, and writing down what was said in it."""

from datetime import datetime

from bmw.kernel.database import db
from bmw.kernel.states import NotPossible
from bmw.meetings.models import Meeting, Move, Point
from bmw.meetings.plans import About
from bmw.processes.models import Process
from bmw.record.service import enter, link, step
from bmw.record.words import Relation, Word


def plan(process: Process, about: About, by: int, at: datetime) -> Meeting:
    """An editor announces a meeting."""
    meeting = Meeting(process_id=process.id, process=process, language="de", points=[], moves=[])
    _describe(meeting, about)
    enter(meeting, at)
    step(meeting, Word.MEETING_PLANNED, at, by=by)
    return meeting


def change(meeting: Meeting, about: About, by: int, at: datetime, *, seen: int, reason: str = "") -> None:
    """An editor changes a meeting; another date needs a reason."""
    if seen != meeting.version:
        raise NotPossible("Changed in the meantime.")
    if about.starts != meeting.starts:
        if not reason:
            raise NotPossible("Another date needs a reason.")
        meeting.moves.append(Move(at=at, old_starts=meeting.starts, new_starts=about.starts, reason=reason))
        step(meeting, Word.MEETING_MOVED, at, by=by)
    _describe(meeting, about)
    meeting.version += 1


def _describe(meeting: Meeting, about: About) -> None:
    meeting.title, meeting.place = about.title, about.place
    meeting.starts, meeting.ends = about.starts, about.ends
    meeting.field, meeting.field_id = about.field, about.field.id if about.field else None


def publish_minutes(meeting: Meeting, text: str, attended: int | None, by: int, at: datetime) -> None:
    """An editor publishes the minutes, or corrects them."""
    is_first = not meeting.minutes
    meeting.minutes, meeting.attended = text, attended
    if is_first and text:
        step(meeting, Word.MEETING_MINUTES, at, by=by)


def note_point(meeting: Meeting, text: str, agreed: int | None, by: int, at: datetime) -> Point:
    """An editor notes a point that a finding can cite."""
    point = Point(meeting_id=meeting.id, position=len(meeting.points) + 1, text=text, agreed=agreed, language="de")
    enter(point, at)
    meeting.points.append(point)
    link(meeting, point, Relation.PART, at)
    step(point, Word.POINT_NOTED, at, by=by, other=meeting)
    db.flush()
    return point


def change_point(point: Point, text: str, agreed: int | None) -> None:
    """An editor corrects a point that nothing rests on yet."""
    point.text, point.agreed = text, agreed
