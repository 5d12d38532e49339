"""The town's memory: one database, short transactions, everything or nothing."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from types import ModuleType
from typing import Any

from sqlalchemy import Engine, MetaData, create_engine, event
from sqlalchemy.orm import DeclarativeBase, Session, scoped_session, sessionmaker

from bmw.kernel.clock import Moment
from bmw.kernel.text import Localized, LocalizedText

NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}
SAFE_SQLITE = ((3, 51, 3), (3, 50, 7), (3, 44, 6))
WRITES = "bmw_writes"

db: scoped_session[Session] = scoped_session(sessionmaker(expire_on_commit=False))
"""The conversation with the database that the running step has open."""


_turns = count(1)
_generation = [0]


def generation() -> int:
    """A number that changes whenever this process has written something."""
    return _generation[0]


def _turn() -> None:
    _generation[0] = next(_turns)


class Base(DeclarativeBase):
    """Every table of the house."""

    metadata = MetaData(naming_convention=NAMES)
    type_annotation_map = {Localized: LocalizedText}


class UnsafeDatabase(Exception):
    """The database driver on this machine can lose or damage data."""


def is_safe_sqlite(version: tuple[int, ...]) -> bool:
    """Whether this SQLite is free of the WAL-reset fault (fixed in 3.51.3, 3.50.7 and 3.44.6)."""
    return version >= SAFE_SQLITE[0] or any(version[:2] == fixed[:2] and version >= fixed for fixed in SAFE_SQLITE)


def sqlite_driver() -> ModuleType:
    """The driver that carries a safe SQLite: the packaged one, else Python's own if it is new enough."""
    try:
        from pysqlite3 import dbapi2
    except ImportError:
        dbapi2 = sqlite3
    if not is_safe_sqlite(dbapi2.sqlite_version_info):
        raise UnsafeDatabase(
            f"SQLite {dbapi2.sqlite_version} can damage data under load; please install the package pysqlite3."
        )
    module: ModuleType = dbapi2
    return module


def connect(url: str) -> Engine:
    """An engine for the town's database, with every safety the house relies on."""
    if not url.startswith("sqlite"):
        return create_engine(url, pool_size=10, pool_pre_ping=True, connect_args={"connect_timeout": 5})
    engine = create_engine(url, module=sqlite_driver(), pool_size=16, connect_args={"timeout": 10.0})
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _prepare_sqlite(connection: Any, _record: Any) -> None:
    connection.isolation_level = None
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "busy_timeout=10000", "secure_delete=ON"):
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: Any) -> None:
    writes = connection.get_execution_options().get(WRITES, False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def bind(engine: Engine) -> None:
    """From now on every transaction speaks with this database."""
    db.remove()
    db.configure(bind=engine)


@contextmanager
def transaction(*, writes: bool = True) -> Iterator[None]:
    """One step: everything in it is kept together, or nothing is."""
    db.remove()
    try:
        db.connection(execution_options={WRITES: writes})
        yield
        if writes:
            db.commit()
            _turn()
    finally:
        db.remove()


@contextmanager
def beside() -> Iterator[Session]:
    """A transaction of its own that counts even when the step around it fails."""
    with Session(db.get_bind()) as session:
        session.connection(execution_options={WRITES: True})
        yield session
        session.commit()
        _turn()


def rebuild() -> None:
    """Lay the file of SQLite out anew: in one that only grows, places within a page tell in which order rows came."""
    engine = db.get_bind()
    if isinstance(engine, Engine) and engine.dialect.name == "sqlite":
        with engine.connect() as connection:
            plain: Any = connection.connection.driver_connection
            plain.execute("VACUUM")
            plain.execute("PRAGMA wal_checkpoint(TRUNCATE)")


__all__ = ["Base", "Localized", "Moment", "UnsafeDatabase", "beside", "bind", "connect", "db", "rebuild", "transaction"]
