"""Everything that is kept, so that a test can say that nothing changed."""

from typing import Any

from sqlalchemy import Connection, select

from bmw.kernel.database import Base

ALONGSIDE = frozenset({"limit_window", "browser_session", "factor_pending"})
"""Tries are booked even when a step fails, and a session remembers when it was seen; challenges work once."""


def dump(connection: Connection) -> dict[str, list[Any]]:
    """Every row of every table that a step may change."""
    tables = (each for each in Base.metadata.sorted_tables if each.name not in ALONGSIDE)
    return {each.name: sorted(map(repr, connection.execute(select(each)))) for each in tables}
