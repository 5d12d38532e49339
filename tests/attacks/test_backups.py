"""A backup that is put back writes nowhere else, runs nothing, and opens no door that was closed since."""

import io
import json
import tarfile
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from bmw.accounts import service as accounts
from bmw.accounts.models import Office
from bmw.cli import backup
from bmw.cli.transfer import opened
from bmw.kernel.database import bind, db, transaction
from bmw.kernel.settings import Settings
from tests.attacks.town import Town
from tests.factories import NOW


@pytest.fixture
def made(town: Town, app: Flask, tmp_path: Path) -> Path:
    """A backup of the town."""
    to = tmp_path / "backups" / "backup"
    backup.back_up(db.get_bind(), app.extensions["bmw_settings"], to, NOW)  # type: ignore[arg-type]  # an engine
    return to


@pytest.fixture
def place(tmp_path: Path) -> Settings:
    """Where nothing is yet."""
    home = tmp_path / "home"
    return Settings(database=f"sqlite:///{home / 'town.db'}", files=str(home / "files"), secret="x" * 40)


def there(folder: Path) -> set[str]:
    """Everything below a folder."""
    return {each.relative_to(folder).as_posix() for each in folder.rglob("*")}


def with_more(made: Path, *more: tuple[tarfile.TarInfo, bytes], listed: bool = True) -> None:
    """Put more into a backup than we would, with a list that names it."""
    with tarfile.open(made, "r:gz") as archive:
        old = [(each, archive.extractfile(each).read()) for each in archive]  # type: ignore[union-attr]  # plain files
    about = json.loads(old.pop()[1])
    about["sha256"] |= {each.name: sha256(content).hexdigest() for each, content in more} if listed else {}
    note, words = tarfile.TarInfo("backup.json"), json.dumps(about).encode()
    with tarfile.open(made, "w:gz") as archive:
        for member, content in (*old, *more, (note, words)):
            member.size = len(content) if member.isreg() else 0
            archive.addfile(member, io.BytesIO(content))


def odd(name: str, kind: bytes = tarfile.REGTYPE, to: str = "") -> tuple[tarfile.TarInfo, bytes]:
    member = tarfile.TarInfo(name)
    member.type, member.linkname = kind, to
    return member, b"#!/bin/sh"


def test_a_backup_is_put_back_whole_and_nowhere_else(made: Path, place: Settings, tmp_path: Path) -> None:
    with_more(made, odd("files/" + "ab" * 16 + ".pdf"))
    before = there(tmp_path)
    assert backup.restore(made, place, NOW) == NOW
    new = there(tmp_path) - before
    assert {each.split("/")[0] for each in new} == {"home"}
    assert "home/files/" + "ab" * 16 + ".pdf" in new


@pytest.mark.parametrize(
    "hostile",
    [
        odd("../evil"),
        odd("files/../../evil"),
        odd("/evil"),
        odd("files//evil"),
        odd("evil"),
        odd("files/link", tarfile.SYMTYPE, "/etc/passwd"),
        odd("files/hard", tarfile.LNKTYPE, "town.db"),
        odd("files/pipe", tarfile.FIFOTYPE),
        odd("files/disk", tarfile.BLKTYPE),
        odd("files/folder", tarfile.DIRTYPE),
        odd("town.db"),
    ],
    ids=lambda each: f"{each[0].name} {each[0].type!r}",
)
def test_a_hostile_backup_leaves_nothing_anywhere(
    made: Path, place: Settings, tmp_path: Path, hostile: tuple[tarfile.TarInfo, bytes]
) -> None:
    with_more(made, hostile)
    before = there(tmp_path.parent)
    with pytest.raises(backup.Unusable):
        backup.restore(made, place, NOW)
    assert there(tmp_path.parent) - before <= {f"{tmp_path.name}/home"}
    assert not Path("/evil").exists()


@pytest.mark.parametrize("about", ["[]", "{}", '{"format": 1}', '{"format": 1, "sha256": {}, "taken": "now"}', "null"])
def test_a_backup_that_vouches_for_nothing_is_refused(made: Path, place: Settings, about: str) -> None:
    with tarfile.open(made, "w:gz") as archive:
        member = tarfile.TarInfo("backup.json")
        member.size = len(about)
        archive.addfile(member, io.BytesIO(about.encode()))
    with pytest.raises(backup.Unusable):
        backup.restore(made, place, NOW)
    assert not Path(place.files).exists()


def test_what_no_sum_vouches_for_is_not_put_back(made: Path, place: Settings) -> None:
    with_more(made, odd("files/" + "cd" * 16 + ".pdf"), listed=False)
    with pytest.raises(backup.Unusable):
        backup.restore(made, place, NOW)
    assert not Path(place.files).exists()


def test_no_session_and_no_invitation_lives_again_by_a_backup(
    town: Town, browser: Any, place: Settings, app: Flask, tmp_path: Path
) -> None:
    with transaction():
        path = f"/de/einladung/{accounts.invite('neu@example.org', Office.ADMINISTRATOR, NOW)}"
    home, thief = browser(town.citizen), browser()
    thief.set_cookie("sid", home.get_cookie("sid").value)
    thief.see("/de/profil")
    to = tmp_path / "backup"
    backup.back_up(db.get_bind(), app.extensions["bmw_settings"], to, NOW)  # type: ignore[arg-type]  # an engine
    home.send("/de/abmelden")
    browser().send(path)
    backup.restore(to, place, NOW)
    with opened(place.database) as engine:
        bind(engine)
        thief.see("/de/profil", 403)
        assert browser().post(path).status_code == 410
        browser(town.citizen).see("/de/profil")
