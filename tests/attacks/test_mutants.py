"""Who guards the guards: each fault that is planted must be noticed by the tests that promise to notice it."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.attacks.mutants import MUTANTS

HERE = Path(__file__).parent
ROOT = HERE.parents[1]


@pytest.fixture(scope="module")
def mother() -> Iterator[Any]:
    """A process that gives birth to others."""
    env = {name: value for name, value in os.environ.items() if not name.startswith(("PYTEST_", "BMW_"))}
    call = [sys.executable, "-m", "tests.attacks.mother"]
    with subprocess.Popen(call, cwd=ROOT, env=env, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        yield process
        process.stdin.close()  # type: ignore[union-attr]  # it is a pipe


def run(mother: Any, mutant: str, tests: tuple[str, ...], said: Path) -> str:
    """What a test run says, in a process of its own, with the fault in it."""
    named = [f"{HERE.relative_to(ROOT)}/{each}" for each in tests]
    arguments = ["-q", "--tb=line", "-p", "no:cacheprovider", "-p", "no:xdist", *named]
    mother.stdin.write(json.dumps([mutant, str(said), arguments]) + "\n")
    mother.stdin.flush()
    assert mother.stdout.readline().strip() == "1", said.read_text()
    return said.read_text(encoding="utf-8")


def counted(words: str) -> dict[str, int]:
    """How many tests ended how."""
    return {how: int(number) for number, how in re.findall(r"(\d+) (passed|failed|errors?)\b", words)}


def reasons(words: str) -> set[tuple[bool, str]]:
    """Why tests failed: whether a test said so itself, and in which way."""
    found = re.findall(r"^(/\S+\.py):\d+: (\w+)", words, flags=re.MULTILINE)
    return {(Path(path).is_relative_to(ROOT / "tests"), kind) for path, kind in found}


@pytest.mark.parametrize("mutant", MUTANTS)
def test_a_planted_fault_is_noticed_by_every_test_that_promises_it(mother: Any, mutant: str, tmp_path: Path) -> None:
    words = run(mother, mutant, MUTANTS[mutant].caught_by, tmp_path / "said")
    ended = counted(words)
    assert set(ended) == {"failed"}, words
    assert ended["failed"] >= len(MUTANTS[mutant].caught_by), words
    assert reasons(words) <= {(True, "AssertionError"), (True, "assert"), (True, "Failed")}, "the fault broke the test"
    assert reasons(words)
