"""The disk is full, or somebody holds the database: an honest answer, reading goes on, and nothing is half done."""

import time
from pathlib import Path
from typing import Any

import pytest

from bmw.kernel.database import sqlite_driver
from tests.attacks.races.server import Window
from tests.faults.conftest import SEEDS, Town, until
from tests.faults.storm import Told

ROOM = 40
"""So many kilobytes can still be written: what SQLite keeps in memory with others needs 32 of them."""


@pytest.fixture
def address(tmp_path: Path) -> str:
    """A file is what can be full or held."""
    return f"sqlite:///{tmp_path / 'town.db'}"


def reads(town: Town) -> bool:
    """Whether pages come."""
    page = f"/de/vorschlaege/{town.things[0].reference}"
    return (
        Window(town.place.port).see(page).status_code == 200 and Window(town.place.port).see("/de/").status_code == 200
    )


@pytest.mark.parametrize("seed", SEEDS)
def test_a_full_disk_loses_nothing_and_is_said_honestly(town: Town, seed: int) -> None:
    actors = town.crowd(4, 8, seed)
    log = town.place.home / "town.db-wal"

    def fill_up_and_make_room() -> float:
        town.place.stop()
        kept = log.stat().st_size // 1024 if log.exists() else 0
        town.place.start(f"ulimit -f {kept + ROOM}")
        until(lambda: journal_of(town).count(f'"{Told.UNKNOWN}"') >= 5)
        assert reads(town)
        roomy = time.monotonic()
        town.place.restart()
        return roomy

    town.storm("the disk is full", actors, fill_up_and_make_room, seed)
    town.compare(actors)


@pytest.mark.parametrize("seed", SEEDS)
def test_somebody_holds_the_database_longer_than_anybody_waits(town: Town, seed: int) -> None:
    actors = town.crowd(4, 30, seed)

    def hold() -> float:
        other = sqlite_driver().connect(town.place.home / "town.db", timeout=0, isolation_level=None)
        until(lambda: begins(other))
        until(lambda: f'"{Told.UNKNOWN}"' in journal_of(town))
        assert reads(town)
        other.execute("ROLLBACK")
        other.close()
        return time.monotonic()

    journal = town.storm("somebody holds the database", actors, hold, seed)
    assert journal.told[Told.UNKNOWN] > 0
    town.compare(actors)


def begins(other: Any) -> bool:
    """Whether it is somebody's turn to write."""
    try:
        other.execute("BEGIN IMMEDIATE")
    except sqlite_driver().OperationalError:
        return False
    return True


def journal_of(town: Town) -> str:
    return (town.place.home / "journal").read_text()
