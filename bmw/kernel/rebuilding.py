"""Where rows lie tells in which order they came: now and then the town's memory is laid out anew."""

from typing import Any

from sqlalchemy import Engine, Table, text
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.schema import ExecutableDDLElement

from bmw.kernel.database import Base, db


def rebuild() -> None:
    """Write every row anew, in the order of its key."""
    engine = db.get_bind()
    if not isinstance(engine, Engine):
        return
    if engine.dialect.name != "sqlite":
        for table in Base.metadata.sorted_tables:
            if table.dialect_options["sqlite"]["with_rowid"] is False:
                _rebuild_postgresql(engine, table)
        return
    with engine.connect() as connection:
        plain: Any = connection.connection.driver_connection
        plain.execute("VACUUM")
        plain.execute("PRAGMA wal_checkpoint(TRUNCATE)")


class LaidOut(ExecutableDDLElement):
    """What lays the rows of a table in the order of its keys."""

    def __init__(self, table: Table) -> None:
        self.table = table


@compiles(LaidOut, "postgresql")
def _laid_out(element: LaidOut, compiler: Any, **_more: Any) -> str:
    names = compiler.preparer
    return f"CLUSTER {names.format_table(element.table)} USING {names.format_constraint(element.table.primary_key)}"


def _rebuild_postgresql(engine: Engine, table: Table) -> None:
    """What SQLite keeps by its key alone is written anew in one step, then laid in the order of its keys.

    Each row of PostgreSQL carries the number of the step that wrote it, and lies behind the one that came before.
    """
    column = next(each for each in table.columns if not each.primary_key)
    for words in (table.update().values({column: column}), LaidOut(table)):
        with engine.begin() as connection:
            connection.execute(text("SET LOCAL statement_timeout = 0"))
            connection.execute(words)
