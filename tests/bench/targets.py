"""What was aimed at, beside what one run measured, and why it was missed where it was."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from tests.bench.load import Borne, Day
from tests.bench.pages import Measured

PAGES = ("home", "field", "list, newest", "list, most supported", "list, page 100", "search", "proposal", "roadmap")
MODEL = (
    "By the profile above most of it is SQLAlchemy, which makes objects of rows, and Jinja, which puts a frame and "
    "cards around them; a page as bare as the one it is compared with has neither."
)
TURNS = (
    "Only one process of SQLite writes at a time, and with PostgreSQL each question goes to another process and back. "
    "While threads take turns a vote takes about twice the processor time that it takes alone. The load generator "
    "shares the two processors."
)
FINDS = "Most of it is the database's time: it fetches every find of a frequent word, and keeps the newest."
SHARED = "The load generator shares the processors with the server."
CAME = "More came than processors serve that share their time with the crowd; who still queued at the end counts here."


@dataclass
class Run:
    """Everything one run has measured, by database."""

    tables: dict[str, dict[str, Mapping[str, Measured]]] = field(default_factory=dict)
    """database → town → page"""
    borne: dict[tuple[str, str], Mapping[str, Borne]] = field(default_factory=dict)
    """database, web processes → what"""
    days: dict[tuple[str, str], Day] = field(default_factory=dict)
    herds: dict[tuple[str, str], Day] = field(default_factory=dict)

    def measured(self, *names: str) -> Iterator[Measured]:
        """A page in every town."""
        for towns in self.tables.values():
            for found in towns.values():
                yield from (found[name] for name in names if name in found)

    def growth(self) -> Iterator[tuple[float, str]]:
        """How many times slower each page is in the largest town than in the smallest."""
        for towns in self.tables.values():
            first, last = (found := [each for name, each in towns.items() if name != "imported"])[0], found[-1]
            yield from ((last[name].p95 / first[name].p95, name) for name in first if last is not first)


Came = tuple[str, bool | None]
"""What came, in words, and whether that is enough; nothing if nobody measured it."""
UNKNOWN: Came = ("not measured", None)


@dataclass(frozen=True)
class Target:
    """What is wanted, what came, and why it was missed if it was."""

    words: str
    came: Callable[[Run], "Came"]
    why: str = MODEL


def _most(values: Iterable[float], bound: float, unit: str = "") -> Came:
    worst = max(values, default=None)
    return UNKNOWN if worst is None else (f"at most {worst:,.1f}{unit}", worst <= bound)


def _least(values: Iterable[float], bound: float, unit: str = "") -> Came:
    worst = min(values, default=None)
    return UNKNOWN if worst is None else (f"at least {worst:,.1f}{unit}", worst >= bound)


def _kept(run: Run) -> Came:
    rates = [
        each.per_second / found["hello (Flask alone)"].per_second
        for found in run.borne.values()
        for name, each in found.items()
        if name.endswith(", kept")
    ]
    return (f"at least {min(rates):.2f} times as fast", min(rates) >= 1) if rates else UNKNOWN


def _growth(run: Run) -> Came:
    worst, name = max(run.growth(), default=(None, ""))
    return UNKNOWN if worst is None else (f"at most {worst:.2f} times ({name})", worst <= 1.5)


def _long_thread(run: Run) -> Came:
    both = zip(run.measured("proposal, 500 comments"), run.measured("proposal"), strict=True)
    return _most((long.cpu / usual.cpu for long, usual in both), 1.25, " times")


def _memory(run: Run) -> Came:
    return _most((max(day.memory) / int(many) for (_database, many), day in run.days.items()), 150, " MB")


def _slope(run: Run) -> Came:
    grown = [day.memory[-1] / day.memory[len(day.memory) // 5] for day in run.days.values() if len(day.memory) > 5]
    return _most(grown, 1.1, " times what it was after a fifth of the time")


TARGETS = (
    Target("A kept page comes at least as fast as Flask's “hello”", _kept, SHARED),
    Target(
        "A page made anew costs at most 2 bare pages", lambda run: _most((e.ratio for e in run.measured(*PAGES)), 2)
    ),
    Target(
        "A list asks the database at most 5 times",
        lambda run: _most(
            (e.queries for e in run.measured("list, newest", "list, most supported", "list, page 100")), 5
        ),
    ),
    Target(
        "A proposal asks it at most 8 times",
        lambda run: _most((e.queries for e in run.measured("proposal", "proposal, 500 comments")), 8),
    ),
    Target(
        "500 comments cost hardly more than 20",
        _long_thread,
        "Twenty threads are shown either way; more of them have replies, which are shown as well.",
    ),
    Target("A vote costs at most 3 ms", lambda run: _most((e.cpu for e in run.measured("vote")), 3, " ms")),
    Target(
        "400 votes a second", lambda run: _least((found["vote"].per_second for found in run.borne.values()), 400), TURNS
    ),
    Target(
        "A search takes at most 50 ms", lambda run: _most((e.p95 for e in run.measured("search")), 50, " ms"), FINDS
    ),
    Target(
        "In the largest town a page takes at most 1.5 times as long",
        _growth,
        "A page with more to show, or an index with more to look through, see the table of growth.",
    ),
    Target(
        "On a vote day 99 of 100 answers come within 100 ms",
        lambda run: _most((day.slowest(0.99) for day in run.days.values()), 100, " ms"),
        CAME,
    ),
    Target(
        "On a vote day and in a herd nothing fails",
        lambda run: _most((day.failed for day in (*run.days.values(), *run.herds.values())), 0),
        CAME,
    ),
    Target(
        "In the largest town each process takes at most 150 MB, its part of what they share included",
        _memory,
        "Pages that are kept and what SQLAlchemy remembers of statements.",
    ),
    Target(
        "Memory does not grow during the vote day", _slope, "It grows until all kinds of pages have been kept once."
    ),
)
