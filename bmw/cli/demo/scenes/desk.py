"""What lies on the desk: reports, an objection, feedback, a changed text, and a comment that was held back."""

from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import Any

from bmw.cases import service as cases
from bmw.cases.models import Letter, Reason
from bmw.cases.queries import standing_decision
from bmw.cli.demo.scenes.people import someone
from bmw.cli.demo.scenes.proposals import waiting
from bmw.cli.demo.story import Story, data
from bmw.comments import service as comments
from bmw.comments.models import Comment
from bmw.moderation import service as moderation
from bmw.proposals import service as proposals
from bmw.proposals.models import Proposal
from bmw.record.models import Record
from bmw.record.service import follow

Act = Callable[[Story, dict[str, Any], datetime], None]


def note(story: Story) -> None:
    """Everything that reaches the desk beside new proposals, and what the people of the roles follow."""
    acts: dict[str, Act] = {
        "held_comment": _hold_comment,
        "report": _report,
        "objection": _object,
        "feedback": _write_to_us,
        "edit": _edit,
        "follow": _follow,
    }
    for name, act in acts.items():
        for entry in data("desk").get(name, []):
            story.happens(story.day(-entry["ago"], 17), partial(act, story, entry))


def _proposal(story: Story, entry: dict[str, Any]) -> Proposal:
    return story.known(Proposal, entry["proposal"])


def _report(story: Story, entry: dict[str, Any], at: datetime) -> None:
    record: Record = _proposal(story, entry)
    if "comment" in entry:
        record = story.known(Comment, f"{entry['proposal']}:{entry['comment']}")
    reporter = someone(story, entry["from"]) if entry["from"] else None
    letter = Letter(entry["text"], Reason(entry["reason"]), contact=entry.get("contact", ""), language="de")
    cases.report(record, reporter, letter, at)


def _object(story: Story, entry: dict[str, Any], at: datetime) -> None:
    proposal = _proposal(story, entry)
    case = standing_decision(proposal)
    if case is not None:
        cases.object_to(case, proposal.author, entry["text"], at)


def _write_to_us(story: Story, entry: dict[str, Any], at: datetime) -> None:
    cases.give_feedback(someone(story, entry["from"]), Letter(entry["text"], path=entry["path"], language="de"), at)


def _hold_comment(story: Story, entry: dict[str, Any], at: datetime) -> None:
    author = someone(story, entry["by"])
    said = comments.write(_proposal(story, entry).thread, author, entry["body"], entry["language"], at, held=True)
    rule = Reason(entry["rule"])
    moderation.restrict(waiting(said), story.people["moderator"], at, rule=rule, facts=entry["facts"])


def _edit(story: Story, entry: dict[str, Any], at: datetime) -> None:
    proposal = _proposal(story, entry)
    words = {"title": entry["title"], "body": proposal.body, "language": proposal.language}
    proposals.edit(proposal, at, **words, district=proposal.district)


def _follow(story: Story, entry: dict[str, Any], _at: datetime) -> None:
    follow(story.people[entry["who"]].id, _proposal(story, entry))
