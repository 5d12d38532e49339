"""The version before the newest migration and the present one serve one database at the same time: nobody notices.

For the long form, as it needs the history: `python -m pytest tests/faults/with_older_version.py`.
"""

import shutil
import subprocess
import tarfile
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest

from bmw.kernel.database import connect
from bmw.kernel.migrations import is_current, migrate
from bmw.kernel.settings import Settings
from tests.attacks.races.server import ROOT, Window
from tests.browser.conftest import free_port
from tests.faults.conftest import SEEDS, founded
from tests.faults.running import PLANTED, Place, opened
from tests.faults.storm import Told

BUILT = Path("bmw") / "static" / "build"


def git(*words: str) -> bytes:
    """What git says."""
    return subprocess.run(["git", *words], cwd=ROOT, capture_output=True, check=True).stdout


def migrations(commit: str) -> set[str]:
    """Which there were."""
    return set(git("ls-tree", "--name-only", commit, "migrations/versions/").decode().split())


def before_the_newest_migration() -> str:
    """The last state of the platform that knew some of the present migrations, and no other."""
    present = migrations("HEAD")
    return next(each for each in git("rev-list", "HEAD").decode().split() if migrations(each) < present)


@pytest.fixture(scope="module")
def older(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """That state, in a folder of its own."""
    folder = tmp_path_factory.mktemp("older")
    with tarfile.open(fileobj=BytesIO(git("archive", before_the_newest_migration()))) as archive:
        archive.extractall(folder, filter="data")
    shutil.copytree(ROOT / BUILT, folder / BUILT)
    return folder


@pytest.fixture
def old(older: Path, address: str, tmp_path: Path) -> Iterator[Place]:
    """The older version serves; meanwhile the database is brought to the present plan."""
    where = f"127.0.0.1:{free_port()}"
    places = {"files": str(tmp_path / "files"), "mail": f"folder:{tmp_path / 'mail'}", "secret": "0123456789abcdef" * 3}
    settings = Settings(database=address, public_url=f"http://{where}", bind=where, workers=2, threads=4, **places)
    with opened(settings, tmp_path) as place:
        place.more = {"PYTHONPATH": f"{PLANTED}:{older}"}
        place.start()
        engine = connect(address)
        assert not is_current(engine)
        migrate(engine)
        engine.dispose()
        yield place


@pytest.mark.parametrize("seed", SEEDS)
def test_old_and_new_serve_one_database(old: Place, address: str, tmp_path: Path, seed: int) -> None:
    with founded(address, tmp_path, secret=old.settings.secret) as town:
        town.place.start()
        actors = town.crowd(8, 60, seed)
        for actor in actors[::2]:
            actor.window = replace(actor.window, port=old.port)
        told = town.storm("an older version serves beside", actors, seed=seed).told
        assert told[Told.UNKNOWN] == told[Told.REFUSED] == 0
        for place in (old, town.place):
            assert Window(place.port).see(f"/de/vorschlaege/{town.things[0].reference}").status_code == 200
        assert '"level": "error"' not in town.place.log
        town.compare(actors)
