"""Commands of every day: run, deliver, tidy, settings, assets."""

import os
import secrets
import signal
from dataclasses import fields
from datetime import timedelta
from pathlib import Path
from threading import Event

import click

from bmw.accounts.service import close_every_way_in
from bmw.app import create_app
from bmw.cases import service as cases
from bmw.cli.check import watch
from bmw.cli.commands import in_town
from bmw.cli.ready import insist
from bmw.cli.server import Server
from bmw.kernel import logs
from bmw.kernel.clock import now
from bmw.kernel.database import db, transaction
from bmw.kernel.limits import use_once
from bmw.kernel.migrations import migrate
from bmw.kernel.settings import Settings, folder_of
from bmw.media.service import clear_away as clear_files_away
from bmw.notifications import worker
from bmw.notifications.delivery import deliver as deliver_mail
from bmw.site import continuity
from bmw.site.retention import clear_away
from bmw.site.views.statement import remind
from bmw.ui import current
from bmw.ui.assets import build


@click.command()
def run() -> None:
    """Start the platform: bring the database up to date, then serve it."""
    settings = Settings.read(os.environ)
    logs.set_up(settings.security_log)
    home = folder_of(settings.home)
    if settings.demo and not settings.secret:
        settings = Settings.read({**os.environ, "BMW_SECRET": _kept_secret(home / "secret")})
    app = create_app(settings)
    with app.app_context():
        migrate(db.get_bind())  # type: ignore[arg-type]  # the town's session is bound to an engine
        if settings.demo:
            from bmw.cli.demo.fill import fill

            fill(now())
        _recall(settings)
        insist(settings)
        db.get_bind().dispose()  # type: ignore[union-attr]  # same
    click.echo(_greeting(settings))
    Server(settings, create_app, every_hour).run()


def _recall(settings: Settings) -> None:
    """Notice when the database is an older one than the last time, and tell everybody."""
    with transaction():
        if continuity.compare(Path(settings.files), now()):
            close_every_way_in()
            click.echo(
                "  Please look: the database is in an earlier state than before; pages tell everybody.", err=True
            )


def _kept_secret(file: Path) -> str:
    if not file.exists():
        file.touch(mode=0o600)
        file.write_text(secrets.token_urlsafe(48))
    return file.read_text()


def _greeting(settings: Settings) -> str:
    lines = ["", f"  The town is open:  {settings.public_url}", ""]
    if settings.demo:
        lines += [
            f"  See it as citizen, moderator, board member, editor or administrator:  {settings.public_url}/de/demo",
            f"  Mails: {settings.mail.removeprefix('folder:')}. Stop with Ctrl+C; start again with the same command.",
            "",
        ]
    return "\n".join(lines)


@click.command()
@in_town
def deliver() -> None:
    """Send the mails that wait in the outbox."""
    click.echo(f"{deliver_mail(current.settings(), now())} mails sent.")


@click.command()
def work() -> None:
    """Be the postman of many web processes: send mails, clear away, count again; until SIGTERM.

    Web processes wake it by Redis (BMW_QUEUE); without Redis it looks each minute.
    """
    settings = Settings.read(os.environ)
    logs.set_up(settings.security_log)
    if not settings.queue:
        raise click.ClickException("BMW_QUEUE is empty: the web processes send their mails themselves.")
    ended = Event()
    for name in (signal.SIGTERM, signal.SIGINT):
        signal.signal(name, lambda *_: ended.set())
    stop = worker.work(create_app(settings), every_hour, settings.queue)
    click.echo("The postman is at work.")
    ended.wait()
    worker.leave()
    stop()


@click.command()
@in_town
def tidy() -> None:
    """Clear away what has run out: sessions, limits, forms, messages, letters, files. A server does it hourly."""
    _tidy_up()
    click.echo("Tidied up.")


def every_hour() -> None:
    """What a running town does by itself, in one of its processes: clear away, put stale cases back, remind, count."""
    at = now()
    with transaction():
        is_first = use_once(f"every hour {at:%Y-%m-%d %H}", at + timedelta(hours=2))
    if not is_first:
        return
    _tidy_up()
    with transaction():
        remind(now())
    watch()


def _tidy_up() -> None:
    clear_away(now())
    with transaction():
        cases.release_stale(now())
    with transaction(writes=False):
        clear_files_away(now())


@click.command(name="settings")
def list_settings() -> None:
    """List every setting with its meaning and default."""
    for each in fields(Settings):
        click.echo(f"BMW_{each.name.upper():<14} {each.metadata['about']} [{each.default!r}]")


@click.command()
def assets() -> None:
    """Build style, scripts and fonts from the installed packages."""
    click.echo("Assets built." if build() else "Assets are up to date.")


COMMANDS = (run, work, deliver, tidy, list_settings, assets)
