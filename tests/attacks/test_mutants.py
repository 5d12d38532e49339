"""Who guards the guards: each fault that is planted must be noticed by the tests that promise to notice it."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.attacks.mutants import MUTANTS, VARIABLE

HERE = Path(__file__).parent
ROOT = HERE.parents[1]


def run(mutant: str, tests: tuple[str, ...]) -> str:
    """The last words of a test run in a process of its own, with the fault in it."""
    named = [f"{HERE.relative_to(ROOT)}/{each}" for each in tests]
    command = [sys.executable, "-m", "pytest", "-q", "--tb=line", "-p", "no:cacheprovider", "-p", "no:xdist"]
    env = {name: value for name, value in os.environ.items() if not name.startswith(("PYTEST_", "BMW_"))}
    done = subprocess.run(
        [*command, "-p", "tests.attacks.mutants", *named],
        cwd=ROOT,
        env={**env, VARIABLE: mutant},
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    return f"{done.stdout}\n{done.stderr}"


def counted(words: str) -> dict[str, int]:
    """How many tests ended how."""
    return {how: int(number) for number, how in re.findall(r"(\d+) (passed|failed|errors?)\b", words)}


def reasons(words: str) -> set[tuple[bool, str]]:
    """Why tests failed: whether a test said so itself, and in which way."""
    found = re.findall(r"^(/\S+\.py):\d+: (\w+)", words, flags=re.MULTILINE)
    return {(Path(path).is_relative_to(ROOT / "tests"), kind) for path, kind in found}


@pytest.mark.parametrize("mutant", MUTANTS)
def test_a_planted_fault_is_noticed_by_every_test_that_promises_it(mutant: str) -> None:
    words = run(mutant, MUTANTS[mutant].caught_by)
    ended = counted(words)
    assert set(ended) == {"failed"}, words
    assert ended["failed"] >= len(MUTANTS[mutant].caught_by), words
    assert reasons(words) <= {(True, "AssertionError"), (True, "assert"), (True, "Failed")}, "the fault broke the test"
    assert reasons(words)
