"""A town that is about to have a bad day, and a crowd in it."""

import os
import random
import secrets
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from alembic import command
from flask import Flask

from bmw.app import create_app
from bmw.cli.check import recount
from bmw.kernel.clock import now
from bmw.kernel.database import Base, bind, db, transaction
from bmw.kernel.migrations import plan
from bmw.kernel.settings import Settings
from bmw.processes.models import Moderation
from bmw.proposals.models import Proposal
from bmw.surveys.models import Kind, Survey
from bmw.ui.signed import sign
from tests import factories as make
from tests.attacks.races.server import PATIENCE, Window
from tests.browser.conftest import free_port
from tests.conftest import session_of
from tests.factories_proposals import proposal
from tests.factories_surveys import survey
from tests.faults.kept import Kept, mails_apart
from tests.faults.report import Found, note
from tests.faults.running import Place, opened
from tests.faults.storm import Actor, Deed, Journal, storm

DAY = timedelta(days=1)
SAFE = {"sqlite 2", "postgresql on default", "postgresql on configuration file", "postgresql off configuration file"}
"""SQLite waits for the disk (FULL), and nobody but the owner of a PostgreSQL says whether it does."""
LONG = bool(os.environ.get("BMW_TEST_SEEDS"))
"""Whether there are hours: then everything is tried on both databases."""
SEEDS = range(int(os.environ.get("BMW_TEST_SEEDS", "1")))


@dataclass
class Town:
    """A town, where it is served, and what people can do in it."""

    app: Flask
    engine: Any
    place: Place
    things: list[Proposal]
    asked: Survey
    what: str = ""
    journals: list[Journal] = field(default_factory=list)
    in_doubt: int = 0
    """So many mails may have been on their way when a postman was killed, or when the clock jumped."""

    starved: bool = False
    """Whether there was too little memory even for a page that says so."""

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

    def storm(
        self, what: str, actors: Sequence[Actor], disturb: Callable[[], float | None] = lambda: None, seed: int = 1
    ) -> Journal:
        """Let everybody act while `what` happens; what they were told is kept for the comparison."""
        self.what = what
        journal = storm(actors, self.place.home / "journal", disturb, seed)
        self.journals.append(journal)
        return journal

    def compare(self, actors: Sequence[Actor]) -> None:
        """What everybody was told is what lies in the database, and every number is right."""
        found = self.look(actors)
        note(self.what, self.engine.dialect.name, found, self.journals)
        assert found.all == []

    def look(self, actors: Sequence[Actor]) -> Found:
        """Everything that is not as people were told."""
        kept, found = self.kept(actors), Found()
        for actor in actors:
            found.lost += [f"{actor.number}: {each}" for each in kept.missing(actor, actor.final)]
        found.doubled += kept.doubled()
        found.wrong += kept.half_done()
        found.wrong += mails_apart(self.place.settings, kept.mails, self.in_doubt)
        if not self.starved:
            found.wrong += [f"{each.bare} answers without a page" for each in self.journals if each.bare]
        found.wrong += [f"commits were kept like this: {each}" for each in self.place.witnessed - SAFE]
        with self.app.app_context():
            found.wrong += recount()
        return found

    def kept(self, actors: Sequence[Actor]) -> Kept:
        """What lies in the town's database."""
        bind(self.engine)
        with self.app.app_context(), transaction(writes=False):
            return Kept.of_town(self.things, [actor.number for actor in actors], self.place.settings)


def _a_while_ago() -> str:
    return sign("begun", str(int(now().timestamp()) - 10))


def until(is_so: Callable[[], object]) -> None:
    """Wait until something is so."""
    ends = time.monotonic() + PATIENCE
    while not is_so():
        assert time.monotonic() < ends
        time.sleep(0.02)


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
def founded(address: str, tmp_path: Path, secret: str = "") -> Iterator[Town]:
    """A town with a few proposals and a survey, to be served by two processes."""
    port = free_port()
    where = {"public_url": f"http://127.0.0.1:{port}", "bind": f"127.0.0.1:{port}", "workers": 2, "threads": 4}
    places = {
        "files": str(tmp_path / "files"),
        "mail": f"folder:{tmp_path / 'mail'}",
        "secret": secret or secrets.token_hex(32),
    }
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
