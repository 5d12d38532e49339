"""The list of threats stays true: each is named, each named test exists, and nothing is promised twice."""

import ast
import re
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

import pytest

HERE = Path(__file__).parent
TESTS = HERE.parent
NAMES = [f"A{number:02}" for number in range(1, 85)]
KEYS = {"what", "tests", "absent", "open"}


def threats() -> dict[str, dict[str, Any]]:
    """Every threat of the list."""
    return tomllib.loads((HERE / "threats.toml").read_text(encoding="utf-8"))


@cache
def standing_in(file: str) -> frozenset[str]:
    """The tests that stand in a file."""
    path = TESTS / file
    tree = ast.parse(path.read_text(encoding="utf-8")) if path.is_file() else ast.Module([], [])
    return frozenset(each.name for each in tree.body if isinstance(each, ast.FunctionDef) and "test" in each.name)


def is_there(named: str) -> bool:
    """Whether a test, or a file with tests, exists."""
    file, _colons, test = named.partition("::")
    return test in standing_in(file) if test else bool(standing_in(file))


def test_every_threat_is_named_once_and_in_order() -> None:
    assert list(threats()) == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_a_threat_is_guarded_or_says_why_not(name: str) -> None:
    threat = threats()[name]
    assert set(threat) <= KEYS
    assert len(threat["what"]) > 10
    assert any(threat.get(key) for key in ("tests", "absent", "open"))


def test_every_test_that_guards_us_exists() -> None:
    named = {each for threat in threats().values() for each in threat.get("tests", ())}
    assert len(named) > 80
    assert not sorted(each for each in named if not is_there(each))


def promised() -> str:
    """What the town is promised, with the tests that try it."""
    return (TESTS.parent / "SECURITY.md").read_text(encoding="utf-8").partition("## What we promise")[2]


def test_every_promise_says_how_far_it_is_kept_and_who_tries_it() -> None:
    lines = [line.split("|")[1:-1] for line in promised().splitlines() if line.startswith("| D")]
    assert [cells[0].strip() for cells in lines] == [f"D{number:02}" for number in range(1, 23)]
    for cells in lines:
        _name, promise, state, tried, missing = (each.strip() for each in cells)
        assert promise
        assert state in ("kept", "in part", "not yet")
        assert bool(tried) == (state != "not yet")
        assert missing or state == "kept" or not tried


def test_every_file_that_keeps_a_promise_exists_and_has_tests() -> None:
    named = set(re.findall(r"`tests/([\w/.:]+)`", promised()))
    assert len(named) > 20
    folders = {each for each in named if each.endswith("/") and list((TESTS / each).glob("test_*.py"))}
    assert not sorted(each for each in named - folders - {"attacks/threats.toml"} if not is_there(each))


def test_every_attack_is_made_because_of_a_threat() -> None:
    named = {each.partition("::")[0] for threat in threats().values() for each in threat.get("tests", ())}
    about_themselves = {"attacks/test_threats.py", "attacks/test_mutants.py", "attacks/test_addresses.py"}
    files = {path.relative_to(TESTS).as_posix() for path in HERE.rglob("test_*.py")}
    assert files - about_themselves <= named
