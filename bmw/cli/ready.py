"""Is everything here as it must be? One list in plain words, before the doors open."""

import os
import socket
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from urllib.parse import urlsplit

import click

from bmw.cli.backup import is_public_key
from bmw.cli.commands import in_town
from bmw.kernel.clock import now
from bmw.kernel.database import db, is_safe_sqlite, sqlite_driver
from bmw.kernel.settings import Settings, SettingsError
from bmw.notifications.carriers import carrier
from bmw.notifications.composer import holds
from bmw.site.condition import Condition, conditions, places
from bmw.ui import current

FLOORS = {
    "flask": (3, 1, 3),
    "werkzeug": (3, 1, 6),
    "jinja2": (3, 1, 6),
    "gunicorn": (26, 1),
    "bleach": (6, 4),
    "sqlalchemy": (2, 1),
}
"""Older ones have known weaknesses, or lack what the platform stands on."""
PYTHON = (3, 11)
SIGNS = 12
PATIENCE = 3.0


@dataclass(frozen=True)
class Unmet:
    """Something that is not as it must be; if it is unsafe, the platform does not start."""

    sentence: str
    is_unsafe: bool = True


def unmet(settings: Settings) -> list[Unmet]:
    """Everything that is not as it must be."""
    return [*_versions(), *_secrets(settings), *_mail(settings), *_statement(), *_places(settings)]


def _numbers(written: str) -> tuple[int, ...]:
    return tuple(int(part) for part in written.split("+", maxsplit=1)[0].split(".")[:3] if part.isdecimal())


def _versions() -> Iterator[Unmet]:
    if sys.version_info < PYTHON:
        yield Unmet(f"Python {sys.version.split()[0]} is too old: at least {_dotted(PYTHON)} is needed.")
    for name, least in FLOORS.items():
        if _numbers(version(name)) < least:
            yield Unmet(f"{name} {version(name)} is too old: at least {_dotted(least)} is needed.")
    if not is_safe_sqlite(sqlite_driver().sqlite_version_info):
        yield Unmet(f"SQLite {sqlite_driver().sqlite_version} can damage data under load: install pysqlite3.")


def _dotted(numbers: tuple[int, ...]) -> str:
    return ".".join(map(str, numbers))


def _secrets(settings: Settings) -> Iterator[Unmet]:
    if not settings.demo and len(set(settings.secret)) < SIGNS:
        yield Unmet("BMW_SECRET repeats a few signs: please make a random one.")
    if settings.monitor_token and len(settings.monitor_token) < 16:
        yield Unmet("BMW_MONITOR_TOKEN is short: at least 16 random characters are needed.")
    if not settings.is_https and not settings.demo:
        yield Unmet("People reach the platform without encryption: that is right on this machine only.", False)
    if settings.backup_key and not is_public_key(settings.backup_key):
        yield Unmet("BMW_BACKUP_KEY is no public key of age (age1…): no backup can be made.", False)


def _statement() -> Iterator[Unmet]:
    """What the law wants in an accessibility statement and only the town knows."""
    named = current.town().accessibility
    for name in ("authority", "authority_url", "monitor", "monitor_url", "made"):
        if not getattr(named, name):
            yield Unmet(f"TOWN.toml lacks in [accessibility]: {name}. The accessibility statement needs it.")


def _mail(settings: Settings) -> Iterator[Unmet]:
    if not holds(settings, current.town(), now()):
        yield Unmet("With this Python a title could add a recipient to our mails: please install a newer one.")
    try:
        carrier(settings.mail)
    except SettingsError as error:
        yield Unmet(str(error))
        return
    if settings.mail.startswith("folder:"):
        if not settings.demo:
            yield Unmet("Mails lie in a folder and reach nobody: BMW_MAIL names no mail server.", False)
        return
    if settings.mail_from == Settings.mail_from:
        yield Unmet(f"BMW_MAIL_FROM is still the example: mail servers refuse {settings.mail_from}.", False)
    address = urlsplit(settings.mail)
    try:
        socket.create_connection((address.hostname or "", address.port or 587), PATIENCE).close()
    except OSError:
        yield Unmet(f"The mail server {address.hostname} does not answer: mails wait until it does.", False)


def _places(settings: Settings) -> Iterator[Unmet]:
    folder = Path(settings.files)
    folder.mkdir(parents=True, exist_ok=True)
    if not os.access(folder, os.W_OK):
        yield Unmet(f"Nothing can be written into {folder} (BMW_FILES).")
    for each in _conditions(settings):
        if not each.is_well:
            can_read = each.name in places(db.get_bind(), settings)  # type: ignore[arg-type]  # the town's session is bound to an engine
            yield Unmet(f"{each.name}: {each.told}", each.is_needed and not can_read)


def _conditions(settings: Settings) -> list[Condition]:
    made = current.town().accessibility.made
    return conditions(db.get_bind(), settings, now(), made)  # type: ignore[arg-type]  # same


def insist(settings: Settings) -> None:
    """Tell everything that is unmet, and go no further if something is unsafe.

    A full disk is not: pages can be read, and whoever sends something is told.
    """
    found = unmet(settings)
    for each in found:
        click.echo(f"  {'UNSAFE' if each.is_unsafe else 'Please look'}: {each.sentence}", err=True)
    if any(each.is_unsafe for each in found):
        raise click.ClickException("The platform does not start like this.")


@click.command()
@in_town
def ready() -> None:
    """Check that everything here is as it must be: versions, secret, mail, folders, database."""
    insist(current.settings())
    for each in _conditions(current.settings()):
        click.echo(f"  {each.name}: {each.told}")
    click.echo("The platform starts like this.")


COMMANDS = (ready,)
