"""Moderators bundle what people said, and the advisory board says what it thinks of it."""

from datetime import datetime
from typing import Any

from bmw.accounts.models import Person
from bmw.board import service as board
from bmw.board.models import Criterion, Review
from bmw.board.states import Verdict
from bmw.cli.demo.story import Story, data, words
from bmw.findings import service
from bmw.findings.models import Finding
from bmw.focus.models import Field
from bmw.kernel.database import db
from bmw.meetings.models import Point
from bmw.moderation.service import hand_over
from bmw.processes.models import Process
from bmw.proposals.models import Proposal
from bmw.record.models import Record
from bmw.surveys.models import Survey

KINDS: dict[str, type[Record]] = {"survey": Survey, "point": Point}
TALKED = 2
"""Days in which members write before the chair concludes."""


def note(story: Story) -> None:
    """Every finding and what the board says about it."""
    for entry in data("findings")["finding"]:
        _note(story, entry)


def _note(story: Story, entry: dict[str, Any]) -> None:
    moderator = story.people["moderator"]
    finding_key, review = entry["key"], entry.get("review", {})

    def bundle(at: datetime) -> None:
        finding = service.bundle(
            story.known(Process, entry["process"]),
            story.known(Field, entry["field"]),
            sources=[source(story, name) for name in entry["sources"]],
            by=moderator,
            at=at,
            title=words(entry, "title"),
            summary=words(entry, "summary"),
            minority=entry.get("minority", ""),
        )
        story.keep(finding_key, finding)

    story.happens(story.day(-entry["ago"], 10), bundle)
    if entry.get("draft"):
        return
    story.happens(story.day(-entry["ago"] + 1, 9), lambda at: _hand_over(story, finding_key, moderator, at))
    spoken = -review["ago"] - TALKED if "ago" in review else -TALKED
    story.happens(story.day(spoken, 16), lambda at: _speak(story, finding_key, review, at))
    if "ago" in review:
        story.happens(story.day(-review["ago"], 17), lambda at: _conclude(story, finding_key, review, at))


def source(story: Story, name: str) -> Record:
    """A source by its name in the data: a proposal, or a survey or point with its kind before the name."""
    kind, _, key = name.partition(":")
    return story.known(KINDS[kind], key) if key else story.known(Proposal, name)


def _hand_over(story: Story, key: str, moderator: Person, at: datetime) -> None:
    finding = story.known(Finding, key)
    hand_over(finding, moderator, at)
    story.keep(key, board.open_review(finding, at))
    db.flush()


def _speak(story: Story, key: str, entry: dict[str, Any], at: datetime) -> None:
    review = story.known(Review, key)
    criteria = [story.known(Criterion, str(n)).id for n in range(1, 7)]
    for member, verdict, text, points in entry.get("opinions", []):
        scores = dict(zip(criteria, points, strict=True))
        board.opine(review, story.people[member], Verdict(verdict), text=text, scores=scores, at=at)
    for member, text in entry.get("conflicts", []):
        board.declare_conflict(review, story.people[member], text, at)


def _conclude(story: Story, key: str, entry: dict[str, Any], at: datetime) -> None:
    board.conclude(
        story.known(Review, key),
        story.people["chair"],
        Verdict(entry["verdict"]),
        reasons=entry["reasons"],
        dissent=entry.get("dissent", ""),
        changes=entry.get("changes", ""),
        at=at,
    )
