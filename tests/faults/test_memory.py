"""There is too little memory: nothing that was confirmed is lost, nothing is half done, and nobody has to help."""

import re
import time
from pathlib import Path

import pytest

from tests.attacks.races.server import Window
from tests.faults.conftest import SEEDS, Town, founded, until

ROOM = 20_000
"""Kilobytes beside what a process takes that has just begun: too little for all of its threads at once."""
STARVES = 3
"""Seconds."""


@pytest.fixture
def address(tmp_path: Path) -> str:
    """Which database it is makes no difference to memory."""
    return f"sqlite:///{tmp_path / 'town.db'}"


def largest(town: Town) -> int:
    """How many kilobytes a process that serves has asked for."""
    states = [Path(f"/proc/{pid}/status").read_text() for pid in town.place.workers()]
    return max(int(found[1]) for found in (re.search(r"VmPeak:\s+(\d+)", state) for state in states) if found)


def are_there(town: Town) -> bool:
    """Whether all processes are."""
    return len(town.place.workers()) == town.place.settings.workers


@pytest.mark.parametrize("seed", SEEDS)
def test_too_little_memory_loses_nothing_and_passes(address: str, tmp_path: Path, seed: int) -> None:
    with founded(address, tmp_path) as town:
        town.place.start()
        until(lambda: are_there(town))
        Window(town.place.port).see("/de/")
        usual = largest(town)
        town.place.stop()
        town.starved = True
        town.place.start(f"ulimit -v {usual + ROOM}")
        actors = town.crowd(6, 30, seed)

        def starve() -> float:
            time.sleep(STARVES)
            roomy = time.monotonic()
            town.place.restart()
            return roomy

        town.storm("there is too little memory", actors, starve, seed)
        assert "MemoryError" in town.place.log or "can't start new thread" in town.place.log
        assert Window(town.place.port).see("/de/").status_code == 200
        town.compare(actors)
