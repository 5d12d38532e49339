"""Where the processor time of a page goes: measured by Python's own profiler, added up by package."""

import cProfile
import pstats
from collections import Counter
from collections.abc import Mapping
from pathlib import Path

from tests.bench.deeds import Crowd, Deed
from tests.bench.pages import Reader, addresses
from tests.bench.town import Town

PACKAGES = {
    "SQLAlchemy": ("/sqlalchemy/",),
    "the database": ("sqlite3", "/psycopg"),
    "Jinja": ("/jinja2/", "/markupsafe/", "<template>", ".html"),
    "Flask and Werkzeug": ("/flask", "/werkzeug/", "/babel/"),
    "our code": ("/bmw/",),
}
REST = "Python itself"
ROUNDS = 30
PROFILED = ("home", "field", "list, newest", "proposal", "numbers")


def shares(town: Town) -> dict[str, Mapping[str, float]]:
    """Of some pages and of a vote: for each package its part of the time, from 0 to 1."""
    found = {}
    for name in PROFILED:
        reader, paths = Reader(town), addresses(town)[name]
        reader.do(Deed(paths[0]))
        profile = cProfile.Profile()
        with profile:
            for number in range(ROUNDS):
                reader.do(Deed(paths[number % len(paths)]))
        found[name] = _by_package(profile)
    return {**found, "vote": _vote(town)}


def _vote(town: Town) -> Mapping[str, float]:
    crowd, profile = Crowd(town), cProfile.Profile()
    plan = [crowd.vote() for _n in range(ROUNDS)]
    readers = [Reader(town, each.token) for each in plan]
    with profile:
        for reader, deed in zip(readers, plan, strict=True):
            reader.do(deed)
    return _by_package(profile)


def _by_package(profile: cProfile.Profile) -> Mapping[str, float]:
    spent: Counter[str] = Counter()
    for (file, _line, name), (_calls, _all, own, _with, _callers) in pstats.Stats(profile).stats.items():  # type: ignore[attr-defined]  # documented, not typed
        where = f"{Path(file).as_posix()} {name}"
        spent[next((each for each, marks in PACKAGES.items() if any(mark in where for mark in marks)), REST)] += own
    whole = sum(spent.values())
    return {name: spent[name] / whole for name in (*PACKAGES, REST)}
