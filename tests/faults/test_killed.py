"""Processes are killed in the middle of a vote, without warning; and a new version comes while people vote."""

import pytest

from tests.faults.conftest import SEEDS, Town
from tests.faults.storm import Told

FATES = {"kill_a_worker": "a process is killed", "kill_and_start": "all processes are killed"}


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("fate", FATES)
def test_nothing_confirmed_is_lost_and_nothing_counted_twice(town: Town, fate: str, seed: int) -> None:
    actors = town.crowd(8, 12, seed)
    journal = town.storm(FATES[fate], actors, getattr(town.place, fate), seed)
    assert journal.told[Told.DONE] > 0
    assert all(len(actor.final) for actor in actors)
    town.compare(actors)


@pytest.mark.parametrize("seed", SEEDS)
def test_a_new_version_comes_and_nobody_is_turned_away(town: Town, seed: int) -> None:
    actors = town.crowd(8, 12, seed)
    journal = town.storm("a new version comes", actors, town.place.restart, seed)
    assert journal.told[Told.UNKNOWN] == 0
    town.compare(actors)
