"""Every byte that a database keeps: rows of every table, those of the word index, and the file itself."""

import sqlite3
from pathlib import Path

from sqlalchemy import text

from bmw.kernel.database import db


def all_rows() -> bytes:
    """Every value of every table, the index's own tables included, as bytes."""
    tables = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
    rows = [row for (name,) in db.execute(text(tables)) for row in db.execute(text(f'SELECT * FROM "{name}"'))]
    return b"\0".join(_bytes(value) for row in rows for value in row)


def _bytes(value: object) -> bytes:
    if isinstance(value, bytes):
        return value
    return str(value).encode()


def file_after_checkpoint(path: Path) -> bytes:
    """The bytes of the file once the journal is written back; nothing is vacuumed."""
    db.remove()
    db.get_bind().dispose()  # type: ignore[union-attr]  # an engine
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
    return path.read_bytes() + b"".join(each.read_bytes() for each in path.parent.glob(f"{path.name}-wal"))
