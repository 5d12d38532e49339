"""There is too little memory: nothing that was confirmed is lost, nothing is half done, and nobody has to help."""

import re
import resource
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from http.client import HTTPException
from pathlib import Path

import pytest

from tests.attacks.races.server import PATIENCE, Window, at_once
from tests.faults.conftest import SEEDS, Town, founded, until
from tests.faults.storm import BARE

STARVES = 3
"""Seconds."""
A_LOT = "Viel. " * 150_000
"""As much as somebody may send, nearly: memory that nobody had ready."""
HUNGER = ("MemoryError", "SystemError", "can't start new thread")
"""What a process says that gets no more memory, if it still can."""


@pytest.fixture
def address(tmp_path: Path) -> str:
    """Which database it is makes no difference to memory."""
    return f"sqlite:///{tmp_path / 'town.db'}"


def are_there(town: Town) -> bool:
    """Whether all processes are."""
    return len(town.place.workers()) == town.place.settings.workers


def take_the_rest(pid: int) -> None:
    """From now on a process gets no more memory than it has."""
    with suppress(ProcessLookupError, FileNotFoundError):
        found = re.search(r"VmData:\s+(\d+)", Path(f"/proc/{pid}/status").read_text())
        if found:
            resource.prlimit(pid, resource.RLIMIT_DATA, (int(found[1]) * 1024, resource.RLIM_INFINITY))


def ask_for_a_lot(town: Town) -> None:
    """Send something long; whatever comes back, if anything soon does."""
    with suppress(OSError, HTTPException):
        Window(town.place.port, patience=STARVES).send(
            f"/de/vorschlaege/{town.things[0].reference}/kommentare", body=A_LOT
        )


def starve(town: Town) -> None:
    """Take memory from those who serve, and from those who follow them, for some seconds and until it shows."""
    begun = time.monotonic()
    while time.monotonic() < begun + STARVES or not any(word in town.place.log for word in HUNGER):
        assert time.monotonic() < begun + PATIENCE
        for pid in town.place.workers():
            take_the_rest(pid)
        at_once([lambda: ask_for_a_lot(town)] * town.place.settings.threads)


@contextmanager
def a_dawdler(port: int) -> Iterator[None]:
    """Somebody begins something long and does not go on; a thread is listening to them, which it says."""
    with socket.create_connection(("127.0.0.1", port), timeout=PATIENCE) as line:
        who = f"Host: 127.0.0.1:{port}\r\nOrigin: http://127.0.0.1:{port}\r\nSec-Fetch-Site: same-origin\r\n"
        what = "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 900000\r\nExpect: 100-continue\r\n"
        head = f"POST /de/rueckmeldung HTTP/1.1\r\n{who}{what}\r\n"
        line.sendall(head.encode())
        assert line.recv(12) == b"HTTP/1.1 100"
        yield


@pytest.mark.parametrize("seed", SEEDS)
def test_too_little_memory_loses_nothing_and_passes(address: str, tmp_path: Path, seed: int) -> None:
    with founded(address, tmp_path) as town:
        town.place.start()
        until(lambda: are_there(town))
        town.starved = True
        actors = town.crowd(6, 30, seed)

        def hunger() -> float:
            starve(town)
            roomy = time.monotonic()
            town.place.restart()
            return roomy

        town.storm("there is too little memory", actors, hunger, seed)
        assert Window(town.place.port).see("/de/").status_code == 200
        town.compare(actors)


def test_a_process_without_memory_makes_way_although_somebody_dawdles(address: str, tmp_path: Path) -> None:
    with founded(address, tmp_path) as town:
        town.place.settings = replace(town.place.settings, workers=1)
        town.place.more = {"BMW_TEST_FAULT": "out_of_memory"}
        town.place.start()
        with a_dawdler(town.place.port):
            assert Window(town.place.port).see("/hungry").text == BARE
            assert Window(town.place.port).see("/de/").status_code == 200
        assert "was sent" in town.place.log


def test_a_process_that_cannot_begin_does_not_close_the_town(address: str, tmp_path: Path) -> None:
    with founded(address, tmp_path) as town:
        town.place.more = {"BMW_TEST_FAULT": "no_room_to_begin"}
        town.place.start()
        until(lambda: len(list(tmp_path.glob("begun-*"))) == town.place.settings.workers)
        (tmp_path / "full").touch()
        town.place.kill_a_worker()
        until(lambda: "exited with code" in town.place.log)
        assert Window(town.place.port).see("/de/").status_code == 200
        (tmp_path / "full").unlink()
        until(lambda: len(list(tmp_path.glob("begun-*"))) == town.place.settings.workers + 1)
        assert Window(town.place.port).see("/de/").status_code == 200
