"""Seals over the record: whoever changes it in secret is found out."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import delete, update

from bmw.cli import daily
from bmw.cli.check import unsealed, watch
from bmw.kernel.database import db, transaction
from bmw.record import seals
from bmw.record.models import Seal, Step
from bmw.record.words import Word
from tests.factories import NOW, process
from tests.factories_proposals import proposal

pytestmark = pytest.mark.usefixtures("app")
TABLE: Any = Step.__table__


def sealed(hours: int = 0) -> Seal | None:
    with transaction():
        new = seals.since_the_last(seals.settled())
        return seals.add(new, NOW + timedelta(hours=hours), is_sound=True)


@pytest.fixture
def record() -> list[int]:
    """Three proposals, sealed one after the other; the numbers of the last step under each seal."""
    last = []
    for hour in range(3):
        with transaction():
            proposal()
        seal = sealed(hour)
        assert seal is not None
        last.append(seal.until)
    return last


def test_each_seal_counts_all_steps_and_nothing_new_needs_none(record: list[int]) -> None:
    with transaction(writes=False):
        assert next(each.steps for each in seals.all_of_them()) == db.query(Step).count()
        assert list(seals.broken()) == []
    assert sealed(4) is None


def test_of_two_who_seal_at_the_same_time_one_does(record: list[int]) -> None:
    with transaction():
        proposal()
        mine = theirs = seals.since_the_last(seals.settled())
        first, second = seals.add(mine, NOW, is_sound=True), seals.add(theirs, NOW, is_sound=True)
    assert (first is None, second is None) == (False, True)
    assert unsealed() == []


@pytest.mark.parametrize(
    "change",
    [{"at": NOW - timedelta(days=99)}, {"public": False}, {"digest": bytes(32)}, {"word": Word.PROPOSAL_HIDDEN}],
    ids=str,
)
def test_a_step_that_was_changed_breaks_its_seal_and_no_other(record: list[int], change: dict[str, Any]) -> None:
    with transaction():
        db.connection().execute(update(TABLE).where(TABLE.c.id == record[1]).values(**change))
    with transaction(writes=False):
        assert [each.until for each in seals.broken()] == [record[1]]


def test_a_step_that_was_taken_away_is_missed(record: list[int]) -> None:
    with transaction():
        last = TABLE.c.id == record[2]
        db.connection().exec_driver_sql("DELETE FROM step_behind")
        db.connection().execute(delete(TABLE).where(last))
    with transaction(writes=False):
        assert [each.until for each in seals.broken()] == [record[2]]


def test_the_hourly_work_tells_the_log_and_everybody(record: list[int], client: Any, caplog: Any) -> None:
    assert "nicht zu einem früheren Siegel" not in client.see("/de/transparenz").text
    with transaction():
        db.connection().execute(update(TABLE).where(TABLE.c.id == record[0]).values(at=NOW - timedelta(days=1)))
        process()
    watch()
    assert "the record was changed" in caplog.text
    assert len(unsealed()) == 1
    assert (
        "nicht zu einem früheren Siegel"
        in client.see("/de/transparenz").one("section[aria-labelledby=siegel]").text_content()
    )


def test_of_several_processes_one_does_the_hourly_work(record: list[int], monkeypatch: pytest.MonkeyPatch) -> None:
    for hour in (0, 0, 1):
        monkeypatch.setattr(daily, "now", lambda hour=hour: NOW + timedelta(hours=hour))
        with transaction():
            proposal()
        daily.every_hour()
    with transaction(writes=False):
        assert len(seals.all_of_them()) == len(record) + 2


def test_everybody_can_take_the_seals_along(record: list[int], client: Any) -> None:
    table = client.get("/de/transparenz/siegel.csv?form=programm").text
    with transaction(writes=False):
        newest = seals.latest()
    assert newest is not None
    assert newest.digest.hex() in table
    assert newest.digest.hex() in client.see("/de/transparenz").text
