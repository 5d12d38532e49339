"""A town that is about to have a bad day, and a crowd in it."""

import os
import random
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from alembic import command
from flask import Flask
from sqlalchemy import select

from bmw.accounts.models import Person
from bmw.app import create_app
from bmw.cli.check import recount
from bmw.comments.models import Comment
from bmw.kernel.clock import now
from bmw.kernel.database import Base, bind, db, transaction
from bmw.kernel.migrations import plan
from bmw.kernel.settings import Settings
from bmw.processes.models import Moderation
from bmw.proposals.models import Proposal
from bmw.surveys.models import Kind, Sheet, Survey
from bmw.ui.signed import sign
from bmw.votes.keys import voter_key
from bmw.votes.models import Vote
from tests import factories as make
from tests.attacks.races.server import Window
from tests.browser.conftest import free_port
from tests.conftest import session_of
from tests.factories_proposals import proposal
from tests.factories_surveys import survey
from tests.faults.running import Place, opened
from tests.faults.storm import Actor, Deed

DAY = timedelta(days=1)
SEEDS = range(int(os.environ.get("BMW_TEST_SEEDS", "1")))


@dataclass
class Town:
    """A town, where it is served, and what people can do in it."""

    app: Flask
    engine: Any
    place: Place
    things: list[Proposal]
    asked: Survey

    def crowd(self, size: int, deeds: int, seed: int) -> list[Actor]:
        """As many people, each with as many things to do, which the seed chooses."""
        chance = random.Random(seed)
        with transaction():
            people = [make.person() for _n in range(size)]
        with self.app.app_context():
            windows = [Window(self.place.port, session_of(each, now())) for each in people]
            plans = [[self._deed(chance) for _n in range(deeds)] for _each in people]
        return [Actor(each.id, *what) for each, *what in zip(people, windows, plans, strict=True)]

    def _deed(self, chance: random.Random) -> Deed:
        thing = chance.choice(self.things)
        path = f"/de/vorschlaege/{thing.reference}"
        kind = chance.choice(["vote", "vote", "vote", "comment", "answer"])
        if kind == "vote":
            wanted = chance.choice(["yes", "no"])
            return Deed(kind, thing.id, wanted, f"{path}/unterstuetzen", {"support": wanted})
        if kind == "comment":
            words = f"Das hilft allen {secrets.token_hex(8)}"
            form = {"body": words, "language": "de", "nonce": secrets.token_urlsafe(16), "begun": _a_while_ago()}
            return Deed(f"comment {words}", thing.id, words, f"{path}/kommentare", form)
        question = self.asked.questions[0]
        option = str(chance.choice(question.options).id)
        form = {f"question-{question.id}": option}
        return Deed(kind, self.asked.id, option, f"/de/umfragen/{self.asked.reference}", form)

    def compare(self, actors: list[Actor]) -> None:
        """What everybody was told is what lies in the database, and every number is right."""
        bind(self.engine)
        with self.app.app_context(), transaction(writes=False):
            register = self.things[0].process.register
            votes = {(row.voter_key, row.ballot_id) for row in db.scalars(select(Vote))}
            sheets = {row.voter_key: row.answers for row in db.scalars(select(Sheet))}
            said = [body for (body,) in db.execute(select(Comment.body))]
            ballots = {thing.id: thing.ballot_id for thing in self.things}
            people = {person.id: voter_key(register, person.voter_id) for person in _people([a.number for a in actors])}
        for actor in actors:
            key = people[actor.number]
            for (kind, about), wanted in actor.final.items():
                if kind == "vote":
                    assert ((key, ballots[about]) in votes) == (wanted == "yes"), (actor.number, about, wanted)
                elif kind == "answer":
                    assert wanted in str(sheets[key]), (actor.number, wanted, sheets.get(key))
                else:
                    assert said.count(wanted) == 1, wanted
        assert len(said) == len(set(said)), "nothing was written twice"
        with self.app.app_context():
            assert recount() == []


def _people(numbers: list[int]) -> Any:
    return db.scalars(select(Person).where(Person.id.in_(numbers))).unique()


def _a_while_ago() -> str:
    return sign("begun", str(int(now().timestamp()) - 10))


@pytest.fixture(params=["sqlite", "postgresql"])
def address(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """An empty database."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'town.db'}"
        return
    server = request.getfixturevalue("postgres")
    made = server.new()
    yield made
    server.drop(made)


@pytest.fixture
def town(address: str, tmp_path: Path) -> Iterator[Town]:
    """The town, open to everybody."""
    with founded(address, tmp_path) as made:
        made.place.start()
        yield made


@contextmanager
def founded(address: str, tmp_path: Path) -> Iterator[Town]:
    """A town with a few proposals and a survey, to be served by two processes."""
    port = free_port()
    where = {"public_url": f"http://127.0.0.1:{port}", "bind": f"127.0.0.1:{port}", "workers": 2, "threads": 4}
    places = {"files": str(tmp_path / "files"), "mail": f"folder:{tmp_path / 'mail'}", "secret": secrets.token_hex(32)}
    settings = Settings(database=address, **where, **places)  # type: ignore[arg-type]  # named
    app = create_app(settings)
    engine: Any = db.get_bind()
    Base.metadata.create_all(engine)
    command.stamp(plan(engine), "head")
    with app.app_context():
        things, asked = _founded()
    with opened(settings, tmp_path) as place:
        yield Town(app, engine, place, things, asked)
    db.remove()
    engine.dispose()


def _founded() -> tuple[list[Proposal], Survey]:
    with transaction():
        times = {"starts": now() - DAY, "ends": now() + DAY, "moderation": Moderation.AFTER}
        process = make.process(make.field(), **times)
        things = [proposal(process=process, field=process.fields[0], at=now()) for _n in range(3)]
        asked = survey(Kind.SINGLE, process=process, opens=now() - DAY, closes=now() + DAY)
    with transaction(writes=False):
        for thing in (*things, asked):
            db.add(thing)
        _ = [thing.process.register for thing in things], [question.options for question in asked.questions]
        return things, asked
