"""People meet, and what they said is written down."""

from datetime import datetime, timedelta
from typing import Any

from bmw.cli.demo import drawings
from bmw.cli.demo.story import Story, data, words
from bmw.focus.models import Field
from bmw.kernel.database import db
from bmw.media import service as media
from bmw.meetings import service
from bmw.meetings.models import Meeting
from bmw.meetings.plans import About
from bmw.processes.models import Process

AHEAD, AFTER = 21, 2
"""Days: how long before a meeting is announced, and how long after it the minutes appear."""


def note(story: Story) -> None:
    """Every meeting of the town."""
    for entry in data("meetings")["meeting"]:
        _note(story, entry)


def _note(story: Story, entry: dict[str, Any]) -> None:
    editor = story.people["editor"].id

    def plan(at: datetime) -> None:
        starts = story.day(entry["on"], entry["at"])
        field = story.known(Field, entry["field"]) if "field" in entry else None
        about = About(words(entry, "title"), entry["place"], starts, starts + timedelta(hours=entry["hours"]), field)
        story.keep(entry["key"], service.plan(story.known(Process, entry["process"]), about, editor, at))

    def write_down(at: datetime) -> None:
        meeting = story.known(Meeting, entry["key"])
        service.publish_minutes(meeting, entry["minutes"].strip(), entry["attended"], editor, at)
        for n, (agreed, text) in enumerate(entry["points"], 1):
            story.keep(f"{entry['key']}:{n}", service.note_point(meeting, text, agreed, editor, at))
        _illustrate(meeting, entry, at)
        db.flush()

    story.happens(story.day(entry["on"] - AHEAD, 10), plan)
    if "minutes" in entry:
        story.happens(story.day(entry["on"] + AFTER, 14), write_down)


def _illustrate(meeting: Meeting, entry: dict[str, Any], at: datetime) -> None:
    """Pictures and the poster, with the same to read as a page."""
    for kept, said in drawings.of("meeting", entry["key"]):
        media.add(meeting, kept, said, at)
    if poster := entry.get("poster"):
        media.attach(meeting, drawings.document(poster["text"]), at, **poster)
