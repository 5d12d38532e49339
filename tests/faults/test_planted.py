"""Who guards the guards: a fault that is planted into the running server must be noticed."""

from pathlib import Path

import pytest

from tests.attacks.races.server import ROOT
from tests.faults.conftest import founded
from tests.faults.storm import storm


@pytest.mark.parametrize("fault", ["answered_too_early", "counted_apart"])
def test_a_planted_fault_is_noticed(fault: str, tmp_path: Path) -> None:
    with founded(f"sqlite:///{tmp_path / 'town.db'}", tmp_path) as town:
        town.place.more = {"PYTHONPATH": f"{Path(__file__).parent / 'planted'}:{ROOT}", "BMW_TEST_FAULT": fault}
        town.place.start()
        actors = town.crowd(4, 10, 1)
        storm(actors, tmp_path / "journal", lambda: None, 1)
        with pytest.raises(AssertionError):
            town.compare(actors)
