"""Hundreds of callers send a letter a second, and the machine has few handles: others are served, and all is kept."""

from pathlib import Path

import pytest

from bmw.cli.callers import missing
from tests.attacks.races.server import Window
from tests.faults.conftest import SEEDS, Town, founded, until
from tests.faults.slow import BODY, HEAD, slow_callers
from tests.faults.storm import Told

MANY, HANDLES = 300, 220


@pytest.fixture
def address(tmp_path: Path) -> str:
    """Which database it is makes no difference to callers."""
    return f"sqlite:///{tmp_path / 'town.db'}"


@pytest.mark.parametrize("seed", SEEDS)
def test_hundreds_who_send_a_letter_a_second_keep_nobody_waiting(town: Town, seed: int) -> None:
    actors = town.crowd(6, 8, seed)
    with slow_callers(town.place.port, MANY):
        told = town.storm(f"{MANY} callers send a letter a second", actors, seed=seed).told
        assert Window(town.place.port).see("/de/").status_code == 200
    assert told[Told.UNKNOWN] == 0
    town.compare(actors)


@pytest.mark.parametrize("seed", SEEDS)
def test_without_file_handles_for_all_those_who_are_quick_are_served(address: str, tmp_path: Path, seed: int) -> None:
    with founded(address, tmp_path) as town:
        town.place.start(f"ulimit -n {HANDLES}")
        until(lambda: len(town.place.workers()) == town.place.settings.workers)
        served = town.place.workers()
        actors = town.crowd(6, 8, seed)
        with slow_callers(town.place.port, 2 * HANDLES):
            town.storm("there are too few file handles", actors, seed=seed)
        assert town.place.workers() == served, "no process fell"
        assert Window(town.place.port).see("/de/").status_code == 200
        town.compare(actors)


@pytest.mark.parametrize(
    ("said", "to_come"),
    [
        (b"", 1),
        (HEAD, 1),
        (HEAD + b"\r\n", 0),
        (BODY, 5000 - len(b"text=")),
        (BODY + b"a" * 4995, 0),
        (HEAD + b"Content-Length: 5\r\nExpect: 100-continue\r\n\r\n", 0),
        (HEAD + b"Transfer-Encoding: chunked\r\n\r\n", 0),
        (HEAD + b"content-length:7\r\n\r\nabc", 4),
        (HEAD + b"X-Content-Length: 7\r\n\r\n", 0),
        (b"a" * 70_000, 0),
    ],
)
def test_it_is_known_how_much_of_a_request_is_missing(said: bytes, to_come: int) -> None:
    assert missing(said) == to_come
