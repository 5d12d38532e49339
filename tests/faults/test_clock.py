"""The clock jumps while people take part: nothing is lost, nobody is locked out, and nothing is let in too late."""

import time
from datetime import timedelta
from pathlib import Path

import pytest

from tests.faults.conftest import DAY, SEEDS, Town, until
from tests.faults.storm import Told

HOUR = timedelta(hours=1)


@pytest.fixture
def address(tmp_path: Path) -> str:
    """No database looks at a clock of its own."""
    return f"sqlite:///{tmp_path / 'town.db'}"


@pytest.mark.parametrize("seed", SEEDS)
def test_the_clock_goes_back_by_an_hour_and_nobody_is_turned_away(town: Town, seed: int) -> None:
    actors = town.crowd(6, 10, seed)
    told = town.storm("the clock goes back by an hour", actors, lambda: town.place.set_clock(-HOUR), seed).told
    assert told[Told.UNKNOWN] == told[Told.REFUSED] == 0
    town.compare(actors)


@pytest.mark.parametrize("seed", SEEDS)
def test_the_clock_runs_ahead_by_a_day_and_nothing_counts_after_the_end(town: Town, seed: int) -> None:
    actors, journal, ahead = town.crowd(6, 40, seed), town.place.home / "journal", []
    town.in_doubt = town.place.settings.workers

    def jump() -> float:
        town.place.set_clock(DAY + HOUR)
        ahead.append(time.monotonic())
        until(lambda: journal.read_text().count(f'"{Told.REFUSED}"') > len(actors))
        ahead.append(time.monotonic())
        town.place.set_clock(timedelta())
        return time.monotonic()

    answers = town.storm("the clock runs ahead by a day", actors, jump, seed).answers
    begin, end = ahead
    assert Told.DONE not in {told for sent, came, told in answers if begin < sent and came < end}
    assert Told.DONE in {told for sent, _came, told in answers if sent > end}
    town.compare(actors)
