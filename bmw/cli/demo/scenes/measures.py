"""Recommendations become measures, the council decides, and the town hall carries them out."""

from datetime import datetime
from functools import partial
from typing import Any

from bmw.board.models import Review
from bmw.cli.demo import drawings
from bmw.cli.demo.story import Story, data, words
from bmw.kernel.text import Localized
from bmw.media import service as media
from bmw.strategy import service
from bmw.strategy.models import Measure, Milestone
from bmw.strategy.states import Horizon, Outcome, Status


def note(story: Story) -> None:
    """Every measure with its course, and every decision of the council."""
    for entry in data("measures")["measure"]:
        _note(story, entry)
    for entry in data("measures")["decision"]:
        story.happens(story.day(entry["on"], 19), partial(_decide, story, entry))
    for entry in data("measures")["milestone"]:
        story.happens(story.day(entry["on"], 14), partial(_move, story, entry))
    for entry in data("measures")["period"]:
        story.happens(story.day(entry["on"], 15), partial(_prolong, story, entry))


def _note(story: Story, entry: dict[str, Any]) -> None:
    story.happens(story.day(entry["on"], 11), partial(_plan, story, entry))
    for on, status, reason in entry["course"]:
        story.happens(story.day(on, 12), partial(_change, story, entry["key"], Status(status), reason))
    for n, (_due, reached, *_titles) in enumerate(entry["milestones"]):
        if reached:
            story.happens(story.day(reached, 13), partial(_reach, story, f"{entry['key']}:{n}"))


def _change(story: Story, key: str, status: Status, reason: str, at: datetime) -> None:
    service.set_status(story.known(Measure, key), status, reason, story.people["editor"], at)


def _reach(story: Story, key: str, at: datetime) -> None:
    milestone = story.known(Milestone, key)
    service.reach_milestone(milestone, milestone.version, at.date(), story.people["editor"], at)


def _move(story: Story, entry: dict[str, Any], at: datetime) -> None:
    milestone, due = story.known(Milestone, entry["key"]), story.day(entry["due"]).date()
    editor, seen = story.people["editor"], milestone.version
    service.change_milestone(milestone, seen, milestone.title, due, by=editor, at=at, reason=entry["reason"])


def _prolong(story: Story, entry: dict[str, Any], at: datetime) -> None:
    measure, ends = story.known(Measure, entry["key"]), story.day(entry["ends"]).date()
    facts = {name: getattr(measure, name) for name in ("title", "summary", "horizon", "unit", "starts")}
    editor = story.people["editor"]
    service.change(measure, measure.version, by=editor, at=at, reason=entry["reason"], ends=ends, **facts)


def _plan(story: Story, entry: dict[str, Any], at: datetime) -> None:
    editor = story.people["editor"]
    days = {name: story.day(entry[name]).date() for name in ("starts", "ends") if name in entry}
    measure = service.plan(
        story.known(Review, entry["finding"]),
        by=editor,
        at=at,
        status=Status(entry["status"]),
        title=words(entry, "title"),
        summary=words(entry, "summary"),
        horizon=Horizon(entry["horizon"]),
        unit=entry["unit"],
        starts=days.get("starts"),
        ends=days.get("ends"),
    )
    story.keep(entry["key"], measure)
    for kept, said in drawings.of("measure", entry["key"]):
        media.add(measure, kept, said, at)
    if sheet := entry.get("sheet"):
        media.attach(measure, drawings.document(sheet["text"]), at, **sheet)
    for n, (due, _reached, german, english, arabic) in enumerate(entry["milestones"]):
        title = Localized(de=german, en=english, ar=arabic)
        milestone = service.set_milestone(measure, title, story.day(due).date(), by=editor, at=at)
        story.keep(f"{entry['key']}:{n}", milestone)


def _decide(story: Story, entry: dict[str, Any], at: datetime) -> None:
    service.record_decision(
        [story.known(Measure, key) for key in entry["measures"]],
        Outcome(entry["outcome"]),
        by=story.people["editor"],
        at=at,
        body=f"{story.town.council} (Beispiel)",
        decided_on=at.date(),
        title=words(entry, "title"),
        result=entry["result"],
        paper=entry["paper"],
    )
