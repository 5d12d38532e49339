"""A town to measure, small enough for tests."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from bmw.kernel.database import db
from tests.bench.town import Town, generated


@pytest.fixture
def town(tmp_path: Path) -> Iterator[Town]:
    """A very small one: without statistics SQLite plans for it as for a large one."""
    yield generated(tmp_path, 40, f"sqlite:///{tmp_path / 'town.db'}")
    db.remove()
    engine: Any = db.get_bind()
    engine.dispose()
