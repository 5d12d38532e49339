"""What ran: dated records that `tests.recording` writes beside this file, read into the newest result of each test."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).with_name("records")
AGE = 365
"""After so many days a result shows nothing any more."""


@dataclass(frozen=True)
class Result:
    """How one test ended the last time it ran."""

    day: date
    commit: str
    passed: int
    failed: int


@dataclass(frozen=True)
class Record:
    """One run: when, on which state of the platform, what was asked for, what was looked at, how it ended."""

    day: date
    commit: str
    asked: str
    pages: int
    views: tuple[str, ...]
    tests: Mapping[str, Result]

    @classmethod
    def of(cls, written: Mapping[str, Any]) -> "Record":
        """A record as it was written."""
        day = date.fromisoformat(written["day"])
        tests = {
            name: Result(day, written["commit"], each["passed"], each["failed"])
            for name, each in written["tests"].items()
        }
        return cls(day, written["commit"], written["asked"], len(written["pages"]), tuple(written["views"]), tests)


@cache
def records(folder: Path = FOLDER) -> tuple[Record, ...]:
    """Every record, oldest first."""
    written = [json.loads(path.read_text(encoding="utf-8")) for path in sorted(folder.glob("*.json"))]
    return tuple(sorted((Record.of(each) for each in written), key=lambda each: each.day))


def newest_results(found: Iterable[Record]) -> dict[str, Result]:
    """For each test how it ended the last time; what is older than a year before the newest record shows nothing."""
    told: dict[str, Result] = {}
    for record in found:
        told |= record.tests
    last = max((each.day for each in told.values()), default=date.min)
    return {name: each for name, each in told.items() if (last - each.day).days <= AGE}
