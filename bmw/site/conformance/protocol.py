"""What people check by hand: the sample of pages, each check, and what came of it once somebody has done it."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

from bmw.kernel.text import Sentence, _
from bmw.site.conformance.records import AGE

FILE = Path(__file__).with_name("protocol.toml")


class Outcome(StrEnum):
    """How a check by hand ended."""

    GOOD = "good"
    FAULTS = "faults"
    BARRED = "barred"
    """something could not be done at all"""


OUTCOMES: dict[Outcome, Sentence] = {
    Outcome.GOOD: _("no barrier found"),
    Outcome.FAULTS: _("barriers found"),
    Outcome.BARRED: _("something could not be done at all"),
}

WHAT: dict[str, Sentence] = {
    "screen-reader": _("With a screen reader on a computer"),
    "screen-reader-phone": _("With a screen reader on a phone"),
    "keyboard": _("With the keyboard alone"),
    "zoom": _("Enlarged and in other colours"),
    "switch": _("With switch control and by voice"),
    "plain-language": _("Whether everything can be understood"),
    "sign-language": _("Whether deaf people find their way"),
}


@dataclass(frozen=True)
class HandCheck:
    """Something that a person checks by hand, and the last time somebody did."""

    name: str
    tools: str
    """What it is done with (German)."""
    steps: tuple[str, ...]
    """What to do (German)."""
    day: date | None
    tester: str
    result: Outcome | None
    found: str

    @classmethod
    def of(cls, each: Mapping[str, Any]) -> "HandCheck":
        """A check as it is written down; what nobody has done yet has no day, no tester and no result."""
        return cls(
            each["name"],
            each["with"],
            tuple(each["steps"]),
            date.fromisoformat(each["day"]) if each["day"] else None,
            each["tester"],
            Outcome(each["result"]) if each["result"] else None,
            each["found"],
        )

    @property
    def what(self) -> Sentence:
        """What is checked, in the reader's language."""
        return WHAT[self.name]

    def is_done(self, today: date) -> bool:
        """Whether somebody has done it, and not more than a year ago."""
        return self.day is not None and self.result is not None and (today - self.day).days <= AGE


@cache
def hand_checks(file: Path = FILE) -> tuple[HandCheck, ...]:
    """All of them, in the order of the protocol."""
    return tuple(HandCheck.of(each) for each in tomllib.loads(file.read_text(encoding="utf-8"))["check"])


@cache
def sample(file: Path = FILE) -> tuple[int, tuple[str, ...]]:
    """How many pages and states every check goes through, and the tasks among them (German)."""
    written = tomllib.loads(file.read_text(encoding="utf-8"))
    tasks = written["task"]
    pages = {
        *written["sample"]["structured"],
        *written["sample"]["random"],
        *(p for each in tasks for p in each["pages"]),
    }
    return len(pages), tuple(each["name"] for each in tasks)
