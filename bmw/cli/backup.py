"""A backup of the whole town in one file, and putting it back into an empty place."""

import hashlib
import json
import os
import shutil
import tarfile
import tempfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

import click
import pyrage
from sqlalchemy import Engine

from bmw.accounts.service import close_every_way_in
from bmw.cli.check import recount
from bmw.cli.commands import in_town
from bmw.cli.move import Different, move
from bmw.cli.transfer import opened
from bmw.kernel.clock import now
from bmw.kernel.database import bind, connect, db, sqlite_driver, transaction
from bmw.kernel.migrations import migrate
from bmw.kernel.settings import Settings, folder_of
from bmw.site import continuity
from bmw.site.condition import BACKED_UP
from bmw.ui import current

DATABASE, FILES, LIST = "town.db", "files", "backup.json"
FORMAT = 1
SEALED = b"age-encryption.org"
"""How a file begins that was encrypted with age (age-encryption.org/v1)."""


class Unusable(Exception):
    """This backup cannot be put back here; nothing was changed. The sentence says why."""


def back_up(engine: Engine, settings: Settings, to: Path, at: datetime, recipient: str = "") -> None:
    """Write everything a town is made of, as it is at one moment, into one file.

    `recipient` is an age public key (`age1…`): only who holds its other half can open the file. The secret of the
    settings is not inside.
    """
    with _beside(to) as folder:
        _copy_of(engine, folder / DATABASE)
        kept = Path(settings.files)
        names = {DATABASE: folder / DATABASE}
        names |= {f"{FILES}/{each.relative_to(kept)}": each for each in sorted(_lasting(kept))}
        packed = folder / "packed"
        _pack(names, packed, at)
        if recipient:
            pyrage.encrypt_file(str(packed), str(folder / "sealed"), [pyrage.x25519.Recipient.from_str(recipient)])
            packed = folder / "sealed"
        _keep(packed, to)
    folder_of(settings.files).joinpath(BACKED_UP).write_text(at.isoformat(), encoding="utf-8")


def is_public_key(recipient: str) -> bool:
    """Whether backups can be sealed for it."""
    try:
        pyrage.x25519.Recipient.from_str(recipient)
    except pyrage.RecipientError:
        return False
    return True


def _lasting(files: Path) -> Iterator[Path]:
    """What people brought; notes of the platform itself begin with a dot."""
    return (each for each in files.rglob("*") if each.is_file() and not each.name.startswith("."))


@contextmanager
def _beside(place: Path) -> Iterator[Path]:
    """A folder on the same disk, gone afterwards, so that the last step is one that cannot be half done."""
    place.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=place.parent, prefix=".bmw-") as folder:
        yield Path(folder)


def _copy_of(engine: Engine, to: Path) -> None:
    """The database as one file of SQLite, laid out anew, whichever database the town lives in."""
    if engine.dialect.name == "sqlite":
        source = sqlite_driver().connect(f"file:{engine.url.database}?mode=ro", uri=True)
        source.execute("VACUUM INTO ?", (str(to),))
        source.close()
        return
    with opened(f"sqlite:///{to}") as copy:
        move(engine, copy)
    _settle(to)


def _settle(database: Path) -> None:
    """Nothing is left beside the file."""
    alone = sqlite_driver().connect(database)
    alone.execute("PRAGMA journal_mode = DELETE")
    alone.close()


def _pack(names: dict[str, Path], to: Path, at: datetime) -> None:
    found = {}
    with tarfile.open(to, "w:gz", compresslevel=3) as archive:
        for name, path in names.items():
            try:
                archive.add(path, name)
            except FileNotFoundError:
                continue  # withdrawn while the backup was made: then it is not to be kept either
            found[name] = _sum_of(path)
        about = {"format": FORMAT, "taken": at.isoformat(), "sha256": found}
        note = to.with_name(LIST)
        note.write_text(json.dumps(about, indent=1), encoding="utf-8")
        archive.add(note, LIST)


def _sum_of(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _keep(made: Path, to: Path) -> None:
    """Put a finished file in its place, and wait until the disk has it."""
    made.chmod(0o600)
    with made.open("rb") as file:
        os.fsync(file.fileno())
    made.replace(to)
    folder = os.open(to.parent, os.O_RDONLY)
    os.fsync(folder)
    os.close(folder)


def restore(file: Path, settings: Settings, at: datetime, identity: Path | None = None) -> datetime:
    """Put a backup back into a place where no town is; the moment of the backup comes back.

    Raises `Unusable` if it was damaged, is sealed, or there is a town already.
    """
    files, place = Path(settings.files), settings.database_file
    if files.exists() and any(_lasting(files)):
        raise Unusable(f"There are files in {files} (BMW_FILES) already. Nothing was changed.")
    if place and place.exists():
        raise Unusable(f"There is a database at {place} (BMW_DATABASE) already. Nothing was changed.")
    with _beside(place or files) as folder:
        taken = _unpack(_opened(file, identity, folder), folder)
        _bring_up(folder / DATABASE)
        _put_files(folder / FILES, files)
        try:
            _put_database(folder / DATABASE, place, settings)
        except BaseException:
            shutil.rmtree(files)
            raise
    with opened(settings.database) as engine:
        bind(engine)
        with transaction():
            continuity.announce(taken, at)
            close_every_way_in()
    return taken


def _opened(file: Path, identity: Path | None, folder: Path) -> Path:
    with file.open("rb") as backup:
        if not backup.read(len(SEALED)).startswith(SEALED):
            return file
    if identity is None:
        raise Unusable("This backup is encrypted: name the file with its key (--key).")
    keys = [line for line in identity.read_text(encoding="utf-8").splitlines() if line.startswith("AGE-SECRET-KEY-")]
    try:
        pyrage.decrypt_file(str(file), str(folder / "opened"), [pyrage.x25519.Identity.from_str(key) for key in keys])
    except (pyrage.DecryptError, pyrage.IdentityError):
        raise Unusable("This key does not open the backup. Nothing was changed.") from None
    return folder / "opened"


def _unpack(file: Path, folder: Path) -> datetime:
    """Everything in the backup, each file checked against its sum, and no file that has none; when it was made."""
    try:
        with tarfile.open(file, "r:gz") as archive:
            found = {_take_out(archive, each, folder) for each in archive}
        about: dict[str, Any] = json.loads((folder / LIST).read_text(encoding="utf-8"))
        is_ours, sums, taken = about["format"] == FORMAT, dict(about["sha256"]), datetime.fromisoformat(about["taken"])
    except (tarfile.TarError, zlib.error, OSError, EOFError, ValueError, KeyError, TypeError) as error:
        raise Unusable(f"This is no whole backup ({type(error).__name__}). Nothing was changed.") from None
    if not is_ours:
        raise Unusable("This backup was made by another version of the platform. Nothing was changed.")
    for name in sorted({*sums, DATABASE} | found - {LIST}):
        if name not in found or _sum_of(folder / name) != sums.get(name):
            raise Unusable(f"{name} in this backup is damaged. Nothing was changed.")
    return taken


def _take_out(archive: tarfile.TarFile, member: tarfile.TarInfo, folder: Path) -> str:
    """One file out of the backup; nothing is followed, nothing is run, and nothing lands outside the folder."""
    parts = member.name.split("/")
    is_known = member.name in (DATABASE, LIST) or (parts[0] == FILES and len(parts) > 1)
    inside = archive.extractfile(member) if is_known and member.isreg() and not {"", ".", ".."} & {*parts} else None
    if inside is None:
        raise Unusable(f"{member.name!a} does not belong into a backup. Nothing was changed.")
    place = folder / member.name
    place.parent.mkdir(parents=True, exist_ok=True)
    with inside, place.open("xb") as file:
        shutil.copyfileobj(inside, file)
    return member.name


def _bring_up(database: Path) -> None:
    """A backup of an earlier version gets the present plan before anybody sees it."""
    with opened(f"sqlite:///{database}") as engine:
        migrate(engine)
        with engine.connect() as connection:
            sound = connection.exec_driver_sql("PRAGMA integrity_check").scalar() == "ok"
            lost = connection.exec_driver_sql("PRAGMA foreign_key_check").first()
    _settle(database)
    if not sound or lost:
        raise Unusable("The database in this backup is not sound. Nothing was changed.")


def _put_files(there: Path, here: Path) -> None:
    folder_of(here)
    if there.exists():
        shutil.copytree(there, here, dirs_exist_ok=True)


def _put_database(there: Path, place: Path | None, settings: Settings) -> None:
    if place:
        _keep(there, place)
        return
    try:
        with opened(f"sqlite:///{there}") as old, opened(settings.database) as new:
            move(old, new)
    except Different as error:
        raise Unusable(str(error)) from None


@click.command()
@click.argument("to", type=click.Path(path_type=Path))
@click.option("--for", "recipient", default="", help="Encrypt for this age public key (age1…), not BMW_BACKUP_KEY.")
@in_town
def backup(to: Path, recipient: str) -> None:
    """Write the whole town, as it is now, into one file; the platform may go on running.

    TO is the file, or a folder, in which it is named after the moment. Keep BMW_SECRET in another place: without it
    nobody's second factor can be read.
    """
    at, recipient = now(), recipient or current.settings().backup_key
    if recipient and not is_public_key(recipient):
        raise click.ClickException("This is no public key of age (age1…).")
    file = to / f"{at:%Y-%m-%dT%H-%M}.{'age' if recipient else 'tar.gz'}" if to.is_dir() else to
    try:
        back_up(db.get_bind(), current.settings(), file, at, recipient)  # type: ignore[arg-type]  # an engine
    except Different as error:
        raise click.ClickException(str(error)) from None
    sealed = "sealed" if recipient else "not sealed"
    click.echo(f"{file}: {file.stat().st_size / 1_000_000:.1f} MB, {sealed}, sha256 {_sum_of(file)}")


@click.command(name="restore")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False, exists=True))
@click.option(
    "--key", type=click.Path(path_type=Path, exists=True), help="File with the age key of an encrypted backup."
)
@in_town
def restore_command(file: Path, key: Path | None) -> None:
    """Put a backup FILE back into an empty place: a BMW_DATABASE and BMW_FILES where nothing is yet.

    Everybody can read on the page of public numbers which hours are missing.
    """
    try:
        taken = restore(file, current.settings(), now(), key)
    except Unusable as error:
        raise click.ClickException(str(error)) from None
    bind(connect(current.settings().database))
    for sentence in recount():
        click.echo(sentence)
    click.echo(
        f"The town is as it was on {taken:%Y-%m-%d %H:%M:%S} UTC. What was written later is missing; pages say so."
    )


COMMANDS = (backup, restore_command)
