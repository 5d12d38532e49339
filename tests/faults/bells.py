"""A real Redis that comes, goes, forgets and dawdles."""

import shutil
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import redis

from tests.attacks.races.server import PATIENCE
from tests.faults.conftest import until


@dataclass
class Bell:
    """The Redis that wakes a postman; it keeps nothing."""

    place: Path
    server: "subprocess.Popen[bytes] | None" = None

    @property
    def address(self) -> str:
        """As in BMW_QUEUE."""
        return f"unix://{self.place}?db=0"

    def come(self) -> None:
        """It answers."""
        program = shutil.which("redis-server")
        assert program, "please install redis-server"
        call = [program, "--port", "0", "--unixsocket", str(self.place), "--save", ""]
        self.server = subprocess.Popen(call, cwd=self.place.parent, stdout=subprocess.DEVNULL)
        until(self._answers)

    def _answers(self) -> bool:
        with suppress(redis.ConnectionError):
            return bool(redis.Redis(unix_socket_path=str(self.place)).ping())
        return False

    def go(self) -> None:
        """It is killed."""
        if self.server:
            self.server.send_signal(signal.SIGCONT)
            self.server.kill()
            self.server.wait(PATIENCE)
        self.server = None

    def dawdle(self) -> None:
        """It takes calls and says nothing."""
        assert self.server
        self.server.send_signal(signal.SIGSTOP)

    def forget(self) -> None:
        """Everything it knew is gone."""
        redis.Redis(unix_socket_path=str(self.place)).flushall()


@contextmanager
def bell(place: Path) -> Iterator[Bell]:
    """A Redis for one test."""
    rung = Bell(place)
    rung.come()
    try:
        yield rung
    finally:
        rung.go()
