"""A town with imported data, in a folder of its own that goes away again."""

import os
import subprocess
import sys
from pathlib import Path

from flask import Flask

from bmw.app import create_app
from bmw.kernel.settings import Settings

ROOT = Path(__file__).parents[2]
DATA = Path(os.environ.get("BMW_TEST_DATA", ROOT.parent / "shared" / "data")) / "klimarat"
FOLDERS = {"mobilitaet": "mobilitaet", "produktion-konsum": "tourismus-wirtschaft"}


def imported_town(folder: Path) -> Flask:
    """The town of Bergheim with two conversations of the Klimarat."""
    settings = Settings(
        database=f"sqlite:///{folder / 'town.db'}", files=str(folder), mail=f"folder:{folder}", secret="x" * 40
    )
    environ = {**os.environ, "PYTHONPATH": str(ROOT), "BMW_DATABASE": settings.database, "BMW_SECRET": settings.secret}
    environ["BMW_FILES"] = settings.files
    town = str(ROOT / "bmw" / "cli" / "demo" / "bergheim.toml")
    commands = [
        ["init", town],
        *[["import", "polis", str(DATA / d), "--field", f, "--lang", "de"] for d, f in FOLDERS.items()],
    ]
    for words in commands:
        subprocess.run([sys.executable, "-m", "bmw", *words], cwd=folder, env=environ, check=True, capture_output=True)
    return create_app(settings)
