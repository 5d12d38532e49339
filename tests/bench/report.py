"""What was measured, as Markdown."""

import os
import platform
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from bmw.kernel.clock import now
from bmw.kernel.database import sqlite_driver
from tests.bench.load import Borne, Day
from tests.bench.pages import Measured
from tests.bench.targets import TARGETS, Run


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table: the first column left, numbers right."""
    lines = [head, [":--", *["--:"] * (len(head) - 1)], *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines) + "\n"


METHOD = Path(__file__).with_name("method.md")


def head(command: str) -> str:
    """How, where and when."""
    machine = f"{platform.machine()}, {os.cpu_count()} cores, {platform.system()} {platform.release()}"
    versions = f"Python {platform.python_version()}, SQLite {sqlite_driver().sqlite_version}"
    return METHOD.read_text(encoding="utf-8").format(
        command=command, day=f"{now():%d %B %Y}", machine=machine, versions=versions
    )


def pages(database: str, name: str, found: Mapping[str, Measured]) -> str:
    """Every page and deed of one town."""
    rows = [
        [
            what,
            str(each.queries),
            f"{each.kilobytes:.1f}",
            f"{each.cpu:.2f}",
            f"{each.bare:.2f}",
            f"{each.ratio:.1f}",
            f"{each.p95:.1f}",
        ]
        for what, each in found.items()
    ]
    named = ["", "SQL", "kB", "CPU ms", "bare page ms", "ratio", "p95 ms"]
    return f"### Made anew: {name} proposals, {database}\n\n{table(named, rows)}"


def growth(database: str, tables: Mapping[str, Mapping[str, Measured]]) -> str:
    """How much slower each page is in larger towns than in the smallest."""
    towns = [name for name in tables if name != "imported"]
    first = tables[towns[0]]
    rows = [
        [what, f"{first[what].p95:.1f} ms", *(f"{tables[name][what].p95 / first[what].p95:.2f}" for name in towns[1:])]
        for what in first
    ]
    named = ["p95", f"{towns[0]} proposals", *(f"× at {name}" for name in towns[1:])]
    return f"### Growth, {database}\n\n{table(named, rows)}"


def shares(database: str, name: str, found: Mapping[str, Mapping[str, float]]) -> str:
    """Where the time of a page goes."""
    packages = list(next(iter(found.values())))
    rows = [[what, *(f"{parts[each]:.0%}" for each in packages)] for what, parts in found.items()]
    return f"### Where the time goes: {name} proposals, {database}\n\n{table(['', *packages], rows)}"


def targets(run: Run) -> str:
    """What was aimed at, whether it was met, and why not."""
    rows, missed = [], []
    for target in TARGETS:
        came, is_met = target.came(run)
        rows.append([target.words, came, {True: "met", False: "**missed**", None: ""}[is_met]])
        missed += [f"- *{target.words}*: {target.why}"] if is_met is False else []
    return "\n".join(["### What was aimed at", "", table(["", "came", ""], rows), *missed, ""])


def borne(database: str, name: str, processes: str, found: Mapping[str, Borne]) -> str:
    """What the server bears."""
    hello = found["hello (Flask alone)"].per_second
    rows = [
        [what, f"{each.per_second:,.0f}", f"{each.per_second / hello:.2f}", f"{each.p99:.1f}", str(each.failed)]
        for what, each in found.items()
    ]
    named = ["", "a second", "of hello", "p99 ms", "failed"]
    return f"### Under load: {name} proposals, {database}, {processes} web process(es)\n\n{table(named, rows)}"


def day(what: str, database: str, name: str, processes: str, met: Day) -> str:
    """What a crowd met."""
    sent = len(met.took)
    parts = [(n * met.lasted / 5, (n + 1) * met.lasted / 5) for n in range(5)]
    rows = [
        ["requests", f"{sent:,}"],
        ["answers a second", f"{sum(met.answers.values()) / met.lasted:,.0f}"],
        ["answers", ", ".join(f"{number:,} × {status}" for status, number in sorted(met.answers.items()))],
        ["failed, or came for nothing", str(met.failed)],
        *([f"p{share:g} ms", f"{met.slowest(share / 100):.1f}"] for share in (50, 95, 99, 99.9)),
        ["p99 ms in each fifth", ", ".join(f"{met.slowest(0.99, *part):.0f}" for part in parts)],
        ["memory, MB", ", ".join(f"{each:.0f}" for each in met.memory[:: max(1, len(met.memory) // 10)])],
    ]
    return f"### {what}: {name} proposals, {database}, {processes} web process(es)\n\n{table(['', ''], rows)}"
