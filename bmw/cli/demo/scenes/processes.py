"""Processes start with a schedule, change it for a reason, and are archived."""

from datetime import datetime
from typing import Any

from bmw.cli.demo.story import Story, data, words
from bmw.focus.models import Field
from bmw.kernel.database import db
from bmw.processes import service
from bmw.processes.models import Level, Moderation, Opens, Phase, Process
from bmw.processes.plans import About, Planned


def note(story: Story) -> None:
    """Every process of the town."""
    for entry in data("processes")["process"]:
        _note(story, entry)


def _note(story: Story, entry: dict[str, Any]) -> None:
    editor = story.people["editor"].id

    def start(at: datetime) -> None:
        process = story.keep(entry["key"], service.create(_about(story, entry), editor, at))
        for phase in entry["phase"]:
            planned = service.add_phase(process, _planned(story, phase), editor, at)
            if "change" in phase:
                story.keep(entry["key"], planned)
        service.start(process, editor, at)
        db.flush()

    story.happens(story.day(entry["from"], 9), start)
    for phase in entry["phase"]:
        if "change" in phase:
            _note_change(story, entry["key"], phase["change"])
    if "archived" in entry:
        story.happens(
            story.day(entry["archived"], 12),
            lambda at: service.archive(story.known(Process, entry["key"]), editor, at),
        )


def _note_change(story: Story, key: str, change: dict[str, Any]) -> None:
    def move(at: datetime) -> None:
        service.reschedule(
            story.known(Phase, key),
            story.day(change["from"]),
            story.day(change["to"] - 1, 23, 59),
            reason=change["reason"],
            by=story.people["editor"].id,
            at=at,
        )

    story.happens(story.day(change["on"], 11), move)


def _about(story: Story, entry: dict[str, Any]) -> About:
    return About(
        title=words(entry, "title"),
        summary=words(entry, "summary"),
        outcome=words(entry, "outcome"),
        level=Level(entry["level"]),
        moderation=Moderation(entry["moderation"]),
        fields=[story.known(Field, slug) for slug in entry["fields"]],
    )


def _planned(story: Story, phase: dict[str, Any]) -> Planned:
    return Planned(
        title=words(phase, "title"),
        text=words(phase, "text"),
        starts=story.day(phase["from"]),
        ends=story.day(phase["to"] - 1, 23, 59),
        opens=[Opens(what) for what in phase["opens"]],
    )
