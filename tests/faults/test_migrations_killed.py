"""A migration is killed at a moment of its own choosing: the next start goes on, and nothing is half there."""

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from alembic import command
from sqlalchemy import create_engine, inspect

from bmw.kernel.database import connect, sqlite_driver
from bmw.kernel.migrations import is_current, migrate, plan
from tests.attacks.races.server import PATIENCE, ROOT
from tests.faults.conftest import SEEDS


def tables(address: str) -> dict[str, list[str]]:
    """Which tables there are, and their columns."""
    engine: Any = create_engine(address, module=sqlite_driver())
    found = inspect(engine)
    named = {name: sorted(each["name"] for each in found.get_columns(name)) for name in found.get_table_names()}
    engine.dispose()
    return named


@pytest.mark.parametrize("seed", SEEDS)
def test_killed_anywhere_the_next_start_finishes(seed: int, tmp_path: Path) -> None:
    chance, address, whole = random.Random(seed), f"sqlite:///{tmp_path / 'town.db'}", f"sqlite:///{tmp_path / 'w.db'}"
    for each in (address, whole):
        engine = connect(each)
        command.upgrade(plan(engine), "0010" if each == address else "head")
        engine.dispose()
    environ = {**os.environ, "BMW_DATABASE": address, "BMW_SECRET": "x" * 30 + "0123456789", "PYTHONPATH": str(ROOT)}
    for _n in range(3):
        call = [sys.executable, "-m", "bmw", "migrate"]
        going = subprocess.Popen(call, cwd=tmp_path, env=environ, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        waited = time.monotonic() + PATIENCE
        before = tables(address)
        while tables(address) == before and going.poll() is None and time.monotonic() < waited:
            time.sleep(0.01)
        time.sleep(chance.random() * 0.2)
        going.send_signal(signal.SIGKILL)
        going.wait()
    engine = connect(address)
    migrate(engine)
    assert is_current(engine)
    engine.dispose()
    assert tables(address) == tables(whole)
