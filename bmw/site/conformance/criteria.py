"""The criteria as they are written down: what we say of each, and which tests are to show it."""

import tomllib
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

from bmw.kernel.text import Sentence, _
from bmw.site.conformance.names import CHAPTERS

FILE = Path(__file__).with_name("criteria.toml")


class State(StrEnum):
    """How far a criterion is met."""

    SUPPORTS = "supports"
    PARTIALLY = "partially"
    FAILS = "fails"
    ABSENT = "absent"
    """it does not arise here"""


STATES: dict[State, Sentence] = {
    State.SUPPORTS: _("met"),
    State.PARTIALLY: _("partially met"),
    State.FAILS: _("not met"),
    State.ABSENT: _("does not arise"),
}


@dataclass(frozen=True)
class Criterion:
    """One criterion, and what we say of it before anything ran."""

    number: str
    chapter: str
    state: State
    tests: tuple[str, ...] = ()
    """The tests that are to show it: a file, or a file and a function."""
    gaps: tuple[str, ...] = ()
    why: str = ""
    """Why it does not arise; a name of `ABSENT`."""


@cache
def criteria() -> tuple[Criterion, ...]:
    """All of them, in the order of their chapters."""
    source = tomllib.loads(FILE.read_text(encoding="utf-8"))
    return tuple(
        _criterion(number, chapter, said, source["tests"])
        for chapter in CHAPTERS
        for number, said in source[chapter].items()
    )


def _criterion(number: str, chapter: str, said: dict[str, Any], tests: dict[str, str]) -> Criterion:
    return Criterion(
        number,
        chapter,
        State(said["state"]),
        tuple(tests[name] for name in said.get("tests", ())),
        tuple(said.get("gaps", ())),
        said.get("why", ""),
    )


def named_tests() -> tuple[str, ...]:
    """Every test that some criterion rests on, each once."""
    return tuple(dict.fromkeys(test for each in criteria() for test in each.tests))
