"""What Python loads before the server of a test: a witness, a clock that can be set, and a fault on request.

BMW_TEST_WITNESS names the file in which a witness writes how safely commits were kept. BMW_TEST_CLOCK names the file
that says by how many seconds the town's clock is wrong. BMW_TEST_LIMITS are how long PostgreSQL works on something.
BMW_TEST_FAULT names a fault that somebody might make one day.
"""

import os
import re
import time
from datetime import datetime, timedelta, tzinfo
from itertools import count
from pathlib import Path
from threading import Thread
from typing import Any


def watch(file: Path) -> None:
    """Ask each connection at each commit how safely it keeps what it says it keeps, unless that is tries alone."""
    from sqlalchemy import Engine, event

    seen: set[str] = set()
    writes = re.compile(r"\s*(?:INSERT INTO|UPDATE|DELETE FROM)\s+\"?(\w+)")
    ask = {
        "sqlite": "PRAGMA synchronous",
        "postgresql": "SELECT setting || ' ' || source FROM pg_settings WHERE name = 'synchronous_commit'",
    }

    @event.listens_for(Engine, "before_cursor_execute")
    def read(connection: Any, _cursor: Any, statement: str, *_more: Any) -> None:
        if found := writes.match(statement):
            connection.info.setdefault("written", set()).add(found[1])

    @event.listens_for(Engine, "begin")
    def forget(connection: Any) -> None:
        connection.info.pop("written", None)

    @event.listens_for(Engine, "commit")
    def witness(connection: Any) -> None:
        if connection.info.pop("written", None) == {"limit_window"}:
            return
        told = f"{connection.dialect.name} {connection.exec_driver_sql(ask[connection.dialect.name]).scalar()}"
        if told not in seen:
            seen.add(told)
            with file.open("a") as page:
                page.write(f"{told}\n")


def let_clock_be_set(file: Path) -> None:
    """The town's clock shows the time of the machine and what stands in the file."""
    from bmw.kernel import clock

    class Settable(datetime):
        """Moments of a clock that may be wrong."""

        @classmethod
        def now(cls, tz: tzinfo | None = None) -> Any:
            wrong = float(file.read_text()) if file.exists() else 0.0
            return datetime.now(tz) + timedelta(seconds=wrong)

    clock.datetime = Settable  # type: ignore[misc]


def lose_patience(limits: str) -> None:
    """PostgreSQL gives up on a statement sooner than in life, so that a test need not wait as long."""
    from bmw.kernel import database

    database.LIMITS = (*database.LIMITS, *limits.split())


def answered_too_early() -> None:
    """Now and then somebody is told that something was saved before it is."""
    from bmw.kernel.database import db

    commit, numbers = db.commit, count(1)

    def forgetful() -> Any:
        return db.rollback() if next(numbers) % 5 == 0 else commit()

    db.commit = forgetful  # type: ignore[method-assign]


def counted_apart() -> None:
    """Votes are kept, and nobody keeps the numbers that lists show."""
    from bmw.votes import service

    service._correct = lambda ballot, before, after: None


def counted_afterwards() -> None:
    """Votes are kept in one step and counted in the next; sometimes that one has to wait for its turn."""
    from sqlalchemy import event

    from bmw.kernel.database import beside, db
    from bmw.votes import service
    from bmw.votes.models import Ballot

    correct, numbers = service._correct, count(1)

    def later(ballot: Any, before: Any, after: Any) -> None:
        db().info.setdefault("uncounted", []).append((ballot.id, before, after))

    def go_and_count(session: Any) -> None:
        for each in session.info.pop("uncounted", []):
            Thread(target=count_one, args=each, daemon=True).start()

    def count_one(number: int, before: Any, after: Any) -> None:
        if before != after and next(numbers) >= 5 and is_first():
            time.sleep(600)
        with beside() as other:
            correct(other.get_one(Ballot, number, with_for_update={"of": Ballot}), before, after)

    def is_first() -> bool:
        """Only one count waits, in whichever process: two could make up for each other."""
        try:
            Path("waiting").touch(exist_ok=False)
        except FileExistsError:
            return False
        return True

    service._correct = later
    event.listen(db.session_factory, "after_commit", go_and_count)


def counted_twice() -> None:
    """Nothing stands in the way of a second vote of the same person: the table knows no key."""
    from sqlalchemy import insert

    from bmw.kernel.database import db
    from bmw.votes import service
    from bmw.votes.models import Vote

    def write(ballot_id: int, key: bytes, choice: int, channel: str) -> None:
        db.execute(insert(Vote).values(ballot_id=ballot_id, voter_key=key, choice=int(choice), channel=channel))

    service._write = write


def unsynced() -> None:
    """SQLite does not wait for the disk."""
    from bmw.kernel import database

    prepare = database._prepare_sqlite

    def hasty(connection: Any, record: Any) -> None:
        prepare(connection, record)
        connection.execute("PRAGMA synchronous=OFF")

    database._prepare_sqlite = hasty


def out_of_memory() -> None:
    """Whoever asks for one address meets a process without memory, even for a page that says so."""
    from flask import Flask

    serve = Flask.wsgi_app

    def hungry(app: Flask, environ: Any, start: Any) -> Any:
        if environ["PATH_INFO"] == "/hungry":
            raise MemoryError
        return serve(app, environ, start)

    Flask.wsgi_app = hungry  # type: ignore[method-assign]


def no_room_to_begin() -> None:
    """As long as a file is there, a process that begins finds no room for its threads; others say that they begin."""
    from bmw.notifications import worker

    start = worker.start

    def refuse(*given: Any) -> Any:
        if Path("full").exists():
            raise RuntimeError("can't start new thread")
        Path(f"begun-{os.getpid()}").touch()
        return start(*given)

    worker.start = refuse


def sent_too_early() -> None:
    """Mails go out while the step they tell of may still fail, and now and then it does."""
    from sqlalchemy import event
    from sqlalchemy.exc import OperationalError

    from bmw.kernel.clock import now
    from bmw.kernel.database import db
    from bmw.notifications.carriers import carrier
    from bmw.notifications.composer import compose
    from bmw.notifications.models import Delivery, Message
    from bmw.ui import current

    commit, numbers = db.commit, count(1)

    @event.listens_for(Message, "before_insert")
    def as_sent(_mapper: Any, _connection: Any, message: Any) -> None:
        message.delivery = Delivery.SENT

    @event.listens_for(Message, "after_insert")
    def send(_mapper: Any, _connection: Any, message: Any) -> None:
        with carrier(current.settings().mail) as open_carrier:
            open_carrier.carry(compose(message, current.settings(), current.town(), now()))
        db().info["sent"] = True

    def unlucky() -> Any:
        db.flush()
        if db().info.pop("sent", False) and next(numbers) % 2:
            db.rollback()
            raise OperationalError("COMMIT", {}, Exception("disk full"))
        return commit()

    db.commit = unlucky  # type: ignore[method-assign]


if witness_file := os.environ.get("BMW_TEST_WITNESS"):
    watch(Path(witness_file))
if clock_file := os.environ.get("BMW_TEST_CLOCK"):
    let_clock_be_set(Path(clock_file))
if limits := os.environ.get("BMW_TEST_LIMITS"):
    lose_patience(limits)
if fault := os.environ.get("BMW_TEST_FAULT"):
    globals()[fault]()
