"""What waits for the disk, and what need not."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Thread

import pytest
from sqlalchemy import text

from bmw.kernel.database import LINE, PATIENCE, beside, bind, connect, db, is_shared, transaction
from bmw.kernel.limits import Limit, spend

pytestmark = pytest.mark.usefixtures("app")
NOW = datetime(2026, 5, 12, 10, 0, tzinfo=UTC)
FULL, NORMAL = "2", "1"
LASTING = {True: ("synchronous_commit", "on", "off"), False: ("synchronous", FULL, NORMAL)}


def asked(session: object) -> str:
    """How the running step is kept."""
    name = LASTING[is_shared()][0]
    words = f"SHOW {name}" if is_shared() else f"PRAGMA {name}"
    return str(session.execute(text(words)).scalar())  # type: ignore[attr-defined]  # a session of either kind


def test_a_booked_try_does_not_wait_for_the_disk_and_every_other_step_does() -> None:
    with transaction():
        usual = asked(db)
    _name, _lasting, light = LASTING[is_shared()]
    for _twice in range(2):  # whichever connection of the pool it is
        with beside(lightly=True) as session:
            assert asked(session) == light
        with beside() as session:
            assert asked(session) == usual
        with transaction():
            assert asked(db) == usual
    assert is_shared() or usual == FULL


def test_a_booked_try_counts_at_once() -> None:
    tries = [spend("letters", "somebody", most=2, per=timedelta(hours=1), at=NOW) for _n in range(3)]
    assert tries == [True, True, False]
    with transaction(writes=False):
        assert [each.spent for each in db.query(Limit)] == [3]


def test_on_sqlite_a_writer_waits_for_the_one_before_and_a_failure_lets_the_next_one_in(tmp_path: Path) -> None:
    came: list[str] = []
    with closing_engine(f"sqlite:///{tmp_path / 'line.db'}"):
        with suppress(ZeroDivisionError), transaction():
            waiting = Thread(target=_write, args=(came,))
            waiting.start()
            waiting.join(0.2)
            came.append("first")
            raise ZeroDivisionError
        waiting.join(PATIENCE)
    assert came == ["first", "second"]
    assert not LINE.locked()


@contextmanager
def closing_engine(address: str) -> Iterator[None]:
    """Another town for a moment."""
    before, engine = db.get_bind(), connect(address)
    bind(engine)
    yield
    db.remove()
    engine.dispose()
    db.configure(bind=before)


def _write(came: list[str]) -> None:
    with transaction():
        came.append("second")
