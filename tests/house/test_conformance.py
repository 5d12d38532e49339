"""Each "supports" names its test, each test exists, each gap has reason and alternative."""

import ast
import re
from pathlib import Path

import pytest

from bmw.site.conformance.criteria import Criterion, State, criteria, named_tests
from bmw.site.conformance.gaps import ABSENT, GAPS, OF_THE_LAW
from bmw.site.conformance.names import CHAPTERS, NAMES
from bmw.site.conformance.records import FOLDER, records

ROOT = Path(__file__).parents[2]
WCAG = {"A": 31 + 1, "AA": 24}
"""WCAG 2.2 without 4.1.1 has 31 criteria of level A and 24 of level AA; EN 301 549 V3.2.1 still asks for 4.1.1."""


def exists(test: str) -> bool:
    """Whether a test is in its file."""
    name, _, function = test.partition("::")
    path = ROOT / name
    if not path.is_file():
        return False
    tests = {
        node.name for node in ast.parse(path.read_text(encoding="utf-8")).body if isinstance(node, ast.FunctionDef)
    }
    return function in tests if function else any(each.startswith("test_") for each in tests)


def test_every_criterion_is_there_once_and_has_a_name() -> None:
    numbers = [each.number for each in criteria()]
    assert len(numbers) == len(set(numbers))
    assert set(numbers) == set(NAMES)
    assert {chapter: sum(each.chapter == chapter for each in criteria()) for chapter in WCAG} == WCAG
    assert {each.chapter for each in criteria()} == set(CHAPTERS)


@pytest.mark.parametrize("test", named_tests())
def test_a_named_test_exists(test: str) -> None:
    assert exists(test)


def test_a_test_that_does_not_exist_is_noticed() -> None:
    assert not exists("tests/house/test_conformance.py::test_that_nobody_wrote")
    assert not exists("tests/nowhere.py")


@pytest.mark.parametrize("criterion", criteria(), ids=lambda each: each.number)
def test_a_criterion_says_why(criterion: Criterion) -> None:
    assert criterion.tests or criterion.state is not State.SUPPORTS, "what is met names its test"
    assert criterion.gaps or criterion.state not in (State.PARTIALLY, State.FAILS), "what is missing stands there"
    assert set(criterion.gaps) <= set(GAPS)
    assert (criterion.why in ABSENT) == (criterion.state is State.ABSENT)


def test_every_gap_belongs_to_a_criterion_or_to_a_law() -> None:
    assert set(GAPS) == {gap for each in criteria() for gap in each.gaps} | set(OF_THE_LAW)


def test_records_are_dated_and_tell_what_they_covered() -> None:
    for path, record in zip(sorted(FOLDER.glob("*.json")), sorted(records(), key=lambda r: str(r.day)), strict=True):
        assert re.fullmatch(r"\d{4}-\d\d-\d\d-[0-9a-f]{7}(-changed)?\.json", path.name), path.name
        assert record.asked
        assert record.tests
