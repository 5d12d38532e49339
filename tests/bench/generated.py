"""A town of any size, the same for the same seed: a few things are very popular, most are hardly seen (Zipf)."""

import random
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime, timedelta
from itertools import accumulate, chain
from typing import Any

from sqlalchemy import Engine, Table, delete, func, insert, select, text

from bmw.accounts.models import Person
from bmw.cli.polis.proposals import table
from bmw.cli.transfer import _continue_numbers as continue_numbers
from bmw.cli.transfer import filling
from bmw.comments.models import Comment, Thread
from bmw.comments.models import State as Said
from bmw.kernel.clock import TOWN_ZONE
from bmw.lookup.models import lookup
from bmw.lookup.words import words
from bmw.processes.models import Process
from bmw.proposals.models import Proposal
from bmw.proposals.states import Outcome, State
from bmw.record.models import Behind, Counter, Record, Step
from bmw.record.words import Word
from bmw.votes.keys import voter_key
from bmw.votes.models import Ballot, Choice, Kind, Vote

SEED = 2026
COMMENTS, VOTES = 10, 50
"""So many for each proposal, on the average."""
LONGEST_TALK = 500
EXPONENT = 0.9
STEP = 500
DAYS = 1500
"""From the oldest proposal to the newest."""
SYLLABLES = (
    "ber",
    "gen",
    "rad",
    "weg",
    "bus",
    "park",
    "spiel",
    "platz",
    "schul",
    "haus",
    "bach",
    "feld",
    "markt",
    "licht",
)
SMALL = (
    "der",
    "die",
    "das",
    "und",
    "mit",
    "für",
    "im",
    "am",
    "ein",
    "eine",
    "neuen",
    "sicheren",
    "vor",
    "von",
    "nicht",
)
"""What sentences are made of: the words mean nothing, but are as many and as uneven as in a real town."""

Rows = list[dict[str, Any]]


class Plan:
    """Who writes, what is popular, and which words there are in a town of so many proposals."""

    def __init__(self, size: int, processes: Sequence[Process], at: datetime) -> None:
        self.size, self.processes, self.at = size, processes, at
        self.chance = random.Random(SEED)
        self.people = max(500, size // 5)
        self.voters = [self.chance.randbytes(16) for _n in range(self.people)]
        self.keys = [[voter_key(each.register, voter) for voter in self.voters] for each in processes]
        self.votes = self._shuffled(shares(size, VOTES, self.people // 2))
        self.comments = self._shuffled(shares(size, COMMENTS, LONGEST_TALK))
        self.made = ["".join(self.chance.sample(SYLLABLES, 2 + n % 2)) for n in range(6000)]
        self.often = list(accumulate(1 / (rank + 3) for rank in range(len(self.made))))

    def _shuffled(self, numbers: list[int]) -> list[int]:
        """The same things are popular in every way; they lie anywhere in time."""
        order = list(range(self.size))
        random.Random(SEED).shuffle(order)
        return [numbers[place] for place in order]

    def when(self, number: int) -> datetime:
        """When the proposal with this number was written."""
        return self.at - timedelta(days=DAYS) * (1 - number / self.size) - timedelta(minutes=1)

    def said(self, length: int) -> str:
        """Some words, those at the beginning of the vocabulary often, the others seldom."""
        chosen = self.chance.choices(self.made, cum_weights=self.often, k=length)
        return " ".join(word.capitalize() if n % 3 else self.chance.choice(SMALL) for n, word in enumerate(chosen))


def shares(size: int, average: int, most: int) -> list[int]:
    """How many of something each of `size` things has: uneven, about `average` for each, none more than `most`."""
    weights = [1 / (rank + 2) ** EXPONENT for rank in range(size)]
    factor = size * average / sum(weights)
    return [min(most, round(weight * factor)) for weight in weights]


def fill(engine: Engine, plan: Plan, tell: Callable[[int], None] = lambda _done: None) -> None:
    """Write the town, some hundred proposals at a time."""
    with filling(engine) as connection:
        first = 1 + (connection.scalar(select(func.max(Record.id))) or 0)
        person = 1 + (connection.scalar(select(func.max(Person.id))) or 0)
        connection.execute(insert(table(Person)), [_person(plan, person, n) for n in range(plan.people)])
    pen = Pen(plan, first, person)
    for begin in range(0, plan.size, STEP):
        some = range(begin, min(begin + STEP, plan.size))
        with filling(engine) as connection:
            for where, rows in pen.write(some):
                if rows:
                    connection.execute(insert(where), rows)
        tell(len(some))
    _finish(engine, pen)


def _finish(engine: Engine, pen: "Pen") -> None:
    with filling(engine) as connection:
        given = [{"kind": kind, "year": year, "last": last} for (kind, year), last in pen.given.items()]
        connection.execute(delete(Counter).where(Counter.kind.in_(["proposal", "comment"])))
        connection.execute(insert(table(Counter)), given)
        if engine.dialect.name == "postgresql":
            continue_numbers(connection)
    if engine.dialect.name == "postgresql":
        with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.execute(text("VACUUM ANALYZE"))


def _person(plan: Plan, first: int, n: int) -> dict[str, Any]:
    name = f"Einwohner {n}"
    known = {"id": first + n, "address": f"einwohner{n}@example.org", "pseudonym": name, "skeleton": f"einwohner-{n}"}
    return {**known, "language": "de", "voter_id": plan.voters[n], "created": plan.at, "by_mail": False, "barred": ""}


class Pen:
    """Writes proposals with everything that belongs to them, and knows the next free numbers."""

    def __init__(self, plan: Plan, record: int, person: int) -> None:
        self.plan, self.record, self.person = plan, record, person
        self.box = record
        self.given: dict[tuple[str, int], int] = {}

    def write(self, numbers: range) -> Iterator[tuple[Table | Any, Rows]]:
        """The rows of some proposals, those tables first that others point at."""
        whole = [self._proposal(number) for number in numbers]
        talks = [self._talk(each) for each in whole]
        yield table(Record), [each["record"] for each in whole] + [said["record"] for said in chain(*talks)]
        yield table(Ballot), [each["ballot"] for each in whole]
        yield table(Thread), [{"id": each["row"]["thread_id"], "comments": each["row"]["comments"]} for each in whole]
        yield table(Proposal), [each["row"] for each in whole]
        yield table(Step), [each["step"] for each in whole]
        yield table(Behind), [{"step_id": each["step"]["id"], "salt": bytes(16), "note": {}} for each in whole]
        yield lookup, [_found(each["row"]) for each in whole]
        yield table(Comment), [said["row"] for said in chain(*talks)]
        yield table(Vote), list(chain(*(self._votes(each) for each in whole)))

    def _entered(self, kind: str, at: datetime) -> dict[str, Any]:
        year = at.astimezone(TOWN_ZONE).year
        last = self.given[kind, year] = self.given.get((kind, year), 100) + 1
        self.record += 1
        return {"id": self.record, "kind": kind, "reference": f"{year}-{last:05}", "language": "de", "created": at}

    def _anybody(self) -> int:
        return self.person + self.plan.chance.randrange(self.plan.people)

    def _proposal(self, number: int) -> dict[str, Any]:
        plan, at = self.plan, self.plan.when(number)
        place = number % len(plan.processes)
        process = plan.processes[place]
        record = self._entered("proposal", at)
        self.box += 1
        votes, left_out = plan.votes[number], number % 10 == 7
        row = {
            "id": record["id"],
            "process_id": process.id,
            "field_id": process.fields[0].id,
            "author_id": self._anybody(),
            "title": plan.said(6),
            "body": plan.said(60),
            "state": State.PUBLIC,
            "outcome": Outcome.NOT_TAKEN if left_out else Outcome.OPEN,
            "reason": "Dafür ist der Kreis zuständig." if left_out else "",
            "decided": at + timedelta(days=1) if left_out else None,
            "published": at,
            "ballot_id": self.box,
            "thread_id": self.box,
            "supporters": votes,
            "comments": plan.comments[number],
        }
        ballot = {"id": self.box, "register_id": process.register_id, "kind": Kind.SUPPORT, "agree": votes}
        step = {"id": record["id"], "record_id": record["id"], "word": Word.PROPOSAL_PUBLISHED, "at": at}
        return {"record": record, "row": row, "ballot": ballot, "step": {**step, "digest": bytes(32)}, "place": place}

    def _talk(self, about: dict[str, Any]) -> list[dict[str, Any]]:
        """A conversation: every third comment opens a thread of its own, the others reply to the one before."""
        talk: list[dict[str, Any]] = []
        for n in range(about["row"]["comments"]):
            record = self._entered("comment", about["row"]["published"])
            root = talk[n - n % 3]["row"]["id"] if n % 3 else None
            above = {"parent_id": root, "root_id": root, "depth": 1 if root else 0}
            said = {"author_id": self._anybody(), "state": Said.PUBLIC, "body": self.plan.said(20)}
            row = {"id": record["id"], "thread_id": about["row"]["thread_id"], "published": record["created"]}
            talk.append({"record": record, "row": {**row, **above, **said}})
        return talk

    def _votes(self, about: dict[str, Any]) -> Rows:
        keys = self.plan.keys[about["place"]]
        voters = self.plan.chance.sample(range(self.plan.people), about["row"]["supporters"])
        papers = sorted(keys[voter] for voter in voters)
        said = {"ballot_id": about["row"]["ballot_id"], "choice": int(Choice.AGREE)}
        return [{**said, "voter_key": key} for key in papers]


def _found(row: dict[str, Any]) -> dict[str, Any]:
    said = {name: " ".join(words(row[name])) for name in ("title", "body")}
    return {"rowid": row["id"], "kind": "proposal", **said}
