"""A database is brought to the present plan while an older version goes on writing."""

from pathlib import Path
from threading import Event, Thread

from bmw.kernel.database import connect, sqlite_driver
from bmw.kernel.migrations import is_current, migrate


def test_whoever_writes_meanwhile_does_not_end_a_migration(tmp_path: Path) -> None:
    over, file = Event(), tmp_path / "town.db"
    engine = connect(f"sqlite:///{file}")
    with engine.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE elsewhere (id INTEGER PRIMARY KEY)")

    def write() -> None:
        line = sqlite_driver().connect(str(file), isolation_level=None, timeout=60)
        line.execute("PRAGMA synchronous=OFF")  # so that it writes often
        while not over.wait(0.0002):
            line.execute("INSERT INTO elsewhere DEFAULT VALUES")
        line.close()

    other = Thread(target=write)
    other.start()
    try:
        migrate(engine)
    finally:
        over.set()
        other.join()
    assert is_current(engine)
