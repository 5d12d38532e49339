"""The command `bmw` in a town where it is always the same moment, so that every date reads the same tomorrow."""

from datetime import UTC, datetime

from bmw.kernel import clock

MOMENT = datetime(2026, 5, 12, 10, 0, tzinfo=UTC)
"""A Tuesday at noon in the town."""


def moment() -> datetime:
    """The present moment, for ever."""
    return MOMENT


if __name__ == "__main__":
    clock.now = moment  # before any room is opened that looks at the clock
    from bmw.__main__ import main

    main()
