"""A real mail server that has bad days: it is away, slow, refuses, or hangs up before it says that it took a mail."""

import email
import socket
from asyncio import sleep
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from email.policy import SMTP
from threading import Event
from typing import Any

from aiosmtpd.controller import Controller

MOODS = {
    "well": "250 OK",
    "later": "451 Please try again later",
    "never": "550 There is nobody here by that name",
    "hangs up": "250 OK",
    "silent": "250 OK",
    "dawdles": "250 OK",
}
"""What the server says to a mail, by its mood."""


DAWDLES = 1.5
"""Seconds for each mail."""


@dataclass
class PostOffice:
    """Keeps what it takes; its mood can change at any time."""

    port: int
    mood: str = "well"
    taken: Counter[str] = field(default_factory=Counter)
    """How often each Message-ID was taken."""
    asked: int = 0
    """How many mails it was to take."""
    wakes: Event = field(default_factory=Event)
    open: Any = None

    def __post_init__(self) -> None:
        self.handle_DATA = self.take

    @property
    def address(self) -> str:
        """As in BMW_MAIL."""
        return f"smtp://127.0.0.1:{self.port}"

    async def take(self, server: Any, session: Any, envelope: Any) -> str:
        """Somebody hands over a mail."""
        self.asked += 1
        if self.mood == "silent":
            while not self.wakes.is_set():
                await sleep(0.02)
        if self.mood == "dawdles":
            await sleep(DAWDLES)
        if self.mood in ("later", "never"):
            return MOODS[self.mood]
        self.taken[email.message_from_bytes(envelope.content, policy=SMTP)["Message-ID"]] += 1
        if self.mood == "hangs up":
            server.transport.abort()
        return MOODS[self.mood]

    def go(self) -> None:
        """Nobody answers any more."""
        if self.open:
            self.open.stop()
        self.open = None

    def come(self) -> None:
        """Somebody answers."""
        self.open = Controller(self, hostname="127.0.0.1", port=self.port)
        self.open.start()


@contextmanager
def post_office() -> Iterator[PostOffice]:
    """A mail server for one test."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        office = PostOffice(probe.getsockname()[1])
    office.come()
    try:
        yield office
    finally:
        office.wakes.set()
        with suppress(OSError):
            office.go()
