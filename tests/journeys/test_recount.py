"""Somebody outside counts every vote again, with a program that knows nothing of the platform."""

import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from bmw.app import create_app
from bmw.kernel.database import db, transaction
from bmw.kernel.migrations import migrate
from bmw.kernel.settings import Settings
from bmw.proposals import service
from bmw.votes.models import Ballot, Choice, Kind
from bmw.votes.service import merge
from tests import factories as make
from tests.factories_proposals import proposal
from tests.served import serving

ROOT = Path(__file__).parents[2]


@pytest.fixture
def app(tmp_path: Path) -> Iterator[str]:
    """A town with votes of every kind and two proposals in one; the number of its process."""
    app = create_app(Settings(database=f"sqlite:///{tmp_path / 'town.db'}", secret="x" * 40))
    with app.app_context():
        migrate(db.get_bind())
        with transaction():
            process = make.process(make.field(), ballot_kind=Kind.OPINION)
            things = [proposal(process=process, title=f"Vorschlag {n}") for n in range(4)]
            people = [make.person() for _n in range(12)]
            for number, person in enumerate(people):
                for thing in things[: number % 4 + 1]:
                    service.support(thing, person, list(Choice)[(number + thing.id) % 3])
            merge(things[3].ballot, things[0].ballot)
            reference = process.reference
        yield reference


def recounted(port: int, reference: str) -> "subprocess.CompletedProcess[str]":
    """What the program says."""
    beside = Path(sys.executable).with_name("node")
    node = str(beside) if beside.exists() else shutil.which("node")
    assert node, "Node counts again; it comes with the set-up"
    call = [node, str(ROOT / "operations" / "recount.mjs"), f"http://127.0.0.1:{port}", reference]
    return subprocess.run(call, capture_output=True, text=True, timeout=60, check=False)


def test_every_number_is_right(app: str, tmp_path: Path) -> None:
    with serving(tmp_path) as port:
        told = recounted(port, app)
    assert (told.returncode, told.stderr) == (0, "")
    assert "votes on 4 proposals: every number is right." in told.stdout


def test_a_number_that_was_changed_is_named(app: str, tmp_path: Path) -> None:
    with transaction():
        ballot = db.query(Ballot).order_by(Ballot.id).first()
        assert ballot is not None
        ballot.agree += 1
        shown = ballot.agree
    with serving(tmp_path) as port:
        told = recounted(port, app)
    assert told.returncode == 1
    assert f"shows {shown}, counted {shown - 1}" in told.stdout
