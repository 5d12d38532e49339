"""The folder of the town: whole files, gone with the step that takes them away."""

import os
from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from bmw.cli import daily
from bmw.kernel import files
from bmw.kernel.clock import now
from bmw.kernel.database import db, transaction
from bmw.media import service
from bmw.media.models import Picture
from bmw.media.plans import Description, MadePicture
from bmw.media.workshop import lay_down
from tests.factories import NOW
from tests.factories_proposals import proposal

MADE = MadePicture(300, 200, (b"small", b"large"))
SAID = Description("Ein Radweg am Fluss", "de")


def folder(app: Flask) -> set[str]:
    return {path.name for path in Path(app.extensions["bmw_settings"].files).glob("*")}


def kept(at: Any = NOW) -> Picture:
    with transaction():
        return service.add(proposal(), lay_down(MADE), SAID, at)


def test_files_stay_when_a_step_takes_them_away_and_is_undone_after_all(app: Flask) -> None:
    picture = kept()
    with transaction():
        service.remove(db.get_one(Picture, picture.id))
        db.rollback()
    assert folder(app) == set(picture.files)


def test_files_go_only_when_the_step_is_kept(app: Flask) -> None:
    picture = kept()
    assert folder(app) == set(picture.files)
    with suppress(ZeroDivisionError), transaction():
        service.remove(db.get_one(Picture, picture.id))
        raise ZeroDivisionError
    assert folder(app) == set(picture.files)
    with transaction():
        service.remove(db.get_one(Picture, picture.id))
    assert folder(app) == set()


def test_files_of_nobody_go_after_a_day_and_others_stay(app: Flask) -> None:
    picture, orphan, fresh = kept(), lay_down(MADE), lay_down(MADE)
    foreign = Path(app.extensions["bmw_settings"].files) / "readme.txt"
    foreign.write_text("Not ours.")
    old = (now() - timedelta(hours=25)).timestamp()
    for name in folder(app) - {f"{fresh.key}-160.webp", f"{fresh.key}-300.webp"}:
        os.utime(foreign.parent / name, (old, old))
    daily._tidy_up()
    assert folder(app) == {*picture.files, f"{fresh.key}-160.webp", f"{fresh.key}-300.webp", "readme.txt"}
    assert not files.path_of(f"{orphan.key}-300.webp")


@pytest.mark.parametrize("name", ["../town.db", "/etc/passwd", "a.webp", f"{'a' * 32}-1.webp/../x", ""])
def test_no_name_leads_out_of_the_folder(app: Flask, name: str) -> None:
    (Path(app.extensions["bmw_settings"].files).parent / "town.db").touch()
    assert files.path_of(name) is None
