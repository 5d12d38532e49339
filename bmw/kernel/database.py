"""The town's memory: one database, short transactions, everything or nothing."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from threading import Lock
from time import monotonic, sleep
from types import ModuleType
from typing import Any, ClassVar

from sqlalchemy import Engine, MetaData, create_engine, event, inspect, make_url, select, text
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import DeclarativeBase, ORMExecuteState, Session, scoped_session, sessionmaker

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
LIMITS = ("statement_timeout=20s", "lock_timeout=10s", "idle_in_transaction_session_timeout=60s", "timezone=UTC")
"""How long PostgreSQL works on one statement, waits for a lock, and bears somebody who begins and then says nothing."""
PATIENCE = 10.0
"""Seconds that a step waits at most for another one to end."""
LINE = Lock()
"""Held by the thread of this process that writes."""
AGAIN = 0.001
"""Seconds until it asks again when another process writes."""
WRITES = "bmw_writes"
LIGHTLY = "bmw_lightly"
"""A step that may be forgotten when the power fails in the same moment; every lasting step after it keeps it too."""

db: scoped_session[Session] = scoped_session(sessionmaker(expire_on_commit=False))
"""The conversation with the database that the running step has open."""


_turns = count(1)
_generation = [0]


def generation() -> int:
    """A number that changes whenever this process has written something, and with every minute that really passes.

    So nothing that was kept can come back when the town's clock is set back and shows the same moment once more.
    """
    return _generation[0] << 32 | int(monotonic() // 60)


def _turn() -> None:
    _generation[0] = next(_turns)


class Base(DeclarativeBase):
    """Every table of the house."""

    metadata = MetaData(naming_convention=NAMES)
    type_annotation_map = {Localized: LocalizedText}

    within: ClassVar[str] = ""
    """The column that names what this belongs to: that stands still while something happens here."""
    part_of: ClassVar[str] = ""
    """The column that names what this is a part of: who changes the part changes the whole."""


class Kept:
    """Rows that are written once: nobody changes them, and nobody takes them away."""


def _stays(_mapper: Any, _connection: Any, row: Any) -> None:
    state = inspect(row)
    changed = [each.key for each in state.mapper.column_attrs if state.attrs[each.key].history.has_changes()]
    if changed or row in state.session.deleted:
        raise RuntimeError(f"{type(row).__name__} is written once")


for _change in ("before_update", "before_delete"):
    event.listen(Kept, _change, _stays, propagate=True)


@event.listens_for(db, "do_orm_execute")
def _stay_all(statement: ORMExecuteState) -> None:
    """The same for changes of many rows at once."""
    mapper = statement.bind_mapper
    if (statement.is_update or statement.is_delete) and mapper is not None and issubclass(mapper.class_, Kept):
        raise RuntimeError(f"{mapper.class_.__name__} is written once")


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
        return _connect_postgresql(url)
    engine = create_engine(url, module=sqlite_driver(), pool_size=16, connect_args={"timeout": PATIENCE})
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _connect_postgresql(url: str) -> Engine:
    """Nothing waits for ever: not for a connection, a lock or an answer, nor for a network that is gone."""
    patience = {"connect_timeout": 5, "tcp_user_timeout": 10_000, "options": " ".join(f"-c {each}" for each in LIMITS)}
    return create_engine(
        make_url(url).set(drivername="postgresql+psycopg"),
        pool_size=16,
        max_overflow=8,
        pool_timeout=10,
        pool_recycle=300,
        pool_pre_ping=True,
        connect_args=patience,
    )


def _prepare_sqlite(connection: Any, _record: Any) -> None:
    connection.isolation_level = None
    for pragma in (
        "journal_mode=WAL",
        "synchronous=FULL",
        "foreign_keys=ON",
        f"busy_timeout={PATIENCE * 1000:.0f}",
        "secure_delete=ON",
    ):
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: Any) -> None:
    options = connection.get_execution_options()
    waits = "PRAGMA synchronous=NORMAL" if options.get(LIGHTLY) else "PRAGMA synchronous=FULL"
    if connection.info.get("waits", "PRAGMA synchronous=FULL") != waits:
        connection.exec_driver_sql(waits)
        connection.info["waits"] = waits
    if options.get(WRITES):
        _begin_writing(connection)
    else:
        connection.exec_driver_sql("BEGIN")


def _begin_writing(connection: Any) -> None:
    """While another process writes, ask again each millisecond: SQLite would sleep longer and longer, and come last."""
    raw, ends = connection.connection.dbapi_connection, monotonic() + PATIENCE
    raw.execute("PRAGMA busy_timeout=0")
    try:
        while monotonic() < ends:
            try:
                raw.execute("BEGIN IMMEDIATE")
            except connection.dialect.dbapi.OperationalError as error:
                if "locked" not in str(error):
                    break
            else:
                return
            sleep(AGAIN)
        connection.exec_driver_sql("BEGIN IMMEDIATE")  # which says what is wrong
    finally:
        raw.execute(f"PRAGMA busy_timeout={PATIENCE * 1000:.0f}")


def bind(engine: Engine) -> None:
    """From now on every transaction speaks with this database."""
    let_go()
    db.configure(bind=engine)


def let_go() -> None:
    """End the running step's conversation; what was not kept is undone, also when the database has just gone away."""
    try:
        db.remove()
    except DBAPIError:
        db().invalidate()
        db.registry.clear()


READING = {WRITES: False, "isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
"""On PostgreSQL a page is made of one moment, and making it can change nothing."""


@contextmanager
def _in_line(*, writes: bool) -> Iterator[None]:
    """Whoever writes on SQLite waits in line for the one before in this process, instead of asking again and again.

    Whoever has waited as long as SQLite itself would asks all the same, and is told what is wrong.
    """
    waits = writes and not is_shared()
    first = waits and LINE.acquire(timeout=PATIENCE)
    try:
        yield
    finally:
        if first:
            LINE.release()


@contextmanager
def transaction(*, writes: bool = True) -> Iterator[None]:
    """One step: everything in it is kept together, or nothing is."""
    let_go()
    with _in_line(writes=writes):
        try:
            db.connection(execution_options=READING if not writes and is_shared() else {WRITES: writes})
            yield
            if writes:
                db.commit()
                _turn()
            elif is_shared():
                db.expunge_all()
                db.commit()  # nothing is kept; but at a ROLLBACK psycopg forgets every statement it has prepared
        finally:
            let_go()


@contextmanager
def beside(*, lightly: bool = False) -> Iterator[Session]:
    """A transaction of its own that counts even when the step around it fails.

    `lightly`: at once for everybody, but it waits for no disk.
    """
    with _in_line(writes=True), Session(db.get_bind()) as session:
        session.connection(execution_options={WRITES: True, LIGHTLY: lightly})
        if lightly and is_shared():
            session.execute(text("SET LOCAL synchronous_commit = off"))
        yield session
        session.commit()
        _turn()


def is_shared() -> bool:
    """Whether others write at the same time (PostgreSQL); on SQLite the whole town waits for each step."""
    return db.get_bind().dialect.name != "sqlite"


def hold(thing: Base) -> None:
    """Until this step is over nobody else changes this thing, nor what it belongs to; it is read anew after that."""
    if not is_shared():
        return
    mapper = inspect(type(thing))
    for name in (thing.within, thing.part_of):
        if name and getattr(thing, name) is not None:
            _hold(mapper.columns[name], getattr(thing, name), shared=name == thing.within)
    _hold(mapper.primary_key[0], mapper.primary_key_from_instance(thing)[0])
    db.expire(thing)


def _hold(column: Any, value: Any, *, shared: bool = False) -> None:
    while column.foreign_keys:
        column = next(iter(column.foreign_keys)).column
    db.execute(select(column).where(column == value).with_for_update(read=shared, key_share=not shared))


def insert_into(kind: Any) -> Any:
    """An insert that can say what happens when the row is there already, in the words of the database in use."""
    return (postgresql if is_shared() else sqlite).insert(kind)


__all__ = [
    "Base",
    "Localized",
    "Moment",
    "UnsafeDatabase",
    "beside",
    "bind",
    "connect",
    "db",
    "hold",
    "insert_into",
    "let_go",
    "transaction",
]
