"""The real server with several worker processes, and browsers that do not wait for each other."""

import http.client
import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import urlencode, urlsplit

from bmw.kernel.settings import Settings

ROOT = Path(__file__).parents[3]
WORKERS, THREADS, CROWD = 2, 8, 12
PATIENCE = 240
"""Seconds: a machine that does many things at once is slow, and no test of ours measures it."""
R = TypeVar("R")


@dataclass(frozen=True)
class Answer:
    """What came back."""

    status_code: int
    location: str
    text: str


@dataclass(frozen=True)
class Window:
    """A browser window of somebody who has signed in, or of a guest."""

    port: int
    token: str = ""
    patience: float = PATIENCE

    def send(self, path: str, **form: str) -> Answer:
        """Send a form, as a page of ours would."""
        return self._ask("POST", path, urlencode(form))

    def see(self, path: str) -> Answer:
        """Open a page."""
        return self._ask("GET", path)

    def send_and_go(self, path: str, **form: str) -> None:
        """Send a form and be gone before the answer comes."""
        body = urlencode(form).encode()
        head = "".join(f"{name}: {value}\r\n" for name, value in self._headers(len(body)).items())
        with socket.create_connection(("127.0.0.1", self.port), timeout=PATIENCE) as line:
            line.sendall(f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1:{self.port}\r\n{head}\r\n".encode() + body)

    def _headers(self, length: int) -> dict[str, str]:
        kind = {"Content-Type": "application/x-www-form-urlencoded", "Content-Length": str(length)}
        cookie = {"Cookie": f"sid={self.token}"} if self.token else {}
        return {"Origin": f"http://127.0.0.1:{self.port}", "Sec-Fetch-Site": "same-origin", **kind, **cookie}

    def _ask(self, method: str, path: str, body: str = "") -> Answer:
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=self.patience)
        try:
            line.request(method, path, body, self._headers(len(body)))
            answer = line.getresponse()
            where = urlsplit(answer.headers.get("Location", ""))
            return Answer(answer.status, where.path, answer.read().decode())
        finally:
            line.close()


def at_once(jobs: Sequence[Callable[[], R]], crowd: int = CROWD) -> list[R]:
    """Everything at the same time."""
    with ThreadPoolExecutor(crowd) as pool:
        return [each.result() for each in [pool.submit(job) for job in jobs]]


def statuses(answers: Sequence[Answer]) -> set[int]:
    """What was answered; nothing of it may be a failure of ours."""
    assert not [each for each in answers if each.status_code >= 500]
    return {each.status_code for each in answers}


@contextmanager
def running(settings: Settings, home: Path) -> Iterator[None]:
    """The town is open, until the test is over."""
    given = {"PUBLIC_URL": settings.public_url, "BIND": settings.bind, "DATABASE": settings.database}
    given |= {"FILES": settings.files, "MAIL": settings.mail, "SECRET": settings.secret}
    given |= {"WORKERS": str(WORKERS), "THREADS": str(THREADS)}
    environ = {**os.environ, **{f"BMW_{name}": value for name, value in given.items()}, "PYTHONPATH": str(ROOT)}
    with (home / "log").open("w") as log:
        call = [sys.executable, "-m", "bmw", "run"]
        server = subprocess.Popen(call, cwd=home, env=environ, stdout=log, stderr=log)
        try:
            _wait(server, int(settings.bind.rsplit(":", 1)[1]), home / "log")
            yield
        finally:
            server.terminate()
            server.wait(PATIENCE)


def _wait(server: Any, port: int, log: Path) -> None:
    for _try in range(PATIENCE * 10):
        assert server.poll() is None, log.read_text()
        try:
            if Window(port).see("/healthz").status_code == 200:
                return
        except OSError:
            time.sleep(0.1)
    raise AssertionError(f"nobody answers: {log.read_text()}")
