"""The index: one row for each findable record. SQLite keeps it with FTS5, PostgreSQL with `tsvector`."""

from typing import Any

from sqlalchemy import Connection, column, event, table

from bmw.kernel.database import Base

lookup = table("lookup", column("rowid"), column("kind"), column("title"), column("body"))
"""`title` and `body` hold folded words with spaces between; `rowid` is the id of the record."""

SQLITE = """
CREATE VIRTUAL TABLE IF NOT EXISTS lookup USING fts5(
  kind UNINDEXED, title, body, tokenize = 'unicode61 remove_diacritics 2', prefix = '2 3 4')
"""
FOR_GOOD = "INSERT INTO lookup (lookup, rank) VALUES ('secure-delete', 1)"
"""What is taken out of the index leaves no trace in it."""
POSTGRESQL = """
CREATE TABLE IF NOT EXISTS lookup (
  rowid integer PRIMARY KEY REFERENCES record (id) ON DELETE CASCADE,
  kind varchar(20) NOT NULL, title text NOT NULL, body text NOT NULL,
  words tsvector NOT NULL GENERATED ALWAYS AS
    (setweight(to_tsvector('simple', title), 'A') || setweight(to_tsvector('simple', body), 'D')) STORED)
"""
INDEX = "CREATE INDEX IF NOT EXISTS ix_lookup_words ON lookup USING gin (words)"


def create(connection: Connection) -> None:
    """Make the index; the migration and the tests call this."""
    for statement in [SQLITE, FOR_GOOD] if connection.dialect.name == "sqlite" else [POSTGRESQL, INDEX]:
        connection.exec_driver_sql(statement)


def drop(connection: Connection) -> None:
    """Take the index away; nothing is lost, it can be filled again."""
    connection.exec_driver_sql("DROP TABLE IF EXISTS lookup")


@event.listens_for(Base.metadata, "after_create")
def _create(_metadata: Any, connection: Connection, **_more: Any) -> None:
    create(connection)


@event.listens_for(Base.metadata, "before_drop")
def _drop(_metadata: Any, connection: Connection, **_more: Any) -> None:
    drop(connection)
