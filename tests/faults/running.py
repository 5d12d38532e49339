"""The real server in the hands of fate: started, killed, starved, and started again at the same place."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import timedelta
from http.client import HTTPConnection, HTTPException
from pathlib import Path

from bmw.kernel.settings import Settings
from tests.attacks.races.server import PATIENCE, ROOT

HANDOVER = 'exec 3<&{line}; {limits}; LISTEN_FDS=1 LISTEN_PID=$$ exec "$0" "$@"'
"""What systemd does for a service with a socket of its own: callers wait in it while nobody serves."""
PLANTED = Path(__file__).parent / "planted"
"""What Python loads before the server: a witness, a clock that can be set, and on request a fault."""
SOON = 5
AT_WORK = "The postman is at work."
GIVEN = ("public_url", "bind", "database", "files", "mail", "secret", "workers", "threads", "queue")


@dataclass
class Place:
    """Where a town is served: its socket stays open whatever happens to the server, as under systemd."""

    settings: Settings
    home: Path
    line: socket.socket
    more: dict[str, str] = field(default_factory=dict)
    running: list["subprocess.Popen[bytes]"] = field(default_factory=list)
    postman: "subprocess.Popen[bytes] | None" = None

    @property
    def port(self) -> int:
        """Where callers knock."""
        return int(self.line.getsockname()[1])

    @property
    def server(self) -> "subprocess.Popen[bytes]":
        """The process that was started last."""
        return self.running[-1]

    @property
    def log(self) -> str:
        """What all of them said."""
        return (self.home / "log").read_text()

    def start(self, limits: str = "true") -> None:
        """Start the server and wait until it answers; `limits` is what a shell does before, such as `ulimit`."""
        shell = HANDOVER.format(line=self.line.fileno(), limits=limits)
        call = ["bash", "-c", shell, sys.executable, "-m", "bmw", "run"]
        with (self.home / "log").open("a") as log:
            line = [self.line.fileno()]
            self.running.append(
                subprocess.Popen(call, cwd=self.home, env=self.environ, stdout=log, stderr=log, pass_fds=line)
            )
        self.wait()

    @property
    def environ(self) -> dict[str, str]:
        """What the server is told, and what is planted into it."""
        told = {name: str(getattr(self.settings, name)) for name in GIVEN}
        given = {f"BMW_{name.upper()}": value for name, value in told.items() if value}
        planted = {"BMW_TEST_WITNESS": str(self.home / "witness"), "BMW_TEST_CLOCK": str(self.home / "clock")}
        return {**os.environ, **given, **planted, "PYTHONPATH": f"{PLANTED}:{ROOT}", **self.more}

    def set_clock(self, wrong: timedelta) -> None:
        """From now on the town's clock is wrong by so much."""
        (self.home / "clock.new").write_text(str(wrong.total_seconds()))
        (self.home / "clock.new").replace(self.home / "clock")

    @property
    def witnessed(self) -> set[str]:
        """How safely the server's own connections kept what they committed; each way once."""
        file = self.home / "witness"
        return set(file.read_text().splitlines()) if file.exists() else set()

    def hire(self) -> None:
        """Start a postman beside the server, and wait until he is at work."""
        hired = self.log.count(AT_WORK)
        with (self.home / "log").open("a") as log:
            call = [sys.executable, "-m", "bmw", "work"]
            self.postman = subprocess.Popen(call, cwd=self.home, env=self.environ, stdout=log, stderr=log)
        ends = time.monotonic() + PATIENCE
        while self.log.count(AT_WORK) == hired:
            assert time.monotonic() < ends, self.log
            time.sleep(0.05)

    def dismiss(self, how: signal.Signals = signal.SIGTERM) -> None:
        """The postman goes."""
        if self.postman:
            self.postman.send_signal(how)
            self.postman.wait(PATIENCE)
        self.postman = None

    def wait(self) -> None:
        """Until it answers."""
        ends = time.monotonic() + PATIENCE
        while time.monotonic() < ends:
            assert self.server.poll() is None, self.log
            with suppress(OSError, HTTPException):
                if self._is_well():
                    return
            time.sleep(0.05)
        raise AssertionError(f"nobody answers: {self.log}")

    def _is_well(self) -> bool:
        """Whether it answers soon; the line takes calls even when nobody is there."""
        line = HTTPConnection("127.0.0.1", self.port, timeout=SOON)
        try:
            line.request("GET", "/healthz")
            return line.getresponse().status == 200
        finally:
            line.close()

    def workers(self) -> list[int]:
        """The processes that answer."""
        children = Path(f"/proc/{self.server.pid}/task/{self.server.pid}/children")
        return [int(pid) for pid in children.read_text().split()]

    def kill_a_worker(self) -> float:
        """As when the machine runs out of memory: no chance to tidy up."""
        for pid in self.workers()[:1]:
            os.kill(pid, signal.SIGKILL)
        return time.monotonic()

    def kill(self) -> None:
        """As when the power fails: everything at once."""
        for pid in [self.server.pid, *self.workers()]:
            os.kill(pid, signal.SIGKILL)
        self.server.wait()

    def kill_and_start(self) -> float:
        """The power comes back."""
        self.kill()
        killed = time.monotonic()
        self.start()
        return killed

    def reload(self) -> None:
        """New processes take over from those that serve."""
        self.server.send_signal(signal.SIGHUP)
        self.wait()

    def restart(self) -> None:
        """As for a new version: whoever is being served is served to the end, the others wait."""
        self.stop()
        self.start()

    def stop(self) -> None:
        """The end, kindly."""
        for server in self.running:
            if server.poll() is None:
                server.send_signal(signal.SIGTERM)
                server.wait(PATIENCE)

    def end(self) -> None:
        """The end, at once: nobody looks at it any more."""
        self.dismiss(signal.SIGKILL)
        if self.running and self.server.poll() is None:
            self.kill()


@contextmanager
def opened(settings: Settings, home: Path) -> Iterator[Place]:
    """A place with a socket of its own; nobody serves yet."""
    with socket.create_server(("127.0.0.1", int(settings.bind.rsplit(":", 1)[1])), backlog=512) as line:
        place = Place(settings, home, line)
        try:
            yield place
        finally:
            place.end()
