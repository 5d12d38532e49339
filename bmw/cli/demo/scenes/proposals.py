"""People propose, support and discuss; moderators read everything and give each proposal its place."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy import select

from bmw.cases.models import Case, Reason
from bmw.cli.demo import drawings
from bmw.cli.demo.scenes.people import crowd, someone
from bmw.cli.demo.story import FOLDER, Story, data
from bmw.cli.papers import Paper, put_in
from bmw.comments.models import Comment
from bmw.focus.models import District, Field
from bmw.kernel.database import db
from bmw.moderation import service as moderation
from bmw.processes.models import Moderation, Process
from bmw.proposals import service
from bmw.proposals.models import Proposal
from bmw.proposals.states import Reply
from bmw.record.models import Record
from bmw.votes.keys import voter_key
from bmw.votes.models import Choice

OLD = "ideen"
SETTLED, ANSWERED = -300, -86
"""Days on which the proposals of the old process got their outcome, and an answer."""
AWAKE, WORK = (7, 23), (8, 18)
"""From which hour to which people write, and moderators read."""
READ = timedelta(minutes=45)
"""So long a comment waits until a moderator has read it."""
UNREAD = ("submitted", "draft")


@dataclass(frozen=True)
class Spoken:
    """A comment as the data files have it; `above` is the name of the one it answers."""

    proposal: str
    key: str
    above: str | None
    author: str
    language: str
    body: str


def every() -> list[dict[str, Any]]:
    """Every proposal with the field it belongs to."""
    files = [f"proposals/{path.stem}" for path in sorted((FOLDER / "proposals").glob("*.toml"))]
    return [
        {"process": "strategie", "field": data(name).get("field", Path(name).stem), "language": "de", **entry}
        for name in (*files, "desk")
        for entry in data(name)["proposal"]
    ]


def note(story: Story) -> None:
    """Every proposal and what is said about it."""
    for entry in every():
        written = story.happens(story.some_hour(-entry["ago"]), partial(_propose, story, entry))
        if entry.get("state") not in UNREAD:
            at_work = story.in_hours(written + timedelta(hours=5), *WORK)
            read = story.happens(at_work, partial(_moderate, story, entry))
            story.happens(read + timedelta(hours=30), partial(_support, story, entry))
            _note_comments(story, entry, read)
            _note_outcome(story, entry)


def _propose(story: Story, entry: dict[str, Any], at: datetime) -> None:
    proposal = service.draft(
        someone(story, entry["author"], entry["language"]),
        story.known(Process, entry["process"]),
        story.known(Field, entry["field"]),
        at,
        title=entry["title"],
        body=entry["body"].strip(),
        language=entry["language"],
        district=story.known(District, entry["district"]),
    )
    story.keep(entry["key"], proposal)
    for kept, said in drawings.of("proposal", entry["key"]):
        service.illustrate(proposal, kept, said, at)
    if entry.get("state") != "draft":
        service.hand_in(proposal, at)


def waiting(record: Record) -> Case:
    """The case about a contribution that waits on the desk."""
    db.flush()
    return db.scalars(select(Case).where(Case.record_id == record.id, Case.decided.is_(None))).one()


def _moderate(story: Story, entry: dict[str, Any], at: datetime) -> None:
    case, moderator = waiting(story.known(Proposal, entry["key"])), story.people["moderator"]
    if entry.get("state") in ("refused", "hidden"):
        moderation.restrict(case, moderator, at, rule=Reason(entry["rule"]), facts=entry["facts"])
    else:
        moderation.accept(case, moderator, at)


def _support(story: Story, entry: dict[str, Any], _at: datetime) -> None:
    proposal = story.known(Proposal, entry["key"])
    if proposal.is_public and entry["votes"]:
        db.flush()
        box, voters = proposal.ballot, crowd(story, entry["votes"], without=proposal.author)
        keys = [voter_key(box.register, person.voter_id) for person in voters]
        put_in([Paper(box.id, key, Choice.AGREE) for key in keys], "web")
        for each in (box, proposal):
            db.refresh(each)


def _note_comments(story: Story, entry: dict[str, Any], since: datetime) -> None:
    moment = since
    above: dict[int, str] = {}
    for n, (depth, author, language, body) in enumerate(entry.get("comments", []), 1):
        moment = story.in_hours(moment + timedelta(minutes=story.random.randint(50, 1400)), *AWAKE)
        above[depth] = f"{entry['key']}:{n}"
        spoken = Spoken(entry["key"], above[depth], above.get(depth - 1), author, language, body)
        moment = story.happens(moment, partial(_say, story, spoken))


def _say(story: Story, spoken: Spoken, at: datetime) -> None:
    proposal = story.known(Proposal, spoken.proposal)
    author = someone(story, spoken.author, spoken.language)
    parent = story.known(Comment, spoken.above) if spoken.above else None
    said = service.comment(proposal, author, at, body=spoken.body, language=spoken.language, parent=parent)
    if proposal.process.moderation is Moderation.BEFORE:
        read = min(at + READ, story.at - timedelta(minutes=1))
        moderation.accept(waiting(said), story.people["moderator"], max(at, read))
    story.keep(spoken.key, said)


def _note_outcome(story: Story, entry: dict[str, Any]) -> None:
    moderator, editor = story.people["moderator"], story.people["editor"]
    soon = SETTLED if entry["process"] == OLD else -entry["ago"] + 7
    key = entry["key"]

    def proposal() -> Proposal:
        return story.known(Proposal, key)

    if entry.get("state") == "withdrawn":
        story.happens(story.day(soon, 18), lambda at: service.withdraw(proposal(), at))
    if "into" in entry:
        story.happens(
            story.day(soon, 10),
            lambda at: service.merge(
                proposal(), story.known(Proposal, entry["into"]), moderator, at, reason=entry["reason"]
            ),
        )
    if "not_taken" in entry:
        story.happens(
            story.day(soon, 11), lambda at: service.not_taken_up(proposal(), moderator, at, entry["not_taken"])
        )
    if "answer" in entry:
        day = ANSWERED if entry["process"] == OLD else soon + 7
        if "first_answer" in entry:
            first = _reply(entry, "first_answer", "first_status")
            story.happens(story.day(day - 30, 15), lambda at: service.answer(proposal(), first, editor, at))
        reply = _reply(entry, "answer", "answer_status")
        story.happens(story.day(day, 15), lambda at: service.answer(proposal(), reply, editor, at))


def _reply(entry: dict[str, Any], text: str, status: str) -> service.Reply:
    return service.Reply(entry[text], Reply(entry[status]), entry["answer_unit"])
