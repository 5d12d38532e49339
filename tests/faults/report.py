"""What a long run found, as a page: `python -m tests.faults.report build/faults.jsonl > operations/faults.md`.

BMW_TEST_FAULTS names the file in which each test leaves a line; figures come from nowhere else.
"""

import json
import os
import platform
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from tests.faults.storm import Journal, Told
from tests.recording import commit

HEAD = (
    "What happens",
    "Seeds",
    "Sent",
    "Done",
    "Refused",
    "Unknown",
    "Lost",
    "Doubled",
    "Seconds to recover",
    "p99 of answers (s)",
)
PLANTED = ("Planted fault", "Seeds", "Noticed")


@dataclass
class Found:
    """What is not as people were told."""

    lost: list[str] = field(default_factory=list)
    doubled: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)

    @property
    def all(self) -> list[str]:
        """Everything, in words."""
        return [*self.lost, *self.doubled, *self.wrong]


def note(what: str, database: str, found: Found, journals: Sequence[Journal]) -> None:
    """Leave a line about one test, if somebody wants a report."""
    told = {each.value: sum(journal.told[each] for journal in journals) for each in Told}
    times = {"recovered": [each.recovered for each in journals], "slowest": [each.slowest for each in journals]}
    sent = sum(journal.told["sent"] for journal in journals)
    leave(what=f"{what}, {database}", sent=sent, **told, lost=len(found.lost), doubled=len(found.doubled), **times)


def leave(**line: Any) -> None:
    """One line."""
    if name := os.environ.get("BMW_TEST_FAULTS"):
        with Path(name).open("a", encoding="utf-8") as file:
            file.write(json.dumps(line) + "\n")


def tables(lines: Iterable[dict[str, Any]]) -> Iterator[str]:
    """Everything that was found, in Markdown."""
    by_name: dict[str, list[dict[str, Any]]] = {}
    for line in lines:
        by_name.setdefault(line["what"], []).append(line)
    scenarios = {name: found for name, found in by_name.items() if "sent" in found[0]}
    yield from _table(HEAD, [_row(name, found) for name, found in sorted(scenarios.items())])
    planted = {name: found for name, found in by_name.items() if "noticed" in found[0]}
    if planted:
        yield ""
        rows = [(name, len(found), sum(each["noticed"] for each in found)) for name, found in sorted(planted.items())]
        yield from _table(PLANTED, rows)


def _row(name: str, found: Sequence[dict[str, Any]]) -> tuple[object, ...]:
    counts = [sum(each[column] for each in found) for column in ("sent", *Told, "lost", "doubled")]
    recovered = [seconds for each in found for seconds in each["recovered"] if seconds is not None]
    slowest = max(seconds for each in found for seconds in each["slowest"])
    return (name, len(found), *counts, f"{max(recovered):.1f}" if recovered else "–", f"{slowest:.1f}")


def _table(head: Sequence[str], rows: Iterable[Sequence[object]]) -> Iterator[str]:
    yield f"| {' | '.join(head)} |"
    yield f"|{'|'.join(['---', *['--:'] * (len(head) - 1)])}|"
    for row in rows:
        yield f"| {' | '.join(map(str, row))} |"


def page(lines: Sequence[dict[str, Any]]) -> Iterator[str]:
    """The whole page, with the state of the platform that was tried."""
    yield from (
        "# Faults: what was tried, and what came of it",
        "",
        f"State {commit()}, {datetime.now(UTC):%Y-%m-%d}, Python {platform.python_version()}, {os.cpu_count()} cores,",
        "shared with other work. Made from what a run with `BMW_TEST_FAULTS=FILE` left; `make soak` does the",
        "same with twenty seeds. Each row sums up its seeds, and names their slowest recovery and their slowest p99.",
        "*Unknown* are answers that said so (503) or never came; each was sent again until it was",
        "known. *Lost* was confirmed and is not there, *doubled* is there twice.",
        "",
        *tables(lines),
    )
    if missing := [line["missing"] for line in lines if "missing" in line]:
        told = f"{sum(missing)} deeds were acknowledged after the backup, each of them listed by the journal"
        yield from ("", f"Backups under load that were put back: {len(missing)}. {told},")
        yield "and everybody's restored state was exactly what they had done until some moment while it was made."


if __name__ == "__main__":
    with Path(sys.argv[1]).open(encoding="utf-8") as opened:
        print("\n".join(page([json.loads(each) for each in opened])))
