"""What ran is written down as it ended: the record that the accessibility statement rests on."""

import json
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from bmw.site.conformance.records import Record
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


def test_a_second_run_of_the_same_day_adds_to_the_first(tmp_path: Path) -> None:
    first = {
        "day": "2026-05-12",
        "commit": "1234567",
        "asked": "tests/a.py",
        "pages": ["home"],
        "views": [],
        "tests": {},
    }
    path = tmp_path / "record.json"
    path.write_text(json.dumps({**first, "tests": {"a": {"passed": 0, "failed": 1}}}))
    told = joined(path, {**first, "asked": "tests/b.py", "pages": ["help"], "tests": {"a": {"passed": 1, "failed": 0}}})
    assert told["asked"] == "tests/a.py; tests/b.py"
    assert told["pages"] == ["help", "home"]
    assert told["tests"] == {"a": {"passed": 1, "failed": 0}}


def test_what_was_asked_is_said_in_short() -> None:
    assert (
        asked(["-q", "-p", "tests.recording", "tests/a.py::test_b", "tests/a.py::test_c", "-k", "x"])
        == "tests/a.py -k x"
    )
