"""A crowd that votes, comments and answers, and keeps a journal of what it was told, outside of the town."""

import json
import os
import random
import re
import time
from collections import Counter
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from enum import StrEnum
from http.client import HTTPException
from pathlib import Path
from threading import Event, Lock
from typing import Any

from tests.attacks.races.server import Answer, Window

AGAIN = 0.05
PATIENCE = 300
REASONS = {
    422: "Im Moment wird sehr viel gesendet",
    429: "Das war sehr oft",
    503: "Das lässt sich gerade nicht speichern",
}
"""Why something is not saved, by what the answer is called; who tries so often in so short a time is slowed down."""
BARE = "503 Service Unavailable\n"
"""What a process says that has no memory left for a page."""


class Told(StrEnum):
    """What somebody knows about what they sent."""

    DONE = "done"
    REFUSED = "refused"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Deed:
    """One thing that somebody wants: what, on what, and the form that says so, the same each time it is sent."""

    kind: str
    about: int
    wanted: str
    path: str
    form: dict[str, str]


@dataclass
class Journal:
    """What was sent and what came back, on disk before anything else happens."""

    file: Any
    lock: Lock = field(default_factory=Lock)
    told: Counter[str] = field(default_factory=Counter)
    answers: list[tuple[float, float, str]] = field(default_factory=list)
    """When something was sent, when its answer came, and what was told; in seconds of one clock."""
    bare: int = 0
    """So often there was no page, and no word of what was typed."""
    mended: float = 0.0
    """From this moment on nothing is in anybody's way any more."""

    @property
    def recovered(self) -> float | None:
        """So many seconds later something that was sent after that moment was done."""
        done = [came for sent, came, what in self.answers if what == Told.DONE and sent >= self.mended]
        return min(done) - self.mended if done else None

    @property
    def slowest(self) -> float:
        """Of a hundred answers ninety-nine came within so many seconds."""
        times = sorted(came - sent for sent, came, _what in self.answers)
        return times[int(len(times) * 0.99)] if times else 0.0

    def note(self, who: int, deed: Deed, what: str) -> None:
        """Write a line and wait for the disk."""
        with self.lock:
            self.file.write(json.dumps([who, deed.kind, deed.about, deed.wanted, what]) + "\n")
            self.file.flush()
            os.fsync(self.file.fileno())
            self.told[what] += 1


@dataclass
class Actor:
    """Somebody who does one thing after the other, and tries again until they know."""

    number: int
    window: Window
    deeds: Sequence[Deed]
    acknowledged: list[tuple[float, Deed]] = field(default_factory=list)
    """What they were told was saved, and when."""

    @property
    def final(self) -> dict[tuple[str, int], str]:
        """What they were told last that stands, by kind and thing."""
        return {(deed.kind, deed.about): deed.wanted for _moment, deed in self.acknowledged}

    def act(self, journal: Journal, over: Event) -> None:
        """Do what they came for, until they are done or it is over."""
        for deed in self.deeds:
            if over.is_set():
                return
            if self._insist(deed, journal, over) is Told.DONE:
                self.acknowledged.append((time.monotonic(), deed))

    def _insist(self, deed: Deed, journal: Journal, over: Event) -> Told:
        ends = time.monotonic() + PATIENCE
        while True:
            journal.note(self.number, deed, "sent")
            told = self._send(deed, journal)
            journal.note(self.number, deed, told)
            if told is not Told.UNKNOWN or over.is_set() or time.monotonic() > ends:
                return told
            time.sleep(AGAIN)

    def _send(self, deed: Deed, journal: Journal) -> Told:
        begun = time.monotonic()
        try:
            answer = self.window.send(deed.path, **deed.form)
        except (OSError, HTTPException):
            return Told.UNKNOWN
        if answer.text == BARE:
            journal.bare += 1
        told = Told.UNKNOWN if answer.text == BARE else _understood(answer, deed)
        journal.answers.append((begun, time.monotonic(), told))
        return told


def _understood(answer: Answer, deed: Deed) -> Told:
    """What an answer means; one that says it cannot be saved shows what was typed."""
    if answer.status_code in REASONS:
        assert REASONS[answer.status_code] in answer.text, (answer.status_code, _words(answer.text)[:2000])
        assert deed.form.get("body", "") in answer.text
        return Told.UNKNOWN if answer.status_code == 503 else Told.REFUSED
    assert answer.status_code in (303, 403, 409), (answer.status_code, _words(answer.text)[:2000])
    return Told.DONE if answer.status_code == 303 else Told.REFUSED


def _words(page: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", page.partition("<main")[2]))


def storm(actors: Sequence[Actor], file: Path, disturb: Callable[[], float | None], seed: int) -> Journal:
    """Let everybody act, and disturb them at a moment that the seed chooses; what they were told comes back.

    `disturb` says when its cause was gone; if it says nothing, that was when it began.
    """
    over = Event()
    with file.open("a") as opened, ThreadPoolExecutor(len(actors)) as pool:
        journal = Journal(opened)
        acting = [pool.submit(actor.act, journal, over) for actor in actors]
        enough = random.Random(seed).randint(5, max(6, sum(len(actor.deeds) for actor in actors) // 2))
        try:
            while journal.told[Told.DONE] < enough and not all(each.done() for each in acting):
                time.sleep(0.002)
            begun = time.monotonic()
            journal.mended = disturb() or begun
            for each in acting:
                each.result()
        finally:
            over.set()
    return journal
