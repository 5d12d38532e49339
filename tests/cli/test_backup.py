"""A backup is put back into an empty place, and everybody learns what is missing since."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pyrage
import pytest
from click.testing import CliRunner
from flask import Flask
from sqlalchemy import Engine

from bmw.accounts import service as accounts
from bmw.accounts.models import BrowserSession, Office, SignIn
from bmw.cli import backup, daily
from bmw.cli.check import recount
from bmw.cli.transfer import opened
from bmw.kernel.database import bind, connect, db, transaction
from bmw.kernel.settings import Settings
from bmw.proposals.models import Proposal
from bmw.site import continuity
from bmw.site.views.transparency import remember
from bmw.votes.models import Vote
from tests.conftest import NOW, session_of
from tests.databases import Postgres
from tests.factories import person
from tests.factories_proposals import proposal

LATER = NOW + timedelta(hours=3)


@pytest.fixture
def settings(app: Flask) -> Settings:
    """How the town runs; one document lies in its folder."""
    settings: Settings = app.extensions["bmw_settings"]
    Path(settings.files).mkdir(parents=True)
    (Path(settings.files) / "plan.pdf").write_bytes(b"%PDF-1.7")
    return settings


@pytest.fixture
def made(planned: Engine, settings: Settings, tmp_path: Path) -> Path:
    """A backup of a town in which something happened."""
    backup.back_up(planned, settings, tmp_path / "backup", NOW)
    return tmp_path / "backup"


@pytest.fixture(params=["sqlite", "postgresql"])
def empty_place(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Settings]:
    """Settings of a place where nothing is yet."""
    folder = tmp_path / "new"
    if request.param == "sqlite":
        yield Settings(database=f"sqlite:///{folder / 'town.db'}", files=str(folder / "files"), secret="x" * 40)
        return
    server: Postgres = request.getfixturevalue("postgres")
    address = server.new()
    yield Settings(database=address, files=str(folder / "files"), secret="x" * 40)
    server.drop(address)


def test_everything_is_there_again_and_the_numbers_are_right(made: Path, empty_place: Settings) -> None:
    assert backup.restore(made, empty_place, LATER) == NOW
    with opened(empty_place.database) as engine:
        bind(engine)
        with transaction(writes=False):
            assert db.query(Vote).count() == 8
        assert recount() == []
    assert (Path(empty_place.files) / "plan.pdf").read_bytes() == b"%PDF-1.7"


def test_everybody_reads_which_time_is_missing(made: Path, tmp_path: Path, client: Any) -> None:
    new = Settings(database=f"sqlite:///{tmp_path / 'new.db'}", files=str(tmp_path / "new"), secret="x" * 40)
    backup.restore(made, new, LATER)
    with opened(new.database) as engine:
        bind(engine)
        with client.application.app_context():
            remember()  # as each minute
        home, numbers = client.see("/de/"), client.see("/de/transparenz")
    assert "12. Mai 2026, 12:00" in home.text
    assert "12. Mai 2026, 15:00" in home.text
    assert "12. Mai 2026, 15:00" in numbers.one("section[aria-labelledby=wiederhergestellt]").text_content()


def test_where_a_town_is_nothing_is_overwritten(made: Path, settings: Settings) -> None:
    with pytest.raises(backup.Unusable, match="already"):
        backup.restore(made, settings, LATER)
    assert (Path(settings.files) / "plan.pdf").exists()


def test_a_damaged_backup_is_refused_and_leaves_nothing(made: Path, empty_place: Settings) -> None:
    whole = made.read_bytes()
    for spot in range(0, len(whole) - 40, len(whole) // 30):
        for damage in (bytes(40), b"\xff" * 40):
            made.write_bytes(whole[:spot] + damage + whole[spot + 40 :])
            with pytest.raises(backup.Unusable):
                backup.restore(made, empty_place, LATER)
            assert not Path(empty_place.files).exists()


def test_half_a_backup_is_refused(made: Path, empty_place: Settings) -> None:
    made.write_bytes(made.read_bytes()[: made.stat().st_size // 2])
    with pytest.raises(backup.Unusable, match="no whole backup"):
        backup.restore(made, empty_place, LATER)


def test_a_sealed_backup_opens_with_its_key_only(planned: Engine, settings: Settings, tmp_path: Path) -> None:
    key, other = pyrage.x25519.Identity.generate(), pyrage.x25519.Identity.generate()
    sealed, keys = tmp_path / "sealed", tmp_path / "keys"
    backup.back_up(planned, settings, sealed, NOW, str(key.to_public()))
    assert b"SQLite format" not in sealed.read_bytes()
    new = Settings(database=f"sqlite:///{tmp_path / 'new' / 'town.db'}", files=str(tmp_path / "new" / "f"), secret="x")
    keys.write_text(str(other))
    with pytest.raises(backup.Unusable, match="does not open"):
        backup.restore(sealed, new, LATER, keys)
    with pytest.raises(backup.Unusable, match="encrypted"):
        backup.restore(sealed, new, LATER)
    keys.write_text(str(key))
    assert backup.restore(sealed, new, LATER, keys) == NOW


@pytest.mark.parametrize("is_sealed", [True, False])
def test_in_a_folder_a_backup_is_named_after_its_moment(
    planned: Engine, settings: Settings, app: Flask, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, is_sealed: bool
) -> None:
    key = str(pyrage.x25519.Identity.generate().to_public()) if is_sealed else ""
    app.extensions["bmw_settings"] = replace(settings, backup_key=key)
    monkeypatch.setattr("bmw.cli.commands.town_app", lambda: app)
    said = CliRunner().invoke(backup.backup, [str(tmp_path)])
    (made,) = tmp_path.glob("20*")
    assert made.suffix == (".age" if is_sealed else ".gz")
    assert ("not sealed" in said.output) is not is_sealed


def test_an_older_database_put_back_by_hand_lets_nobody_in_as_before(planned: Engine, settings: Settings) -> None:
    with transaction():
        someone = person()
        accounts.invite("neu@example.org", Office.EDITOR, NOW)
    session_of(someone, NOW)
    daily._recall(settings)
    with transaction(writes=False):
        assert (db.query(BrowserSession).count(), db.query(SignIn).count()) == (1, 1)
    (Path(settings.files) / continuity.SEEN).write_text('{"step": 9999}', encoding="utf-8")
    daily._recall(settings)
    with transaction(writes=False):
        assert (db.query(BrowserSession).count(), db.query(SignIn).count()) == (0, 0)


def test_an_older_database_put_back_by_hand_is_noticed(
    busy: Proposal, planned: Engine, settings: Settings, tmp_path: Path
) -> None:
    files, old = Path(settings.files), tmp_path / "old.db"
    backup._copy_of(planned, old)
    with transaction():
        proposal(process=db.get_one(Proposal, busy.id).process)
    with transaction(writes=False):
        continuity.remember(files)
    with transaction():
        assert not continuity.compare(files, LATER)
    bind(connect(f"sqlite:///{old}"))
    with transaction():
        assert continuity.compare(files, LATER)
        assert [each.at for each in continuity.restorations()] == [LATER]
    with transaction():
        assert not continuity.compare(files, LATER), "it is told once"
