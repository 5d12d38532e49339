"""Faults that somebody might make one day, planted into the running server; BMW_TEST_FAULT names the one."""

import os
from typing import Any


def answered_too_early() -> None:
    """Now and then somebody is told that something was saved before it is."""
    from itertools import count

    from bmw.kernel.database import db

    commit, numbers = db.commit, count(1)

    def forgetful() -> Any:
        return db.rollback() if next(numbers) % 5 == 0 else commit()

    db.commit = forgetful  # type: ignore[method-assign]


def counted_apart() -> None:
    """Votes are kept, and nobody keeps the numbers that lists show."""
    from bmw.votes import service

    service._correct = lambda ballot, before, after: None


if fault := os.environ.get("BMW_TEST_FAULT"):
    globals()[fault]()
