"""What ran is written down as it ended: the record that the accessibility statement rests on."""

import json
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from accessibility.listing import listed
from bmw.site.conformance.records import Record, records, results_that_count
from tests.recording import Recorder, asked, joined


def ended(name: str, outcome: str = "passed", when: str = "call", **seen: str) -> Any:
    return SimpleNamespace(nodeid=name, outcome=outcome, when=when, user_properties=list(seen.items()))


def test_a_record_tells_how_each_test_ended_and_what_was_looked_at(tmp_path: Path) -> None:
    recorder = Recorder("tests/browser", tmp_path)
    recorder.pytest_runtest_logreport(ended("tests/a.py::test_b[home-de]", page="home", view="de-320-light"))
    recorder.pytest_runtest_logreport(ended("tests/a.py::test_b[help-de]", "failed", page="help", view="de-320-light"))
    recorder.pytest_sessionfinish()
    (path,) = tmp_path.glob("*.json")
    record = Record.of(json.loads(path.read_text()))
    assert (record.pages, record.views, record.asked) == (2, ("de-320-light",), "tests/browser")
    assert (record.tests["tests/a.py::test_b"].passed, record.tests["tests/a.py::test_b"].failed) == (1, 1)


def test_a_test_that_broke_before_it_began_has_failed() -> None:
    recorder = Recorder("tests")
    recorder.pytest_runtest_logreport(ended("tests/a.py::test_b", when="setup"))
    recorder.pytest_runtest_logreport(ended("tests/a.py::test_c", "failed", when="setup"))
    assert recorder.ended == {"tests/a.py::test_c": {"failed": 1}}


def test_a_run_that_did_not_look_at_every_page_is_known_to_be_a_part(tmp_path: Path) -> None:
    for folder, pages in {"part": ("home",), "whole": [each.name for each in listed()]}.items():
        recorder = Recorder("tests/browser", tmp_path / folder)
        for page in pages:
            seen = {"page": page, "view": "de-320-light"}
            recorder.pytest_runtest_logreport(ended(f"tests/a.py::test_b[{page}]", **seen))
        recorder.pytest_sessionfinish()
        (record,) = records(tmp_path / folder)
        assert record.tests["tests/a.py::test_b"].looks == len(pages)
        assert record.tests["tests/a.py::test_b"].is_whole is (folder == "whole")


def test_an_older_record_that_does_not_tell_how_many_pages_there_were_is_a_part() -> None:
    told = {name: each for name, each in FIRST.items() if name != "listed"} | {
        "tests": {"a": {"passed": 26, "failed": 0}}
    }
    assert not Record.of(told).tests["a"].is_whole
    assert Record.of({**told, "pages": []}).tests["a"].is_whole


FIRST: dict[str, Any] = {
    "day": "2026-05-12",
    "commit": "1234567",
    "asked": "tests/a.py",
    "pages": ["home"],
    "views": [],
    "listed": 2,
    "tests": {},
}
"""A record, as it is written."""


def twice(tmp_path: Path, first: dict[str, int], then: dict[str, int]) -> dict[str, Any]:
    """What is kept of two runs of the same day."""
    path = tmp_path / "record.json"
    path.write_text(json.dumps({**FIRST, "tests": {"a": first}}))
    return joined(path, {**FIRST, "asked": "tests/b.py", "pages": ["help"], "tests": {"a": then}})


def test_a_second_run_of_the_same_day_adds_to_the_first(tmp_path: Path) -> None:
    told = twice(tmp_path, {"passed": 0, "failed": 1}, {"passed": 1, "failed": 0})
    assert told["asked"] == "tests/a.py; tests/b.py"
    assert told["pages"] == ["help", "home"]
    assert told["tests"] == {"a": {"passed": 1, "failed": 0}}


def test_a_small_run_of_the_same_day_adds_no_more_than_its_faults(tmp_path: Path) -> None:
    great, part = {"looks": 48, "pages": 2, "views": 24}, {"looks": 1, "pages": 1, "views": 1}
    for failed in (0, 1):
        told = twice(tmp_path, {"passed": 2, "failed": 0, **great}, {"passed": 1 - failed, "failed": failed, **part})
        assert told["tests"] == {"a": {"passed": 2 - failed, "failed": failed, **great}}


def run_over(folder: Path, *places: tuple[str, str]) -> None:
    """A run that ends on these pages as told."""
    recorder = Recorder("tests/a.py", folder)
    recorder.of = f"{len(list(folder.glob('*')))}"
    for page, outcome in places:
        recorder.pytest_runtest_logreport(ended(f"a[{page}]", outcome, page=page, view="de-320-light"))
    recorder.pytest_sessionfinish()


def test_a_fault_counts_until_the_same_page_was_looked_at_again(tmp_path: Path) -> None:
    pages = [each.name for each in listed()]
    run_over(tmp_path, *((page, "failed" if page in pages[:2] else "passed") for page in pages))
    today = datetime.now(UTC).date()
    for page, still in (pages[2], 2), (pages[0], 1), (pages[1], 0):
        run_over(tmp_path, (page, "passed"))
        counted = results_that_count(records(tmp_path), today)["a"]
        assert (counted.passed, counted.failed, counted.looks) == (len(pages) - still, still, len(pages))
    run_over(tmp_path, (pages[0], "failed"))
    assert results_that_count(records(tmp_path), today)["a"].failed == 1


def test_what_was_asked_is_said_in_short() -> None:
    assert (
        asked(["-q", "-p", "tests.recording", "tests/a.py::test_b", "tests/a.py::test_c", "-k", "x"])
        == "tests/a.py -k x"
    )
