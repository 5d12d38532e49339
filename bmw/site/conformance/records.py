"""What ran: dated records that `tests.recording` writes beside this file, and which of their results count."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).with_name("records")
AGE = 365
"""After so many days a result shows nothing any more."""


@dataclass(frozen=True)
class Result:
    """How one test ended in one run, and how much it looked at."""

    day: date
    commit: str
    passed: int
    failed: int
    looks: int = 0
    """So many pages times so many views; none for a test that looks at no pages of the list."""
    pages: int = 0
    views: int = 0
    is_whole: bool = True
    """Whether it looked at every page that was on the list when it ran."""
    faults: frozenset[str] = frozenset()
    """Where it found something, one name for each page in each view; of tests that look at one thing it is empty."""
    mended: frozenset[str] = frozenset()
    """Where an earlier run had found something, and this one looked again and found nothing."""

    @classmethod
    def of(cls, run: Mapping[str, Any], each: Mapping[str, Any]) -> "Result":
        """One result of a run as it was written; an older run that looked at pages does not tell of how many."""
        looked = each.get("looks", 0), each.get("pages", 0), each.get("views", 0)
        is_whole = looked[1] in (0, run["listed"]) if "listed" in run else not run["pages"]
        places = frozenset(each.get("faults", ())), frozenset(each.get("mended", ()))
        day = date.fromisoformat(run["day"])
        return cls(day, run["commit"], each["passed"], each["failed"], *looked, is_whole, *places)

    @property
    def width(self) -> int:
        """How much was looked at."""
        return self.looks or self.passed + self.failed

    def is_as_wide_as(self, width: int) -> bool:
        """Whether it looked at everything, and at half as much at least."""
        return self.is_whole and self.width > 0 and 2 * self.width >= width

    def then(self, later: "Result") -> "Result":
        """What stays after a smaller run: the faults of both, without those of this one that it found mended."""
        faults = self.faults - later.mended | later.faults
        unnamed = self.failed - len(self.faults) + later.failed - len(later.faults)
        failed = len(faults) + unnamed
        return replace(self, passed=max(0, self.passed + self.failed - failed), failed=failed, faults=faults)


@dataclass(frozen=True)
class Record:
    """One run: when, on which state of the platform, what was asked for, what was looked at, how it ended."""

    day: date
    commit: str
    asked: str
    pages: int
    views: tuple[str, ...]
    tests: Mapping[str, Result]
    time: str = ""
    """When on that day it ended (UTC)."""

    @classmethod
    def of(cls, run: Mapping[str, Any]) -> "Record":
        """A record as it was written."""
        tests = {name: Result.of(run, each) for name, each in run["tests"].items()}
        pages, views = len(run["pages"]), tuple(run["views"])
        day = date.fromisoformat(run["day"])
        return cls(day, run["commit"], run["asked"], pages, views, tests, run.get("time", ""))


@cache
def records(folder: Path = FOLDER) -> tuple[Record, ...]:
    """Every record, oldest first."""
    written = [json.loads(path.read_text(encoding="utf-8")) for path in sorted(folder.glob("*.json"))]
    return tuple(sorted((Record.of(each) for each in written), key=lambda each: (each.day, each.time)))


def results_that_count(found: Iterable[Record], today: date) -> dict[str, Result]:
    """For each test the result that we rest on; the records come oldest first, and what is over a year old is left out.

    A fault always counts, until a later run has looked at the same place again. A pass counts only if the run looked at
    every page of its list, and at half as much at least as the widest run before: a small run neither hides the great
    one of last month, nor mends what it has not looked at.
    """
    told: dict[str, Result] = {}
    widest: dict[str, int] = {}
    for record in found:
        for name, result in record.tests.items():
            if (today - result.day).days > AGE:
                continue
            if result.is_as_wide_as(widest.get(name, 0)):
                told[name] = result
            elif name in told:
                told[name] = told[name].then(result)
            elif result.failed:
                told[name] = result
            widest[name] = max(result.width, widest.get(name, 0))
    return told
