"""The town's folder of files: pictures and documents, under names that nobody can guess and that are never used twice.

A file is written whole or not at all, and goes once the step that takes it away is kept.
"""

import re
import secrets
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from sqlalchemy import event

from bmw.kernel.database import db

NAME = re.compile(r"[0-9a-f]{32}(-\d{1,5})?\.(webp|pdf)")
"""What a file of ours is called; whatever else lies in the folder is left alone."""
_folder = [Path("var/files")]


def open_in(folder: str) -> None:
    """From now on files are kept in this folder."""
    _folder[0] = Path(folder)


def new_key() -> str:
    """The beginning of a name that nobody can guess."""
    return secrets.token_hex(16)


def keep(name: str, content: bytes) -> None:
    """Keep a file, whole or not at all."""
    _folder[0].mkdir(parents=True, exist_ok=True)
    unfinished = _folder[0] / f"{name}.part"
    unfinished.write_bytes(content)
    unfinished.replace(_folder[0] / name)


def path_of(name: str) -> Path | None:
    """Where a file lies; nothing for a name that is none of ours, or if it is gone."""
    path = _folder[0].resolve() / name
    return path if NAME.fullmatch(name) and path.is_file() else None


def discard(*names: str) -> None:
    """Let files go as soon as the running step is kept; if it fails or is undone, they stay."""
    going = list(names)

    def stay(_session: object) -> None:
        going.clear()

    def go(_session: object) -> None:
        for name in going:
            if path := path_of(name):
                path.unlink(missing_ok=True)

    event.listen(db(), "after_rollback", stay, once=True)
    event.listen(db(), "after_commit", go, once=True)


def older_than(moment: datetime) -> Iterator[str]:
    """The names of all files written before a moment, unfinished ones as well."""
    for path in _folder[0].glob("*"):
        if NAME.fullmatch(path.name.removesuffix(".part")) and path.stat().st_mtime < moment.timestamp():
            yield path.name


def remove(name: str) -> None:
    """Take a file that belongs to nothing out of the folder."""
    if NAME.fullmatch(name.removesuffix(".part")):
        (_folder[0] / name).unlink(missing_ok=True)
