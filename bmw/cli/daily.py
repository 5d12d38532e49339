"""Commands of every day: run, deliver, tidy, settings, assets."""

import os
import secrets
from dataclasses import fields
from pathlib import Path

import click

from bmw.app import create_app
from bmw.cases import service as cases
from bmw.cli.check import watch
from bmw.cli.commands import in_town
from bmw.cli.ready import insist
from bmw.cli.server import Server
from bmw.kernel import logs
from bmw.kernel.clock import now
from bmw.kernel.database import db, transaction
from bmw.kernel.migrations import migrate
from bmw.kernel.settings import Settings
from bmw.notifications.delivery import deliver as deliver_mail
from bmw.site.retention import clear_away
from bmw.site.views.statement import remind
from bmw.ui import current
from bmw.ui.assets import build

SECRET_FILE = Path("var/secret")


@click.command()
def run() -> None:
    """Start the platform: bring the database up to date, then serve it."""
    settings = Settings.read(os.environ)
    logs.set_up(settings.security_log)
    Path("var").mkdir(exist_ok=True)
    if settings.demo and not settings.secret:
        settings = Settings.read({**os.environ, "BMW_SECRET": _kept_secret()})
    app = create_app(settings)
    with app.app_context():
        migrate(db.get_bind())  # type: ignore[arg-type]  # the town's session is bound to an engine
        if settings.demo:
            from bmw.cli.demo.fill import fill

            fill(now())
        insist(settings)
        db.get_bind().dispose()  # type: ignore[union-attr]  # same
    click.echo(_greeting(settings))
    Server(settings, create_app, every_hour).run()


def _kept_secret() -> str:
    if not SECRET_FILE.exists():
        SECRET_FILE.write_text(secrets.token_urlsafe(48))
        SECRET_FILE.chmod(0o600)
    return SECRET_FILE.read_text()


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
@in_town
def tidy() -> None:
    """Clear away what has run out: sessions, limits, forms, messages, letters. A running server does it hourly."""
    _tidy_up()
    click.echo("Tidied up.")


def every_hour() -> None:
    """What a running server does by itself: clear away, put stale cases back on the desk, remind, and count again."""
    _tidy_up()
    with transaction():
        remind(now())
    watch()


def _tidy_up() -> None:
    clear_away(now())
    with transaction():
        cases.release_stale(now())


@click.command(name="settings")
def list_settings() -> None:
    """List every setting with its meaning and default."""
    for each in fields(Settings):
        click.echo(f"BMW_{each.name.upper():<14} {each.metadata['about']} [{each.default!r}]")


@click.command()
def assets() -> None:
    """Build style, scripts and fonts from the installed packages."""
    click.echo("Assets built." if build() else "Assets are up to date.")


COMMANDS = (run, deliver, tidy, list_settings, assets)
