"""The real server under load: as much as it bears (wrk), or so many requests a second whatever it does (our crowd)."""

import http.client
import os
import re
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor, wait
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode

from tests.bench.deeds import Deed
from tests.bench.town import ROOT, SECRET, Town
from tests.browser.conftest import free_port, wait_for
from tests.served import serving

SCRIPT = Path(__file__).with_name("deeds.lua")
LINES = 16
"""Connections that are open at the same time."""
CROWD = 96
PATIENCE = 60
LINGERS = 30
"""Seconds after the last one has come in which those who queue are served still; the others have come for nothing."""


@dataclass(frozen=True)
class Borne:
    """How much a server bore: answers a second, the slowest of a hundred in milliseconds, and failures."""

    per_second: float
    p99: float
    failed: int


def _milliseconds(said: str) -> float:
    if said.endswith("nan"):  # nobody was answered in the time that wrk waits
        return float("inf")
    number, unit = re.fullmatch(r"([\d.]+)(us|ms|s|m)", said).groups()  # type: ignore[union-attr]  # wrk's own words
    return float(number) * {"us": 0.001, "ms": 1, "s": 1000, "m": 60_000}[unit]


def most(port: int, seconds: int, path: str = "/", *, cookie: str = "", deeds: Path | None = None) -> Borne:
    """As many requests as the server bears."""
    call = ["wrk", "-t1", f"-c{LINES}", f"-d{seconds}s", "--latency", "-H", "Accept-Encoding: gzip"]
    call += ["-H", f"Cookie: {cookie}"] if cookie else []
    call += ["-s", str(SCRIPT)] if deeds else []
    call += [f"http://127.0.0.1:{port}{path}", *(["--", str(deeds)] if deeds else [])]
    said = subprocess.run(call, check=True, capture_output=True, text=True).stdout
    speed, slow = re.search(r"Requests/sec:\s+([\d.]+)", said), re.search(r"99%\s+(\S+)", said)
    assert speed, said
    assert slow, said
    refused = re.search(r"Non-2xx or 3xx responses: (\d+)", said)
    lost = re.search(r"Socket errors: connect (\d+), read (\d+), write (\d+), timeout (\d+)", said)
    failed = int(refused[1]) if refused else 0
    return Borne(float(speed[1]), _milliseconds(slow[1]), failed + (sum(map(int, lost.groups())) if lost else 0))


@contextmanager
def open_town(town: Town, home: Path, **more: str) -> Iterator[int]:
    """The town, served as an operator serves it; its port."""
    home.mkdir(exist_ok=True)
    with serving(home, DATABASE=town.settings.database, SECRET=SECRET, **more) as port:
        yield port


@contextmanager
def open_bare(home: Path) -> Iterator[int]:
    """Flask alone under the same server; its port."""
    home.mkdir(exist_ok=True)
    port = free_port()
    call = [sys.executable, "-m", "tests.bench.bare", f"127.0.0.1:{port}"]
    with (home / "log").open("w") as log:
        server = subprocess.Popen(call, cwd=ROOT, env={**os.environ}, stdout=log, stderr=log)
        try:
            wait_for(f"http://127.0.0.1:{port}/", server, home / "log")
            yield port
        finally:
            server.terminate()
            server.wait(PATIENCE)


@dataclass
class Day:
    """What a crowd met: milliseconds from the moment they wanted to begin, what was answered, and in which minute."""

    took: list[tuple[float, float]] = field(default_factory=list)
    """Seconds since the beginning, and how long it took."""
    answers: Counter[int] = field(default_factory=Counter)
    unserved: int = 0
    """So many wanted to begin, and had not been asked in when the day was over."""
    memory: list[float] = field(default_factory=list)
    """Megabytes, from time to time."""
    lasted: float = 0.0

    def slowest(self, share: float, since: float = 0.0, until: float = float("inf")) -> float:
        """How long it took at most for such a share of everybody who came in this time."""
        times = sorted(took for began, took in self.took if since <= began < until)
        return times[min(len(times) - 1, int(share * len(times)))] if times else float("nan")

    @property
    def failed(self) -> int:
        """Answers that were none, or a failure of the town, and those who came for nothing."""
        return self.unserved + sum(number for status, number in self.answers.items() if status == 0 or status >= 500)


@dataclass
class Visitors:
    """Sends requests at their time, whether the ones before were answered or not (an open model)."""

    port: int
    stays: bool = True
    """Whether a visitor keeps their line open for the next request."""
    lines: threading.local = field(default_factory=threading.local)

    def come(self, deed: Callable[[], Deed], per_second: float, seconds: float, watch: Callable[[], float]) -> Day:
        """So many come each second, so long; when the last ones have come, all are served for a while yet."""
        day, plan, sent = Day(), [deed() for _n in range(int(per_second * seconds))], list[Future[None]]()
        seen = begins = time.monotonic() + 0.5
        pool = ThreadPoolExecutor(CROWD)
        for n, each in enumerate(plan):
            due = begins + n / per_second
            time.sleep(max(0.0, due - time.monotonic()))
            sent.append(pool.submit(self._ask, each, due, begins, day))
            if due >= seen:
                day.memory.append(watch())
                seen += seconds / 20
        wait(sent, LINGERS)
        pool.shutdown(cancel_futures=True)
        day.lasted = time.monotonic() - begins
        late = [n / per_second for n, each in enumerate(sent) if each.cancelled()]
        day.took += [(due, (day.lasted - due) * 1000) for due in late]
        day.unserved = len(late)
        return day

    def _ask(self, deed: Deed, due: float, begins: float, day: Day) -> None:
        status = self._status(deed)
        day.took.append((due - begins, (time.monotonic() - due) * 1000))
        day.answers[status] += 1

    def _status(self, deed: Deed) -> int:
        head = {"Accept-Encoding": "gzip", "Sec-Fetch-Site": "same-origin"}
        head |= {"Cookie": f"sid={deed.token}"} if deed.token else {}
        head |= {"Content-Type": "application/x-www-form-urlencoded"} if deed.form else {}
        for again in (True, False):
            fresh = not self.stays or getattr(self.lines, "line", None) is None
            if fresh:
                self.lines.line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
            try:
                self.lines.line.request(deed.method, deed.path, urlencode(deed.form) or None, head)
                answer = self.lines.line.getresponse()
                answer.read()
                if not self.stays:
                    self.lines.line.close()
                return int(answer.status)
            except (OSError, http.client.HTTPException):
                self.lines.line = None
                if fresh or not again:  # a line that was kept may have been hung up; a new one may not
                    return 0
        return 0


def server_on(port: int) -> list[int]:
    """The processes that serve a port: the one that listens and its children."""
    said = subprocess.run(
        ["pgrep", "-f", "--", "-m bmw run"], check=False, capture_output=True, text=True
    ).stdout.split()
    return [int(pid) for pid in said if f"BMW_BIND=127.0.0.1:{port}".encode() in _environ(int(pid))]


def _environ(pid: int) -> bytes:
    try:
        return Path(f"/proc/{pid}/environ").read_bytes()
    except OSError:
        return b""


def memory(port: int) -> float:
    """Megabytes that those who serve a port have for themselves, and their part of what they share; they take turns."""
    return sum(_memory_of(pid) for pid in server_on(port))


def _memory_of(pid: int) -> float:
    try:
        text = Path(f"/proc/{pid}/smaps_rollup").read_text()
    except OSError:  # it has ended since
        return 0.0
    return int(re.search(r"^Pss:\s+(\d+)", text, re.MULTILINE)[1]) / 1000  # type: ignore[index]  # always there
