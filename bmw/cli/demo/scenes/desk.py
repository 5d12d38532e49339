"""What lies on the desk: reports, an objection, feedback, a changed text, and a comment that was held back."""

from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import Any

from bmw.cases import service as cases
from bmw.cases.models import Case, Letter, Part, Reason
from bmw.cases.queries import standing_decision
from bmw.cli.demo.scenes.people import someone
from bmw.cli.demo.scenes.proposals import waiting
from bmw.cli.demo.story import Story, data
from bmw.comments import service as comments
from bmw.comments.models import Comment
from bmw.moderation import service as moderation
from bmw.moderation.models import Purpose, TextBlock
from bmw.proposals import service as proposals
from bmw.proposals.models import Proposal
from bmw.record.models import Record
from bmw.record.service import follow

Act = Callable[[Story, dict[str, Any], datetime], None]
LONG_AGO = 90


def note(story: Story) -> None:
    """Everything that reaches the desk beside new proposals, and what the people of the roles follow."""
    acts: dict[str, Act] = {
        "held_comment": _hold_comment,
        "report": _report,
        "objection": _object,
        "feedback": _write_to_us,
        "disagreement": _disagree,
        "taken": _take,
        "text_block": _write_block,
        "edit": _edit,
        "follow": _follow,
    }
    for name, act in acts.items():
        for entry in data("desk").get(name, []):
            story.happens(story.day(-entry.get("ago", LONG_AGO), 17), partial(act, story, entry))
    for entry in data("desk")["hidden_comment"]:
        _note_hidden(story, entry)


def _note_hidden(story: Story, entry: dict[str, Any]) -> None:
    """A comment is written, reported and hidden; sometimes its author objects, and another moderator agrees."""
    said: list[Comment] = []
    told: list[Case] = []
    moderator, other = story.people["moderator"], story.people["Moderation Zwei"]

    def write(at: datetime) -> None:
        thread = _proposal(story, entry).thread
        said.append(comments.write(thread, someone(story, entry["by"]), entry["body"], "de", at))

    def report(at: datetime) -> None:
        letter = Letter(entry["text"], Reason(entry["reason"]), part=Part.TEXT, quote=entry["quote"], language="de")
        told.append(cases.report(said[0], someone(story, entry["from"]), letter, at))

    def hide(at: datetime) -> None:
        moderation.restrict(told[0], moderator, at, rule=Reason(entry["rule"]), facts=entry["facts"])

    def object_to(at: datetime) -> None:
        told.append(cases.object_to(told[0], said[0].author, entry["objection"], at))

    def lift(at: datetime) -> None:
        moderation.lift(told[1], other, at, facts=entry["lifted"])

    acts: list[Callable[[datetime], None]] = [write, report, hide]
    acts += [object_to, lift] if "objection" in entry else []
    for number, act in enumerate(acts):
        story.happens(story.day(number // 3 - entry["ago"], 9 + 2 * (number % 3)), act)


def _disagree(story: Story, entry: dict[str, Any], at: datetime) -> None:
    reporter = someone(story, entry["from"])
    told = cases.report(_proposal(story, entry), reporter, Letter(entry["text"], Reason(entry["reason"])), at)
    moderation.accept(told, story.people["moderator"], at)
    cases.disagree(told, reporter, Letter(entry["why"]), at)


def _take(story: Story, entry: dict[str, Any], at: datetime) -> None:
    cases.take(waiting(_proposal(story, entry)), story.people["moderator"], at)


def _write_block(story: Story, entry: dict[str, Any], at: datetime) -> None:
    moderation.write_block(TextBlock(), at, **{**entry, "purpose": Purpose(entry["purpose"])})


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
