"""The command `bmw` in a town where it is always the same moment, so that every date reads the same tomorrow."""

from datetime import UTC, datetime
from functools import cache
from pathlib import Path

from bmw.kernel import clock
from bmw.site.conformance import records
from bmw.site.conformance.criteria import criteria
from bmw.site.conformance.records import Record, Result

MOMENT = datetime(2026, 5, 12, 10, 0, tzinfo=UTC)
"""A Tuesday at noon in the town."""


def moment() -> datetime:
    """The present moment, for ever."""
    return MOMENT


@cache
def ran(_folder: Path = records.FOLDER) -> tuple[Record, ...]:
    """At that moment every test of the accessibility statement passed, whatever has been recorded since."""
    passed = Result(MOMENT.date(), "0000000", 1, 0, looks=26, pages=13, views=2)
    tests = {name: passed for each in criteria() for name in each.tests}
    return (Record(MOMENT.date(), "0000000", "tests", 13, ("de-1280-light", "ar-320-dark"), tests),)


if __name__ == "__main__":
    clock.now = moment  # before any room is opened that looks at the clock
    records.records = ran  # and before the statement is made
    from bmw.cli.commands import main

    main()
