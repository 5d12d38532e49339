"""A backup is made while people take part, and put back by the written steps: everybody finds what they had by then."""

import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from bmw.kernel.database import connect
from tests.attacks.races.server import Window
from tests.faults.conftest import LONG, SEEDS, Town
from tests.faults.kept import Kept
from tests.faults.report import leave
from tests.faults.storm import Actor, Deed


@pytest.fixture
def elsewhere(request: pytest.FixtureRequest, address: str, tmp_path: Path) -> Iterator[str]:
    """An empty place."""
    if address.startswith("sqlite"):
        yield f"sqlite:///{tmp_path / 'new' / 'town.db'}"
        return
    server = request.getfixturevalue("postgres")
    made = server.new()
    yield made
    server.drop(made)


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("address", ["sqlite", "postgresql"] if LONG else ["sqlite"], indirect=True)
def test_a_backup_holds_for_everybody_what_they_had_done_by_then(
    town: Town, elsewhere: str, seed: int, tmp_path: Path
) -> None:
    actors, file, moments = town.crowd(6, 16, seed), tmp_path / "backup.age", []

    def back_up() -> None:
        moments.append(time.monotonic())
        command(town, "backup", str(file))
        moments.append(time.monotonic())

    town.storm("a backup is made and put back", actors, back_up, seed)
    town.compare(actors)
    town.place.stop()
    put_back(town, file, elsewhere)
    kept = town.kept(actors)
    missing = [each for actor in actors for each in later_than_backup(kept, actor, *moments)]
    (tmp_path / "missing").write_text("\n".join(f"{each.kind} {each.wanted} on {each.about}" for each in missing))
    leave(what="acknowledged after the backup and listed", missing=len(missing))
    assert 'id="wiederhergestellt"' in Window(town.place.port).see("/de/transparenz").text
    assert "transparenz#wiederhergestellt" in Window(town.place.port).see("/de/").text
    town.engine.dispose()


def command(town: Town, *words: str) -> str:
    """Type a command of `bmw`."""
    call = [sys.executable, "-m", "bmw", *words]
    done = subprocess.run(
        call, env=town.place.environ, cwd=town.place.home, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def put_back(town: Town, file: Path, elsewhere: str) -> None:
    """As operations/README.md says: an empty place, restore, check, start."""
    town.engine.dispose()
    files = str(Path(town.place.home) / "new" / "files")
    town.place.settings = replace(town.place.settings, database=elsewhere, files=files)
    assert "What was written later is missing" in command(town, "restore", str(file))
    assert "Every number is what counting again gives" in command(town, "check")
    town.place.start()
    town.engine = connect(elsewhere)


def later_than_backup(kept: Kept, actor: Actor, begun: float, ended: float) -> Sequence[Deed]:
    """What somebody did that the backup does not hold: the end of what they did, and nothing in the middle."""
    deeds = [deed for _moment, deed in actor.acknowledged]
    by_then = sum(moment < begun for moment, _deed in actor.acknowledged)
    at_most = sum(moment <= ended for moment, _deed in actor.acknowledged) + 1
    fitting = [many for many in range(by_then, len(deeds) + 1) if not list(kept.differs(actor, deeds[:many]))]
    assert fitting, (actor.number, by_then, at_most)
    assert fitting[0] <= at_most
    return deeds[fitting[0] :]
