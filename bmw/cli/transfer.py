"""Copying a whole town from one database into another, and comparing the two row by row."""

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from graphlib import TopologicalSorter
from itertools import islice
from typing import Any

from sqlalchemy import Connection, Engine, Integer, Table, func, insert, literal_column, select

from bmw.kernel.database import READING, WRITES, Base, connect
from bmw.lookup.models import lookup

CHUNK = 2000
"""Rows that are held in memory at a time."""
PATIENT = (
    "SET LOCAL statement_timeout = 0",
    "SET LOCAL lock_timeout = 0",
    "SET LOCAL idle_in_transaction_session_timeout = 0",
)
"""What lets one transaction on PostgreSQL take as long as a whole town needs."""


@dataclass(frozen=True)
class Content:
    """How many rows a table has, and a sum over all of them that does not depend on their order."""

    rows: int
    digest: str


def tables() -> list[Any]:
    """Every table of the house, those first that others point at; the index of words comes last."""
    return [*Base.metadata.sorted_tables, lookup]


@contextmanager
def opened(address: str) -> Iterator[Engine]:
    """A database beside the town's own, closed afterwards."""
    engine = connect(address)
    try:
        yield engine
    finally:
        engine.dispose()


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """A connection that sees a town as it is at this one moment, whoever writes meanwhile."""
    with engine.connect().execution_options(**READING if engine.dialect.name == "postgresql" else {}) as connection:
        _be_patient(connection)
        yield connection


@contextmanager
def filling(engine: Engine) -> Iterator[Connection]:
    """A connection to a town that nobody else writes into; in the end everything is kept, or nothing."""
    with engine.connect().execution_options(**{WRITES: True}) as connection:
        _be_patient(connection)
        if engine.dialect.name == "sqlite":
            connection.exec_driver_sql("PRAGMA defer_foreign_keys = ON")
        yield connection
        connection.commit()


def _be_patient(connection: Connection) -> None:
    if connection.dialect.name == "postgresql":
        for statement in PATIENT:
            connection.exec_driver_sql(statement)


def copy(source: Connection, target: Connection) -> None:
    """Every row of every table, in an order that the keys of the target bear."""
    for table in tables():
        for rows in _chunks(_rows(source, table)):
            target.execute(insert(table), rows)
    if target.dialect.name == "postgresql":
        _continue_numbers(target)


def _rows(source: Connection, table: Any) -> Iterator[dict[str, Any]]:
    """All rows; where rows point at others of the same table, those that are pointed at come first."""
    everything = select(*table.columns)
    if inward := _points_inward(table):
        late = _in_order(source, table, inward)
        first = everything.where(table.c.id.not_in(select(_inward_ids(table, inward).subquery())))
        yield from _read(source, first)
        for some in _chunks(iter(late)):
            found = {row["id"]: row for row in _read(source, everything.where(table.c.id.in_(some)))}
            yield from (found[number] for number in some)
        return
    yield from _read(source, everything)


def _read(source: Connection, question: Any) -> Iterator[dict[str, Any]]:
    with source.execute(question, execution_options={"yield_per": CHUNK}) as result:
        for row in result.mappings():
            yield dict(row)


def _chunks(things: Iterator[Any]) -> Iterator[list[Any]]:
    while some := list(islice(things, CHUNK)):
        yield some


def _points_inward(table: Any) -> list[Any]:
    if not isinstance(table, Table):
        return []
    return [key.parent for key in table.foreign_keys if key.column.table is table]


def _inward_ids(table: Any, inward: Sequence[Any]) -> Any:
    question = select(table.c.id)
    where = inward[0].is_not(None)
    for column in inward[1:]:
        where = where | column.is_not(None)
    return question.where(where)


def _in_order(source: Connection, table: Any, inward: Sequence[Any]) -> list[int]:
    """The numbers of the rows that point at rows of the same table, each after those it points at."""
    pointing = _inward_ids(table, inward).add_columns(*inward)
    graph = {row[0]: {other for other in row[1:] if other is not None} for row in source.execute(pointing)}
    return [number for number in TopologicalSorter(graph).static_order() if number in graph]


def _continue_numbers(target: Connection) -> None:
    """New rows get numbers after the ones that came along."""
    for table in Base.metadata.sorted_tables:
        [*keys] = table.primary_key.columns
        if len(keys) == 1 and isinstance(keys[0].type, Integer):
            quoted = target.dialect.identifier_preparer.quote(table.name)
            name = target.scalar(select(func.pg_get_serial_sequence(quoted, keys[0].name)))
            if name and (highest := target.scalar(select(func.max(keys[0])))):
                target.execute(select(func.setval(name, highest)))


def contents(connection: Connection) -> dict[str, Content]:
    """What lies in each table, to be compared with another town, whichever database it lives in."""
    return {table.name: _content(connection, table) for table in tables()}


def _content(connection: Connection, table: Any) -> Content:
    total, rows = 0, 0
    for row in _read(connection, select(*table.columns)):
        total += int.from_bytes(hashlib.sha256(_written(row)).digest())
        rows += 1
    return Content(rows, f"{total % (1 << 256):064x}")


def _written(row: dict[str, Any]) -> bytes:
    """A row as bytes, the same for the same values in every database."""
    return json.dumps(row, sort_keys=True, ensure_ascii=False, default=_plainly).encode()


def _plainly(value: Any) -> Any:
    if isinstance(value, Mapping):
        return dict(value)
    return value.hex() if isinstance(value, bytes | memoryview) else str(value)


def is_empty(connection: Connection) -> bool:
    """Whether nothing was ever written into a town."""
    return not any(connection.scalar(select(literal_column("1")).select_from(table).limit(1)) for table in tables())
