"""A small town that is open to everybody at once, on SQLite and on PostgreSQL."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from secrets import token_hex
from typing import Any

import pytest
from alembic import command
from flask import Flask
from sqlalchemy import func, select

from bmw.accounts.models import Office, Person
from bmw.app import create_app
from bmw.cli.check import recount
from bmw.kernel.clock import now
from bmw.kernel.database import Base, bind, db, transaction
from bmw.kernel.migrations import plan
from bmw.kernel.settings import Settings
from bmw.processes.models import Moderation, Process
from bmw.proposals.models import Proposal
from bmw.votes.models import Kind, Vote
from tests import factories as make
from tests.attacks.races.server import Window, running
from tests.browser.conftest import free_port
from tests.conftest import session_of
from tests.factories_proposals import proposal

DAY = timedelta(days=1)


@dataclass(frozen=True)
class Town:
    """A town with several worker processes."""

    app: Flask
    engine: Any
    port: int

    def window(self, person: Person | None = None) -> Window:
        """A browser window of somebody."""
        return Window(self.port, session_of(person, now()) if person else "")

    def windows(self, count: int) -> list[Window]:
        """As many people, each with a window."""
        with transaction():
            people = [make.person() for _n in range(count)]
        return [self.window(each) for each in people]

    def staff(self) -> Window:
        """Somebody with every office."""
        with transaction():
            someone = make.person(*Office)
        return self.window(someone)

    def process(self, kind: Kind = Kind.SUPPORT, **traits: Any) -> Process:
        """A process in which everything is open today."""
        times = {"starts": now() - DAY, "ends": now() + DAY, "moderation": Moderation.AFTER, **traits}
        with transaction():
            return make.process(make.field(), ballot_kind=kind, **times)

    def proposal(self, kind: Kind = Kind.SUPPORT, within: Process | None = None) -> Proposal:
        """A public proposal that takes votes."""
        within = within or self.process(kind)
        with transaction():
            home = db.get_one(Process, within.id)
            return proposal(process=home, field=home.fields[0], at=now())


@pytest.fixture(scope="session", params=["sqlite", "postgresql"])
def served(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    """The town is opened once for all tests."""
    home, port = tmp_path_factory.mktemp("races"), free_port()
    server = request.getfixturevalue("postgres") if request.param == "postgresql" else None
    address = server.new() if server else f"sqlite:///{home / 'town.db'}"
    places = {"files": str(home / "files"), "mail": f"folder:{home / 'mail'}", "secret": token_hex(32)}
    where = {"public_url": f"http://127.0.0.1:{port}", "bind": f"127.0.0.1:{port}"}
    settings = Settings(database=address, **places, **where)
    app = create_app(settings)
    engine: Any = db.get_bind()
    Base.metadata.create_all(engine)
    command.stamp(plan(engine), "head")
    with running(settings, home):
        yield Town(app, engine, port)
    db.remove()
    engine.dispose()
    if server:
        server.drop(address)
    assert "error" not in (home / "log").read_text().lower(), (home / "log").read_text()


@pytest.fixture
def town(served: Town) -> Iterator[Town]:
    """The open town; after whatever happened, every number is what counting again gives."""
    bind(served.engine)
    with served.app.app_context():
        yield served
        assert recount() == []
        db.remove()


def rows(kind: Any, *where: Any) -> int:
    """How many there are."""
    with transaction(writes=False):
        return int(db.scalar(select(func.count()).select_from(kind).where(*where)) or 0)


def votes_on(thing: Proposal) -> dict[bytes, int]:
    """What lies in the ballot box."""
    with transaction(writes=False):
        found = db.execute(select(Vote.voter_key, Vote.choice).where(Vote.ballot_id == thing.ballot_id))
        return {row.voter_key: row.choice for row in found}
