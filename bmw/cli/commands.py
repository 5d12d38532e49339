"""The command `bmw`: one line of help for everything an operator does."""

import os
import sys
from collections.abc import Callable
from functools import wraps
from typing import Any

import click
from flask import Flask
from sqlalchemy.exc import OperationalError

from bmw import __version__
from bmw.app import create_app
from bmw.kernel.database import UnsafeDatabase
from bmw.kernel.migrations import NewerDatabase
from bmw.kernel.settings import Settings, SettingsError
from bmw.ui.assets import AssetsMissing
from bmw.ui.town import TownError

EXPECTED = (SettingsError, TownError, UnsafeDatabase, NewerDatabase, AssetsMissing)


class Plain(click.Group):
    """A group whose expected failures are one clear sentence."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except EXPECTED as error:
            raise click.ClickException(str(error)) from None
        except OperationalError:
            raise click.ClickException("The database does not answer (BMW_DATABASE).") from None


@click.group(cls=Plain, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, message="%(version)s")
def bmw() -> None:
    """B.M.W 2.0: the participation platform of a town.

    Settings come from BMW_* variables; `bmw settings` lists them all.
    """


def town_app() -> Flask:
    """The application of the town that the settings name, for a command."""
    return create_app(Settings.read(os.environ))


def in_town(command: Callable[..., Any]) -> Callable[..., Any]:
    """Run a command inside the application of the town."""

    @wraps(command)
    def inside(*args: Any, **values: Any) -> Any:
        with town_app().app_context():
            return command(*args, **values)

    return inside


def command_line() -> click.Group:
    """The command with all its parts."""
    from bmw.cli import backup, check, daily, factors, move, ready, statement, towns

    for command in (
        *daily.COMMANDS,
        *check.COMMANDS,
        *statement.COMMANDS,
        *ready.COMMANDS,
        *towns.COMMANDS,
        *factors.COMMANDS,
        *move.COMMANDS,
        *backup.COMMANDS,
    ):
        bmw.add_command(command)
    return bmw


def main() -> None:
    """Start the command line."""
    sys.exit(command_line()())
