"""What lies in the town after a bad day, read past the platform's own pages."""

import email
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from email.policy import SMTP
from pathlib import Path
from typing import Any

from sqlalchemy import select

from bmw.accounts.models import Person
from bmw.comments.models import Comment
from bmw.kernel.database import db
from bmw.kernel.settings import Settings
from bmw.notifications.composer import number_of
from bmw.notifications.models import Delivery, Message
from bmw.proposals.models import Proposal
from bmw.record.models import Step
from bmw.record.words import Word
from bmw.surveys.models import Sheet
from bmw.votes.keys import voter_key
from bmw.votes.models import Vote
from tests.faults.storm import Actor, Deed


@dataclass
class Kept:
    """Every vote, comment, answer sheet and message there is."""

    votes: Counter[tuple[bytes, int]]
    sheets: dict[bytes, Any]
    said: Counter[str]
    steps: Counter[int]
    comments: list[int]
    ballots: dict[int, int]
    people: dict[int, bytes]
    told: Counter[str]
    mails: dict[str, Delivery]

    @classmethod
    def of_town(cls, things: Sequence[Proposal], numbers: Sequence[int], settings: Settings) -> "Kept":
        """As the database says; needs a transaction."""
        register = things[0].process.register
        people = db.scalars(select(Person).where(Person.id.in_(numbers))).unique()
        messages = db.scalars(select(Message)).all()
        return cls(
            Counter((row.voter_key, row.ballot_id) for row in db.execute(select(Vote.voter_key, Vote.ballot_id))),
            {row.voter_key: row.answers for row in db.scalars(select(Sheet))},
            Counter(db.scalars(select(Comment.body)).all()),
            Counter(db.scalars(select(Step.record_id).where(Step.word == Word.COMMENT_SUBMITTED)).all()),
            list(db.scalars(select(Comment.id))),
            {thing.id: thing.ballot_id for thing in things},
            {person.id: voter_key(register, person.voter_id) for person in people},
            Counter(each.dedupe.partition(":")[0] for each in messages if each.dedupe),
            {number_of(each, settings): each.delivery for each in messages},
        )

    def missing(self, actor: Actor, final: Mapping[tuple[str, int], str]) -> Iterator[str]:
        """What somebody was told was saved, and is not."""
        key = self.people[actor.number]
        for (kind, about), wanted in final.items():
            if kind == "vote" and ((key, self.ballots[about]) in self.votes) != (wanted == "yes"):
                yield f"vote {wanted} on {about}"
            elif kind == "answer" and wanted not in str(self.sheets.get(key)):
                yield f"answer {wanted}: {self.sheets.get(key)}"
            elif kind.startswith("comment") and not self.said[wanted]:
                yield kind

    def differs(self, actor: Actor, deeds: Sequence[Deed]) -> Iterator[str]:
        """Whether what is here of somebody is not exactly what these deeds of theirs come to."""
        last = {(deed.kind, deed.about): deed.wanted for deed in deeds}
        yield from self.missing(actor, last)
        key = self.people[actor.number]
        if key in self.sheets and not any(kind == "answer" for kind, _about in last):
            yield "an answer"
        for about, ballot in self.ballots.items():
            if (key, ballot) in self.votes and ("vote", about) not in last:
                yield f"a vote on {about}"
        theirs = {deed.wanted for _moment, deed in actor.acknowledged if deed.kind.startswith("comment")}
        yield from (words for words in theirs - set(last.values()) if self.said[words])

    def doubled(self) -> Iterator[str]:
        """What is there twice."""
        yield from (f"twice said: {words}" for words, times in self.said.items() if times > 1)
        yield from (f"{times} votes on ballot {number}" for (_key, number), times in self.votes.items() if times > 1)

    def half_done(self) -> Iterator[str]:
        """Something is there without what belongs to it: its step, and the word to the author."""
        for number in self.comments:
            if self.steps[number] != 1:
                yield f"comment {number} has {self.steps[number]} steps"
            if self.told[f"comment-{number}-on-proposal"] != 1:
                yield f"nobody was told of comment {number}"


def mails_apart(settings: Settings, messages: dict[str, Delivery], in_doubt: int) -> Iterator[str]:
    """Mails that went out and belong to no message, or went out twice; a postman who fell may have left one such."""
    folder = Path(settings.mail.removeprefix("folder:"))
    sent = Counter(
        email.message_from_bytes(file.read_bytes(), policy=SMTP)["Message-ID"] for file in folder.glob("*.eml")
    )
    yield from (f"a mail about something that never was: {number}" for number in sent.keys() - messages.keys())
    again = [f"a mail was sent {times} times: {number}" for number, times in sent.items() if times > 1]
    yield from again[in_doubt:]
