"""Writes down what ran: `python -m pytest -p tests.recording …` leaves a dated record for the accessibility statement.

`python -m tests.recording` names every test that the statement rests on, for the command line of such a run.
"""

import json
import subprocess
from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from itertools import product
from pathlib import Path
from typing import Any

import pytest

from accessibility.listing import listed
from bmw.site.conformance.criteria import named_tests
from bmw.site.conformance.records import FOLDER, Result, records, results_that_count

LOOKED_AT = {"listing": "page", "views": "view"}
"""What a test was given, and as what the record counts it."""
KINDS = tuple(LOOKED_AT.values())
OUTCOMES = ("passed", "failed")


class Recorder:
    """Collects how each test ended; runs in the process that also sees what others ran for it."""

    def __init__(self, asked: str, folder: Path = FOLDER) -> None:
        self.asked, self.folder, self.of = asked, folder, commit()
        self.ended: dict[str, Counter[str]] = {}
        self.looks: dict[str, set[tuple[str, str]]] = {}
        self.places: dict[str, dict[str, str]] = {}

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """One test has ended; one that broke before it began has failed."""
        if report.when != "call" and report.outcome != "failed":
            return
        name, _bracket, place = report.nodeid.removesuffix("]").partition("[")
        self.ended.setdefault(name, Counter())[report.outcome] += 1
        pages, views = ([str(value) for what, value in report.user_properties if what == each] for each in KINDS)
        self.looks.setdefault(name, set()).update(product(pages, views))
        self.places.setdefault(name, {})[place] = report.outcome

    def pytest_sessionfinish(self) -> None:
        """Write the record; a run of the same day on the same commit takes the place of the earlier one."""
        if self.ended:
            self.folder.mkdir(exist_ok=True)
            told = self.record(datetime.now(UTC))
            path = self.folder / f"{told['day']}-{told['commit']}.json"
            path.write_text(json.dumps(joined(path, told), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
            records.cache_clear()

    def record(self, at: datetime) -> dict[str, Any]:
        """What ran, as it is kept."""
        known = results_that_count(records(self.folder), at.date())
        before = {name: known[name].faults if name in known else frozenset[str]() for name in self.ended}
        tests = {name: self._ended(name) | self._places(name, before[name]) for name in sorted(self.ended)}
        pages, views = (sorted(each) for each in _apart(set[tuple[str, str]]().union(*self.looks.values())))
        when = {"day": at.date().isoformat(), "time": f"{at:%H:%M:%S}", "commit": self.of, "asked": self.asked}
        return {**when, "listed": len(listed()), "pages": pages, "views": views, "tests": tests}

    def _ended(self, name: str) -> dict[str, int]:
        looks = self.looks.get(name, set())
        pages, views = _apart(looks)
        seen = {"looks": len(looks), "pages": len(pages), "views": len(views)} if looks else {}
        return {each: self.ended[name][each] for each in OUTCOMES} | seen

    def _places(self, name: str, before: frozenset[str]) -> dict[str, list[str]]:
        """Where it found something, and where it found nothing any more; for tests that look at several places."""
        ended = {place: outcome for place, outcome in self.places[name].items() if place}
        faults = sorted(place for place, outcome in ended.items() if outcome == "failed")
        mended = sorted(place for place in before if ended.get(place) == "passed")
        return {what: each for what, each in {"faults": faults, "mended": mended}.items() if each}


def _apart(looks: Iterable[tuple[str, str]]) -> tuple[set[str], set[str]]:
    return {page for page, _view in looks}, {view for _page, view in looks}


def joined(path: Path, told: dict[str, Any]) -> dict[str, Any]:
    """With what ran before on the same day and commit."""
    if not path.exists():
        return told
    before = json.loads(path.read_text(encoding="utf-8"))
    asked = "; ".join(dict.fromkeys((*before["asked"].split("; "), told["asked"])))
    places = {name: sorted({*before[name], *told[name]}) for name in ("pages", "views")}
    both = {
        name: _of_both(each, told["tests"][name], told)
        for name, each in before["tests"].items()
        if name in told["tests"]
    }
    return {**told, "asked": asked, **places, "tests": before["tests"] | told["tests"] | both}


def _of_both(earlier: dict[str, Any], later: dict[str, Any], run: Mapping[str, Any]) -> dict[str, Any]:
    """Of a test that ran twice the later end counts; if it saw far less, only the faults that it found or missed do."""
    first, second = Result.of(run, earlier), Result.of(run, later)
    if second.is_as_wide_as(first.width):
        return later
    both = first.then(second)
    faults = {"faults": sorted(both.faults)} if both.faults else {}
    rest = {name: each for name, each in earlier.items() if name != "faults"}
    return {**rest, "passed": both.passed, "failed": both.failed, **faults}


def asked(words: Iterable[str]) -> str:
    """What was typed, in short: the files whose tests were asked for, and any choice among them."""
    kept = [word.partition("::")[0] for word in words if word not in ("-q", "-p", "tests.recording")]
    return " ".join(dict.fromkeys(kept))


def commit() -> str:
    """The state of the platform that ran; a mark says that files differ from it."""
    here = Path(__file__).parent
    told = subprocess.run(
        ["git", "describe", "--always", "--abbrev=7", "--exclude=*", "--dirty=-changed"],
        cwd=here,
        capture_output=True,
        text=True,
        check=False,
    )
    return told.stdout.strip() or "unknown"


def pytest_runtest_setup(item: pytest.Item) -> None:
    """A test of pages tells which one, and how it looks at it."""
    given = getattr(getattr(item, "callspec", None), "params", {})
    for name, what in LOOKED_AT.items():
        each = given.get(name, ())
        several = each if isinstance(each, tuple) else (each,)
        item.user_properties += [(what, str(getattr(one, "name", one))) for one in several]


def pytest_configure(config: pytest.Config) -> None:
    """Only the process that others report to keeps the record."""
    if not hasattr(config, "workerinput"):
        config.pluginmanager.register(Recorder(asked(config.invocation_params.args)), "recorder")


if __name__ == "__main__":
    print(*named_tests())
