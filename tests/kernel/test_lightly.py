"""What waits for the disk, and what need not."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import text

from bmw.kernel.database import beside, db, is_shared, transaction
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
