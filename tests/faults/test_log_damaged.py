"""The last pages of the database are cut off or damaged: what is whole comes back, and everybody is told."""

import random
from pathlib import Path

import pytest

from bmw.kernel.database import bind, connect, db, sqlite_driver, transaction
from bmw.site import continuity
from tests.faults.conftest import SEEDS, Town, founded


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("damage", ["cut", "flipped"])
def test_a_damaged_log_is_noticed_and_announced(damage: str, seed: int, tmp_path: Path) -> None:
    with founded(f"sqlite:///{tmp_path / 'town.db'}", tmp_path) as town:
        town.place.start()
        actors = town.crowd(6, 8, seed)
        begin_anew(town)
        town.storm("the log is damaged", actors, seed=seed)
        bind(town.engine)
        with transaction(writes=False):
            continuity.remember(Path(town.place.settings.files))
        db.remove()
        town.engine.dispose()
        town.place.kill()
        spoil(tmp_path / "town.db-wal", damage, random.Random(seed))
        town.place.start()
        assert "older than the last one" in town.place.log or "earlier state" in town.place.log
        assert sound(tmp_path / "town.db")
        bind(connect(town.place.settings.database))
        with transaction(writes=False):
            assert len(continuity.restorations()) == 1
        db.get_bind().dispose()  # type: ignore[union-attr]  # an engine


def begin_anew(town: Town) -> None:
    """From now on everything that is written stands in the log only, so that damaging it loses something."""
    with town.engine.connect() as line:
        assert line.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)").one() == (0, 0, 0)


def spoil(log: Path, damage: str, chance: random.Random) -> None:
    """Cut the second half off, or flip a few bytes near the beginning."""
    whole = bytearray(log.read_bytes())
    assert 8192 < len(whole) < 1000 * 4096, "there is something to lose, as nothing was moved to the database yet"
    if damage == "cut":
        log.write_bytes(whole[: len(whole) // 4])
        return
    for _n in range(8):
        whole[chance.randrange(64, len(whole) // 4)] ^= 0xFF
    log.write_bytes(whole)


def sound(file: Path) -> bool:
    """What is there is whole."""
    line = sqlite_driver().connect(file)
    told = line.execute("PRAGMA integrity_check").fetchone()[0], line.execute("PRAGMA foreign_key_check").fetchall()
    line.close()
    return bool(told == ("ok", []))
